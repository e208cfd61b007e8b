// The scripts of our pages and their tests; what stands in static/js runs in a browser and nowhere else.
import js from "@eslint/js";

const names = (list) => Object.fromEntries(list.split(" ").map((name) => [name, "readonly"]));
const BROWSER = names(
  "AbortSignal DOMParser DataTransfer Event File FormData HTMLDetailsElement KeyboardEvent Node RadioNodeList URL URLSearchParams "
    + "WebSocket clearTimeout createImageBitmap document fetch history htmx localStorage location navigator "
    + "sessionStorage setTimeout window",
);
const RULES = {
  complexity: ["error", 15],
  eqeqeq: "error",
  "no-shadow": "error",
  "no-unused-vars": ["error", { args: "all" }],
  "no-var": "error",
  "prefer-const": "error",
};

export default [
  { ignores: ["node_modules", "var", "static/built", ".venv"] },
  { ...js.configs.recommended, rules: { ...js.configs.recommended.rules, ...RULES } },
  { files: ["static/js/*.js"], languageOptions: { globals: BROWSER } },
];

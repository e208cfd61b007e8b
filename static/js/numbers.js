// Numbers as typed: the rules of units/numbers.py, to say beside a field how what stands in it is understood. The server
// decides; a test compares both.

const MOST_SIGNS = 40;
const SHAPE = /^[0-9]+(?:[. ][0-9]+)*(?:,[0-9]+)?$/;
const GROUPED = /^[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+)$/;
const POINTED = /^[0-9]+\.(?![0-9]{3}$)[0-9]+$/;
const ONLY_DIGITS = /^[0-9]+$/;

function apart(text) {
  let typed = text.replace(/[\s\u00a0\u2007\u2009\u202f]+/g, " ").trim();
  const share = typed.endsWith("%");
  if (share) typed = typed.slice(0, -1).trimEnd();
  return /^[-−–‐‑]/.test(typed) ? ["-", typed.slice(1).trimStart(), share] : ["", typed, share];
}

function bare(sign, whole, decimals) {
  const rest = decimals.replace(/0+$/, "");
  const shown = (whole.replace(/^0+/, "") || "0") + (rest ? `,${rest}` : "");
  return shown === "0" ? shown : sign + shown;
}

// {options: readings typed plainly, sure: whether the first is taken}; null for no number.
function understand(text, small) {
  const [sign, digits, share] = apart(text);
  if (text.trim().length > MOST_SIGNS || !SHAPE.test(digits)) return null;
  const [whole, decimals = ""] = digits.split(",");
  const joined = bare(sign, whole.replace(/[. ]/g, ""), decimals);
  if (digits.includes(",") || ONLY_DIGITS.test(whole)) {
    return { options: [joined], sure: ONLY_DIGITS.test(whole) || GROUPED.test(whole) };
  }
  const [, first, last] = whole.match(/^(.+)[. ]([0-9]+)$/);
  const pointed = bare(sign, first.replace(/[. ]/g, ""), last);
  if (POINTED.test(whole) || joined === pointed) return { options: [pointed], sure: true };
  if (!GROUPED.test(whole)) return { options: [pointed, joined], sure: false };
  if (!whole.includes(".") || !ONLY_DIGITS.test(first)) return { options: [joined], sure: true };
  return small || share ? { options: [pointed, joined], sure: false } : { options: [joined, pointed], sure: true };
}

// 21651,5 -> 21.651,5 with the minus of a paper.
function written(reading) {
  const [whole, decimals] = reading.replace("-", "−").split(",");
  const grouped = whole.replace(/(\d)(?=(\d{3})+$)/g, "$1.");
  return decimals ? `${grouped},${decimals}` : grouped;
}

// “hiểu là 1.284, không phải 1,284”; empty where both look the same, or for what is no number.
export function said(text, small = false) {
  const found = understand(text, small);
  if (!found) return "";
  const { options, sure } = found;
  if (!sure) return `${options.join(" hay ")}?`;
  const shown = written(options[0]);
  if (options.length === 2) return `hiểu là ${shown}, không phải ${options[1]}`;
  return shown === text.trim() ? "" : `hiểu là ${shown}`;
}

// The figure as the server keeps it: 1.284,5 -> 1284.5; what was typed where it is no number, null for nothing.
export function plain(text) {
  if (!text.trim()) return null;
  const found = understand(text, false);
  return found && found.sure ? found.options[0].replace(",", ".") : text.trim();
}

// --- Beside the field -------------------------------------------------------------------------------------------------

function tell(input) {
  const words = said(input.value, input.dataset.number === "small");
  let place = input.parentElement.querySelector(`[data-said="${input.name}"]`);
  if (!place && !words) return;
  if (!place) {
    place = Object.assign(document.createElement("span"), { className: "said" });
    place.dataset.said = input.name;
    place.setAttribute("role", "status");
    input.after(place);
  }
  place.textContent = words;
}

if (typeof document !== "undefined") {
  document.addEventListener("input", (event) => {
    if (event.target.matches("input[data-number]")) tell(event.target);
  });
}

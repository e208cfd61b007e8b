// The fields of the page Nhập tiến độ and its line of state: read, filled, marked, and told about.

import { isFigure } from "./kept_copy.js";

export const form = document.getElementById("entry-form");
export const address = form.dataset.autosave;
const line = document.getElementById("save-line");
const head = line.querySelector("[data-save-head]");
const tail = line.querySelector("[data-save-tail]");
const TYPED = ["level", "result", "difficulties", "proposals", "explanation"];
const field = (name) => form.elements.namedItem(name);
const names = [...new Set([...form.elements].map((el) => el.name))].filter(
  (name) => TYPED.includes(name) || isFigure(name),
);

export const isTyped = (name) => names.includes(name);
export const read = () => Object.fromEntries(names.map((name) => [name, field(name) ? field(name).value : ""]));
export const version = () => field("version").value;
export const startsWith = () => JSON.parse(field("base").value || "{}");
export const isOffline = () => line.dataset.state === "offline" && !navigator.onLine;
export const clock = (moment) => moment.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });

export function carry(base) { field("base").value = base; }
export function takeVersion(number) { field("version").value = number; }

// --- Asking the server ------------------------------------------------------------------------------------------------

const cookie = (name) => (document.cookie.split("; ").find((row) => row.startsWith(`${name}=`)) || "").split("=")[1] || "";

export function asked(body, more = {}) {
  const token = cookie("csrftoken") || form.elements.csrfmiddlewaretoken.value;
  return { method: "POST", body, headers: { "X-CSRFToken": token, ...more }, credentials: "same-origin" };
}

export const signIn = () => `${form.dataset.login}?next=${encodeURIComponent(location.pathname + location.search)}`;

export function submitWhole(act) {
  form.requestSubmit(form.querySelector(`button[name="act"][value="${act}"]`));
}

// --- The line of state ------------------------------------------------------------------------------------------------

export function say(state, text, after = "") {
  if (line.dataset.state === state && head.textContent === text && tail.textContent === after) return;
  line.dataset.state = state;
  head.textContent = text;
  tail.textContent = after;
}

export function sayWithLink(state, text, label, href, act) {
  say(state, text);
  const link = document.createElement(href ? "a" : "button");
  if (href) link.href = href;
  else { link.type = "button"; link.className = "btn-link-plain"; link.addEventListener("click", act); }
  link.textContent = label;
  tail.replaceChildren(link);
}

// --- Fields -----------------------------------------------------------------------------------------------------------

export function put(name, value) {
  const control = field(name);
  if (!control) return;
  if (control instanceof RadioNodeList) [...control].forEach((radio) => { radio.checked = radio.value === value; });
  else control.value = value;
  showNow(name, value);
  if (control.matches && control.matches("textarea")) count(control);
}

export function showNow(name, value) {
  const now = document.querySelector(`[data-now="${name}"]`);
  if (now) now.textContent = value || "–";
}

export function count(area) {
  let counter = area.parentElement.querySelector(".counter");
  if (!counter) {
    counter = document.createElement("span");
    counter.className = "help counter";
    area.after(counter);
  }
  const number = (many) => Number(many).toLocaleString("vi-VN");
  counter.textContent = area.value.length ? `${number(area.value.length)}/${number(area.dataset.count)} ký tự` : "";
}

// told: the server's answer to an autosave; base: what it has now.
export function acknowledge(told, base) {
  takeVersion(told.version);
  carry(JSON.stringify(base));
  const label = document.getElementById("copied");
  if (label && !told.copied) label.hidden = true;
  names.forEach((name) => showError(name, ((told.errors || {})[name] || [])[0]));
  names.filter(isFigure).forEach((name) => showDoubt(name, (told.doubts || {})[name]));
}

function showDoubt(name, text) {
  const holder = document.getElementById(`div_id_${name}`);
  if (!holder) return;
  holder.querySelector(".doubt")?.remove();
  if (!text) return;
  const box = Object.assign(document.createElement("div"), { className: "help doubt c-warn", textContent: text });
  box.setAttribute("role", "status");
  holder.append(box);
}

function showError(name, text) {
  const control = field(name);
  if (!control || control instanceof RadioNodeList) return;
  const id = `id_${name}_error`;
  control.classList.toggle("is-invalid", Boolean(text));
  if (!text) {
    document.getElementById(id)?.remove();
    control.removeAttribute("aria-invalid");
    return;
  }
  errorBox(control, id).textContent = text;
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", id);
}

function errorBox(control, id) {
  const box = document.getElementById(id) || Object.assign(document.createElement("div"), { id, className: "err" });
  if (!box.isConnected) control.after(box);
  return box;
}

// --- A copy was put back ----------------------------------------------------------------------------------------------

export function tellRestored(saved, undo) {
  const box = document.createElement("div");
  box.className = "alert info";
  box.setAttribute("role", "status");
  const text = document.createElement("div");
  text.textContent = `Đã khôi phục nội dung gõ lúc ${clock(new Date(saved))} đang giữ trên máy này. `;
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "btn-link-plain" });
  drop.textContent = "Bỏ, lấy lại bản trước đó";
  drop.addEventListener("click", () => { undo(); box.remove(); });
  text.append(drop);
  box.append(text);
  document.getElementById("kept-here").replaceChildren(box);
}

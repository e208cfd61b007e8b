// Phiếu tự chấm: saved while one types; what the server has not taken stays in this browser until it has.

const PAUSE = 1200; // ms after the last key
const AGAIN = 8000; // ms until the next try while the line is down

const form = document.querySelector("form[data-sheet]");
const line = document.getElementById("save-line");
const key = `papi-draft:${location.pathname}${location.search}`;
let timer = 0;
let running = false;
let waiting = false;

const say = (state, head, tail = "") => {
  line.dataset.state = state;
  line.querySelector("[data-save-head]").textContent = head;
  line.querySelector("[data-save-tail]").textContent = tail;
};

const read = () => new URLSearchParams(new FormData(form));

function keepHere() {
  const values = [...form.elements].filter((one) => one.name.startsWith("m")).map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value]);
  try { localStorage.setItem(key, JSON.stringify({ saved: new Date().toISOString(), values })); } catch { /* full or forbidden */ }
}

function dropHere() {
  try { localStorage.removeItem(key); } catch { /* forbidden */ }
}

function restore() {
  let copy = null;
  try { copy = JSON.parse(localStorage.getItem(key)); } catch { return; }
  if (!copy || !Array.isArray(copy.values)) return;
  const changed = copy.values.filter(([name, value]) => {
    const field = form.elements[name];
    if (!field) return false;
    const box = field.type === "checkbox";
    if ((box ? field.checked : field.value) === value) return false;
    if (box) field.checked = value; else field.value = value;
    return true;
  });
  if (!changed.length) { dropHere(); return; }
  say("offline", "Đã lấy lại phần gõ dở ở máy này", "· sẽ lưu lên máy chủ");
  later(PAUSE);
}

function later(pause) {
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

// At its place, under the field, until the field is right again.
function showErrors(errors) {
  form.querySelectorAll("[data-auto-error]").forEach((one) => one.remove());
  form.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
  Object.entries(errors).forEach(([name, text]) => {
    const field = form.elements[name];
    if (!field) return;
    const words = document.createElement("p");
    words.className = "c-bad sm";
    words.dataset.autoError = "";
    words.textContent = text;
    field.setAttribute("aria-invalid", "true");
    field.after(words);
  });
}

async function save() {
  clearTimeout(timer);
  if (running) { waiting = true; return; }
  running = true;
  say("saving", "Đang lưu…");
  try {
    const answer = await fetch(form.action, { method: "POST", body: read(), headers: { Accept: "application/json" } });
    await told(answer);
  } catch {
    say("offline", "Mất mạng: đang giữ trên máy này", "· sẽ tự gửi khi có mạng");
    later(AGAIN);
  }
  running = false;
  if (waiting) { waiting = false; later(PAUSE); }
}

async function told(answer) {
  const json = (answer.headers.get("content-type") || "").startsWith("application/json");
  if (answer.redirected || !json) {
    const head = answer.status === 409 ? "Chưa lưu được: phiếu vừa đổi ở nơi khác" : "Chưa lưu được: mở lại trang hoặc đăng nhập lại";
    say("failed", head, "· phần gõ đang giữ trên máy này");
    return;
  }
  const said = await answer.json();
  form.elements.version.value = said.version;
  showErrors(said.errors);
  if (Object.keys(said.errors).length) { say("failed", "Đã lưu phần đúng", "· ô có lỗi đang giữ trên máy này"); return; }
  if (!waiting) dropHere();
  say("saved", `Đã lưu lúc ${said.saved_at}`, "· máy chủ");
}

form.addEventListener("input", () => { keepHere(); if (running) waiting = true; else later(PAUSE); });
form.addEventListener("submit", () => clearTimeout(timer));
window.addEventListener("online", () => later(0));
restore();

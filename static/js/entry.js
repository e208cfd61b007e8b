// Nhập tiến độ: saves while typing, keeps a copy in this browser until the server has answered for every letter.
// The page works without it: plain form, "Lưu nháp", one upload at a time.

import { plain } from "./numbers.js";

const form = document.getElementById("entry-form");
const line = document.getElementById("save-line");
const head = line.querySelector("[data-save-head]");
const tail = line.querySelector("[data-save-tail]");
const pointer = "papi-draft:" + location.pathname; // what the sign-in page reads: only the time
const key = `${pointer}:${form.dataset.user}`; // the text itself, per person
const PAUSE = 900; // ms after the last key
const AFTER_SENDING = 30000; // ms until a form sent without an answer is taken for lost, and autosave goes on
const AGAIN = [3000, 5000, 10000, 20000, 30000]; // ms between tries while the line is down
const field = (name) => form.elements.namedItem(name);
const names = [...new Set([...form.elements].map((el) => el.name))].filter(
  (name) => ["level", "result", "difficulties", "proposals", "explanation"].includes(name) || name.startsWith("figure-"),
);

let base = JSON.parse(field("base").value || "{}"); // what the server last acknowledged, per field
let unsure = {}; // values sent without an answer: the server may have them
let acknowledged = read(); // what stands in the fields and is safe on the server
let running = null;
let handed = null; // what the whole form carried when it was sent: an autosave now would only race with it
let timer = 0;
let tries = 0;

function read() {
  return Object.fromEntries(names.map((name) => [name, field(name) ? field(name).value : ""]));
}
const same = (name, one, other) => one === other || (name.startsWith("figure-") && plain(one) === plain(other));
const changed = () => names.some((name) => !same(name, read()[name], acknowledged[name]));
const clock = (moment) => moment.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });

function say(state, text, after = "") {
  if (line.dataset.state === state && head.textContent === text && tail.textContent === after) return;
  line.dataset.state = state;
  head.textContent = text;
  tail.textContent = after;
}

function sayWithLink(state, text, label, href, act) {
  say(state, text);
  const link = document.createElement(href ? "a" : "button");
  if (href) link.href = href;
  else { link.type = "button"; link.className = "btn-link-plain"; link.addEventListener("click", act); }
  link.textContent = label;
  tail.replaceChildren(link);
}

// --- The copy in this browser ---------------------------------------------------------------------------------------

function keepHere() {
  if (!changed()) return dropHere();
  try {
    const values = read();
    const copy = { saved: new Date().toISOString(), version: field("version").value, base, unsure, values };
    copy.sent = JSON.stringify(values) === handed;
    localStorage.setItem(key, JSON.stringify(copy));
    localStorage.setItem(pointer, JSON.stringify({ saved: copy.saved }));
    return true;
  } catch (error) { return false; }
}

function dropHere() {
  try { localStorage.removeItem(key); localStorage.removeItem(pointer); } catch (error) { /* storage may be off */ }
}

function restore() {
  let copy = null;
  try { copy = JSON.parse(localStorage.getItem(key)); } catch (error) { /* none, or not ours */ }
  if (!copy || !copy.values) return;
  const differing = names.filter((name) => name in copy.values && !same(name, copy.values[name], read()[name]));
  if (!differing.length) return dropHere();
  const before = read();
  differing.forEach((name) => put(name, copy.values[name]));
  field("version").value = copy.version;
  base = copy.base;
  unsure = copy.unsure || {};
  acknowledged = before;
  tellRestored(copy, before);
  keepHere();
  save();
}

function tellRestored(copy, before) {
  const box = document.createElement("div");
  box.className = "alert info";
  box.setAttribute("role", "status");
  const text = document.createElement("div");
  text.textContent = `Đã khôi phục nội dung gõ lúc ${clock(new Date(copy.saved))} đang giữ trên máy này. `;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "btn-link-plain";
  drop.textContent = "Bỏ, lấy lại bản trước đó";
  drop.addEventListener("click", () => {
    Object.entries(before).forEach(([name, value]) => put(name, value));
    box.remove();
    touched();
  });
  text.append(drop);
  box.append(text);
  document.getElementById("kept-here").replaceChildren(box);
}

function put(name, value) {
  const control = field(name);
  if (!control) return;
  if (control instanceof RadioNodeList) [...control].forEach((radio) => { radio.checked = radio.value === value; });
  else control.value = value;
  const now = document.querySelector(`[data-now="${name}"]`);
  if (now) now.textContent = value || "–";
  if (control.matches && control.matches("textarea")) count(control);
}

// --- Saving to the server -------------------------------------------------------------------------------------------

function known() {
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, [base[name] ?? null, ...(unsure[name] || [])]])));
}

function body(values) {
  const data = new URLSearchParams(values);
  data.set("version", field("version").value);
  data.set("base", known());
  return data;
}

const cookie = (name) => (document.cookie.split("; ").find((row) => row.startsWith(`${name}=`)) || "").split("=")[1] || "";
const token = () => cookie("csrftoken") || form.elements.csrfmiddlewaretoken.value;

function save() {
  clearTimeout(timer);
  if (running) return running.then(() => (changed() ? save() : undefined));
  if (!changed()) return Promise.resolve();
  if (handed) { later(AFTER_SENDING); return Promise.resolve(); }
  const sent = read();
  say("saving", "Đang lưu…");
  running = send(sent).finally(() => { running = null; });
  return running;
}

async function send(sent) {
  let answer;
  try {
    const options = { method: "POST", body: body(sent), headers: { "X-CSRFToken": token() }, credentials: "same-origin" };
    answer = await fetch(form.dataset.autosave, { ...options, signal: AbortSignal.timeout(20000) });
  } catch (error) {
    names.forEach((name) => remember(name, sent[name]));
    keepHere();
    say("offline", "Mất mạng: đang giữ trên máy này", "· sẽ tự gửi khi có mạng");
    return later();
  }
  const told = await answer.json().catch(() => ({}));
  if (answer.ok) return stored(sent, told);
  keepHere();
  return refused(answer.status, told);
}

function remember(name, value) {
  unsure[name] = [...new Set([...(unsure[name] || []), name.startsWith("figure-") ? plain(value) : value])].slice(-20);
}

function stored(sent, told) {
  tries = 0;
  unsure = {};
  const wrong = told.errors || {};
  names.filter((name) => !wrong[name]).forEach((name) => {
    base[name] = name.startsWith("figure-") ? plain(sent[name]) : sent[name];
    acknowledged[name] = sent[name];
  });
  if (told.base) base = JSON.parse(told.base);
  if (told.values) takeMerged(sent, told.values);
  field("version").value = told.version;
  field("base").value = JSON.stringify(base);
  const label = document.getElementById("copied");
  if (label && !told.copied) label.hidden = true;
  names.forEach((name) => showError(name, (wrong[name] || [])[0]));
  names.filter((name) => name.startsWith("figure-")).forEach((name) => showDoubt(name, (told.doubts || {})[name]));
  const kept = keepHere();
  if (Object.keys(wrong).length) say("failed", "Đã lưu phần đúng", "· ô có lỗi đang giữ trên máy này");
  else say("saved", `Đã lưu lúc ${told.saved_at}`, kept ? "· máy chủ, phần đang gõ ở máy này" : "· máy chủ và máy này");
  if (names.some((name) => !wrong[name] && !same(name, read()[name], acknowledged[name]))) later(PAUSE);
}

// Somebody else changed other fields: show them, but never in a field that was edited since.
function takeMerged(sent, values) {
  Object.entries(values).forEach(([name, value]) => {
    if (read()[name] !== sent[name]) return;
    put(name, value);
    acknowledged[name] = value;
  });
}

function refused(status, told) {
  if (status === 401) {
    const back = `${form.dataset.login}?next=${encodeURIComponent(location.pathname + location.search)}`;
    return sayWithLink("failed", "Hết phiên làm việc: nội dung đang giữ trên máy này.", "Đăng nhập lại", back);
  }
  if (told.reason === "clash") {
    return sayWithLink("failed", told.message, "Xem cả hai bản", "", () => submitWhole("save"));
  }
  if (told.reason === "moved") {
    return sayWithLink("failed", `${told.message} Phần vừa gõ đang giữ trên máy này.`, "Xem bản đã gửi", location.pathname);
  }
  if (told.message) return say("failed", `Chưa lưu được: ${told.message}`, "· đang giữ trên máy này");
  sayWithLink("failed", "Chưa lưu được: máy chủ gặp lỗi.", "Thử lại", "", () => save());
  return later();
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(save, wait || AGAIN[Math.min(tries++, AGAIN.length - 1)]);
}

function touched() {
  keepHere();
  if (line.dataset.state === "offline" && !navigator.onLine) return;
  later(PAUSE);
}

form.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-count]")) count(event.target);
  if (!names.includes(event.target.name)) return;
  const now = document.querySelector(`[data-now="${event.target.name}"]`);
  if (now) now.textContent = event.target.value || "–";
  touched();
});
window.addEventListener("online", () => { tries = 0; save(); });
window.addEventListener("pagehide", () => { if (!handed) keepHere(); });
document.addEventListener("visibilitychange", () => { if (document.hidden && !handed) { keepHere(); save(); } });

// --- Errors and counters ----------------------------------------------------------------------------------------------

function showDoubt(name, text) {
  const holder = document.getElementById(`div_id_${name}`);
  if (!holder) return;
  const shown = holder.querySelector(".doubt");
  if (shown) shown.remove();
  if (!text) return;
  const box = Object.assign(document.createElement("div"), { className: "help doubt c-warn", textContent: text });
  box.setAttribute("role", "status");
  holder.append(box);
}

function showError(name, text) {
  const control = field(name);
  if (!control || control instanceof RadioNodeList) return;
  const id = `id_${name}_error`;
  let box = document.getElementById(id);
  if (!text) { if (box) box.remove(); control.removeAttribute("aria-invalid"); control.classList.remove("is-invalid"); return; }
  if (!box) {
    box = document.createElement("div");
    box.id = id;
    box.className = "err";
    control.after(box);
  }
  box.textContent = text;
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", id);
  control.classList.add("is-invalid");
}

function count(area) {
  let counter = area.parentElement.querySelector(".counter");
  if (!counter) {
    counter = document.createElement("span");
    counter.className = "help counter";
    area.after(counter);
  }
  counter.textContent = area.value.length ? `${area.value.length.toLocaleString("vi-VN")}/${Number(area.dataset.count).toLocaleString("vi-VN")} ký tự` : "";
}

// --- Sending the whole form, keys -------------------------------------------------------------------------------------

function submitWhole(act) {
  const button = form.querySelector(`button[name="act"][value="${act}"]`);
  form.requestSubmit(button);
}

// A save on its way must end first: else the page would clash with itself.
form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button && button.hasAttribute("data-part")) return;
  keepHere();
  if (!navigator.onLine) {
    event.preventDefault();
    event.stopImmediatePropagation();
    say("offline", "Mất mạng: đang giữ trên máy này", "· gửi lại khi có mạng");
    return;
  }
  clearTimeout(timer);
  field("base").value = known();
  if (!running) return leave();
  event.preventDefault();
  event.stopImmediatePropagation();
  running.finally(() => form.requestSubmit(button));
}, true);

function leave() {
  handed = JSON.stringify(read());
  keepHere();
  setTimeout(() => { handed = null; }, AFTER_SENDING);
}
window.addEventListener("pageshow", () => { handed = null; });

document.addEventListener("keydown", (event) => {
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key.toLowerCase() === "s") { event.preventDefault(); save(); }
  if (control && event.key === "Enter") { const go = document.getElementById("hand-on"); if (go) { event.preventDefault(); go.focus(); go.click(); } }
  if (event.altKey && !control && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    const link = document.getElementById(event.key === "ArrowLeft" ? "before" : "after");
    if (!link) return;
    event.preventDefault();
    save().finally(() => location.assign(link.href));
  }
});

// --- Evidence: sent on its own, so that the typing goes on -------------------------------------------------------------

const LONG_SIDE = 2000; // pixels: enough to read a photographed paper, small enough for a poor line

async function smaller(file) {
  const foreign = /\.hei[cf]$/i.test(file.name); // of an iPhone: only a JPEG made of it can be kept, where the browser can read it
  const large = ["image/jpeg", "image/webp"].includes(file.type) && file.size > 700000;
  if (!(large || foreign) || !window.createImageBitmap) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    const name = file.name.replace(/\.hei[cf]$/i, ".jpg");
    return blob && (foreign || blob.size < file.size) ? new File([blob], name, { type: "image/jpeg" }) : file;
  } catch (error) { return file; }
}

// What stands in the other cards was not sent for: it stays as it was typed.
function keepOthers(old, fresh, sent) {
  for (const el of old.querySelectorAll("input[name]")) {
    const twin = fresh.querySelector(`[name="${el.name}"]`);
    if (!twin || sent.contains(el) || (el.type === "file" ? !el.files.length : el.value === el.defaultValue)) continue;
    twin.closest("details").open = true;
    if (el.type === "file") twin.replaceWith(el);
    else twin.value = el.value;
  }
}

// Facts of a card go to the server when one leaves it, so that no other link or button can lose them.
async function keepFacts(card) {
  const typed = [...card.querySelectorAll("input[name]")].filter((el) => el.value !== el.defaultValue);
  const button = card.querySelector('button[formaction$="/sua/"]');
  if (!typed.length || !button) return;
  const data = new FormData();
  card.querySelectorAll("input[name]").forEach((el) => data.append(el.name, el.value));
  const sent = typed.map((el) => [el, el.value]);
  const headers = { "X-CSRFToken": token(), "X-Part": "evidence" };
  const options = { method: "POST", body: data, headers, credentials: "same-origin", keepalive: true };
  const answer = await fetch(button.formAction, options).catch(() => null);
  if (!answer || answer.status !== 200 || answer.redirected) return; // they go with the form, which says what is wrong
  sent.forEach(([el, value]) => { el.defaultValue = value; });
  if (!changed()) say("saved", `Đã lưu lúc ${clock(new Date())}`, "· máy chủ");
}

form.addEventListener("focusout", (event) => {
  const card = event.target.closest(".ev");
  if (card && !card.contains(event.relatedTarget)) keepFacts(card);
});

async function sendPart(button) {
  if (button.dataset.ask && !window.confirm(button.dataset.ask)) return;
  const section = document.getElementById("tai-lieu");
  const data = new FormData();
  for (const el of section.querySelectorAll("input[name], textarea[name]")) {
    if (el.type !== "file") { data.append(el.name, el.value); continue; }
    if (!el.files.length) continue;
    const file = await smaller(el.files[0]);
    const most = Number(el.dataset.most); // MB; told before a poor line carries it in vain
    if (file.size > most * 1e6) return say("failed", `“${file.name}” nặng ${Math.ceil(file.size / 1e6)} MB, quá giới hạn ${most} MB`, "· chưa gửi");
    data.append(el.name, file);
  }
  button.disabled = true;
  say("saving", "Đang gửi tài liệu…");
  try {
    const headers = { "X-CSRFToken": token(), "X-Part": "evidence" };
    const answer = await fetch(button.formAction, { method: "POST", body: data, headers, credentials: "same-origin" });
    if (answer.redirected) { button.disabled = false; return refused(401, {}); }
    if (![200, 422].includes(answer.status)) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("tai-lieu");
    keepOthers(section, fresh, button.closest(".ev, .more-proof"));
    section.replaceWith(fresh);
    if (answer.ok) say("saved", `Đã lưu lúc ${clock(new Date())}`, "· máy chủ");
    else say("failed", "Chưa nhận tài liệu", "· xem lý do bên trên");
  } catch (error) {
    button.disabled = false;
    sayWithLink("failed", "Chưa gửi được tài liệu.", "Thử lại", "", () => sendPart(button));
  }
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-part]");
  if (!button) return;
  event.preventDefault();
  sendPart(button);
});

// --- Start ------------------------------------------------------------------------------------------------------------

if (window.matchMedia("(max-width: 767px)").matches) {
  const last = document.getElementById("last-period");
  if (last) last.open = false;
}
form.querySelectorAll("textarea[data-count]").forEach(count);
restore();

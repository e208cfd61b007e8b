// Lưới nhập: each row saves itself through the address of its own form while one types; keys and paste as in a sheet.
// What has no answer yet is kept in this browser under the row's own form, where opening the form brings it back.

import { plain } from "./numbers.js";

const form = document.getElementById("grid-form");
const line = document.getElementById("save-line");
const PAUSE = 900;
const AFTER_SENDING = 30000; // ms until a form sent without an answer is taken for lost, and autosave goes on
let leaving = false; // the whole grid is on its way: an autosave now would only race with it
const cookie = (name) => (document.cookie.split("; ").find((row) => row.startsWith(`${name}=`)) || "").split("=")[1] || "";


function say(state, head, tail = "") {
  line.dataset.state = state;
  line.querySelector("[data-save-head]").textContent = head;
  line.querySelector("[data-save-tail]").textContent = tail;
}

function Row(element) {
  const prefix = element.dataset.prefix;
  const cells = [...element.querySelectorAll(".in1")];
  const own = (name) => form.elements[prefix + name];
  const key = `papi-draft:${element.dataset.draft}:${form.dataset.user}`;
  let base = JSON.parse(own("base").value);
  let unsure = {};
  const acknowledged = read();
  let flying = null; // values on their way: the server may have them before it says so
  let timer = 0;

  function read() { return Object.fromEntries(cells.map((cell) => [cell.name.slice(prefix.length), cell.value])); }
  const changed = () => Object.entries(read()).some(([name, value]) => value !== acknowledged[name]);

  function keepHere(sent = false) {
    try {
      if (!changed()) return localStorage.removeItem(key);
      const copy = { saved: new Date().toISOString(), version: own("version").value, base, unsure, values: read(), sent };
      localStorage.setItem(key, JSON.stringify(copy));
    } catch { /* storage may be off */ }
  }

  function known() {
    const sure = (name) => [base[name] ?? null, ...(unsure[name] || []), ...(flying ? [asKept(name, flying[name])] : [])];
    return JSON.stringify(Object.fromEntries(Object.keys(read()).map((name) => [name, sure(name)])));
  }

  async function save() {
    clearTimeout(timer);
    if (flying || !changed()) return;
    if (leaving) { timer = setTimeout(save, AFTER_SENDING); return; }
    const sent = read();
    const data = new URLSearchParams(sent);
    data.set("version", own("version").value);
    data.set("base", known());
    flying = sent;
    say("saving", "Đang lưu…");
    try {
      const headers = { "X-CSRFToken": cookie("csrftoken") || form.elements.csrfmiddlewaretoken.value };
      const answer = await fetch(element.dataset.autosave, { method: "POST", body: data, headers, signal: AbortSignal.timeout(20000) });
      const told = await answer.json().catch(() => ({}));
      answer.ok ? stored(sent, told) : refused(answer.status, told);
    } catch {
      Object.entries(sent).forEach(([name, value]) => { unsure[name] = [...new Set([...(unsure[name] || []), asKept(name, value)])].slice(-20); });
      say("offline", "Mất mạng: đang giữ trên máy này", "· sẽ tự gửi khi có mạng");
      timer = setTimeout(save, 5000);
    }
    flying = null;
    keepHere();
    if (changed() && line.dataset.state === "saved") later();
  }

  function stored(sent, told) {
    const wrong = told.errors || {};
    unsure = {};
    Object.keys(sent).filter((name) => !wrong[name]).forEach((name) => {
      acknowledged[name] = sent[name];
      base[name] = asKept(name, sent[name]);
    });
    if (told.base) base = JSON.parse(told.base);
    own("version").value = told.version;
    own("base").value = JSON.stringify(base);
    cells.forEach((cell) => {
      const name = cell.name.slice(prefix.length);
      showError(cell, (wrong[name] || [])[0]);
      showDoubt(cell, (told.doubts || {})[name]);
    });
    const edited = form.querySelectorAll("tr:has(td.chg)").length;
    const bad = form.querySelectorAll("td.bad").length;
    say("saved", `Đã lưu lúc ${told.saved_at}`, `· ${edited} nhiệm vụ vừa sửa (vạch xanh)${bad ? `, ${bad} ô có lỗi` : ""}`);
  }

  function refused(status, told) {
    const place = element.querySelector("[data-row-message]");
    if (status === 401) return say("failed", "Hết phiên làm việc: nội dung đang giữ trên máy này.", "Đăng nhập lại rồi mở nhiệm vụ.");
    place.textContent = told.reason === "clash" ? `${told.message} Mở nhiệm vụ để xem hai bản và gộp.` : told.message || "Chưa lưu được.";
    if (status === 503) timer = setTimeout(save, 5000);
    say("failed", "Chưa lưu được một nhiệm vụ", `· đang giữ trên máy này${status === 503 ? ", sẽ tự gửi lại" : ""}`);
  }

  function showDoubt(cell, text) {
    const holder = cell.closest("td");
    holder.querySelectorAll(`.hint[data-of="${cell.name}"]`).forEach((box) => box.remove());
    if (!text) return;
    const box = Object.assign(document.createElement("span"), { className: "msg hint", textContent: text });
    box.dataset.of = box.dataset.for = cell.name;
    cell.after(box);
  }

  function showError(cell, text) {
    const holder = cell.closest("td");
    const id = `er-${cell.name}`;
    holder.querySelectorAll(`.msg[data-for="${cell.name}"], .msg:not([data-for])`).forEach((box) => box.remove());
    cell.toggleAttribute("aria-invalid", Boolean(text));
    if (text) {
      const box = Object.assign(document.createElement("span"), { className: "msg", id, textContent: text });
      box.dataset.for = cell.name;
      cell.after(box);
      cell.setAttribute("aria-describedby", id);
    }
    holder.classList.toggle("bad", Boolean(holder.querySelector(".msg:not(.hint)")));
  }

  function later() { clearTimeout(timer); timer = setTimeout(save, PAUSE); }

  function restore() {
    let copy = null;
    try { copy = JSON.parse(localStorage.getItem(key)); } catch { /* none */ }
    if (!copy || !Object.keys(copy.values).every((name) => name in read())) return;
    cells.forEach((cell) => { cell.value = copy.values[cell.name.slice(prefix.length)]; });
    if (!changed()) return keepHere();
    own("version").value = copy.version;
    base = copy.base;
    unsure = copy.unsure || {};
    cells.forEach((cell) => cell.closest("td").classList.add("chg"));
    save();
  }

  element.addEventListener("input", (event) => {
    if (!cells.includes(event.target)) return;
    event.target.closest("td").classList.add("chg");
    keepHere();
    later();
  });
  window.addEventListener("online", save);
  window.addEventListener("pagehide", () => { if (!leaving) keepHere(); });
  this.submitted = () => { own("base").value = known(); clearTimeout(timer); keepHere(true); };
  restore();
}

const asKept = (name, text) => (name.startsWith("figure-") ? plain(text) : text); // as the server compares it

const rows = [...form.querySelectorAll("tr[data-autosave]")].map((element) => new Row(element));
form.addEventListener("submit", () => {
  rows.forEach((row) => row.submitted());
  leaving = true;
  setTimeout(() => { leaving = false; }, AFTER_SENDING);
});
window.addEventListener("pageshow", () => { leaving = false; });

// --- Keys and paste: a column of cells is the same kind of cell in every row -------------------------------------------

const kind = (cell) => cell.name.replace(/^e\d+-/, "").replace(/^figure-\d+$/, "figure");
const cells = [...form.querySelectorAll("tr[data-autosave] .in1")];

function below(cell) {
  const row = cell.closest("tr");
  return cells.find((other) => kind(other) === kind(cell) && row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING && !row.contains(other));
}

form.addEventListener("keydown", (event) => {
  if (!event.target.matches(".in1") || event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.isComposing) return;
  event.preventDefault();
  const next = below(event.target);
  if (next) next.focus();
});

function put(cell, text) {
  if (cell.tagName === "SELECT") {
    const option = [...cell.options].find((item) => item.text.trim().toLowerCase() === text.trim().toLowerCase());
    if (!option) return;
    cell.value = option.value;
  } else cell.value = text;
  cell.dispatchEvent(new Event("input", { bubbles: true }));
}

form.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain").replace(/\r\n/g, "\n").replace(/\n$/, "");
  if (!event.target.matches(".in1") || !/[\t\n]/.test(text) || (!text.includes("\t") && event.target.matches("textarea"))) return;
  event.preventDefault();
  let start = event.target;
  for (const values of text.split("\n").map((row) => row.split("\t"))) {
    if (!start) return;
    const across = cells.filter((cell) => start.closest("tr").contains(cell));
    values.forEach((value, n) => { const cell = across[across.indexOf(start) + n]; if (cell) put(cell, value); });
    start = below(start);
  }
});

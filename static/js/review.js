// Chờ thẩm định: single keys, ready reasons, ticking many, evidence opened beside its card. The page works without it.

const $ = (selector) => document.querySelector(selector);
const $$ = (selector) => [...document.querySelectorAll(selector)];
const OFF = "papi-review-keys-off";

function store(value) {
  try { value === undefined ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, value); } catch { /* storage may be off */ }
}
function keysOff() {
  try { return Boolean(localStorage.getItem(OFF)); } catch { return false; }
}

// Keys: only when no field has the focus, no dialog is open, and nobody switched them off.
const rows = () => $$(".q a[data-row]");
function step(by) {
  const all = rows();
  const here = all.findIndex((link) => link.closest("li").hasAttribute("aria-current"));
  const next = all[here + by];
  if (next) location.assign(next.href);
}
function press(selector) {
  const button = $(selector);
  if (button) button.click();
}
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  d: () => press("[data-approve]"),
  t: () => press("[data-return]"),
  " ": tickCurrent,
  "?": () => $("#phim-tat").showModal(),
};
function tickCurrent() {
  const box = $(".q li[aria-current] input[name=chon]");
  if (box) { box.checked = !box.checked; countPicked(); }
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, textarea, select, button, summary, a, [contenteditable]") && event.key !== "?") {
    if (!event.target.closest("a, summary") || event.key === " ") return;
  }
  if (event.target.closest("input, textarea, select")) return;
  const act = KEYS[event.key.toLowerCase()];
  if (!act || (keysOff() && event.key !== "?")) return;
  event.preventDefault();
  act();
});
const keySwitch = $("[data-keys-switch]");
if (keySwitch) {
  const show = () => { const hint = $("#keys"); if (hint) hint.hidden = keysOff(); };
  keySwitch.checked = !keysOff();
  keySwitch.addEventListener("change", () => { store(keySwitch.checked ? undefined : "1"); show(); });
  show();
}

// Ticking many
function countPicked() {
  const boxes = $$(".q input[name=chon]");
  const count = boxes.filter((box) => box.checked).length;
  const line = $("[data-picked]");
  if (!line) return;
  line.textContent = count ? `Đã chọn ${count}` : "Chọn nhiều mục";
  $("[data-bulk-label]").textContent = count ? `Duyệt ${count} mục` : "Duyệt mục đã chọn";
  $("[data-bulk]").disabled = !count;
  $("[data-bulk-count]").textContent = count;
  const names = boxes.filter((box) => box.checked).map((box) => box.closest("li").querySelector("[data-row]").textContent);
  $("[data-bulk-names]").textContent = [...new Set(names)].join(", ");
  all.checked = count > 0 && count === boxes.length;
  all.indeterminate = count > 0 && count < boxes.length;
}
const all = $("#chon-het");
if (all) {
  all.hidden = false;
  all.addEventListener("change", () => {
    $$(".q input[name=chon]").forEach((box) => { box.checked = all.checked; });
    countPicked();
  });
  document.addEventListener("change", (event) => { if (event.target.name === "chon") countPicked(); });
  countPicked();
}

// The button that approves the clear ones says how many are ticked.
const clearLabel = $("[data-clear-label]");
if (clearLabel) document.addEventListener("change", () => {
  const count = $$(".clear input[name=chon]:checked").length;
  clearLabel.textContent = `Duyệt ${count} mục đã chọn`;
  clearLabel.closest("button").disabled = !count;
});

// Ready reasons fill an editable text.
$$("[data-reasons]").forEach((group) => {
  group.hidden = false;
  const note = document.getElementById(group.dataset.reasons);
  group.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-reason]");
    if (!chip) return;
    note.value = [note.value.trim(), chip.dataset.reason].filter(Boolean).join("\n");
    note.focus();
  });
});

// Returning asks for the reason in a dialog; what was noted beside the entry is taken along.
const returning = $("[data-return]");
if (returning) returning.addEventListener("click", () => {
  const [noted, reason] = [$("#id_note"), $("#ly-do-tra-lai")];
  if (!reason.value.trim()) reason.value = noted.value;
});

// Evidence in place: pictures and PDF beside their card; everything else stays a download.
$$("a[data-open]").forEach((link) => link.addEventListener("click", (event) => {
  const viewer = $("[data-viewer]");
  if (!viewer || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const shown = document.createElement(link.dataset.open === "pdf" ? "iframe" : "img");
  const inline = `${link.getAttribute("href")}?xem=1${link.dataset.page ? `#page=${link.dataset.page}` : ""}`;
  shown.src = inline;
  shown[link.dataset.open === "pdf" ? "title" : "alt"] = link.textContent.trim();
  viewer.replaceChildren(shown);
  viewer.hidden = false;
  viewer.parentElement.classList.add("viewing");
  $$(".ev.on").forEach((card) => card.classList.remove("on"));
  link.closest(".ev").classList.add("on");
}));

// On a desk the first paper opens beside the entry by itself, unless it is heavy.
const papers = $("[data-opens-first]");
if (papers && window.matchMedia("(min-width: 1200px)").matches) {
  const first = papers.querySelector("a[data-open]");
  if (first && Number(first.dataset.size) <= Number(papers.dataset.opensFirst)) first.click();
}

// The current row is kept in sight inside the list.
const current = $(".q li[aria-current]");
if (current && window.matchMedia("(min-width: 768px)").matches) {
  const list = current.closest(".q");
  list.scrollTop = Math.max(0, current.offsetTop - list.offsetTop - 80);
}

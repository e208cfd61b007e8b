// The plan editor: keys in the list of tasks, Enter adds the next, focus returns to the row that was worked on.
// Without this file every button still works as a plain form.

import "./numbers.js";

const rowOf = (node) => node.closest?.("tr[data-task]");

// Key held with Alt -> what it clicks in the row that has the focus: its own buttons, so rights stay the server's.
const IN_ROW = {
  arrowup: '[data-act="len"]', arrowdown: '[data-act="xuong"]', d: '[data-act="nhan-ban"]', e: "[data-edit]", x: "[name=keys]",
};

document.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  if (row && event.altKey && !event.ctrlKey && !event.metaKey) inRow(event, row);
  else inForm(event, event.target.closest?.("[data-task-form]"));
});

function inRow(event, row) {
  const place = IN_ROW[event.key.toLowerCase()];
  const target = place && row.querySelector(place);
  if (!target) return;
  event.preventDefault();
  target.click();
}

function inForm(event, form) {
  const enter = event.key === "Enter";
  const adds = event.target.matches?.("[data-enter]") && enter && !event.shiftKey;
  if (form && event.key === "Escape") form.querySelector("[data-cancel]")?.click();
  if (!adds && !(form && enter && event.ctrlKey)) return;
  event.preventDefault();
  (adds ? event.target.form : form).requestSubmit();
}

// Ticks: all at once, and the count beside the form that edits many.
document.addEventListener("change", (event) => {
  if (event.target.id === "tick-all") {
    document.querySelectorAll("[name=keys][form=nhieu]").forEach((box) => { box.checked = event.target.checked; });
  }
  countTicks();
});
function countTicks() {
  const place = document.querySelector("[data-ticked]");
  if (place) place.textContent = document.querySelectorAll("[name=keys][form=nhieu]:checked").length;
}

// A swap of the whole list keeps rows that are being edited: nothing typed is lost.
let editing = [];
let ticked = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "nhiem-vu") return;
  editing = [...document.querySelectorAll("#nhiem-vu tr.editing")];
  ticked = [...document.querySelectorAll("[name=keys][form=nhieu]:checked")].map((box) => box.value);
});
document.addEventListener("htmx:afterSettle", (event) => {
  const list = document.getElementById("nhiem-vu");
  if (!list) return;
  editing.forEach((row) => {
    const place = document.getElementById(row.id);
    if (place && place !== row) { place.replaceWith(row); window.htmx.process(row); }
  });
  ticked.forEach((key) => { const box = list.querySelector(`[name=keys][value="${key}"]`); if (box) box.checked = true; });
  editing = []; ticked = [];
  countTicks();
  const form = event.detail.elt.closest?.("tr.editing") || (event.detail.elt.matches?.("tr.editing") && event.detail.elt);
  if (form) (form.querySelector("[aria-invalid=true]") || form.querySelector("textarea"))?.focus();
  else returnFocus(list);
});
function returnFocus(list) {
  const { focusTask, focusAct } = list.dataset;
  if (!focusTask) return;
  if (focusTask === "many") { (list.querySelector("#nhieu [aria-invalid=true]") || list.querySelector("#n-go")).focus(); return; }
  const place = focusTask === "moi" ? list.querySelector("#new-task") : document.getElementById(`nv-${focusTask}`);
  const target = focusTask === "moi" ? place : place?.querySelector(`[data-act="${focusAct}"]`) || place?.querySelector("[data-edit]");
  target?.focus();
  delete list.dataset.focusTask;
}

// Leaving with something typed and not saved asks first; what is being sent is guarded again when it does not arrive.
const guard = (form, state) => { if (form) form.dataset.guard = state; };
document.addEventListener("input", (event) => guard(event.target.closest("[data-guard]"), "unsaved"));
document.addEventListener("submit", (event) => guard(event.target.closest("[data-guard]"), ""));
document.addEventListener("htmx:sendError", (event) => guard(event.detail.elt.closest("[data-guard]"), "unsaved"));
document.addEventListener("click", (event) => {
  const form = event.target.closest?.("[data-cancel]")?.closest("[data-guard]");
  if (form?.dataset.guard !== "unsaved") return;
  if (window.confirm("Bỏ những gì vừa sửa?")) return guard(form, "");
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector('[data-guard="unsaved"]')) event.preventDefault();
});

// Handing down: tick all of one column, and say how many are ticked.
const ticks = (name) => [...document.querySelectorAll(`[data-pick] [name=${name}]`)];
document.addEventListener("click", (event) => {
  const name = event.target.closest?.("[data-pick-all]")?.dataset.pickAll;
  if (!name) return;
  const wanted = ticks(name).some((box) => !box.checked);
  ticks(name).forEach((box) => { box.checked = wanted; });
  countPicks();
});
document.addEventListener("change", countPicks);
function countPicks() {
  document.querySelectorAll("[data-count]").forEach((place) => {
    place.textContent = ticks(place.dataset.count).filter((box) => box.checked).length;
  });
}
countPicks();

// The matrix: arrows move from cell to cell.
document.addEventListener("keydown", (event) => {
  const cell = event.target.closest?.(".mx td");
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  if (!cell || !step || event.altKey || event.ctrlKey) return;
  const row = cell.parentElement.parentElement.rows[cell.parentElement.sectionRowIndex + step[0]];
  const link = row?.cells[cell.cellIndex + step[1]]?.querySelector("a");
  if (link) { event.preventDefault(); link.focus(); }
});
countTicks();

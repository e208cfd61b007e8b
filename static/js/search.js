// The search box over a page (Ctrl K): lists by kind as one types; without scripts its link opens the page of search.

const box = document.getElementById("tim");
const field = box?.querySelector("input");
const found = box?.querySelector("[data-found]");
const links = () => [...found.querySelectorAll("a[href]")];

function open(event) {
  event.preventDefault();
  if (!box.open) box.showModal();
  field.select();
}

function step(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  const stops = [field, ...links()];
  const next = stops[stops.indexOf(document.activeElement) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

if (box) {
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") open(event);
  });
  document.querySelectorAll("a[data-search]").forEach((link) => link.addEventListener("click", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) open(event);
  }));
  box.addEventListener("keydown", step);
}

// Tổng hợp: print button, and the long list of units folded on a phone. Without it everything simply shows.

const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
const box = document.querySelector(".heatbox[data-long]");
const all = document.querySelector("[data-all]");
if (box && all) {
  box.dataset.folded = "";
  all.hidden = false;
  all.addEventListener("click", () => { delete box.dataset.folded; all.remove(); });
}

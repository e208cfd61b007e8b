// The check page of a document read in: the field one is in marks its lines of the source and its place on the page.
// Without scripts the links "dòng 10" do as much.

const views = document.querySelector(".views");
let marks = [];

function clear() {
  document.querySelectorAll(".source li.here").forEach((line) => line.classList.remove("here"));
  marks.forEach((mark) => mark.remove());
  marks = [];
}

function bringIntoView(pane, thing) {
  const top = thing.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
  pane.scrollTo({ top: Math.max(0, top - pane.clientHeight / 3) });
}

function markPlace(line) {
  const [page, left, top, right, bottom] = line.dataset.place.split(" ").map(Number);
  const figure = document.getElementById(`trang-${page}`);
  if (!figure) return;
  const mark = document.createElement("span");
  mark.className = "mark";
  Object.assign(mark.style, {
    left: `${left * 100}%`,
    top: `${top * 100}%`,
    width: `${(right - left) * 100}%`,
    height: `${(bottom - top) * 100}%`,
  });
  figure.append(mark);
  marks.push(mark);
}

document.addEventListener("focusin", (event) => {
  const field = event.target.closest("[data-lines]");
  if (!field) return;
  clear();
  const lines = field.dataset.lines.split(" ").map((n) => document.getElementById(`d${n}`)).filter(Boolean);
  lines.forEach((line) => {
    line.classList.add("here");
    if (line.dataset.place) markPlace(line);
  });
  if (lines.length) bringIntoView(lines[0].parentElement, lines[0]);
  if (views && marks.length) bringIntoView(views, marks[0]);
});

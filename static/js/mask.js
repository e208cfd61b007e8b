// Black boxes over a picture: drawn with mouse, pen or finger, or with Enter and the arrows; sent as shares of the picture.

const form = document.getElementById("mask");
const sheet = form.querySelector("[data-sheet]");
const field = form.elements.boxes;
const boxes = read();
let begun = null; // where the pointer went down
let drawn = null; // the box that is being drawn

function read() {
  try { return JSON.parse(field.value || "[]").filter((box) => Array.isArray(box) && box.length === 4); } catch { return []; }
}

const clip = (share) => Math.min(1, Math.max(0, share));

function place(event) {
  const area = sheet.getBoundingClientRect();
  return [clip((event.clientX - area.left) / area.width), clip((event.clientY - area.top) / area.height)];
}

function between([left, top], [right, bottom]) {
  return [Math.min(left, right), Math.min(top, bottom), Math.abs(right - left), Math.abs(bottom - top)];
}

function lay(span, box) {
  ["left", "top", "width", "height"].forEach((side, number) => { span.style[side] = `${box[number] * 100}%`; });
}

function show() {
  sheet.querySelectorAll("span").forEach((span) => span.remove());
  for (const box of boxes) {
    const span = document.createElement("span");
    lay(span, box);
    sheet.append(span);
  }
  field.value = boxes.length ? JSON.stringify(boxes) : "";
  form.querySelector("[data-count]").textContent = boxes.length ? `Đã vẽ ${boxes.length} ô che.` : "Chưa có ô che.";
}

sheet.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  event.preventDefault();
  sheet.setPointerCapture(event.pointerId);
  begun = place(event);
  drawn = document.createElement("span");
  drawn.className = "drawing";
  sheet.append(drawn);
});

sheet.addEventListener("pointermove", (event) => { if (begun) lay(drawn, between(begun, place(event))); });

sheet.addEventListener("pointerup", (event) => {
  if (!begun) return;
  const box = between(begun, place(event));
  begun = null;
  if (box[2] > 0.004 && box[3] > 0.004) boxes.push(box.map((share) => Number(share.toFixed(5))));
  show();
});

sheet.addEventListener("pointercancel", () => { begun = null; show(); });

// By keyboard: Enter lays a box in the middle, arrows move the last one, with Shift they change its size.
const STEP = { ArrowLeft: [-0.01, 0], ArrowRight: [0.01, 0], ArrowUp: [0, -0.01], ArrowDown: [0, 0.01] };

sheet.addEventListener("keydown", (event) => {
  const last = boxes.at(-1);
  if (event.key === "Enter") boxes.push([0.4, 0.45, 0.2, 0.1]);
  else if (event.key === "Delete") boxes.pop();
  else if (STEP[event.key] && last) {
    const first = event.shiftKey ? 2 : 0;
    STEP[event.key].forEach((step, number) => { last[first + number] = Number(clip(last[first + number] + step).toFixed(5)); });
  } else return;
  event.preventDefault();
  show();
});

form.querySelector("[data-undo]").addEventListener("click", () => { boxes.pop(); show(); });

show();

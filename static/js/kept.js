// Text kept in this browser for an entry that can't be typed into any more: shown where the server does not have it,
// dropped where it does or where it was handed on. data-kept: address of the form; data-stored: JSON of what the server
// has, field -> [label, text]; without it (the receipt) only what was sent along is dropped.

import { keptCopy, missing } from "./kept_copy.js";

function look(place) {
  const kept = keptCopy(place.dataset.kept, place.dataset.keptUser);
  const copy = kept.find();
  if (!copy) return;
  if (!place.dataset.stored) {
    if (copy.sent) kept.drop();
    return;
  }
  const lost = missing(copy.values, JSON.parse(place.dataset.stored));
  if (lost.length) tell(place, copy, lost, kept);
  else kept.drop();
}

function tell(place, copy, lost, kept) {
  const box = place.content.firstElementChild.cloneNode(true);
  box.querySelector("[data-time]").textContent = new Date(copy.saved).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" });
  lost.flat().forEach((text, n) => {
    const line = document.createElement(n % 2 ? "dd" : "dt");
    line.textContent = text;
    box.querySelector("dl").append(line);
  });
  box.querySelector("[data-drop]").addEventListener("click", () => { kept.drop(); box.remove(); });
  place.after(box);
}

document.querySelectorAll("template[data-kept]").forEach(look);

// Text kept in this browser for an entry that can't be typed into any more: shown where the server does not have it,
// dropped where it does or where it was handed on. data-kept: address of the form; data-stored: JSON of what the server
// has, field -> [label, text]; without it (the receipt) only what was sent along is dropped.

const keysOf = ({ kept, keptUser }) => [`papi-draft:${kept}:${keptUser}`, `papi-draft:${kept}`];
const bare = (name, text) => (name.startsWith("figure-") ? text.replace(/[\s.]/g, "") : text);

function copyOf(place) {
  try { return JSON.parse(localStorage.getItem(keysOf(place.dataset)[0])); } catch { return null; /* none, or storage is off */ }
}

function look(place) {
  const copy = copyOf(place);
  if (!copy || !copy.values) return;
  const drop = () => keysOf(place.dataset).forEach((key) => localStorage.removeItem(key));
  if (!place.dataset.stored) return copy.sent && drop();
  const stored = JSON.parse(place.dataset.stored);
  const lost = Object.keys(stored).filter((name) => copy.values[name] && bare(name, copy.values[name]) !== bare(name, stored[name][1]));
  if (!lost.length) return drop();
  tell(place, copy, lost.map((name) => [stored[name][0], copy.values[name]]), drop);
}

function tell(place, copy, lost, drop) {
  const box = place.content.firstElementChild.cloneNode(true);
  box.querySelector("[data-time]").textContent = new Date(copy.saved).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" });
  lost.flat().forEach((text, n) => {
    const line = document.createElement(n % 2 ? "dd" : "dt");
    line.textContent = text;
    box.querySelector("dl").append(line);
  });
  box.querySelector("[data-drop]").addEventListener("click", () => { drop(); box.remove(); });
  place.after(box);
}

document.querySelectorAll("template[data-kept]").forEach(look);

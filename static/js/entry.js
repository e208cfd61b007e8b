// Nhập tiến độ: saves while typing, keeps a copy in this browser until the server has answered for every letter.
// The page works without it: plain form, "Lưu nháp", one upload at a time.

import { Autosave, Book } from "./autosave.js";
import { watchEvidence } from "./entry_evidence.js";
import * as page from "./entry_form.js";
import { differing, keptCopy } from "./kept_copy.js";

const { form } = page;
const kept = keptCopy(location.pathname, form.dataset.user);
const book = new Book(page.startsWith(), page.read());
const autosave = new Autosave(page, book, kept);

function restore() {
  const copy = kept.find();
  if (!copy) return;
  const before = page.read();
  const names = differing(copy.values, before);
  if (!names.length) { kept.drop(); return; }
  names.forEach((name) => page.put(name, copy.values[name]));
  page.takeVersion(copy.version);
  book.restored(copy, before);
  page.tellRestored(copy.saved, () => {
    Object.entries(before).forEach(([name, value]) => page.put(name, value));
    autosave.touched();
  });
  autosave.keepHere();
  autosave.save();
}

// --- Typing, and leaving the page -------------------------------------------------------------------------------------

form.addEventListener("input", ({ target }) => {
  if (target.matches("textarea[data-count]")) page.count(target);
  if (!page.isTyped(target.name)) return;
  page.showNow(target.name, target.value);
  autosave.touched();
});
window.addEventListener("online", () => autosave.now());
window.addEventListener("pagehide", () => { if (!autosave.handed) autosave.keepHere(); });
window.addEventListener("pageshow", () => autosave.back());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden || autosave.handed) return;
  autosave.keepHere();
  autosave.save();
});

// --- Sending the whole form -------------------------------------------------------------------------------------------

function hold(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

// A save on its way must end first: else the page would clash with itself.
form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button && button.hasAttribute("data-part")) return;
  autosave.keepHere();
  if (!navigator.onLine) {
    hold(event);
    page.say("offline", "Mất mạng: đang giữ trên máy này", "· gửi lại khi có mạng");
    return;
  }
  clearTimeout(autosave.timer);
  page.carry(book.known());
  if (!autosave.running) { autosave.leave(); return; }
  hold(event);
  autosave.running.finally(() => form.requestSubmit(button));
}, true);

// --- Keys -------------------------------------------------------------------------------------------------------------

function press(event, control) {
  if (!control) return;
  event.preventDefault();
  control.focus();
  control.click();
}

function go(event, link) {
  if (!link) return;
  event.preventDefault();
  autosave.save().finally(() => location.assign(link.href));
}

document.addEventListener("keydown", (event) => {
  const control = event.ctrlKey || event.metaKey;
  const place = (id) => document.getElementById(id);
  if (control && event.key.toLowerCase() === "s") { event.preventDefault(); autosave.save(); }
  if (control && event.key === "Enter") press(event, place("hand-on"));
  if (event.altKey && !control && event.key === "ArrowLeft") go(event, place("before"));
  if (event.altKey && !control && event.key === "ArrowRight") go(event, place("after"));
});

// --- Start ------------------------------------------------------------------------------------------------------------

if (window.matchMedia("(max-width: 767px)").matches) {
  const last = document.getElementById("last-period");
  if (last) last.open = false;
}
form.querySelectorAll("textarea[data-count]").forEach(page.count);
watchEvidence(autosave);
restore();

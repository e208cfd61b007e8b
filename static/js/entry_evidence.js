// Evidence of an entry: sent on its own, so that the typing goes on.

import { asked, clock, form, say, sayWithLink } from "./entry_form.js";

const LONG_SIDE = 2000; // pixels: enough to read a photographed paper, small enough for a poor line
const LARGE = 700000; // bytes of a photo worth making smaller
const HEIC = /\.hei[cf]$/i; // of an iPhone: only a JPEG made of it can be kept, where the browser can read it

async function asJpeg(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
}

async function smaller(file) {
  const foreign = HEIC.test(file.name);
  const large = ["image/jpeg", "image/webp"].includes(file.type) && file.size > LARGE;
  if (!(large || foreign) || !window.createImageBitmap) return file;
  try {
    const blob = await asJpeg(file);
    const name = file.name.replace(HEIC, ".jpg");
    return blob && (foreign || blob.size < file.size) ? new File([blob], name, { type: "image/jpeg" }) : file;
  } catch { return file; }
}

// What stands in the other cards was not sent for: it stays as it was typed.
function keepOthers(old, fresh, sent) {
  for (const el of old.querySelectorAll("input[name]")) {
    const twin = fresh.querySelector(`[name="${el.name}"]`);
    if (!twin || sent.contains(el) || (el.type === "file" ? !el.files.length : el.value === el.defaultValue)) continue;
    twin.closest("details").open = true;
    if (el.type === "file") twin.replaceWith(el);
    else twin.value = el.value;
  }
}

// Facts of a card go to the server when one leaves it, so that no other link or button can lose them.
async function keepFacts(card, autosave) {
  const typed = [...card.querySelectorAll("input[name]")].filter((el) => el.value !== el.defaultValue);
  const button = card.querySelector('button[formaction$="/sua/"]');
  if (!typed.length || !button) return;
  const data = new FormData();
  card.querySelectorAll("input[name]").forEach((el) => data.append(el.name, el.value));
  const sent = typed.map((el) => [el, el.value]);
  const answer = await fetch(button.formAction, { ...asked(data, { "X-Part": "evidence" }), keepalive: true }).catch(() => null);
  if (!answer || answer.status !== 200 || answer.redirected) return; // they go with the form, which says what is wrong
  sent.forEach(([el, value]) => { el.defaultValue = value; });
  if (!autosave.changed()) say("saved", `Đã lưu lúc ${clock(new Date())}`, "· máy chủ");
}

// What the section holds, files made smaller; null after telling of one too large for a poor line to carry in vain.
async function contents(section) {
  const data = new FormData();
  for (const el of section.querySelectorAll("input[name], textarea[name]")) {
    if (el.type !== "file") { data.append(el.name, el.value); continue; }
    if (!el.files.length) continue;
    const file = await smaller(el.files[0]);
    const most = Number(el.dataset.most); // MB
    if (file.size > most * 1e6) {
      say("failed", `“${file.name}” nặng ${Math.ceil(file.size / 1e6)} MB, quá giới hạn ${most} MB`, "· chưa gửi");
      return null;
    }
    data.append(el.name, file);
  }
  return data;
}

async function sendPart(button, autosave) {
  if (button.dataset.ask && !window.confirm(button.dataset.ask)) return;
  const section = document.getElementById("tai-lieu");
  const data = await contents(section);
  if (!data) return;
  section.dataset.press ||= `${Date.now()}-${Math.random()}`; // the same press tried again adds no second piece
  data.set("press", section.dataset.press);
  button.disabled = true;
  say("saving", "Đang gửi tài liệu…");
  try {
    const answer = await fetch(button.formAction, asked(data, { "X-Part": "evidence" }));
    if (answer.redirected && !new URL(answer.url).pathname.startsWith("/tien-do/")) { button.disabled = false; autosave.refused(401, {}); return; }
    if (![200, 422].includes(answer.status)) throw new Error(String(answer.status));
    await take(answer, section, button);
  } catch {
    button.disabled = false;
    sayWithLink("failed", "Chưa gửi được tài liệu.", "Thử lại", "", () => sendPart(button, autosave));
  }
}

async function take(answer, section, button) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("tai-lieu");
  keepOthers(section, fresh, button.closest(".ev, .more-proof"));
  section.replaceWith(fresh);
  if (answer.ok) say("saved", `Đã lưu lúc ${clock(new Date())}`, "· máy chủ");
  else say("failed", "Chưa nhận tài liệu", "· xem lý do bên trên");
}

export function watchEvidence(autosave) {
  form.addEventListener("focusout", (event) => {
    const card = event.target.closest(".ev");
    if (card && !card.contains(event.relatedTarget)) keepFacts(card, autosave);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-part]");
    if (!button) return;
    event.preventDefault();
    sendPart(button, autosave);
  });
}

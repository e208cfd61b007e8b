// Signing with the service on this computer: it fetches the file, signs, uploads it, and says how it went.

const box = document.querySelector("[data-plugin]");
const button = box.querySelector("[data-start]");

function show(state, words = "") {
  box.querySelectorAll("[data-state]").forEach((part) => { part.hidden = part.dataset.state !== state; });
  if (words) box.querySelector("[data-said]").textContent = words;
  button.disabled = state === "connecting" || state === "open";
}

function heard(text) {
  let answer = {};
  try { answer = JSON.parse(text); } catch { answer = { Message: "Câu trả lời không đọc được." }; }
  if (answer.Status === 0) return true;
  show("refused", answer.Message || `Mã lỗi ${answer.Status ?? "không rõ"}.`);
  return false;
}

function sign() {
  let reached = false, ended = false;
  show("connecting");
  let line;
  try { line = new WebSocket(box.dataset.service); } catch { show("away"); return; }
  line.addEventListener("open", () => { reached = true; show("open"); line.send(box.dataset.order); });
  line.addEventListener("message", (event) => {
    ended = true;
    line.close();
    if (heard(event.data)) location.assign(box.dataset.done);
  });
  line.addEventListener("close", () => { if (!ended) show(reached ? "broken" : "away"); });
}

button.addEventListener("click", sign);

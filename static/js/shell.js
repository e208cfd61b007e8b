// What every page shares: keys, menus, dialogs, toasts, focus on refusals, lost sessions. Pages work without it.

const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus(null);
});

// The account menu is a <details>: closes on a click elsewhere and on Escape.
function closeMenus(target) {
  $$("details[data-menu][open]").forEach((menu) => {
    if (target && menu.contains(target)) return;
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus && !target) menu.querySelector("summary").focus();
  });
}

document.addEventListener("click", (event) => {
  closeMenus(event.target);
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialog);
    if (dialog) { event.preventDefault(); dialog.showModal(); }
    return;
  }
  const closer = event.target.closest("[data-close]");
  if (closer) {
    event.preventDefault();
    const dialog = closer.closest("dialog");
    dialog ? dialog.close() : closer.closest(".toast-line").remove();
    return;
  }
  const reveal = event.target.closest("[data-reveal]");
  if (reveal) toggleSecret(reveal);
});

function toggleSecret(button) {
  const field = document.getElementById(button.dataset.reveal);
  const show = field.type === "password";
  field.type = show ? "text" : "password";
  button.setAttribute("aria-pressed", show);
}

// A form is sent once: a second click while the first is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-hx-post") || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => $$("form[data-sent]").forEach((form) => delete form.dataset.sent));

// Toasts go after 6 s, but stay while they hold focus or the pointer.
function startToasts(root = document) {
  $$(".toast-line:not([data-timed])", root).forEach((toast) => {
    toast.dataset.timed = "1";
    const leave = () => {
      if (toast.matches(":hover") || toast.contains(document.activeElement)) setTimeout(leave, 2000);
      else toast.remove();
    };
    setTimeout(leave, 6000);
  });
}

// A refusal summary takes the focus, so that it is read first.
function focusRefusal(root = document) {
  const summary = root.querySelector("[data-focus]");
  if (summary) { summary.tabIndex = -1; summary.focus(); }
}

// The login page tells when text typed before the session ended is still kept in this browser.
// Convention: localStorage["papi-draft:" + path] = JSON with "saved" (ISO time).
function tellKeptDraft() {
  const place = document.querySelector("[data-draft-path]");
  if (!place) return;
  try {
    const draft = JSON.parse(localStorage.getItem("papi-draft:" + place.dataset.draftPath));
    if (!draft || !draft.saved) return;
    const time = new Date(draft.saved).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
    place.textContent = ` Nội dung gõ lúc ${time} đang giữ trên máy này.`;
  } catch { /* storage may be off: then nothing is promised */ }
}

// A fragment request that ends on the login page means the session is over: go there, and come back here.
document.addEventListener("htmx:beforeSwap", (event) => {
  const login = document.body.dataset.login;
  if (!login || !event.detail.xhr.responseURL) return;
  if (new URL(event.detail.xhr.responseURL).pathname === login && location.pathname !== login) {
    event.detail.shouldSwap = false;
    location.assign(`${login}?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
});
document.addEventListener("htmx:sendError", () => {
  const alerts = document.getElementById("alerts");
  const lost = document.getElementById("line-lost");
  if (alerts && lost) alerts.replaceChildren(lost.content.cloneNode(true));
});
document.addEventListener("htmx:afterSwap", (event) => { startToasts(); focusRefusal(event.detail.target); });

startToasts();
focusRefusal();
tellKeptDraft();

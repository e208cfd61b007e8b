// A key that was refused, missing or cancelled: said in the page's own place for alerts, in Vietnamese.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const alerts = document.getElementById("alerts");
  const failed = document.getElementById("passkey-failed");
  if (alerts && failed) alerts.replaceChildren(failed.content.cloneNode(true));
  window.scrollTo(0, 0);
});

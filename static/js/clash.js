// The page of two versions: what is chosen replaces the copy kept in this browser, so that the form doesn't bring the
// unmerged text back, and a line that drops while sending loses nothing.

import { keptCopy } from "./kept_copy.js";

const form = document.getElementById("merge-form");
const kept = keptCopy(new URL(form.action).pathname, form.dataset.user);

function chosen() {
  const values = {};
  form.querySelectorAll("input[data-kept]").forEach((input) => { values[input.name] = input.value; });
  form.querySelectorAll('input[type="radio"]:checked').forEach((radio) => {
    const name = radio.name.replace("choose-", "");
    values[name] = form.elements[`${radio.value}-${name}`].value;
  });
  return values;
}

form.addEventListener("submit", () => {
  const { version, base } = form.elements;
  kept.keep({ version: version.value, base: JSON.parse(base.value), unsure: {}, values: chosen() });
});

// Typing into the merged text chooses it.
form.addEventListener("input", (event) => {
  if (!event.target.matches("textarea")) return;
  const name = event.target.name.replace("both-", "");
  form.querySelector(`input[name="choose-${name}"][value="both"]`).checked = true;
});

// The page of two versions: what is chosen replaces the copy kept in this browser, so that the form doesn't bring the
// unmerged text back, and a line that drops while sending loses nothing.

const form = document.getElementById("merge-form");
const path = new URL(form.action).pathname;

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
  const copy = { saved: new Date().toISOString(), version: version.value, base: JSON.parse(base.value), unsure: {}, values: chosen() };
  try {
    localStorage.setItem(`papi-draft:${path}:${form.dataset.user}`, JSON.stringify(copy));
    localStorage.setItem(`papi-draft:${path}`, JSON.stringify({ saved: copy.saved }));
  } catch (error) { /* storage may be off */ }
});

// Typing into the merged text chooses it.
form.addEventListener("input", (event) => {
  if (!event.target.matches("textarea")) return;
  const name = event.target.name.replace("both-", "");
  form.querySelector(`input[name="choose-${name}"][value="both"]`).checked = true;
});

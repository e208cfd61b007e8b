// Offers units by full path while one types: a combobox after the ARIA pattern; the form works without it.
const WAIT = 200; // ms of silence before asking

function combobox(box) {
  const input = box.querySelector("input");
  const list = box.querySelector("[role=listbox]");
  const status = box.querySelector("[role=status]");
  let timer, asked, current = -1;

  input.removeAttribute("list");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("autocomplete", "off");

  const close = () => {
    list.hidden = true;
    current = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (option) => {
    input.value = option.dataset.label;
    close();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const mark = (place) => {
    const options = [...list.children];
    if (!options.length) return;
    current = (place + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === current)));
    options[current].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[current].id);
  };
  const show = ({ results, more }) => {
    list.replaceChildren(...results.map((unit, index) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${index}`;
      option.role = "option";
      option.dataset.label = option.textContent = unit.label;
      option.classList.toggle("old", unit.old);
      return option;
    }));
    close();
    list.hidden = !results.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = results.length ? `${results.length}${more ? "+" : ""} đơn vị khớp` : "Không có đơn vị nào khớp";
  };
  const ask = async () => {
    const words = (asked = input.value.trim());
    if (words.length < 2) return close();
    const url = new URL(box.dataset.url, location.href);
    url.searchParams.set("q", words);
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (answer.ok && words === asked) show(await answer.json());
    } catch {
      close(); // no line: what was typed is still sent and answered by the server
    }
  };

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); list.hidden ? ask() : mark(current + 1); }
    else if (event.key === "ArrowUp" && !list.hidden) { event.preventDefault(); mark(current - 1); }
    else if (event.key === "Enter" && current >= 0) { event.preventDefault(); choose(list.children[current]); }
    else if (event.key === "Escape" && !list.hidden) { event.stopPropagation(); close(); }
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) { event.preventDefault(); choose(option); }
  });
  box.dataset.ready = "";
}

const start = (root) => root.querySelectorAll(".unit-search:not([data-ready])").forEach(combobox);
start(document);
document.addEventListener("htmx:load", (event) => start(event.target));

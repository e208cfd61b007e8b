/* The administration's select2 boxes are named by the label of the field they stand for, which Django leaves out. */

const BOXES = ".select2-selection:not([aria-label]), .select2-selection__rendered[role]:not([aria-label]), "
  + ".select2-search__field:not([aria-label])";

const name = (box) => {
  const select = box.closest(".select2-container")?.previousElementSibling;
  const label = select?.id && document.querySelector(`label[for="${select.id}"]`);
  if (label) {
    box.setAttribute("aria-label", label.textContent.replace(/:\s*$/, "").trim());
    box.removeAttribute("aria-labelledby");
  }
};
const nameAll = () => document.querySelectorAll(BOXES).forEach(name);

nameAll();
new window.MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });

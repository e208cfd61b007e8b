// Slider and number of one line say the same while one of them is moved; without this the server takes whichever changed.
for (const slider of document.querySelectorAll("input[type=range][data-number]")) {
  const number = document.getElementById(slider.dataset.number);
  slider.addEventListener("input", () => {
    number.value = slider.value.replace(".", ",");
  });
  number.addEventListener("change", () => {
    const value = Number(number.value.replace(",", "."));
    if (Number.isFinite(value)) slider.value = value;
  });
}

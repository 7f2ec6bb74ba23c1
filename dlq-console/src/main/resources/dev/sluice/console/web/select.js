// Selecting rows, with Shift all between two.
let last = null;

document.addEventListener("click", (event) => {
  const box = event.target.closest?.("[data-row] input[type=checkbox]");
  const all = event.target.closest?.("[data-all]");
  const boxes = [...document.querySelectorAll("[data-row] input[type=checkbox]")];
  if (all) for (const each of boxes) each.checked = all.checked;
  if (box) {
    if (event.shiftKey && last?.isConnected) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const each of boxes.slice(from, to + 1)) each.checked = box.checked;
    }
    last = box;
  }
  if (box || all) {
    const count = boxes.filter((each) => each.checked).length;
    const told = document.querySelector("[data-selected]");
    if (told) told.textContent = count ? `${count} selected` : "none selected";
  }
});

// Work by keyboard. Nothing happens while one types, but for Ctrl+Enter and Esc.
const typing = (element) => element.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
const rows = () => [...document.querySelectorAll("[data-row]")];
let current = -1;

document.addEventListener("htmx:afterSettle", () => { current = -1; });

function move(step) {
  const all = rows();
  if (!all.length) return;
  all[current]?.classList.remove("current");
  current = Math.max(0, Math.min(all.length - 1, current + step));
  all[current].classList.add("current");
  all[current].querySelector("a.what").focus({ preventScroll: true });
  all[current].scrollIntoView({ block: "nearest" });
}

function digit(key) {
  const index = Number(key) - 1;
  const labels = document.querySelector("select[data-labels]:not(:disabled)");
  if (labels) {
    const offered = [...labels.options].filter((option) => !/[—(]/.test(option.text));
    if (offered[index]) {
      labels.value = offered[index].value;
      labels.dispatchEvent(new Event("input", { bubbles: true }));
      labels.focus();
    }
  } else {
    document.querySelectorAll("[data-tab]")[index]?.click();
  }
}

const COMMANDS = {
  j: () => (rows().length ? move(1) : document.querySelector("[data-next]")?.click()),
  k: () => (rows().length ? move(-1) : document.querySelector("[data-back]")?.click()),
  x: (event) => rows()[current]?.querySelector("input[type=checkbox]")
    ?.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: event.shiftKey })),
  "/": () => document.querySelector("input[type=search]")?.focus(),
  c: () => document.querySelector("[data-key=c]")?.click(),
  e: () => document.querySelector("[data-edit] :is(input, textarea, select):not([type=hidden], :disabled, [readonly])")?.focus(),
  z: () => document.querySelector("[data-undo] button")?.click(),
  u: () => document.querySelector("[data-back]")?.click(),
  "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const publish = document.querySelector("#publish [data-then=next]");
    if (publish) {
      event.preventDefault();
      publish.click();
    }
    return;
  }
  if (event.key === "Escape" && typing(event.target)) {
    event.target.blur();
    return;
  }
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const command = COMMANDS[event.key === "X" ? "x" : event.key];
  if (command) {
    event.preventDefault();
    command(event);
  } else if (/^[1-9]$/.test(event.key)) {
    event.preventDefault();
    digit(event.key);
  }
});

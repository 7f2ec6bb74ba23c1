// The form of an item: what was changed, rows of lists, and the text beside it.
let field = null;

const initial = (input) => (input.tagName === "SELECT"
  ? [...input.options].find((option) => option.defaultSelected)?.value ?? ""
  : input.defaultValue);

function note(form) {
  let changed = form.hasAttribute("data-rows-changed");
  for (const input of form.querySelectorAll(":is(input, textarea, select)[name^='/']")) {
    const differs = input.value !== initial(input);
    input.closest(".field")?.classList.toggle("changed", differs);
    changed ||= differs;
  }
  form.toggleAttribute("data-dirty", changed);
  form.querySelector("[data-same]")?.toggleAttribute("hidden", changed);
  form.querySelector("[data-changed]")?.toggleAttribute("hidden", !changed);
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-edit]");
  if (form) note(form);
  const filters = event.target.closest("form[data-auto]");
  if (filters && event.target.tagName === "SELECT") filters.requestSubmit();
});

document.addEventListener("submit", (event) => {
  // Empty parts only make the address long.
  if (event.target.matches("form[data-auto]")) {
    for (const input of event.target.querySelectorAll("input, select")) input.disabled = !input.value;
  }
}, true);

document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-edit] :is(input, textarea)[name^='/']")) field = event.target;
  const pointer = event.target.closest("[data-field]")?.dataset.field;
  if (pointer) show(pointer, false);
});

function show(pointer, scroll) {
  let first = null;
  for (const mark of document.querySelectorAll("[data-text] mark[data-for]")) {
    const isIts = mark.dataset.for.split(" ").includes(pointer);
    mark.classList.toggle("now", isIts);
    first ??= isIts ? mark : null;
  }
  if (first) first.scrollIntoView({ block: scroll ? "center" : "nearest" });
}

function fill(text) {
  const target = field?.isConnected && !field.readOnly ? field : null;
  if (!target || !text) return;
  target.value = target.type === "date" ? target.value : text;
  target.dispatchEvent(new Event("input", { bubbles: true }));
  target.focus();
}

document.addEventListener("mouseup", (event) => {
  const source = event.target.closest?.("[data-text]");
  if (!source) return;
  const selected = String(getSelection()).trim();
  const mark = event.target.closest("mark");
  if (selected) fill(selected);
  else if (mark) {
    if (field?.isConnected) fill(mark.textContent);
    else if (mark.dataset.for) document.getElementById(mark.dataset.for.split(" ")[0])?.focus();
  }
});

document.addEventListener("click", (event) => {
  const shown = event.target.closest("[data-show]");
  if (shown) show(shown.dataset.show, true);
  const then = event.target.closest("[data-then]");
  if (then) then.form.elements.then.value = then.dataset.then;
  else if (event.target.closest("[data-publish]")) event.target.closest("form").elements.then.value = "";
  const adder = event.target.closest("[data-add]");
  if (adder) {
    const list = adder.closest("[data-rows]");
    const template = list.querySelector(":scope > template");
    const row = String(Math.max(0, ...[...list.querySelectorAll("[name]")].map((input) => Number(input.name.slice(list.dataset.field.length + 1).split("/")[0]) + 1 || 0)));
    const copy = template.content.cloneNode(true);
    for (const element of copy.querySelectorAll("*")) {
      for (const name of ["id", "name", "for", "data-field", "aria-describedby"]) {
        if (element.hasAttribute(name)) element.setAttribute(name, element.getAttribute(name).replace("__row__", row));
      }
    }
    adder.before(copy);
    adder.previousElementSibling.querySelector("input, textarea, select")?.focus();
    list.closest("form").setAttribute("data-rows-changed", "");
    note(list.closest("form"));
  }
  const remover = event.target.closest("[data-remove]");
  if (remover) {
    const form = remover.closest("form");
    const list = remover.closest("[data-rows]");
    remover.closest(".item").remove();
    list.querySelector("[data-add]").focus();
    form.setAttribute("data-rows-changed", "");
    note(form);
  }
});

// Links are followed within the page, which beforeunload does not see.
document.addEventListener("htmx:confirm", (event) => {
  const isLeaving = event.detail.verb === "get" && document.querySelector("[data-edit][data-dirty]");
  if (isLeaving && !confirm("Leave without saving what you changed?")) event.preventDefault();
});

addEventListener("beforeunload", (event) => {
  if (document.querySelector("[data-edit][data-dirty]")) event.preventDefault();
});

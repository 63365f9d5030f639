// The review queue by keys alone. Without this script the same forms work by Tab, Enter and touch.
// Keys are told by their place on the keyboard: on a Thai layout the key of "e" writes "ำ".

const page = document.querySelector("main");
const edit = document.querySelector("[data-edit]");
const keys = document.querySelector("[data-keys]");
const typed = document.querySelector("#typed");
let sent = false;

// The picture that the next question will show.
const next = document.querySelector("[data-next-crop]");
if (next) addEventListener("load", () => (new Image().src = next.dataset.nextCrop));

// A held key or a second tap must not answer the next question too.
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
}
addEventListener("pageshow", () => (sent = false));

const press = (selector) => document.querySelector(selector)?.click();

const openEdit = () => {
  if (!edit) return;
  edit.open = true;
  typed.focus();
  // What could not be read is selected, so that typing replaces it.
  const gap = typed.value.indexOf("…");
  if (gap >= 0) typed.setSelectionRange(gap, gap + 1);
  else typed.select();
};

const act = (event) => {
  const choice = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  if (choice && !event.shiftKey) press(`[data-choice="${choice[1]}"]`);
  else if ((event.code === "Digit0" || event.code === "Numpad0") && !event.shiftKey) press('[data-key="0"]');
  else if (event.code === "KeyE") openEdit();
  else if (event.code === "KeyS") press('[data-key="s"]');
  else if (event.code === "KeyU") press('[data-key="u"]');
  else if (keys && (event.key === "?" || (event.code === "Slash" && event.shiftKey))) keys.open = !keys.open;
  else if (event.code === "Enter" || event.code === "NumpadEnter") {
    if (event.target.closest("a, button, summary")) return;
    const confirm = document.querySelector("[data-confirm]");
    if (confirm) confirm.click();
    else openEdit();
  } else return;
  event.preventDefault();
};

addEventListener("keydown", (event) => {
  if (event.repeat && event.code.endsWith("Enter")) event.preventDefault();
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.code === "Escape") {
    if (edit) edit.open = false;
    if (keys) keys.open = false;
    (document.querySelector("[data-confirm]") ?? page).focus();
    return;
  }
  if (event.target === typed) {
    if (event.code === "Enter" && !event.shiftKey) {
      event.preventDefault();
      typed.form.requestSubmit(typed.form.querySelector("button"));
    }
    return;
  }
  if (event.target.closest("input, textarea, select")) return;
  act(event);
});

edit?.addEventListener("toggle", () => edit.open && document.activeElement !== typed && openEdit());
if (edit?.open) openEdit();

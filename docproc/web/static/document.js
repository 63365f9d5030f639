// The document page: pointing at a value shows where on the scan it was read, and the other way round.

import { follow } from "./progress.js";
import { Viewer } from "./viewer.js";

const page = document.querySelector("[data-source]");
if (["received", "reading"].includes(page.dataset.status)) {
  follow([page.dataset.source], (progress) => {
    if (!["received", "reading"].includes(progress.status)) location.reload();
    const bar = page.querySelector("[data-progress] progress");
    if (!bar) return;
    bar.max = progress.pages || 1;
    bar.value = progress.pages_read;
    page.querySelector("[data-progress-text]").textContent = progress.words;
  });
}

const frame = document.querySelector("[data-viewer]");
if (frame) {
  const viewer = new Viewer(frame);
  const pointed = [...document.querySelectorAll("[data-spot]")];
  let chosen = null;

  const mark = (element) => {
    for (const other of pointed) other.classList.toggle("pointed", other === element);
    viewer.show(element?.dataset.spot ?? null);
  };

  // Only choosing opens a value's details: opened by mere pointing they would move the others away underneath.
  const choose = (element) => {
    chosen = element;
    for (const other of pointed) other.classList.toggle("chosen", other === element);
    mark(element);
  };

  for (const element of pointed) {
    element.addEventListener("pointerenter", (event) => {
      if (event.pointerType === "mouse") mark(element);
    });
    element.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") mark(chosen);
    });
    element.addEventListener("focusin", () => choose(element));
    element.addEventListener("click", (event) => {
      if (event.target.closest("a, summary")) return;
      choose(element);
      viewer.approach(element.dataset.spot);
    });
  }

  // Coming from a search: the first place where the words stand.
  if (frame.querySelector('[data-mark="hit[0]"]')) viewer.approach("hit[0]");

  frame.addEventListener("spot", (event) => {
    const element = pointed.find((one) => one.dataset.spot === event.detail.key);
    if (!element) return;
    mark(element);
    if (event.detail.chosen) {
      choose(element);
      element.scrollIntoView({ block: "center", behavior: "smooth" });
    }
  });

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    choose(null);
    viewer.fit();
  });
}

// Links with a key of their own, told by its place on the keyboard: on a Thai layout the key of "r" writes "พ".
addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select")) return;
  document.querySelector(`[data-key="${CSS.escape(event.code)}"]`)?.click();
});

// A second press of the button must not send the form again.
for (const form of document.querySelectorAll("form[data-once]")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  addEventListener("pageshow", () => (sent = false));
  // Enter sends from the box of several lines too.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.target.tagName !== "TEXTAREA") return;
    event.preventDefault();
    form.requestSubmit();
  });
}

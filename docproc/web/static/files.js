// The page of files: sending, and rows that follow their file's progress.

import { follow } from "./progress.js";

const form = document.querySelector("#upload");
const sending = document.querySelector("#sending");
const words = form?.dataset ?? {}; // who may not send sees the list alone
const SENT_AT_ONCE = 2;
const MOST_FOLLOWED = 200; // as many as the server tells about in one stream

const waiting = [];
let underWay = 0;

if (form) takeFiles();

function takeFiles() {
  form.classList.add("with-script");
  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      add(input.files);
      input.value = "";
    });
  }
  form.addEventListener("submit", (event) => event.preventDefault());

  // The whole page takes a dropped file: a miss would make the browser leave the page for the file.
  let depth = 0;
  addEventListener("dragenter", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    depth += 1;
    form.classList.add("over");
  });
  addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    if (depth === 0) form.classList.remove("over");
  });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    form.classList.remove("over");
    if (event.dataTransfer?.files.length) add(event.dataTransfer.files);
  });
}

function add(files) {
  for (const file of files) {
    const line = sendingLine(file.name);
    sending.append(line);
    if (file.size > Number(words.limit)) {
      refuse(line, words.wordTooLarge);
    } else {
      waiting.push({ file, line });
    }
  }
  next();
}

function next() {
  while (underWay < SENT_AT_ONCE && waiting.length) {
    underWay += 1;
    const { file, line } = waiting.shift();
    send(file, line).finally(() => {
      underWay -= 1;
      next();
    });
  }
}

function sendingLine(name) {
  const line = document.createElement("li");
  line.className = "sent";
  const title = document.createElement("span");
  title.className = "sent-name";
  title.textContent = name;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", `${words.wordSending} ${name}`);
  const state = document.createElement("span");
  state.className = "sent-state";
  state.textContent = words.wordSending;
  line.append(title, bar, state);
  return line;
}

async function send(file, line) {
  const bar = line.querySelector("progress");
  let answer;
  try {
    answer = await post(file, (share) => (bar.value = share));
  } catch {
    lost(file, line);
    return;
  }
  const result = answer.body?.documents?.[0];
  if (answer.status !== 202 || !result?.id) {
    refuse(line, result?.error?.title ?? answer.body?.title ?? words.wordRefused);
    return;
  }
  bar.remove();
  const state = line.querySelector(".sent-state");
  if (result.duplicate) {
    const link = document.createElement("a");
    link.href = `/documents/${encodeURIComponent(result.id)}`;
    link.textContent = words.wordDuplicate.replace("{name}", result.first_name);
    state.replaceChildren(link);
    line.classList.add("duplicate");
  } else {
    state.textContent = words.wordStored;
    line.classList.add("stored");
    setTimeout(() => line.remove(), 2500);
  }
  await showRow(result.id);
}

function post(file, onShare) {
  // fetch() tells nothing about how much of a body has gone out; XMLHttpRequest does.
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/documents");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onShare(event.loaded / event.total);
    });
    request.addEventListener("load", () => resolve({ status: request.status, body: request.response }));
    request.addEventListener("error", () => reject(new Error("network")));
    const body = new FormData();
    body.append("files", file, file.name);
    request.send(body);
  });
}

function refuse(line, sentence) {
  line.querySelector("progress")?.remove();
  line.classList.add("refused");
  line.querySelector(".sent-state").textContent = sentence;
}

function lost(file, line) {
  refuse(line, words.wordLost);
  const again = document.createElement("button");
  again.type = "button";
  again.className = "button small";
  again.textContent = words.wordRetry;
  again.addEventListener("click", () => {
    line.remove();
    add([file]);
  });
  line.append(again);
}

async function rowOf(id) {
  const answer = await fetch(`/documents/${encodeURIComponent(id)}/row`);
  if (!answer.ok) return null;
  const holder = document.createElement("template");
  holder.innerHTML = (await answer.text()).trim();
  return holder.content.firstElementChild;
}

async function showRow(id) {
  const row = await rowOf(id);
  if (!row) return;
  document.querySelector(`#file-${CSS.escape(id)}`)?.remove();
  document.querySelector("#no-files")?.remove();
  document.querySelector("#files").prepend(row);
  followUnfinished();
}

async function refreshRow(id) {
  const row = await rowOf(id);
  if (row) document.querySelector(`#file-${CSS.escape(id)}`)?.replaceWith(row);
}

function followUnfinished() {
  const rows = [...document.querySelectorAll("#files [data-file]")];
  const ids = rows.filter((row) => ["received", "reading"].includes(row.dataset.status)).map((row) => row.dataset.file);
  follow(ids.slice(0, MOST_FOLLOWED), (progress) => {
    const row = document.querySelector(`#file-${CSS.escape(progress.id)}`);
    if (!row) return;
    const bar = row.querySelector("progress");
    if (progress.status !== row.dataset.status || !bar) {
      refreshRow(progress.id);
      return;
    }
    bar.max = progress.pages || 1;
    bar.value = progress.pages_read;
    row.querySelector("[data-progress-text]").textContent = progress.words;
  });
}

document.body.addEventListener("htmx:afterSettle", followUnfinished);
followUnfinished();

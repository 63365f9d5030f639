// The leader's page: pictures are kept first, then sent, then their verdict is shown as it comes.

import { NoSignal, SignedOut, sendAll } from "./leader-sending.js";
import { keepShell } from "./leader-shell.js";
import { forget, keep, remember, remembered, waiting } from "./leader-store.js";

const RETRY = 15_000; // milliseconds
const READING = 1_500;

const camera = document.querySelector("#camera");
const words = camera.dataset;
const signal = document.querySelector("#signal");
const pictures = document.querySelector("#pictures"); // not on the page without a signal
const box = document.querySelector("#waiting");
const list = box.querySelector("ul");
const shares = new Map();
let isSending = false;
let following;

// Without https a browser lends neither its store nor its checksums: the plain forms stay.
if (isSecureContext && "indexedDB" in window) begin();

async function begin() {
  for (const form of document.querySelectorAll(".leader-form")) {
    form.querySelector("[data-without-script]").hidden = true;
    const input = form.querySelector("input[type=file]");
    input.addEventListener("change", () => take(input));
    input.closest("label").classList.add("ready");
  }
  list.addEventListener("click", discard);
  await show();
  if (!pictures) {
    addEventListener("online", returnIfThereIsASignal);
    setInterval(returnIfThereIsASignal, RETRY);
    return;
  }
  await remember(words.person, words.office);
  addEventListener("online", sendWaiting);
  setInterval(sendWaiting, RETRY);
  follow();
  // Without a signal the page that is kept stays.
  keepShell().then((isKept) => (document.querySelector("#kept").hidden = !isKept)).catch(() => {});
  await sendWaiting();
}

async function take(input) {
  const files = [...input.files];
  input.value = "";
  navigator.storage?.persist?.(); // else a full telephone may throw away what was not sent
  const owner = pictures ? { person: words.person, office: words.office } : await remembered();
  for (const file of files) {
    say(words.keeping);
    try {
      await keep(file, owner?.person ?? "", owner?.office ?? "");
    } catch {
      say(words.notKept);
      return;
    }
  }
  say("");
  await show();
  await sendWaiting();
}

async function sendWaiting() {
  if (!pictures || isSending) return;
  isSending = true;
  try {
    if (!(await waiting()).length) return;
    await sendAll(words.person, {
      share: (clientId, part) => showShare(clientId, part),
      sent: async () => {
        await show();
        await refresh();
      },
      refused: show,
    });
    say("");
  } catch (error) {
    if (error instanceof SignedOut) sayWithLink(words.signedOut, "/sign-in?next=/leader", words.signIn);
    else if (error instanceof NoSignal) say(words.offline);
    else throw error;
  } finally {
    isSending = false;
    shares.clear();
    await show();
  }
}

async function show() {
  const found = await waiting();
  const own = found.filter((capture) => !pictures || capture.person === words.person);
  const others = found.length - own.length;
  list.replaceChildren(...own.map(line));
  if (others) {
    const note = document.createElement("li");
    note.textContent = words.others.replace("{n}", others);
    list.append(note);
  }
  box.hidden = !found.length;
}

function line(capture) {
  const item = document.createElement("li");
  item.className = "capture";
  item.dataset.client = capture.clientId;
  const name = document.createElement("span");
  const at = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  name.textContent = words.pictureOf.replace("{at}", at.format(new Date(capture.takenAt)));
  const state = document.createElement("span");
  state.className = capture.fault ? "capture-state capture-fault" : "capture-state";
  state.textContent = capture.fault || stateOf(capture.clientId);
  const away = document.createElement("button");
  away.type = "button";
  away.className = "button small";
  away.textContent = words.discard;
  item.append(name, state, away);
  return item;
}

function stateOf(clientId) {
  const part = shares.get(clientId);
  return part === undefined ? words.waiting : words.sending.replace("{percent}", Math.round(100 * part));
}

function showShare(clientId, part) {
  shares.set(clientId, part);
  const state = list.querySelector(`[data-client="${CSS.escape(clientId)}"] .capture-state`);
  if (state) state.textContent = stateOf(clientId);
}

async function discard(event) {
  const item = event.target.closest("button")?.closest("[data-client]");
  if (!item || !confirm(words.discardSure)) return;
  await forget(item.dataset.client);
  await show();
}

// Verdicts and counts: asked for again as long as something is being read.
async function refresh() {
  const answer = await fetch(`/leader/pictures${location.search}`, { redirect: "error" }).catch(() => null);
  if (answer?.ok) pictures.innerHTML = await answer.text();
  follow();
}

function follow() {
  clearTimeout(following);
  if (pictures.querySelector("[data-under-way]")) following = setTimeout(refresh, READING);
}

async function returnIfThereIsASignal() {
  const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.replace(`/leader${location.search}`);
}

function say(sentence) {
  signal.textContent = sentence;
  signal.hidden = !sentence;
}

function sayWithLink(sentence, address, word) {
  say(`${sentence} `);
  const link = document.createElement("a");
  link.href = address;
  link.textContent = word;
  signal.append(link);
}

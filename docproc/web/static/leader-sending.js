// Sends what waits, in pieces, one picture after another; what the server has is never sent again.

import { forget, noteFault, waiting } from "./leader-store.js";

const PIECE = 256 * 1024; // bytes: seconds on a poor signal, so that little is lost with it
const LONGEST_WAIT = 90_000; // milliseconds for one answer
const MOST_RESTARTS = 5; // of one picture in one go: another tab may be sending it too

export class NoSignal extends Error {}
export class SignedOut extends Error {}
class Refused extends Error {}

// fetch that ends when the telephone says that its signal is gone, and after LONGEST_WAIT when it does not say so.
async function fetchWhileThereIsASignal(address, options) {
  const stop = new AbortController();
  const end = () => stop.abort();
  const timer = setTimeout(end, LONGEST_WAIT);
  addEventListener("offline", end);
  try {
    const answer = await fetch(address, { ...options, redirect: "error", signal: stop.signal });
    return { status: answer.status, body: await answer.json() };
  } catch {
    throw new NoSignal();
  } finally {
    clearTimeout(timer);
    removeEventListener("offline", end);
  }
}

async function request(address, options) {
  const answer = await fetchWhileThereIsASignal(address, options);
  if (answer.status === 401) throw new SignedOut();
  // A full disk, a server that is started again, too many at once: it is tried again later.
  if (answer.status === 429 || answer.status >= 500) throw new NoSignal();
  return answer;
}

async function announce(capture) {
  const { clientId, sha256, person, office, name, bytes } = capture;
  const said = { client_id: clientId, sha256, size: bytes.byteLength, name, person, office: office || null };
  const headers = { "Content-Type": "application/json" };
  const { status, body } = await request("/api/uploads", { method: "POST", headers, body: JSON.stringify(said) });
  if (status !== 200) throw new Refused(body.title);
  return body;
}

async function send(capture, onShare) {
  let upload = await announce(capture);
  for (let restarts = 0; !upload.document; ) {
    onShare(upload.offset / upload.size);
    const piece = capture.bytes.slice(upload.offset, upload.offset + PIECE);
    const headers = { "Content-Type": "application/octet-stream", "Upload-Offset": String(upload.offset) };
    const { status, body } = await request(`/api/uploads/${upload.id}`, { method: "PATCH", headers, body: piece });
    if (status === 200) {
      upload = body;
      continue;
    }
    restarts += 1;
    if ((status !== 409 && status !== 404) || restarts > MOST_RESTARTS) throw new Refused(body.title);
    upload = await announce(capture);
  }
  return upload.document;
}

// Sends all pictures of this person. `on` is told { share(clientId, part), sent(clientId, source) , refused(clientId) }.
// Raises NoSignal and SignedOut; what was not sent is still kept then.
export async function sendAll(person, on) {
  await navigator.locks.request("leader-sending", async () => {
    const own = (await waiting()).filter((capture) => capture.person === person && !capture.fault);
    for (const capture of own) {
      try {
        const source = await send(capture, (part) => on.share(capture.clientId, part));
        await forget(capture.clientId);
        on.sent(capture.clientId, source);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        await noteFault(capture, error.message);
        on.refused(capture.clientId);
      }
    }
  });
}

// What a telephone keeps of a leader's pictures until they are sent: IndexedDB, which outlives a closed tab.
// A capture is { clientId, person, office, name, takenAt (ISO), sha256, bytes (ArrayBuffer), fault }.

const NAME = "leader";
const VERSION = 1;

function whenDone(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

function open() {
  const request = indexedDB.open(NAME, VERSION);
  request.addEventListener("upgradeneeded", () => {
    request.result.createObjectStore("captures", { keyPath: "clientId" });
    request.result.createObjectStore("known", { keyPath: "what" });
  });
  return whenDone(request);
}

// Resolves when the change is on the telephone's own disk: only then somebody is told that it is kept.
async function change(store, act) {
  const database = await open();
  try {
    const transaction = database.transaction(store, "readwrite", { durability: "strict" });
    act(transaction.objectStore(store));
    await new Promise((resolve, reject) => {
      transaction.addEventListener("complete", resolve);
      transaction.addEventListener("abort", () => reject(transaction.error));
      transaction.addEventListener("error", () => reject(transaction.error));
    });
  } finally {
    database.close();
  }
}

async function ask(store, act) {
  const database = await open();
  try {
    return await whenDone(act(database.transaction(store).objectStore(store)));
  } finally {
    database.close();
  }
}

// Keeps a picture under an id of its own, with the SHA-256 by which the server knows that it came whole.
export async function keep(file, person, office) {
  const bytes = await file.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const takenAt = new Date().toISOString();
  const capture = { clientId: crypto.randomUUID(), person, office, name: file.name, takenAt, sha256, bytes, fault: "" };
  await change("captures", (store) => store.put(capture));
  return capture;
}

export async function waiting() {
  const found = await ask("captures", (store) => store.getAll());
  return found.sort((one, other) => one.takenAt.localeCompare(other.takenAt));
}

export function forget(clientId) {
  return change("captures", (store) => store.delete(clientId));
}

export function noteFault(capture, fault) {
  return change("captures", (store) => store.put({ ...capture, fault }));
}

// Who used this telephone last, and for which office: without a signal nobody can be asked.
export function remember(person, office) {
  return change("known", (store) => store.put({ what: "person", person, office }));
}

export function remembered() {
  return ask("known", (store) => store.get("person"));
}

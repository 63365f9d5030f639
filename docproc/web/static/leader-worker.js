// Shows the leader's page without a signal. It keeps nothing itself: leader-shell.js does, when there is a signal.

const CACHE = "leader";
const HOME = "/leader";
const PAGE = "/leader/offline";
const PATIENCE = 6000; // milliseconds: a signal too poor for the page is none

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && [HOME, PAGE].includes(pathname)) event.respondWith(page(request));
  else if (pathname.startsWith("/static/")) event.respondWith(part(request, search.startsWith("?v=")));
});

async function page(request) {
  const kept = await caches.match(PAGE, { cacheName: CACHE });
  const asked = fetch(request);
  if (!kept) return asked;
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE));
  return Promise.race([asked.catch(() => kept), late]);
}

async function part(request, isVersioned) {
  const kept = await caches.match(request, { cacheName: CACHE });
  if (kept && isVersioned) return kept;
  return fetch(request).catch((error) => {
    if (kept) return kept;
    throw error;
  });
}

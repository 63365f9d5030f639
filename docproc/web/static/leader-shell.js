// Keeps the page that is shown without a signal, and all it is made of, as they are now.

const CACHE = "leader";
const PAGE = "/leader/offline";
// What no address on the page names: what its scripts and its style sheet ask for themselves.
const BESIDE = ["/static/leader-store.js", "/static/leader-sending.js", "/static/leader-shell.js",
  "/static/fonts/sarabun-regular.woff2", "/static/fonts/sarabun-semibold.woff2"];

// Whether all of it is kept.
export async function keepShell() {
  if (!("serviceWorker" in navigator)) return false;
  await navigator.serviceWorker.register("/leader/worker.js", { scope: "/leader" });
  const answer = await fetch(PAGE, { redirect: "error" });
  if (!answer.ok) return false;
  const named = (await answer.clone().text()).matchAll(/(?:src|href)="(\/static\/[^"#]+)/g);
  const wanted = new Set([...BESIDE, ...[...named].map((found) => found[1].replaceAll("&amp;", "&"))]);
  const cache = await caches.open(CACHE);
  for (const address of wanted) {
    const isKept = address.includes("?v=") && (await cache.match(address));
    if (!isKept) await cache.add(address);
  }
  await cache.put(PAGE, answer); // last: a page without its parts is none
  for (const kept of await cache.keys()) {
    const { pathname, search } = new URL(kept.url);
    if (pathname !== PAGE && !wanted.has(pathname + search)) await cache.delete(kept);
  }
  return true;
}

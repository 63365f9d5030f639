// Progress of files over one stream of server-sent events; a new call replaces the stream of the last one.

let source = null;

export function follow(ids, onProgress) {
  source?.close();
  source = null;
  if (!ids.length) return;
  const opened = new EventSource(`/api/events?ids=${ids.map(encodeURIComponent).join(",")}`);
  source = opened;
  opened.addEventListener("progress", (event) => onProgress(JSON.parse(event.data)));
  // The server says `end` once every file has reached its end; without it the browser would ask again for ever.
  opened.addEventListener("end", () => opened.close());
}

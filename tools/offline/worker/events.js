/** What the browser tells the worker. */

worker.addEventListener("install", (event) => {
  event.waitUntil(install().then(() => worker.skipWaiting())); // clients keep their release: none need be waited for
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(tidy());
});

worker.addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path === null) return;
  event.respondWith(event.request.mode === "navigate" ? answerPage(event, path) : answerFile(event, path));
});

worker.addEventListener("message", (event) => {
  const { worker: blob } = event.data;
  if (typeof blob === "string") event.waitUntil(own(blob, /** @type {Client} */ (event.source).id));
  if (event.data === "examine") event.waitUntil(examine());
  // A worker that was removed while a page was open may be brought back by the browser as it was, its caches gone.
  if (event.data === "install") event.waitUntil(install().catch(() => undefined));
});

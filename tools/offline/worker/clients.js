/**
 * Which release each client has. A page keeps what it was loaded with until it is loaded again, and its workers have what
 * it has, also when this worker was ended and started meanwhile.
 */

/** What a page has that came from the host: all of its files come from there. */
const NETWORK = "network";

/** What a worker has of which nobody knows whose it is: nothing, for it might be a mixture. */
const NONE = "none";

const DAY = 24 * 60 * 60 * 1000; // a page that the browser has put aside may come back; after a day it does not

/** @typedef {{release: string, owner: string, at: number}} Entry `owner` is the page that a worker belongs to */

/** @type {Map<string, Entry>} */
const entries = new Map();

/** @param {string} client */
function place(client) {
  return address(`client/${client}`);
}

/**
 * @param {string} client
 * @param {string} release
 * @param {string} [owner]
 */
async function remember(client, release, owner = client) {
  if (!client) return;
  const entry = { release, owner, at: Date.now() };
  entries.set(client, entry);
  if (!(await caches.has(PREFIX + RELEASE))) return; // the visitor has taken it all away
  const cache = await caches.open(CLIENTS);
  await cache.put(place(client), Response.json(entry)).catch(() => undefined);
}

/**
 * @param {string} client
 * @returns {Promise<string | null>}
 */
async function releaseOf(client) {
  const entry = entries.get(client) ?? (client ? await stored(client) : null);
  if (entry) entries.set(client, entry);
  return entry?.release ?? null;
}

/**
 * @param {string} client
 * @returns {Promise<Entry | null>}
 */
async function stored(client) {
  const found = await caches.match(place(client), { cacheName: CLIENTS });
  return found ? found.json().catch(() => null) : null;
}

/**
 * A page says that it starts a worker from a script of its own making: nothing is fetched for such a script, so nobody
 * but the page can tell whose worker it is. It is written down: the next release's worker may be the one that is asked.
 * @param {string} blob address of the script
 * @param {string} page
 */
async function own(blob, page) {
  await remember(encodeURIComponent(blob), (await releaseOf(page)) ?? NETWORK, page);
}

/**
 * Return the release of a worker that a page has started so. Where no page says that it was: the release that all pages
 * have, NONE where they differ. Null where it is no such worker.
 * @param {string} id
 * @returns {Promise<string | null>}
 */
async function releaseOfBlob(id) {
  const client = id ? await worker.clients.get(id) : undefined;
  if (!client?.url.startsWith("blob:")) return null;
  let release = null;
  for (let tries = 0; !release && tries < 40; tries += 1) { // what the page says and what its worker asks may cross
    if (tries) await new Promise((resolve) => setTimeout(resolve, 50));
    release = await releaseOf(encodeURIComponent(client.url));
  }
  release ??= await onlyRelease();
  await remember(id, release);
  return release;
}

async function onlyRelease() {
  const pages = await worker.clients.matchAll({ type: "window" });
  const releases = new Set(await Promise.all(pages.map(({ id }) => releaseOf(id))));
  return (releases.size === 1 && [...releases][0]) || NONE;
}

/** Take away what no client has: releases before this one, and entries of clients that will not come back. */
async function tidy() {
  if (!(await caches.has(PREFIX + RELEASE)) || !(await caches.has(CLIENTS))) return;
  const living = new Set((await worker.clients.matchAll({ type: "all", includeUncontrolled: true })).map(({ id }) => id));
  const used = new Set([CLIENTS, PREFIX + RELEASE]);
  const cache = await caches.open(CLIENTS);
  for (const request of await cache.keys()) {
    const client = request.url.slice(place("").length);
    const entry = await stored(client);
    const lives = living.has(client) || (entry && living.has(entry.owner));
    const old = !entry || Math.abs(Date.now() - entry.at) > DAY;
    if (!lives && old) await cache.delete(request);
    else if (entry && (lives || isYoung(entry))) used.add(PREFIX + entry.release);
  }
  for (const name of await caches.keys()) {
    if (worker.registration.installing || worker.registration.waiting) return; // the next release has begun to come
    if (name.startsWith(PREFIX) && !used.has(name)) await caches.delete(name);
  }
}

/**
 * A page that is being loaded is no client yet.
 * @param {Entry} entry
 */
function isYoung({ at }) {
  return Math.abs(Date.now() - at) < 10_000;
}

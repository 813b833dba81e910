/**
 * What is kept of this site for reading offline: the service worker and its caches. Nothing comes here by itself: only
 * `install` registers the worker, and only the visitor's button calls it.
 */

const ROOT = new URL("../../", import.meta.url);

/** Begin of the names of the worker's caches, and the name of its channel. */
const PREFIX = `postlotse-offline:${ROOT.pathname}:`; // another copy of the site may be below the same host

const channel = new BroadcastChannel(PREFIX);

/** @typedef {{bytes: number, packed: number}} Size of a release: unpacked, and packed as hosts pack at least */

/** Whether this browser, in this window, can have a service worker at all. */
export async function possible() {
  try {
    await navigator.serviceWorker.getRegistration(ROOT.href);
    await caches.keys();
    return true;
  } catch {
    return false;
  }
}

/** Return the worker that is in charge, null before one is. */
export async function active() {
  return (await registered())?.active ?? null;
}

/** Return the worker that is downloading, null where none is. */
export async function incoming() {
  return (await registered())?.installing ?? null;
}

/**
 * Return the size of what would be downloaded; null where the host has nothing to be kept. Rejects without a network.
 * @returns {Promise<Size | null>}
 */
export async function offered() {
  const response = await fetch(new URL("release.json", ROOT), { cache: "no-cache" });
  return response.ok ? response.json() : null;
}

/**
 * Return the size of what is kept, null where nothing is, or not yet all of it.
 * @returns {Promise<Size | null>}
 */
export async function keptSize() {
  const list = await caches.match(new URL("offline.json", ROOT).href);
  return list ? list.json() : null;
}

/** Whether anything is kept, be it half. */
export async function anything() {
  return Boolean(await registered()) || (await names()).length > 0;
}

/**
 * Register the worker, which then downloads everything, and return it; null where everything is here already. The browser
 * is asked not to clear it away.
 */
export async function install() {
  void navigator.storage?.persist?.().catch(() => false);
  const registration = await navigator.serviceWorker.register(new URL("sw.js", ROOT), { updateViaCache: "none" });
  if (registration.installing) return registration.installing;
  if (registration.active && (await keptSize())) return null;
  await registration.update();
  if (!registration.installing) registration.active?.postMessage("install");
  return registration.installing ?? registration.active;
}

/** Leave nothing behind, nor anything of a download that is under way. */
export async function remove() {
  channel.postMessage({ type: "remove" });
  await (await registered())?.unregister();
  await Promise.all((await names()).map((name) => caches.delete(name)));
}

/**
 * Call `hear` with what the worker tells of a download and of an examination.
 * @param {(message: any) => void} hear
 */
export function listen(hear) {
  channel.onmessage = ({ data }) => hear(data);
}

async function registered() {
  return navigator.serviceWorker.getRegistration(ROOT.href);
}

async function names() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

/**
 * The service worker of one release; RELEASE stands above. What it keeps is held against the release's list at every
 * reading, and the list against RELEASE.
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const SCOPE = worker.registration.scope;

/** Names of caches: one a release, and one that knows which release each client has. */
const PREFIX = `postlotse-offline:${new URL(SCOPE).pathname}:`; // another copy of the site may be below the same host
const CLIENTS = `${PREFIX}clients`;

const LIST = "offline.json";
const NOW = "release.json";

/** Folders whose names change with their content: the browser's own cache cannot be wrong about them. */
const LASTING = /^assets\/runtime\/[^/]+\//;

/** The page's worker holds these files against their hashes while it starts: it need not wait for that here. */
const SNAPSHOT = /^assets\/runtime\/[^/]+\/(?:snapshot|rooms)\.wasm$/;

const PATIENCE = 5000; // milliseconds for the question which release the host serves; then there is no network

/** @typedef {{bytes: number, packed: number, files: Record<string, [bytes: number, sha256: string]>}} List */

/** @type {"gone"} the host is there and has no release that works offline */
const GONE = "gone";

/** @param {string} path from the site's root */
function address(path) {
  return SCOPE + path;
}

/**
 * Return which release the host serves now, GONE, or null where it cannot be known.
 * @returns {Promise<string | null>}
 */
async function served() {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(address(NOW), { cache: "no-store", redirect: "error", signal });
    if (response.status === 404 || response.status === 410) return GONE;
    if (!response.ok) return null;
    const { release } = await response.json();
    return /^[0-9a-f]{64}$/.test(release) ? release : null; // else the log-in page of a hotel, or the like
  } catch {
    return null;
  }
}

/** @param {ArrayBuffer} content */
async function hash(content) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

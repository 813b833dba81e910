/** What is kept of a release: read only after it was held against its hash, fetched again where it does not hold. */

/** Headers that are part of what a file is; all others belong to the journey. */
const KEPT = [
  "Content-Type", "Content-Security-Policy", "Cross-Origin-Embedder-Policy", "Cross-Origin-Opener-Policy",
  "Cross-Origin-Resource-Policy", "Permissions-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options",
];

/** Asked for by its folder's name: some hosts lead from the file's to that. */
const INDEX = /(?<=^|\/)index\.html$/;

/** What came is not of the release that was asked for. */
class Changed extends Error {}

/**
 * Fetch a file of a release; rejects with Changed where the host has another one under that name.
 * @param {string} path
 * @param {string} sha256
 * @param {AbortSignal} [signal]
 * @returns {Promise<Response>}
 */
async function download(path, sha256, signal) {
  const modes = /** @type {const} */ ([LASTING.test(path) ? "default" : "no-cache", "reload"]);
  for (const cache of modes) { // the second passes a browser's own cache that is damaged
    const response = await fetch(address(path.replace(INDEX, "")), { cache, signal });
    if (response.status >= 500) throw new TypeError(`${path}: ${response.status}`);
    const content = await response.arrayBuffer();
    // Whatever the status and the way there: hosts call 404.html missing, or lead to another name of it.
    if ((await hash(content)) === sha256) return kept(content, response.headers);
  }
  throw new Changed(path);
}

/**
 * @param {ArrayBuffer} content
 * @param {Headers} from
 */
function kept(content, from) {
  const headers = KEPT.map((name) => [name, from.get(name)]).filter(([, value]) => value !== null);
  return new Response(content, { headers: /** @type {[string, string][]} */ (headers) });
}

/**
 * Return what a cache has for a file, null where it has nothing or what it has is damaged.
 * @param {Cache} cache
 * @param {string} path
 * @param {string} sha256
 */
async function sound(cache, path, sha256) {
  const found = await cache.match(address(path));
  if (!found) return null;
  const content = await found.arrayBuffer().catch(() => null);
  if (!content || (await hash(content)) !== sha256) return null;
  // Read once more: a response as the cache gave it brings along what the browser has compiled of it.
  return (await cache.match(address(path))) ?? null;
}

/**
 * The same, mended where it can be.
 * @param {Cache} cache
 * @param {string} path
 * @param {string} sha256
 */
async function mended(cache, path, sha256) {
  try {
    const response = await download(path, sha256);
    await cache.put(address(path), response.clone()).catch(() => undefined); // no room: it serves this once
    return response;
  } catch {
    return null;
  }
}

class Release {
  /**
   * @param {Cache} cache
   * @param {List} list
   */
  constructor(cache, list) {
    this.cache = cache;
    this.list = list;
  }

  /** @param {string} path */
  has(path) {
    return Object.hasOwn(this.list.files, path);
  }

  /**
   * Return a file of the release, null where it is neither here nor at the host.
   * @param {string} path
   */
  async read(path) {
    const [, sha256] = this.list.files[path];
    return (await sound(this.cache, path, sha256)) ?? mended(this.cache, path, sha256);
  }

  /**
   * Return a file as `read` does, but the snapshot unread: it is mended behind, for the next start.
   * @param {string} path
   * @param {(work: Promise<unknown>) => void} behind
   */
  async quick(path, behind) {
    const found = SNAPSHOT.test(path) ? await this.cache.match(address(path)) : null;
    if (!found) return this.read(path);
    behind(this.read(path));
    return found;
  }
}

/** @type {Map<string, Release>} */
const opened = new Map();

/**
 * Return a release that is whole on this device, null where there is none of that name.
 * @param {string} name
 */
async function open(name) {
  const before = opened.get(name);
  if (before) return before;
  if (!(await caches.has(PREFIX + name))) return null; // opening one would make it
  const cache = await caches.open(PREFIX + name);
  if (!(await cache.match(address(LIST)))) return null; // it comes last: without it the release is not whole
  const list = (await sound(cache, LIST, name)) ?? (await mended(cache, LIST, name));
  if (!list) return null;
  const release = new Release(cache, await list.json());
  opened.set(name, release);
  return release;
}

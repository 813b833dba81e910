/** Getting a release onto the device: whole and of one piece, or not at all. */

const AT_ONCE = 8;
const REST = 100; // milliseconds between two reports

const channel = new BroadcastChannel(PREFIX);

/** The visitor may take it back while it is under way; the browser removes nothing before it has ended. */
let taken = new AbortController();

channel.addEventListener("message", (/** @type {MessageEvent} */ { data }) => {
  if (data.type === "remove") taken.abort();
});

/**
 * Get everything. What an earlier try or an earlier release has left is taken from there, if it is the same.
 * Rejects where a file cannot be had; what has come stays for the next try, unless there is no room for all of it.
 */
async function install() {
  taken = new AbortController();
  try {
    const response = await download(LIST, RELEASE, taken.signal);
    taken.signal.throwIfAborted();
    const cache = await caches.open(PREFIX + RELEASE);
    /** @type {List} */
    const list = await response.clone().json();
    await fill(cache, list, response.headers);
    await cache.put(address(LIST), response); // last: from now on the release is whole
    if (!(await caches.has(PREFIX + RELEASE))) throw new Error("taken away meanwhile");
    opened.delete(RELEASE);
    channel.postMessage({ type: "installed" });
  } catch (error) {
    const kind = reason(error);
    if (kind === "room" || taken.signal.aborted) await caches.delete(PREFIX + RELEASE);
    channel.postMessage({ type: "failed", reason: kind });
    throw error;
  }
}

/** @param {unknown} error */
function reason(error) {
  if (error instanceof Changed) return "changed";
  return error instanceof Error && error.name === "QuotaExceededError" ? "room" : "network";
}

/**
 * @param {Cache} cache
 * @param {List} list
 * @param {Headers} policy
 */
async function fill(cache, list, policy) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const others = names.filter((name) => name !== CLIENTS && name !== PREFIX + RELEASE);
  const before = await Promise.all(others.map((name) => caches.open(name)));
  const waiting = Object.entries(list.files);
  let [loaded, told] = [0, 0];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [path, [bytes, sha256]] = next;
      if (!(await sound(cache, path, sha256))) {
        const copy = await copied(before, path, sha256, policy);
        await cache.put(address(path), copy ?? (await download(path, sha256, taken.signal)));
      }
      taken.signal.throwIfAborted();
      loaded += bytes;
      if (performance.now() - told < REST) continue;
      told = performance.now();
      channel.postMessage({ type: "progress", loaded, total: list.bytes });
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    waiting.length = 0; // one has failed: the others end, too
  }
}

/**
 * @param {Cache[]} before
 * @param {string} path
 * @param {string} sha256
 * @param {Headers} policy the host's headers now: those of the copy may be of another time
 */
async function copied(before, path, sha256, policy) {
  for (const cache of before) {
    const found = await sound(cache, path, sha256);
    if (!found) continue;
    const headers = new Headers(policy);
    headers.set("Content-Type", found.headers.get("Content-Type") ?? "");
    return kept(await found.arrayBuffer(), headers);
  }
  return null;
}

/** Read everything that is kept, mend what is damaged, and say how much that was. */
async function examine() {
  const release = await open(RELEASE);
  const files = Object.entries(release?.list.files ?? {});
  const counts = { mended: 0, lost: 0 };
  for (const [path, [, sha256]] of files) {
    if (!release || (await sound(release.cache, path, sha256))) continue;
    counts[(await mended(release.cache, path, sha256)) ? "mended" : "lost"] += 1;
  }
  channel.postMessage({ type: "examined", count: files.length, ...counts });
}

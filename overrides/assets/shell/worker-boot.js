/** From a build's address to a started interpreter: restored from the snapshot, else started the ordinary way. */

import { failure, Failure } from "./runtime-failure.js";
import { Files } from "./worker-files.js";
import { archives, lateFiles, layersFor, restore, startOrdinary, STDLIB, wordsOf } from "./worker-interpreter.js";

/** @import {How, Manifest, Progress} from "./runtime-types.js" */
/** @import {Parts, Pyodide} from "./worker-interpreter.js" */

const WASM = "pyodide.asm.wasm";
const SCRIPTS = ["pyodide.mjs", "pyodide.asm.js"];

/**
 * @param {string} base address of the folder that builds are in, with its final slash
 * @param {Manifest} manifest
 * @param {string} lang whose words come at once: the page's
 * @param {string} check what the page asks for
 * @param {(progress: Progress) => void} tell
 * @returns {Promise<{pyodide: Pyodide, how: How, release: () => void}>} `release` forgets files that were read
 */
export async function boot(base, manifest, lang, check, tell) {
  if (typeof WebAssembly !== "object") throw new Failure("no-wasm");
  const folder = `${base}${manifest.folder}/`;
  const files = new Files(folder, manifest.files, tell);
  const wasm = files.compiled(WASM);
  wasm.catch(() => undefined); // heard of when it is waited for
  const layers = layersFor(manifest.image, check);
  const download = Promise.all(layers.map(({ file }) => files.whole(file)));
  download.catch(() => undefined);
  const words = wordsOf(lang, manifest.image, layers).filter((name) => name in manifest.files);
  const early = Promise.all(words.map(async (name) => [name, await whenSound(files.whole(name))]));
  /** @type {Parts} */
  const parts = { load: await loader(files), folder, lock: manifest.lock, wasm };
  const image = Promise.all([download, wasm]).then(async ([found]) => {
    await Promise.all(found.map(({ sound }) => sound));
    tell({ step: "start", loaded: 0, total: 0 });
    return found.map(({ content: one }) => one);
  });
  image.catch(() => undefined); // nobody waits for it where the interpreter did not come
  try {
    const content = { [STDLIB]: new Uint8Array() }; // nothing will be imported from it now
    const pyodide = await withFetch(folder, content, () => restore(parts, manifest.image, layers, image));
    const release = fetchWhenMissed(pyodide, files, manifest, Object.fromEntries(await early));
    return { pyodide, how: "snapshot", release };
  } catch (error) {
    await wasm; // without it there is no start at all
    unusable(error);
  }
  return { pyodide: await ordinary(parts, files, tell), how: "ordinary", release: () => undefined };
}

/**
 * Return the content of a file that one can do without, undefined where it did not come.
 * @param {ReturnType<Files["whole"]>} file
 */
async function whenSound(file) {
  try {
    const { content, sound } = await file;
    await sound;
    return content;
  } catch {
    return undefined;
  }
}

/** @param {unknown} error */
function unusable(error) {
  const { kind, detail } = failure(error);
  if (kind === "out-of-memory") throw error; // the ordinary start takes no less
  console.warn(`snapshot not used: ${kind} ${detail}`);
}

/**
 * @param {Parts} parts
 * @param {Files} files
 * @param {(progress: Progress) => void} tell
 */
async function ordinary(parts, files, tell) {
  const names = Object.keys(archives(parts.lock));
  const found = await Promise.all(names.map((name) => files.whole(name)));
  await Promise.all(found.map((file) => file.sound));
  const { [STDLIB]: stdlib, ...own } = Object.fromEntries(names.map((name, index) => [name, found[index].content]));
  tell({ step: "start", loaded: 0, total: 0 });
  return withFetch(parts.folder, { [STDLIB]: stdlib }, () => startOrdinary(parts, own));
}

/**
 * Scripts are run by their address, which no hash can go with: they are held against theirs first, and come from the
 * browser's cache then.
 * @param {Files} files
 */
async function loader(files) {
  await Promise.all(SCRIPTS.map(async (name) => (await files.whole(name)).sound));
  try {
    // The second one is a script that leaves a global behind; Pyodide would ask for it only later.
    const [{ loadPyodide }] = await Promise.all(SCRIPTS.map((name) => import(files.address(name))));
    return loadPyodide;
  } catch (error) {
    throw new Failure("download", String(error));
  }
}

/**
 * Run `start` while Pyodide's own requests are answered from what is here already. Nothing else is answered.
 * @template T
 * @param {string} folder
 * @param {Record<string, Uint8Array>} content
 * @param {() => Promise<T>} start
 * @returns {Promise<T>}
 */
async function withFetch(folder, content, start) {
  const { fetch } = globalThis;
  globalThis.fetch = async (request) => {
    const name = String(request).slice(folder.length);
    return new Response(/** @type {BodyInit} */ (content[name]) ?? null); // the compiled interpreter is given elsewhere
  };
  try {
    return await start();
  } finally {
    globalThis.fetch = fetch;
  }
}

/**
 * A restored interpreter has no files. What a check imports for the first time (a rare charset) is read from an archive
 * whose index is in the snapshot: the archive is fetched the moment that it is opened. So are the words of a language.
 * What is returned forgets those that were read: between two checks nobody reads, and the browser has them in its cache.
 * @param {Pyodide} pyodide
 * @param {Files} files
 * @param {Manifest} manifest
 * @param {Record<string, Uint8Array | undefined>} early what is here already, by file name
 */
function fetchWhenMissed({ FS }, files, manifest, early) {
  const here = new Map(Object.entries(early));
  /** @type {Set<string>} */
  const read = new Set();
  for (const [name, place] of Object.entries(lateFiles(manifest))) {
    FS.writeFile(place, new Uint8Array());
    const { node } = FS.lookupPath(place);
    const get = () => {
      const content = here.get(name) ?? files.now(name);
      here.set(name, content);
      read.add(name);
      return content;
    };
    Object.defineProperties(node, { contents: { get }, usedBytes: { get: () => get().length } });
  }
  return () => read.forEach((name) => here.delete(name));
}

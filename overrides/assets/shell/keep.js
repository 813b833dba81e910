/**
 * What survives a reload and a change of language: input and result, for this tab only, until it is closed or cleared.
 * Where the browser refuses storage everything works, it is only not kept.
 */

/** @import {Given, Result} from "./types.js" */

/** Larger inputs are not worth the try: browsers give a site about 5 million characters. */
const FILE_LIMIT = 3 * 1024 * 1024; // bytes, kept as base64
const TEXT_LIMIT = 5_000_000; // characters

/** @typedef {{language: string, stale: boolean, result: Result}} KeptResult */

export class Keep {
  /** @param {string} name keeps the widgets of different checks apart */
  constructor(name) {
    this.inputKey = `postlotse:${name}:input`;
    this.resultKey = `postlotse:${name}:result`;
    this.askedKey = `postlotse:${name}:asked`;
    /** @type {{bytes: ArrayBuffer, coded: string} | null} a file is coded once, not at every keystroke */
    this.coded = null;
  }

  /**
   * Keep the input; return whether it could be. A result gives way to it.
   * @param {Given} given
   */
  input(given) {
    const { text, file, fields } = given;
    const tooLarge = text.length > TEXT_LIMIT || (file?.bytes.byteLength ?? 0) > FILE_LIMIT;
    const coded = file && !tooLarge ? { name: file.name, bytes: this.code(file.bytes) } : null;
    const value = JSON.stringify({ text: text.length > TEXT_LIMIT ? "" : text, file: coded, fields });
    const kept = put(this.inputKey, value) || (drop(this.resultKey), put(this.inputKey, value));
    if (!kept) drop(this.inputKey); // an older input must not come back in its place
    return kept && !tooLarge;
  }

  /** @returns {Given | null} */
  keptInput() {
    try {
      const { text, file, fields } = get(this.inputKey);
      if (![text, ...Object.values(fields)].every((value) => typeof value === "string")) return null;
      return { text, file: file && { name: String(file.name), bytes: decode(file.bytes) }, fields };
    } catch {
      return null; // nothing, or nothing that was kept here
    }
  }

  /** @param {KeptResult} result */
  result(result) {
    if (!put(this.resultKey, JSON.stringify(result))) drop(this.resultKey);
  }

  /** @returns {KeptResult | null} */
  keptResult() {
    return get(this.resultKey);
  }

  /** Note that the visitor comes with the kept input to have it checked. */
  ask() {
    put(this.askedKey, "true");
  }

  /** Return whether the visitor comes so, once. */
  asked() {
    const asked = get(this.askedKey) === true;
    drop(this.askedKey);
    return asked;
  }

  clear() {
    this.coded = null;
    drop(this.inputKey);
    drop(this.resultKey);
  }

  /** @param {ArrayBuffer} bytes */
  code(bytes) {
    if (this.coded?.bytes !== bytes) this.coded = { bytes, coded: encode(bytes) };
    return this.coded.coded;
  }
}

/** @param {ArrayBuffer} buffer */
export function encode(buffer) {
  const bytes = new Uint8Array(buffer);
  let text = "";
  for (let start = 0; start < bytes.length; start += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(text);
}

/** @param {string} coded */
function decode(coded) {
  return Uint8Array.from(atob(coded), (character) => character.charCodeAt(0)).buffer;
}

/**
 * @param {string} key
 * @param {string} value
 */
function put(key, value) {
  try {
    sessionStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} key */
function get(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} key */
function drop(key) {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // without storage there is nothing to drop
  }
}

/** The form: a text or a file, by whatever way it comes, and the way back when it is replaced. */

import { find } from "./dom.js";
import { Fields } from "./fields.js";
import { announce } from "./live.js";
import { fitLayout, fitTyped } from "./long.js";
import { say, size } from "./page.js";

/** @import {Given, GivenFile} from "./types.js" */

/** Larger files are not even read; the runtime has a lower limit of its own. In bytes. */
const READABLE = 128 * 1024 * 1024;

export class Input {
  /**
   * @param {HTMLElement} root the widget
   * @param {() => void} changed called after every change, by whomever
   */
  constructor(root, changed) {
    this.changed = changed;
    this.root = root;
    this.text = /** @type {HTMLTextAreaElement | HTMLInputElement} */ (find(root, ".pl-text", HTMLElement));
    this.fields = new Fields(root, () => this.update());
    this.note = find(root, ".pl-note", HTMLElement);
    this.fileRow = find(root, ".pl-file", HTMLElement);
    this.fileName = find(root, ".pl-file-name", HTMLElement);
    this.fileSize = find(root, ".pl-file-size", HTMLElement);
    this.undo = find(root, ".pl-undo", HTMLButtonElement);
    this.clear = find(root, ".pl-clear", HTMLButtonElement);
    /** @type {GivenFile | null} */
    this.file = null;
    /** @type {Given | null} what was there before it was replaced */
    this.previous = null;
    fitTyped(root);
    this.text.addEventListener("input", () => this.update());
    this.undo.addEventListener("click", () => this.bringBack());
    find(root, ".pl-remove", HTMLButtonElement).addEventListener("click", () => this.removeFile());
  }

  /** @returns {Given} */
  get given() {
    return { text: this.text.value, file: this.file, fields: this.fields.values };
  }

  /** What a check is asked with. The worker takes the bytes that it is given: these are a copy. */
  get asked() {
    const { text, file } = this.given;
    const main = file || !text ? {} : { [this.root.dataset.name ?? ""]: text };
    return { inputs: { ...main, ...this.fields.inputs }, file: file && file.bytes.slice(0) };
  }

  /** Nothing that a check could be run on. */
  get empty() {
    const enough = !("needsMain" in this.root.dataset) && this.fields.stated;
    return !this.file && !this.text.value.trim() && !enough;
  }

  /** Nothing that could be lost. */
  get blank() {
    return !this.file && !this.text.value && this.fields.blank;
  }

  /**
   * Put something in the place of what is there; that can be brought back.
   * @param {Given} given
   */
  replace(given) {
    const old = this.given;
    if (!this.blank && !same(old, given)) this.previous = old;
    this.show(given);
  }

  /**
   * Put something in the box without a way back.
   * @param {Given} given
   */
  show({ text, file, fields }) {
    fitLayout(this.text, text.length);
    this.text.value = text;
    this.fields.show(fields);
    this.file = file;
    this.fileName.textContent = file?.name ?? "";
    this.fileSize.textContent = file ? size(file.bytes.byteLength) : "";
    this.update();
  }

  update() {
    this.fileRow.hidden = !this.file;
    this.text.hidden = Boolean(this.file); // the text waits underneath until the file is removed
    this.undo.hidden = !this.previous;
    this.clear.hidden = this.blank;
    this.say("");
    this.changed();
  }

  bringBack() {
    if (!this.previous) return;
    const back = this.previous;
    this.previous = this.blank ? null : this.given;
    this.show(back);
    this.focus();
  }

  removeFile() {
    this.replace({ ...this.given, file: null });
    this.focus();
  }

  /**
   * Take the first of the files that were dropped, pasted or chosen. The text in the box stays underneath.
   * @param {FileList} files
   * @returns {Promise<string>} the kind of failure where there is one; the input is then as it was
   */
  async take(files) {
    const [file] = files;
    if (!file) return "";
    if (file.size > READABLE) return "input-too-large";
    const bytes = await file.arrayBuffer().catch(() => null);
    if (!bytes) return "file";
    this.replace({ ...this.given, file: { name: file.name, bytes } });
    if (files.length > 1) this.say(say("file/first", { name: file.name }));
    else announce(say("file/taken", { name: file.name }));
    return "";
  }

  /**
   * Say something under the box, to all readers; nothing takes the last word away.
   * @param {string} text
   */
  say(text) {
    this.note.hidden = !text;
    this.note.textContent = text;
    if (text) announce(text);
  }

  focus() {
    (this.file ? this.clear : this.text).focus();
  }
}

/**
 * @param {Given} one
 * @param {Given} other
 */
export function same(one, other) {
  const fields = (/** @type {Given} */ given) => JSON.stringify(Object.entries(given.fields).sort());
  return one.file === other.file && one.text === other.text && fields(one) === fields(other);
}

/** Long texts: a browser may need many seconds to lay one out, and the page stands still for as long. */

import { say } from "./page.js";

/** From this many characters on a box breaks its lines anywhere: looking for the ends of words is what takes long. */
const LOOSE = 20_000;

/** A paste of more characters than this is taken as a file. */
const AS_FILE = 300_000;

/**
 * Fit the layout of a box to the length of its text, before it is laid out.
 * @param {Element} box
 * @param {number} length in characters
 */
export function fitLayout(box, length) {
  box.classList.toggle("pl-loose", length > LOOSE);
}

/**
 * Fit the layout of every box below `root` to what is about to be typed or pasted into it, and to what came of it.
 * @param {HTMLElement} root
 */
export function fitTyped(root) {
  const fit = (/** @type {EventTarget | null} */ target, /** @type {string | null} */ more) => {
    if (target instanceof HTMLTextAreaElement) fitLayout(target, target.value.length + (more?.length ?? 0));
  };
  root.addEventListener("beforeinput", ({ target, data }) => fit(target, data));
  root.addEventListener("input", ({ target }) => fit(target, null));
}

/**
 * Return a paste as a file where it is too long for a box and would replace all that stands in it, else null.
 * @param {ClipboardEvent} event
 */
export function pastedFile({ target, clipboardData }) {
  if (!(target instanceof HTMLTextAreaElement) || !target.classList.contains("pl-text")) return null;
  if (target.selectionEnd - target.selectionStart < target.value.length) return null;
  const text = clipboardData?.getData("text/plain") ?? "";
  if (text.length <= AS_FILE) return null;
  const list = new DataTransfer();
  list.items.add(new File([text], say("file/pasted"), { type: "text/plain" }));
  return list.files;
}

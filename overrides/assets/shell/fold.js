/** Folds: what is in one is drawn when it is first opened. A log has thousands of recipients, a tree as many nodes. */

import { h } from "./dom.js";

/** @import {Child, Properties} from "./dom.js" */

/**
 * Return a fold and the function that draws its inside.
 * @param {Properties} properties
 * @param {Child[]} summary
 * @param {() => Child[]} inside
 * @param {boolean} [open]
 */
export function lazyFold(properties, summary, inside, open = false) {
  const element = h("details", { ...properties, toggle: () => fill() }, h("summary", {}, ...summary));
  const fill = () => {
    if (element.childElementCount < 2) element.append(h("div", {}, ...inside()));
  };
  if (open) {
    fill();
    element.setAttribute("open", "");
  }
  return { element, fill };
}

/**
 * Open every fold in `root`, also those that are only drawn by it, and return the ones that were closed.
 * @param {ParentNode} root
 */
export function unfold(root) {
  /** @type {HTMLDetailsElement[]} */
  const opened = [];
  for (let closed = folded(root); closed.length > 0; closed = folded(root)) {
    for (const fold of closed) {
      fold.open = true;
      fold.dispatchEvent(new Event("toggle")); // the browser's own comes too late for what is drawn on it
    }
    opened.push(...closed);
  }
  return opened;
}

/**
 * @param {ParentNode} root
 * @returns {HTMLDetailsElement[]}
 */
function folded(root) {
  return [...root.querySelectorAll("details")].filter((fold) => !fold.open);
}

/** The choice of a resolver on this device: the one thing about live lookups that outlasts the page. */

import { keep, kept } from "./local.js";

const KEY = "postlotse:resolver";

/** @returns {string | null} the address of the resolver */
export function remembered() {
  const address = kept(KEY);
  return typeof address === "string" ? address : null;
}

/**
 * Return whether the address could be kept.
 * @param {string} address
 */
export function remember(address) {
  return keep(KEY, address);
}

export function forget() {
  keep(KEY, null);
}

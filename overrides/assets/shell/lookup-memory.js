/** The choice of a resolver on this device: the one thing about live lookups that outlasts the page. */

const KEY = "postlotse:resolver";

/** @returns {string | null} the address of the resolver */
export function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/**
 * Return whether the address could be kept.
 * @param {string} address
 */
export function remember(address) {
  try {
    localStorage.setItem(KEY, address);
    return true;
  } catch {
    return false;
  }
}

export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // without storage there is nothing to forget
  }
}

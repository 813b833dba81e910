/** What a browser keeps for this site beyond the tab. Where it refuses, nothing is kept and nothing fails. */

/**
 * Return what was kept under `key`, null for nothing and for what cannot be read.
 * @param {string} key
 * @returns {unknown}
 */
export function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/**
 * Keep `value` under `key`, and return whether it could be; null leaves nothing behind.
 * @param {string} key
 * @param {unknown} value
 */
export function keep(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false; // then it lasts as long as the page
  }
}

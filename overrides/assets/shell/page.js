/** What the page says about itself: its language, its labels, where its language's pages begin. */

/** The language of the page, "en" or "de". */
export const language = document.documentElement.lang || "en";

/** @type {Record<string, string>} */
const words = JSON.parse(document.getElementById("pl-words")?.textContent || "{}");

/**
 * Return the catalogue's label for `key` (without the room), its placeholders filled in.
 * A key that the catalogue lacks comes back as it is: a bare key can be searched for, an empty button cannot.
 * @param {string} key
 * @param {Record<string, string>} [values]
 */
export function say(key, values = {}) {
  const label = words[`shell/${key}`] ?? `shell/${key}`;
  return label.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** @param {string} key */
export function known(key) {
  return `shell/${key}` in words;
}

/**
 * Return the address that a link may have, or null: https and mailto as they are, anything else must be a page of this
 * site, found from the root of its language.
 * @param {string | null | undefined} href
 */
export function address(href) {
  if (!href) return null;
  if (/^(https:|mailto:)/i.test(href)) return URL.canParse(href) ? href : null;
  const base = document.querySelector(".pl-widget")?.getAttribute("data-base") || "./";
  const root = new URL(base, document.baseURI);
  if (!URL.canParse(href, root)) return null;
  const page = new URL(href, root);
  return page.origin === location.origin && page.protocol.startsWith("http") ? page.href : null;
}

/**
 * Return a number of bytes as people read it: "3.1 MB", "812 kB".
 * @param {number} bytes
 */
export function size(bytes) {
  const [unit, amount] = bytes < 1e6 ? ["kilobyte", bytes / 1e3] : ["megabyte", bytes / 1e6];
  const digits = unit === "megabyte" ? 1 : 0;
  const rounded = bytes > 0 && digits === 0 ? Math.max(1, amount) : amount;
  const format = new Intl.NumberFormat(language, {
    style: "unit", unit, minimumFractionDigits: digits, maximumFractionDigits: digits,
  });
  return format.format(rounded);
}

/** @param {number} count */
export function number(count) {
  return new Intl.NumberFormat(language).format(count);
}

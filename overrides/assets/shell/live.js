/** The one place that a screen reader is told something from. */

/**
 * Say `text` when the reader's screen reader has a moment; the same text twice is said twice.
 * @param {string} text
 */
export function announce(text) {
  const region = document.querySelector(".pl-live");
  if (!region) return;
  region.textContent = "";
  setTimeout(() => {
    region.textContent = text;
  }, 100); // an empty region in between makes the change one
}

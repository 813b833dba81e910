/** Text that leaves the page on the reader's own command: copied, saved, printed. */

import { button, h } from "./dom.js";
import { unfold } from "./fold.js";
import { announce } from "./live.js";
import { say } from "./page.js";

/** How long a button says that it has copied, in milliseconds. */
const SHOWN = 2000;

/**
 * Return a button that copies what `text` gives.
 * @param {() => string} text
 * @param {string} [label]
 */
export function copyButton(text, label = say("copy")) {
  const copy = button(label, () => void run());
  async function run() {
    const done = await toClipboard(text());
    announce(say(done ? "copied" : "copy/failed"));
    copy.textContent = done ? say("copied") : label;
    copy.classList.toggle("pl-done", done);
    setTimeout(() => {
      copy.textContent = label;
      copy.classList.remove("pl-done");
    }, SHOWN);
  }
  return copy;
}

/**
 * Return a text with a button that copies it.
 * @param {string} text
 * @param {string} [label] of the button
 */
export function copyBox(text, label) {
  const code = h("pre", { class: "pl-copyable", translate: "no", tabindex: "0" }, text);
  return h("div", { class: "pl-copybox" }, code, copyButton(() => text, label));
}

/**
 * Offer `text` as a file to save.
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // Safari reads it late
}

/**
 * Offer a report as a file of JSON to save.
 * @param {string} name
 * @param {unknown} report
 */
export function saveJson(name, report) {
  save(name, "application/json", `${JSON.stringify(report, null, 2)}\n`);
}

/**
 * Print `element` and nothing else, with every fold open.
 * @param {Element} element
 */
export function print(element) {
  unfoldToPrint(element);
  document.documentElement.classList.add("pl-printing");
  addEventListener("afterprint", () => document.documentElement.classList.remove("pl-printing"), { once: true });
  window.print();
}

/**
 * Open every fold until the page is printed.
 * @param {Element} element
 */
export function unfoldToPrint(element) {
  const opened = unfold(element);
  addEventListener("afterprint", () => opened.forEach((fold) => (fold.open = false)), { once: true });
}

/** @param {string} text */
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return oldCopy(text); // no permission, or a page without https
  }
}

/** @param {string} text */
function oldCopy(text) {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "pl-unseen";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}

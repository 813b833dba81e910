/** The ways by which a visitor comes to the widget: reaching for it, submitting, files, the page's examples. */

import { find, h } from "./dom.js";
import { pastedFile } from "./long.js";

/** @import {Given} from "./types.js" */

/**
 * Call `reach` when the visitor reaches for the widget; it may be called more than once.
 * @param {HTMLElement} root
 * @param {() => void} reach
 */
export function onReach(root, reach) {
  for (const event of ["focusin", "click", "dragover"]) root.addEventListener(event, reach, { once: true });
  find(root, ".pl-form", HTMLElement).addEventListener("pointerenter", (event) => {
    if (event.pointerType === "mouse") reach(); // a finger only scrolls past
  });
}

/**
 * Call `submit` for the button, for Enter in a field of one line, for Ctrl and Enter in any.
 * @param {HTMLElement} root
 * @param {() => void} submit
 */
export function onSubmit(root, submit) {
  find(root, ".pl-run", HTMLButtonElement).addEventListener("click", submit);
  root.addEventListener("keydown", (event) => {
    const { target, key, ctrlKey, metaKey, isComposing } = event;
    if (key !== "Enter" || isComposing || !(target instanceof Element)) return;
    const typed = target.matches("input[type=text], textarea, select");
    if (!target.matches("input[type=text]") && !(typed && (ctrlKey || metaKey))) return;
    event.preventDefault();
    submit();
  });
}

/**
 * Call `escape` for Escape anywhere in the widget; not where it ends an input method's choice.
 * @param {HTMLElement} root
 * @param {() => void} escape
 */
export function onEscape(root, escape) {
  root.addEventListener("keydown", ({ key, isComposing }) => {
    if (key === "Escape" && !isComposing) escape();
  });
}

/**
 * Call `took` with the files that the visitor chooses, drops anywhere on the page, or pastes into the widget.
 * A file that misses the widget must not make the browser leave the page, and the input with it. A text too long for
 * the box comes as a file too.
 * @param {HTMLElement} root
 * @param {(files: FileList) => void} took
 */
export function onFiles(root, took) {
  const takes = root.querySelector(".pl-chosen") !== null; // a form that asks questions takes no file
  if (takes) onChosen(root, took);
  root.addEventListener("paste", (event) => {
    const text = event.clipboardData?.types.includes("text/plain");
    const files = text ? pastedFile(event) : event.clipboardData?.files;
    if (!takes || !files?.length) return;
    event.preventDefault();
    took(files);
  });
  let left = 0;
  const mark = (/** @type {boolean} */ on) => root.classList.toggle("pl-over", on);
  addEventListener("dragover", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    mark(takes);
    clearTimeout(left);
    left = setTimeout(() => mark(false), 300); // dragover comes again and again; dragleave cannot be trusted
  });
  addEventListener("drop", (event) => {
    if (!carriesFile(event)) return;
    event.preventDefault();
    mark(false);
    if (takes && event.dataTransfer?.files.length) took(event.dataTransfer.files);
  });
}

/**
 * @param {HTMLElement} root
 * @param {(files: FileList) => void} took
 */
function onChosen(root, took) {
  const chosen = find(root, ".pl-chosen", HTMLInputElement);
  find(root, ".pl-choose", HTMLButtonElement).addEventListener("click", () => chosen.click());
  chosen.addEventListener("change", () => {
    if (chosen.files?.length) took(copyOf(chosen.files));
    chosen.value = ""; // the same file can be chosen again
  });
}

/**
 * Call `handOn` with the name of the check that the visitor goes to with the same text.
 * @param {HTMLElement} root
 * @param {(check: string) => void} handOn
 */
export function onHandedOn(root, handOn) {
  root.addEventListener("click", ({ target }) => {
    const way = target instanceof Element && target.closest("a")?.closest(".pl-route[data-check]");
    if (way instanceof HTMLElement) handOn(way.dataset.check ?? "");
  });
}

/**
 * Make the examples of the page into buttons that call `took`: links to a text, or to a JSON file with a value for each
 * input by its name, a string or a list of lines.
 * @param {HTMLElement} root
 * @param {(given: Given) => void} took
 * @param {(thrown: unknown, retry: () => void) => void} failed
 */
export function onExamples(root, took, failed) {
  const main = root.dataset.name ?? "";
  for (const link of root.querySelectorAll("a.pl-example")) {
    if (!(link instanceof HTMLAnchorElement)) continue;
    const fetchText = () => void load(link.href, main).then(took, (thrown) => failed(thrown, fetchText));
    link.replaceWith(h("button", { type: "button", class: "pl-example", click: fetchText }, link.textContent));
  }
}

/**
 * @param {string} url
 * @param {string} main the name of the input that the box is for
 * @returns {Promise<Given>}
 */
async function load(url, main) {
  const answer = await fetch(url).catch((error) => Promise.reject({ kind: "download", detail: String(error) }));
  if (!answer.ok) throw { kind: "download", detail: `${answer.status} ${url}` };
  const text = await answer.text();
  if (!new URL(url).pathname.endsWith(".json")) return { text, file: null, fields: {} };
  /** @type {[string, string | string[]][]} */
  const values = Object.entries(JSON.parse(text));
  const { [main]: box = "", ...fields } = Object.fromEntries(values.map(([name, value]) => [name, [value].flat().join("\n")]));
  return { text: box, file: null, fields };
}

/** @param {DragEvent} event */
function carriesFile(event) {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

/**
 * The list of a file input is emptied with it.
 * @param {FileList} files
 */
function copyOf(files) {
  const list = new DataTransfer();
  for (const file of files) list.items.add(file);
  return list.files;
}

/**
 * Lets a list be ticked off. The ticks stay in this browser under the items' ids, which are the same in every language.
 * Without this script it is a plain list; where the browser refuses storage, ticks last as long as the page.
 */

import { find } from "./dom.js";
import { kept, keep } from "./local.js";

const KEY = "postlotse:checklist";

const bar = find(document, ".pl-ticks", HTMLElement);
const progress = find(bar, ".pl-progress", HTMLElement);
const clear = find(bar, ".pl-untick", HTMLButtonElement);
const undo = find(bar, ".pl-retick", HTMLButtonElement);

/** @type {Map<string, HTMLInputElement>} */
const boxes = new Map();
for (const item of document.querySelectorAll("li.task-list-item[id]")) {
  const box = item.querySelector("input");
  if (!box) continue;
  boxes.set(item.id, box);
  wake(item, box);
}

/** @type {string[]} what the last clearing took */
let before = [];

/**
 * The whole item names its box and ticks it, but for its links.
 * @param {Element} item
 * @param {HTMLInputElement} box
 */
function wake(item, box) {
  const label = document.createElement("label");
  label.append(...item.childNodes);
  item.append(label);
  box.disabled = false;
  box.addEventListener("change", () => {
    undo.hidden = true;
    store();
    show();
  });
}

function ticked() {
  return [...boxes].filter(([, box]) => box.checked).map(([id]) => id);
}

/** @param {unknown} ids what is none of this page's items is passed over */
function tick(ids) {
  const those = new Set(Array.isArray(ids) ? ids : []);
  boxes.forEach((box, id) => (box.checked = those.has(id)));
  show();
}

function store() {
  const ids = ticked();
  keep(KEY, ids.length ? ids : null);
}

function show() {
  const done = ticked().length;
  const values = /** @type {Record<string, number>} */ ({ done, count: boxes.size });
  const said = progress.dataset.count ?? "";
  progress.textContent = said.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  clear.disabled = done === 0;
}

clear.addEventListener("click", () => {
  before = ticked();
  tick([]);
  store();
  undo.hidden = false;
  undo.focus();
});
undo.addEventListener("click", () => {
  tick(before);
  store();
  undo.hidden = true;
  clear.focus();
});
find(bar, ".pl-print", HTMLButtonElement).addEventListener("click", () => print());
addEventListener("storage", (event) => {
  if (event.key === KEY || event.key === null) tick(kept(KEY)); // ticked in another tab
});
addEventListener("pageshow", (event) => event.persisted && tick(kept(KEY)));

tick(kept(KEY));

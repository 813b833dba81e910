/** Filters the list of codes while the visitor types. Without this script the whole list shows. */

import { Refusal, general, match } from "./codes-match.js";
import { find } from "./dom.js";

/** @import {Known} from "./codes-match.js" */

const form = find(document, ".pl-filter", HTMLFormElement);
const box = find(form, "#pl-filter", HTMLInputElement);
const count = find(form, ".pl-count", HTMLElement);
const elsewhere = find(form, ".pl-elsewhere", HTMLElement);
const lines = [...document.querySelectorAll(".pl-codes tbody tr")].filter((line) => line instanceof HTMLElement);

/** @type {[...Known[][], {general: string[]}]} a list of refusals for every line, for the last the general codes */
const known = JSON.parse(find(document, "#pl-known", HTMLScriptElement).text);
const about = lines.map((line) => line.lastElementChild?.textContent ?? "");
const refusals = lines.slice(0, -1).map(
  (_, at) => /** @type {Known[]} */ (known[at]).map((one) => new Refusal(one, about[at] ?? "")),
);
const generals = new Set(/** @type {{general: string[]}} */ (known.at(-1)).general);
const rfc = find(/** @type {HTMLElement} */ (lines.at(-1)), "a", HTMLAnchorElement);
const rfcPage = rfc.getAttribute("href") ?? "";

function show() {
  const query = box.value.trim();
  const found = new Set(match(query, refusals.flat()));
  refusals.forEach((those, at) => showLine(at, those.map((one) => found.has(one)), Boolean(query)));
  const code = general(query).find((one) => generals.has(one));
  rfc.href = code ? `${rfcPage}#${code}` : rfcPage;
  /** @type {HTMLElement} */ (lines.at(-1)).hidden = Boolean(query) && !code;
  const shown = lines.filter((line) => !line.hidden).length;
  const said = shown ? count.dataset.count : count.dataset.none;
  count.textContent = query ? (said ?? "").replace("{count}", String(shown)) : "";
  elsewhere.hidden = !query || shown > 0;
}

/**
 * @param {number} at
 * @param {boolean[]} met of the line's refusals, in the order of its links
 * @param {boolean} asked
 */
function showLine(at, met, asked) {
  const line = /** @type {HTMLElement} */ (lines[at]);
  line.hidden = !met.includes(true);
  line.querySelectorAll("td:first-child a").forEach((link, place) => {
    link.classList.toggle("pl-met", asked && met.length > 1 && met[place] === true);
  });
}

/** Go to the first place that fits: in a line with several codes to the one that was meant. */
function goToFirst() {
  const line = lines.find((one) => !one.hidden);
  const link = line?.querySelector("a.pl-met") ?? line?.querySelector("a");
  if (link instanceof HTMLElement) link.focus();
}

box.addEventListener("input", show);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  goToFirst();
});
show(); // what a browser kept in the box over a reload

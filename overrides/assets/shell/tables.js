/** Tables: values side by side, and the facts that were read. Wide ones scroll by themselves, not with the page. */

import { h, prose } from "./dom.js";
import { say } from "./page.js";

/** @import {Child} from "./dom.js" */
/** @import {Fact, Level, Table, Value} from "./types.js" */

/**
 * @param {Table} table
 * @param {Level} level of the title
 */
export function drawTable({ name, title, corner, columns, rows }, level) {
  const heads = columns.map((column) => h("th", { scope: "col" }, ...prose(column)));
  const body = rows.map((row) => h(
    "tr",
    { "data-row": row.name },
    h("th", { scope: "row" }, ...value(row.label)),
    ...row.values.map((one) => h("td", {}, ...value(one))),
  ));
  return h(
    "section",
    { class: "pl-scroll", tabindex: "0", "aria-label": title.replaceAll("`", ""), "data-table": name },
    h(
      "table",
      { class: "pl-grid" },
      h("caption", {}, h(level, {}, ...prose(title))),
      h("thead", {}, h("tr", {}, corner ? h("th", { scope: "col" }, ...prose(corner)) : h("td", {}), ...heads)),
      h("tbody", {}, ...body),
    ),
  );
}

/**
 * @param {Fact[]} facts
 * @param {Level} level
 */
export function drawFacts(facts, level) {
  const rows = facts.map((fact) => h(
    "tr",
    { "data-fact": fact.name },
    h("th", { scope: "row" }, fact.label),
    h("td", {}, ...value(fact)),
  ));
  return h(
    "section",
    { class: "pl-read" },
    h(level, {}, say("facts")),
    h("table", { class: "pl-table" }, h("tbody", {}, ...rows)),
  );
}

/**
 * @param {Value} value
 * @returns {Child[]}
 */
function value({ value: shown, code }) {
  return code ? [h("code", { translate: "no" }, shown)] : prose(shown);
}

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
  const label = title.replaceAll("`", "");
  const heads = columns.map((column) => h("th", { scope: "col" }, ...prose(column)));
  // On a narrow screen a row becomes a block and each cell carries its column's title; the roles keep it a table.
  const body = rows.map((row) => h(
    "tr",
    { role: "row", "data-row": row.name },
    h("th", { role: "rowheader", scope: "row" }, ...value(row.label)),
    ...row.values.map((one, place) => h(
      "td",
      { role: "cell", "data-column": (columns[place] ?? "").replaceAll("`", "") },
      ...value(one),
    )),
  ));
  return h(
    "section",
    { class: "pl-scroll", tabindex: "0", "aria-label": label, "data-table": name },
    h(level, {}, ...prose(title)), // no caption: a heading in one is none of the children that a table's role allows
    h(
      "table",
      { class: "pl-grid", role: "table", "aria-label": label },
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, corner ? h("th", { scope: "col" }, ...prose(corner)) : h("td", {}), ...heads)),
      h("tbody", { role: "rowgroup" }, ...body),
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

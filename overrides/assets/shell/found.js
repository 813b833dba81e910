/** What was found in the inputs beside the main one, said at their fields. */

import { h } from "./dom.js";
import { allFindings } from "./source.js";

/** @import {Control} from "./fields.js" */
/** @import {Finding, View} from "./types.js" */

/**
 * Say at each field what was found in it; without a view nothing is.
 * @param {Control[]} fields
 * @param {View | null} view a whole result
 */
export function markFields(fields, view) {
  const every = view ? allFindings(view) : [];
  for (const field of fields) {
    unmark(field);
    const found = every.filter(({ places }) => places?.some(({ input }) => input === field.name));
    if (found.length > 0) mark(field, found);
  }
}

/**
 * Take back what was said: what is in the field now has not been checked.
 * @param {Control} field
 */
export function unmark(field) {
  document.getElementById(idOf(field))?.remove();
  field.removeAttribute("aria-invalid");
  describe(field, []);
}

/**
 * @param {Control} field
 * @param {Finding[]} found
 */
function mark(field, found) {
  const items = found.map(({ severity, severity_label, title }) => h(
    "li",
    { "data-severity": severity },
    h("span", { class: "pl-badge" }, severity_label),
    ` ${title.replaceAll("`", "")}`,
  ));
  field.after(h("ul", { class: "pl-found", id: idOf(field) }, ...items));
  describe(field, [idOf(field)]);
  if (found.some(({ wrong }) => wrong)) field.setAttribute("aria-invalid", "true");
}

/**
 * @param {Control} field
 * @param {string[]} ids of what describes it beside its help
 */
function describe(field, ids) {
  const help = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== idOf(field));
  const all = [...help, ...ids].join(" ");
  if (all) field.setAttribute("aria-describedby", all);
  else field.removeAttribute("aria-describedby");
}

/** @param {Control} field */
function idOf(field) {
  return `pl-found-${field.name}`;
}

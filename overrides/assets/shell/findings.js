/** Findings: what is wrong, what to write instead, where it stands, who says so. */

import { goTo, h, link, prose } from "./dom.js";
import { control, goToPlace } from "./fields.js";
import { say } from "./page.js";

/** @import {Places} from "./source.js" */
/** @import {Finding, Level, Place} from "./types.js" */

/**
 * Return findings as a section, null where there are none.
 * @param {Finding[]} findings
 * @param {Places} places
 * @param {Level} level of the heading
 */
export function drawFindings(findings, places, level) {
  if (!findings?.length) return null;
  const items = findings.map((finding) => drawFinding(finding, places));
  return h("section", {}, h(level, {}, say("findings")), h("ul", { class: "pl-findings" }, ...items));
}

/**
 * @param {Finding} finding
 * @param {Places} places
 */
function drawFinding(finding, places) {
  const [index = -1] = finding.marks ?? [];
  const mark = places.marks.get(index);
  const item = h(
    "li",
    { class: "pl-finding", tabindex: "-1", "data-severity": finding.severity, "data-code": finding.code },
    h(
      "p",
      { class: "pl-finding-title" },
      mark && h("span", { class: "pl-number" }, String(places.numbers.get(index))),
      h("span", { class: "pl-badge" }, finding.severity_label),
      " ",
      h("strong", {}, ...prose(finding.title)),
    ),
    finding.help && h("p", {}, ...prose(finding.help)),
    ...(finding.places ?? []).map(drawPlace),
    drawFix(finding.fix),
    h(
      "p",
      { class: "pl-finding-foot" },
      mark && h("button", { type: "button", class: "pl-link", click: () => goTo(mark) }, say("finding/show")),
      finding.actor && h("span", {}, `${say("actor")}: ${finding.actor}`),
      finding.page && link(finding.page.href, finding.page.label),
      finding.because?.length > 0 && h(
        "span",
        {},
        `${say("because")} `,
        ...finding.because.flatMap((one, place) => [place > 0 && ", ", link(one.href, one.label)]),
      ),
    ),
  );
  places.drawn.set(index, item);
  return item;
}

/**
 * A place in another input: said, quoted, and one step away.
 * @param {Place} place
 */
function drawPlace(place) {
  return h(
    "p",
    { class: "pl-place" },
    `${place.label} `,
    place.text && h("code", { class: "pl-quote", translate: "no" }, place.text),
    " ",
    control(place.input) && h(
      "button",
      { type: "button", class: "pl-link", click: () => goToPlace(place) },
      say("place/show"),
    ),
  );
}

/** @param {string | null | undefined} fix the text to write; an empty one deletes */
function drawFix(fix) {
  if (fix === null || fix === undefined) return null;
  if (!fix) return h("p", {}, say("finding/delete"));
  return h("p", {}, `${say("finding/fix")} `, h("code", { class: "pl-fix", translate: "no" }, fix));
}

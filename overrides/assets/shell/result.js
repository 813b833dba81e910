/** A whole result: verdict, what to do, parts, references, and the ways to take it along. */

import { drawAdvice, drawEvidence } from "./body.js";
import { copyButton, print, save } from "./copy.js";
import { button, h, link, prose } from "./dom.js";
import { say } from "./page.js";
import { drawSource, Places } from "./source.js";

/** @import {Child} from "./dom.js" */
/** @import {Result, View} from "./types.js" */

/**
 * Return the result as an element and the heading that gets the focus.
 * @param {Result} result
 * @param {string} language of the view
 */
export function drawResult({ report, view }, language) {
  const places = new Places(view);
  const source = drawSource(view, places); // before the findings, which lead to its marks
  const heading = h(
    "h2",
    { class: "pl-verdict", tabindex: "-1" },
    badge(view),
    " ",
    ...prose(view.title),
  );
  const element = h(
    "section",
    {
      class: "pl-result",
      lang: language,
      "data-check": view.check,
      "data-kind": view.kind,
      "data-severity": view.severity,
    },
    h("p", { class: "pl-stale", hidden: true }, say("stale")),
    heading,
    view.lead && h("p", { class: "pl-lead" }, h("strong", {}, ...prose(view.lead))),
    ...drawAdvice(view, "h3"),
    drawParts(view.parts, places),
    source,
    ...drawEvidence(view, places, "h3"),
    view.references?.length > 0 && drawReferences(view),
    h(
      "div",
      { class: "pl-tools" },
      copyButton(() => view.markdown ?? "", say("markdown")),
      button(say("json"), () => save(`postlotse-${view.check}.json`, "application/json", pretty(report))),
      button(say("print"), () => print(element)),
    ),
  );
  return { element, heading };
}

/**
 * Parts are folds with their verdicts on them, the first one open. What is in a fold is drawn when it is opened: a log
 * has thousands of recipients, and nobody opens all of them.
 * @param {View[]} parts
 * @param {Places} places
 * @returns {Child}
 */
function drawParts(parts, places) {
  if (!parts?.length) return null;
  const folds = parts.map((part, index) => {
    const fold = h(
      "details",
      { class: "pl-part", "data-severity": part.severity, toggle: () => fill() },
      h("summary", {}, badge(part), " ", ...prose(part.title)),
    );
    const fill = () => {
      if (fold.childElementCount > 1) return;
      const inside = [...drawAdvice(part, "h4"), ...drawEvidence(part, places, "h4"), drawParts(part.parts, places)];
      fold.append(h("div", {}, ...inside));
    };
    places.drawWith(part, fill);
    if (index === 0) {
      fill();
      fold.setAttribute("open", "");
    }
    return fold;
  });
  return h("section", { class: "pl-parts" }, h("h3", {}, say("parts")), ...folds);
}

/** @param {View} view */
function badge(view) {
  return h("span", { class: "pl-badge" }, view.severity_label);
}

/** @param {View} view */
function drawReferences({ references }) {
  const items = references.map(({ label, href, date, status }) => h(
    "li",
    {},
    link(href, label),
    date && h("span", {}, ", ", h("time", { datetime: date }, date)),
    status && h("span", { class: "pl-status" }, `, ${status}`),
  ));
  return h("section", { class: "pl-references" }, h("h3", {}, say("references")), h("ul", {}, ...items));
}

/** @param {unknown} report */
function pretty(report) {
  return `${JSON.stringify(report, null, 2)}\n`;
}

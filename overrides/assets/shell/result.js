/** A whole result: verdict, what to do, parts, references, and the ways to take it along. */

import { drawAdvice, drawPictures, drawRead, drawReasons } from "./body.js";
import { copyButton, print, saveJson } from "./copy.js";
import { button, h, link, prose } from "./dom.js";
import { lazyFold } from "./fold.js";
import { drawHandover } from "./handover.js";
import { drawAnswers, drawLive, sayLive } from "./lookup-result.js";
import { drawNeeds } from "./needs.js";
import { say } from "./page.js";
import { drawSource, Places } from "./source.js";

/** @import {Child} from "./dom.js" */
/** @import {Level, Result, View} from "./types.js" */

/** @type {Record<Level, Level>} */
const BELOW = { h3: "h4", h4: "h5", h5: "h6", h6: "h6" };

/** Checks of which the whole says what to do, in which order; their parts are the details. */
const WHOLE_FIRST = new Set(["domain"]);

/** Checks of which the whole says what was done and why; their parts explain it field by field. */
const REASONS_FIRST = new Set(["headers"]);

/**
 * Return the result as an element and the heading that gets the focus; `redacted` gives the same result to hand on.
 * @param {Result} result
 * @param {string} language of the view
 * @param {() => Promise<Result>} redacted
 */
export function drawResult({ report, view, live }, language, redacted) {
  const places = new Places(view);
  const source = drawSource(view, places); // before the findings, which lead to its marks
  const reasons = drawReasons(view, places, "h3");
  const read = drawRead(view, "h3");
  const ahead = WHOLE_FIRST.has(view.kind ?? view.check);
  const reasonsAhead = ahead || REASONS_FIRST.has(view.kind ?? view.check);
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
    drawLive(live, language),
    ...drawAdvice(view, "h3"),
    view.needs?.first && drawNeeds(view.needs, "h3"),
    ...(reasonsAhead ? reasons : []),
    ...(ahead ? read : []),
    ...drawPictures(view, "h3"),
    drawParts(view.parts, places, "h3"),
    view.left_out && h("p", { class: "pl-left-out" }, view.left_out),
    source,
    ...(reasonsAhead ? [] : reasons),
    ...(ahead ? [] : read),
    view.needs && !view.needs.first && drawNeeds(view.needs, "h3"),
    drawAnswers(live, view.check),
    view.references?.length > 0 && drawReferences(view),
    h(
      "div",
      { class: "pl-tools" },
      copyButton(() => [view.markdown, sayLive(live, language)].filter(Boolean).join("\n"), say("markdown")),
      button(say("json"), () => saveJson(`postlotse-${view.check}.json`, report)),
      button(say("print"), () => print(element)),
      drawHandover(view.check, redacted),
    ),
  );
  return { element, heading };
}

/**
 * Parts are folds with their verdicts on them; the worst one begins open.
 * @param {View[]} parts
 * @param {Places} places
 * @param {Level} level of the heading above them
 * @returns {Child}
 */
function drawParts(parts, places, level) {
  if (!parts?.length) return null;
  const title = BELOW[level];
  const folds = parts.map((part) => {
    const heading = h(
      title,
      {},
      part.label && h("span", { class: "pl-protocol" }, part.label),
      part.name && h("code", { translate: "no" }, part.name),
      (part.label || part.name) && " ",
      badge(part),
      " ",
      ...prose(part.title),
    );
    const inner = BELOW[title];
    const inside = () => [
      ...drawAdvice(part, inner),
      ...drawPictures(part, inner),
      ...drawReasons(part, places, inner),
      ...drawRead(part, inner),
      drawParts(part.parts, places, inner),
    ];
    const properties = { class: "pl-part", "data-severity": part.severity, "data-check": part.check };
    const { element, fill } = lazyFold(properties, [heading], inside, part.open);
    places.drawWith(part, fill);
    return element;
  });
  return h("section", { class: "pl-parts" }, h(level, {}, say("parts")), ...folds);
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

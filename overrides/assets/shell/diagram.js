/** A diagram: boxes in ranks with arrows between them. The boxes are its words too, each says what it leads to. */

import { h, prose } from "./dom.js";

/** @import {Arrow, Box, Diagram, Level} from "./types.js" */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {Diagram} diagram
 * @param {Level} level of its heading
 */
export function drawDiagram({ name, title, ranks }, level) {
  const drawn = ranks.map(({ boxes, arrows }) => h(
    "li",
    { class: "pl-rank" },
    h("ul", { class: "pl-boxes" }, ...boxes.map(drawBox)),
    arrows.length > 0 && drawArrows(arrows),
  ));
  return h(
    "figure",
    { class: "pl-diagram", "data-diagram": name },
    h("figcaption", {}, h(level, {}, ...prose(title))),
    h("ol", { class: "pl-ranks" }, ...drawn),
  );
}

/** @param {Box} box */
function drawBox({ name, label, text, severity, severity_label, reached, leads }) {
  if (name === null) return h("li", { class: "pl-past", "aria-hidden": "true", "data-severity": severity });
  return h(
    "li",
    { class: "pl-place-of", "data-reached": reached },
    h(
      "div",
      { class: "pl-card", "data-box": name, "data-severity": severity },
      h("span", { class: "pl-card-label" }, ...prose(label)),
      text && " ",
      text && h("code", { translate: "no", title: text }, text),
      severity_label && " ",
      severity_label && h("span", { class: "pl-badge" }, severity_label),
      ...leads.map((said) => h("span", { class: "pl-leads" }, " ", ...prose(said))),
    ),
  );
}

/** @param {Arrow[]} arrows */
function drawArrows(arrows) {
  const drawing = svg("svg", { class: "pl-arrows", viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" });
  drawing.append(...arrows.map(({ start, end, severity }) => svg("path", {
    d: `M0 ${start}C50 ${start} 50 ${end} 100 ${end}`,
    ...(severity ? { "data-severity": severity } : {}),
  })));
  return drawing;
}

/**
 * @param {"svg" | "path"} tag
 * @param {Record<string, string>} properties
 */
function svg(tag, properties) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(properties)) element.setAttribute(name, value);
  return element;
}

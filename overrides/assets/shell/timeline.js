/** A time line: a scale with numbered stops where there is room for one, and the stops in words below it. */

import { h, prose } from "./dom.js";

/** @import {Level, Mark, Stop, Timeline} from "./types.js" */

/**
 * @param {Timeline} timeline
 * @param {Level} level of its heading
 */
export function drawTimeline({ name, title, across, stops }, level) {
  return h(
    "figure",
    { class: "pl-timeline", "data-timeline": name, "data-across": across },
    h("figcaption", {}, h(level, {}, ...prose(title))),
    across && h("div", { class: "pl-scale", "aria-hidden": "true" }, ...stops.flatMap(drawOnScale)),
    h("ol", { class: "pl-stops" }, ...stops.map(drawStop)),
  );
}

/** @param {Stop} stop */
function drawOnScale({ number, severity, after }) {
  const dot = h("span", { class: "pl-dot", "data-severity": severity }, `${number}`);
  if (!after) return [dot];
  const wait = h("span", { class: "pl-lapse", "data-wait": after.kind }, h("span", {}, after.label));
  wait.style.setProperty("--pl-long", `${after.part}`);
  return [wait, dot];
}

/** @param {Stop} stop */
function drawStop({ number, kind, text, sentence, severity, severity_label, after, marks }) {
  const item = h(
    "li",
    { class: "pl-stop", "data-kind": kind, "data-severity": severity, "data-wait": after?.kind },
    h("span", { class: "pl-dot", "aria-hidden": "true" }, `${number}`),
    h(
      "div",
      {},
      h(
        "div",
        { class: "pl-who" },
        h("code", { translate: "no" }, text),
        severity_label && " ",
        severity_label && h("span", { class: "pl-badge" }, severity_label),
        sentence && h("p", { class: "pl-said" }, ...prose(sentence)),
      ),
      marks.length > 0 && h("ul", { class: "pl-chips" }, ...marks.map(drawMark)),
    ),
  );
  if (after) item.style.setProperty("--pl-long", `${after.part}`);
  return item;
}

/** @param {Mark} mark */
function drawMark({ name, value, code, severity, severity_label }) {
  return h(
    "li",
    { class: "pl-chip", "data-mark": name, "data-severity": severity },
    code ? h("code", { translate: "no" }, value) : h("span", {}, ...prose(value)),
    severity_label && h("span", { class: "pl-unseen" }, ` (${severity_label})`),
  );
}

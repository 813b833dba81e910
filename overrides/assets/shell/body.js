/** The sections of a view below its verdict, the same for a whole result and for each of its parts. */

import { copyButton } from "./copy.js";
import { h, link, prose } from "./dom.js";
import { drawFindings } from "./findings.js";
import { say } from "./page.js";

/** @import {Child} from "./dom.js" */
/** @import {Places} from "./source.js" */
/** @import {View} from "./types.js" */

/**
 * What to do: who must act, by which route, in which steps, with which text. Headings on `level`.
 * @param {View} view
 * @param {"h3" | "h4"} level
 * @returns {Child[]}
 */
export function drawAdvice(view, level) {
  return [
    view.summary && h("p", { class: "pl-summary" }, ...prose(view.summary)),
    drawWay(view, level),
    drawSteps(view, level),
    view.fixed && drawText(view.fixed.label, view.fixed.text, level, "pl-fixed"),
  ];
}

/**
 * Why: findings, open questions and facts.
 * @param {View} view
 * @param {Places} places
 * @param {"h3" | "h4"} level
 * @returns {Child[]}
 */
export function drawEvidence(view, places, level) {
  return [
    drawFindings(view.findings, places, level),
    view.needs && drawNeeds(view, level),
    view.facts?.length > 0 && drawFacts(view, level),
  ];
}

/**
 * Who must act, and by which route.
 * @param {View} view
 * @param {"h3" | "h4"} level
 */
function drawWay({ actor, route }, level) {
  if (!actor && !route) return null;
  const others = route?.not ?? [];
  return h(
    "section",
    { class: "pl-way" },
    actor && h("p", { class: "pl-actor", "data-actor": actor.id }, `${say("actor")}: `, h("strong", {}, actor.label)),
    route && h(level, {}, say("route")),
    route && h(
      "p",
      { class: "pl-route", "data-route": route.id },
      link(route.href, route.label, route.href ? "pl-button pl-primary" : "pl-route-name"),
    ),
    route?.why && h("p", {}, ...prose(route.why)),
    others.length > 0 && h(
      "details",
      { class: "pl-not" },
      h("summary", {}, say("route/not")),
      h("ul", {}, ...others.map((other) => h("li", {}, h("strong", {}, other.label), ": ", ...prose(other.why)))),
    ),
  );
}

/**
 * @param {View} view
 * @param {"h3" | "h4"} level
 */
function drawSteps({ steps, page }, level) {
  if (!steps?.length && !page) return null;
  return h(
    "section",
    { class: "pl-steps" },
    steps?.length > 0 && h(level, {}, say("steps")),
    steps?.length > 0 && h("ol", {}, ...steps.map((step) => h("li", {}, ...prose(step)))),
    page && h("p", {}, link(page.href, page.label)),
  );
}

/**
 * @param {string} label
 * @param {string} text
 * @param {"h3" | "h4"} level
 * @param {string} kind
 */
function drawText(label, text, level, kind) {
  return h("section", { class: kind }, h(level, {}, label), drawCopyable(text));
}

/** @param {string} text */
function drawCopyable(text) {
  const code = h("pre", { class: "pl-copyable", translate: "no", tabindex: "0" }, text);
  return h("div", { class: "pl-copybox" }, code, copyButton(() => text));
}

/**
 * @param {View} view
 * @param {"h3" | "h4"} level
 */
function drawNeeds({ needs }, level) {
  return needs && h(
    "section",
    { class: "pl-needs" },
    h(level, {}, needs.label),
    h("ul", {}, ...needs.items.map((item) =>
      h("li", {}, h("code", { translate: "no" }, `${item.name} ${item.type}`), ...item.commands.map(drawCopyable)),
    )),
  );
}

/**
 * @param {View} view
 * @param {"h3" | "h4"} level
 */
function drawFacts({ facts }, level) {
  const rows = facts.map(({ name, label, value, code }) => h(
    "tr",
    { "data-fact": name },
    h("th", { scope: "row" }, label),
    h("td", {}, ...(code ? [h("code", { translate: "no" }, value)] : prose(value))),
  ));
  return h(
    "section",
    { class: "pl-read" },
    h(level, {}, say("facts")),
    h("table", { class: "pl-table" }, h("tbody", {}, ...rows)),
  );
}

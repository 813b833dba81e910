/** The sections of a view below its verdict, the same for a whole result and for each of its parts. */

import { copyBox } from "./copy.js";
import { drawDiagram } from "./diagram.js";
import { h, link, prose } from "./dom.js";
import { drawFindings } from "./findings.js";
import { say } from "./page.js";
import { drawFacts, drawTable } from "./tables.js";
import { drawText } from "./texts.js";
import { drawTimeline } from "./timeline.js";
import { drawTree } from "./tree.js";

/** @import {Child} from "./dom.js" */
/** @import {Places} from "./source.js" */
/** @import {Level, View} from "./types.js" */

/**
 * What to do: who must act, by which route, in which steps. Headings on `level`.
 * @param {View} view
 * @param {Level} level
 * @returns {Child[]}
 */
export function drawAdvice(view, level) {
  return [
    view.summary && h("p", { class: "pl-summary" }, ...prose(view.summary)),
    drawWay(view, level),
    drawSteps(view, level),
    view.fixed && h("section", { class: "pl-fixed" }, h(level, {}, view.fixed.label), copyBox(view.fixed.text)),
  ];
}

/**
 * How one thing led to another, at a glance.
 * @param {View} view
 * @param {Level} level
 * @returns {Child[]}
 */
export function drawPictures(view, level) {
  return (view.diagrams ?? []).map((diagram) => drawDiagram(diagram, level));
}

/**
 * Why, then the letters that rest on it: findings, finished texts.
 * @param {View} view
 * @param {Places} places
 * @param {Level} level
 * @returns {Child[]}
 */
export function drawReasons(view, places, level) {
  return [
    drawFindings(view.findings, places, level),
    ...(view.texts ?? []).map((text) => drawText(text, level)),
  ];
}

/**
 * The way to the result and what was read.
 * @param {View} view
 * @param {Level} level
 * @returns {Child[]}
 */
export function drawRead(view, level) {
  return [
    ...(view.timelines ?? []).map((timeline) => drawTimeline(timeline, level)),
    view.tree && drawTree(view.tree, level),
    ...(view.tables ?? []).map((table) => drawTable(table, level)),
    view.facts?.length > 0 && drawFacts(view.facts, level),
  ];
}

/**
 * Who must act, and by which route.
 * @param {View} view
 * @param {Level} level
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
      { class: "pl-route", "data-route": route.id, "data-check": route.check },
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
 * @param {Level} level
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

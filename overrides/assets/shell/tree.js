/** The steps on the way to a result as a picture: what was done under what, what it cost, what else could be done. */

import { copyBox } from "./copy.js";
import { button, h, prose } from "./dom.js";
import { lazyFold, unfold } from "./fold.js";
import { say } from "./page.js";

/** @import {Child} from "./dom.js" */
/** @import {Choice, Count, Level, Tree, TreeNode} from "./types.js" */

/**
 * @param {Tree} tree
 * @param {Level} level of its heading
 */
export function drawTree({ label, limit, count, folded, nodes }, level) {
  const list = drawNodes(nodes, limit);
  return h(
    "section",
    { class: "pl-way-there" },
    h(level, {}, label),
    h(
      "div",
      { class: "pl-tree-head" },
      count && h("p", { class: "pl-spent", "data-over": count.over }, count.said, " ", bar(count, limit)),
      folded && button(say("tree/unfold"), () => unfold(list), "pl-quiet"),
    ),
    list,
  );
}

/**
 * @param {TreeNode[]} nodes
 * @param {number | null} limit
 */
function drawNodes(nodes, limit) {
  return h("ul", { class: "pl-tree" }, ...nodes.map((node) => drawNode(node, limit)));
}

/**
 * @param {TreeNode} node
 * @param {number | null} limit
 */
function drawNode(node, limit) {
  const row = drawRow(node, limit);
  const { kind, severity, children, choices } = node;
  const inside = () => [
    ...choices.map((choice) => drawChoice(choice, limit)),
    children.length > 0 && drawNodes(children, limit),
  ];
  const empty = children.length === 0 && choices.length === 0;
  return h(
    "li",
    { class: "pl-node", "data-kind": kind, "data-severity": severity },
    empty ? h("div", { class: "pl-leaf" }, row) : lazyFold({ class: "pl-branch" }, [row], inside, node.open).element,
  );
}

/**
 * @param {TreeNode} node
 * @param {number | null} limit
 */
function drawRow({ text, sentence, severity_label, count }, limit) {
  return h(
    "span",
    { class: "pl-row" },
    h(
      "span",
      { class: "pl-step" },
      text && h("code", { translate: "no" }, text),
      text && " ",
      severity_label && h("span", { class: "pl-badge" }, severity_label),
      severity_label && " ",
      sentence && h("span", { class: "pl-said" }, ...prose(sentence)),
    ),
    count && drawCount(count, limit),
  );
}

/**
 * The figures for the eye, the sentence for whoever hears it or points at it.
 * @param {Count} count
 * @param {number | null} limit
 */
function drawCount(count, limit) {
  const { cost, total, over, said } = count;
  return h(
    "span",
    { class: "pl-count", "data-over": over, title: said },
    h("span", { class: "pl-unseen" }, said),
    h(
      "span",
      { class: "pl-figures", "aria-hidden": "true" },
      cost !== null && h("span", { class: "pl-cost" }, `+${cost}`),
      h("span", { class: "pl-total" }, limit === null ? `${total}` : `${total}/${limit}`),
    ),
    bar(count, limit),
  );
}

/**
 * @param {Count} count
 * @param {number | null} limit
 * @returns {Child}
 */
function bar({ total }, limit) {
  if (!limit) return null;
  const element = h("span", { class: "pl-bar", "aria-hidden": "true" });
  element.style.setProperty("--pl-part", `${Math.min(100, (100 * total) / limit)}%`);
  return element;
}

/**
 * What would come of a change: the record as it would read, and the count then. Without one it is no choice among
 * several but what is to be done, and begins open.
 * @param {Choice} choice
 * @param {number | null} limit
 */
function drawChoice({ label, text, count }, limit) {
  const summary = h("span", { class: "pl-row" }, h("span", {}, ...prose(label)), count && drawCount(count, limit));
  return lazyFold({ class: "pl-choice" }, [summary], () => [copyBox(text)], !count).element;
}

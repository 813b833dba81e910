/** The visitor's own text with the places marked that findings speak of, and the ways between the two. */

import { goTo, h } from "./dom.js";
import { number, say } from "./page.js";

/** @import {Finding, Segment, View} from "./types.js" */

/**
 * Which mark belongs to which finding. Findings are known by their index in the whole result, parts included; readers
 * see numbers in the order of the marks.
 */
export class Places {
  /** @param {View} view a whole result */
  constructor(view) {
    /** @type {Map<number, Finding>} */
    this.findings = new Map(allFindings(view).flatMap((finding) => finding.marks.map((index) => [index, finding])));
    const inOrder = (view.source ?? []).flatMap((segment) => this.known(segment));
    /** @type {Map<number, number>} */
    this.numbers = new Map([...new Set(inOrder)].map((index, place) => [index, place + 1]));
    /** @type {Map<number, HTMLElement>} the first mark of each finding */
    this.marks = new Map();
    /** @type {Map<number, HTMLElement>} */
    this.drawn = new Map();
    /** @type {Map<number, () => void>} */
    this.folded = new Map();
  }

  /**
   * Remember how the findings of a part that is not drawn yet are drawn.
   * @param {View} part
   * @param {() => void} draw
   */
  drawWith(part, draw) {
    for (const finding of allFindings(part)) for (const index of finding.marks) this.folded.set(index, draw);
  }

  /**
   * Bring a finding before the reader's eyes, wherever it is folded away.
   * @param {number} index
   */
  goToFinding(index) {
    this.folded.get(index)?.();
    goTo(this.drawn.get(index));
  }

  /**
   * Return the findings that a segment belongs to.
   * @param {Segment} segment
   */
  known(segment) {
    return (segment.marks ?? []).filter((index) => this.findings.has(index));
  }
}

/**
 * Return the text as a section, null where the view gives none.
 * @param {View} view
 * @param {Places} places
 */
export function drawSource(view, places) {
  if (!view.source?.length) return null;
  const pieces = view.source.map((segment, place, all) => drawSegment(segment, all[place + 1], places));
  return h(
    "section",
    { class: "pl-your-text" },
    h("h3", {}, say("source")),
    h(
      "div",
      { class: "pl-source", tabindex: "0", role: "group", "aria-label": say("source"), translate: "no", dir: "auto" },
      ...pieces,
    ),
  );
}

/**
 * Scroll the text, not the page, to its first mark.
 * @param {ParentNode} root
 */
export function showFirstMark(root) {
  const mark = root.querySelector("a.pl-mark");
  const box = mark?.closest(".pl-source");
  if (!mark || !box) return;
  box.scrollTop = mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 4;
}

/**
 * @param {Segment} segment
 * @param {Segment | undefined} next
 * @param {Places} places
 */
function drawSegment(segment, next, places) {
  if (segment.gap) return h("span", { class: "pl-gap" }, `… ${say("gap", { count: number(segment.gap) })} …`);
  const marked = places.known(segment);
  const [first] = marked;
  if (first === undefined) return segment.text ?? "";
  const text = segment.text ?? "";
  const labels = marked.map((index) => label(index, places));
  const ends = marked.filter((index) => !next?.marks?.includes(index)); // a number stands where its mark ends
  const mark = h(
    "a",
    {
      href: "#",
      class: "pl-mark",
      title: labels.join("\n"),
      "aria-description": labels.join(" "),
      "data-severity": segment.severity,
      "data-number": ends.map((index) => places.numbers.get(index)).join(","),
      "data-blank": !/[^\s\u00ad\u200b-\u200f\u2060\ufeff]/.test(text), // a mark on what cannot be seen needs a shape
      click: (event) => {
        event.preventDefault();
        places.goToFinding(first);
      },
    },
    text,
  );
  for (const index of marked) if (!places.marks.has(index)) places.marks.set(index, mark);
  return mark;
}

/**
 * @param {number} index
 * @param {Places} places
 */
function label(index, places) {
  const title = places.findings.get(index)?.title ?? "";
  return say("finding/goto", { number: String(places.numbers.get(index)), title: title.replaceAll("`", "") });
}

/**
 * Return the findings of a result and its parts.
 * @param {View} view
 * @returns {Finding[]}
 */
export function allFindings(view) {
  return [...(view.findings ?? []), ...(view.parts ?? []).flatMap(allFindings)];
}

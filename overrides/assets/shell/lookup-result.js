/** Who answered live, and the answers themselves: to be read, copied, saved, put into the form. */

import { copyBox, save } from "./copy.js";
import { button, goTo, h } from "./dom.js";
import { control } from "./fields.js";
import { lazyFold } from "./fold.js";
import { number, say } from "./page.js";

/** @import {Child} from "./dom.js" */
/** @import {Live} from "./types.js" */

/**
 * Return who answered and when, as a sentence; empty where nobody was asked.
 * @param {Live | undefined} live
 * @param {string} language
 */
export function sayLive(live, language) {
  if (!live?.by) return "";
  const { by, at, rounds, questions, answers } = live;
  const time = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "medium" }).format(new Date(at ?? ""));
  const said = { name: by, time, count: number(questions), rounds: number(rounds) };
  return say(answers ? "lookup/answered" : "lookup/asked", said);
}

/**
 * @param {Live | undefined} live
 * @param {string} language
 * @returns {Child}
 */
export function drawLive(live, language) {
  const sentence = sayLive(live, language);
  return sentence && h("p", { class: "pl-answered" }, sentence);
}

/**
 * @param {Live | undefined} live
 * @param {string} check
 * @returns {Child}
 */
export function drawAnswers(live, check) {
  const text = live?.answers.trim();
  if (!text) return null;
  const inside = () => [
    h("p", { class: "pl-hint" }, say("lookup/answers/hint")),
    copyBox(text, say("lookup/answers/copy")),
    h(
      "div",
      { class: "pl-actions" },
      button(say("lookup/answers/save"), () => save(`postlotse-${check}.zone.txt`, "text/plain", `${text}\n`)),
      control("answers") && button(say("lookup/answers/use"), () => use(text)),
    ),
  ];
  return lazyFold({ class: "pl-answers" }, [say("lookup/answers")], inside, false).element;
}

/** @param {string} text */
function use(text) {
  const field = control("answers");
  if (!field) return;
  field.value = text;
  field.dispatchEvent(new Event("input"));
  goTo(field);
}

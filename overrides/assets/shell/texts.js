/** Finished texts for a receiver: to copy, to save, to open in the mail program. */

import { copyBox, save } from "./copy.js";
import { button, h, link } from "./dom.js";
import { say } from "./page.js";

/** @import {Level, Text} from "./types.js" */

/** A text of fewer lines is shown whole. */
const LONG = 60;

/**
 * @param {Text} text
 * @param {Level} level of the heading
 */
export function drawText({ name, label, kind, text, href }, level) {
  const [end, type] = kind === "message" ? ["eml", "message/rfc822"] : ["txt", "text/plain;charset=utf-8"];
  return h(
    "section",
    { class: text.split("\n").length < LONG ? "pl-finished pl-whole" : "pl-finished", "data-text": name },
    h(level, {}, label),
    copyBox(text),
    h(
      "p",
      { class: "pl-actions" },
      button(say("save"), () => save(`postlotse-${name}.${end}`, type, text)),
      href && link(href, say("mail"), "pl-button"),
    ),
  );
}

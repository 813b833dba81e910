/** The result as it may be handed on: redacted, and shown before anybody else sees it. */

import { copyBox, saveJson } from "./copy.js";
import { button, h, prose } from "./dom.js";
import { announce } from "./live.js";
import { say } from "./page.js";

/** @import {Result} from "./types.js" */

/**
 * Return the offer, and what `redacted` gives in its place once the reader has asked for it.
 * @param {string} check
 * @param {() => Promise<Result>} redacted
 */
export function drawHandover(check, redacted) {
  const place = h("div", { class: "pl-handover" });
  const ask = button(say("redacted"), () => void show());
  place.append(ask);
  return place;

  async function show() {
    ask.disabled = true;
    try {
      const { report, view } = await redacted();
      place.replaceChildren(...inside(check, report, view.markdown ?? ""));
      announce(say("redacted/done"));
    } catch {
      place.replaceChildren(ask, h("p", { class: "pl-hint" }, say("redacted/failed")));
      announce(say("redacted/failed"));
    }
    ask.disabled = false;
  }
}

/**
 * @param {string} check
 * @param {unknown} report
 * @param {string} markdown
 */
function inside(check, report, markdown) {
  return [
    h("h3", {}, say("redacted/title")),
    h("p", { class: "pl-hint" }, ...prose(say("redacted/hint"))),
    copyBox(markdown, say("markdown")),
    button(say("json"), () => saveJson(`postlotse-${check}-redacted.json`, report)),
  ];
}

/** A link that carries a question, in the part of an address that is sent to no server: what a form asks, no answer. */

import { copyButton } from "./copy.js";
import { say } from "./page.js";

/** @import {Input} from "./input.js" */

const MAIN = "q";
const LONGEST = 1_000; // characters of one value
const NEVER = "answers";

/**
 * Offer the link, and fill the form from the one by which the page was opened. Nothing is run.
 * @param {HTMLElement} root the widget
 * @param {Input} input
 */
export function linkQuestions(root, input) {
  if (!("asks" in root.dataset)) return;
  const place = root.querySelector(".pl-form .pl-actions");
  const copy = copyButton(() => address(input), say("link"));
  place?.querySelector(".pl-undo")?.before(copy);
  addEventListener("hashchange", () => take(input));
  take(input);
}

/** @param {Input} input */
function address(input) {
  const { text, fields } = input.given;
  const asked = new URLSearchParams({ [MAIN]: text.trim() });
  for (const name of linkable(input)) if (fields[name]?.trim()) asked.set(name, fields[name].trim());
  const page = new URL(location.href);
  page.search = "";
  page.hash = String(asked);
  return page.href;
}

/** @param {Input} input */
function take(input) {
  const asked = new URLSearchParams(location.hash.slice(1));
  const text = asked.get(MAIN);
  if (!text || text.length > LONGEST) return;
  /** @type {Record<string, string>} */
  const fields = {};
  for (const name of linkable(input)) {
    const value = asked.get(name);
    if (value && value.length <= LONGEST) fields[name] = value;
  }
  input.replace({ text, file: null, fields });
  input.say(say("link/taken"));
}

/**
 * Names of the inputs that are part of the question.
 * @param {Input} input
 */
function linkable(input) {
  return input.fields.controls.map((control) => control.name).filter((name) => name !== NEVER);
}

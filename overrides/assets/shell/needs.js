/** The worklist: the commands that settle what is open, and the box that their answers go into. */

import { copyBox } from "./copy.js";
import { button, h } from "./dom.js";
import { control } from "./fields.js";
import { fitLayout } from "./long.js";
import { askLabel, offered } from "./lookup-choice.js";
import { say } from "./page.js";

/** @import {Child} from "./dom.js" */
/** @import {Level, Needs} from "./types.js" */

const FIELD = "answers";

/**
 * @param {Needs} needs
 * @param {Level} level
 */
export function drawNeeds({ label, items, blocks }, level) {
  const alone = items.filter((item) => item.commands.length === 0);
  return h(
    "section",
    { class: "pl-needs" },
    h(level, {}, label),
    offered() && h("p", { class: "pl-actions" }, button(askLabel(), () => undefined, "pl-ask")),
    ...blocks.map((block) => h(
      "div",
      { class: "pl-commands" },
      h("p", { class: "pl-system" }, block.label),
      copyBox(block.text, block.text.includes("\n") ? say("copy/all") : undefined),
    )),
    alone.length > 0 && h("ul", {}, ...alone.map((item) =>
      h("li", {}, h("code", { translate: "no" }, `${item.name} ${item.type}`)),
    )),
    ...drawAnswers(),
  );
}

/**
 * The box shows what the form's own field holds; without that field the check takes no answers.
 * @returns {Child[]}
 */
function drawAnswers() {
  const field = control(FIELD);
  if (!field) return [];
  const box = h("textarea", {
    id: "pl-answers", class: "pl-box", "aria-describedby": "pl-answers-hint", spellcheck: "false", autocomplete: "off",
    translate: "no",
  });
  fitLayout(box, field.value.length);
  box.value = field.value;
  return [
    h("label", { for: "pl-answers" }, say("answers")),
    h("p", { class: "pl-hint", id: "pl-answers-hint" }, say("answers/hint")),
    box,
    button(say("answers/check"), () => undefined, "pl-primary pl-again"),
  ];
}

/**
 * What is typed into the box goes into the form's field, and the box's button calls `submit`.
 * @param {HTMLElement} root the widget
 * @param {() => void} submit
 */
export function onAnswers(root, submit) {
  root.addEventListener("input", ({ target }) => {
    const field = control(FIELD);
    if (!field || !(target instanceof HTMLTextAreaElement) || target.id !== "pl-answers") return;
    fitLayout(field, target.value.length);
    field.value = target.value;
    field.dispatchEvent(new Event("input"));
  });
  root.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest(".pl-again")) submit();
  });
}

/** Show in the box what the form's field holds now. */
export function mirrorAnswers() {
  const box = document.getElementById("pl-answers");
  const text = control(FIELD)?.value ?? "";
  if (!(box instanceof HTMLTextAreaElement) || box.value === text) return;
  fitLayout(box, text.length);
  box.value = text;
}

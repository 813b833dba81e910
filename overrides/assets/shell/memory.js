/** When input and result are kept, and what comes back with the page. */

import { same } from "./input.js";
import { Keep } from "./keep.js";
import { say } from "./page.js";

/** @import {Input} from "./input.js" */
/** @import {Outcome} from "./outcome.js" */

/** Typing is kept after a rest of this many milliseconds. */
const REST = 400;

export class Memory {
  /**
   * @param {string} name of the check
   * @param {Input} input
   * @param {Outcome} outcome
   */
  constructor(name, input, outcome) {
    this.input = input;
    this.outcome = outcome;
    this.keep = new Keep(name);
    this.kept = true; // whether the input as it is could be kept
    this.timer = 0;
    addEventListener("pagehide", () => this.store());
    document.addEventListener("visibilitychange", () => document.hidden && this.store());
  }

  /** Keep what there is when the visitor rests. */
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.store(), REST);
  }

  /** Keep what there is; nothing in the form and nothing below it leave nothing behind. */
  store() {
    clearTimeout(this.timer);
    const { kept } = this.outcome;
    if (this.input.blank && !kept) return this.keep.clear();
    const before = this.kept;
    this.kept = this.keep.input(this.input.given);
    if (before && !this.kept) this.input.say(say("kept/too-large"));
    if (kept) this.keep.result(kept);
  }

  /**
   * Keep the input for the widget of another check, which the visitor goes to with it to have it checked.
   * @param {string} check
   */
  handOn(check) {
    const keep = new Keep(check);
    keep.clear(); // an older result there is none of this text
    if (keep.input({ ...this.input.given, fields: {} })) keep.ask();
  }

  /**
   * Put back what was kept, and return the result that belongs to it. What was typed while the scripts were loading
   * goes before it.
   * @param {boolean} back to a page that the browser had put aside: what was kept since, elsewhere, is newer
   */
  restore(back) {
    const given = this.keep.keptInput();
    const { input } = this;
    if (!back && !input.blank && !(given && same({ ...given, file: null }, input.given))) {
      input.update();
      return null;
    }
    if (!given) return null;
    if (back) input.replace(given);
    else input.show(given);
    return this.keep.keptResult();
  }
}

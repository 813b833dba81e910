/** The place below the form: the result, or what kept it from coming, or both. */

import { unfoldToPrint } from "./copy.js";
import { find } from "./dom.js";
import { drawFailure, failure } from "./failure.js";
import { announce } from "./live.js";
import { drawResult } from "./result.js";
import { showFirstMark } from "./source.js";
import { useLateStyles } from "./styles.js";

/** @import {KeptResult} from "./keep.js" */
/** @import {Result} from "./types.js" */

export class Outcome {
  /**
   * @param {HTMLElement} root the widget
   * @param {() => Promise<Result>} redacted gives the result that is shown, redacted
   */
  constructor(root, redacted) {
    this.redacted = redacted;
    this.place = find(root, ".pl-outcome", HTMLElement);
    /** @type {KeptResult | null} the result that is shown */
    this.kept = null;
    addEventListener("beforeprint", () => unfoldToPrint(this.place));
  }

  /**
   * @param {KeptResult} kept
   * @param {boolean} move the reader to it
   */
  show(kept, move) {
    useLateStyles();
    const { element, heading } = drawResult(kept.result, kept.language, this.redacted);
    this.kept = kept;
    this.place.replaceChildren(element);
    showFirstMark(element);
    this.stale(kept.stale);
    if (!move) return;
    announce(heading.textContent);
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }

  /**
   * Say that a check has failed; an older result stays below.
   * @param {unknown} thrown
   * @param {() => void} retry
   */
  fail(thrown, retry) {
    useLateStyles();
    const { element, heading } = drawFailure(failure(thrown), retry);
    this.place.querySelector(".pl-failure")?.remove();
    this.place.prepend(element);
    announce(heading.textContent);
    heading.focus();
  }

  /** @param {boolean} stale whether the input has changed since */
  stale(stale) {
    if (!this.kept) return;
    this.kept.stale = stale;
    const note = this.place.querySelector(".pl-stale");
    if (note instanceof HTMLElement) note.hidden = !stale;
  }

  clear() {
    this.kept = null;
    this.place.replaceChildren();
  }
}

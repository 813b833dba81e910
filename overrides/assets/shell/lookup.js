/** One live check after another: what is asked goes to the chosen resolver, round by round, until it is stopped. */

import { chosen, goToChoice, listenToChoice } from "./lookup-choice.js";
import { carry } from "./lookup-fetch.js";
import { number, say } from "./page.js";

/** @import {Resolver} from "./lookup-choice.js" */
/** @import {Carry} from "./runtime-types.js" */
/** @import {Result} from "./types.js" */

/** Milliseconds after which no further round is begun. */
const ALL = 30_000;

export class Lookup {
  /**
   * @param {HTMLElement} root the widget
   * @param {() => void} ask called where the visitor asks the chosen resolver
   * @param {(text: string) => void} progress
   */
  constructor(root, ask, progress) {
    this.progress = progress;
    this.asks = "asks" in root.dataset; // what the form takes is a question: its button asks, once there is whom to ask
    this.stopping = new AbortController();
    this.carrying = false;
    this.stopped = false;
    /** @type {Resolver | null} whom the check under way asks */
    this.resolver = null;
    listenToChoice(root);
    root.addEventListener("click", ({ target }) => {
      if (!(target instanceof Element) || !target.closest(".pl-ask")) return;
      if (chosen()) ask();
      else goToChoice();
    });
  }

  /** Whether the form's own button asks live. */
  get byItself() {
    return this.asks && chosen() !== null;
  }

  /**
   * Begin a check that asks live; undefined where nobody is chosen.
   * @returns {Carry | undefined}
   */
  begin() {
    this.end();
    this.resolver = chosen();
    if (!this.resolver) return undefined;
    const { name, address } = this.resolver;
    const stopping = (this.stopping = new AbortController());
    const until = performance.now() + ALL;
    let asked = 0;
    this.stopped = false;
    return async ({ round, questions }) => {
      asked += questions.length;
      this.progress(say("lookup/round", { name, round: number(round), count: number(asked) }));
      this.carrying = true;
      const replies = await carry(address, questions.map((question) => question.message), stopping.signal);
      this.carrying = false;
      this.stopped = stopping.signal.aborted;
      return { replies, last: this.stopped || performance.now() > until };
    };
  }

  /** Ask no more: what has been answered is judged. Return whether a question was on its way. */
  stop() {
    const { carrying } = this;
    this.stopping.abort();
    return carrying;
  }

  /** The check is over, whatever came of it. */
  end() {
    this.stopping.abort();
    this.carrying = false;
    this.resolver = null;
  }

  /**
   * Return a result with who answered and when.
   * @param {Result} result
   * @returns {Result}
   */
  signed(result) {
    const by = this.resolver?.name;
    return result.live && by ? { ...result, live: { ...result.live, by, at: new Date().toISOString() } } : result;
  }
}

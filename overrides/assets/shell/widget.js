/** One widget: from the form through the runtime to what is shown. It judges nothing. */

import { find } from "./dom.js";
import { markFields } from "./found.js";
import { Input } from "./input.js";
import { Lookup } from "./lookup.js";
import { Memory } from "./memory.js";
import { mirrorAnswers, onAnswers } from "./needs.js";
import { language, say } from "./page.js";
import { Outcome } from "./outcome.js";
import { linkQuestions } from "./question-link.js";
import { Runtime } from "./runtime.js";
import { useLateStyles } from "./styles.js";
import { Wait } from "./wait.js";
import { onEscape, onExamples, onFiles, onHandedOn, onReach, onSubmit } from "./ways.js";

/** @import {KeptResult} from "./keep.js" */
/** @import {Given, Live, Result} from "./types.js" */

export class Widget {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.check = root.dataset.check ?? "";
    this.runs = 0;
    this.running = 0; // number of the check whose answer is waited for, 0 for none
    this.changes = 0;
    this.outcome = new Outcome(root, () => this.redacted());
    this.runButton = find(root, ".pl-run", HTMLButtonElement);
    this.input = new Input(root, () => this.changed());
    this.wait = new Wait(find(root, ".pl-wait", HTMLElement), () => this.cancel());
    this.runtime = new Runtime({
      base: new URL("../", import.meta.url).href,
      onProgress: (progress) => this.wait.progress(progress),
    });
    this.lookup = new Lookup(root, () => void this.run({ live: true }), (text) => this.wait.say(text));
    this.memory = new Memory(this.check, this.input, this.outcome);
    this.listen();
    this.restore();
    linkQuestions(root, this.input);
  }

  listen() {
    const { root, input } = this;
    onFiles(root, (files) => void this.takeFiles(files));
    onExamples(root, (given) => this.takeExample(given), (thrown, retry) => this.fail(thrown, retry));
    onSubmit(root, () => void this.run());
    onEscape(root, () => this.running && this.cancel());
    onAnswers(root, () => void this.run());
    onHandedOn(root, (check) => this.memory.handOn(check));
    onReach(root, () => this.reach());
    input.clear.addEventListener("click", () => this.clear());
    addEventListener("pageshow", (event) => event.persisted && this.restore(true));
  }

  /** The visitor reaches for the widget: get ready in the background. A failure is told when a check needs it. */
  reach() {
    useLateStyles();
    this.runtime.start(this.check).catch(() => undefined);
  }

  changed() {
    this.changes += 1;
    this.outcome.stale(true);
    mirrorAnswers();
    this.memory.soon();
  }

  /** @param {FileList} files */
  async takeFiles(files) {
    this.reach();
    const kind = await this.input.take(files);
    if (kind) this.fail({ kind }, () => find(this.root, ".pl-choose", HTMLButtonElement).click());
    else await this.run();
  }

  /** @param {Given} given */
  takeExample(given) {
    this.input.replace(given);
    void this.run();
  }

  /**
   * `live` asks the chosen resolver. `known` is the text of answers that are there already. `move` brings the reader to the
   * result; not where the same input is only said in another language.
   * @param {{live?: boolean, known?: Live, move?: boolean}} [how]
   */
  async run({ live = this.lookup.byItself, known, move = true } = {}) {
    if (this.input.empty) {
      this.input.say(say(this.root.querySelector(".pl-choose") ? "empty" : "empty/asks"));
      this.input.focus();
      return;
    }
    if (this.running) this.runtime.cancel();
    const run = (this.running = ++this.runs);
    const { changes } = this;
    this.memory.store();
    this.busy(true);
    const { inputs, file } = this.input.asked;
    if (known) inputs.answers = [inputs.answers, known.answers].filter(Boolean).join("\n");
    const carry = live ? this.lookup.begin() : undefined;
    try {
      const heard = await this.runtime.check({ check: this.check, inputs, file, lang: language }, carry);
      if (run !== this.running) return;
      const result = known ? { ...heard, live: known } : this.lookup.signed(heard);
      if (carry && this.lookup.stopped) this.input.say(say("lookup/stopped"));
      else if (carry && !result.live) this.input.say(say("lookup/nothing"));
      this.busy(false);
      this.show({ language, stale: changes !== this.changes, result }, move);
      this.memory.store();
    } catch (thrown) {
      if (run === this.running) this.fail(thrown, () => void this.run());
    }
  }

  /**
   * @param {KeptResult} kept
   * @param {boolean} move the reader to it
   */
  show(kept, move) {
    this.outcome.show(kept, move);
    markFields(this.input.fields.controls, kept.stale ? null : kept.result.view);
  }

  /**
   * Return the result that is shown as it may be handed on. What it is about is asked again, with the answers it had.
   * @returns {Promise<Result>}
   */
  async redacted() {
    const { kept } = this.outcome;
    if (!kept || kept.stale || this.running) throw new Error("no result of this input");
    const { inputs, file } = this.input.asked;
    const answers = [inputs.answers, kept.result.live?.answers].filter(Boolean).join("\n");
    const asked = { ...inputs, ...(answers && { answers }), export: "redacted" };
    return this.runtime.check({ check: this.check, inputs: asked, file, lang: kept.language });
  }

  cancel() {
    if (this.lookup.stop()) return; // what has been answered by now is judged
    this.busy(false);
    this.wait.forget();
    this.runtime.cancel();
    this.input.say(say("cancelled"));
    this.runButton.focus();
  }

  /**
   * @param {unknown} thrown
   * @param {() => void} retry
   */
  fail(thrown, retry) {
    this.busy(false);
    this.wait.forget();
    this.outcome.fail(thrown, retry);
  }

  /** @param {boolean} busy */
  busy(busy) {
    this.root.toggleAttribute("data-busy", busy);
    if (busy) this.wait.begin();
    else this.wait.end();
    if (busy) return;
    this.lookup.end();
    this.running = 0;
  }

  clear() {
    if (this.running) this.runtime.cancel();
    this.busy(false);
    this.outcome.clear();
    markFields(this.input.fields.controls, null);
    this.input.replace({ text: "", file: null, fields: {} });
    this.memory.store();
    this.input.say(say("cleared"));
    this.input.focus();
  }

  /** @param {boolean} [back] to a page that the browser had put aside */
  restore(back = false) {
    const kept = this.memory.restore(back);
    const asked = this.memory.keep.asked();
    if (!kept) return asked && !this.input.empty ? void this.run() : undefined;
    try {
      this.show(kept, false);
    } catch {
      return this.outcome.clear(); // no result of this version
    }
    if (kept.language === language || this.input.empty) return;
    void this.run({ live: false, known: kept.result.live, move: false });
  }
}

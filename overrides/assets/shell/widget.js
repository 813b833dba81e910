/** One widget: from the form through the runtime to what is shown. It judges nothing. */

import { find } from "./dom.js";
import { markFields } from "./found.js";
import { Input } from "./input.js";
import { Memory } from "./memory.js";
import { mirrorAnswers, onAnswers } from "./needs.js";
import { language, say } from "./page.js";
import { Outcome } from "./outcome.js";
import { Runtime } from "./runtime.js";
import { Wait } from "./wait.js";
import { onExamples, onFiles, onReach, onSubmit } from "./ways.js";

/** @import {KeptResult} from "./keep.js" */

export class Widget {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.check = root.dataset.check ?? "";
    this.runs = 0;
    this.running = 0; // number of the check whose answer is waited for, 0 for none
    this.changes = 0;
    this.outcome = new Outcome(root);
    this.runButton = find(root, ".pl-run", HTMLButtonElement);
    this.input = new Input(root, () => this.changed());
    this.wait = new Wait(find(root, ".pl-wait", HTMLElement), () => this.cancel());
    this.runtime = new Runtime({
      base: new URL("../", import.meta.url).href,
      onProgress: (progress) => this.wait.progress(progress),
    });
    this.memory = new Memory(this.check, this.input, this.outcome);
    this.listen();
    this.restore();
  }

  listen() {
    const { root, input } = this;
    onFiles(root, (files) => void this.takeFiles(files));
    onExamples(root, (text) => this.takeExample(text), (thrown, retry) => this.fail(thrown, retry));
    onSubmit(root, () => void this.run());
    onAnswers(root, () => void this.run());
    onReach(root, () => this.reach());
    input.clear.addEventListener("click", () => this.clear());
    addEventListener("pageshow", (event) => event.persisted && this.restore(true));
  }

  /** The visitor reaches for the widget: get ready in the background. A failure is told when a check needs it. */
  reach() {
    this.runtime.start().catch(() => undefined);
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

  /** @param {string} text */
  takeExample(text) {
    this.input.replace({ text, file: null, fields: {} });
    void this.run();
  }

  /** @param {boolean} [move] the reader to the result; not where the same input is only said in another language */
  async run(move = true) {
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
    try {
      const result = await this.runtime.check({ check: this.check, ...this.input.asked, lang: language });
      if (run !== this.running) return;
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

  cancel() {
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
    if (!busy) this.running = 0;
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
    if (!kept) return;
    this.show(kept, false);
    if (kept.language !== language && !this.input.empty) void this.run(false);
  }
}

/** One widget: from the form through the runtime to what is shown. It judges nothing. */

import { find } from "./dom.js";
import { Input } from "./input.js";
import { Keep } from "./keep.js";
import { language, say } from "./page.js";
import { Outcome } from "./outcome.js";
import { Runtime } from "./runtime.js";
import { Wait } from "./wait.js";
import { onExamples, onFiles, onReach, onSubmit } from "./ways.js";

/** Typing is kept after a rest of this many milliseconds. */
const REST = 400;

export class Widget {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.check = root.dataset.check ?? "";
    this.name = root.dataset.name ?? ""; // of the check's main input
    this.runs = 0;
    this.running = 0; // number of the check whose answer is waited for, 0 for none
    this.changes = 0;
    this.kept = true; // whether the input as it is could be kept
    this.timer = 0;
    this.keep = new Keep(this.check);
    this.outcome = new Outcome(root);
    this.runButton = find(root, ".pl-run", HTMLButtonElement);
    this.input = new Input(root, () => this.changed());
    this.wait = new Wait(find(root, ".pl-wait", HTMLElement), () => this.cancel());
    this.runtime = new Runtime({
      base: new URL("../", import.meta.url).href,
      onProgress: (progress) => this.wait.progress(progress),
    });
    this.listen();
    this.restore();
  }

  listen() {
    const { root, input } = this;
    onFiles(root, (files) => void this.takeFiles(files));
    onExamples(root, (text) => this.takeExample(text), (thrown, retry) => this.fail(thrown, retry));
    onSubmit(root, () => void this.run());
    onReach(root, () => this.reach());
    input.clear.addEventListener("click", () => this.clear());
    addEventListener("pagehide", () => this.store());
    addEventListener("pageshow", (event) => event.persisted && this.restore(true));
    document.addEventListener("visibilitychange", () => document.hidden && this.store());
  }

  /** The visitor reaches for the widget: get ready in the background. A failure is told when a check needs it. */
  reach() {
    this.runtime.start().catch(() => undefined);
  }

  changed() {
    this.changes += 1;
    this.outcome.stale(true);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.store(), REST);
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
    this.input.replace({ text, file: null });
    void this.run();
  }

  /** @param {boolean} [move] the reader to the result; not where the same input is only said in another language */
  async run(move = true) {
    if (this.input.empty) {
      this.input.say(say("empty"));
      this.input.focus();
      return;
    }
    if (this.running) this.runtime.cancel();
    const run = (this.running = ++this.runs);
    const { changes } = this;
    this.store();
    this.busy(true);
    const { text, file } = this.input.given;
    try {
      const result = await this.runtime.check({
        check: this.check,
        inputs: file ? {} : { [this.name]: text },
        file: file && file.bytes.slice(0), // the worker takes what it is given
        lang: language,
      });
      if (run !== this.running) return;
      this.busy(false);
      this.outcome.show({ language, stale: changes !== this.changes, result }, move);
      this.store();
    } catch (thrown) {
      if (run === this.running) this.fail(thrown, () => void this.run());
    }
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
    this.input.replace({ text: "", file: null });
    this.store();
    this.input.say(say("cleared"));
    this.input.focus();
  }

  /** Keep what there is; nothing in the box and nothing below it leave nothing behind. */
  store() {
    clearTimeout(this.timer);
    const { kept } = this.outcome;
    if (this.input.empty && !kept) return this.keep.clear();
    const before = this.kept;
    this.kept = this.keep.input(this.input.given);
    if (before && !this.kept) this.input.say(say("kept/too-large"));
    if (kept) this.keep.result(kept);
  }

  /**
   * What was typed while the scripts were loading goes before what was kept.
   * @param {boolean} [back] to a page that the browser had put aside: what was kept since, elsewhere, is newer
   */
  restore(back = false) {
    const typed = this.input.text.value;
    const given = this.keep.keptInput();
    if (!back && typed && typed !== given?.text) return this.input.update();
    if (!given) return;
    if (back) this.input.replace(given);
    else this.input.show(given);
    const kept = this.keep.keptResult();
    if (!kept) return;
    this.outcome.show(kept, false);
    if (kept.language !== language && !this.input.empty) void this.run(false);
  }
}

/** The wait: four steps, how many bytes have come, and a way out. */

import { button, h } from "./dom.js";
import { announce } from "./live.js";
import { say, size } from "./page.js";

/** @import {Progress} from "./types.js" */

const STEPS = /** @type {const} */ (["download", "start", "load", "check"]);

/** A check that answers sooner than this many milliseconds shows no wait. */
const UNSEEN = 200;

/** @type {Progress} */
const START = { step: "download", loaded: 0, total: 0 };

export class Wait {
  /**
   * @param {HTMLElement} place
   * @param {() => void} cancel
   */
  constructor(place, cancel) {
    this.place = place;
    this.last = START; // what was last heard: the start may run before anybody waits for it
    this.timer = 0;
    this.first = h("p", { class: "pl-hint" }, say("wait/first"));
    this.note = h("p", { class: "pl-asking", hidden: true });
    this.rows = STEPS.map((step) => row(step));
    place.append(
      h("h2", { class: "pl-wait-title" }, say("wait")),
      h("ol", { class: "pl-wait-steps" }, ...this.rows.map((one) => one.item)),
      this.note,
      this.first,
      button(say("cancel"), cancel, "pl-cancel"),
    );
  }

  /** Show the wait, unless the answer is there at once. */
  begin() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.place.hidden = false;
      this.draw();
      this.place.scrollIntoView({ block: "nearest" });
      announce(`${say("wait")}: ${say(`wait/${this.last.step}`)}`);
    }, UNSEEN);
  }

  /**
   * Say what the step is at, until the wait ends.
   * @param {string} text
   */
  say(text) {
    this.note.textContent = text;
    this.note.hidden = !text;
    if (text && !this.place.hidden) announce(text);
  }

  end() {
    this.say("");
    clearTimeout(this.timer);
    this.place.hidden = true;
  }

  /** The runtime is gone: the next wait begins at the first step. */
  forget() {
    this.last = START;
  }

  /** @param {Progress} progress */
  progress(progress) {
    const news = progress.step !== this.last.step;
    this.last = progress;
    if (this.place.hidden) return;
    this.draw();
    if (news) announce(say(`wait/${progress.step}`));
  }

  draw() {
    const now = STEPS.indexOf(this.last.step);
    this.first.hidden = this.last.step === "check";
    this.rows.forEach(({ item, bar, bytes, done }, index) => {
      item.dataset.state = index < now ? "done" : index === now ? "now" : "later";
      if (index === now) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
      done.hidden = index >= now;
      const { loaded, total } = this.last;
      const counted = index === now && total > 1;
      bar.hidden = !counted;
      if (!counted) return;
      bar.max = total;
      bar.value = Math.min(loaded, total);
      bytes.textContent = say("wait/bytes", { loaded: size(loaded), total: size(total) });
    });
  }
}

/** @param {string} step */
function row(step) {
  const label = say(`wait/${step}`);
  const bar = h("progress", { hidden: true, "aria-label": label });
  const bytes = h("span", { class: "pl-bytes" });
  const done = h("span", { class: "pl-step-done", hidden: true }, say("wait/done"));
  return { item: h("li", {}, h("span", { class: "pl-step" }, label), " ", bytes, done, bar), bar, bytes, done };
}

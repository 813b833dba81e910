/** The inputs beside the main one: texts and choices of the form, and what the findings say about them. */

import { goTo } from "./dom.js";
import { unmark } from "./found.js";
import { fitLayout } from "./long.js";

/** @import {Place} from "./types.js" */

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/**
 * Return the control of an input by its name, null where the form has none.
 * @param {string} name
 */
export function control(name) {
  const found = document.getElementById(`pl-field-${name}`);
  return isControl(found) ? found : null;
}

/**
 * Bring the place that a finding speaks of before the reader's eyes.
 * @param {Place} place
 */
export function goToPlace({ input, start, end }) {
  const field = control(input);
  if (!field) return;
  goTo(field);
  if (field instanceof HTMLSelectElement) return;
  const units = (/** @type {number} */ points) => [...field.value].slice(0, points).join("").length;
  field.setSelectionRange(units(start), units(end));
}

export class Fields {
  /**
   * @param {HTMLElement} root the widget
   * @param {() => void} changed called when the visitor types or chooses
   */
  constructor(root, changed) {
    this.fold = root.querySelector("details.pl-more");
    this.controls = [...root.querySelectorAll(".pl-field [name]")].filter(isControl);
    for (const field of this.controls) {
      field.addEventListener("input", () => {
        unmark(field);
        this.reveal();
        changed();
      });
    }
  }

  /** @returns {Record<string, string>} what is stated, by input name */
  get values() {
    const stated = this.controls.filter((field) => field.value !== usual(field));
    return Object.fromEntries(stated.map((field) => [field.name, field.value]));
  }

  /** @returns {Record<string, string>} what a check is asked with: the usual answers too */
  get inputs() {
    const given = this.controls.filter((field) => field.value.trim());
    return Object.fromEntries(given.map((field) => [field.name, field.value]));
  }

  get blank() {
    return Object.keys(this.values).length === 0;
  }

  get stated() {
    return Object.values(this.values).some((value) => value.trim());
  }

  /** @param {Record<string, string>} values what is not in it becomes the usual again */
  show(values) {
    for (const field of this.controls) {
      const value = values[field.name] ?? usual(field);
      if (value !== field.value) unmark(field);
      fitLayout(field, value.length);
      field.value = value;
      if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.selectedIndex = 0;
    }
    const fold = this.reveal();
    if (fold && this.controls.some((field) => fold.contains(field) && field.value !== usual(field))) fold.open = true;
  }

  /** A form whose only other input is the pasted answers shows it once there are some. */
  reveal() {
    if (!(this.fold instanceof HTMLDetailsElement)) return null;
    this.fold.hidden &&= this.blank;
    return this.fold;
  }
}

/** @param {Control} field */
function usual(field) {
  return field instanceof HTMLSelectElement ? (field.options[0]?.value ?? "") : "";
}

/**
 * @param {unknown} element
 * @returns {element is Control}
 */
function isControl(element) {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement;
}

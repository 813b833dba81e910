/** Elements from data. Text becomes text nodes only: nothing here, or built on it, can turn a text into markup. */

import { address, say } from "./page.js";

/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {Record<string, string | boolean | null | undefined | ((event: Event) => void)>} Properties */

/**
 * Return a new element. A function in `properties` is called on the event of that name, `true` sets an empty attribute,
 * null and false set none.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Properties} [properties]
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (typeof value === "string") element.setAttribute(name, value);
    else if (value) element.setAttribute(name, "");
  }
  element.append(...children.filter(present));
  return element;
}

/**
 * Return the element that the page's HTML must hold.
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 */
export function find(root, selector, type) {
  const element = root.querySelector(selector);
  if (element instanceof type) return element;
  throw new Error(`the page has no ${selector}`);
}

/**
 * Return a sentence as nodes: what stands in backticks becomes code.
 * @param {string | null | undefined} text
 * @returns {(Node | string)[]}
 */
export function prose(text) {
  const pieces = (text ?? "").split(/`([^`]+)`/);
  return pieces.map((piece, index) => (index % 2 ? h("code", { translate: "no" }, piece) : piece));
}

/**
 * Return a link, or its label alone where the address is not one that a link may have.
 * Another site opens in a tab of its own, so that input and result stay in this one.
 * @param {string | null | undefined} href
 * @param {string} label
 * @param {string} [kind] class names
 */
export function link(href, label, kind = "") {
  const target = address(href);
  if (!target) return h("span", { class: kind || null }, ...prose(label));
  const leaves = target.startsWith("https:") && new URL(target).origin !== location.origin;
  return h(
    "a",
    {
      href: target,
      class: `${kind} ${leaves ? "pl-leaves" : ""}`.trim() || null,
      target: leaves && "_blank",
      rel: leaves && "noopener noreferrer",
    },
    ...prose(label),
    leaves && h("span", { class: "pl-unseen" }, ` (${say("new-tab")})`),
  );
}

/**
 * Return a button; `kind` gives it further class names.
 * @param {string} label
 * @param {(event: Event) => void} click
 * @param {string} [kind]
 */
export function button(label, click, kind = "") {
  return h("button", { type: "button", class: `pl-button ${kind}`.trim(), click }, label);
}

/**
 * Bring an element before the reader's eyes and under the keyboard, opening the folds around it.
 * @param {HTMLElement | null | undefined} element
 */
export function goTo(element) {
  if (!element) return;
  for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) {
    fold.open = true;
  }
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  element.focus({ preventScroll: true });
  element.classList.remove("pl-flash");
  void element.offsetWidth; // lets the same flash run again
  element.classList.add("pl-flash");
}

/**
 * @param {Child} child
 * @returns {child is Node | string}
 */
function present(child) {
  return child !== null && child !== undefined && child !== false && child !== "";
}

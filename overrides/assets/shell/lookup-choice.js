/** Whom the visitor lets answer: nobody until it is chosen, and kept on this device only where that is asked for. */

import { find } from "./dom.js";
import { say } from "./page.js";
import { forget, remember, remembered } from "./lookup-memory.js";

/** @typedef {{name: string, address: string}} Resolver */

/**
 * Return whom the page's form has chosen, null for nobody.
 * @returns {Resolver | null}
 */
export function chosen() {
  const radio = document.querySelector(".pl-lookup [name=pl-resolver]:checked");
  if (!(radio instanceof HTMLInputElement) || !radio.value) return null;
  return { name: radio.dataset.resolver ?? "", address: radio.value };
}

/** Whether the page's form has resolvers to choose from. */
export function offered() {
  return document.querySelector(".pl-lookup") !== null;
}

/** What a button says that asks the chosen one, or leads to the choice. */
export function askLabel() {
  const resolver = chosen();
  return resolver ? say("lookup/ask", { name: resolver.name }) : say("lookup/choose");
}

/** @param {HTMLElement} root the widget */
export function listenToChoice(root) {
  const fold = root.querySelector(".pl-lookup");
  if (!(fold instanceof HTMLDetailsElement)) return;
  const keep = find(fold, ".pl-remember", HTMLInputElement);
  const radios = [...fold.querySelectorAll("[name=pl-resolver]")].filter((one) => one instanceof HTMLInputElement);
  const kept = radios.find((radio) => radio.value && radio.value === remembered());
  if (kept) kept.checked = keep.checked = true;
  draw(root);
  fold.addEventListener("change", () => {
    const resolver = chosen();
    if (resolver && keep.checked) keep.checked = remember(resolver.address);
    else forget();
    draw(root);
  });
}

/** Open the choice and put the keyboard into it. */
export function goToChoice() {
  const fold = document.querySelector(".pl-lookup");
  if (fold instanceof HTMLDetailsElement) fold.open = true;
  const radio = document.querySelector(".pl-lookup [name=pl-resolver]:checked");
  if (!(radio instanceof HTMLElement)) return;
  radio.focus();
  radio.scrollIntoView({ block: "center" });
}

/** @param {HTMLElement} root */
function draw(root) {
  const resolver = chosen();
  find(root, ".pl-lookup-state", HTMLElement).textContent = resolver?.name ?? say("lookup/off");
  find(root, ".pl-remember", HTMLInputElement).disabled = !resolver;
  for (const ask of root.querySelectorAll(".pl-ask")) ask.textContent = askLabel();
  const own = root.querySelector(".pl-lookup .pl-ask");
  if (own instanceof HTMLElement) own.hidden = !resolver;
}

/**
 * Keeps a reader's place when the language changes, and offers the page in the language that the browser asks for.
 * Nobody is sent anywhere: the offer is a line that can be closed, and stays closed.
 */

import { keep, kept } from "./local.js";

const KEY = "postlotse:language-offer";

/** A section counts as read when its heading is in this upper part of the window. */
const UPPER = 0.4;

const links = [...document.querySelectorAll("a[data-language]")].filter((link) => link instanceof HTMLAnchorElement);
const own = document.documentElement.lang;
const wanted = preferred([own, ...links.map((link) => link.hreflang)]);

/**
 * Return the first of the browser's languages that the site has, the page's own without any.
 * @param {string[]} available
 */
function preferred(available) {
  const asked = navigator.languages.map((tag) => tag.toLowerCase().split("-")[0]);
  return asked.find((code) => code && available.includes(code)) ?? own;
}

/** Return the fragment of the place that is read: where the address points while that is in sight, else the section. */
function place() {
  const target = document.querySelector(".md-content :target");
  if (target instanceof HTMLElement && inSight(target)) return `#${target.id}`;
  if (scrollY === 0) return ""; // nobody has begun to read
  const headings = [...document.querySelectorAll(".md-content :is(h1, h2, h3)[id]:not(.pl-widget *)")];
  const read = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight * UPPER).at(-1);
  return read && read.tagName !== "H1" ? `#${read.id}` : "";
}

/** @param {HTMLElement} element */
function inSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** @param {Event} event */
function follow(event) {
  const link = /** @type {HTMLAnchorElement} */ (event.currentTarget);
  link.hash = place();
  if (event.type === "click" && link.hreflang !== wanted) keep(KEY, "closed"); // it was chosen against the browser's
}

for (const link of links) {
  for (const kind of ["click", "auxclick", "contextmenu"]) link.addEventListener(kind, follow);
}

const offer = document.querySelector(`.pl-offer[lang="${CSS.escape(wanted)}"]`);
if (offer instanceof HTMLElement && wanted !== own && kept(KEY) === null) {
  offer.hidden = false;
  offer.querySelector("button")?.addEventListener("click", () => {
    keep(KEY, "closed");
    offer.remove();
  });
}

/** A check that gave no result: what happened, what to do, and one button to do it again. */

import { button, h, prose } from "./dom.js";
import { known, say } from "./page.js";

/** @typedef {{kind: string, detail: string}} Failure */

/**
 * Return what went wrong as kind and detail, whatever was thrown.
 * @param {unknown} thrown
 * @returns {Failure}
 */
export function failure(thrown) {
  const { kind, detail, message } = /** @type {Record<string, unknown>} */ (Object(thrown));
  const named = typeof kind === "string" && known(`error/${kind}`);
  return { kind: named ? kind : "internal", detail: String(detail ?? message ?? (named ? "" : thrown)) };
}

/**
 * Return the failure as an element and the heading that gets the focus.
 * @param {Failure} failed
 * @param {() => void} retry
 */
export function drawFailure({ kind, detail }, retry) {
  const heading = h("h2", { tabindex: "-1", class: "pl-verdict" }, say(`error/${kind}`));
  const element = h(
    "section",
    { class: "pl-failure", "data-kind": kind },
    heading,
    h("p", {}, ...prose(say(`error/${kind}/help`))),
    button(say("retry"), retry, "pl-primary pl-retry"),
    detail && h(
      "details",
      {},
      h("summary", {}, say("error/detail")),
      h("pre", { lang: "en", translate: "no" }, detail),
    ),
  );
  return { element, heading };
}

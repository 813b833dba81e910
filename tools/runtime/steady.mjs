/** Imported first of all: takes chance and time out of this process, so that two builds make the same snapshot. */

import crypto from "node:crypto";

const NOON = Date.UTC(2000, 0, 1, 12);

Date.now = () => NOON;
performance.now = () => 0;
Math.random = () => 0.5;
// What Emscripten asks under Node. The interpreter is seeded anew in the browser.
crypto.randomFillSync = (/** @type {any} */ view) => view.fill(1);

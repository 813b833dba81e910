/**
 * node shake.mjs < SCRIPT > SCRIPT: a script without the functions and variables that nobody uses, and with short names
 * for those that it has for itself.
 */

import { readFileSync } from "node:fs";
import { minify } from "terser";

const OPTIONS = {
  compress: { defaults: false, unused: true, dead_code: true, side_effects: true, pure_getters: true, passes: 3 },
  keep_classnames: true, // Python sees some
};

const { code } = await minify(readFileSync(0, "utf8"), OPTIONS);
process.stdout.write(`${code}\n`);

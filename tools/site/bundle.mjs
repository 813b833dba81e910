/** node bundle.mjs MODULE: a module and all that it imports as one script, on standard output. */

import { build } from "esbuild";

const options = /** @type {const} */ ({
  bundle: true,
  format: "esm",
  legalComments: "none",
  minifySyntax: true,
  minifyWhitespace: true, // names stay: a reader's console quotes them
  target: "esnext",
  write: false,
});
const { outputFiles } = await build({ ...options, entryPoints: [process.argv[2]] });
process.stdout.write(outputFiles[0].text);

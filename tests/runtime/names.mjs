// node names.mjs OUT: what a restored interpreter says about characters: it has no table of their names.

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { restore } from "../../overrides/assets/shell/worker-interpreter.js";
import { parts } from "../../tools/runtime/node_parts.mjs";

const out = process.argv[2];
const { folder: name, image, lock } = JSON.parse(readFileSync(join(out, "runtime.json"), "utf8"));
const folder = join(out, name);
const pyodide = await restore(parts(folder, lock), image, readFile(join(folder, "snapshot.wasm")));
const table = pyodide.pyimport("unicodedata");

/** @param {() => string} ask */
function said(ask) {
  try {
    return ask();
  } catch (error) {
    return /** @type {{type: string}} */ (error).type;
  }
}

const answers = [
  () => table.lookup("DIGIT ONE"),
  () => table.name("a"),
  () => table.name("\u0378"),
  () => table.category("a"),
  () => table.normalize("NFD", "\u00e9"),
];
process.stdout.write(answers.map(said).join(" "));
process.exit();

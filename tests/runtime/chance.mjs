// node chance.mjs OUT: print a random number of an interpreter that was restored from the build in OUT.

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { restore } from "../../overrides/assets/shell/worker-interpreter.js";
import { parts } from "../../tools/runtime/node_parts.mjs";

const out = process.argv[2];
const { folder: name, image, lock } = JSON.parse(readFileSync(join(out, "runtime.json"), "utf8"));
const folder = join(out, name);
const pyodide = await restore(parts(folder, lock), image, readFile(join(folder, "snapshot.wasm")));
process.stdout.write(String(pyodide.pyimport("random").random()));
process.exit();

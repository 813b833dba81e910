/**
 * node node_runner.mjs OUT [--ordinary]: a built runtime under Node. Reads requests from standard input, a JSON object a
 * line, and answers each with a line: {"result": ...} or {"error": {kind, detail}}. A request is one of the worker's; a
 * `file` in it is base64, and `zone` holds DNS answers.
 */

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { failure } from "../../overrides/assets/shell/runtime-failure.js";
import { archives, restore, startOrdinary } from "../../overrides/assets/shell/worker-interpreter.js";
import { parts, wheels } from "./node_parts.mjs";

const [out, flag] = process.argv.slice(2);
const { folder: name, image, lock } = JSON.parse(readFileSync(join(out, "runtime.json"), "utf8"));
const folder = join(out, name);

const pyodide = flag === "--ordinary" ? await startOrdinary(parts(folder, lock), wheels(folder, lock)) : await restored();
const { run } = pyodide.pyimport("checkers.browser");

for await (const line of createInterface({ input: process.stdin })) {
  const { file, ...request } = JSON.parse(line);
  try {
    const content = file ? pyodide.toPy(new Uint8Array(Buffer.from(file, "base64"))) : undefined;
    answer({ result: JSON.parse(run(JSON.stringify(request), content)) });
  } catch (error) {
    const { kind, detail } = failure(error);
    answer({ error: { kind, detail } });
  }
}
process.exit();

async function restored() {
  const started = await restore(parts(folder, lock), image, readFile(join(folder, "snapshot.wasm")));
  for (const [file, place] of Object.entries(archives(lock))) started.FS.writeFile(place, readFileSync(join(folder, file)));
  return started;
}

/** @param {object} value */
function answer(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

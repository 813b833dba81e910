/**
 * node node_runner.mjs OUT CHECK | --ordinary: a built runtime under Node, restored for a check or started the ordinary
 * way. Reads requests from standard input, a JSON object a
 * line, and answers each with a line: {"result": ...} or {"error": {kind, detail}}, and `fetched`, the files that a
 * browser would have had to fetch for it. A request is one of the worker's; a `file` in it is base64, and `zone` holds
 * DNS answers.
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { failure } from "../../overrides/assets/shell/runtime-failure.js";
import { lateFiles, startOrdinary } from "../../overrides/assets/shell/worker-interpreter.js";
import { parts, restored, wheels } from "./node_parts.mjs";

const [out, how] = process.argv.slice(2);

/** @type {string[]} */
const fetched = [];
const pyodide = how === "--ordinary" ? await ordinary() : await withLateFiles();
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

function ordinary() {
  const { folder, lock } = JSON.parse(readFileSync(join(out, "runtime.json"), "utf8"));
  return startOrdinary(parts(join(out, folder), lock), wheels(join(out, folder), lock));
}

async function withLateFiles() {
  const { manifest, folder, pyodide: started } = await restored(out, how);
  for (const [file, place] of Object.entries(lateFiles(manifest))) {
    started.FS.writeFile(place, new Uint8Array());
    const { node } = started.FS.lookupPath(place);
    /** @type {Uint8Array | undefined} */
    let content;
    const get = () => {
      if (!content) fetched.push(file);
      return (content ??= new Uint8Array(readFileSync(join(folder, file))));
    };
    Object.defineProperties(node, { contents: { get }, usedBytes: { get: () => get().length } });
  }
  return started;
}

/** @param {object} value */
function answer(value) {
  process.stdout.write(`${JSON.stringify({ ...value, fetched: fetched.splice(0) })}\n`);
}

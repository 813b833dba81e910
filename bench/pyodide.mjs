/**
 * node pyodide.mjs REQUEST: a bare Pyodide that unpacks `wheels`, sees `folders` of this machine and runs `python`.
 */

import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const { wheels, folders, python } = JSON.parse(process.argv[2]);
try {
  const pyodide = await loadPyodide();
  for (const wheel of wheels) pyodide.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel");
  for (const [place, folder] of Object.entries(folders)) pyodide.mountNodeFS(place, folder);
  pyodide.runPython(python);
} catch (error) {
  console.error(error instanceof Error ? error.message : error); // the stack would quote a line of a million characters
  process.exitCode = 1;
}

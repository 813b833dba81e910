// What everybody would write: Pyodide as it comes, and the imports of the checkers.
import { loadPyodide } from "/bare/pyodide.mjs";

addEventListener("message", async ({ data }) => {
  const pyodide = await loadPyodide();
  postMessage(pyodide.runPython(data));
});

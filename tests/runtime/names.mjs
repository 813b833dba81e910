// node names.mjs OUT: what a restored interpreter says about characters: it has no table of their names.

import { restored } from "../../tools/runtime/node_parts.mjs";

const { pyodide } = await restored(process.argv[2], "auto");
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

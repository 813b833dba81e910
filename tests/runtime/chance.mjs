// node chance.mjs OUT: print a random number of an interpreter that was restored from the build in OUT.

import { restored } from "../../tools/runtime/node_parts.mjs";

const { pyodide } = await restored(process.argv[2], "auto");
process.stdout.write(String(pyodide.pyimport("random").random()));
process.exit();

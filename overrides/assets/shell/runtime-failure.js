/** What can go wrong with the runtime, as a kind that the catalogue has words for. */

/** @import {FailureKind} from "./runtime-types.js" */

export class Failure extends Error {
  /**
   * @param {FailureKind} kind
   * @param {string} [detail] for whoever looks into it; nothing of the visitor's input
   */
  constructor(kind, detail = "") {
    super(detail ? `${kind}: ${detail}` : kind);
    this.kind = kind;
    this.detail = detail;
  }
}

/**
 * Return what was thrown as a Failure.
 * @param {unknown} thrown
 */
export function failure(thrown) {
  if (thrown instanceof Failure) return thrown;
  const { name = "", message = "", type = "", stack = "" } = /** @type {Record<string, string>} */ (Object(thrown));
  if (type) return new Failure(type === "MemoryError" ? "out-of-memory" : "internal", pythonDetail(type, message));
  if (name === "RangeError" && /memory|allocat/i.test(message)) return new Failure("out-of-memory", message);
  if (name === "CompileError" || name === "LinkError") return new Failure("no-wasm", message);
  if (name === "RuntimeError" || "pyodide_fatal_error" in Object(thrown)) return new Failure("crash", message);
  return new Failure("internal", stack || `${name} ${message}`.trim());
}

/**
 * An exception's own words may quote the input: its type and the places that it went through are enough.
 * @param {string} type
 * @param {string} traceback
 */
function pythonDetail(type, traceback) {
  const frames = traceback.matchAll(/^ {2}File "([^"]*)", line (\d+), in (\S+)$/gm);
  return [...Array.from(frames, ([, file, line, name]) => `${file}:${line} ${name}`), type].join("\n");
}

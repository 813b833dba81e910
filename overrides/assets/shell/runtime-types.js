/**
 * What the page, the worker and the build say to each other about the runtime. This module has types only; nothing
 * loads it.
 *
 * One build of the runtime, written by `tools.runtime`: `folder` holds `files`, whose bytes and hashes are of the
 * uncompressed content; `image` is the size of the unpacked snapshot; `lock` is Pyodide's lock file, whose packages are archives in the folder.
 * @typedef {{bytes: number, sha256: string}} BuiltFile
 * @typedef {{info: Record<string, string>, packages: Record<string, {file_name: string}>}} Lock
 * @typedef {{folder: string, files: Record<string, BuiltFile>, image: number, lock: Lock}} Manifest
 *
 * What a check is asked with: texts by input name; a file is the check's main input and changes hands with the request.
 * @typedef {{check: string, inputs: Record<string, string>, file?: ArrayBuffer | null, lang: string}} Request
 *
 * @typedef {"boot-timeout" | "no-wasm" | "crash" | "out-of-memory" | "input-too-large" | "time-out" | "internal" |
 *   "download" | "cancelled"} FailureKind
 *
 * @typedef {"download" | "start" | "load" | "check"} Step
 * @typedef {{step: Step, loaded: number, total: number}} Progress bytes as they travel, 0 where nothing is counted
 *
 * @typedef {"snapshot" | "ordinary"} How the interpreter was started
 *
 * @typedef {{type: "start", base: string, manifest: Manifest} | {type: "check", id: number} & Request} ToWorker
 * @typedef {{type: "progress"} & Progress | {type: "ready", how: How} | {type: "result", id: number, json: string} |
 *   {type: "error", id: number | null, kind: FailureKind, detail: string}} FromWorker
 */
export {};

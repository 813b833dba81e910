/**
 * What the page, the worker and the build say to each other about the runtime. This module has types only; nothing
 * loads it.
 *
 * One build of the runtime, written by `tools.runtime`: `folder` holds `files`, whose bytes and hashes are of the
 * uncompressed content; `image` says how long the parts of an unpacked snapshot are, `data` being what of its memory the
 * interpreter brings itself and `own` the address of the word in it that says what this browser's WebAssembly can do
 * (how to call a function by its address: Safari on iOS and old engines do it another way); `lock` is Pyodide's lock file, whose packages are archives in the folder. A snapshot comes in
 * layers, each a file that lies upon those before it: a start takes as many as have all that its check needs.
 * @typedef {{bytes: number, sha256: string}} BuiltFile
 * @typedef {{info: Record<string, string>, packages: Record<string, {file_name: string}>}} Lock
 * @typedef {{file: string, head: number, memory: number, checks: string[]}} Layer
 * @typedef {{data: number, own: number, layers: Layer[]}} Image
 * @typedef {{folder: string, files: Record<string, BuiltFile>, image: Image, lock: Lock}} Manifest
 *
 * What a check is asked with: texts by input name; a file is the check's main input and changes hands with the request.
 * @typedef {{check: string, inputs: Record<string, string>, file?: ArrayBuffer | null, lang: string}} Request
 *
 * A check that asks live: the questions of one round as DNS messages in base64, and what came back for each, in the same
 * order: a message, why there is none, or null where nobody waited for it. `last`: judge what there is, ask no more.
 * @typedef {{name: string, message: string}} Question
 * @typedef {{round: number, questions: Question[]}} Round
 * @typedef {{message: string} | {fault: "timeout" | "unreachable" | "http" | "too-large"}} Reply
 * @typedef {{replies: (Reply | null)[], last: boolean}} Replies
 * @typedef {(round: Round) => Promise<Replies>} Carry never rejects
 *
 * @typedef {"boot-timeout" | "no-wasm" | "crash" | "out-of-memory" | "input-too-large" | "time-out" | "internal" |
 *   "download" | "cancelled"} FailureKind
 *
 * @typedef {"download" | "start" | "load" | "check"} Step
 * @typedef {{step: Step, loaded: number, total: number}} Progress bytes as they travel, 0 where nothing is counted
 *
 * @typedef {"snapshot" | "ordinary"} How the interpreter was started
 *
 * @typedef {{type: "start", base: string, manifest: Manifest, lang: string, check: string} |
 *   {type: "check", id: number, live: boolean} & Request | {type: "replies", id: number} & Replies} ToWorker
 * @typedef {{type: "progress"} & Progress | {type: "ready", how: How} | {type: "result", id: number, json: string} |
 *   {type: "ask", id: number} & Round |
 *   {type: "error", id: number | null, kind: FailureKind, detail: string}} FromWorker
 */
export {};

/**
 * The page's side of the runtime: one worker, started when it is first needed, ended to cancel, started again when it is
 * needed again. It contains no sentence: what fails fails with a kind.
 */

import { failure, Failure } from "./runtime-failure.js";
import { startWorker } from "./runtime-worker.js";

/** @import {Carry, FromWorker, Manifest, Progress, Request, Round} from "./runtime-types.js" */

/** Bytes of one check's input: a message of 25 MB with its base64 overhead. The checkers have the same limit. */
const LARGEST = 32 * 1024 * 1024;

/** Milliseconds that it may take: to the next sign of life while starting; one check. */
const LIMITS = { silence: 45_000, check: 20_000 };

/**
 * @typedef {{resolve: (value: any) => void, reject: (reason: Failure) => void, timer?: ReturnType<typeof setTimeout>,
 *   carry?: Carry}} Waiting
 */

export class Runtime {
  /**
   * `base` is the address of the assets folder: it holds `shell/` and `runtime/`.
   * @param {{base: string, onProgress?: (progress: Progress) => void, limits?: typeof LIMITS}} options
   */
  constructor({ base, onProgress = () => undefined, limits = LIMITS }) {
    this.base = base;
    this.onProgress = onProgress;
    this.limits = limits;
    /** @type {Worker | null} */
    this.worker = null;
    /** @type {Promise<void> | null} */
    this.started = null;
    /** @type {Waiting | null} */
    this.starting = null;
    /** @type {Map<number, Waiting>} */
    this.checks = new Map();
    this.count = 0;
  }

  /**
   * Start, unless it is started or starting, with what `check` needs: another one is possible, but has to wait for more.
   * Rejects with a Failure; the next call then starts anew.
   * @param {string} check
   * @returns {Promise<void>}
   */
  start(check) {
    this.started ??= new Promise((resolve, reject) => {
      this.starting = { resolve, reject };
      void this.launch(check);
    });
    return this.started;
  }

  /**
   * Run a check and return its result, parsed. The request's file is handed over: it is empty afterwards. With `carry`
   * the check asks live, round by round; the time that this takes is not the check's.
   * Rejects with a Failure.
   * @param {Request} request
   * @param {Carry} [carry]
   * @returns {Promise<any>}
   */
  async check(request, carry) {
    const texts = Object.values(request.inputs).reduce((sum, text) => sum + text.length, 0);
    if ((request.file?.byteLength ?? 0) + texts > LARGEST) throw new Failure("input-too-large");
    await this.start(request.check);
    return JSON.parse(await new Promise((resolve, reject) => this.ask(request, { resolve, reject, carry })));
  }

  /**
   * @param {Request} request
   * @param {Waiting} waiting
   */
  ask({ check, inputs, file = null, lang }, waiting) {
    if (!this.worker) return waiting.reject(new Failure("cancelled")); // ended since it said that it was ready
    const id = ++this.count;
    this.time(waiting);
    this.checks.set(id, waiting);
    const live = Boolean(waiting.carry);
    this.worker.postMessage({ type: "check", id, check, inputs, file, lang, live }, file ? [file] : []);
  }

  /** @param {Waiting} waiting */
  time(waiting) {
    waiting.timer = setTimeout(() => this.end(new Failure("time-out")), this.limits.check);
  }

  /**
   * @param {number} id
   * @param {Round} round
   */
  async carry(id, round) {
    const waiting = this.checks.get(id);
    if (!waiting?.carry) return;
    clearTimeout(waiting.timer);
    const replies = await waiting.carry(round);
    if (this.checks.get(id) !== waiting) return; // ended meanwhile
    this.time(waiting);
    this.worker?.postMessage({ type: "replies", id, ...replies });
  }

  /** End whatever is under way; what waits for it is rejected with the kind "cancelled". */
  cancel() {
    this.end(new Failure("cancelled"));
  }

  /** @param {string} check */
  async launch(check) {
    this.watch();
    let worker;
    try {
      worker = this.worker = startWorker(new URL("shell/worker.js", this.base));
    } catch (error) {
      return this.end(failure(error));
    }
    worker.onmessage = ({ data }) => this.hear(data);
    // A script that could not be fetched says nothing about why; one that fails does.
    worker.onerror = (event) => this.end(new Failure(event.message ? "crash" : "download", event.message));
    worker.onmessageerror = () => this.end(new Failure("crash"));
    const base = new URL("runtime/", this.base).href;
    try {
      const manifest = await fetchManifest(`${base}runtime.json`);
      const lang = document.documentElement.lang;
      worker.postMessage({ type: "start", base, manifest, lang, check });
    } catch (error) {
      if (this.worker === worker) this.end(new Failure("download", String(error)));
    }
  }

  /** @param {FromWorker} message */
  hear(message) {
    if (this.starting) this.watch();
    if (message.type === "progress") this.onProgress({ step: message.step, loaded: message.loaded, total: message.total });
    else if (message.type === "ready") {
      clearTimeout(this.starting?.timer);
      this.starting?.resolve(undefined);
      this.starting = null;
    } else if (message.type === "ask") void this.carry(message.id, message);
    else if (message.type === "result") this.settle(message.id)?.resolve(message.json);
    else {
      const failed = new Failure(message.kind, message.detail);
      if (message.kind === "internal" && message.id !== null) this.settle(message.id)?.reject(failed);
      else this.end(failed); // the interpreter is not to be trusted any more
    }
  }

  /** While starting, every message is a sign of life. */
  watch() {
    if (!this.starting) return;
    clearTimeout(this.starting.timer);
    this.starting.timer = setTimeout(() => this.end(new Failure("boot-timeout")), this.limits.silence);
  }

  /** @param {number} id */
  settle(id) {
    const waiting = this.checks.get(id);
    clearTimeout(waiting?.timer);
    this.checks.delete(id);
    return waiting;
  }

  /** @param {Failure} reason */
  end(reason) {
    this.worker?.terminate();
    this.worker = null;
    this.started = null;
    const waiting = [...this.checks.values(), ...(this.starting ? [this.starting] : [])];
    this.checks.clear();
    this.starting = null;
    for (const { reject, timer } of waiting) {
      clearTimeout(timer);
      reject(reason);
    }
  }
}

/**
 * The one file of the runtime that changes under its name: a cache is asked whether it is still the same.
 * @param {string} address
 * @returns {Promise<Manifest>}
 */
async function fetchManifest(address) {
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

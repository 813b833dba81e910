// In the runtime's place: answers when a test says so, and remembers what it was asked.
export class Runtime {
  constructor({ onProgress }) {
    Object.assign(this, { onProgress, starts: 0, cancels: 0, asked: [], waiting: null });
    globalThis.runtime = this;
  }

  async start() {
    this.starts += 1;
  }

  check({ file, ...request }) {
    this.asked.push({ ...request, bytes: file && [...new Uint8Array(file)] });
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }

  cancel() {
    this.cancels += 1;
    this.waiting?.reject({ kind: "cancelled", detail: "" });
    this.waiting = null;
  }
}

"""A host whose site can be replaced, that can be unplugged, and that can die in the middle; and a site small enough to
be made twice."""

import contextlib
import http.server
import json
import os
import shutil
import threading
from pathlib import Path

from tools.hosting.hosts import HEADERS, configuration
from tools.hosting.preview import Host
from tools.hosting.rules import rules
from tools.offline.offer import offer
from tools.offline.write import write
from tools.site.frame import words

SHELL = Path(__file__).resolve().parents[2] / "overrides" / "assets" / "shell"
POLICY = (
    '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'self'; script-src 'self'; connect-src *; worker-src 'self' blob:\">"
)

PAGE_SCRIPT = """
import { startWorker } from "./runtime-worker.js";
import { release } from "./part.js";
window.scripts = release;
const heard = (worker) => new Promise((resolve, reject) => {
  setTimeout(() => resolve([]), 15_000);
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = () => reject(new Error("no worker"));
});
const address = new URL("worker.js", import.meta.url);
window.run = () => heard(startWorker(address));
window.runByAddress = () => heard(new Worker(address, { type: "module" }));
"""
WORKER = """
import { release as part } from "./part.js";
try {
  const { folder } = await (await fetch(new URL("/assets/runtime/runtime.json", import.meta.url))).json();
  const { release } = await import(`/assets/runtime/${folder}/pyodide.mjs`);
  postMessage(["@", part, release]);
} catch { // nobody else would hear of it
  postMessage([]);
}
"""


def small_site(folder, release):
    """Make a site all of whose files say of which release they are, but one that is the same in all."""
    runtime = f"assets/runtime/{release * 8}"
    files = {
        "index.html": f'{POLICY}<title>@</title><script type="module" src="/assets/shell/home.js"></script>home @',
        "de/index.html": f'{POLICY}<title>@</title><script type="module" src="/assets/shell/home.js"></script>Start @',
        "404.html": f"{POLICY}<title>@</title>missing @",
        "reference/offline/index.html": f'{POLICY}<html lang="en"><title>@</title>{offer(words("en"))}'
        '<script type="module" src="/assets/shell/offline.js"></script>',
        "assets/shell/home.js": PAGE_SCRIPT,
        "assets/shell/part.js": 'export const release = "@";',
        "assets/shell/worker.js": WORKER,
        "assets/same.txt": "the same in every release" * 1000,
        "assets/runtime/runtime.json": json.dumps({"folder": release * 8, "files": {}}),
        f"{runtime}/pyodide.mjs": 'export const release = "@";',
        f"{runtime}/snapshot.wasm": "@" * 100_000,
    }
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content.replace("@", release), "utf-8")
    for name in ("offline.js", "offline-store.js", "dom.js", "page.js", "runtime-worker.js", "runtime-failure.js"):
        shutil.copy(SHELL / name, folder / "assets" / "shell" / name)
    (folder / HEADERS).write_text(configuration(HEADERS, rules(folder)), "utf-8")
    write(folder)
    return folder


def next_release(site, folder, changed):
    """Copy a built site, with other contents for some of its files: path -> function of the old content."""
    shutil.copytree(site, folder, copy_function=os.link)
    for path, change in changed.items():
        content = change((folder / path).read_text("utf-8"))
        (folder / path).unlink()  # it is the same file as the other site's
        (folder / path).write_text(content, "utf-8")
    for name in ("sw.js", "offline.json", "release.json"):
        (folder / name).unlink(missing_ok=True)
    write(folder)
    return folder


class Line:
    """One host at one address, and the line to it.

    `folder` is what it serves; `plugged`, whether it answers at all; after `left` more answers it is unplugged;
    `overrides` are statuses and contents in place of its files'; `headers` are sent with all; `asked` are the paths
    that were asked for; `before` is called with each of them first.
    """

    def __init__(self, folder):
        line = self
        self.plugged, self.left, self.overrides, self.asked = True, None, {}, []
        self.before = lambda _: None
        self.headers = {}
        self.serve(folder)

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                path = self.path.partition("?")[0]
                line.before(path)
                if line.left is not None:
                    line.left -= 1
                    line.plugged = line.plugged and line.left >= 0
                if not line.plugged:
                    self.close_connection = True
                    self.connection.close()
                    return
                line.asked.append(path)
                reply = line.host.answer("GET", self.path, {})
                status, body = line.overrides.get(path, (reply.status, reply.body))
                self.send_response(status)
                for name, value in (reply.headers | line.headers | {"Content-Length": str(len(body))}).items():
                    self.send_header(name, value)
                self.end_headers()
                with contextlib.suppress(ConnectionError):
                    self.wfile.write(body)

            def log_message(self, *arguments):
                """Say nothing."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # a browser that does not wait
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def serve(self, folder):
        """Deploy: from now on this is the site."""
        self.folder, self.host = folder, Host(folder)

    def close(self):
        self.server.shutdown()
        self.server.server_close()

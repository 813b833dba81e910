"""The site on 127.0.0.1 while somebody works on it: every change of a source is built and shown at once.

MkDocs's own server does the serving and the reloading. Ours are: what is watched, that a site which is still right is
served without being built, and that pages do not wait for the runtime, which takes longer and follows with a reload.
"""

import os
import subprocess
from pathlib import Path
from threading import Event, Thread

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, PatternMatchingEventHandler

from tools.runtime.build import build as build_runtime
from tools.site.build import configuration, pages, runtime, set_date
from tools.site.prepare import CACHE, RUNTIME, digest, files, prepare, words
from tools.strings import ROOT

HOST = "127.0.0.1"
LIVE = CACHE / "live"
WATCHED = ("docs", "overrides", "checkers", "mkdocs.yml")
MADE = ["*/__pycache__*", "*.pyc", "*/locale/*.json", "*~", "*/.*"]  # by us or by an editor, nobody's work


class Server(LiveReloadServer):
    """MkDocs's server, blind to files that the build itself writes: it would build for ever."""

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:  # noqa: ARG002
        """Build again when somebody changes a file under `path`."""
        self._watched_paths[path] = 1
        handler = PatternMatchingEventHandler(ignore_patterns=MADE, ignore_directories=True)
        handler.on_any_event = self.ask  # type: ignore[method-assign]
        self._watch_refs[path] = self.observer.schedule(handler, path, recursive=recursive)

    def ask(self, event: FileSystemEvent | None = None) -> None:  # noqa: ARG002
        """Have the site built."""
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()


def serve(port: int = 8000) -> None:
    """Serve until interrupted; raises OSError where the port is taken."""
    set_date()
    changed = Event()

    def again() -> None:
        make(port)
        changed.set()

    server = Server(again, HOST, port, str(LIVE))
    server.error_handler = _missing
    try:
        prepare()
        make(port)
        for name in WATCHED:
            server.watch(str(ROOT / name))
        Thread(target=_follow, args=(changed, server), daemon=True).start()
        print(f"Postlotse is at http://{HOST}:{port}/ (Ctrl+C ends it)", flush=True)
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        print()
    finally:
        server.shutdown()


def make(port: int) -> None:
    """Build the live site unless the one that is there was made from the same files."""
    words()
    stamp = CACHE / "live.stamp"
    wanted = state(port)
    if stamp.exists() and stamp.read_text("utf-8") == wanted and (LIVE / "404.html").exists():
        return
    stamp.unlink(missing_ok=True)
    config = _live(port)
    pages(config)
    runtime(config)
    stamp.write_text(wanted, "utf-8")


def state(port: int) -> str:
    """Return a hash of everything that the live site is made of."""
    sources = [path for name in WATCHED for path in (files(ROOT / name) or [ROOT / name])]
    sources += [*files(ROOT / "tools"), RUNTIME / "runtime.json", ROOT / "requirements.lock"]
    return f"{port} {os.environ.get('BUILD_ONLY_LOCALE', '')} {digest(sources)}"


def _live(port: int) -> MkDocsConfig:
    """Not strict: a translator sees the page with its broken link, and the warning in the terminal."""
    config = configuration(LIVE, strict=False)
    config.site_url = f"http://{HOST}:{port}/"
    config.extra["live"] = True
    config.plugins.on_startup(command="serve", dirty=False)
    return config


def _follow(changed: Event, server: Server) -> None:
    """Bring the runtime up to date after every build of the pages, and have them built again where it is a new one."""
    while changed.wait():
        changed.clear()
        try:
            if build_runtime(RUNTIME):
                server.ask()
        except (subprocess.CalledProcessError, OSError) as problem:
            print(f"The checkers cannot be built; the pages keep the last that could: {problem}", flush=True)


def _missing(code: int) -> bytes | None:
    page = Path(LIVE) / f"{code}.html"
    return page.read_bytes() if page.exists() else None

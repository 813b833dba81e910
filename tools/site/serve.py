"""The site on 127.0.0.1 while somebody works on it: every change of a source is built and shown at once.

MkDocs's own server does the serving and the reloading. Ours are: what is watched, that a site which is still right is
served without being built, that only pages are built which a change concerns, and that pages do not wait for the
runtime, which takes longer and follows with a reload.
"""

import os
import subprocess
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, PatternMatchingEventHandler

from tools.pages import DOCS
from tools.runtime.build import build as build_runtime
from tools.site import partly
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


class Live:
    """The site that is served: built anew where it must be, else only those of its pages that a change concerns."""

    def __init__(self, port: int) -> None:
        """Begin with no knowledge of what the site in LIVE was made from, but its stamp."""
        self.port = port
        self.made: dict[Path, str] = {}  # the hash of every file that the site was made from
        self.anchors: dict[str, set[str]] = {}  # what can be linked to in each page
        self.stamp = CACHE / "live.stamp"

    def make(self) -> None:
        """Build the live site unless the one that is there was made from the same files."""
        words()
        now = {path: digest([path]) for path in sources()}
        wanted = f"{self.port} {os.environ.get('BUILD_ONLY_LOCALE', '')} {_whole(now)}"
        if not (self.stamp.exists() and self.stamp.read_text("utf-8") == wanted and (LIVE / "404.html").exists()):
            changed = only_pages(self.made, now) if self.stamp.exists() else None
            self.stamp.unlink(missing_ok=True)
            config = _live(self.port)
            config.extra["anchors"] = self.anchors
            if changed is None:
                pages(config)
                runtime(config)
            else:
                partly.build(config, partly.concerned(changed))
            self.stamp.write_text(wanted, "utf-8")
        self.made = now


def sources() -> list[Path]:
    """Return every file that the live site is made of."""
    found = [path for name in WATCHED for path in (files(ROOT / name) or [ROOT / name])]
    return [*found, *files(ROOT / "tools"), RUNTIME / "runtime.json", ROOT / "requirements.lock"]


def only_pages(before: dict[Path, str], now: dict[Path, str]) -> set[str] | None:
    """Return the pages, as "de/bounce.md", where nothing else changed, and none came or went; None otherwise.

    Compiled words do not count: what they are made from does.
    """
    if before.keys() != now.keys():
        return None
    changed = {path for path in now if before[path] != now[path] and not path.match("checkers/locale/*.json")}
    pages_changed = all(path.suffix == ".md" and path.is_relative_to(DOCS) for path in changed)
    return {path.relative_to(DOCS).as_posix() for path in changed} if changed and pages_changed else None


def serve(port: int = 8000) -> None:
    """Serve until interrupted; raises OSError where the port is taken."""
    set_date()
    changed = Event()
    live = Live(port)

    def again() -> None:
        live.make()
        changed.set()

    server = Server(again, HOST, port, str(LIVE))
    server.error_handler = _missing
    try:
        prepare()
        live.make()
        for name in WATCHED:
            server.watch(str(ROOT / name))
        Thread(target=_follow, args=(changed, server), daemon=True).start()
        print(f"Postlotse is at http://{HOST}:{port}/ (Ctrl+C ends it)", flush=True)
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        print()
    finally:
        server.shutdown()


def _whole(prints: dict[Path, str]) -> str:
    return sha256("".join(prints.values()).encode()).hexdigest()


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

"""What the tests of the shell share: a runtime that they play themselves, and views."""

import time
from pathlib import Path

STAND_IN = (Path(__file__).parent / "stand_in.js").read_text("utf-8")
BOX = "#pl-text"
VERDICT = ".pl-result .pl-verdict"


def view(**given):
    """Return a view with nothing in it but what is given."""
    empty = {
        "check": "auto",
        "kind": "bounce",
        "label": None,
        "name": None,
        "open": False,
        "severity": "blocks",
        "severity_label": "Blocks",
        "title": "The address is blocked.",
        "summary": None,
        "actor": None,
        "route": None,
        "steps": [],
        "page": None,
        "findings": [],
        "source": [],
        "fixed": None,
        "texts": [],
        "diagrams": [],
        "timelines": [],
        "tree": None,
        "tables": [],
        "facts": [],
        "needs": None,
        "references": [],
        "parts": [],
        "markdown": "# The address is blocked.\n",
    }
    return empty | given


def finding(number, **given):
    """Return a finding whose place in the text has this number, None for one without a place."""
    plain = {
        "code": f"test.{number}",
        "severity": "risks",
        "severity_label": "Risk",
        "title": f"Finding {number}",
        "help": None,
        "actor": None,
        "marks": [] if number is None else [number],
        "wrong": True,
        "places": [],
        "fix": None,
        "page": {"label": "More", "href": "bounce/#by-hand"},
        "because": [],
    }
    return plain | given


def place(name, text, start=0):
    """Return the place of `text` in the input called `name`."""
    return {"input": name, "start": start, "end": start + len(text), "label": f"In {name}:", "text": text}


def node(text, *children, **given):
    """Return a node of a tree."""
    plain = {
        "kind": "include",
        "text": text,
        "sentence": f"about {text}",
        "severity": None,
        "severity_label": None,
        "open": True,
        "count": None,
        "choices": [],
        "children": list(children),
    }
    return plain | given


def tree(*nodes, **given):
    """Return a tree."""
    return {"label": "How", "limit": 10, "count": None, "folded": False, "nodes": list(nodes)} | given


def needs(*names, first=False):
    """Return a worklist of TXT records."""
    items = [{"name": name, "type": "TXT", "commands": [f"dig {name}", f"Resolve {name}"]} for name in names]
    blocks = [
        {"label": label, "text": "\n".join(f"{tool} {name}" for name in names)}
        for label, tool in (("Unix", "dig"), ("Windows", "Resolve"))
    ]
    return {"label": "Missing:", "first": first, "items": items, "blocks": blocks}


def until(page, condition, argument=None):
    """Wait until a JavaScript condition holds; the page's policy forbids Playwright's own way, which is eval."""
    deadline = time.monotonic() + 60
    while not page.evaluate(condition, argument):
        assert time.monotonic() < deadline, f"never came true: {condition}"
        page.wait_for_timeout(20)


def ready(page):
    """Wait until the widget is awake."""
    until(page, "Boolean(globalThis.runtime)")


def ask(page, text="550 5.7.606 blocked"):
    """Type `text` and submit it by keyboard."""
    ready(page)
    page.fill(BOX, text)
    page.focus(BOX)
    page.keyboard.press("Control+Enter")
    asked(page)


def asked(page, times=1):
    """Wait until the runtime waits for an answer, and return its last request."""
    until(page, "times => runtime.asked.length >= times && Boolean(runtime.waiting)", times)
    return page.evaluate("runtime.asked.at(-1)")


# The styles of results come on their own: what is measured is the page that a visitor sees.
STYLED = """async () => {
  for (const link of document.querySelectorAll("link[data-late]"))
    while (!link.sheet) await new Promise((done) => setTimeout(done, 20));
}"""


def answer(page, shown, report=None):
    """Give the answer that the page waits for."""
    give = "result => { runtime.waiting.resolve(result); runtime.waiting = null }"
    page.evaluate(give, {"report": report or {"schema": 1}, "view": shown})
    page.wait_for_selector(".pl-widget:not([data-busy]) .pl-verdict")
    page.evaluate(STYLED)


def refuse(page, kind, detail="line 3"):
    """Let the check fail."""
    give = "failure => { runtime.waiting.reject(failure); runtime.waiting = null }"
    page.evaluate(give, {"kind": kind, "detail": detail})
    page.wait_for_selector(f'.pl-failure[data-kind="{kind}"]')
    page.evaluate(STYLED)

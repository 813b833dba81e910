"""What a visitor does on a page with a widget, and what the page then shows."""

import json

from checkers.browser import run
from checkers.checks import checks
from tools.audit.browsers.tab import until
from tools.strings import ROOT

EXAMPLES = ROOT / "docs" / "assets" / "examples"
SHOWN = """
    const result = document.querySelector(".pl-widget:not([data-busy]) .pl-result");
    if (!result) return null;
    const own = (one) => one.closest(".pl-part, .pl-result") === result;
    return {
        severity: result.dataset.severity, language: result.lang,
        title: result.querySelector(".pl-verdict").textContent,
        codes: [...result.querySelectorAll(".pl-finding")].filter(own).map((one) => one.dataset.code),
    };
"""
FAILED = 'return document.querySelector(".pl-failure")?.textContent ?? null'


def example(name):
    return (EXAMPLES / name).read_text("utf-8")


def paste(tab, text):
    """Put a text into the box as pasting does: at once."""
    tab.run(
        "const box = document.querySelector('#pl-text'); box.focus(); box.value = arguments[0];"
        "box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }))",
        text,
    )


def other_language(tab):
    """Follow the link to the page in the other language."""
    tab.run("document.querySelector('.md-header a[data-language]').click()")


def shown(tab, language=None):
    """Wait for the result, for one in `language` where that is given, and return what is shown of it."""
    condition = "return document.querySelector('.pl-failure, .pl-widget:not([data-busy]) .pl-result' + arguments[0])"
    until(tab, f"{condition} !== null", f"[lang={language}]" if language else "")
    assert tab.run(FAILED) is None
    return tab.run(SHOWN)


def said(check, text, language="en"):
    """Return what the checkers say here, as the page should show it."""
    asked = {"check": check, "inputs": {checks()[check].main: text}, "lang": language}
    result = json.loads(run(json.dumps(asked)))
    view = result["view"]
    return {
        "severity": view["severity"],
        "language": language,
        "title": f"{view['severity_label']} {view['title'].replace('`', '')}",
        "codes": sorted(finding["code"] for finding in view["findings"]),
    }


def same(found, expected):
    """Return whether the page shows what the checkers say; the order of findings is the page's."""
    return found | {"codes": sorted(found["codes"])} == expected

"""The first case of each file, through the widget, in both languages: the page shows what the cases say."""

import json

import pytest

from checkers.checks import checks
from tests.browser.shell import BOX, VERDICT
from tests.loader import differences, load

PROTOCOLS = ("spf", "dkim", "dmarc", "mta-sts", "tls-rpt", "bimi")
PAGES = {"auto": "", "bounce": "bounce/"} | {name: f"authentication/{name}/" for name in PROTOCOLS}


def chosen():
    """Return the first case of each file that a visitor could paste."""
    first = {}
    for case in load():
        main = checks()[case["check"]].main
        if set(case["inputs"]) == {main} and case["inputs"][main].strip() and "zone" not in case:
            first.setdefault(case["id"].partition(":")[0], case)
    return list(first.values())


@pytest.mark.parametrize("language", ["", "de/"], ids=["en", "de"])
@pytest.mark.parametrize("check", PAGES)
def test_cases(open_page, check, language):
    page = open_page(f"/{language}{PAGES[check]}")
    wrong = {}
    for case in chosen():
        if case["check"] != check:
            continue
        page.fill(BOX, case["inputs"][checks()[check].main])
        page.click(".pl-run")
        page.wait_for_selector(VERDICT)
        kept = page.evaluate("check => sessionStorage.getItem(`postlotse:${check}:result`)", check)
        result = json.loads(kept)["result"]
        # A text box turns every line end into a line feed: the report speaks of the text as the box holds it.
        if said := differences(case, result["report"], page.input_value(BOX)):
            wrong[case["id"]] = said
        assert page.inner_text(VERDICT).endswith(result["view"]["title"])
        page.click(".pl-clear")
        page.wait_for_selector(VERDICT, state="detached")
    assert not wrong

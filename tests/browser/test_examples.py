"""An example of the page fills every input that it speaks of, in either language, and leaves no other filled."""

import json

import pytest

from tests.browser.shell import BOX, VERDICT, until
from tools.pages import DOCS

FOLDER = DOCS / "assets" / "examples"


FILLED = """() => Object.fromEntries([...document.querySelectorAll(".pl-field [name]")]
    .filter((field) => field.value && field.value !== field.querySelector("option")?.value)
    .map((field) => [field.name, field.value]))"""


@pytest.mark.parametrize("language", ["", "de/"], ids=["en", "de"])
@pytest.mark.parametrize(
    ("path", "number", "name"),
    [("spf", 5, "spf-sender"), ("spf", 6, "spf-lookups"), ("dkim", 5, "dkim-missing"), ("dmarc", 4, "dmarc-unaligned")],
)
def test_an_example_fills_its_fields(open_page, language, path, number, name):
    page = open_page(f"/{language}authentication/{path}/")
    given = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    page.locator("button.pl-example").nth(number).click()
    page.wait_for_selector(VERDICT)
    joined = {key: value if isinstance(value, str) else "\n".join(value) for key, value in given.items()}
    assert page.input_value(BOX) == joined.pop("record", "")
    assert page.evaluate(FILLED) == joined
    page.locator("button.pl-example").nth(0).click()
    until(page, f"() => !Object.keys(({FILLED})()).length && document.querySelector('.pl-text').value")

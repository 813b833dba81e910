"""A tree, tables and parts are drawn so that they can be read, folded, printed and used by keyboard."""

from itertools import pairwise

import pytest

from tests.browser.shell import STAND_IN, answer, ask, node, tree, until, view

SPF = "/authentication/spf/"
LONG = "_spf.a-very-long-name-that-does-not-break.of-a-host-in-a-deep.subdomain.example.org"


def count(cost, total, *, over=False):
    return {"cost": cost, "total": total, "over": over, "said": f"costs {cost}, {total} of 10 so far"}


def some(**given):
    choice = {"label": "Without it: `1` lookup", "text": "v=spf1 -all", "count": count(None, 1)}
    include = node("include:example.net", node("ip4:192.0.2.1"), count=count(3, 4), choices=[choice])
    bad = node(f"include:{LONG}", severity="blocks", severity_label="Blocks", count=count(8, 12, over=True))
    return tree(include, bad, count=count(None, 12, over=True), **given)


def table(columns=3, value="rather a long value"):
    cells = [{"value": value, "code": bool(number % 2)} for number in range(columns)]
    names = [f"Column {number}" for number in range(columns)]
    row = {"name": "p", "label": {"value": "p", "code": True}, "values": cells}
    return {"name": "tags", "title": "The tags", "corner": None, "columns": names, "rows": [row, row]}


@pytest.fixture
def opened(open_page):
    return lambda path=SPF, **options: open_page(path, runtime=STAND_IN, **options)


def shown(page, **given):
    ask(page)
    answer(page, view(**given))


def test_a_node_shows_term_sentence_and_count(opened):
    page = opened()
    shown(page, tree=some())
    first, *_ = page.locator(".pl-node .pl-row").all()
    assert first.locator("code").inner_text() == "include:example.net"
    assert first.locator(".pl-said").inner_text() == "about include:example.net"
    assert first.locator(".pl-figures").inner_text().split() == ["+3", "4/10"]
    assert first.locator(".pl-count .pl-unseen").text_content() == "costs 3, 4 of 10 so far"
    widths = page.locator(".pl-node .pl-bar").evaluate_all(
        "all => all.map(bar => bar.style.getPropertyValue('--pl-part'))"
    )
    assert widths[0] == "40%"
    assert widths[-1] == "100%"


def test_a_severity_is_a_word_before_it_is_a_colour(opened):
    page = opened()
    shown(page, tree=some())
    bad = page.locator('.pl-node[data-severity="blocks"]')
    assert bad.locator(".pl-badge").inner_text() == "Blocks"
    assert "12/10" in bad.locator(".pl-figures").inner_text()
    assert page.locator(".pl-node:not([data-severity]) > :is(.pl-leaf, details > summary) .pl-badge").count() == 0


def test_a_choice_gives_its_record(opened):
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    shown(page, tree=some())
    choice = page.locator(".pl-choice")
    assert choice.get_attribute("open") is None
    choice.locator("summary").press("Enter")
    assert choice.locator("pre").inner_text() == "v=spf1 -all"
    choice.locator("button").press("Enter")
    page.wait_for_selector(".pl-choice .pl-done")
    assert page.evaluate("navigator.clipboard.readText()") == "v=spf1 -all"
    assert choice.locator("summary .pl-total").inner_text() == "1/10"


def test_a_large_tree_is_drawn_as_it_is_opened(opened):
    page = opened()
    leaves = [node(f"ip4:192.0.2.{number}") for number in range(200)]
    nodes = [node(f"include:n{number}.example.net", *leaves, open=False) for number in range(10)]
    shown(page, tree=tree(*nodes, folded=True))
    assert page.locator(".pl-node").count() == len(nodes)
    page.locator(".pl-branch > summary").nth(3).press("Enter")
    until(page, "document.querySelectorAll('.pl-node').length === 210")
    page.get_by_role("button", name="Unfold all").click()
    until(page, "document.querySelectorAll('.pl-node').length === 2010")


def test_a_small_tree_has_nothing_to_unfold(opened):
    page = opened()
    shown(page, tree=some())
    assert page.get_by_role("button", name="Unfold all").count() == 0


def test_printing_opens_all_that_is_folded_and_folds_it_again(opened):
    page = opened()
    inner = node("include:a.example.net", node("ip4:192.0.2.1"), open=False)
    shown(page, tree=tree(node("include:example.net", inner, open=False), folded=True), parts=[view(tree=some())])
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".pl-result details:not([open])").count() == 0
    assert page.get_by_text("ip4:192.0.2.1", exact=True).count() == 2
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".pl-result details[open]").count() == 1  # the tree in the part, as it was drawn


def test_a_table_has_a_name_and_heads(opened):
    page = opened()
    shown(page, tables=[table()])
    found = page.get_by_role("table", name="The tags")
    assert found.get_by_role("columnheader").all_inner_texts() == ["Column 0", "Column 1", "Column 2"]
    assert found.get_by_role("rowheader").first.inner_text() == "p"
    assert found.locator("td code").first.inner_text() == "rather a long value"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_wide_things_scroll_by_themselves(opened, width, scheme):
    page = opened(f"/de{SPF}", viewport={"width": width, "height": 800}, color_scheme=scheme)
    deep = some()["nodes"][0]
    for number in range(9):
        deep = node(f"include:{number}.{LONG}", deep, count=count(1, 9))
    tables = [table(9, "v" * 60)]
    part = view(label="DMARC", title="t" * 90, open=True, tree=tree(deep), tables=tables)
    shown(page, tree=tree(deep), tables=tables, parts=[part, part])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    scrolls = page.evaluate("(box => box.scrollWidth > box.clientWidth)(document.querySelector('.pl-scroll'))")
    assert scrolls == (width > 360)  # on a phone each row is a block, and nothing is cut off


def test_on_a_phone_each_cell_carries_the_title_of_its_column(opened):
    page = opened(viewport={"width": 360, "height": 800})
    shown(page, tables=[table()])
    cell = page.get_by_role("table", name="The tags").locator("tbody").get_by_role("cell").first
    assert page.evaluate("cell => getComputedStyle(cell, '::before').content", cell.element_handle()) == '"Column 0: "'
    assert page.evaluate("cell => getComputedStyle(cell).display", cell.element_handle()) == "block"


def test_each_part_has_a_heading_with_its_protocol_and_verdict(opened):
    page = opened("/")
    verdicts = {"SPF": ("good", "In order"), "DMARC": ("blocks", "Blocks"), "BIMI": ("note", "Note")}
    parts = [
        view(label=name, severity=severity, severity_label=word, title=f"About {name}.", open=name == "DMARC")
        for name, (severity, word) in verdicts.items()
    ]
    shown(page, parts=parts)
    headings = page.locator(".pl-part > summary").get_by_role("heading", level=4)
    assert headings.all_inner_texts() == [f"{name} {word} About {name}." for name, (_, word) in verdicts.items()]
    assert page.locator(".pl-part").evaluate_all("all => all.map(part => part.open)") == [False, True, False]


def test_headings_go_down_one_at_a_time(opened):
    page = opened("/")
    part = view(
        label="SPF",
        open=True,
        tree=some(),
        tables=[table()],
        facts=[{"name": "x", "label": "X", "value": "x", "code": False}],
    )
    shown(page, parts=[part, part], tables=[table()])
    levels = page.eval_on_selector_all(
        ".pl-result :is(h2, h3, h4, h5, h6)", "all => all.map(one => Number(one.localName[1]))"
    )
    assert levels[0] == 2
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_written_can_be_read(opened, scheme):
    page = opened(color_scheme=scheme)
    shown(page, tree=some(), tables=[table()])
    ratios = page.evaluate(
        CONTRAST, ".pl-tree :is(.pl-said, code, .pl-cost, .pl-total, .pl-badge), .pl-grid :is(th, td), .pl-spent"
    )
    assert len(ratios) > 10
    assert min(ratios) >= 4.5


CONTRAST = """selector => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const paint = (colors) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const color of colors) { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map(v => v / 255).map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => getComputedStyle(element).backgroundColor;
  const behind = (element) => (element ? [...behind(element.parentElement), ground(element)] : []);
  return [...document.querySelectorAll(selector)].map((element) => {
    const back = behind(element);
    const [a, b] = [light(paint(back)), light(paint([...back, getComputedStyle(element).color]))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  });
}"""

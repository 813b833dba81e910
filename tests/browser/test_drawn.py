"""Diagrams and time lines: boxes and stops are words first, and are drawn where there is room for it."""

import pytest

from tests.browser.shell import STAND_IN, answer, ask, view
from tests.browser.test_tree import CONTRAST

HEADERS = "/headers/"
LONG = "a-very-long-name-that-does-not-break.of-a-host-in-a-deep.subdomain." + "x" * 63 + ".example.org"
NARROW, WIDE = {"width": 360, "height": 800}, {"width": 1280, "height": 900}


def box(name, severity=None, text="example.com", leads=()):
    return {
        "name": name,
        "label": name and f"{name}: pass",
        "text": text if name else "",
        "severity": severity,
        "severity_label": severity and name and severity.title(),
        "reached": name == "DMARC",
        "leads": list(leads),
    }


def arrow(start, end, severity=None):
    return {"start": start, "end": end, "severity": severity}


def diagram(count=2, text="example.com"):
    first = [box(f"DKIM {number}", "good", text, ["leads to: DMARC"]) for number in range(count)]
    middle = [box("aligned", "risks", ""), box(None)]
    ranks = [
        {"boxes": first, "arrows": [arrow(25, 25, "good"), arrow(75, 75)]},
        {"boxes": middle, "arrows": [arrow(25, 50, "risks"), arrow(75, 50)]},
        {"boxes": [box("DMARC", "blocks", text)], "arrows": []},
    ]
    return {"name": "authentication", "title": "From SPF to the result", "ranks": ranks}


def timeline(count=4, text="mx.example.org", kinds=("time", "long", "skew", "open")):
    marks = [
        {"name": "microsoft", "value": "Microsoft takes over", "code": False, "severity": None, "severity_label": None},
        {"name": "spf=fail", "value": "spf=fail", "code": True, "severity": "risks", "severity_label": "Risk"},
    ]
    stops = [
        {
            "number": number + 1,
            "kind": "hop",
            "text": text,
            "sentence": f"from {text}, after 3 s",
            "severity": "note" if number == 1 else None,
            "severity_label": "Note" if number == 1 else None,
            "after": {"kind": kinds[number % len(kinds)], "label": "2 h 5 min", "part": 1 + number % 5}
            if number
            else None,
            "marks": marks,
        }
        for number in range(count)
    ]
    return {"name": "path", "title": "The way of the message", "across": count < 10, "stops": stops}


@pytest.fixture
def opened(open_page):
    def run(language="", **options):
        return open_page(language + HEADERS, runtime=STAND_IN, **options)

    return run


def shown(page, **given):
    ask(page)
    answer(page, view(**given))


def test_a_diagram_is_a_figure_with_its_words_in_a_list(opened):
    page = opened(viewport=WIDE)
    shown(page, diagrams=[diagram()])
    figure = page.get_by_role("figure", name="From SPF to the result")
    assert figure.get_by_role("heading", level=3).inner_text() == "From SPF to the result"
    first = figure.locator(".pl-rank").first.get_by_role("listitem").first
    assert first.text_content() == "DKIM 0: pass example.com Good leads to: DMARC"
    assert figure.get_by_role("list").count() == 4  # the ranks, and the boxes of each
    assert figure.locator("[aria-hidden] .pl-card, svg:not([aria-hidden])").count() == 0


def test_arrows_meet_the_boxes(opened):
    page = opened(viewport=WIDE)
    shown(page, diagrams=[diagram()])
    gaps = page.evaluate("""() => {
      const middle = (element) => { const box = element.getBoundingClientRect(); return box.top + box.height / 2; };
      const [first, second, last] = document.querySelectorAll(".pl-rank");
      const ends = (rank) => {
        const drawing = rank.querySelector("svg").getBoundingClientRect();
        return [...rank.querySelectorAll("path")].map((path) => path.getAttribute("d").match(/[\\d.]+/g).map(Number))
          .map(([, start, , , , , , end]) => [start, end].map((part) => drawing.top + drawing.height * part / 100));
      };
      const boxes = (rank) => [...rank.querySelectorAll(".pl-card, .pl-past")].map(middle);
      return [
        ...ends(first).flatMap(([start, end], place) => [start - boxes(first)[place], end - boxes(second)[place]]),
        ...ends(second).flatMap(([start, end], place) => [start - boxes(second)[place], end - boxes(last)[0]]),
      ];
    }""")
    assert len(gaps) == 8
    assert max(map(abs, gaps)) < 2


def test_without_room_a_box_says_what_it_leads_to(opened):
    page = opened(viewport=NARROW)
    shown(page, diagrams=[diagram()])
    assert page.locator(".pl-leads").first.is_visible()
    assert not page.locator(".pl-arrows").first.is_visible()
    tops = page.locator(".pl-card").evaluate_all("all => all.map(box => box.getBoundingClientRect().top)")
    assert tops == sorted(set(tops))


def test_a_time_line_is_a_figure_with_its_stops_in_a_list(opened):
    page = opened(viewport=WIDE)
    shown(page, timelines=[timeline()])
    figure = page.get_by_role("figure", name="The way of the message")
    stops = figure.locator(".pl-stops > li")
    assert stops.count() == 4
    assert stops.nth(1).locator(".pl-badge").inner_text() == "Note"
    assert stops.first.locator(".pl-chip").all_text_contents() == ["Microsoft takes over", "spf=fail (Risk)"]
    assert figure.locator(".pl-scale").get_attribute("aria-hidden") == "true"


def test_the_scale_lies_across_where_there_is_room(opened):
    page = opened(viewport=WIDE)
    shown(page, timelines=[timeline(3, kinds=("time",))])
    short, long = page.locator(".pl-lapse").evaluate_all("all => all.map(one => one.getBoundingClientRect().width)")
    assert long / short == pytest.approx(3 / 2, rel=0.02)


@pytest.mark.parametrize(("viewport", "count"), [(NARROW, 4), (WIDE, 50)])
def test_else_the_way_goes_from_top_to_bottom(opened, viewport, count):
    page = opened(viewport=viewport)
    shown(page, timelines=[timeline(count)])
    assert page.locator(".pl-scale:visible").count() == 0
    rail = "one => getComputedStyle(one, '::after').borderLeftStyle"
    assert page.locator(".pl-stop").nth(0).evaluate(rail) == "dashed"  # to a stop after a long wait
    assert page.locator(".pl-stop").nth(1).evaluate(rail) == "dotted"  # to one whose clock differs


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_is_wider_than_the_page(opened, width):
    page = opened("/de", viewport={"width": width, "height": 800})
    given = {"diagrams": [diagram(12, LONG)], "timelines": [timeline(9, LONG), timeline(50, LONG)]}
    shown(page, **given, parts=[view(open=True, title="t", **given)] * 2)
    wide = page.evaluate(
        "width => [...document.querySelectorAll('.pl-diagram, .pl-diagram *, .pl-timeline, .pl-timeline *')]"
        ".filter(one => one.getBoundingClientRect().right > width + 1).length",
        width,
    )
    assert wide == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_written_can_be_read(opened, scheme):
    page = opened(color_scheme=scheme, viewport=WIDE)
    shown(page, diagrams=[diagram()], timelines=[timeline()])
    written = ".pl-card :is(span, code), .pl-stop :is(code, p, span), .pl-lapse > span"
    ratios = page.evaluate(CONTRAST, written)
    assert len(ratios) > 20
    assert min(ratios) >= 4.5


def test_a_part_has_its_pictures_too(opened):
    page = opened(viewport=WIDE)
    shown(page, parts=[view(open=True, diagrams=[diagram()], timelines=[timeline()])] * 2)
    assert page.locator(".pl-part[open] :is(.pl-diagram, .pl-timeline)").count() == 4

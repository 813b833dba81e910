"""The styles that a page brings with it: what something on it can use stays, what nothing can use goes."""

import pytest

from tools.site.policy import ANY_STYLE, hashed
from tools.styles.pages import with_styles
from tools.styles.sheet import read
from tools.styles.used import names, used, words

SHEET = """
@charset "utf-8";
:root { --used: #fff; --through: var(--used); --unused: #000; --by-script: 1px }
body { color: var(--through) }
.here, .gone > a { margin: 0 }
.gone { padding: 0 }
.added[data-state=open]:not(.gone) { top: 0 }
@media print { .gone { top: 1px } .here { top: 2px } }
@media screen { .gone { top: 3px } }
@keyframes turn { to { rotate: 1turn } }
@keyframes lost { to { rotate: 2turn } }
#place { animation: turn 1s }
@page { margin: 1cm }
"""
PAGE = '<body><p class="here" id="place">the word gone</p><a href="#"></a><script>set("--by-script")</script>'


def left(page=PAGE, script='h("div", { class: "added", "data-state": "open" })'):
    return used([read(SHEET)], names(page, [script]))


@pytest.mark.parametrize(
    "text",
    [
        "body{color:var(--through)}",
        ".here{margin:0}",
        ".added[data-state=open]:not(.gone){top:0}",
        "@media print{.here{top:2px}}",
        "#place{animation:turn 1s}",
        "@keyframes turn{",
        "@page {margin: 1cm}",
        "--used:#fff",
        "--through:var(--used)",
        "--by-script:1px",
    ],
)
def test_what_can_be_used_stays(text):
    assert text in left()


@pytest.mark.parametrize("text", [".gone{", ".gone >", "top:3px", "lost", "--unused"])
def test_what_nothing_can_use_goes(text):
    assert text not in left()


def test_a_name_counts_in_tags_and_scripts_not_in_prose():
    assert ".gone{padding:0}" in left('<p class="gone">')
    assert ".gone{padding:0}" in left("<p>", 'element.classList.add("gone")')
    assert ".gone{padding:0}" not in left("<p>gone", "gone()")


def test_a_part_of_the_theme_that_no_page_has_is_not_kept_for_its_script():
    assert "md-annotation" not in words('h("a", { class: "md-annotation" })')


@pytest.mark.parametrize(
    "text", ["@import 'more.css';", ".a { background: url(picture.png) }", '.a { background: url("../a.svg") }']
)
def test_what_would_mean_something_else_in_a_page_stops_the_build(text):
    with pytest.raises(ValueError, match="style sheet, line 1"):
        read(text)


def test_the_page_gets_its_styles_and_its_policy_names_them(tmp_path):
    (tmp_path / "own.css").write_text(".here { margin: 0 }")
    head = (
        f'<meta content="{ANY_STYLE}; x"><link rel="stylesheet" href="own.css">\n'
        '<link rel="stylesheet" href="later.css" data-late>\n'
    )
    page = with_styles(head + PAGE, tmp_path / "index.html", tmp_path, frozenset({"here"}))
    assert "<style>.here{margin:0}</style>" in page
    assert f"style-src 'self' {hashed('.here{margin:0}')}; x" in page
    assert '<link rel="prefetch" as="style" href="later.css" data-late>' in page
    assert "unsafe-inline" not in page

"""A third language is a folder, catalogues and two lines in mkdocs.yml; the pseudo-locale shows what stays English."""

import re

import pytest

from tests.l10n import pseudo, pseudo_site, visible
from tests.site.page import Page
from tools import pages

pytestmark = pytest.mark.xdist_group("pseudo")

NAMES = {"Postlotse", "Deutsch", "Cloudflare", "Google", "Inc"}  # the same in every language
LEFT_OUT = "authentication/spf.md"


@pytest.fixture(scope="session")
def tree(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pseudo") / "tree"
    pseudo_site.tree(folder)
    return folder


@pytest.fixture(scope="session")
def site(tree):
    folder, said = pseudo_site.build(tree, only=pseudo.LANGUAGE)
    assert (folder / "index.html").exists(), said
    assert said == ""
    return folder


def test_the_language_is_built_with_all_its_pages(site):
    names = pages.page_names("en")
    built = {re.sub(r"(?:^|/)index$", "", name.removesuffix(".md")) for name in names}
    assert built <= {path.parent.relative_to(site).as_posix().removeprefix(".") for path in site.rglob("index.html")}
    assert f'<html lang="{pseudo.LANGUAGE}"' in (site / "index.html").read_text("utf-8")


def english(site):
    """Return the words that stayed English, each with the first file that has it: pages, the 404 page, the feed."""
    found = {}
    for path in sorted([*site.rglob("*.html"), *site.rglob("feed.xml")]):
        text = path.read_text("utf-8")
        page = path.suffix == ".html"
        said = visible.Visible(text, pseudo.LANGUAGE).said if page else visible.feed(text)
        for word in visible.unaccented(said, pseudo.PLAIN) - NAMES:
            found.setdefault(word, path.relative_to(site).as_posix())
    return found


def test_no_text_stays_english(site):
    assert not english(site)


def test_a_text_that_stays_english_is_found_wherever_it_stands(tmp_path):
    """In templates, in the widget's form, in a picture, in the feed, on a page; and a sentence without translation."""
    folder = tmp_path / "tree"
    pseudo_site.tree(folder)
    catalogues = folder / "checkers" / "locale" / pseudo.LANGUAGE / "LC_MESSAGES"
    partials = folder / "overrides" / "partials"
    for path, old, new in (
        (partials / "footer.html", "</footer>", "<p>Plainfooter</p></footer>"),
        (
            folder / "overrides" / "partials" / "widget.html",
            '<div class="pl-wait"',
            '<p>Plainform</p><div class="pl-wait"',
        ),
        (folder / "overrides" / "404.html", "</section>", "<p>Plainlost</p></section>"),
        (folder / "tools" / "site" / "feed.py", 'say(words, "reference/feed/title")', '"Plainfeed"'),
        (folder / "docs" / pseudo.LANGUAGE / "bounce.md", "\n# ", "\nPlainpage\n\n# "),
    ):
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
    pictures = catalogues / "pictures.po"
    text = pictures.read_text("utf-8")
    first = re.search(r'^msgctxt "picture/arc/.*"\nmsgid "(.*)"\nmsgstr "(.*)"$', text, re.MULTILINE)
    pictures.write_text(text.replace(f'msgstr "{first[2]}"', f'msgstr "{first[1]}"'), "utf-8")
    made, _ = pseudo_site.build(folder, only=pseudo.LANGUAGE)
    found = english(made)
    assert found.keys() >= {"Plainfooter", "Plainform", "Plainlost", "Plainfeed", "Plainpage"}
    assert set(visible.unaccented([first[1]], pseudo.PLAIN)) & found.keys()


def test_a_page_that_is_left_out_says_that_it_is_in_english(tree):
    """Built beside English, as the site is: the notice in the page's language, the text marked as what it is."""
    (tree / "docs" / pseudo.LANGUAGE / LEFT_OUT).unlink()
    folder, said = pseudo_site.build(tree, only="")
    assert said == ""
    html = (folder / pseudo.LANGUAGE / LEFT_OUT.removesuffix(".md") / "index.html").read_text("utf-8")
    page = Page(html)
    assert page.lang == pseudo.LANGUAGE
    assert [div["lang"] for div in page.all("div") if "pl-page" in div.get("class", "").split()] == ["en"]
    assert [p["lang"] for p in page.all("p") if p.get("class") == "pl-fallback"] == [pseudo.LANGUAGE]
    assert {ul.get("lang") for ul in page.all("ul") if ul.get("data-md-component") == "toc"} == {"en"}
    assert [meta["content"] for meta in page.all("meta") if meta.get("name") == "robots"] == ["noindex"]
    assert "pl-translation" not in html
    lost = Page((folder / "404.html").read_text("utf-8"))
    assert sorted(section["lang"] for section in lost.all("section")) == ["de", "en", pseudo.LANGUAGE]


def test_what_a_translator_leaves_alone_is_left_alone():
    given = '[See](a/b.md#see "see") `code`, <b class="see">{see} https://a.example/see</b> <!-- see --> { #see .see }'
    made = given.replace("[See]", "[Šéé]").replace("see}", "see}", 1)
    assert pseudo.accented(given) == made


def test_a_plain_word_is_found_where_a_reader_meets_it():
    html = """<html lang="eo"><head><title>Ţîŧlé</title></head><body>
    <p title="Plain">Šéé <code>dig a</code> <b lang="en">Word</b> a.example 5.7.606 ABC <img alt="Picture"> {x}</p>
    <script>let word</script>
    <script id="pl-words" type="application/json">{"a": "{count} left", "b": ["Öñé", "`code` Ţŵö"]}</script> after
    </body></html>"""
    assert visible.plain(html, pseudo.PLAIN) == {"Plain", "Picture", "left", "after"}


def test_a_pseudo_page_is_a_page():
    made = pseudo.page(
        '---\ntitle: A page\ncode: 5.7.1\n---\n\n# A title\n\n```sh title="Run"\ndig a\n```\n\n## One { #one }\n'
    )
    meta, body = pages.split(made)
    assert meta == {"title": "⟦À pàĝé⟧", "code": "5.7.1"}
    assert "## Öñé { #one }" in body
    assert 'title="⟦Ŕûñ⟧"\ndig a\n' in body

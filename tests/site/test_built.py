"""The site as it is built: complete, in the right language, and nothing from elsewhere."""

import re
from urllib.parse import unquote, urljoin, urlsplit

import pytest

pytestmark = pytest.mark.xdist_group("site")
BASE = "https://postlotse.example/"
CSS_ADDRESS = re.compile(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)\"']*")
LINK = re.compile(r'<a\b[^>]*href="[^#][^>]*>(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SAYS_NOTHING = {
    "en": {"here", "right here", "click here", "this", "click this", "more", "learn more", "read more", "see more"}
    | {"more info", "more information", "information", "details", "go", "start", "link", "page"},
    "de": {"hier", "hier klicken", "klicke hier", "klicken sie hier", "dies", "das", "diese seite", "mehr", "mehr dazu"}
    | {"mehr erfahren", "mehr informationen", "weiter", "weiterlesen", "siehe", "details", "link", "seite"},
}
IMPORT = re.compile(r"(?:^|\n)(?:import|export)\b[^;]*?\bfrom\s+\"([^\"]+)\"|\bimport\(\"([^\"]+)\"\)")


def target(site, name, address):
    """Return file and fragment that an address on a page leads to, None for other sites."""
    here = BASE if name == "404.html" else BASE + name.removesuffix("index.html")
    parts = urlsplit(urljoin(here, address))
    if not parts.geturl().startswith(BASE):
        return None
    path = unquote(parts.path).removeprefix("/")
    return site / (path + "index.html" if path.endswith("/") or not path else path), unquote(parts.fragment)


@pytest.mark.usefixtures("site")
def test_the_build_has_no_warning(warnings):
    assert warnings.said == []


def test_every_link_leads_somewhere(site, html):
    pages = {site / name: page for name, page in html.items()}
    broken = []
    for name, page in html.items():
        for address in [*page.links, *page.loaded, *(link["href"] for link in page.all("link"))]:
            found = target(site, name, address)
            if found and not found[0].is_file():
                broken.append(f"{name}: {address}")
            elif found and found[1] and found[0] in pages and found[1] not in pages[found[0]].ids:
                broken.append(f"{name}: {address} has no such place")
    assert not broken


def test_the_text_of_a_link_says_where_it_leads(html):
    assert not [
        f"{name}: {text}"
        for name, page in html.items()
        for text in (TAG.sub("", inner).strip(" .…").casefold() for inner in LINK.findall(page.text))
        if text in SAYS_NOTHING[page.lang]
    ]


def test_every_module_of_the_shell_is_there(site):
    missing = [
        f"{path.name}: {name}"
        for path in (site / "assets" / "shell").glob("*.js")
        for found in IMPORT.findall(path.read_text("utf-8"))
        for name in found
        if name and not (path.parent / name).is_file()
    ]
    assert not missing


def test_the_worker_is_one_script(site):
    shell = site / "assets" / "shell"
    assert not list(shell.glob("worker-*.js"))
    assert not re.search(r"""\b(?:from|import)\s*["']""", (shell / "worker.js").read_text("utf-8"))


def test_nothing_is_loaded_from_elsewhere(site, html):
    foreign = [f"{name}: {url}" for name, page in html.items() for url in page.loaded if not target(site, name, url)]
    for path in site.rglob("*.css"):
        foreign += [f"{path.name}: {url}" for url in CSS_ADDRESS.findall(path.read_text("utf-8"))]
    assert not foreign


def test_ids_are_given_once(html):
    assert not [(name, id_) for name, page in html.items() for id_ in set(page.ids) if page.ids.count(id_) > 1]


def test_a_page_says_its_language(html):
    said = {name: page.lang for name, page in html.items() if name != "404.html"}
    assert said == {name: "de" if name.startswith("de/") else "en" for name in said}


def test_every_page_links_to_its_twin(html):
    for name, page in html.items():
        twin = name.removeprefix("de/") if name.startswith("de/") else f"de/{name}"
        if name != "404.html":
            links = [a for a in page.all("a") if "pl-language" in a.get("class", "")]
            found = [urlsplit(urljoin(BASE + name, a["href"])).path for a in links]
            assert found == [f"/{twin.removesuffix('index.html')}"], name


def test_no_link_in_the_head_makes_material_ask_for_a_sitemap(html, site):
    assert not [name for name, page in html.items() for link in page.all("link") if link["rel"] == "alternate"]
    assert 'hreflang="de"' in (site / "sitemap.xml").read_text("utf-8")


def test_every_page_can_be_skipped_to_its_content(html):
    for name, page in html.items():
        if name != "404.html":
            skips = [a["href"] for a in page.all("a") if a.get("class") == "md-skip"]
            assert skips == ["#content"], name


def test_the_page_for_lost_readers_speaks_both_languages(html):
    page = html["404.html"]
    assert page.lang == "en"
    assert [section["lang"] for section in page.all("section")] == ["en", "de"]


def test_a_code_page_carries_its_facts(html):
    for name in ("codes/5-7-606/index.html", "de/codes/5-7-606/index.html"):
        assert "5.7.606 – 5.7.649" in html[name].text
        assert "sources" in html[name].ids


def test_the_list_of_codes_links_every_code_page(html):
    for start in ("", "de/"):
        links = html[f"{start}codes/index.html"].links
        listed = {urljoin(BASE + start + "codes/", url).partition("#")[0] for url in links}
        pages = {name for name in html if name.startswith(f"{start}codes/") and name != f"{start}codes/index.html"}
        assert len(pages) > 20
        assert {BASE + name.removesuffix("index.html") for name in pages} <= listed

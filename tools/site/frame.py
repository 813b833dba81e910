"""What the MkDocs hooks do with a page and what the templates may ask for."""

import json
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from checkers.words.catalogue import sentences
from tools import checklist, code_list, facts, pages, parts, resolvers, status_codes, widget
from tools.offline import offer
from tools.site import feed, translation, worker
from tools.strings import LOCALE, ROOT

_PERMALINK = 'title="Permanent link"'  # Markdown says it in English
NOT_SHIPPED = ("tsconfig.json",)  # beside the shell's sources, of no use to a visitor


@cache
def words(language: str) -> facts.Words:
    """Return the compiled catalogue of a language by key; raises FileNotFoundError where there is none yet."""
    return sentences(json.loads((LOCALE / f"{language}.json").read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page belongs: its path without the language, the language of its text, the one that it is built for."""

    path: str
    text: str
    language: str


def place(page: Page) -> Place:
    """Return what static-i18n knows of a page."""
    file: Any = page.file
    return Place(file.norm_src_uri, file.locale, file.locale_alternate_of)


def markdown(text: str, page: Page, config: MkDocsConfig) -> str:
    """Return a page's Markdown with what the build adds: an id for the title, facts, tables, what markers ask for."""
    at = place(page)
    if at.path == "codes/index.md":
        text = code_list.with_table(text, at.text, words(at.text))
    elif at.path == "codes/rfc3463.md":
        text = status_codes.with_codes(text, words(at.text))
    elif at.path.startswith("codes/"):
        text = facts.with_facts(text, pages.codes(page.meta), words(at.text))
    else:
        text = resolvers.placed(text, resolvers.resolvers(config.extra), words(at.text))
        text = parts.filled(text, at.text, words, config.extra.get("operator") or {})
        text = translation.listed(text, _names(config), _reader(at.text, config))
    return pages.with_title_id(text)


def content(html: str, page: Page, config: MkDocsConfig) -> str:
    """Return a page's HTML with its widget in full, and the links of its headings in the page's language."""
    at = place(page)
    html = html.replace(_PERMALINK, f'title="{escape(str(words(at.text)["site/permalink"]))}"')
    return widget.expand(html, words(at.text), _root(page, at.language, config), resolvers.resolvers(config.extra))


def connect(html: str, config: MkDocsConfig) -> list[str]:
    """Return the addresses beside this site's that a page may ask: those of the resolvers, where it offers them."""
    return [one.address for one in resolvers.resolvers(config.extra) if f'value="{one.address}"' in html]


def context(page: Page, config: MkDocsConfig) -> dict[str, Any]:
    """Return what the templates may use beside MkDocs's own names."""
    at = place(page)
    original = (config.site_url or "/") + page.url.removeprefix(f"{at.language}/")
    reader = _reader(at.language, config)
    return {
        "say": words(at.language).__getitem__,
        "language": at.language,
        "root": _root(page, at.language, config),  # where the pages of this language begin, seen from the page
        "is_home": at.path == "index.md",
        "is_code": at.path.startswith("codes/"),
        "lists_codes": at.path == "codes/index.md",
        "has_feed": at.path == f"{feed.PAGE.rstrip('/')}.md",
        "has_widget": "pl-widget" in (page.content or ""),
        "has_picture": "pl-picture" in (page.content or ""),
        "has_kept_choice": f'class="{resolvers.KEPT}"' in (page.content or ""),
        "has_offline": f'class="{offer.CLASS}"' in (page.content or ""),
        "has_checklist": checklist.CLASS in (page.content or ""),
        "fallback": at.text if at.text != at.language else None,
        "original": original,
        "translation": translation.foot(at.path, original, reader) if at.text == at.language else None,
        "edit": reader.edit.replace("{path}", f"docs/{at.text}/{at.path}"),
    }


def named(nav: Navigation, config: MkDocsConfig) -> Navigation:
    """Give the entries of the navigation their names in the language that is built: `nav/<name in mkdocs.yml>`."""
    i18n: Any = config.plugins["i18n"]
    own = words(i18n.current_language)
    items = list(nav.items)
    for item in items:
        items += item.children or ()
        item.title = str(own.get(f"nav/{item.title}", item.title)) if item.title else item.title
    return nav


def shipped(files: Files) -> Files:
    """Return the files that belong on the site."""
    for file in [file for file in files if file.src_uri.endswith(NOT_SHIPPED)]:
        files.remove(file)
    worker.in_one_file(files)
    return files


def with_anchors(files: Files, config: MkDocsConfig) -> None:
    """While the site is served and only some pages are read: let links into the others be checked all the same.

    `extra.anchors` holds from build to build what can be linked to in each page.
    """
    known: dict[str, set[str]] = config.extra.get("anchors", {})
    for page in (file.page for file in files.documentation_pages() if file.page is not None):
        if page.present_anchor_ids is None:
            page.present_anchor_ids = known.get(page.file.src_uri)
        else:
            known[page.file.src_uri] = page.present_anchor_ids


def with_cache(env: Environment) -> Environment:
    """Keep compiled templates between builds: a third of a build's time goes into compiling Material's."""
    folder = ROOT / ".cache" / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return env


def with_languages(env: Environment, config: MkDocsConfig) -> Environment:
    """Give the templates that stand for no page every language of the site: its code, its folder, its words."""
    env.globals["languages"] = [
        {"code": code, "folder": folder, "say": words(code).__getitem__} for code, folder in languages(config).items()
    ]
    return env


def languages(config: MkDocsConfig) -> dict[str, str]:
    """Return the languages that are built, each with its folder in the site: {"en": "", "de": "de/"}."""
    i18n: Any = config.plugins["i18n"]
    return {name: "" if name == i18n.default_language else f"{name}/" for name in i18n.build_languages}


def live(config: MkDocsConfig) -> bool:
    """Tell whether the pages are for `make serve`, which puts a script into them."""
    return bool(config.extra.get("live"))


def _reader(language: str, config: MkDocsConfig) -> translation.Reader:
    return translation.Reader(language, words(language), config.extra.get("edit") or "")


def _names(config: MkDocsConfig) -> dict[str, str]:
    i18n: Any = config.plugins["i18n"]
    return {language.locale: language.name for language in i18n.config.languages}


def _root(page: Page, language: str, config: MkDocsConfig) -> str:
    return get_relative_url(languages(config)[language] or ".", page.url).rstrip("/") + "/"

"""The navigation: its names in every language come from the catalogue nav.po and from nowhere else."""

import yaml

from tests.conftest import ROOT
from tools.strings import SOURCE, catalogue_files, entries


class Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without asking the environment."""


Loader.add_constructor("!ENV", lambda *_: None)
CONFIG = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader)


def names(items):
    for item in items:
        for name, inner in item.items():
            yield name
            yield from names(inner) if isinstance(inner, list) else ()


def test_every_entry_has_a_name_in_the_catalogue_and_none_is_left_over():
    known = {key for key, _ in entries(SOURCE) if key.startswith("nav/")}
    assert known == {f"nav/{name}" for name in names(CONFIG["nav"])}
    assert "nav.po" in {path.name for path in catalogue_files(SOURCE)}


def test_a_language_needs_two_lines():
    [plugin] = [plugin["i18n"] for plugin in CONFIG["plugins"] if isinstance(plugin, dict) and "i18n" in plugin]
    assert all(set(language) <= {"locale", "name", "default"} for language in plugin["languages"])

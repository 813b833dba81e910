"""One search index a language: static-i18n writes one for all, and Germans would find English pages."""

import json
from pathlib import Path

INDEX = Path("search") / "search_index.json"


def split(site: Path, languages: dict[str, str]) -> None:
    """Rewrite the index of a built site as one a language, in that language's folder.

    `languages` names each language's folder in the site, "" or "de/". Addresses become relative to it; the templates
    give the folder to the search as its base.
    """
    index = json.loads((site / INDEX).read_text("utf-8"))
    folders = tuple(folder for folder in languages.values() if folder)
    for language, folder in languages.items():
        others = tuple(other for other in folders if other != folder)
        own = [
            entry | {"location": entry["location"].removeprefix(folder)}
            for entry in index["docs"]
            if entry["location"].startswith(folder) and not entry["location"].startswith(others)
        ]
        text = json.dumps(
            {"config": index["config"] | {"lang": [language]}, "docs": own}, ensure_ascii=False, separators=(",", ":")
        )
        target = site / folder / INDEX
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")

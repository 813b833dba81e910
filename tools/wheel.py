"""What a wheel needs beside the sources: the catalogues, compiled before hatchling packs it."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WordsHook(BuildHookInterface[Any]):
    """Compiles `checkers/locale/*.json` where they are missing or older than what they are made from."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling's own names
        """Run before a wheel is built, from a checkout or from an unpacked source distribution."""
        root = Path(self.root)
        locale = root / "checkers" / "locale"
        sources = [*locale.rglob("*.po"), *(root / "docs").glob("*/codes/*.md")]
        languages = [folder.parent.name for folder in locale.glob("*/LC_MESSAGES")]
        made = [locale / f"{name}{end}" for name in languages for end in (".json", ".codes.json")]
        if all(path.exists() for path in made) and min(map(_changed, made)) >= max(map(_changed, sources)):
            return
        sys.path.insert(0, self.root)
        try:
            from tools import pages, strings  # noqa: PLC0415  they need what only a build has

            pages.write_codes()
            strings.compile_all()
        finally:
            sys.path.remove(self.root)


def _changed(path: Path) -> float:
    return path.stat().st_mtime

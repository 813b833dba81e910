import subprocess

import pytest

from tools import pages, strings

HEADER = r"""msgid ""
msgstr ""
"Language: {}\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""


class Tree:
    """A small tree of pages and catalogues in a folder of its own."""

    def __init__(self, root):
        self.root = root

    def page(self, language, name, body, front="title: A page"):
        path = self.root / "docs" / language / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{front}\n---\n{body}", "utf-8")
        return path

    def catalogue(self, language, name, *entries):
        """Write a catalogue; an entry is key, English, translation and what stands above it, if anything."""
        path = self.root / "checkers" / "locale" / language / "LC_MESSAGES" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = [
            f'{"".join(above)}msgctxt "{key}"\nmsgid "{english}"\nmsgstr "{own}"\n'
            for key, english, own, *above in entries
        ]
        path.write_text("\n".join([HEADER.format(language), *texts]), "utf-8")
        return path

    def commit(self):
        for arguments in (["add", "-A"], ["commit", "-q", "-m", "state"]):
            self.git(*arguments)

    def git(self, *arguments):
        name = ["-c", "user.name=Tests", "-c", "user.email=tests@example.com", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *name, *arguments], cwd=self.root, check=True, capture_output=True)


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "DOCS", tmp_path / "docs")
    monkeypatch.setattr(strings, "LOCALE", tmp_path / "checkers" / "locale")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    made = Tree(tmp_path)
    for language in ("en", "de"):
        made.catalogue(language, "site.po")
    return made

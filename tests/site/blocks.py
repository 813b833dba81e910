"""The blocks of code on the pages, and the code in their sentences.

The language of a fence says of what sort its text is. What each sort promises is held by a test:

    record      records, one a line, or lines of a zone           test_page_examples.py, test_shown.py
    policy      an MTA-STS policy                                 test_page_examples.py
    header      fields of a message                               test_shown.py
    tags        a part of a DKIM signature                        test_shown.py
    mixed       records beside header fields or SMTP, line by line    test_shown.py
    smtp        what a client says to a server                    test_shown.py
    bounce      a refusal                                         test_shown.py
    http        a request                                         test_shown.py
    path        addresses and names that lead to each other       test_shown.py
    config, log  lines of Postfix or Exim                         test_shown.py
    sh, powershell  commands                                      test_commands.py
    output      what a command of this project prints             test_shown.py
    yaml        a piece of mkdocs.yml                             test_shown.py
    json        a value on each line                              test_shown.py
    letter      words to be filled in by the reader               test_shown.py
"""

import re
from dataclasses import dataclass

from tools.pages import DOCS
from tools.strings import SOURCE

SORTS = frozenset(
    sort for line in re.findall(r"^    ([a-z, -]+?)  ", __doc__, re.MULTILINE) for sort in line.split(", ")
)
_FENCED = re.compile(
    r"^(?P<indent> *)(?P<fence>`{3,}|~{3,})(?P<sort>[\w+-]*)(?P<rest>[^\n]*)\n(?P<body>.*?)^ *(?P=fence) *$",
    re.DOTALL | re.MULTILINE,
)
_TITLE = re.compile(r'title="([^"]*)"')
_ID = re.compile(r"^#+ .*\{ #([\w-]+) \}$", re.MULTILINE)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_PARAGRAPH = re.compile(r"\n\s*\n")
_WRONG, _RIGHT = ("Wrong", "Falsch"), ("Right", "Richtig")


@dataclass(frozen=True)
class Block:
    """A block of code: where it stands, its sort, its title, its text without the indent of a list."""

    language: str
    page: str
    line: int
    section: str
    sort: str
    title: str
    body: str

    @property
    def wrong(self):
        return self.title.startswith(_WRONG)

    @property
    def right(self):
        return self.title.startswith(_RIGHT)

    def __str__(self):
        return f"{self.language}/{self.page}:{self.line}"


def names():
    return sorted(path.relative_to(DOCS / SOURCE).as_posix() for path in (DOCS / SOURCE).rglob("*.md"))


def text(language, page):
    return (DOCS / language / page).read_text("utf-8")


def blocks(language, page):
    """Return the blocks of a page in order."""
    whole = text(language, page)
    return [
        Block(
            language,
            page,
            whole.count("\n", 0, match.start()) + 1,
            next(iter(_ID.findall(whole[: match.start()])[-1:]), ""),
            match["sort"],
            next(iter(_TITLE.findall(match["rest"])), ""),
            re.sub(rf"^{match['indent']}", "", match["body"], flags=re.MULTILINE),
        )
        for match in _FENCED.finditer(whole)
    ]


def of(language, *sorts):
    """Return all blocks of some sorts in a language."""
    return [block for page in names() for block in blocks(language, page) if block.sort in sorts]


def spans(language, page):
    """Return the code in a page's sentences, each on one line."""
    prose = _FENCED.sub("", text(language, page))
    return [" ".join(code.split()) for part in _PARAGRAPH.split(prose) for _, code in _SPAN.findall(part)]

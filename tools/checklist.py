"""What a list to tick off has beside its items: how many are done, a button to clear and one to print.

The script brings it to life; without scripts it does not show, and the list is a plain one.
"""

from html import escape

from tools.facts import Words, say

CLASS = "pl-ticks"


def bar(words: Words) -> str:
    """Return the bar above a list as HTML; the script fills in its sentence with the numbers."""

    def button(kind: str, key: str, state: str = "") -> str:
        return f'<button type="button" class="{kind}"{state}>{escape(say(words, key))}</button>'

    count = escape(say(words, "site/checklist/count"))
    buttons = " ".join(
        (
            button("pl-untick", "site/checklist/clear", " disabled"),
            button("pl-retick", "site/checklist/undo", " hidden"),
            button("pl-print", "site/checklist/print"),
        )
    )
    return f'<div class="{CLASS}"><p class="pl-progress" role="status" data-count="{count}"></p><p>{buttons}</p></div>'

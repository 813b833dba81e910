"""What the page about reading offline has beside its text: the state on this device and the buttons that change it."""

from html import escape

from tools.facts import Words, say

CLASS = "pl-offline"

_STATES = (
    "none", "loading", "ready", "removed", "cannot", "not-here", "network", "changed", "room", "examining", "examined",
    "mended", "lost",
)  # fmt: skip
_BUTTONS = ("install", "examine", "remove")


def offer(words: Words) -> str:
    """Return it as HTML; the script shows what is true and fills in the numbers of its sentences."""

    def said(key: str) -> str:
        return escape(say(words, f"offline/{key}"))

    sentences = " ".join(f'data-{state}="{said(state)}"' for state in _STATES)
    buttons = " ".join(
        f'<button type="button" class="pl-button{" pl-primary" if name == "install" else ""}" data-do="{name}" hidden>'
        f"{said(name)}</button>"
        for name in _BUTTONS
    )
    return (
        f'<div class="{CLASS}"><p class="pl-told" role="status" {sentences}><span></span></p>'
        f'<p class="pl-bytes" data-text="{said("bytes")}" hidden></p>'
        f'<progress aria-label="{said("loading")}" hidden></progress><p class="pl-actions">{buttons}</p></div>'
    )

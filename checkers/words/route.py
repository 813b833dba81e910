"""The one channel that helps, said with where it leads and which others do not apply."""

from functools import cache
from typing import Any

from checkers.report import Report
from checkers.tables import table
from checkers.words.catalogue import Catalogue
from checkers.words.links import is_external, link


@cache
def channels() -> dict[str, dict[str, Any]]:
    """Return the facts of every channel by its id, from `data/channels.toml`."""
    return table("channels")


def route(report: Report, words: Catalogue) -> dict[str, Any] | None:
    """Return the route that the report's fact names, or the check that the text is for; None where it names neither."""
    if check := report.fact("fits"):
        return _handed_on(str(check), words)
    name = report.fact("route")
    if not name:
        return None
    channel = channels()[str(name)]
    moods = (report.fact("code"), "temporary" if report.fact("temporary") else None, report.fact("actor"), report.check)
    closer = [str(mood) for mood in moods if mood]  # what is said of this refusal before what is said of all
    return {
        "id": name,
        "label": words.say(
            f"route/{name}/signal",
            *(f"route/{name}/{mood}" for mood in closer),
            f"route/{name}",
            signal=words.value("failed_signal", report.fact("failed_signal")),
        ),
        "href": link(channel["href"]),
        "external": is_external(channel["href"]),
        "check": None,
        "why": words.say(
            *(f"route/{name}/why/{mood}" for mood in closer),
            f"route/{name}/why/ip",
            f"route/{name}/why",
            ip=report.fact("blocked_ip"),
        ),
        "not": [
            {"label": words.say(f"route/{other}"), "why": words.say(f"route/{other}/not")} for other in channel["not"]
        ],
    }


def _handed_on(check: str, words: Catalogue) -> dict[str, Any]:
    """Return the way to another check; its name tells whoever shows this where the reader's text is to be taken."""
    return {
        "id": "fits",
        "label": words.say(f"fits/{check}"),
        "href": link(table("check_pages")[check]["page"]),
        "external": False,
        "check": check,
        "why": None,
        "not": [],
    }

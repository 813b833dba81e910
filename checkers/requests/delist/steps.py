"""The way of a request, step by step, and what to do when it does not go as it should."""

from checkers.bounce.catalogue import Route
from checkers.report import Node, Severity

# Each step is a kind of node; in brackets what may happen after it.
_WAYS: dict[Route, tuple[tuple[str, tuple[str, ...]], ...]] = {
    Route.PORTAL: (
        ("cure", ()),
        ("portal-enter", ("portal-one-each",)),
        ("portal-confirm", ("mail-missing", "mail-refused", "mail-elsewhere")),
        ("portal-delist", ("not-listed", "denied", "portal-down")),
        ("portal-wait", ("silence", "listed-again", "filters-remain")),
    ),
    Route.DELIST_MAIL: (
        ("cure", ()),
        ("mail-send", ("mail-other-mailbox",)),
        ("mail-wait", ("mail-silence", "mail-denied")),
        ("start-small", ()),
    ),
    Route.FORM: (
        ("cure", ()),
        ("form-fill", ("form-error", "form-range")),
        ("form-answer", ("form-not-qualified", "form-mitigated", "form-silence")),
        ("start-small", ()),
    ),
}


def steps(route: Route | None, ip: str | None) -> tuple[Node, ...]:
    """Return the steps of a route, none where it leads to no request."""
    text = {"portal-enter": "https://sender.office.com", "mail-send": "delist@microsoft.com"}
    return tuple(
        Node(
            kind,
            text.get(kind, ""),
            {"ip": ip} if ip else {},
            children=tuple(Node(outcome, "", severity=Severity.ADVICE) for outcome in outcomes),
        )
        for kind, outcomes in _WAYS.get(route, ())  # type: ignore[arg-type]
    )

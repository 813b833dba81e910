"""Who must act and which one route helps, where no known refusal says it."""

from checkers.bounce.catalogue import Reason, Route, Service
from checkers.report import Actor

_ALWAYS: dict[Reason, tuple[Route, Actor]] = {
    Reason.UNKNOWN_RECIPIENT: (Route.ADDRESS, Actor.SENDER),
    Reason.UNKNOWN_HOST: (Route.ADDRESS, Actor.SENDER),
    Reason.MAILBOX_FULL: (Route.RECIPIENT, Actor.RECIPIENT),
    Reason.MAILBOX_UNAVAILABLE: (Route.RECIPIENT, Actor.RECIPIENT),
    Reason.TOO_LARGE: (Route.NONE, Actor.SENDER),
    Reason.THROTTLING: (Route.SLOW_DOWN, Actor.SENDER_ADMIN),
    Reason.AUTHENTICATION: (Route.AUTHENTICATION, Actor.SENDER_ADMIN),
    Reason.RELAY: (Route.DNS, Actor.SENDER_ADMIN),
    Reason.ROUTING: (Route.DNS, Actor.SENDER_ADMIN),
    Reason.TLS: (Route.DNS, Actor.SENDER_ADMIN),
    Reason.SENDER_ADDRESS: (Route.ADDRESS, Actor.SENDER_ADMIN),
    Reason.PROTOCOL: (Route.NONE, Actor.SENDER_ADMIN),
    Reason.TENANT: (Route.NONE, Actor.SENDER_ADMIN),
    Reason.LOOP: (Route.RECIPIENT, Actor.RECIPIENT_ADMIN),
}
_UNREACHED = {Reason.NETWORK, Reason.EXPIRED, Reason.SYSTEM}
_JUDGED = {Reason.IP_REPUTATION, Reason.DOMAIN_REPUTATION, Reason.COMPLAINTS, Reason.CONTENT}
_WHO_JUDGES = {Service.OUTLOOK: Route.FORM, Service.OTHER: Route.OTHER, Service.UNKNOWN: Route.OTHER}
_ELSE = {Service.OTHER: (Route.OTHER, Actor.PROVIDER), Service.OWN: (Route.NONE, Actor.SENDER_ADMIN)}


def route_of(reason: Reason, service: Service, *, temporary: bool) -> tuple[Route, Actor]:
    """Return the route and who must take it for a refusal that the catalogue does not hold."""
    if reason in _ALWAYS:
        return _ALWAYS[reason]
    if reason in _UNREACHED and service is Service.OWN and temporary:
        return Route.RECIPIENT, Actor.SENDER_ADMIN  # whose connection it is nobody knows yet
    if reason in _UNREACHED:
        return (Route.NONE, Actor.NOBODY) if temporary else (Route.RECIPIENT, Actor.RECIPIENT_ADMIN)
    if reason in _JUDGED and service in _WHO_JUDGES:
        return _WHO_JUDGES[service], Actor.SENDER_ADMIN
    return _ELSE.get(service, (Route.RECIPIENT, Actor.RECIPIENT_ADMIN))

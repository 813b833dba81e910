"""What the macro letters stand for in one evaluation, RFC 7208 7.2."""

from checkers.spf.evaluation.lookups import Lookups
from checkers.spf.evaluation.model import NoDomainError, Request

_UNKNOWN = "unknown"
_SENDER = {"s", "o"}  # the letters that name the sender's domain


class Letters:
    """The values of the letters; `helo_used` tells whether one of them was the HELO name."""

    def __init__(self, request: Request, lookups: Lookups) -> None:
        client, sender = request.client, request.sender
        self._lookups = lookups
        self._helo = sender.helo
        self._known = {
            "s": f"{sender.local}@{sender.domain}",
            "l": sender.local,
            "o": sender.domain,
            "v": client.family,
            "c": client.text,
            "t": str(int(request.now.timestamp())) if request.now else "0",
            "r": _UNKNOWN,  # the receiver that would be asked
        }
        self._client, self._sender = client, sender
        self.helo_used = False

    def value(self, letter: str, domain: str) -> str:
        """Return what `letter` stands for in the record of `domain`.

        Raises StopError and OpenError: the letter p asks DNS. Raises NoDomainError where the domain is not known.
        """
        if (letter in {"d", "p"} and not domain) or (letter in _SENDER and not self._sender.domain):
            raise NoDomainError
        match letter:
            case "d":
                return domain
            case "i":
                return self._client.dotted
            case "h":
                self.helo_used = True
                return self._helo
            case "p":
                return self._validated(domain.lower())
            case _:
                return self._known[letter]

    def _validated(self, domain: str) -> str:
        """Of the client's validated names the domain itself, else one below it, else the first (7.3)."""
        names = self._lookups.validated_names()
        if domain in names:
            return domain
        return next((name for name in names if name.endswith(f".{domain}")), next(iter(names), _UNKNOWN))

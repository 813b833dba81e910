"""The mechanisms that ask DNS for addresses, RFC 7208 sections 5.3 to 5.7, and the counting of section 4.6.4."""

from collections.abc import Iterable

from checkers.dns import Answer, Book
from checkers.spf.evaluation.address import ip4_number, ip6_number
from checkers.spf.evaluation.macro import can_be_asked
from checkers.spf.evaluation.model import (
    MAX_HOSTS,
    MAX_LOOKUPS,
    MAX_VOIDS,
    Client,
    Kind,
    OpenError,
    Rule,
    Step,
    StopError,
)


class Lookups:
    """Asks the book on behalf of one evaluation, and counts."""

    def __init__(self, book: Book, client: Client) -> None:
        self._book, self._client = book, client
        self.count = 0
        self.voids = 0
        self.limited = True  # False for the explanation, which costs nothing
        self._reverse_asked = False

    def ask(self, name: str, type_: str) -> Answer:
        """Return an answer; raises OpenError and leaves the question in the book where there is none yet."""
        answer = self._book.ask(name, type_)
        if answer is None:
            raise OpenError
        return answer

    def charge(self) -> None:
        """Count one term that asks DNS; raises StopError where there are too many."""
        self.count += 1
        if self.count > MAX_LOOKUPS:
            raise StopError("permerror", Kind.LIMIT, limit=MAX_LOOKUPS)

    def match(self, rule: Rule, step: Step) -> bool:
        """Tell whether an `a`, `mx`, `exists` or `ptr` term matches, whose target is the name of `step`.

        Raises StopError where it ends the evaluation, OpenError where it cannot be told yet.
        """
        name = step.name
        if not can_be_asked(name):  # nothing to ask, so nothing matches (4.8)
            step.kind = Kind.NO_NAME
            return False
        match rule.name:
            case "a":
                return self._matches(self._records(name, self._client.type, step), rule)
            case "exists":
                return bool(self._records(name, "A", step))
            case "mx":
                return self._mx(rule, step)
            case _:
                end = "." + name.lower()
                return any(("." + host).endswith(end) for host in self.validated(step))

    def _records(self, name: str, type_: str, step: Step | None) -> tuple[str, ...]:
        """Return the records at `name`; none at all is a void lookup."""
        answer = self.ask(name, type_)
        if answer.failed:
            raise StopError("temperror", Kind.TEMPERROR, name=name, status=answer.status.value)
        if not answer.records:
            self._void(name, step)
        return answer.records

    def _void(self, name: str, step: Step | None) -> None:
        if not self.limited:
            return
        self.voids += 1
        if step:
            step.kind = Kind.VOID
            step.values = {"name": name}
        if self.voids > MAX_VOIDS:
            raise StopError("permerror", Kind.VOID_LIMIT, name=name, most=MAX_VOIDS)

    def _matches(self, records: Iterable[str], rule: Rule) -> bool:
        client = self._client
        four = client.version == 4  # noqa: PLR2004
        shift = rule.shifts[0 if four else 1]
        wanted = client.number >> shift
        read = ip4_number if four else ip6_number
        return any((number := read(record)) is not None and number >> shift == wanted for record in records)

    def _mx(self, rule: Rule, step: Step) -> bool:
        hosts = mail_hosts(self._records(step.name, "MX", step))
        if len(hosts) > MAX_HOSTS:
            raise StopError("permerror", Kind.HOSTS, name=step.name, count=len(hosts), most=MAX_HOSTS)
        self._all_known(hosts)
        # all are looked up before any is compared (5.4): the order of the answer decides nothing
        found = [record for host in hosts for record in self._records(host, self._client.type, None)]
        return self._matches(found, rule)

    def _all_known(self, hosts: Iterable[str]) -> None:
        """Ask for the addresses of all hosts at once; raises OpenError where one is missing."""
        if None in [self._book.ask(host, self._client.type) for host in hosts]:
            raise OpenError

    def validated(self, step: Step | None = None) -> list[str]:
        """Return the names that reverse DNS has for the client and that lead back to it, in lower case (5.5)."""
        answer = self.ask(self._client.reverse, "PTR")
        if answer.failed:
            return []
        if not answer.records:
            self._void(self._client.reverse, step)
        hosts = [host for record in answer.records[:MAX_HOSTS] if can_be_asked(host := record.removesuffix("."))]
        self._all_known(hosts)
        found = []
        for host in hosts:
            addresses = self.ask(host, self._client.type)
            if addresses.failed:
                continue  # skipped, whatever the reason (5.5)
            if not addresses.records:
                self._void(host, None)
            elif self._matches(addresses.records, _EXACT):
                found.append(host.lower())
        return found

    def validated_names(self) -> list[str]:
        """Return them for the macro p, whose reverse lookup counts like that of `ptr` (4.6.4), but once."""
        if self.limited and not self._reverse_asked:
            self._reverse_asked = True
            self.charge()
        return self.validated()


_EXACT = Rule("", "a")


def mail_hosts(records: Iterable[str]) -> list[str]:
    """Return the hosts of MX records in presentation form; the host "." is none (RFC 7505)."""
    hosts = [record.rpartition(" ")[2].removesuffix(".") for record in records]
    return [host for host in hosts if can_be_asked(host)]

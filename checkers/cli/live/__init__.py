"""Live lookups: the system's resolver, one of the user's over UDP and TCP, or DNS over HTTPS."""

from checkers.cli.live.ask import Asker
from checkers.cli.live.resolver import Resolver, opened, resolver

__all__ = ["Asker", "Resolver", "opened", "resolver"]

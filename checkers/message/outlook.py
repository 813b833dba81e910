"""Messages that Outlook saved (.msg, [MS-OXMSG]) as the text of a message, so that one reader reads both.

The compound file is read with olefile, its properties with python-oxmsg; both are imported only where one is at hand.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from checkers.inputs import OUTLOOK, Fault
from checkers.message.outlook_text import Attached, Entry, Saved, compose

if TYPE_CHECKING:
    from oxmsg.properties import Properties

MAX_READ = 48 * 1024 * 1024  # bytes of all the streams that are read
_MAX_RECIPIENTS = 500
_MAX_ATTACHMENTS = 50
_MAX_PROPERTIES = 512 * 1024  # bytes; 16 a property
_MAX_DEPTH = 4  # messages attached to messages

# [MS-OXPROPS]: the properties that say something about a bounce
_CLASS, _SUBJECT, _HEADERS, _BODY, _HTML, _SENDER, _SENDER_NAME, _TO = (
    0x001A, 0x0037, 0x007D, 0x1000, 0x1013, 0x5D01, 0x0C1A, 0x0E04,
)  # fmt: skip
_SMTP, _EMAIL, _NAME, _REPORT, _INFO, _REMOTE, _STATUS = 0x39FE, 0x3003, 0x3001, 0x1001, 0x0C1B, 0x0C21, 0x0C20
_LONG_FILE, _FILE, _MIME, _DATA = 0x3707, 0x3704, 0x370E, 0x3701
_TEXTS = {"001F": "utf-16-le", "001E": "cp1252", "0102": "utf-8"}
_TOP, _EMBEDDED, _OTHER = 32, 24, 8  # [MS-OXMSG] 2.4.1: bytes before the first property


@dataclass(frozen=True, slots=True)
class Outlook:
    """The text of a message, or why there is none."""

    text: str
    fault: Fault | None = None


class _TooLargeError(Exception):
    """The streams hold more than MAX_READ bytes."""


def is_outlook(value: str | bytes) -> bool:
    """Tell whether what the reader gave is a .msg file."""
    return isinstance(value, bytes) and value.startswith(OUTLOOK)


@lru_cache(maxsize=1)  # a check asks for the text of the same file several times
def read_outlook(data: bytes) -> Outlook:
    """Return the message that a .msg file holds, as text (RFC 5322, 3462), or why it cannot be read."""
    try:
        return Outlook(_Reader(data).message())
    except _TooLargeError:
        return Outlook("", Fault.TOO_LARGE)
    except Exception:  # noqa: BLE001  the libraries raise whatever they stumble over in a damaged file
        return Outlook("", Fault.DAMAGED)


class _Reader:
    """One compound file, and how much of it may still be read."""

    def __init__(self, data: bytes, depth: int = 0, left: int = MAX_READ) -> None:
        from olefile import OleFileIO  # type: ignore[import-untyped]  # noqa: PLC0415

        _check_sizes(data)
        self._ole: Any = OleFileIO(data)
        self._depth = depth
        self._left = left

    def message(self) -> str:
        """Return the message in the file as text."""
        return compose(self._saved(self._ole.root, (), _TOP, self._depth))

    def _saved(self, node: Any, path: tuple[str, ...], offset: int, depth: int) -> Saved:
        store = self._store(
            node, path, offset, (_CLASS, _SUBJECT, _HEADERS, _BODY, _HTML, _SENDER, _SENDER_NAME, _TO, _REPORT)
        )
        recipients = [
            self._recipient(kid, (*path, kid.name)) for kid in _named(node, "__recip_version1.0_#", _MAX_RECIPIENTS)
        ]
        attached = [
            part
            for kid in _named(node, "__attach_version1.0_#", _MAX_ATTACHMENTS)
            if (part := self._attached(kid, (*path, kid.name), depth))
        ]
        return Saved(
            store.text(_CLASS),
            store.text(_HEADERS),
            store.text(_SUBJECT),
            store.text(_SENDER) or store.text(_SENDER_NAME),
            store.text(_TO),
            store.text(_BODY) or store.text(_REPORT),
            store.text(_HTML),
            recipients,
            attached,
        )

    def _recipient(self, node: Any, path: tuple[str, ...]) -> Entry:
        store = self._store(node, path, _OTHER, (_SMTP, _EMAIL, _NAME, _REPORT, _INFO, _REMOTE))
        address = next((text for pid in (_SMTP, _EMAIL, _NAME) if "@" in (text := store.text(pid))), "")
        return Entry(
            address or store.text(_NAME),
            store.text(_INFO) or store.text(_REPORT),
            store.text(_REMOTE),
            store.number(_STATUS),
        )

    def _attached(self, node: Any, path: tuple[str, ...], depth: int) -> Attached | None:
        """Return an attachment that can tell of a bounce: a message, in either form, or a delivery status."""
        if depth >= _MAX_DEPTH:
            return None
        if inner := next((kid for kid in node.kids if kid.name == f"__substg1.0_{_DATA:04X}000D"), None):
            return Attached("message/rfc822", compose(self._saved(inner, (*path, inner.name), _EMBEDDED, depth + 1)))
        store = self._store(node, path, _OTHER, (_LONG_FILE, _FILE, _MIME))
        name, kind = (store.text(_LONG_FILE) or store.text(_FILE)).lower(), store.text(_MIME).lower()
        if not (name.endswith((".eml", ".msg")) or kind.startswith(("message/", "application/vnd.ms-outlook"))):
            return None
        data = self._store(node, path, _OTHER, (_DATA,)).data(_DATA)
        if data.startswith(OUTLOOK):
            reader = _Reader(data, depth + 1, self._left)
            text = reader.message()
            self._left = reader._left
            return Attached("message/rfc822", text)
        return Attached(kind if kind.startswith("message/") else "message/rfc822", _decoded(data))

    def _store(self, node: Any, path: tuple[str, ...], offset: int, wanted: Iterable[int]) -> "_Store":
        names = {f"__substg1.0_{pid:04X}{kind}" for pid in wanted for kind in _TEXTS} | {"__properties_version1.0"}
        streams = {kid.name: self._read((*path, kid.name), kid.size) for kid in node.kids if kid.name in names}
        return _Store(streams, offset)

    def _read(self, path: tuple[str, ...], size: int) -> bytes:
        self._left -= size
        if self._left < 0:
            raise _TooLargeError
        return bytes(self._ole.openstream(list(path)).read())


class _Store:
    """The streams of one storage that were read, by their names."""

    def __init__(self, streams: dict[str, bytes], offset: int) -> None:
        self._streams = streams
        self._offset = offset
        self._properties = self._read_properties()

    def text(self, pid: int) -> str:
        """Return a property as text, empty where there is none."""
        try:
            value = self._properties.str_prop_value(pid) if self._properties else None
        except Exception:  # noqa: BLE001  a codepage without a codec, a stream that is missing
            value = None
        if value is None:
            streams = ((kind, self._streams.get(f"__substg1.0_{pid:04X}{kind}")) for kind in _TEXTS)
            value = next((data.decode(_TEXTS[kind], "replace") for kind, data in streams if data), "")
        return value.rstrip("\0")

    def data(self, pid: int) -> bytes:
        """Return a binary property."""
        return self._streams.get(f"__substg1.0_{pid:04X}0102", b"")

    def number(self, pid: int) -> int:
        """Return a property that is a number, 0 where there is none."""
        try:
            return int(self._properties.int_prop_value(pid) or 0) if self._properties else 0
        except Exception:  # noqa: BLE001
            return 0

    def _read_properties(self) -> "Properties | None":
        from oxmsg.properties import Properties  # noqa: PLC0415
        from oxmsg.storage import Storage, Stream  # noqa: PLC0415

        if len(self._streams.get("__properties_version1.0", b"")) > _MAX_PROPERTIES:
            return None
        streams = tuple(Stream(name, data) for name, data in self._streams.items())
        return Properties(Storage("", streams, ()), properties_header_offset=self._offset)


def _named(node: Any, prefix: str, limit: int) -> Iterator[Any]:
    found = 0
    for kid in node.kids:
        if kid.name.startswith(prefix):
            found += 1
            if found > limit:
                return
            yield kid


def _check_sizes(data: bytes) -> None:
    """Raise where the header counts more sectors than the file has: olefile would go through all of them."""
    if len(data) < 512:  # noqa: PLR2004  [MS-CFB] 2.2
        raise ValueError
    fat, mini, difat = (struct.unpack_from("<I", data, at)[0] for at in (44, 64, 72))
    if max(fat, mini, difat) * 512 > len(data) + 512:
        raise ValueError


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")

"""Line ends by carriage returns alone, as old Mac programs and some control panels write them."""


def with_feeds(text: str) -> str:
    """Return `text` with a line feed for each carriage return where it has no other line ends; every place stays.

    Beside line feeds a carriage return ends no line, and stays what it is.
    """
    return text if "\r" not in text or "\n" in text else text.replace("\r", "\n")


def octets_with_feeds(raw: bytes) -> bytes:
    """Return octets as `with_feeds` returns a text."""
    return raw if b"\r" not in raw or b"\n" in raw else raw.replace(b"\r", b"\n")

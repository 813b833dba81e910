"""Addresses in a view: external ones whole, pages of this site relative to their language's root."""


def is_external(address: str) -> bool:
    """Tell whether an address leads away from this site."""
    return address.startswith(("https:", "mailto:"))


def link(address: str) -> str:
    """Return the address that a browser needs for a page's source file: "spf.md#anchor" is "spf/#anchor"."""
    if is_external(address):
        return address
    path, _, anchor = address.partition("#")
    path = path.removesuffix(".md").removesuffix("index").rstrip("/")
    return f"{path}/" * bool(path) + f"#{anchor}" * bool(anchor)

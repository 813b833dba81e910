"""In place of dns._features, which brings importlib.metadata with email and zipfile: a checker has none of these."""


def have(feature: str) -> bool:  # noqa: ARG001
    """Tell that what a feature needs is not installed."""
    return False


def force(feature: str, enabled: bool) -> None:  # noqa: FBT001
    """Raise KeyError: there is no such feature."""
    raise KeyError(feature, enabled)

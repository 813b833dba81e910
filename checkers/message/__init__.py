"""Reading a message: where each part stands, what its fields say, what it says when decoded."""

from checkers.message.mime import Field, Part, read_parts
from checkers.message.source import Passage, Source

__all__ = ["Field", "Part", "Passage", "Source", "read_parts"]

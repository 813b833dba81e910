"""The lines of a text, taken one by one or several at once."""


class Lines:
    """A place in a text that moves forward line by line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    @property
    def more(self) -> bool:
        """Tell whether there is another line."""
        return self.at < len(self.text)

    def take(self) -> tuple[int, int]:
        """Return start and end of the next line, without its line break."""
        start = self.at
        found = self.text.find("\n", start)
        end = found if found >= 0 else len(self.text)
        self.at = end + 1
        return start, end - (end > start and self.text[end - 1] == "\r")

    def take_quoted(self, *, blank: bool = True) -> int:
        """Take the lines that hold nothing but quoted strings, also after a `blank` one; return where they end."""
        end = min(self.at - 1, len(self.text))
        while self.more:
            before = self.at
            start, stop = self.take()
            line = self.text[start:stop].strip()
            if (line or not blank) and not line.startswith('"'):
                self.at = before
                break
            end = stop if line else end
        return end

    def close(self, opening: str, closing: str, start: int) -> int:
        """Take lines until `opening`, where it stands at `start`, is closed; return the end of the last one."""
        end = min(self.at - 1, len(self.text))
        if self.text[start : start + 1] == opening:
            found = self.text.find(closing, start)
            while found >= end and self.more:
                _, end = self.take()
        return end

from html.parser import HTMLParser

LOADS = {"stylesheet", "icon", "preload", "modulepreload", "preconnect", "dns-prefetch", "manifest", "prefetch"}


class Page(HTMLParser):
    """What the tests ask of a built page."""

    def __init__(self, text):
        super().__init__()
        self.text, self.tags, self.ids = text, [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if "id" in attributes:
            self.ids.append(attributes["id"])

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def lang(self):
        return self.all("html")[0]["lang"]

    @property
    def loaded(self):
        """Addresses that a browser fetches by itself."""
        found = [attributes["src"] for _, attributes in self.tags if attributes.get("src")]
        found += [link["href"] for link in self.all("link") if LOADS & set(link.get("rel", "").split())]
        return found + [part["data"] for part in self.all("object") if "data" in part]

    @property
    def links(self):
        return [a["href"] for a in self.all("a") if a.get("href")]


def read(path):
    return Page(path.read_text("utf-8"))

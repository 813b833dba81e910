"""A host like GitHub Pages and GitLab Pages: below a path, nothing but its own headers, gzip and no Brotli."""

from http import HTTPStatus

from tools.hosting.preview import Host, Reply

BELOW = "/postlotse"
ADDRESS = f"https://owner.example{BELOW}/"  # what such a site is built for
_SENT = ("Content-Type", "Content-Length", "Content-Encoding", "ETag", "Vary")
_OWN = {"Cache-Control": "max-age=600", "Access-Control-Allow-Origin": "*"}


class Pages(Host):
    """Serves a built site below a path; `plugged` is whether it answers at all, `lost` what it did not have."""

    def __init__(self, folder):
        super().__init__(folder, quality=1)
        self.plugged = True
        self.lost = []

    def answer(self, method, target, asked):
        """Return the reply to a request."""
        if not self.plugged:
            raise ConnectionAbortedError
        if not target.startswith(f"{BELOW}/"):  # another site of the same owner
            self.lost.append(target)
            return Reply(HTTPStatus.NOT_FOUND, {"Content-Type": "text/html"}, b"")
        packing = "gzip" if "gzip" in asked.get("accept-encoding", "") else ""
        reply = super().answer(method, target.removeprefix(BELOW), asked | {"accept-encoding": packing})
        if reply.status is HTTPStatus.NOT_FOUND:
            self.lost.append(target)
        sent = {name: value for name, value in reply.headers.items() if name in _SENT} | _OWN
        if place := reply.headers.get("Location"):
            sent["Location"] = BELOW + place
        return Reply(reply.status, sent, reply.body)

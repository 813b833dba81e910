"""What the tests of security share: the site as it is shipped, a visitor who is watched, hostile values."""

import tomllib
from http import HTTPStatus
from pathlib import Path

from tools.hosting.preview import Host, Reply

ROOT = Path(__file__).resolve().parents[2]
WAIT = 20_000  # milliseconds until a test gives up
VALUES = tomllib.loads((Path(__file__).parent / "hostile.toml").read_text("utf-8"))["value"]
PAGES = {
    "auto": "/", "spf": "/authentication/spf/", "dkim": "/authentication/dkim/", "dmarc": "/authentication/dmarc/",
    "dmarc-builder": "/authentication/dmarc-builder/", "mta-sts": "/authentication/mta-sts/",
    "tls-rpt": "/authentication/tls-rpt/", "bimi": "/authentication/bimi/", "domain": "/domain/",
    "bounce": "/bounce/", "headers": "/headers/", "message": "/message/", "delist": "/help/delist/",
    "abuse": "/help/abuse/", "support": "/help/support/",
}  # fmt: skip
# In every page before its own scripts: what a hostile value would call, and what the browser refused.
WATCH = """
globalThis.ran = () => { globalThis.hasRun = true };
globalThis.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(
    [event.effectiveDirective, event.blockedURI, event.sample].join(" ")));
"""
FORBIDDEN = (
    "script, img, iframe, object, embed, base, meta, style, link, form, math, svg :not(path), template, video, audio"
)
# What stands in the result that no view has: elements, handlers, addresses that run or lead to a pasted place.
STRANGE = """(forbidden) => {
    const place = document.querySelector(".pl-outcome");
    const said = [...place.querySelectorAll(forbidden)].map((one) => one.outerHTML.slice(0, 200));
    for (const one of place.querySelectorAll("*")) {
        for (const { name, value } of one.attributes) {
            if (/^on/i.test(name) || name === "srcdoc" || name === "src" || name === "style" && /url/i.test(value)) {
                said.push(`${one.tagName} ${name}=${value.slice(0, 100)}`);
            }
        }
        if (one.href === undefined) continue;
        const { protocol, hostname } = new URL(one.href, location.href);
        if (!["https:", "mailto:", location.protocol].includes(protocol) || hostname.endsWith("evil.example")) {
            said.push(`link ${one.href}`);
        }
    }
    return said;
}"""


def text(value):
    """Return a hostile value as it is pasted."""
    return value["text"] * value.get("repeat", 1)


class Tampering(Host):
    """Serves the site with its headers, or without them; `changed` are other bytes for a path."""

    def __init__(self, folder, *, bare=False):
        super().__init__(folder, quality=1)
        self.bare = bare
        self.changed = {}

    def answer(self, method, target, asked):
        """Return the reply to a request."""
        path = target.partition("?")[0]
        reply = super().answer(method, target, {} if path in self.changed else asked)
        headers = {name: value for name, value in reply.headers.items() if not self.bare or name in _PLAIN}
        if path not in self.changed:
            return Reply(reply.status, headers, reply.body)
        body = self.changed[path](reply.body)
        return Reply(HTTPStatus.OK, {**headers, "Content-Length": str(len(body)), "ETag": '"x"'}, body)


_PLAIN = ("Content-Type", "Content-Length", "Content-Encoding", "ETag", "Cache-Control", "Vary", "Location")


class Visitor:
    """A tab, and what it must not have done."""

    def __init__(self, chromium, site, **options):
        self.site = site
        self.context = chromium.new_context(**options)
        self.context.set_default_timeout(WAIT)
        self.context.add_init_script(WATCH)
        self.foreign, self.faults = [], []
        self.context.on("request", self._asked)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _asked(self, request):
        if not request.url.startswith((f"{self.site}/", "blob:", "data:")):
            self.foreign.append(request.url)

    def open(self, path):
        """Go to a page of the site."""
        self.page.goto(self.site + path)
        return self.page

    def run(self, box="#pl-text"):
        """Submit the widget and wait until it has come to an end."""
        self.page.evaluate("document.querySelector('.pl-outcome').replaceChildren()")
        self.page.focus(box)
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_selector(".pl-widget:not([data-busy]) :is(.pl-result, .pl-failure)", state="attached")

    def harm(self):
        """Return everything that a hostile value has brought about."""
        page = self.page
        unfold = "document.querySelectorAll('.pl-outcome details').forEach((one) => { one.open = true })"
        page.evaluate(unfold)
        said = [*self.foreign, *self.faults]
        said += ["a script has run"] if page.evaluate("Boolean(globalThis.hasRun)") else []
        said += page.evaluate("globalThis.violations ?? []")
        if page.evaluate("Boolean(document.querySelector('.pl-outcome'))"):
            said += page.evaluate(STRANGE, FORBIDDEN)
        return said

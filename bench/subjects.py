"""What is run: the first check, the later ones, and the imports that the bare Pyodide makes instead."""

import ast
import sys
from pathlib import Path

FIRST = {
    "check": "spf",
    "inputs": {"record": "v=spf1 include:spf.protection.outlook.com ipv4:192.0.2.1 -all"},
    "lang": "en",
}

_BOUNCE = """From: postmaster@example.com
To: sender@example.org
Subject: Undeliverable: Quarterly figures
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns;mail.example.org

Final-Recipient: rfc822;someone@example.com
Action: failed
Status: 5.7.606
Remote-MTA: dns;example-com.mail.protection.outlook.com
Diagnostic-Code: smtp;550 5.7.606 Access denied, banned sending IP [192.0.2.1].

--b
Content-Type: message/rfc822

From: sender@example.org
Subject: Quarterly figures

{body}
--b--
"""


def bounce(size: int) -> dict[str, object]:
    """Return a request to judge a bounce of about `size` bytes that returns the whole message."""
    line = "These are the figures of the quarter, line after line of them.\n"
    text = _BOUNCE.format(body=line * ((size - len(_BOUNCE)) // len(line)))
    return {"check": "bounce", "inputs": {"bounce": text}, "lang": "en"}


def imports(package: Path) -> str:
    """Return Python that imports what `package`, but for its command line, imports from the standard library."""
    names = set()
    for file in package.rglob("*.py"):
        if file.is_relative_to(package / "cli"):
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
    standard = sorted(name for name in names if name.partition(".")[0] in sys.stdlib_module_names)
    return f"import {', '.join(standard)}\n'done'"

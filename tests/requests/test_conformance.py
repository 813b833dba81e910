"""Real messages: nothing raises, nobody is named after redaction, and twice is once."""

import re

from checkers import check
from checkers.requests.microsoft import is_role_address
from checkers.requests.redact import redact

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def stays(address):
    return "redacted" in address or address.startswith("0000") or is_role_address(*address.rsplit("@", 1))


def test_real_messages(conformance):
    wrong = []
    for path in sorted((conformance / "bounces").rglob("*.eml"))[::3]:
        data = path.read_bytes()
        text = data.decode("utf-8", "replace")
        once = redact(text)
        left = [found for found in ADDRESS.findall(once.text) if not stays(found)]
        if left or redact(once.text).text != once.text:
            wrong.append((path.name, left))
        assert check("abuse", {"message": data, "redact": "yes"}).fact("from_exchange_online")
        assert check("delist", {"bounce": data}).fact("eligible")
        assert check("support", {"bounce": data, "redact": "yes"}).texts
    assert not wrong

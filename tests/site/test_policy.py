import re
from base64 import b64encode
from hashlib import sha256

import pytest

from tools.site.policy import with_policy

pytestmark = pytest.mark.xdist_group("site")
PAGE = '<head><meta charset="utf-8"></head><script>one()</script><script src="x.js"></script>'


def test_inline_scripts_are_allowed_by_their_hash_and_no_others():
    policy = with_policy(PAGE)
    assert b64encode(sha256(b"one()").digest()).decode() in policy
    assert policy.count("sha256-") == 1
    assert "script-src 'self' 'sha256-" in policy


def test_the_live_site_allows_the_servers_own_script():
    assert "script-src 'self' 'unsafe-inline'" in with_policy(PAGE, live=True)


def test_every_page_has_a_policy_that_knows_all_its_scripts(html):
    for name, page in html.items():
        policies = [m["content"] for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
        assert len(policies) == 1, name
        for body in re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL):
            assert b64encode(sha256(body.encode()).digest()).decode() in policies[0], name
        assert not re.search(r"<[a-z]+[^>]* on[a-z]+=", page.text), name  # a policy with hashes stops handlers

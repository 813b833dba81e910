"""Key records of other projects' test suites: what we say of each is derived from what the suite says."""

import json
import re

import pytest

from checkers import check
from checkers.report import Severity

BLOCKS, WORKS = Severity.BLOCKS, {Severity.GOOD, Severity.NOTE, Severity.ADVICE}


def said(record):
    report = check("dkim", {"record": record})
    return report, {found.code for found in report.findings}


def mail_dkim(conformance):
    keys = json.loads((conformance / "dkim/mail-dkim/dns.json").read_text("utf-8"))
    return {name: entry["txt"] for name, entry in keys.items() if "txt" in entry}


def test_mail_dkim_keys_have_the_length_that_the_suite_states(conformance):
    folder = conformance / "dkim/mail-dkim"
    cases = json.loads((folder / "expected.json").read_text("utf-8"))["cases"]
    keys, compared = mail_dkim(conformance), 0
    for name, case in cases.items():
        text = re.sub(r"\r?\n[ \t]+", " ", (folder / name).read_bytes().decode("latin-1").partition("\r\n\r\n")[0])
        fields = re.findall(r"(?im)^(?:DKIM|DomainKey)-Signature:(.*)$", text)
        for field, bits in zip(fields, case["key_bits"], strict=False):
            tags = {tag.strip(): value.strip() for tag, _, value in (part.partition("=") for part in field.split(";"))}
            record = keys.get(f"{tags.get('s')}._domainkey.{tags.get('d', '').lower()}")
            if bits and record:
                report, codes = said(record)
                assert report.fact("key_bits") == bits, name
                assert ("dkim.weak" in codes) == (report.fact("key_type") == "rsa" and bits < 1024), name
                compared += 1
    assert compared > 25


# The suite's names, and why a verifier must not use the key, as its file names and comments say.
UNUSABLE = {
    "testbad1": "record.version",
    "testbad2": "record.tag-syntax",
    "testbad3": "dkim.key-type",
    "testbad4": "dkim.service",
    "testbad7": "dkim.no-sha256",
    "testrevoked": "dkim.revoked",
    "invalid": "dkim.ed25519-form",
    "2023-05-ed25519-empty": "record.not-a-record",
}


@pytest.mark.parametrize(("selector", "code"), UNUSABLE.items())
def test_mail_dkim_names_what_is_wrong(conformance, selector, code):
    [record] = [txt for name, txt in mail_dkim(conformance).items() if name.partition(".")[0] == selector]
    assert code in said(record)[1]


def test_mail_dkim_keys_that_are_only_weak_or_old_are_called_nothing_else(conformance):
    harmless = {"dkim.granularity", "dkim.testing", "dkim.notes", "dkim.same-domain", "dkim.sha1", "dkim.hash-unknown"}
    harmless |= {"dkim.short", "dkim.ed25519", "dkim.service-unknown", "dkim.flag-unknown", "record.unknown-tag"}
    for name, record in mail_dkim(conformance).items():
        selector = name.partition(".")[0]
        if selector in UNUSABLE:
            continue
        # test2 allows only md5 and sha1, which RFC 8301 3.1 has taken away since
        expected = harmless | {"dkim.weak"} | ({"dkim.no-sha256"} if selector == "test2" else set())
        assert said(record)[1] <= expected, name


def test_dkimpy_keys(conformance):
    folder = conformance / "dkim/dkimpy"
    expected = {
        "1024_testkey_wo_markers.pub.rsa.txt": ("rsa", 1024, "dkim.pkcs1"),
        "1024_testkey_wo_markers.pub.txt": ("rsa", 1024, None),
        "2048_testkey_PKCS8.key.pub.txt": ("rsa", 2048, None),
        "2048_testkey_wo_markers.pub.rsa.txt": ("rsa", 2048, "dkim.pkcs1"),
        "2048_testkey_wo_markers.pub.txt": ("rsa", 2048, None),
        "badk.txt": ("rsa", 1024, "dkim.key-type"),
        "badversion.txt": ("rsa", 1024, "record.separator"),
        "test.txt": ("rsa", 1024, None),
        "test2.txt": ("rsa", 1024, None),
        "test_bad.txt": ("rsa", None, "dkim.truncated"),
        "test_tlsrpt.txt": ("rsa", 1024, "dkim.service-tlsrpt"),
        "ed25519test.dns": ("ed25519", 256, None),
        "eximtest.dns": ("ed25519", 256, None),
    }
    for name, (kind, bits, code) in expected.items():
        report, codes = said((folder / name).read_text("utf-8"))
        assert (report.fact("key_type"), report.fact("key_bits")) == (kind, bits), name
        others = codes - {"dkim.granularity", "dkim.short", "dkim.ed25519"}
        assert others == ({code} if code else set()), name


def test_mail_auth_keys_work(conformance):
    cases = json.loads((conformance / "dkim/mail-auth/expected.json").read_text("utf-8"))
    records = [record for case in cases.values() for record in case["dns_txt"].values()]
    assert len(records) >= 5
    for record in records:
        report, _ = said(record)
        assert report.verdict in WORKS, record
        assert report.fact("key_bits") == (256 if "ed25519" in record else 1024)

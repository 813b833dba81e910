"""How fast bounces are judged in this CPython: real ones on one core, a large message, long logs, a folder."""

import base64
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from bench.limits import at_least, at_most
from checkers import check

A_SECOND = 1000  # bounces on one core
MESSAGE, LOG = 0.4, 0.25  # seconds in CPython; Pyodide needs about four times as long
FOLDER, MEGABYTES = 10_000, 150  # files; resident memory of the largest process
LINES = 2000
SAID = (
    "550 5.7.606 Access denied, banned sending IP [192.0.2.10]. To request removal from this list please visit "
    "https://sender.office.com/ and follow the directions."
)


def print_bounces(root: Path) -> None:
    """Print bounces a second and the slowest of them, then seconds for a large message, for logs and for a folder."""
    folder = Path(os.environ.get("CONFORMANCE_DIR", root.parent / "shared" / "conformance")) / "bounces"
    contents = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.suffix in {".eml", ".txt", ".msg"}]
    if contents:
        _folder(contents, root)  # first: a new process is counted with what this one holds
        _real(contents)
    else:
        print(f"\nbounces in CPython: nothing to read in {folder}")
    message = _message()
    subjects: dict[str, tuple[list[str | bytes], float]] = {"message of 25 MB": ([message] * 3, MESSAGE)}
    for name in _logs(0):  # another log each time, so that nothing is remembered of the one before
        subjects[f"{LINES:,} lines, {name}"] = ([_logs(number * LINES)[name] for number in range(5)], LOG)
    print("\nseconds in CPython, the best of several")
    for name, (subject, limit) in subjects.items():
        taken = min(map(_seconds, subject))
        print(f"{name:32}{taken:8.3f}{'limit':>12}{limit:6}  {at_most(taken, limit)}", flush=True)


def _real(contents: list[bytes]) -> None:
    _seconds(contents[0])  # tables are read once
    rounds = [[_seconds(content) for content in contents] for _ in range(3)]
    times = min(rounds, key=sum)
    rate = len(times) / sum(times)
    print(f"\nbounces in CPython, one core: {len(times)} files, {rate:,.0f} a second,", end=" ")
    print(f"median {statistics.median(times) * 1000:.1f} ms, slowest {max(times) * 1000:.0f} ms", end=" ")
    print(f"{'limit':>8} {A_SECOND:,} a second  {at_least(rate, A_SECOND)}")


def _folder(contents: list[bytes], root: Path) -> None:
    """Judge a folder through the command line, as many times the real bounces as make it large."""
    with tempfile.TemporaryDirectory() as name:
        for number, content in enumerate(islice(cycle(contents), FOLDER)):
            inside = Path(name, f"{number // 1000:03}")
            inside.mkdir(exist_ok=True)
            (inside / f"{number:06}.eml").write_bytes(content)
        start = time.perf_counter()
        command = (sys.executable, "-m", "checkers", "bounce", name)
        subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, check=False)
        taken = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nfolder of {FOLDER:,} files, {os.process_cpu_count()} cores: {FOLDER / taken:,.0f} a second,", end=" ")
    print(f"largest process {used:.0f} MB {'limit':>8} {MEGABYTES} MB  {at_most(used, MEGABYTES)}")


def _seconds(content: str | bytes) -> float:
    start = time.process_time()
    check("bounce", {"bounce": content})
    return time.process_time() - start


def _message() -> bytes:
    attached = base64.encodebytes(os.urandom(18_500_000)).decode()
    return f"""From: mailer-daemon@example.org
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Final-Recipient: rfc822; anna@example.com
Action: failed
Status: 5.7.606
Diagnostic-Code: smtp; {SAID}

--b
Content-Type: message/rfc822

From: bob@example.org
Content-Type: multipart/mixed; boundary=c

--c
Content-Type: application/pdf
Content-Transfer-Encoding: base64

{attached}
--c--
--b--
""".replace("\n", "\r\n").encode()


def _logs(first: int) -> dict[str, str]:
    host = "example-com.mail.protection.outlook.com"
    postfix = (
        "Nov 23 10:00:02 mail postfix/smtp[125]: 4XyZ{0:05}: to=<a{0}@example.com>, relay={1}[203.0.113.1]:25, dsn="
    )
    lines = {
        "Postfix": postfix + "5.7.606, status=bounced (host {1}[203.0.113.1] said: {2} (in reply to RCPT TO command))",
        "Exim": "2026-11-23 10:00:02 1tEXAM-{0:06}-AB ** a{0}@example.com R=dnslookup T=remote_smtp "
        "H={1} [203.0.113.1]: SMTP error from remote mail server after RCPT TO:<a{0}@example.com>: {2}",
        "message tracking": "2026-11-23T10:00:02.000Z,EX01,SMTP,FAIL,<{0}@example.org>,a{0}@example.com,"
        '"[{{LED={2}}};{{FQDN={1}}};{{IP=203.0.113.1}}]",Offer,bob@example.org',
    }
    titles = "#Fields: date-time,server,source,event-id,message-id,recipient-address,recipient-status,subject,sender\n"
    logs = {
        name: "".join(f"{line.format(number, host, SAID)}\n" for number in range(first, first + LINES))
        for name, line in lines.items()
    }
    return logs | {"message tracking": titles + logs["message tracking"]}

"""Domains judged by live DNS on the command line, against a server on this machine that shares its processors."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.fleet import names, zone

COUNTS = (1_000, 10_000)


def print_live(counts: tuple[int, ...] = COUNTS, check: str = "domain") -> None:
    """Print domains a second, processor time and memory for each count; the server's time is in it."""
    from tests.live.server import serving  # noqa: PLC0415  the tests' server

    print(f"\n`{check} --domains FILE --live`, {os.process_cpu_count()} cores, the DNS server's work on them too")
    print(f"{'domains':>8} {'seconds':>8} {'domains/s':>10} {'ms of CPU, ours':>16} {'the server':>11} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as place, serving(zone(max(counts)), Path(place), doh=False) as server:
        listed, out = Path(place, "domains"), Path(place, "reports.jsonl")
        for count in counts:
            listed.write_text("\n".join(names(count)), "ascii")
            out.unlink(missing_ok=True)
            before, served, start = _used(), _cpu(server), time.monotonic()
            options = ("--live", "--resolver", server.address, "--out", str(out))
            peak = _run([sys.executable, "-m", "checkers", check, "--domains", str(listed), *options])
            seconds, ours, theirs = time.monotonic() - start, _used() - before, _cpu(server) - served
            assert out.read_bytes().count(b"\n") == count
            print(
                f"{count:>8,} {seconds:>8.1f} {count / seconds:>10,.0f} {ours / count * 1000:>16.2f}"
                f" {theirs / count * 1000:>11.2f} {peak / 1024:>8.0f}"
            )


def _run(command: list[str]) -> int:
    """Run a command; return the most memory that its processes held together, in KB."""
    process, peak = subprocess.Popen(command), 0
    while process.poll() is None:
        peak = max(peak, sum(map(_memory, _family(process.pid))))
        time.sleep(0.2)
    assert process.returncode in {0, 1}, process.returncode
    return peak


def _family(pid: int) -> list[int]:
    """Return a process, and whatever it started."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text("ascii").rpartition(")")[2].split()[1])
        except OSError:
            continue
        parents.setdefault(parent, []).append(int(path.parent.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def _memory(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")), 0)


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _cpu(server: object) -> float:
    """Return the processor time that the server's processes have used, in seconds."""
    pids = [pid for process in server.processes for pid in _family(process.pid)]  # type: ignore[attr-defined]
    fields = (Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split() for pid in pids)
    return sum(int(one[11]) + int(one[12]) for one in fields) / 100


if __name__ == "__main__":
    print_live(tuple(map(int, sys.argv[2:])) or COUNTS, sys.argv[1] if len(sys.argv) > 1 else "domain")

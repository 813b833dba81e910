"""Servers that tests start: found on this machine, or got from Debian's packages, or asked for.

python -m tools.programs NAME...   make sure that they are there and print where; exit 1 saying what to install
"""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence

_PLACES = "/usr/sbin:/usr/local/sbin:/sbin"  # not on the PATH of everybody who may start what is there


def find(names: Sequence[str]) -> dict[str, str]:
    """Return the path of every program that is there, by its name."""
    path = f"{os.environ.get('PATH', os.defpath)}{os.pathsep}{_PLACES}"
    return {name: where for name in names if (where := shutil.which(name, path=path))}


def ensure(names: Sequence[str], packages: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the path of every program, after trying to install the missing.

    `packages` names the package of a program that is not called like it.
    """
    missing = [name for name in names if name not in find(names)]
    if missing and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        wanted = [(packages or {}).get(name, name) for name in missing]
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update"], check=False, env=quiet)
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *wanted], check=False, env=quiet)
    return find(names)


def free_port() -> int:
    """Return a port of 127.0.0.1 that nothing listens on, for UDP and TCP."""
    while True:
        with socket.socket() as tcp, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            tcp.bind(("127.0.0.1", 0))
            try:
                udp.bind(tcp.getsockname())
            except OSError:  # taken for the other of the two
                continue
            return int(tcp.getsockname()[1])


if __name__ == "__main__":
    wanted = sys.argv[1:]
    there = ensure(wanted)
    for name in wanted:
        print(there.get(name) or f"{name} is not there: install it for the tests that start it.")
    sys.exit(0 if len(there) == len(wanted) else 1)

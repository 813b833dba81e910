"""Hand the built site to a host.

python -m tools.hosting preview [PORT]   serve site/ as it is shipped, on 127.0.0.1, port 8080 unless told otherwise
python -m tools.hosting release          write dist/: the archive, its checksums, the bill of materials, configurations
python -m tools.hosting weight           visit site/ with a browser: what visits weigh, and a million of them
"""

import sys

from tools.hosting.preview import serve
from tools.hosting.release import release
from tools.hosting.weight import measured
from tools.site.build import SITE, set_date
from tools.strings import ROOT

DIST = ROOT / "dist"


def main(arguments: list[str]) -> int:
    """Run one command; return the exit status."""
    match arguments:
        case ["preview", *port] if len(port) < 2:  # noqa: PLR2004
            serve(SITE, int(port[0]) if port else 8080)
        case ["release"]:
            set_date()
            for path in release(ROOT, SITE, DIST):
                print(f"{path.stat().st_size:>12,}  {path.relative_to(ROOT)}")
        case ["weight"]:
            print("\n".join(measured(SITE)))
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

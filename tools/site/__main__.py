"""Build and serve the site.

python -m tools.site build [FOLDER]   write the site strictly, to site/ unless told otherwise
python -m tools.site serve [PORT]     serve it on 127.0.0.1 with live reload, port 8000 unless told otherwise
python -m tools.site words            compile catalogues and code pages for the checkers
"""

import logging
import os
import subprocess
import sys
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.exceptions import MkDocsException

from tools.site import build, prepare, serve


def main(arguments: list[str]) -> int:
    """Run one command; return the exit status."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(message)s")
    try:
        match arguments:
            case ["build", *folder] if len(folder) < 2:  # noqa: PLR2004
                build.build(*(Path(name).resolve() for name in folder))
            case ["serve", *port] if len(port) < 2:  # noqa: PLR2004
                serve.serve(*(int(number) for number in port))
            case ["words"]:
                prepare.words()
            case _:
                print(__doc__)
                return 2
    except (MkDocsException, ValueError, OSError, subprocess.CalledProcessError) as problem:
        print(f"{type(problem).__name__}: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

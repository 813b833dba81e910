"""The software bill of materials of a site: every part that a visitor's browser gets, in CycloneDX 1.6."""

import json
import os
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from tools.runtime.build import MANIFEST, PYODIDE
from tools.runtime.wheels import requirements

_IN_PAGES = ("mkdocs-material",)  # its scripts and styles are part of every page
_PYTHON_LICENSE = "PSF-2.0"
_LICENSES = LicenseFactory()


def sbom(root: Path, site: Path) -> str:
    """Return the bill for a site built from the project in `root`, as JSON text: the same site gives the same text.

    Raises OSError where the site has no runtime.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    manifest = json.loads((site / "assets" / "runtime" / MANIFEST).read_text("utf-8"))
    whole = _part(project["name"], project["version"], project["license"], "", ComponentType.APPLICATION)
    parts = [*_packages(root), *_pyodide(), *_files(manifest)]
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, f"{project['name']}:{manifest['folder']}"), components=parts)
    bom.metadata.timestamp = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
    bom.metadata.component = whole
    bom.register_dependency(whole, parts)
    return JsonV1Dot6(bom).output_as_string(indent=1) + "\n"


def _packages(root: Path) -> Iterator[Component]:
    """Yield the Python packages in the runtime, and those whose files are part of every page."""
    for package in (*requirements(root), *map(distribution, _IN_PAGES)):
        yield _part(package.name, package.version, _license(package), "pypi")


def _pyodide() -> Iterator[Component]:
    """Yield Pyodide and the Python that it is built from."""
    stated = json.loads((PYODIDE / "package.json").read_text("utf-8"))
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))["info"]
    yield _part("pyodide", stated["version"], stated["license"], "npm")
    yield _part("cpython", lock["python"], _PYTHON_LICENSE, "generic", ComponentType.PLATFORM)


def _files(manifest: dict[str, Any]) -> Iterator[Component]:
    """Yield the files of the runtime, each with the hash that it is held against before it runs."""
    for name, file in sorted(manifest["files"].items()):
        yield Component(
            name=f"assets/runtime/{manifest['folder']}/{name}",
            type=ComponentType.FILE,
            bom_ref=f"file:{name}",
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=file["sha256"])],
        )


def _part(name: str, version: str, license_: str, kind: str, type_: ComponentType = ComponentType.LIBRARY) -> Component:
    """Return a component; `kind` is its package URL's type, empty where it has none."""
    purl = PackageURL(type=kind, name=name, version=version) if kind else None
    return Component(
        name=name,
        version=version,
        type=type_,
        purl=purl,
        bom_ref=str(purl or name),
        licenses=[_LICENSES.make_from_string(license_)] if license_ else [],
    )


def _license(package: Distribution) -> str:
    """Return what a package says of its license: as an expression, by name or by classifier."""
    said = package.metadata
    if stated := said.get("License-Expression") or str(said.get("License", "")).strip():
        return stated.splitlines()[0]
    classifiers = [text for text in said.get_all("Classifier") or () if text.startswith("License :: ")]
    return classifiers[0].rpartition(" :: ")[2] if classifiers else ""

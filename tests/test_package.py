"""What pip gets: a source distribution from the checkout, a wheel from that, and the command in it."""

import json
import os
import subprocess
import sys
import tarfile
import zipfile

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel that is built from the unpacked source distribution, where nothing is compiled yet."""
    folder = tmp_path_factory.mktemp("package")
    hatch(ROOT, folder, "sdist")
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    source = next(path for path in folder.iterdir() if path.is_dir())
    assert not list((source / "checkers" / "locale").glob("*.json"))
    hatch(source, folder, "wheel")
    return next(folder.glob("*.whl"))


def hatch(source, folder, target):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)], cwd=source, check=True
    )


def test_a_wheel_holds_data_and_words_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    ours = {name for name in names if ".dist-info/" not in name}
    tracked = {path.relative_to(ROOT).as_posix() for path in (ROOT / "checkers").rglob("*.*") if path.is_file()}
    wanted = {name for name in tracked if not name.endswith((".po", ".pyc"))}
    assert ours == wanted


def test_the_command_works_without_the_site(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
        entry = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "postlotse = checkers.__main__:main" in archive.read(entry).decode()
    command = [sys.executable, "-P", "-m", "checkers", "spf", "--record", "v=spf1 -all", "--json"]
    away = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path.parent, env=away, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["verdict"] == "good"

import pytest

from tests.site.conftest import make

pytestmark = pytest.mark.xdist_group("site")


def content(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_sources_give_the_same_bytes(site, tmp_path):
    once, again = content(site), content(make(tmp_path / "again"))
    assert sorted(once) == sorted(again)
    assert not [name for name in once if once[name] != again[name]]


def test_one_language_can_be_built_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("BUILD_ONLY_LOCALE", "de")
    site = make(tmp_path / "de")
    assert '<html lang="de"' in (site / "index.html").read_text("utf-8")
    assert not (site / "de" / "index.html").exists()

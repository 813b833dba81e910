"""What GitHub and GitLab are told to build and to publish: commands that we have, folders that are there."""

import re
import subprocess

import pytest
import yaml

from tools.hosting.hosts import configuration
from tools.hosting.release import release
from tools.site.build import SITE
from tools.strings import ROOT

TARGETS = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
SETTINGS = set(re.findall(r"!ENV \[?([A-Z_]+)", (ROOT / "mkdocs.yml").read_text("utf-8")))


def read(name):
    return yaml.safe_load(configuration(name, ()))


@pytest.fixture(scope="module")
def github():
    return read("github-pages.yml")


@pytest.fixture(scope="module")
def gitlab():
    return read("gitlab-pages.yml")["pages"]


def steps(github):
    return [step for job in github["jobs"].values() for step in job["steps"]]


def test_they_run_commands_of_the_makefile(github, gitlab):
    commands = [step["run"] for step in steps(github) if "run" in step] + gitlab["script"]
    made = [command.split() for command in commands if command.startswith("make")]
    assert [name for name, *_ in made] == ["make", "make"]
    assert {target for _, *targets in made for target in targets} <= TARGETS


def test_they_set_what_the_build_reads(github, gitlab):
    (built,) = [step["env"] for step in steps(github) if "run" in step]
    assert set(built) <= SETTINGS
    assert set(gitlab["variables"]) - {"GIT_DEPTH"} <= SETTINGS
    assert all("{path}" in where["EDIT_URL"] for where in (built, gitlab["variables"]))


def test_the_whole_history_is_there_for_the_state_of_the_translations(github, gitlab):
    (fetched,) = [step["with"] for step in steps(github) if step.get("uses", "").startswith("actions/checkout@")]
    assert fetched["fetch-depth"] == 0
    assert gitlab["variables"]["GIT_DEPTH"] == "0"


def test_github_publishes_the_built_site(github):
    asked = {step["uses"].partition("@")[0]: step.get("with", {}) for step in steps(github) if "uses" in step}
    assert ROOT / asked["actions/upload-pages-artifact"]["path"] == SITE
    assert (ROOT / asked["actions/setup-python"]["python-version-file"]).exists()
    assert github["jobs"]["deploy"]["needs"] == "build"
    assert github["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    named = {step["id"] for step in steps(github) if "id" in step}
    said = configuration("github-pages.yml", ())
    assert set(re.findall(r"steps\.(\w+)\.", said)) == named


def test_every_action_is_githubs_own_and_of_a_version(github):
    for step in steps(github):
        assert re.fullmatch(r"actions/[\w-]+@(v\d+|[0-9a-f]{40})", step.get("uses", "actions/none@v1"))


def test_gitlab_publishes_the_content_of_the_archive(gitlab, small, tmp_path):
    archive = release(ROOT, small, tmp_path / "dist")[0]
    assert gitlab["script"][0] == "make release"
    subprocess.run(["sh", "-ec", "\n".join(gitlab["script"][1:])], cwd=tmp_path, check=True)
    (published,) = gitlab["artifacts"]["paths"]
    assert published == "public"  # GitLab asks for this name
    assert (tmp_path / published / "index.html").read_bytes() == (small / "index.html").read_bytes()
    assert (tmp_path / published / "index.html.gz").exists()
    assert archive.exists()

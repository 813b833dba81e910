import logging

import pytest

from tests.site.page import read
from tools.site import build, prepare


class Kept(logging.Handler):
    """Keeps what MkDocs complains of."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.said = []

    def emit(self, record):
        self.said.append(record.getMessage())


def make(target, kept=None):
    """Build the pages, without the runtime, and return where they are."""
    build.set_date()
    prepare.words()
    config = build.configuration(target, strict=False)
    config.plugins.on_startup(command="build", dirty=False)
    logger = logging.getLogger("mkdocs")
    handler = kept or Kept()
    logger.addHandler(handler)
    try:
        build.pages(config)
    finally:
        logger.removeHandler(handler)
    return target


@pytest.fixture(scope="session")
def warnings():
    return Kept()


@pytest.fixture(scope="session")
def site(tmp_path_factory, warnings):
    return make(tmp_path_factory.mktemp("site") / "site", warnings)


@pytest.fixture(scope="session")
def html(site):
    """Every page by its path in the site: "de/bounce/index.html"."""
    return {path.relative_to(site).as_posix(): read(path) for path in sorted(site.rglob("*.html"))}

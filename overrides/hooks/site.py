"""Around the pages: what the templates may ask for, the content security policy, one search index a language."""

from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from tools.site import feed, frame, policy, search


def on_files(files: Files, config: MkDocsConfig) -> Files:  # noqa: ARG001, D103
    return frame.shipped(files)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: D103
    frame.with_anchors(files, config)
    return frame.with_languages(frame.with_cache(env), config)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG001, D103
    return frame.named(nav, config)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:  # noqa: ARG001, D103
    return context | frame.context(page, config)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001, D103
    return policy.with_policy(output, live=frame.live(config), connect=frame.connect(output, config))


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:  # noqa: D103
    return (
        policy.with_policy(output_content, live=frame.live(config)) if template_name == "404.html" else output_content
    )


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Run after static-i18n (-100), which builds the other languages and writes one index for all."""
    if not config.plugins["i18n"].building:
        search.split(Path(config.site_dir), frame.languages(config))
        feed.write(Path(config.site_dir), frame.languages(config), config.site_url or "", frame.words)

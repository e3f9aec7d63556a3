"""The site of the live records, drafts released, built once, served as a host would."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests import projects

from . import places
from .server import serving

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site; SITE names one that is already built."""
    if "SITE" in os.environ:
        return Path(os.environ["SITE"]).resolve()
    project = projects.released(tmp_path_factory.mktemp("browser") / "project")
    projects.done(project, "site", SOURCE_TEXT="")
    return project / "site"


@pytest.fixture(scope="session")
def base(site: Path) -> Iterator[str]:
    with serving(site) as address:
        yield address


class Complaints(list[str]):
    """What the console and the network complained about while a page was open."""


@pytest.fixture
def open_page(browser: Browser, base: str) -> Iterator[OpenPage]:
    """Open a page: ``open_page("data/", width=360, scheme="dark", **options of the context)``.

    When the test ends, whatever the consoles said (a broken policy, say) and any request to another host fails it;
    ``quiet=False`` is for pages that are to complain.
    """
    contexts: list[BrowserContext] = []
    complaints = Complaints()

    def open_(
        path: str = "", *, width: int = 1280, scheme: str = "light", quiet: bool = True, **options: object
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800 if width > 700 else 740},
            color_scheme=scheme,  # type: ignore[arg-type]
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        if quiet:
            page.on("console", lambda message: _note(complaints, message.type, message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("requestfailed", lambda request: _note_failed(complaints, request))
        page.on("request", lambda request: _note_foreign(complaints, request.url, base))
        page.goto(path if "://" in path else base + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def _note(complaints: Complaints, kind: str, text: str) -> None:
    if kind in ("error", "warning"):
        complaints.append(text)


def _note_failed(complaints: Complaints, request: Request) -> None:
    if request.failure != "net::ERR_ABORTED":  # what was under way when the page was left
        complaints.append(f"failed: {request.url}")


def _note_foreign(complaints: Complaints, url: str, base: str) -> None:
    if not url.startswith((base, "file:", "data:", "blob:")):
        complaints.append(f"foreign request: {url}")


@pytest.fixture(scope="session")
def kinds(site: Path) -> dict[str, str]:
    return places.kinds(site)

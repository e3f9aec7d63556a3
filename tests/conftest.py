"""What several test files share: built projects, from the small frozen records, and one browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import projects
from tests.browser import places
from tests.projects import FIRST, SECOND, SITE, done


@pytest.fixture(scope="session")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one release and no edit, built."""
    project = projects.copy_project(tmp_path_factory.mktemp("preview") / "project")
    done(project, "release", "--date", FIRST)
    done(project, "site")
    return project


@pytest.fixture(scope="session")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which the second release corrected one value, withdrew another and changed nothing else; published."""
    project = projects.copy_project(tmp_path_factory.mktemp("twice") / "project")
    done(project, "release", "--date", FIRST)
    figure, order = project / "data/figures/stalls.yml", project / "data/figures/order-in-the-market.yml"
    projects.edit(figure, "value: 9", "value: 10")
    projects.edit(figure, "value: 4", "value: 5")
    projects.edit(
        order,
        "      - id: painted\n",
        "      - id: painted\n        withdrawn: {en: The note does not say so., vi: Bản tin không nói vậy.}\n",
    )
    (project / "data/next-release.yml").write_text(
        "note: {en: A correction., vi: Một đính chính.}\nreasons:\n  stalls: {en: We misread the note., vi: Chúng tôi đọc nhầm.}\n",
        encoding="utf-8",
    )
    done(project, "release", "--date", SECOND)
    done(project, "publish", SITE_URL=SITE)
    return project


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=places.browser(), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()

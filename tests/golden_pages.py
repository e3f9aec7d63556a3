"""The golden pages: what living and frozen pages of the small records look like, in both languages.

``python -m tests.renew_golden`` writes them anew; a reviewer sees in the difference what a change does to pages.
"""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

from scripts import build, collect, history, pages, release_pages
from tests import projects

FOLDER = Path(__file__).resolve().parent / "golden" / "pages"
LIVING = (
    "figures/order-in-the-market/index.md",
    "statements/index.md",
    "releases/index.md",
    "sources/song-mo/index.md",
)
FROZEN = (f"releases/{projects.FIRST}/figures/order-in-the-market/index.html",)


def golden() -> dict[str, str]:
    """The golden pages as today's code renders them, by name: one release, then a correction that is a draft."""
    with tempfile.TemporaryDirectory() as place:
        folders = build.Folders(Path(place))
        data = projects.copy_records(folders.root)
        build.release(folders, *build.read(folders, str(projects.SOURCE_TEXT)), projects.FIRST)
        projects.edit(data / "figures/order-in-the-market.yml", 'period: "2002"', 'period: "2001"')
        collection = collect.read(data)
        past = history.History(collection.edition, history.read(folders.releases))
    labels = collect.labels(projects.ROOT / "data", [])
    site = build.site_of(
        build.Folders(projects.ROOT), dataclasses.replace(collection, labels=labels), past, projects.SITE
    )
    living, frozen = pages.living(site), release_pages.frozen(site)
    wanted = {f"{language}/{name}": living for language in ("en", "vi") for name in LIVING}
    wanted |= {f"{language}/{name}": frozen for language in ("en", "vi") for name in FROZEN}
    return {name: files[name] for name, files in wanted.items()}

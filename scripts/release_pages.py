"""Releases as people read them: the frozen pages, the list of differences, the feed.

Frozen pages are light HTML, finished here, that any site engine copies as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jinja2

from . import addresses, markup, records
from .history import Change, Release
from .records import Language
from .views import Page, Site, chart
from .wording import Wording

STATEMENT_KINDS = ("problem", "measure", "result", "lesson", "proposal")


def frozen(site: Site) -> dict[str, str]:
    """The pages of every release: light HTML, by path below ``docs/``."""
    templates = markup.environment()
    files: dict[str, str] = {}
    for release in site.history.releases:
        for language in records.LANGUAGES:
            for path, text in _frozen_pages(site, release, language, templates):
                files[f"{language}/{path}index.html"] = text
    return files


def _frozen_pages(
    site: Site, release: Release, language: Language, templates: jinja2.Environment
) -> Iterator[tuple[str, str]]:
    edition, wording = release.edition, site.wordings[language]
    index = addresses.frozen(release.date, "")
    description = wording("pages.release-description", date=wording.release(release.date))

    def render(path: str, template: str, title: str, living_path: str, **context: Any) -> tuple[str, str]:
        page = Page(site=site, edition=edition, language=language, path=path)
        other: Language = "vi" if language == "en" else "en"
        text = templates.get_template(f"{template}.html.j2").render(
            page=page, w=wording, title=title, description=description, release=release.date, other=other,
            newer=site.history.latest.date if site.history.latest and site.history.latest is not release else None,
            canonical=site.addresses.page(path, language), alternates={name: site.addresses.page(path, name) for name in records.LANGUAGES},
            twin=addresses.relative(addresses.twin(path, language), addresses.twin(path, other)),
            assets=page.root_link("assets/"), kinds=STATEMENT_KINDS,
            header_links=[(wording("pages.release-living-page"), page.link(living_path))] if living_path else [],
            **context,
        )  # fmt: skip
        return path, markup.tidy(text)

    yield render(
        index, "frozen_index", wording("pages.release", date=wording.release(release.date)), "", note=release.note
    )
    yield render(f"{index}statements/", "frozen_statements", wording("pages.statements"), "statements/")
    for figure_id, figure in edition.figures.items():
        living_path = addresses.figure(figure_id)
        title = edition.text(figure.title, language)
        picture = chart(site, edition, figure_id, language, standalone=False)
        yield render(
            index + living_path, "frozen_figure", title, living_path, figure_id=figure_id, figure=figure, chart=picture
        )


# --- differences ------------------------------------------------------------------------------------


def difference(view: Page, change: Change) -> dict[str, Any]:
    """A change as the list of differences shows it, at today's address where the record still has one."""
    title, path, kind, why, old_new = change.id, _published_path(change), str(change.kind), change.why, "–"
    if change.folder == "observations":
        old_new = f"{view.shown(change.old)} → {view.shown(change.new)}"
    if change.id not in getattr(view.edition, change.folder):
        if redirect := next((item for item in view.site.redirects.redirects if item.old == path), None):
            title, path, kind, why = f"{redirect.old} → {redirect.new}", redirect.new, "move", redirect.reason
    elif change.folder == "observations":
        placed = view.edition.observations[change.id]
        title = f"{view.text(view.edition.figure_of(placed).title)}: {view.name(placed)}"
        path = addresses.figure(placed.figure_id, placed.id)
        if kind == "revision" and change.old and change.old.figure_id != placed.figure_id:
            kind = "move"
    else:
        title, path = view.record_link(change.folder, change.id)
    return {"title": title, "link": view.link(path), "kind": kind, "old_new": old_new, "why": why}


def _published_path(change: Change) -> str:
    """The address at which a record was published, from the root of a language."""
    placed = change.new or change.old
    if placed is not None:
        return addresses.figure(placed.figure_id, placed.id)
    if change.folder in ("figures", "sources"):
        return f"{change.folder}/{change.id}/"
    page = {"terms": "glossary", "events": "timeline"}.get(change.folder, change.folder)
    return f"{page}/#{change.id}"


def counts(release: Release, wording: Wording) -> list[tuple[str, int]]:
    folders = {
        "observations": "related-observations",
        "figures": "figures",
        "statements": "statements",
        "terms": "glossary",
        "names": "names",
        "events": "timeline",
        "sources": "sources",
    }
    return [
        (wording(f"pages.{label}"), count)
        for folder, label in folders.items()
        if (count := sum(change.folder == folder for change in release.changes))
    ]


def listed(view: Page, release: Release) -> str:
    """The differences of a release as HTML for a feed reader. The first release is too long to list."""
    if not view.site.history.releases or release is view.site.history.releases[0]:
        return f"<p>{markup.encode(view.wording('pages.release-first'))}</p>"
    parts = []
    for change in release.changes:
        item = difference(view, change)
        why = f" {view.text(item['why'])}" if item["why"] else ""
        values = "" if item["old_new"] == "–" else f", {item['old_new']}"
        parts.append(
            f"<li>{markup.encode(item['title'])}: {markup.encode(view.wording('pages.change-' + item['kind']) + values + '.' + why)}</li>"
        )
    return "<ul>" + "".join(parts) + "</ul>"


def instant(release: str) -> str:
    """The moment of a release for a feed: midnight of its day, a second later for each further one."""
    day, _, count = release.partition(".")
    return f"{day}T00:00:{int(count or 1) - 1:02}Z"

"""The living pages: from records to Markdown with front matter, for any engine that publishes Markdown.

Everything here is pure: the same records and releases give the same text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jinja2
from markupsafe import Markup

from . import addresses, charts, exports, markup, metadata, records, references, release_pages, rows
from .records import Language
from .release_pages import STATEMENT_KINDS
from .views import Page, Site, chart, imprint, target
from .wording import Wording
from .write import Content

PROSE_PAGES = ("method", "data", "cite", "about")
Files = dict[str, str]


def living(site: Site) -> Files:
    """Every living page and text file, by its path below ``docs/``: ``en/figures/…``, ``vi/figures/…``."""
    templates = markup.environment()
    files: Files = {}
    for language in records.LANGUAGES:
        maker = _Maker(site=site, language=language, templates=templates, terms=markup.Terms(site.working, language))
        for path, text in maker.files():
            files[f"{language}/{path}"] = text
    return files | {f"en/{path}": text for path, text in _data_files(site).items()}


@dataclass(frozen=True, kw_only=True)
class _Maker:
    """Makes the living pages of one language."""

    site: Site
    language: Language
    templates: jinja2.Environment
    terms: markup.Terms

    @property
    def wording(self) -> Wording:
        return self.site.wordings[self.language]

    def files(self) -> Iterator[tuple[str, str]]:
        yield self._home()
        for name in ("figures", "statements", "timeline", "glossary", "names", "sources"):
            yield self._page(
                f"{name}/",
                name,
                self.wording(f"pages.{name}"),
                self.wording(f"pages.{name}-description"),
                kinds=STATEMENT_KINDS,
            )
        for figure_id in self.site.working.figures:
            yield from self._figure(figure_id)
        for source_id, source in self.site.working.sources.items():
            yield self._source(source_id, source)
        for name in PROSE_PAGES:
            yield self._prose(name)
        yield from self._releases()
        yield from self._moved()

    def _view(self, path: str, *, annotate: bool = True) -> Page:
        return Page(
            site=self.site,
            edition=self.site.working,
            language=self.language,
            path=path,
            terms_of_page=self.terms if annotate else None,
        )

    def _page(
        self, path: str, template: str, title: str, about: str, *, tags: Any = (), **context: Any
    ) -> tuple[str, str]:
        """A page's path and text: front matter, then Markdown."""
        page = self._view(path, annotate=template != "glossary")
        body = "".join(
            self.templates.get_template(f"{name}.md.j2").render(page=page, w=self.wording, title=title, **context)
            for name in (template, "anchors")
        )
        return f"{path}index.md", _front_matter(self.site, path, self.language, title, about, tags) + markup.tidy(body)

    def _home(self) -> tuple[str, str]:
        edition = self.site.working
        pictures = {
            key: chart(self.site, edition, key, self.language, standalone=False)
            for key, figure in edition.figures.items()
            if figure.headline_figure
        }
        website = metadata.website(edition, self.language, self.site.addresses.page("", self.language))
        title = edition.text(edition.site.title, self.language)
        return self._page(
            "",
            "home",
            title,
            edition.text(edition.site.tagline, self.language),
            charts=pictures,
            website=metadata.script(website),
        )

    def _figure(self, figure_id: str) -> Iterator[tuple[str, str]]:
        site, edition, wording, language = self.site, self.site.working, self.wording, self.language
        figure = edition.figures[figure_id]
        path = addresses.figure(figure_id)
        draft = site.history.figure_is_draft(figure_id)
        release = None if draft or site.history.latest is None else site.history.latest.date
        view = self._view(path)
        title, summary = view.text(figure.title), view.text(figure.summary)
        home = site.addresses.page(path, language)
        folder = home
        description = charts.description(edition, figure_id, wording)
        yield self._page(
            path, "figure", title, summary,
            tags=metadata.tags(edition, figure_id, wording, url=home, picture=folder + "share.png", release=release),
            figure_id=figure_id, figure=figure, draft=draft, chart_words=description,
            chart=chart(site, edition, figure_id, language, standalone=False),
            embed=self._embed(folder + "chart.png", description, home, title),
            derived=bool(figure.checks) or any(placed.status == "derived" for placed in edition.of_figure(figure_id)),
            related=view.related(figure_id, figure),
            frozen_path=addresses.frozen(release, path) if release else "",
            frozen_address=site.addresses.frozen(release, figure_id, "", language) if release else "",
            living_address=home,
            release_line=wording("pages.release-line", date=wording.release(release)) if release else wording("pages.draft-line"),
            dataset=metadata.script(metadata.dataset(edition, figure_id, wording, url=home, release=release)),
            **self._neighbors(figure_id, view),
        )  # fmt: skip
        yield f"{path}chart.svg", chart(site, edition, figure_id, language, standalone=True)
        yield f"{path}data.csv", exports.figure_csv(site.history, site.addresses, figure_id, wording)
        yield from self._citation_files(figure_id, draft)

    def _embed(self, picture: str, description: str, home: str, title: str) -> str:
        return str(Markup('<a href="{}"><img src="{}" alt="{}"></a>').format(home, picture, f"{title}. {description}"))

    def _neighbors(self, figure_id: str, view: Page) -> dict[str, Any]:
        ids = list(self.site.working.figures)
        place = ids.index(figure_id)
        before, after = ids[max(place - 1, 0) : place], ids[place + 1 : place + 2]
        return {
            "previous": next(iter(view.figure_links(before)), None),
            "following": next(iter(view.figure_links(after)), None),
        }

    def _citation_files(self, figure_id: str, draft: bool) -> Iterator[tuple[str, str]]:
        """Reference files of the figure and of each observation that can be cited."""
        site = self.site
        cited: list[tuple[str, str | None]] = [] if draft else [("cite", None)]
        for placed in site.working.of_figure(figure_id):
            if site.history.state("observations", placed.id).release and not placed.record.withdrawn:
                cited.append((f"cite/{placed.id}", placed.id))
        for stem, observation_id in cited:
            aim = target(site, figure_id, observation_id, self.language)
            path = addresses.figure(figure_id) + stem
            yield f"{path}.bib", references.bibtex(aim)
            yield f"{path}.ris", references.ris(aim)
            yield f"{path}.json", references.csl(aim)

    def _source(self, source_id: str, source: records.Source) -> tuple[str, str]:
        title = source.title if source.language == self.language else source.title_en
        about = self.site.working.text(source.about, self.language)
        return self._page(f"sources/{source_id}/", "source", title, about, source=source, source_id=source_id)

    def _prose(self, name: str) -> tuple[str, str]:
        path = f"{name}/"
        body = self._body(name, path)
        return self._page(
            path,
            "prose",
            self.wording(f"pages.{name}"),
            self.wording(f"pages.{name}-description"),
            name=name,
            body=body,
        )

    def _body(self, name: str, path: str) -> str:
        """A hand-written page with what it takes from the records filled in."""
        page = self._view(path)
        edition = self.site.working
        template = self.templates.from_string(
            '{% import "macros.j2" as m with context %}' + self.site.prose[self.language][name]
        )
        return template.render(
            page=page, w=self.wording, wording=self.wording, edition=edition, site=edition.site, release=self.site.history.latest,
            statuses=("stated", "derived", "direction", "unquantified", "not-stated"), attributions=("quoted", "reported", "narrated"),
            columns={"observations": exports.columns(self.wording, rows.OBSERVATION_COLUMNS), "statements": exports.columns(self.wording, rows.STATEMENT_COLUMNS)},
            models=_fields(), derived=[placed for placed in edition.observations.values() if placed.status == "derived" and not placed.record.withdrawn],
            example=lambda style: self._example(style),
        )  # fmt: skip

    def _example(self, style: str) -> Markup:
        """A reference to the first value that can be cited, as an example; a dash where there is none."""
        for placed in self.site.working.observations.values():
            if self.site.history.state("observations", placed.id).release and not placed.record.withdrawn:
                if style == "sentence":
                    aim = target(self.site, placed.figure_id, placed.id, self.language)
                    return markup.encode(references.sentence(aim, self.language))
                found = {name: item for name, _, _, item in self._view("cite/").references(placed.figure_id, placed.id)}
                return Markup('<span lang="{}">{}</span>').format(
                    "vi" if style == "vietnamese" else self.language, Markup(found[style].html)
                )
        return Markup("–")

    def _releases(self) -> Iterator[tuple[str, str]]:
        past, path = self.site.history, "releases/"
        view = self._view(path)
        listed = [
            {
                "date": release.date, "note": release.note, "sha256": release.sha256, "first": release is past.releases[0],
                "file": view.root_link(f"releases/{release.date}/records.json"),
                "deposit": self.site.deposits.get(release.date),
                "changes": [release_pages.difference(view, change) for change in release.changes],
                "counts": release_pages.counts(release, self.wording),
            }
            for release in reversed(past.releases)
        ]  # fmt: skip
        drafts = [release_pages.difference(view, change) for change in past.drafts] if past.releases else []
        yield self._page(path, "releases", self.wording("pages.releases"), self.wording("pages.releases-description"),
                         releases=listed, drafts=drafts, body=self._body("releases", path))  # fmt: skip
        yield f"{path}feed.xml", self._feed(view)

    def _feed(self, view: Page) -> str:
        home = self.site.addresses.page("releases/", self.language)
        past = self.site.history.releases
        entries = [
            {
                "id": home + f"{release.date}/", "release": release.date, "updated": release_pages.instant(release.date), "note": release.note,
                "content": release_pages.listed(view, release),
            }
            for release in reversed(past)
        ]  # fmt: skip
        return self.templates.get_template("feed.xml.j2").render(
            page=view, w=self.wording, id=home, self_address=home + "feed.xml", entries=entries,
            updated=release_pages.instant(past[-1].date) if past else "1970-01-01T00:00:00Z",
        )  # fmt: skip

    def _moved(self) -> Iterator[tuple[str, str]]:
        """A page at every address that moved as a whole, and the files that a figure had there."""
        redirects = self.site.redirects.redirects
        for item in redirects:
            if "#" in item.old:
                continue
            view = self._view(item.old)
            anchors = {
                other.old.partition("#")[2]: view.link(other.new)
                for other in redirects
                if other.old.startswith(f"{item.old}#")
            }
            yield f"{item.old}index.html", self.templates.get_template("moved.html.j2").render(
                language=self.language, w=self.wording, old=item.old, reason=view.text(item.reason), assets=view.root_link("assets/"),
                link=view.link(item.new), title=item.new, anchors=anchors, canonical=self.site.addresses.page(item.new, self.language),
            )  # fmt: skip


def with_moved_files(files: Mapping[str, Content], redirects: records.Redirects) -> dict[str, Content]:
    """The files with copies at the addresses that a figure had before: reports may show its chart from there."""
    copies: dict[str, Content] = {}
    for item in redirects.redirects:
        for language in records.LANGUAGES if item.old.startswith("figures/") and "#" not in item.old else ():
            folder = f"{language}/{item.new}"
            for name in files:
                if name.startswith(folder) and not name.endswith(".md"):
                    copies[f"{language}/{item.old}{name.removeprefix(folder)}"] = files[name]
    return {**copies, **files}


def _front_matter(
    site: Site, path: str, language: Language, title: str, description: str, tags: Iterable[tuple[str, str]]
) -> str:
    """YAML front matter, in the JSON that YAML reads; texts are encoded, for themes print them as they are."""
    other: Language = "vi" if language == "en" else "en"
    lines = {
        "title": str(markup.encode(title)),
        "description": str(markup.encode(description)),
        "path": path,
        "twin": addresses.relative(addresses.twin(path, language), addresses.twin(path, other)),
        "canonical": site.addresses.page(path, language),
        "alternates": {name: site.addresses.page(path, name) for name in records.LANGUAGES},
        "meta_tags": [[key, str(markup.encode(value))] for key, value in tags],
    }
    return (
        "---\n" + "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines.items()) + "---\n"
    )


def _fields() -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Each kind of record with its fields: name, description, whether it is required."""
    kinds: dict[str, type[records.Record]] = {**records.FOLDERS, "site": records.Site, "series": records.Series, "stated": records.Stated, "derived": records.Derived,
             "direction": records.Direction, "unquantified": records.Unquantified, "not-stated": records.NotStated,
             "evidence": records.Evidence}  # fmt: skip
    return [
        (name, [(key, item.description or "", item.is_required()) for key, item in model.model_fields.items()])
        for name, model in kinds.items()
    ]


def _data_files(site: Site) -> Files:
    past, sites = site.history, site.addresses
    latest = past.latest.date if past.latest else None
    return {
        "data/observations.csv": exports.observations_csv(past, sites),
        "data/statements.csv": exports.statements_csv(past, sites),
        "data/figures.json": exports.figures_json(past),
        "data/figures.schema.json": exports.figures_schema(),
        "data/datapackage.json": exports.datapackage(past, sites, site.wordings),
    } | ({"data/CITATION.cff": metadata.citation_cff(site.working, latest, sites.page(""))} if latest else {})


def pictures(site: Site) -> Files:
    """The SVG of each picture to draw as PNG, by the path of the PNG below ``docs/``."""
    drawn: Files = {}
    for language in records.LANGUAGES:
        for figure_id in site.working.figures:
            folder = f"{language}/{addresses.figure(figure_id)}"
            lines = imprint(site, site.working, figure_id, language)
            drawn[folder + "chart.png"] = chart(site, site.working, figure_id, language, standalone=True)
            drawn[folder + "share.png"] = charts.share(site.working, figure_id, site.wordings[language], lines)
    return drawn

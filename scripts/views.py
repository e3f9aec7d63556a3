"""What templates see: one edition, in one language, at one address.

A ``Page`` turns records into the words, links and notices of a page under way; it knows nothing of how a
page is laid out. Living and frozen pages use the same views.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from . import addresses, charts, markup, records, references
from .addresses import Addresses
from .derive import OPERAND, Edition, Placed, number
from .history import Change, History
from .records import Language, Text
from .references import Target
from .wording import Wording


@dataclass(frozen=True, kw_only=True)
class Site:
    """What every page is rendered from."""

    history: History
    wordings: Mapping[Language, Wording]
    addresses: Addresses
    deposits: Mapping[str, records.Deposit]
    redirects: records.Redirects
    prose: Mapping[Language, Mapping[str, str]]
    """Hand-written Markdown by language and page."""

    @property
    def working(self) -> Edition:
        return self.history.working


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A line about what a release did to a record."""

    kind: str
    text: str
    why: Text | None = None
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page under way, as templates see it: one edition, one language, one address."""

    site: Site
    edition: Edition
    language: Language
    path: str
    terms_of_page: markup.Terms | None = None
    seen: set[str] = field(default_factory=set)

    @property
    def frozen(self) -> bool:
        return self.edition.date is not None

    @property
    def wording(self) -> Wording:
        return self.site.wordings[self.language]

    # --- text and links

    def text(self, text: Text) -> str:
        return self.edition.text(text, self.language)

    def prose(self, text: Text) -> Markup:
        return markup.prose(
            text, self.edition, self.language,
            link=self._record_link, mark=self.draft_mark, terms=self.terms_of_page, seen=self.seen,
        )  # fmt: skip

    def link(self, path: str) -> str:
        """A relative link to a page, from the root of the language."""
        return addresses.relative(self.path, path)

    def root_link(self, path: str) -> str:
        """A relative link to a file, from the root of the site."""
        return addresses.relative(addresses.twin(self.path, self.language), path)

    def _record_link(self, path: str) -> str:
        figures = self.frozen and path.startswith("figures/")
        return self.link(addresses.frozen(self.edition.date or "", path) if figures else path)

    def observation_link(self, placed: Placed) -> str:
        return self._record_link(addresses.figure(placed.figure_id, placed.id))

    def name(self, placed: Placed) -> str:
        """An observation in words: its series and its moment."""
        return f"{self.text(self.edition.series_of(placed).label)}, {self.text(placed.record.moment)}"

    # --- values

    def shown(self, placed: Placed | None) -> str:
        return shown(placed, self.wording)

    def formula(self, placed: Placed) -> Markup:
        assert isinstance(placed.record, records.Derived)
        assert placed.value is not None
        result = markup.encode(f" = {number(placed.value, self.language)}")
        return self.check(placed.record.formula) + result

    def check(self, line: str) -> Markup:
        """A formula with its operands as values, each linked to its observation."""
        parts, end = [], 0
        for match in OPERAND.finditer(line):
            placed = self.edition.observations[match[0]]
            parts.append(_operators(line[end : match.start()]))
            parts.append(
                Markup('<a class="value" href="{}" title="{}">{}</a>').format(
                    markup.encode(self.observation_link(placed)),
                    markup.encode(self.name(placed)),
                    markup.encode(self.shown(placed)),
                )
            )
            end = match.end()
        return Markup("").join([*parts, _operators(line[end:])])

    # --- releases

    def is_draft(self, folder: str, record_id: str) -> bool:
        return not self.frozen and self.site.history.state(folder, record_id).draft

    def draft_mark(self, record_id: str, folder: str = "observations") -> Markup:
        """A visible mark after what was edited since the last release; nothing after what was not."""
        if not self.is_draft(folder, record_id):
            return Markup("")
        return Markup(' <span class="status status--draft">{}</span>').format(
            markup.encode(self.wording("pages.draft"))
        )

    def permalink(self, folder: str, record_id: str) -> str | None:
        """The permanent address of an observation or statement; ``None`` for a draft or withdrawn one."""
        release = self.edition.date or self.site.history.state(folder, record_id).release
        if release is None or self._record(folder, record_id).withdrawn:
            return None
        path = addresses.frozen(release, self._path(folder, record_id))
        return self.site.addresses.page(path, self.language)

    def notices(self, folder: str, record_id: str) -> list[Notice]:
        if self.frozen:
            return [self._frozen_notice(folder, record_id)]
        return list(self._living_notices(folder, record_id))

    def _living_notices(self, folder: str, record_id: str) -> Iterator[Notice]:
        wording, state = self.wording, self.site.history.state(folder, record_id)
        for date, change in state.changes:
            yield self._changed(
                change, date, corrected="corrected", revised="revised", reworded="text-revised", withdrawn="withdrawn"
            )
        if state.draft:
            withdrawn = self._record(folder, record_id).withdrawn
            key = "pages.withdrawn-draft" if withdrawn else "pages.draft-notice"
            yield Notice(kind="draft", text=wording(key), why=withdrawn)
        elif state.release:
            path = addresses.frozen(state.release, self._path(folder, record_id))
            date = wording.release(state.release)
            yield Notice(kind="released", text="", links=((wording("pages.released", date=date), self.link(path)),))

    def _frozen_notice(self, folder: str, record_id: str) -> Notice:
        wording, past = self.wording, self.site.history
        assert self.edition.date is not None
        assert past.latest is not None
        later = past.after(self.edition, folder, record_id)
        path = self._path(folder, record_id)
        to_current = wording("pages.to-current"), self.link(path)
        if not later and past.latest.date == self.edition.date:
            text = wording("pages.current", date=wording.release(self.edition.date))
            return Notice(kind="current", text=text, links=(to_current,))
        if not later:
            latest = wording.release(past.latest.date)
            to_latest = (
                wording("pages.to-next-release", date=latest),
                self.link(addresses.frozen(past.latest.date, path)),
            )
            return Notice(
                kind="current", text=wording("pages.still-current", date=latest), links=(to_latest, to_current)
            )
        date, change = later[0]
        notice = self._changed(
            change, date, corrected="superseded", revised="wording-changed-later",
            reworded="text-changed-later", withdrawn="withdrawn-later",
        )  # fmt: skip
        to_next = wording("pages.to-next-release", date=wording.release(date)), self.link(addresses.frozen(date, path))
        return Notice(kind="superseded", text=notice.text, why=notice.why, links=(to_next, to_current))

    def _changed(
        self, change: Change, date: str, *, corrected: str, revised: str, reworded: str, withdrawn: str
    ) -> Notice:
        """What a release did, by the label for each kind; ``reworded`` is for records without a value of their own."""
        other = revised if change.folder == "observations" else reworded
        key = {"correction": corrected, "withdrawal": withdrawn}.get(change.kind, other)
        day = self.wording.release(date)
        text = self.wording(f"pages.{key}", date=day, old=self.shown(change.old), new=self.shown(change.new))
        return Notice(kind=change.kind, text=text, why=change.why)

    def _record(self, folder: str, record_id: str) -> Any:
        return (
            self.edition.observations[record_id].record
            if folder == "observations"
            else self.edition.statements[record_id]
        )

    def _path(self, folder: str, record_id: str) -> str:
        if folder == "observations":
            return addresses.figure(self.edition.observations[record_id].figure_id, record_id)
        return f"{folder}/#{record_id}"

    # --- citing

    def references(
        self, figure_id: str, observation_id: str | None = None, kind: str = "secondary"
    ) -> list[tuple[str, str, Language, references.Reference]]:
        """Style, its name, the language of the reference, the reference. Vietnamese reports are in Vietnamese."""
        found = []
        for style in references.STYLES:
            language: Language = "vi" if style == "vietnamese" else self.language
            target = self._target(figure_id, observation_id, kind=kind, language=language)
            found.append((style, self.wording(f"pages.style-{style}"), language, references.reference(target, style)))
        return found

    def sentences(self, placed: Placed) -> list[tuple[Language, str, str]]:
        return [
            (
                language,
                self.wording(f"pages.sentence-{language}"),
                references.sentence(self._target(placed.figure_id, placed.id, language=language), language),
            )
            for language in records.LANGUAGES
        ]

    def files(self, figure_id: str, observation_id: str | None = None) -> list[tuple[str, str]]:
        stem = f"cite/{observation_id}" if observation_id else "cite"
        return [
            (label, f"{stem}.{ending}") for label, ending in (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json"))
        ]

    def _target(
        self, figure_id: str, observation_id: str | None, *, kind: Any = "secondary", language: Language | None = None
    ) -> Target:
        return target(self.site, figure_id, observation_id, language or self.language, kind=kind)

    # --- what belongs together

    def figure_paragraphs(self, figure: records.Figure) -> str:
        found = {
            number
            for series in figure.series for record in series.observations if not isinstance(record, records.Derived | records.NotStated)
            for number in (record.evidence.paragraph, *record.also_in)
        }  # fmt: skip
        return self.paragraph_list(sorted(found))

    def paragraph_list(self, numbers: Iterable[int]) -> str:
        listed = list(numbers)
        if len(listed) == 1:
            return self.wording("pages.paragraph", number=listed[0])
        return self.wording("pages.paragraphs", numbers=", ".join(map(str, listed)))

    def source_language(self, record: Any) -> str:
        """The language of the words a record quotes."""
        if hasattr(record, "source"):
            return self.edition.sources[record.source].language
        return self.edition.source_of(self.edition.observations[record.id]).language

    def statements(self, kind: str) -> list[tuple[str, records.Statement]]:
        return [(key, record) for key, record in self.edition.statements.items() if record.kind == kind]

    def statement_title(self, statement: records.Statement) -> str:
        text = self.text(statement.text)
        return text if len(text) <= 80 else text[:80].rsplit(" ", 1)[0] + " …"

    def terms(self) -> list[tuple[str, records.Term]]:
        return sorted(self.edition.terms.items(), key=lambda item: (self.text(item[1].term).casefold(), item[0]))

    def voice(self, voice: str) -> str:
        prefix = "voice" if voice in ("mixed", "apparatus") else "attribution"
        return self.wording(f"pages.{prefix}-{voice}")

    def name_links(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        return [(self.text(self.edition.names[key].name), f"names/#{key}") for key in ids]

    def figure_links(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        return [(self.text(self.edition.figures[key].title), addresses.figure(key)) for key in ids]

    def term_links(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        return [(self.text(self.edition.terms[key].term), f"glossary/#{key}") for key in ids]

    def source_links(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        sources = self.edition.sources
        return [
            (sources[key].title if self.language == sources[key].language else sources[key].title_en, f"sources/{key}/")
            for key in ids
        ]

    def event_links(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        return [(self.text(self.edition.events[key].title), f"timeline/#{key}") for key in ids]

    def statement_links(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        return [(self.statement_title(self.edition.statements[key]), f"statements/#{key}") for key in ids]

    def observation_links(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        placed = [self.edition.observations[key] for key in ids]
        return [
            (f"{self.name(item)}: {self.shown(item)}", addresses.figure(item.figure_id, item.id)) for item in placed
        ]

    def record_link(self, folder: str, record_id: str) -> tuple[str, str]:
        """A record's title and path."""
        makers = {
            "observations": self.observation_links, "statements": self.statement_links, "events": self.event_links,
            "names": self.name_links, "terms": self.term_links, "figures": self.figure_links, "sources": self.source_links,
        }  # fmt: skip
        (link,) = makers[folder]((record_id,))
        return link

    def record_links(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        """Links to records of any kind, for the coverage of a source."""
        folders = ("observations", "statements", "events", "names", "terms", "figures")
        return [
            self.record_link(next(folder for folder in folders if key in getattr(self.edition, folder)), key)
            for key in ids
        ]

    def uses_of_term(self, term_id: str) -> list[tuple[str, str]]:
        return self.figure_links(key for key, figure in self.edition.figures.items() if term_id in figure.terms)

    def uses_of_name(self, name_id: str) -> list[tuple[str, str]]:
        edition = self.edition
        acts = [key for key, record in edition.statements.items() if name_id in (*record.actors, *record.addressees)]
        takes_part = [key for key, record in edition.events.items() if name_id in record.names]
        return self.event_links(takes_part) + self.statement_links(acts)

    def related(self, figure_id: str, figure: records.Figure) -> list[tuple[str, list[tuple[str, str]]]]:
        """What else belongs to a figure, linked both ways."""
        edition, wording = self.edition, self.wording
        own = {placed.id for placed in edition.of_figure(figure_id)}
        others = [
            key
            for key, other in edition.figures.items()
            if key != figure_id and (key in figure.related or figure_id in other.related)
        ]
        statements = [
            key for key, item in edition.statements.items() if figure_id in item.figures or own & set(item.observations)
        ]
        events = [key for key, item in edition.events.items() if own & set(item.observations)]
        groups = [
            (wording("pages.related-figures"), self.figure_links(others)),
            (wording("pages.related-statements"), self.statement_links(statements)),
            (wording("pages.related-terms"), self.term_links(figure.terms)),
            (wording("pages.related-events"), self.event_links(events)),
        ]
        return [(label, links) for label, links in groups if links]

    def moved(self) -> list[tuple[str, records.Redirect]]:
        """Anchors of this page that a redirect leads away from, with the redirect."""
        parted = [(item.old.partition("#"), item) for item in self.site.redirects.redirects]
        return [(anchor, item) for (path, _, anchor), item in parted if anchor and path == self.path]


def shown(placed: Placed | None, wording: Wording) -> str:
    """An observation's value as people read it: a number, or what the article says in its place."""
    if placed is None:
        return "–"
    record = placed.record
    if record.withdrawn:
        return wording("pages.withdrawn-mark")
    if placed.value is not None:
        return number(placed.value, wording.language)
    if isinstance(record, records.Unquantified):
        return str(getattr(record.words, wording.language))
    if isinstance(record, records.Direction):
        return wording(f"pages.direction-{record.direction}")
    return wording("pages.status-not-stated")


def target(
    site: Site, figure_id: str, observation_id: str | None, language: Language, *, kind: Any = "secondary"
) -> Target:
    """What a reference points at: a figure or observation in the latest release. Drafts have none."""
    release = site.history.latest
    assert release is not None
    return Target(
        edition=site.working,
        figure_id=figure_id,
        observation_id=observation_id,
        language=language,
        release=release.date,
        permalink=site.addresses.frozen(release.date, figure_id, observation_id or "", language),
        wording=site.wordings[language],
        kind=kind,
    )


def _operators(text: str) -> Markup:
    return markup.encode(text.replace("-", "\N{MINUS SIGN}").replace("*", "×").replace("/", "÷"))


def imprint(site: Site, edition: Edition, figure_id: str, language: Language) -> charts.Imprint:
    """The lines printed inside a picture: who says so, the release, and where it stands."""
    wording, figure = site.wordings[language], edition.figures[figure_id]
    source = edition.sources[figure.source]
    release = site.history.last_changed(figure_id, edition)
    speaker = edition.text(edition.names[source.speaker].name, language)
    at = (
        site.addresses.frozen(release, figure_id, "", language)
        if release
        else site.addresses.observation(figure_id, "", language)
    )
    return charts.Imprint(
        source_line=wording(
            "pages.source-line", speaker=speaker, date=wording.date(source.speech_date), paper=source.publication
        ),
        release_line=wording("pages.release-line", date=wording.release(release))
        if release
        else wording("pages.draft-line"),
        permalink=at,
    )


def chart(site: Site, edition: Edition, figure_id: str, language: Language, *, standalone: bool) -> str:
    return charts.chart(
        edition, figure_id, site.wordings[language], imprint(site, edition, figure_id, language), standalone=standalone
    )

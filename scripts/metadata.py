"""What a page says to machines: tags for its head, JSON-LD of schema.org, and ``CITATION.cff``.

A draft has no release: its page carries no ``citation_*`` tag, no version and no date, and asks for no credit.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from . import addresses, records, references
from .derive import Edition, Placed
from .records import Language
from .wording import Wording

LOCALES: dict[Language, str] = {"en": "en_US", "vi": "vi_VN"}
SHARE_SIZE = ("1200", "630")


def tags(
    edition: Edition, figure_id: str, wording: Wording, *, url: str, picture: str, release: str | None
) -> list[tuple[str, str]]:
    """The ``<meta>`` tags of a figure page, as name and content; names that begin with ``og:`` are properties.

    ``url`` is the page's absolute living address, ``picture`` that of its share picture of 1200 × 630 pixels.
    Dublin Core and Open Graph always, Highwire's ``citation_*`` for a released figure only.
    """
    subject = _Subject(edition=edition, figure_id=figure_id, wording=wording, url=url, release=release)
    found = [*_dublin_core(subject), *_open_graph(subject, picture)]
    return [*found, *_highwire(subject, release)] if release else found


@dataclass(frozen=True, kw_only=True)
class _Subject:
    """A figure's page in one language, and what every vocabulary says of it."""

    edition: Edition
    figure_id: str
    wording: Wording
    url: str
    release: str | None

    @property
    def language(self) -> Language:
        return self.wording.language

    @property
    def figure(self) -> records.Figure:
        return self.edition.figures[self.figure_id]

    @property
    def source(self) -> records.Source:
        return self.edition.sources[self.figure.source]

    @property
    def creator(self) -> str:
        return _creator(self.edition, self.language)

    @property
    def base(self) -> str:
        """The site's public address, from that of the page."""
        return self.url.removesuffix(addresses.twin(addresses.figure(self.figure_id), self.language))

    @property
    def identifier(self) -> str:
        """The frozen address; of a draft the living one."""
        sites = addresses.Addresses(self.base)
        return sites.frozen(self.release, self.figure_id, "", self.language) if self.release else self.url

    def text(self, text: records.Text) -> str:
        return self.edition.text(text, self.language)


def _dublin_core(subject: _Subject) -> Iterator[tuple[str, str]]:
    source, site = subject.source, subject.edition.site
    yield "DC.title", subject.text(subject.figure.title)
    yield "DC.creator", subject.creator
    yield "DC.publisher", subject.creator
    yield "DC.description", subject.text(subject.figure.summary)
    yield "DC.type", "Dataset"
    yield "DC.language", subject.language
    yield "DC.identifier", subject.identifier
    described = (source.byline, source.title, source.publication, source.date, source.url)
    yield "DC.source", ", ".join(filter(None, described))
    yield "DC.rights", site.licence_records
    yield "DCTERMS.license", site.licence_records_url
    if subject.release:
        yield "DC.date", subject.release[:10]
        yield "DCTERMS.issued", subject.release[:10]
    coverage = _temporal_coverage(subject)
    if coverage:
        yield "DCTERMS.temporal", coverage


def _open_graph(subject: _Subject, picture: str) -> Iterator[tuple[str, str]]:
    yield "og:title", subject.text(subject.figure.title)
    yield "og:description", subject.text(subject.figure.summary)
    yield "og:type", "article"
    yield "og:url", subject.url
    yield "og:site_name", subject.text(subject.edition.site.title)
    yield "og:locale", LOCALES[subject.language]
    for language, locale in LOCALES.items():
        if language != subject.language:
            yield "og:locale:alternate", locale
    yield "og:image", picture
    yield "og:image:width", SHARE_SIZE[0]
    yield "og:image:height", SHARE_SIZE[1]
    yield (
        "og:image:alt",
        subject.wording("citations.picture-description", headline=subject.text(subject.figure.headline)),
    )
    yield "twitter:card", "summary_large_image"


def _highwire(subject: _Subject, release: str) -> Iterator[tuple[str, str]]:
    day = release[:10].replace("-", "/")
    yield "citation_title", subject.text(subject.figure.title)
    yield "citation_author", subject.creator
    yield "citation_publisher", subject.creator
    yield "citation_publication_date", day
    yield "citation_online_date", day
    yield "citation_language", subject.language
    yield "citation_public_url", subject.identifier
    yield "citation_fulltext_html_url", subject.url


def dataset(edition: Edition, figure_id: str, wording: Wording, *, url: str, release: str | None) -> dict[str, Any]:
    """A figure as a schema.org ``Dataset``; ``url`` is the page's absolute living address."""
    subject = _Subject(edition=edition, figure_id=figure_id, wording=wording, url=url, release=release)
    figure, language = subject.figure, subject.language
    catalog = {
        "@type": "DataCatalog",
        "name": subject.text(edition.site.title),
        "url": addresses.Addresses(subject.base).page("", language),
    }
    values: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": url,
        "url": url,
        "name": subject.text(figure.title),
        "description": _description(subject),
        "identifier": subject.identifier,
        "inLanguage": language,
        "isAccessibleForFree": True,
        "license": edition.site.licence_records_url,
        "creator": _organization(subject.creator),
        "publisher": _organization(subject.creator),
        "includedInDataCatalog": catalog,
        "temporalCoverage": _temporal_coverage(subject),
        "variableMeasured": [_variable(subject, series) for series in figure.series],
        "distribution": [
            _download(url + "data.csv", "text/csv") | {"inLanguage": language},
            _download(subject.base + "data/figures.json", "application/json"),
        ],
        "isBasedOn": _news_article(subject),
    }
    if release:
        values |= {"version": release, "datePublished": release[:10], "creditText": _credit(subject, release)}
    return {key: value for key, value in values.items() if value is not None}


def website(edition: Edition, language: Language, url: str) -> dict[str, Any]:
    """The site as a schema.org ``WebSite``; ``url`` is the absolute address of its home page in that language."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": url,
        "url": url,
        "name": edition.text(edition.site.title, language),
        "description": edition.text(edition.site.tagline, language),
        "inLanguage": language,
        "isAccessibleForFree": True,
        "license": edition.site.licence_records_url,
        "publisher": _organization(_creator(edition, language)),
    }


def script(values: dict[str, Any]) -> str:
    """JSON on one line that can stand in a ``<script>`` element: no ``<``, ``>`` or ``&`` as such."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def _creator(edition: Edition, language: Language) -> str:
    """Who publishes the site, or the site itself where nobody is named."""
    return edition.text(edition.site.publisher or edition.site.title, language)


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def _description(subject: _Subject) -> str:
    return subject.wording(
        "citations.dataset-description",
        summary=subject.text(subject.figure.summary),
        counted=subject.text(subject.figure.counted),
        paper=subject.source.publication,
        date=subject.wording.date(subject.source.date),
    )


def _credit(subject: _Subject, release: str) -> str:
    target = references.Target(
        edition=subject.edition,
        figure_id=subject.figure_id,
        language=subject.language,
        release=release,
        permalink=subject.identifier,
        wording=subject.wording,
    )
    return references.reference(target, "apa").text


def _temporal_coverage(subject: _Subject) -> str | None:
    """From the first to the last dated value, an ISO 8601 interval, or a single date; a gap is no value."""
    told = [placed.record for placed in subject.edition.of_figure(subject.figure_id) if _told(placed)]
    dated = [record.period.split("/") for record in told if record.period]
    if not dated:
        return None
    start = min(period[0] for period in dated)
    end = max((period[-1] for period in dated), key=_last_day)
    return start if start == end else f"{start}/{end}"


def _last_day(date: str) -> str:
    """A key that puts a year or month where its last day stands."""
    return date.ljust(len("2020-10-13"), "9")


def _told(placed: Placed) -> bool:
    return not placed.record.withdrawn and not isinstance(placed.record, records.NotStated)


def _variable(subject: _Subject, series: records.Series) -> dict[str, str]:
    values = {
        "@type": "PropertyValue",
        "propertyID": series.id,
        "name": subject.text(series.label),
        "unitText": subject.text(series.unit or subject.figure.unit),
    }
    return values | ({"description": subject.text(series.definition)} if series.definition else {})


def _download(url: str, media_type: str) -> dict[str, str]:
    return {"@type": "DataDownload", "contentUrl": url, "encodingFormat": media_type}


def _news_article(subject: _Subject) -> dict[str, Any]:
    source = subject.source
    author = references.byline(subject.edition, source)
    foreign = subject.language == "en" and source.language != "en"
    values: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": source.title,
        "alternativeHeadline": source.title_en if foreign else None,
        "inLanguage": source.language,
        "datePublished": source.date,
        "author": _organization(author) if isinstance(author, str) else {"@type": "Person", "name": " ".join(author)},
        "publisher": {"@type": "NewsMediaOrganization", "name": source.publication},
        "url": source.url,
    }
    return {key: value for key, value in values.items() if value is not None}


# --- CITATION.cff -----------------------------------------------------------------------------------

_CFF_MESSAGE = "Please cite the release, and for a single value its permanent address in that release."


def citation_cff(edition: Edition, release: str, url: str | None) -> str:
    """The text of ``CITATION.cff`` for a release, in English; ``url`` is the absolute address of the site, if decided.

    Citation File Format 1.2.0. Texts are JSON strings, which are YAML strings as well.
    """
    site = edition.site
    lines = [
        "cff-version: 1.2.0",
        f"message: {_quoted(_CFF_MESSAGE)}",
        "type: dataset",
        f"title: {_quoted(edition.text(site.title, 'en'))}",
        f"abstract: {_quoted(edition.text(site.tagline, 'en'))}",
        "authors:",
        f"  - name: {_quoted(_creator(edition, 'en'))}",
        f"version: {_quoted(release)}",
        f"date-released: {_quoted(release[:10])}",
        f"license: {_quoted(site.licence_records)}",
        *([f"url: {_quoted(url)}"] if url else []),
        "references:",
        *(line for source in edition.sources.values() for line in _cff_article(edition, source)),
    ]
    return "\n".join(lines) + "\n"


def _cff_article(edition: Edition, source: records.Source) -> Iterator[str]:
    author = references.byline(edition, source)
    yield "  - type: newspaper-article"
    yield f"    title: {_quoted(source.title)}"
    yield "    authors:"
    if isinstance(author, str):
        yield f"      - name: {_quoted(author)}"
    else:
        yield f"      - family-names: {_quoted(author[0])}"
        yield f"        given-names: {_quoted(author[1])}"
    yield f"    journal: {_quoted(source.publication)}"
    yield f"    date-published: {_quoted(source.date)}"
    yield f"    languages: [{_quoted(source.language)}]"
    if source.url:
        yield f"    url: {_quoted(source.url)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)

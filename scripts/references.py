"""References: how to cite a value, a figure, the article or a page, in four styles and three file formats.

The default is the *secondary* citation that a careful writer needs: the speaker, as reported in the paper,
with the paragraph, as recorded on this site, with the release and the permanent address. It is put together
from two references, to the article and to the page, each complete in its style. The three international
styles follow the published CSL styles of APA 7, Chicago 17 (notes) and ISO 690 (name and date, because a
number would depend on the reader's own list); the Vietnamese form is described at ``_vietnamese``.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from . import records
from .derive import MINUS, OPERAND, Edition, Placed, number, operands
from .records import Language
from .wording import Wording

STYLES = ("apa", "chicago", "iso690", "vietnamese")
Kind = Literal["secondary", "article", "page"]

#: Mark italics inside a text; records can hold no control characters.
_ITALIC, _ROMAN = "\x01", "\x02"


@dataclass(frozen=True, kw_only=True)
class Target:
    """What is cited: a figure, or one observation of it, in a release. A draft has no release and cannot be cited."""

    edition: Edition
    figure_id: str
    observation_id: str | None = None
    language: Language
    """Language of the page that the reader is on."""
    release: str
    """Date of the release, ``YYYY-MM-DD``, with ``.2`` for the second of a day."""
    permalink: str
    """The absolute frozen address in that release."""
    wording: Wording
    kind: Kind = "secondary"


@dataclass(frozen=True)
class Reference:
    """One reference: plain text, and HTML in which the only element is ``<i>``."""

    text: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing in a list of references: an article in a newspaper, or a page."""

    key: str
    type: Literal["article-newspaper", "webpage"]
    author: tuple[str, str] | str | None
    """A person's family and given name, or the name of a group or office."""
    title: str
    translation: str | None = None
    """Our translation of the title, shown in square brackets."""
    container: str | None = None
    """The paper or the site."""
    date: str | None = None
    """``YYYY-MM-DD``."""
    url: str | None = None
    language: str
    """ISO 639-1 code of the language of the title."""
    note: str | None = None


def reference(target: Target, style: str) -> Reference:
    """A reference in one of ``STYLES``; what it names depends on ``target.kind``."""
    text = _COMPOSED[target.kind](target, style)
    return Reference(text=_plain(text), html=_html(text))


def item_reference(item: Item, style: str, wording: Wording, paragraphs: tuple[int, ...] = ()) -> Reference:
    """A reference to a single item; ``paragraphs`` appear in the two styles that have a place for them."""
    text = _FORMATS[style](item, wording, _short_paragraphs(paragraphs, wording))
    return Reference(text=_plain(text), html=_html(text))


# --- what a reference names -------------------------------------------------------------------------


def article(target: Target) -> Item:
    """The article that a figure comes from. Its title is translated for readers of another language."""
    source_id = target.edition.figures[target.figure_id].source
    source = target.edition.sources[source_id]
    return Item(
        key=source_id,
        type="article-newspaper",
        author=byline(target.edition, source),
        title=source.title,
        translation=source.title_en if target.language == "en" and source.language != "en" else None,
        container=source.publication,
        date=source.date,
        url=source.url,
        language=source.language,
    )


def page(target: Target) -> Item:
    """The page of this site, in its release. Where no publisher is named the site itself is the author, once."""
    edition, language = target.edition, target.language
    site = _site(target)
    publisher = edition.text(edition.site.publisher, language) if edition.site.publisher else None
    return Item(
        key=f"{target.observation_id or target.figure_id}-{target.release}",
        type="webpage",
        author=publisher or site,
        title=_title(target),
        container=site if publisher else None,
        date=target.release[:10],
        url=target.permalink,
        language=language,
        note=_note(target),
    )


def byline(edition: Edition, source: records.Source) -> tuple[str, str] | str:
    """The author of an article: a person where the names record one under this byline, else a group, as written."""
    for name in edition.names.values():
        if name.kind == "person" and source.byline in (name.name.vi, *name.as_written):
            family, _, given = name.name.vi.partition(" ")
            return (family, given) if given else family
    return source.byline


def _title(target: Target) -> str:
    """The figure's title; for one value also its series and moment."""
    edition, language = target.edition, target.language
    figure = edition.text(edition.figures[target.figure_id].title, language)
    placed = _placed(target)
    if placed is None:
        return figure
    series = edition.text(edition.series_of(placed).label, language)
    moment = edition.text(placed.record.short_moment or placed.record.moment, language)
    return f"{figure}: {series} ({moment})"


def _placed(target: Target) -> Placed | None:
    return target.edition.observations[target.observation_id] if target.observation_id else None


def _carriers(target: Target) -> list[Any]:
    """The records with evidence that carry the value: its own, those that it is computed from, or a whole figure's."""
    placed = _placed(target)
    if placed is None:
        found = target.edition.of_figure(target.figure_id)
    elif isinstance(placed.record, records.Derived):
        found = [target.edition.observations[operand] for operand in operands(placed.record.formula)]
    else:
        found = [placed]
    return [
        item.record
        for item in found
        if not isinstance(item.record, records.Derived | records.NotStated)
        and (not item.record.withdrawn or item is placed)
    ]


def _paragraphs(target: Target) -> tuple[int, ...]:
    """The paragraphs of what carries the value."""
    return tuple(sorted({record.evidence.paragraph for record in _carriers(target)}))


def _note(target: Target) -> str:
    """What no field of a reference file has a place for: the release, and who is reported where."""
    words = target.wording
    release = words("citations.release-note", release=target.release)
    return release if target.kind == "page" else f"{release}. {_claim(target)}"


def _claim(target: Target) -> str:
    source = target.edition.sources[target.edition.figures[target.figure_id].source]
    where = ", ".join(filter(None, (source.publication, _short_paragraphs(_paragraphs(target), target.wording))))
    placed = _placed(target)
    if placed and isinstance(placed.record, records.NotStated):
        return target.wording("citations.absent", article=where)
    reported = _spoken(target, "reported", article=where)
    derived = placed is not None and isinstance(placed.record, records.Derived)
    return _computed(target, reported) if derived else reported


def _spoken(target: Target, key: str, **slots: str) -> str:
    """Who is reported where. What the paper says in a sentence of its own is not put into the speaker's mouth."""
    voice = "-narrated" if _narrated(target) else ""
    return target.wording(f"citations.{key}{voice}", speaker=_speaker(target), **slots)


def _computed(target: Target, reported: str) -> str:
    if _narrated(target):  # then it does not begin with a name
        reported = reported[0].lower() + reported[1:]
    return target.wording("citations.computed", site=_site(target), reported=reported)


def _site(target: Target) -> str:
    return target.edition.text(target.edition.site.title, target.language)


def _narrated(target: Target) -> bool:
    """Whether all that carries the value stands in sentences of the paper itself, without a speaker."""
    return {record.attribution for record in _carriers(target)} == {"narrated"}


def _speaker(target: Target) -> str:
    return _who(target, target.language, office=False)


def _who(target: Target, language: Language, *, office: bool = True) -> str:
    """Who says so: the speaker of the source, with the office; or whom the figure itself names."""
    edition = target.edition
    figure = edition.figures[target.figure_id]
    source = edition.sources[figure.source]
    named = [figure.speaker] if figure.speaker else [source.speaker, source.office] if office else [source.speaker]
    return ", ".join(edition.text(edition.names[name].name, language) for name in named)


# --- secondary citations ----------------------------------------------------------------------------


def _secondary(target: Target, style: str) -> str:
    """Speaker, as reported in the article, as recorded on the page.

    A computed value is the site's own and says so first; for a value that is not stated there is nobody to report.
    """
    words, record = target.wording, getattr(_placed(target), "record", None)
    if isinstance(record, records.NotStated):
        said = words("citations.absent", article=_format(target, article(target), style))
    elif isinstance(record, records.Derived):
        said = _computed(target, _reported(target, style))
    else:
        said = _reported(target, style)
    recorded = words("citations.recorded", release=target.release, page=_format(target, page(target), style))
    if style in _RUNNING:
        return f"{said.removesuffix('.')}, {recorded}"
    return f"{said} {recorded[0].upper()}{recorded[1:]}"


def _reported(target: Target, style: str) -> str:
    paragraphs = _paragraphs(target)
    if style in _RUNNING or not paragraphs:
        return _spoken(target, "reported", article=_format(target, article(target), style, paragraphs))
    where = _short_paragraphs(paragraphs, target.wording)
    return _spoken(target, "reported-at", paragraphs=where, article=_format(target, article(target), style))


def _format(target: Target, item: Item, style: str, paragraphs: tuple[int, ...] = ()) -> str:
    return _FORMATS[style](item, target.wording, _short_paragraphs(paragraphs, target.wording))


def _short_paragraphs(paragraphs: tuple[int, ...], wording: Wording) -> str:
    if not paragraphs:
        return ""
    key = "paragraph-short" if len(paragraphs) == 1 else "paragraphs-short"
    return wording(f"citations.{key}", numbers=", ".join(map(str, paragraphs)))


# --- styles -----------------------------------------------------------------------------------------


def _apa(item: Item, wording: Wording, _paragraphs: str) -> str:
    """APA 7, entry in a list of references: *Author. (2020, October 13). Title. Paper. Address*."""
    paper = item.type == "article-newspaper"
    title = _bracketed(_curly(item.title), item.translation)
    title = title if paper else _italic(title)
    date = f"({_date(item, 'apa', wording) or wording('citations.no-date-short')})"
    author = _apa_author(item.author)
    return _sentences(*((author, date, title) if author else (title, date)), _container(item), last=item.url)


def _apa_author(author: tuple[str, str] | str | None) -> str | None:
    if isinstance(author, tuple):
        return f"{author[0]}, {' '.join(f'{name[0].upper()}.' for name in author[1].split())}"
    return author


def _chicago(item: Item, wording: Wording, paragraphs: str) -> str:
    """Chicago 17, full note: *Author, “Title” [translation], Paper, October 13, 2020, para. 8, address.*

    English titles take capitals, the translation stands outside the quotation marks (14.99), and a
    Vietnamese name keeps its order.
    """
    paper = item.type == "article-newspaper"
    date = _date(item, "chicago", wording) or (wording("citations.no-date-short") if paper else None)
    title = _headline(_curly(item.title)) if item.language == "en" else _curly(item.title)
    rest = ", ".join(filter(None, (_container(item), date, paragraphs, item.url)))
    mark = "," if rest else "."
    quoted = f"{_quoted(title)} [{_curly(item.translation)}]{mark}" if item.translation else _quoted(title, mark)
    author = f"{_written(item.author)}," if item.author else ""
    return _closed(" ".join(filter(None, (author, quoted, rest))))


def _iso690(item: Item, wording: Wording, _paragraphs: str) -> str:
    """ISO 690, name and date: *AUTHOR, 2020. Title. Paper. Online. 13 October 2020. Available from: address*."""
    title = _bracketed(_curly(item.title), item.translation)
    year = item.date[:4] if item.date else wording("citations.no-date")
    author = (
        ", ".join((item.author[0].upper(), item.author[1]))
        if isinstance(item.author, tuple)
        else (item.author or "").upper()
    )
    address = wording("citations.available-from", url=item.url) if item.url else None
    return _sentences(
        f"{author or title}, {year}",
        title if author else None,
        _italic(item.container) if item.container else None,
        wording("citations.online") if item.url else None,
        _date(item, "iso", wording),
        last=address,
    )


def _vietnamese(item: Item, wording: Wording, paragraphs: str) -> str:
    """The form common in Vietnamese reports: *Tác giả (năm), “Nhan đề”, Tên báo, 13/10/2020, đoạn 8, địa chỉ*.

    The rule, after the list of references that Vietnamese universities ask for in theses: the author as
    written, a person's name in its Vietnamese order; the year in parentheses; the title in quotation marks,
    not in italics; the paper or site in italics; the day as day/month/year in two, two and four digits; the
    paragraph; the address where there is one; commas in between, outside the quotation marks; a full stop
    at the end, except after an address, so that it can be copied whole.
    """
    year = item.date[:4] if item.date else wording("citations.no-date-short")
    title = f"“{_inner(_curly(item.title))}”"
    title = _bracketed(title, item.translation)
    head = f"{_written(item.author)} ({year}), {title}" if item.author else f"{title} ({year})"
    day = "/".join(reversed(item.date.split("-"))) if item.date else None
    rest = (_italic(item.container) if item.container else None, day, paragraphs, item.url)
    text = ", ".join(filter(None, (head, *rest)))
    return text if item.url else f"{text}."


_FORMATS: dict[str, Callable[[Item, Wording, str], str]] = {
    "apa": _apa,
    "chicago": _chicago,
    "iso690": _iso690,
    "vietnamese": _vietnamese,
}
#: Styles whose references run on, with commas: they have a place for the paragraph and take parts after them.
_RUNNING = frozenset({"chicago", "vietnamese"})
_COMPOSED: dict[str, Callable[[Target, str], str]] = {
    "secondary": _secondary,
    "article": lambda target, style: _format(target, article(target), style, _paragraphs(target)),
    "page": lambda target, style: _format(target, page(target), style),
}


def _date(item: Item, style: str, wording: Wording) -> str | None:
    if item.date is None:
        return None
    year, month, day = item.date.split("-")
    name = Wording("en", wording.labels).date(item.date).split()[1]
    month = wording("citations.month", name=name, number=int(month))
    return wording(f"citations.{style}-date", year=year, month=month, day=int(day))


def _container(item: Item) -> str | None:
    """The paper in italics or the site in roman, as APA and Chicago have it, an English one in capitals."""
    if item.container is None:
        return None
    name = _headline(item.container) if item.language == "en" else item.container
    return _italic(name) if item.type == "article-newspaper" else name


def _written(author: tuple[str, str] | str | None) -> str:
    return " ".join(author) if isinstance(author, tuple) else author or ""


def _bracketed(title: str, translation: str | None) -> str:
    return f"{title} [{_curly(translation)}]" if translation else title


def _sentences(*parts: str | None, last: str | None) -> str:
    """Each part closed by a full stop, unless it closes itself; the last one, an address, stays open."""
    return " ".join([*(_closed(part) for part in parts if part), *([last] if last else [])])


def _closed(text: str) -> str:
    """The text with a full stop; American usage puts it inside quotation marks, and none after ? ! or a full stop."""
    visible = text.rstrip(f"”’{_ROMAN}")
    if visible.endswith(("?", "!", ".")):
        return text
    if text.endswith(("”", "’")):
        return f"{visible}.{text[len(visible) :]}"
    return f"{text}."


def _quoted(title: str, mark: str = "") -> str:
    """The title in double quotation marks, its own in single ones, with the mark that follows inside."""
    title = _inner(title)
    visible = title.rstrip("’")
    if visible.endswith(("?", "!", *mark)) or (mark == "," and visible.endswith(".")):
        mark = ""
    return f"“{visible}{mark}{title[len(visible) :]}”"


def _inner(text: str) -> str:
    return text.translate({ord("“"): "‘", ord("”"): "’"})


def _curly(text: str | None) -> str:
    """Straight quotation marks and apostrophes made typographic."""
    text = re.sub(r'(^|[\s(\[—–/“‘])"', r"\1“", text or "")
    text = re.sub(r"(^|[\s(\[—–/“‘])'", r"\1‘", text)
    return text.replace('"', "”").replace("'", "’")


_SMALL = frozenset(
    ("a", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "nor", "of", "on", "onto", "or", "over",
     "so", "the", "till", "to", "up", "via", "with", "yet")
)  # fmt: skip


def _headline(title: str) -> str:
    """Capitals as English headlines have them: all words but articles, conjunctions and prepositions."""
    words = title.split(" ")
    return " ".join(
        _capitalized(word, always=place in (0, len(words) - 1) or words[place - 1].endswith((":", "?", "!", ".")))
        for place, word in enumerate(words)
    )


def _capitalized(word: str, *, always: bool) -> str:
    """A word with a capital in each hyphenated part; one that has capitals already is left alone."""
    parts = word.split("-")
    return "-".join(
        _capital_part(part, always=always and place in (0, len(parts) - 1)) for place, part in enumerate(parts)
    )


def _capital_part(part: str, *, always: bool) -> str:
    letters = part.lstrip("“‘([")
    bare = letters.rstrip("”’)],.;:?!").lower()
    if letters != letters.lower() or (bare in _SMALL and not always):
        return part
    return part[: len(part) - len(letters)] + letters[:1].upper() + letters[1:]


def _italic(text: str) -> str:
    return f"{_ITALIC}{text}{_ROMAN}"


def _plain(text: str) -> str:
    return text.replace(_ITALIC, "").replace(_ROMAN, "")


def _html(text: str) -> str:
    return html.escape(text).replace(_ITALIC, "<i>").replace(_ROMAN, "</i>")


# --- the value as a sentence ------------------------------------------------------------------------


def sentence(target: Target, language: Language) -> str:
    """The value as a sentence with its source, ready for running text, in either language."""
    edition, words = target.edition, Wording(language, target.wording.labels)
    source = edition.sources[edition.figures[target.figure_id].source]
    placed = _placed(target)
    slots: dict[str, str] = {
        "who": _who(target, language),
        "paper": source.publication,
        "date": words.date(source.date),
        "site": edition.text(edition.site.title, language),
        "evidence": _evidence(target, words),
        "record": _record(target, words),
    }
    if placed is None:
        headline = edition.text(edition.figures[target.figure_id].headline, language)
        return words("citations.whole-figure", headline=headline, **slots)
    slots |= {
        "series": _inner(edition.text(edition.series_of(placed).label, language)),
        "unit": edition.text(edition.unit_of(placed), language),
        "moment": _aside(edition.text(placed.record.moment, language)),
    }
    return _told(target, placed, words, slots)


def _told(target: Target, placed: Placed, words: Wording, slots: dict[str, str]) -> str:
    edition, record, language = target.edition, placed.record, words.language
    value = number(placed.value, language) if placed.value is not None else ""
    if record.withdrawn:
        return words("citations.withdrawn", why=edition.text(record.withdrawn, language).rstrip("."), **slots)
    if isinstance(record, records.NotStated):
        return words("citations.not-stated", **slots)
    if isinstance(record, records.Derived):
        assumes = edition.text(record.assumes, language)
        return words(
            "citations.derived",
            formula=_worked(edition, record.formula, language),
            value=value,
            assumes=assumes,
            **slots,
        )
    if isinstance(record, records.Direction):
        clause = words(f"citations.direction-{record.direction}", **slots)
    elif isinstance(record, records.Unquantified):
        clause = words("citations.unquantified", words=_inner(edition.text(record.words, language)), **slots)
    else:
        clause = words("citations.stated", value=value, **slots)
    # What the paper says in a sentence of its own is not put into the speaker's mouth.
    voice = "according-narrated" if record.attribution == "narrated" else "according"
    return words(f"citations.{voice}", clause=clause, **slots)


def _evidence(target: Target, words: Wording) -> str:
    """Where the article says it, and for one value in whose voice."""
    found = _paragraphs(target)
    key = {0: "no-paragraph", 1: "paragraph"}.get(len(found), "paragraphs")
    where = words(f"citations.{key}", numbers=", ".join(map(str, found)))
    attribution = getattr(getattr(_placed(target), "record", None), "attribution", None)
    return words(f"citations.attribution-{attribution}", paragraphs=where) if attribution else where


def _record(target: Target, words: Wording) -> str:
    edition = target.edition
    figure = edition.text(edition.figures[target.figure_id].title, words.language)
    return words(
        "citations.record",
        figure=_quoted(figure, ",") if words.language == "en" else f"“{_inner(figure)}”,",
        site=edition.text(edition.site.title, words.language),
        release=words.release(target.release),
        url=target.permalink,
    )


def _aside(moment: str) -> str:
    """What a moment adds after a semicolon, in parentheses, so that the sentence runs on."""
    head, mark, tail = moment.partition("; ")
    if not mark or head.count("(") > head.count(")"):
        return moment
    return f"{head[:-1]}; {tail})" if head.endswith(")") else f"{head} ({tail})"


def _worked(edition: Edition, formula: str, language: Language) -> str:
    """The formula with the values in place of the ids: ``113 − 8``."""
    signs = {"-": MINUS, "*": "×", "/": "÷"}
    symbols = [signs.get(symbol, symbol) for symbol in formula.split(" ")]
    spaced = OPERAND.sub(lambda match: edition.spoken(match[0], language), " ".join(symbols))
    return spaced.replace("( ", "(").replace(" )", ")")


# --- files ------------------------------------------------------------------------------------------


def items(target: Target) -> tuple[Item, ...]:
    """What the files hold: the page and the article, or the one that ``target.kind`` names."""
    return {"secondary": (page(target), article(target)), "article": (article(target),), "page": (page(target),)}[
        target.kind
    ]


def csl(target: Target) -> str:
    """CSL-JSON: a list of items."""
    return json.dumps([csl_item(item) for item in items(target)], ensure_ascii=False, indent=1) + "\n"


def csl_item(item: Item) -> dict[str, Any]:
    """An item as CSL has it. The release stands in ``annote``: styles print ``note`` and misprint a date in ``version``."""
    person = isinstance(item.author, tuple)
    values: dict[str, Any] = {
        "id": item.key,
        "type": item.type,
        "author": [{"family": item.author[0], "given": item.author[1]} if person else {"literal": item.author}]
        if item.author
        else None,
        "title": _bracketed(item.title, item.translation),
        "container-title": item.container,
        "issued": {"date-parts": [[int(part) for part in item.date.split("-")]]} if item.date else None,
        "language": item.language,
        "URL": item.url,
        "annote": item.note,
    }
    return {key: value for key, value in values.items() if value}


def bibtex(target: Target) -> str:
    """BibTeX, with biblatex's ``date`` and ``langid`` beside the classic fields."""
    return "\n".join(bibtex_entry(item) for item in items(target))


_BABEL = {"en": "english", "vi": "vietnamese"}
_TEX = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def bibtex_entry(item: Item) -> str:
    """One entry. Groups and titles stand in double braces, or programs would invert and recase them."""
    author = (
        f"{{{_tex(item.author[0])}, {_tex(item.author[1])}}}"
        if isinstance(item.author, tuple)
        else f"{{{{{_tex(item.author)}}}}}"
    )
    paper = item.type == "article-newspaper"
    fields = {
        "author": author if item.author else None,
        "title": f"{{{{{_tex(_bracketed(_curly(item.title), item.translation))}}}}}",
        "journal" if paper else "organization": f"{{{{{_tex(item.container)}}}}}" if item.container else None,
        "entrysubtype": "{newspaper}" if paper else None,
        "date": f"{{{item.date}}}" if item.date else None,
        "year": f"{{{item.date[:4]}}}" if item.date else None,
        "month": str(int(item.date[5:7])) if item.date else None,
        "language": f"{{{_BABEL.get(item.language, item.language)}}}",
        "langid": f"{{{_BABEL.get(item.language, item.language)}}}",
        "url": f"{{{item.url}}}" if item.url else None,
        "annotation": f"{{{_tex(item.note)}}}" if item.note else None,
    }
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items() if value)
    return f"@{'article' if paper else 'online'}{{{item.key},\n{lines}}}\n"


def _tex(text: str | None) -> str:
    return (text or "").translate(_TEX)


def ris(target: Target) -> str:
    """RIS, with the line ends that the format asks for."""
    return "".join(ris_entry(item) for item in items(target))


def ris_entry(item: Item) -> str:
    """One entry. A group's name ends in a comma, the format's mark of a name without a given part.

    ``PY`` holds the year alone and ``DA`` the day, for programs read a whole date in ``PY`` as none.
    """
    paper = item.type == "article-newspaper"
    author = ", ".join(item.author) if isinstance(item.author, tuple) else f"{item.author},"
    fields: Iterable[tuple[str, str | None]] = (
        ("TY", "NEWS" if paper else "ELEC"),
        ("ID", item.key),
        ("AU", author if item.author else None),
        ("TI", _bracketed(item.title, item.translation)),
        ("T2", item.container),
        ("PY", item.date[:4] if item.date else None),
        ("DA", item.date.replace("-", "/") if item.date else None),
        ("LA", item.language),
        ("UR", item.url),
        ("N1", item.note),
    )
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value) + "ER  - \r\n\r\n"

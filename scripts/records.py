"""The records: what a maintainer may write in ``data/``, described once.

These models are the only description of a record. They validate the YAML, give editors their JSON
Schema (``make check`` writes it to ``data/schemas/``) and fill the list of fields on the data page.
A record is frozen after it is read; whatever is computed from it lives elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    RootModel,
    WithJsonSchema,
)

Language = Literal["en", "vi"]
LANGUAGES: tuple[Language, ...] = ("en", "vi")

MAX_PHRASE_WORDS = 15
ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
PERIOD_PATTERN = (
    r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
    r"(/\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$"
)
DATE_PATTERN = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
TIME_PATTERN = r"^([01]\d|2[0-3]):[0-5]\d$"
SHA256_PATTERN = r"^[0-9a-f]{64}$"
URL_PATTERN = r"^https?://[^\s<>\"]+$"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def _clean(text: str) -> str:
    """Compose letters, and fold white space to single spaces, so that YAML line breaks leave no trace."""
    if _CONTROL.search(text):
        raise ValueError("holds a control character")
    folded = unicodedata.normalize("NFC", " ".join(text.split()))
    if not folded:
        raise ValueError("is empty")
    return folded


def _phrase(text: str) -> str:
    words = len(text.split())
    if words > MAX_PHRASE_WORDS:
        raise ValueError(f"has {words} words")
    return text


def _number(value: Any) -> Any:
    return Decimal(value) if type(value) is int else value


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Line = Annotated[str, AfterValidator(_clean)]
Id = Annotated[str, Field(pattern=ID_PATTERN)]
Phrase = Annotated[Line, AfterValidator(_phrase)]
Period = Annotated[str, Field(pattern=PERIOD_PATTERN)]
Date = Annotated[str, Field(pattern=DATE_PATTERN)]
Url = Annotated[str, Field(pattern=URL_PATTERN)]
Paragraph = Annotated[int, Field(ge=1, le=9999)]
Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(ge=-(10**12), le=10**12),
    PlainSerializer(_plain_number, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
Attribution = Literal["quoted", "reported", "narrated"]


class Record(BaseModel):
    """Strict and frozen: no unknown key, no type conversion, no change after reading."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Text(Record):
    """The same words in both languages. ``{observation-id}`` stands for that observation's value."""

    en: Line = Field(description="in English")
    vi: Line = Field(description="in Vietnamese")


class Labels(RootModel[dict[Id, Text]]):
    """Words of the interface: each label by its key, in both languages."""

    model_config = ConfigDict(strict=True, frozen=True)


class Evidence(Record):
    """The article's own words, and where they stand."""

    phrase: Phrase = Field(
        description="the shortest run of the article's words that carries the value; at most 15 words"
    )
    paragraph: Paragraph = Field(description="paragraph of the source text, counted from 1")
    translation: Line = Field(description="our literal English translation of the phrase")


class MomentEvidence(Record):
    """The words that carry the moment, where they stand apart from the value."""

    phrase: Phrase = Field(description="the article's words for the moment; at most 15 words")
    paragraph: Paragraph = Field(description="paragraph of the source text, counted from 1")


class _Observation(Record):
    id: Id = Field(description="the permanent anchor; unique on the whole site, never reused")
    moment: Text = Field(description="the moment as the article puts it")
    short_moment: Text | None = Field(
        None, description="the moment in a few words, for charts; `moment` where left out"
    )
    period: Period | None = Field(
        None, description="ISO 8601 date, year or interval; left out where the article gives no date"
    )
    note: Text | None = Field(None, description="what a reader must know to use this value")
    withdrawn: Text | None = Field(None, description="why the value was withdrawn; the anchor stays")


class _Evidenced(_Observation):
    attribution: Attribution = Field(description="in whose voice the article gives it")
    evidence: Evidence = Field(description="the words that carry the value")
    moment_evidence: MomentEvidence | None = Field(
        None, description="the words that carry the moment, where they stand elsewhere"
    )
    also_in: tuple[Paragraph, ...] = Field((), description="other paragraphs that repeat the value")


class Stated(_Evidenced):
    """The article gives the number, or says in words that there is none (then 0)."""

    status: Literal["stated"]
    value: Number = Field(description="the number")


class Derived(_Observation):
    """Follows from stated numbers by a formula."""

    status: Literal["derived"]
    formula: Line = Field(
        description="observation ids joined by + - * / and parentheses, with spaces around each operator"
    )
    assumes: Text = Field(description="what the article leaves open and the formula takes for granted")
    decimals: int = Field(0, ge=0, le=3, description="decimals to round to")


class Direction(_Evidenced):
    """The article says that it rose or fell, and gives no number."""

    status: Literal["direction"]
    direction: Literal["up", "down"] = Field(description="`up` or `down`")


class Unquantified(_Evidenced):
    """The article says "some" or "many", and gives no number."""

    status: Literal["unquantified"]
    words: Text = Field(description='the article\'s word for how many: "some", "many"')


class NotStated(_Observation):
    """A reader expects a value for this moment, and the article gives none."""

    status: Literal["not-stated"]


Observation = Annotated[Stated | Derived | Direction | Unquantified | NotStated, Field(discriminator="status")]


class Series(Record):
    """One line of a figure: a total, one type of organization, one rating level."""

    id: Id = Field(description="unique within the figure")
    label: Text = Field(description="the name of the line, in the article's own terms")
    definition: Text | None = Field(None, description="what is counted, where it differs from the figure's")
    unit: Text | None = Field(None, description="the unit, where it differs from the figure's")
    observations: tuple[Observation, ...] = Field(min_length=1, description="the values, in the order of their moments")


class Step(Record):
    """One bar of a `steps` chart."""

    observation: Id = Field(description="the observation drawn")
    effect: Literal["level", "plus", "minus"] = Field(
        description="a level of its own, or added to or taken from the running level"
    )
    label: Text = Field(description="the words beside the bar")


class StackedChart(Record):
    """Parts stacked to their stated total, one bar a moment."""

    kind: Literal["stacked"]
    total: Id = Field(description="the series of totals")
    parts: tuple[Id, ...] = Field(min_length=1, max_length=12, description="the series that add up to it")


class StepsChart(Record):
    """The way from one level to another."""

    kind: Literal["steps"]
    steps: tuple[Step, ...] = Field(
        min_length=2, max_length=12, description="the bars, in order; the first and the last are levels"
    )


class BarsChart(Record):
    """One bar an observation, each under its own series' words."""

    kind: Literal["bars"]
    series: tuple[Id, ...] = Field((), description="the series drawn; all where left out")


class GridChart(Record):
    """Series by moment: a value, a direction or "not stated" in each cell."""

    kind: Literal["grid"]
    series: tuple[Id, ...] = Field((), description="the series drawn; all where left out")


class NumberChart(Record):
    """A single observation, set large."""

    kind: Literal["number"]
    observation: Id = Field(description="the observation shown")


Chart = Annotated[StackedChart | StepsChart | BarsChart | GridChart | NumberChart, Field(discriminator="kind")]


class Misreading(Record):
    """A reading that the wording, the headline or a coincidence invites, refuted from the text."""

    claim: Text = Field(description="the wrong reading, as somebody would put it")
    answer: Text = Field(description="why the article does not say so")
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1, description="the paragraphs that refute it")


class Figure(Record):
    """One thing that is counted or rated, with a page of its own."""

    title: Text = Field(description="what the page is called")
    headline: Text = Field(description="the message in one sentence; its numbers must be those of the observations")
    summary: Text = Field(description="the answer in two or three sentences: the value and its moment")
    counted: Text = Field(description="what is counted, and what is not")
    unit: Text = Field(description="the unit, in the plural")
    source: Id = Field(description="id of the source record")
    speaker: Id | None = Field(
        None, description="id of the name of who says so, where it is not the speaker of the source"
    )
    headline_figure: bool = Field(False, description="shown on the home page")
    order: int = Field(100, ge=0, description="place in lists; lower comes first")
    key_observations: tuple[Id, ...] = Field(
        min_length=1, max_length=4, description="the observations set large at the top of the page"
    )
    sequence: bool = Field(False, description="the key observations are a before and an after, joined by an arrow")
    series: tuple[Series, ...] = Field(min_length=1, max_length=24, description="the lines of the figure")
    checks: tuple[Line, ...] = Field((), description="sums that must hold over stated values: `a + b = c`")
    chart: Chart = Field(description="the kind of chart, and what it draws")
    misreadings: tuple[Misreading, ...] = Field(min_length=1, description="how not to read it")
    note: Text | None = Field(None, description="anything else a reader must know")
    related: tuple[Id, ...] = Field((), description="ids of related figures")
    terms: tuple[Id, ...] = Field((), description="ids of the terms used")


class Statement(Record):
    """Something the article claims or proposes in words."""

    kind: Literal["problem", "measure", "result", "lesson", "proposal"] = Field(
        description="what sort of statement it is"
    )
    text: Text = Field(description="the statement in our own words; a claimed cause is worded as a claim")
    source: Id = Field(description="id of the source record")
    actors: tuple[Id, ...] = Field(
        min_length=1, description="ids of the names that act, or that the statement is about"
    )
    addressees: tuple[Id, ...] = Field((), description="ids of the names it is addressed to")
    attribution: Attribution = Field(description="in whose voice the article gives it")
    evidence: Evidence = Field(description="a phrase that carries the statement")
    also_in: tuple[Paragraph, ...] = Field((), description="other paragraphs that repeat it")
    observations: tuple[Id, ...] = Field((), description="ids of the observations inside it")
    figures: tuple[Id, ...] = Field((), description="ids of related figures")
    terms: tuple[Id, ...] = Field((), description="ids of the terms used")
    order: int = Field(100, ge=0, description="place within its kind; lower comes first")
    withdrawn: Text | None = Field(None, description="why the statement was withdrawn; the anchor stays")


class Alternative(Record):
    """A rendering that was considered and not taken."""

    rendering: Line = Field(description="the other English rendering")
    why_not: Text = Field(description="why it was not taken")


class Term(Record):
    """A glossary entry."""

    term: Text = Field(description="the term; in English the rendering chosen")
    abbreviations: tuple[Line, ...] = Field((), description="the article's abbreviations of it")
    variants: tuple[Line, ...] = Field((), description="other spellings in the article")
    forms: tuple[Line, ...] = Field((), description="further forms to recognize in texts, such as English plurals")
    definition: Text = Field(description="what it means")
    definition_from: Literal["article", "editors"] = Field(
        description="`article` where the article itself explains it, `editors` where the explanation is ours"
    )
    choice: Text | None = Field(None, description="why this rendering was chosen")
    alternatives: tuple[Alternative, ...] = Field((), description="renderings not taken")
    related: tuple[Id, ...] = Field((), description="ids of related terms")


class Name(Record):
    """A person, office, organization or document that the article names."""

    kind: Literal["person", "office", "organization", "document"] = Field(description="what sort of name it is")
    name: Text = Field(description="the name; people keep their own spelling in both languages")
    as_written: tuple[Line, ...] = Field(min_length=1, description="the spellings in the article")
    about: Text = Field(description="what the article says of it, and nothing else")
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1, description="the paragraphs that name it")
    source: Id = Field(description="id of the source record")
    related: tuple[Id, ...] = Field((), description="ids of related names")


class Event(Record):
    """Something that the article says happened, in its order."""

    title: Text = Field(description="what happened")
    period: Period | None = Field(
        None, description="ISO 8601 date, year or interval; left out where the article gives no date"
    )
    moment: Text = Field(description="when, as the article puts it")
    about: Text = Field(description="what the article says of it")
    source: Id = Field(description="id of the source record")
    attribution: Attribution = Field(description="in whose voice the article gives it")
    evidence: Evidence = Field(description="a phrase that carries the event")
    order: int = Field(ge=0, description="place on the timeline; lower comes first")
    observations: tuple[Id, ...] = Field((), description="ids of the observations that belong to it")
    names: tuple[Id, ...] = Field((), description="ids of the names that take part")


class Sentence(Record):
    """One sentence of the article, ticked off: recorded, or left out with a reason."""

    about: Text = Field(description="what the sentence says, in a few words of our own")
    recorded: tuple[Id, ...] = Field(
        (), description="ids of the observations, statements, events, names or terms that record it"
    )
    left_out: Text | None = Field(None, description="why it, or a part of it, is left out")


class SourceParagraph(Record):
    """One numbered line of the source text."""

    opening: Annotated[Line, AfterValidator(_phrase)] = Field(
        description="its opening words, as a locator; at most 15 words"
    )
    voice: Literal["quoted", "reported", "narrated", "mixed", "apparatus"] = Field(
        description="in whose voice it is written; `apparatus` for banner, title, byline, captions"
    )
    voice_note: Text | None = Field(None, description="why we read the voice so, where the article leaves it open")
    sentences: tuple[Sentence, ...] = Field(min_length=1, description="each sentence, ticked off")


class Slip(Record):
    """A spelling variant or slip of the source text."""

    as_written: Phrase = Field(description="as the article has it")
    paragraph: Paragraph = Field(description="where it stands")
    note: Text = Field(description="what is meant, or which other spelling occurs")


class SourceCopy(Record):
    """The copy that was read."""

    about: Text = Field(description="what sort of copy it is")
    sha256: Annotated[str, Field(pattern=SHA256_PATTERN)] = Field(description="SHA-256 of the file that was read")


class Source(Record):
    """The article that the records come from."""

    title: Line = Field(description="its title, in its own language")
    title_en: Line = Field(description="our English translation of the title")
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")] = Field(description="ISO 639-1 code of its language")
    publication: Line = Field(description="the paper")
    publication_as_written: tuple[Phrase, ...] = Field(description="how the article itself names the paper")
    byline: Line = Field(description="the byline, as written")
    byline_en: Line = Field(description="our English rendering of the byline")
    date: Date = Field(description="day of publication")
    time: Annotated[str, Field(pattern=TIME_PATTERN)] | None = Field(
        None, description="time of publication, as written"
    )
    url: Url | None = Field(None, description="its address; left out where it is not known")
    speaker: Id = Field(description="id of the name of the speaker")
    office: Id = Field(description="id of the name of the speaker's office")
    occasion: Id = Field(description="id of the event at which the speech was given")
    speech_date: Date = Field(description='day of the speech; the article\'s "to date"')
    speech_title: Text = Field(description="the title of the speech, in our own words")
    claimant: Text = Field(description="whose claims the figures are, for the line under every value")
    about: Text = Field(description="what the article reports")
    kind_of_evidence: Text = Field(description="what kind of evidence it is")
    trust: tuple[Text, ...] = Field(min_length=1, description="how far it can be trusted, point by point")
    unstated: tuple[Text, ...] = Field(min_length=1, description="what it does not say")
    copy_read: SourceCopy = Field(description="the copy that was read")
    slips: tuple[Slip, ...] = Field((), description="spelling variants and slips")
    paragraphs: tuple[SourceParagraph, ...] = Field(min_length=1, description="its paragraphs, in order")


class Site(Record):
    """The site itself."""

    title: Text = Field(description="the site's name")
    tagline: Text = Field(description="what it is, in one sentence")
    publisher: Text | None = Field(None, description="who publishes it; the site says so where this is not yet decided")
    contact: Line | None = Field(None, description="e-mail address or page for corrections")
    repository: Url | None = Field(None, description="address of the repository")
    address: Url | None = Field(None, description="public address of the site; the variable SITE_URL overrides it")
    licence_records: Line = Field(description="license of records and texts, by its SPDX id")
    licence_records_url: Line = Field(description="address of that license")
    licence_code: Line = Field(description="license of the code, by its SPDX id")


class Redirect(Record):
    """An address that moved."""

    old: Line = Field(description="the address as it was published, from the root of the site: `figures/f/#o`")
    new: Line = Field(description="where it leads now")
    reason: Text = Field(description="why it moved")


class Redirects(Record):
    """Addresses that moved; nothing that was published may simply go."""

    redirects: tuple[Redirect, ...] = Field((), description="the moves, oldest first")


class NextRelease(Record):
    """The note that the next release will carry."""

    note: Text | None = Field(None, description="what changed since the last release, and why")
    reasons: dict[Id, Text] = Field(
        default_factory=dict, description="why each changed observation, statement or figure changed, by its id"
    )


class Copy(Record):
    """Where a copy of a release is kept."""

    name: Text = Field(description="the archive")
    url: Url = Field(description="the address of the copy")
    date: Date = Field(description="the day it was deposited")


class Deposit(Record):
    """What was learned about a release after it was frozen."""

    doi: Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")] | None = Field(
        None, description="DOI that a repository gave the release"
    )
    copies: tuple[Copy, ...] = Field((), description="copies in archives")


#: Folder of ``data/`` -> model of each record in it; the file's name is the record's id.
FOLDERS: dict[str, type[Record]] = {
    "sources": Source,
    "figures": Figure,
    "statements": Statement,
    "terms": Term,
    "names": Name,
    "events": Event,
}


class PreviousRelease(Record):
    """The release before, and the checksum of its file."""

    release: str = Field(description="its date")
    sha256: Annotated[str, Field(pattern=SHA256_PATTERN)] = Field(description="SHA-256 of its file")


class FrozenRecords(Record):
    """Every record of a release, by folder and id."""

    site: Site
    sources: dict[Id, Source]
    figures: dict[Id, Figure]
    statements: dict[Id, Statement]
    terms: dict[Id, Term]
    names: dict[Id, Name]
    events: dict[Id, Event]


class Release(Record):
    """A frozen file of ``data/releases/``."""

    release: Annotated[str, Field(pattern=DATE_PATTERN[:-1] + r"(\.\d+)?$")] = Field(
        description="its date; `.2` for the second of a day"
    )
    previous: PreviousRelease | None = Field(description="the release before")
    note: Text = Field(description="what changed and why")
    reasons: dict[Id, Text] = Field(description="why each changed record changed")
    records: FrozenRecords

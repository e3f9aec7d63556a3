"""Rules across records: ids, references, placeholders, headlines, sums.

Each rule is a small generator of problems; ``check`` runs them all and reports everything at once.
"""

from __future__ import annotations

import calendar
import datetime
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from . import derive, evidence, records
from .collect import Collection
from .fields import label, shown
from .load import Document, texts_in
from .load import Path as Where
from .problems import Problem

Rule = Callable[[Collection], Iterator[Problem]]


def check(collection: Collection, *, texts: Mapping[str, str], lock: Iterable[str]) -> list[Problem]:
    """Every problem across records.

    ``texts`` maps a source's id to its text, where it is at hand; ``lock`` holds the fingerprints of
    phrases verified before.
    """
    problems = [problem for rule in RULES for problem in rule(collection)]
    problems.extend(_formulas(collection))
    problems.extend(evidence.check(collection, texts, frozenset(lock)))
    return sorted(set(problems))


def doubts(collection: Collection) -> Iterator[Problem]:
    """What a maintainer should look at again, though it stops nothing: a stated number that is not in its phrase.

    It may be right: a number may stand in words ("no longer any" is 0), beside another one in digits.
    """
    for document, where, figure, observation in collection.observations():
        source = collection.edition.sources.get(figure.source)
        if not isinstance(observation, records.Stated) or source is None:
            continue
        given = evidence.numbers(observation.evidence.phrase, source.language)
        if observation.value and given and observation.value not in given:
            yield document.problem(
                (*where, "value"),
                must="a value is mostly the number in its phrase",
                found=f"found {derive.plain_number(observation.value)} beside `{observation.evidence.phrase}`",
                mend="Correct the value (digits without separators of thousands), or quote the words that carry it",
            )


def _unique_ids(collection: Collection) -> Iterator[Problem]:
    for figure_id, figure in collection.edition.figures.items():
        names: set[str] = set()
        for s, series in enumerate(figure.series):
            if series.id in names:
                yield collection.document("figures", figure_id).problem(
                    ("series", s, "id"),
                    must="a series' id is unique within its figure",
                    found=f"`{series.id}` stands twice",
                    mend="Rename one",
                )
            names.add(series.id)
    seen: dict[str, str] = {}
    for document, where, _, observation in collection.observations():
        if observation.id in seen:
            yield document.problem(
                (*where, "id"),
                must="an observation's id is unique on the whole site",
                found=f"`{observation.id}` also stands in {seen[observation.id]}",
                mend="Give this one another id",
            )
        seen[observation.id] = document.file


@dataclass(frozen=True)
class _Reference:
    field: str
    target: str


_REFERENCES: dict[str, tuple[_Reference, ...]] = {
    "figures": (
        _Reference("source", "sources"),
        _Reference("speaker", "names"),
        _Reference("related", "figures"),
        _Reference("terms", "terms"),
        _Reference("key_observations", "observations"),
    ),
    "statements": (
        _Reference("source", "sources"),
        _Reference("actors", "names"),
        _Reference("addressees", "names"),
        _Reference("observations", "observations"),
        _Reference("figures", "figures"),
        _Reference("terms", "terms"),
    ),
    "terms": (_Reference("related", "terms"),),
    "names": (_Reference("source", "sources"), _Reference("related", "names")),
    "events": (
        _Reference("source", "sources"),
        _Reference("observations", "observations"),
        _Reference("names", "names"),
    ),
    "sources": (_Reference("speaker", "names"), _Reference("office", "names"), _Reference("occasion", "events")),
}


def _dangling_ids(collection: Collection) -> Iterator[Problem]:
    known = _known_ids(collection)
    for folder, references in _REFERENCES.items():
        for record_id, record in getattr(collection.edition, folder).items():
            document = collection.document(folder, record_id)
            for reference in references:
                value = getattr(record, reference.field)
                if value is None:
                    continue
                for index, item in enumerate(value if isinstance(value, tuple) else (value,)):
                    where = (reference.field, index) if isinstance(value, tuple) else (reference.field,)
                    yield from _dangling(document, where, item, known[reference.target], reference.target)
    everything = frozenset().union(*known.values())
    for source_id, source in collection.edition.sources.items():
        document = collection.document("sources", source_id)
        for p, paragraph in enumerate(source.paragraphs):
            for s, sentence in enumerate(paragraph.sentences):
                for index, item in enumerate(sentence.recorded):
                    yield from _dangling(
                        document, ("paragraphs", p, "sentences", s, "recorded", index), item, everything, "records"
                    )
    for figure_id, figure in collection.edition.figures.items():
        yield from _dangling_in_chart(collection.document("figures", figure_id), figure, known["observations"])


def _known_ids(collection: Collection) -> dict[str, frozenset[str]]:
    edition = collection.edition
    known = {folder: frozenset(getattr(edition, folder)) for folder in records.FOLDERS}
    known["observations"] = frozenset(observation.id for _, _, _, observation in collection.observations())
    return known


def _dangling_in_chart(document: Document, figure: records.Figure, observations: frozenset[str]) -> Iterator[Problem]:
    series = frozenset(series.id for series in figure.series)
    chart = figure.chart
    if isinstance(chart, records.StackedChart):
        yield from _dangling(document, ("chart", "total"), chart.total, series, "series of this figure")
        for index, part in enumerate(chart.parts):
            yield from _dangling(document, ("chart", "parts", index), part, series, "series of this figure")
    elif isinstance(chart, records.StepsChart):
        for index, step in enumerate(chart.steps):
            yield from _dangling(
                document, ("chart", "steps", index, "observation"), step.observation, observations, "observations"
            )
    elif isinstance(chart, records.NumberChart):
        yield from _dangling(document, ("chart", "observation"), chart.observation, observations, "observations")
    else:
        for index, name in enumerate(chart.series):
            yield from _dangling(document, ("chart", "series", index), name, series, "series of this figure")


def _dangling(document: Document, where: Where, item: str, known: Iterable[str], target: str) -> Iterator[Problem]:
    known = frozenset(known)
    if item not in known:
        close = difflib.get_close_matches(item, known, n=1)
        yield document.problem(
            where,
            must=f"`{label(where)}` names one of the {target}",
            found=f"there is no `{item}`",
            mend=f"Did you mean `{close[0]}`?" if close else "Correct the id, or add the record",
        )


def _placeholders(collection: Collection) -> Iterator[Problem]:
    observations = _known_ids(collection)["observations"]
    usable = {
        observation.id
        for _, _, _, observation in collection.observations()
        if isinstance(observation, records.Stated | records.Derived | records.Unquantified)
        and not observation.withdrawn
    }
    for (_, _), document in collection.documents.items():
        for where, text in texts_in(document.data, ()):
            for match in derive.PLACEHOLDER.finditer(text):
                if match[1] not in observations:
                    yield from _dangling(document, where, match[1], observations, "observations")
                elif match[1] not in usable:
                    yield document.problem(
                        where,
                        must="`{…}` in a text stands for an observation that has a value",
                        found=f"`{match[1]}` has none",
                        mend="Reword the text without it",
                    )


def _slots(collection: Collection) -> Iterator[Problem]:
    """Braces belong to a slot, and both languages show the same values."""
    for document in collection.documents.values():
        for where, text in texts_in(document.data, ()):
            if set("{}") & set(derive.PLACEHOLDER.sub("", text)):
                yield document.problem(
                    where,
                    must="braces stand for a value: `{observation-id}`, both braces, no spaces",
                    found=f"found {shown(text)}",
                    mend="Complete the slot, or remove the brace",
                )
        for where, english, vietnamese in _bilingual(document.data, ()):
            slots = set(derive.PLACEHOLDER.findall(english)), set(derive.PLACEHOLDER.findall(vietnamese))
            for item in sorted(slots[0] ^ slots[1]):
                yield document.problem(
                    where,
                    must="both languages of a text show the same values",
                    found=f"`{{{item}}}` stands only in the {'English' if item in slots[0] else 'Vietnamese'} one",
                    mend="Write it in the other one too, in place of the number",
                )


def _bilingual(data: Any, where: Where) -> Iterator[tuple[Where, str, str]]:
    """Every text that stands in both languages, with its path."""
    if isinstance(data, dict):
        if isinstance(english := data.get("en"), str) and isinstance(vietnamese := data.get("vi"), str):
            yield where, english, vietnamese
        for key, value in data.items():
            yield from _bilingual(value, (*where, key))
    elif isinstance(data, tuple):
        for index, value in enumerate(data):
            yield from _bilingual(value, (*where, index))


def _periods(collection: Collection) -> Iterator[Problem]:
    """Every day exists in the calendar, and an interval does not end before it starts."""
    for document in collection.documents.values():
        for where, text in texts_in(document.data, ()):
            if where[-1] not in ("period", "date", "speech_date"):
                continue
            try:
                first, *last = [_last_day(part) for part in text.split("/")]
            except ValueError:
                first, last = datetime.date.max, [datetime.date.min]
            if last and last[0] < first:
                yield document.problem(
                    where,
                    must=f"`{label(where)}` is a day, month, year or interval of the calendar",
                    found=f"found `{text}`",
                    mend="Correct the date",
                )


def _last_day(part: str) -> datetime.date:
    """The last day of a year, month or day in ISO 8601. Raises ``ValueError`` where there is none."""
    year, month, day = (*map(int, part.split("-")), 0, 0)[:3]
    return datetime.date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])


_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def _headlines(collection: Collection) -> Iterator[Problem]:
    """A number written out in a headline must be one of the figure's moments or designations."""
    for figure_id, figure in collection.edition.figures.items():
        document = collection.document("figures", figure_id)
        observations = [observation for series in figure.series for observation in series.observations]
        for language in records.LANGUAGES:
            allowed = set(_DIGITS.findall(getattr(figure.title, language)))
            for observation in observations:
                allowed |= set(_DIGITS.findall(f"{observation.period or ''} {getattr(observation.moment, language)}"))
            allowed |= {number for item in allowed for number in re.findall(r"\d+", item)}
            headline = derive.PLACEHOLDER.sub("", getattr(figure.headline, language))
            for number in _DIGITS.findall(headline):
                if number not in allowed:
                    yield document.problem(
                        ("headline", language),
                        must="a number in a headline is that of an observation of the figure",
                        found=f"`{number}` is none",
                        mend="Write `{observation-id}` in its place, or reword the headline",
                    )


def _sources_locators(collection: Collection) -> Iterator[Problem]:
    """A paragraph number must exist in its source."""
    for folder in ("figures", "statements", "names", "events"):
        for record_id, record in getattr(collection.edition, folder).items():
            source = collection.edition.sources.get(record.source)
            if source is None:
                continue
            document = collection.document(folder, record_id)
            for where, paragraph in _paragraphs(document.data, ()):
                if paragraph > len(source.paragraphs):
                    yield document.problem(
                        where,
                        must=f"the source has {len(source.paragraphs)} paragraphs",
                        found=f"found paragraph {paragraph}",
                        mend="Count the non-empty lines of the source text from 1",
                    )


def _paragraphs(data: Any, where: Where) -> Iterator[tuple[Where, int]]:
    if isinstance(data, dict):
        for key, value in data.items():
            here = (*where, key)
            if key == "paragraph" and type(value) is int:
                yield here, value
            elif key in ("paragraphs", "also_in") and isinstance(value, tuple):
                yield from (((*here, index), item) for index, item in enumerate(value) if type(item) is int)
            else:
                yield from _paragraphs(value, here)
    elif isinstance(data, tuple):
        for index, value in enumerate(data):
            yield from _paragraphs(value, (*where, index))


def _coverage(collection: Collection) -> Iterator[Problem]:
    """Each sentence is recorded or left out with a reason."""
    for source_id, source in collection.edition.sources.items():
        document = collection.document("sources", source_id)
        for p, paragraph in enumerate(source.paragraphs):
            for s, sentence in enumerate(paragraph.sentences):
                if not sentence.recorded and not sentence.left_out:
                    yield document.problem(
                        ("paragraphs", p, "sentences", s),
                        must="a sentence is recorded, or left out with a reason",
                        found="found neither",
                        mend="Add `recorded: [ids]` or `left_out:`",
                    )


def _whole_stacks(collection: Collection) -> Iterator[Problem]:
    """A stacked chart needs a check that its parts add up."""
    for figure_id, figure in collection.edition.figures.items():
        if isinstance(figure.chart, records.StackedChart) and not figure.checks:
            yield collection.document("figures", figure_id).problem(
                ("chart", "kind"),
                must="a stacked chart has `checks` that its parts add up to the total",
                found="found none",
                mend="Add `checks:` with a line `part + part = total` for each moment",
            )


RULES: tuple[Rule, ...] = (
    _unique_ids,
    _dangling_ids,
    _placeholders,
    _slots,
    _periods,
    _headlines,
    _sources_locators,
    _coverage,
    _whole_stacks,
)


def _formulas(collection: Collection) -> Iterator[Problem]:
    stated = derive.stated_values(collection.edition.figures)
    for document, where, _, observation in collection.observations():
        if isinstance(observation, records.Derived) and not observation.withdrawn:
            try:
                derive.evaluate(observation.formula, stated, decimals=observation.decimals)
            except derive.FormulaError as error:
                yield document.problem(
                    (*where, "formula"),
                    must="a formula joins ids of stated observations by + - * /, with spaces around them",
                    found=str(error),
                    mend="Correct the formula, or withdraw this value too",
                )
    for figure_id, figure in collection.edition.figures.items():
        document = collection.document("figures", figure_id)
        for c, line in enumerate(figure.checks):
            where = ("checks", c)
            try:
                correct, left, right = derive.holds(line, stated)
            except derive.FormulaError as error:
                yield document.problem(
                    where,
                    must="a check reads `a + b = c` over ids of stated observations",
                    found=str(error),
                    mend="Correct the check",
                )
                continue
            if not correct:
                yield document.problem(
                    where,
                    must=f"the sum must hold: {line}",
                    found=f"found {left} = {right}",
                    mend="Correct the value that was edited, or the check",
                )

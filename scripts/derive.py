"""What follows from the records: an edition, its observations in their place, formulas worked out.

An edition is all records of one moment: the working records, or those of a release. Both are the same
kind of thing, and the same renderers serve both.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import cached_property

from . import records
from .records import Language, Text

OPERAND = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)\}")
MINUS = "\N{MINUS SIGN}"


class FormulaError(ValueError):
    """A formula that cannot be worked out; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Placed:
    """An observation in its place: figure, series, and the value (given or computed)."""

    record: records.Observation
    figure_id: str
    series_id: str
    value: Decimal | None

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def status(self) -> str:
        return self.record.status


@dataclass(frozen=True, kw_only=True)
class Edition:
    """All records of one moment. ``date`` is the release's, or ``None`` for the working records."""

    date: str | None
    site: records.Site
    sources: Mapping[str, records.Source]
    figures: Mapping[str, records.Figure]
    statements: Mapping[str, records.Statement]
    terms: Mapping[str, records.Term]
    names: Mapping[str, records.Name]
    events: Mapping[str, records.Event]

    @cached_property
    def observations(self) -> dict[str, Placed]:
        """Every observation by its id, in record order."""
        return {placed.id: placed for placed in _placed(self.figures)}

    def of_figure(self, figure_id: str) -> list[Placed]:
        return [placed for placed in self.observations.values() if placed.figure_id == figure_id]

    def of_series(self, figure_id: str, series_id: str) -> list[Placed]:
        return [placed for placed in self.of_figure(figure_id) if placed.series_id == series_id]

    def figure_of(self, placed: Placed) -> records.Figure:
        return self.figures[placed.figure_id]

    def series_of(self, placed: Placed) -> records.Series:
        return next(series for series in self.figures[placed.figure_id].series if series.id == placed.series_id)

    def unit_of(self, placed: Placed) -> Text:
        return self.series_of(placed).unit or self.figure_of(placed).unit

    def source_of(self, placed: Placed) -> records.Source:
        return self.sources[self.figure_of(placed).source]

    def fill(self, text: str, language: Language) -> str:
        """The text with every ``{observation-id}`` replaced by that observation's value."""
        return PLACEHOLDER.sub(lambda match: self.spoken(match[1], language), text)

    def text(self, text: Text, language: Language) -> str:
        return self.fill(getattr(text, language), language)

    def spoken(self, observation_id: str, language: Language) -> str:
        """A value as running text has it. Observations without a number have words or nothing to say."""
        placed = self.observations[observation_id]
        if placed.value is not None:
            return number(placed.value, language)
        if isinstance(placed.record, records.Unquantified):
            return str(getattr(placed.record.words, language))
        raise FormulaError(f"observation {observation_id} has no value")


def number(value: Decimal, language: Language) -> str:
    """A number as people write it: 1,234.5 in English, 1.234,5 in Vietnamese, with a true minus sign."""
    text = f"{value:,f}".replace("-", MINUS)
    return text.translate(str.maketrans(",.", ".,")) if language == "vi" else text


def plain_number(value: Decimal) -> str:
    """A number as machines read it: digits and a point."""
    return f"{value:f}"


def operands(formula: str) -> list[str]:
    """The observation ids in a formula, in their order, each once."""
    return list(dict.fromkeys(OPERAND.findall(formula)))


def evaluate(formula: str, values: Mapping[str, Decimal | None], *, decimals: int = 0) -> Decimal:
    """Work a formula out over observation values.

    Exact in fractions, then rounded half to even to ``decimals`` places. Raises ``FormulaError``
    where an operand has no value, an operator is unknown, or a division is by zero.
    """
    result = _evaluate(_parse(formula), values)
    exact = Decimal(result.numerator) / Decimal(result.denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN) + 0


def holds(check: str, values: Mapping[str, Decimal | None]) -> tuple[bool, Fraction, Fraction]:
    """Whether ``left = right`` holds, and both sides worked out."""
    sides = check.split("=")
    if len(sides) != 2:
        raise FormulaError("a check has one equals sign")
    left, right = (_evaluate(_parse(side.strip()), values) for side in sides)
    return left == right, left, right


def _parse(formula: str) -> ast.expr:
    names = OPERAND.sub(lambda match: "_" + match[0].replace("-", "_DASH_"), formula)
    try:
        return ast.parse(names, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError("it cannot be read") from error


_OPERATORS = {
    ast.Add: Fraction.__add__,
    ast.Sub: Fraction.__sub__,
    ast.Mult: Fraction.__mul__,
    ast.Div: Fraction.__truediv__,
}


def _evaluate(node: ast.expr, values: Mapping[str, Decimal | None]) -> Fraction:
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        left, right = _evaluate(node.left, values), _evaluate(node.right, values)
        try:
            return Fraction(_OPERATORS[type(node.op)](left, right))
        except ZeroDivisionError:
            raise FormulaError("it divides by zero") from None
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return Fraction(node.value)
    if isinstance(node, ast.Name):
        observation_id = node.id[1:].replace("_DASH_", "-")
        if observation_id not in values:
            raise FormulaError(f"there is no observation `{observation_id}`")
        value = values[observation_id]
        if value is None:
            raise FormulaError(f"observation `{observation_id}` has no number")
        return Fraction(value)
    raise FormulaError("it may use observation ids, whole numbers, + - * / and parentheses only")


def _placed(figures: Mapping[str, records.Figure]) -> Iterator[Placed]:
    values = values_of(figures)
    for figure_id, figure in figures.items():
        for series in figure.series:
            for record in series.observations:
                yield Placed(record=record, figure_id=figure_id, series_id=series.id, value=values[record.id])


def values_of(figures: Mapping[str, records.Figure]) -> dict[str, Decimal | None]:
    """The value of every observation: stated ones as given, derived ones worked out from them."""
    stated = stated_values(figures)
    derived = {
        record.id: evaluate(record.formula, stated, decimals=record.decimals)
        for record in _written(figures)
        if isinstance(record, records.Derived) and not record.withdrawn
    }
    return stated | derived


def stated_values(figures: Mapping[str, records.Figure]) -> dict[str, Decimal | None]:
    """The values that the article states, by id; ``None`` for every other observation."""
    return {
        record.id: record.value if isinstance(record, records.Stated) and not record.withdrawn else None
        for record in _written(figures)
    }


def _written(figures: Mapping[str, records.Figure]) -> Iterator[records.Observation]:
    return (record for figure in figures.values() for series in figure.series for record in series.observations)

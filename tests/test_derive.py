"""Formulas, numbers and placeholders."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scripts import derive
from tests import projects

VALUES = {"a": Decimal(57), "b-2": Decimal(44), "c": Decimal("0.5"), "none": None, "zero": Decimal(0)}


@pytest.mark.parametrize(
    ("formula", "decimals", "value"),
    [
        ("a + b-2", 0, "101"),
        ("a - b-2", 0, "13"),
        ("(a - b-2) / a * 100", 1, "22.8"),
        ("a * c", 1, "28.5"),
        ("b-2 - a", 0, "-13"),
        ("c", 0, "0"),
        ("c + 1", 0, "2"),
        ("zero * a", 0, "0"),
    ],
)
def test_formulas(formula: str, decimals: int, value: str) -> None:
    assert str(derive.evaluate(formula, VALUES, decimals=decimals)) == value


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("a + d", "there is no observation `d`"),
        ("a + none", "observation `none` has no number"),
        ("a / zero", "it divides by zero"),
        ("a **  b-2", "it may use observation ids, whole numbers, + - * / and parentheses only"),
        ("a +", "it cannot be read"),
        ("1.5 + a", "it may use observation ids, whole numbers, + - * / and parentheses only"),
        ("f(a)", "it may use observation ids, whole numbers, + - * / and parentheses only"),
    ],
)
def test_formulas_that_cannot_be_worked_out(formula: str, reason: str) -> None:
    with pytest.raises(derive.FormulaError, match=r".*") as caught:
        derive.evaluate(formula, VALUES)
    assert str(caught.value) == reason


def test_checks() -> None:
    assert derive.holds("a + b-2 = a + b-2", VALUES)[0]
    assert derive.holds("a = b-2", VALUES) == (False, 57, 44)
    with pytest.raises(derive.FormulaError, match="one equals sign"):
        derive.holds("a", VALUES)


@pytest.mark.parametrize(
    ("value", "english", "vietnamese", "plain"),
    [
        ("101", "101", "101", "101"),
        ("1234.5", "1,234.5", "1.234,5", "1234.5"),
        ("-32", "\u221232", "\u221232", "-32"),
        ("0", "0", "0", "0"),
        ("1000000", "1,000,000", "1.000.000", "1000000"),
    ],
)
def test_numbers(value: str, english: str, vietnamese: str, plain: str) -> None:
    number = Decimal(value)
    assert (derive.number(number, "en"), derive.number(number, "vi"), derive.plain_number(number)) == (
        english,
        vietnamese,
        plain,
    )


def test_placeholders_take_the_value_or_the_words() -> None:
    edition = projects.small().edition
    assert edition.fill("{stalls-fewer} fewer, {painted} painted", "en") == "3 fewer, many painted"
    assert edition.fill("{painted} quầy", "vi") == "nhiều quầy"


def test_observations_stand_in_record_order() -> None:
    assert list(projects.small().edition.observations) == [
        "stalls-2001", "stalls-at-report", "vegetable-2001", "vegetable-at-report", "fish-2001", "fish-at-report", "stalls-fewer",
        "warned-2002", "warned-2003", "visitors-trend", "painted",
    ]  # fmt: skip

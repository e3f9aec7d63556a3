"""YAML into plain data: values, positions, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scripts.load import load


def test_values_follow_yaml_1_2() -> None:
    text = "a: no\nb: 2020-10-13\nc: 101\nd: 12.50\ne: true\nf: '7'\ng: null\nh: [1, x]\ni: 0o7\nj: 1_000\n"
    assert load(text, "f.yml").data == {
        "a": "no", "b": "2020-10-13", "c": 101, "d": Decimal("12.50"), "e": True, "f": "7", "g": None,
        "h": (1, "x"), "i": "0o7", "j": "1_000",
    }  # fmt: skip


def test_positions_count_from_one() -> None:
    document = load("a:\n  - b: 1\n  - c: 2\n", "f.yml")
    assert document.position(("a",)) == (1, 1)
    assert document.position(("a", 1, "c")) == (3, 5)
    assert document.position(("a", 1, "gone", 7)) == (3, 5)


@pytest.mark.parametrize(
    ("text", "where", "found"),
    [
        ("a: 1\nb: 2\na: 3\n", (3, 1), "found `a` again (first on line 1)"),
        ("a: &x 1\n", (1, 4), "found an anchor or alias (& or *)"),
        ("a: *x\n", (1, 4), "found an anchor or alias (& or *)"),
        ("a: !!python/object:os.system x\n", (1, 4), "found tag:yaml.org,2002:python/object:os.system"),
        ("a: [1\nb: 2\n", (2, 2), "found: did not find expected ',' or ']'"),
        ("a: 1\n---\nb: 2\n", (2, 1), "found a second document"),
        ("[a]: 1\n", (1, 1), "found a list, mapping or alias as key"),
        ("a: " + "[" * 100_000, (1, 24), "found more"),
        ("a:\n\t- b\n", (2, 1), "found: character that cannot start any token"),
        ("a: 'x\nb: 1\n", (1, 4), "found: unexpected end of stream"),
        ("a: x #1 y\n", (1, 1), "found `#1 y` after it"),
        ("a: \x01\n", (1, 1), "found control characters are not allowed at character 3"),
    ],
)
def test_refused(text: str, where: tuple[int, int], found: str) -> None:
    document = load(text, "f.yml")
    assert document.data is None
    (problem,) = document.problems
    assert (problem.file, problem.line, problem.column, problem.found) == ("f.yml", *where, found)


def test_a_large_file_is_refused() -> None:
    (problem,) = load("a: " + "x" * 1_000_000, "f.yml").problems
    assert problem.must == "a record has at most 1000000 bytes"


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("a: x\n\tb: 1\n", "Use spaces in place of tabs"),
        ("a:\n\t- b\n", "Use spaces in place of tabs"),
        ("a: Hanoi: capital\n", "Put the text in quotation marks if it has a colon in it; else check the indentation"),
        ("a: 'x\nb: 1\n", "Close the quotation marks"),
        ("a: @x\n", "Put the text in quotation marks"),
        ("a: [x, y\nb: 2\n", "Close the bracket, or put text that starts with { or [ in quotation marks"),
        ("a: x #1 y\n", "Add quotation marks, or move the comment"),
    ],
)
def test_unreadable_files_get_advice(text: str, mend: str) -> None:
    assert [problem.mend for problem in load(text, "f.yml").problems] == [mend]


def test_a_comment_after_a_number_or_quoted_text_is_a_comment() -> None:
    assert load("a: 5 # five\nb: '#1' # first\n", "f.yml").data == {"a": 5, "b": "#1"}

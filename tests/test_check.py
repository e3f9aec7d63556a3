"""Checks: one all-wrong folder with its whole list of messages, and each rule across records."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from scripts import check, collect, evidence
from scripts.problems import Invalid
from tests import projects

ALL_WRONG = """\
data/events/market-meeting.yml:1:26: `title.vi` is not empty, found no words. Write the text, or leave the line out where the field is optional.
data/figures/order-in-the-market.yml:14:9: `series.observations.status` is one of 'stated', 'derived', 'direction', 'unquantified', 'not-stated', found `not stated`. Write one of them.
data/figures/order-in-the-market.yml:34:20: `series.observations.evidence.phrase` is a phrase of at most 15 words, it has 16 words. Quote only the words that carry the value.
data/figures/stalls.yml:10:1: every text stands in both languages, `counted.vi` is missing. Add the Vietnamese text as `vi: …`.
data/figures/stalls.yml:16:1: every key is a known field of this record, found `headline_figur`. Did you mean `headline_figure`?
data/figures/stalls.yml:17:1: `order` is a whole number, found `one`. Write digits without quotation marks.
data/figures/stalls.yml:26:9: `series.observations.value` is a number, found `twelve`. Write digits without quotation marks, with a point before decimals.
data/names/commune.yml:1:7: every value is written out, found an anchor or alias (& or *). Write the value out, or put the text in quotation marks.
data/names/le-van-mau.yml:5:1: `paragraphs` has at least 1 item, found 0. Add the missing ones.
data/names/readme.txt:1:1: the folder names/ holds records only, found `readme.txt`. Give the file the ending .yml, or move it away.
data/site.yml:2:1: the file must be readable YAML, found: did not find expected ',' or ']'. Close the bracket, or put text that starts with { or [ in quotation marks.
data/statements/pave-the-yard.yml:2:1: a key stands once in a mapping, found `kind` again (first on line 1). Keep one of the two.
data/terms/Stall Two.yml:1:1: a file's name is the record's id: lower-case ASCII words joined by `-`, found `Stall Two`. Rename the file.
data/terms/stall.yml:2:1: `forms` is a list, found `stalls`. Write each item on a line of its own, after `- `, or all in [ ].
"""


def test_everything_wrong_is_reported_at_once() -> None:
    with pytest.raises(Invalid) as caught:
        collect.read(projects.WRONG)
    assert str(caught.value) == ALL_WRONG.rstrip("\n")


def test_the_small_records_pass() -> None:
    assert check.check(projects.small(), texts=projects.texts(), lock=()) == []


Edit = tuple[str, str, str]

RULES: list[tuple[Edit, str]] = [
    (
        ("figures/stalls.yml", "value: 9", "value: 8"),
        "data/figures/stalls.yml:84:5: the sum must hold: vegetable-at-report + fish-at-report = stalls-at-report, found 9 = 8. Correct the value that was edited, or the check.",
    ),
    (
        ("figures/stalls.yml", "formula: stalls-2001 - stalls-at-report", "formula: stalls-2001 - stalls-at-reprot"),
        "data/figures/stalls.yml:79:9: a formula joins ids of stated observations by + - * /, with spaces around them, there is no observation `stalls-at-reprot`. Correct the formula, or withdraw this value too.",
    ),
    (
        (
            "figures/stalls.yml",
            "formula: stalls-2001 - stalls-at-report",
            "formula: stalls-2001 / (fish-2001 - fish-at-report)",
        ),
        "data/figures/stalls.yml:79:9: a formula joins ids of stated observations by + - * /, with spaces around them, it divides by zero. Correct the formula, or withdraw this value too.",
    ),
    (
        ("figures/stalls.yml", "related: [order-in-the-market]", "related: [order-in-market]"),
        "data/figures/stalls.yml:95:11: `related` names one of the figures, there is no `order-in-market`. Did you mean `order-in-the-market`?",
    ),
    (
        ("statements/pave-the-yard.yml", "{stalls-at-report} quầy.", "{stall-at-report} quầy."),
        "data/statements/pave-the-yard.yml:4:3: `text.vi` names one of the observations, there is no `stall-at-report`. Did you mean `stalls-at-report`?",
    ),
    (
        ("statements/pave-the-yard.yml", "{stalls-at-report} quầy.", "{visitors-trend} quầy."),
        "data/statements/pave-the-yard.yml:4:3: `{…}` in a text stands for an observation that has a value, `visitors-trend` has none. Reword the text without it.",
    ),
    (
        ("statements/pave-the-yard.yml", "{stalls-at-report} quầy.", "{stalls-at-report quầy."),
        "data/statements/pave-the-yard.yml:4:3: braces stand for a value: `{observation-id}`, both braces, no spaces, found `Ban quản lý mong xã làm lại mặt sân cho {stalls-at-report…`. Complete the slot, or remove the brace.",
    ),
    (
        ("statements/pave-the-yard.yml", "{stalls-at-report} quầy.", "9 quầy."),
        "data/statements/pave-the-yard.yml:2:1: both languages of a text show the same values, `{stalls-at-report}` stands only in the English one. Write it in the other one too, in place of the number.",
    ),
    (
        ("figures/order-in-the-market.yml", 'period: "2003"', 'period: "2003-02-30"'),
        "data/figures/order-in-the-market.yml:20:9: `series.observations.period` is a day, month, year or interval of the calendar, found `2003-02-30`. Correct the date.",
    ),
    (
        ("figures/order-in-the-market.yml", 'period: "2003"', 'period: "2003/2002"'),
        "data/figures/order-in-the-market.yml:20:9: `series.observations.period` is a day, month, year or interval of the calendar, found `2003/2002`. Correct the date.",
    ),
    (
        ("sources/song-mo.yml", "byline: Người đưa tin", "byline: Người viết tin"),
        "data/sources/song-mo.yml:6:1: what is written in the article stands there, in one of the paragraphs listed, `Người viết tin` does not. Copy it exactly as the article has it, or correct the paragraphs.",
    ),
    (
        ("names/commune.yml", "paragraphs: [5]", "paragraphs: [4]"),
        "data/names/commune.yml:3:14: what is written in the article stands there, in one of the paragraphs listed, `xã` does not. Copy it exactly as the article has it, or correct the paragraphs.",
    ),
    (
        ("figures/stalls.yml", "went from {stalls-2001} stalls", "went from 13 stalls"),
        "data/figures/stalls.yml:5:3: a number in a headline is that of an observation of the figure, `13` is none. Write `{observation-id}` in its place, or reword the headline.",
    ),
    (
        ("figures/order-in-the-market.yml", "      - id: warned-2002", "      - id: stalls-2001"),
        "data/figures/order-in-the-market.yml:13:9: an observation's id is unique on the whole site, `stalls-2001` also stands in data/figures/stalls.yml. Give this one another id.",
    ),
    (
        ("events/market-meeting.yml", "paragraph: 4", "paragraph: 6"),
        "data/events/market-meeting.yml:6:41: the source has 5 paragraphs, found paragraph 6. Count the non-empty lines of the source text from 1.",
    ),
    (
        ("figures/stalls.yml", "phrase: chợ có 12 quầy", "phrase: chợ có 13 quầy"),
        "data/figures/stalls.yml:31:20: a quoted phrase stands in paragraph 4 of song-mo, `chợ có 13 quầy` does not. Copy the words exactly as the article has them.",
    ),
    (
        ("statements/pave-the-yard.yml", "paragraph: 5", "paragraph: 4"),
        "data/statements/pave-the-yard.yml:9:12: a quoted phrase stands in paragraph 4 of song-mo, `đề nghị xã lát lại sân chợ` does not. It stands in paragraph 5.",
    ),
    (
        ("sources/song-mo.yml", "        recorded: [pave-the-yard]\n", ""),
        "data/sources/song-mo.yml:70:9: a sentence is recorded, or left out with a reason, found neither. Add `recorded: [ids]` or `left_out:`.",
    ),
    (
        (
            "figures/stalls.yml",
            "checks:\n  - vegetable-2001 + fish-2001 = stalls-2001\n  - vegetable-at-report + fish-at-report = stalls-at-report\n",
            "",
        ),
        "data/figures/stalls.yml:83:3: a stacked chart has `checks` that its parts add up to the total, found none. Add `checks:` with a line `part + part = total` for each moment.",
    ),
]


@pytest.mark.parametrize(("change", "message"), RULES, ids=[message.split(": ")[1][:40] for _, message in RULES])
def test_rules_across_records(change: Edit, message: str, tmp_path: Path) -> None:
    data = projects.copy_records(tmp_path)
    file, old, new = change
    projects.edit(data / file, old, new)
    problems = check.check(collect.read(data), texts=projects.texts(), lock=())
    assert message in [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("language", "phrase", "numbers"),
    [
        ("vi", "còn 1.130 vụ, tăng 2,5 lần", {"1130", "2.5"}),
        ("en", "1,130 cases, 2.5 times", {"1130", "2.5"}),
        ("vi", "hai (02) vụ", {"2"}),
        ("vi", "không còn vụ nào", set()),
    ],
)
def test_numbers_are_read_as_their_language_writes_them(language: str, phrase: str, numbers: set[str]) -> None:
    assert evidence.numbers(phrase, language) == {Decimal(number) for number in numbers}


def test_a_value_that_is_not_in_its_phrase_is_pointed_out(tmp_path: Path) -> None:
    """It stops nothing: a number may stand in words, and a 0 mostly does."""
    data = projects.copy_records(tmp_path)
    assert list(check.doubts(collect.read(data))) == []
    projects.edit(data / "figures/stalls.yml", "value: 9", "value: 10")
    (doubt,) = check.doubts(collect.read(data))
    assert (doubt.line, doubt.found) == (35, "found 10 beside `Đến nay chợ còn 9 quầy`")


def test_a_paragraph_that_repeats_a_value_holds_it(tmp_path: Path) -> None:
    data = projects.copy_records(tmp_path)
    translation = "translation: the market had 12 stalls}\n"
    projects.edit(data / "figures/stalls.yml", translation, translation + "        also_in: [4, 5]\n")
    (problem,) = check.check(collect.read(data), texts=projects.texts(), lock=())
    assert (problem.must, problem.found) == ("paragraph 5 repeats the value", "it holds no 12")


def test_what_is_no_record_is_refused(tmp_path: Path) -> None:
    data = projects.copy_records(tmp_path)
    (data / "figure").mkdir()
    with pytest.raises(Invalid) as caught:
        collect.read(data)
    assert [str(problem) for problem in caught.value.problems] == [
        "data/figure:1:1: records stand in the folders that the README names, found `figure`. Did you mean `figures`?"
    ]


def test_a_phrase_without_the_text_must_be_locked() -> None:
    collection = projects.small()
    lock = {item.fingerprint for item in evidence.quoted(collection)}
    assert check.check(collection, texts={}, lock=lock) == []
    (missing,) = {item.fingerprint for item in evidence.quoted(collection) if item.phrase == "chợ có 12 quầy"}
    (problem,) = check.check(collection, texts={}, lock=lock - {missing})
    assert problem.found == "`chợ có 12 quầy` is not in the lock of verified phrases"
    assert "SOURCE_TEXT" in problem.mend


def test_long_runs_of_the_article_are_refused(tmp_path: Path) -> None:
    data = projects.copy_records(tmp_path)
    words = re.findall(r"\w+", projects.texts()["song-mo"])
    projects.edit(data / "site.yml", "vi: Một trang nhỏ tưởng tượng để kiểm thử.", f"vi: {' '.join(words[12:37])}")
    problems = check.check(collect.read(data), texts=projects.texts(), lock=())
    assert [problem.must for problem in problems] == ["a text never repeats 25 running words of the article"]


@pytest.mark.parametrize("mark", ["“", "‘", "–"])
def test_quotation_marks_and_dashes_are_alike(mark: str) -> None:
    assert evidence.normal(f"a {mark}b") == evidence.normal({"“": 'a "b', "‘": "a 'b", "–": "a -b"}[mark])


def test_composed_and_decomposed_letters_are_alike() -> None:
    normalize: Callable[[str], str] = evidence.normal
    assert normalize("qua\u0302\u0300y  rau") == normalize("quầy rau")


def test_a_page_may_not_run_along_with_the_article() -> None:
    words = projects.texts()["song-mo"].split()
    page = " ".join(f"<b>{word}</b>" for word in words[10:40])
    short = " ".join(words[10:30])
    problems = list(evidence.copied({"en/a.md": page, "en/b.md": short, "en/c.png": b"\x89"}, projects.texts()))
    assert [(problem.file, problem.found) for problem in problems] == [("docs/en/a.md", "it does")]

"""Search finds the right entry first, in both languages, however a reader types."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenPage

# What is typed, and the entry that comes first: on the English site, and on the Vietnamese one where it differs.
# {id} stands for the value of that observation today.
QUERIES = [
    ("dang bo", "glossary/#party-organization"),
    ("đảng bộ", "glossary/#party-organization"),
    ("ĐẢNG BỘ", "glossary/#party-organization"),
    ("TCCSĐ", "glossary/#grassroots-party-organization"),
    ("TCCSD", "glossary/#grassroots-party-organization"),
    ("tccsd", "glossary/#grassroots-party-organization"),
    ("cap uy", "glossary/#committee-at-any-level"),
    ("cấp ủy", "glossary/#committee-at-any-level"),
    ("cấp uỷ", "glossary/#committee-at-any-level"),
    ("quan uy", "glossary/#district-committee"),
    ("Quận uỷ", "glossary/#district-committee"),
    ("thành ủy", "glossary/#city-committee"),
    ("chi bo", "glossary/#party-cell"),
    ("ANCT", "glossary/#political-security"),
    ("ANCT-TTATXH", "glossary/#political-security-and-public-order"),
    ("HĐQT", "glossary/#board-of-directors"),
    ("{organizations-start}", "figures/party-organizations/#organizations-start"),
    ("{organizations-at-speech}", "figures/party-organizations/#organizations-at-speech"),
    ("{multi-cell-start}", "figures/party-organizations/#multi-cell-start"),
    ("{cases-at-review}", "figures/complex-cases/#cases-at-review"),
    ("{cases-at-speech}", "figures/complex-cases/#cases-at-speech"),
    ("2018", "timeline/#ratings-2018"),
    ("nghi quyet 15", "glossary/#resolution-15"),
    ("15-NQ/TU", "glossary/#resolution-15"),
    ("resolution 15", "figures/resolution-15-content-groups/"),
    ("diem nong", "glossary/#hot-spot"),
    ("hot spot", "glossary/#hot-spot"),
    ("vu viec phuc tap", "glossary/#complex-case"),
    ("complex cases", "figures/complex-cases/", "figures/complex-cases/#cases-start"),
    ("ratings", "figures/ratings-by-year/"),
    ("xếp loại", "glossary/#rating"),
    ("transfers", "figures/organization-transfers/"),
    ("tap trung dan chu", "glossary/#democratic-centralism"),
    ("democratic centralism", "glossary/#democratic-centralism"),
    ("hoàn thành nhiệm vụ", "glossary/#tasks-completed"),
    ("tran quyet thang", "names/#tran-quyet-thang"),
    ("kinh te do thi", "names/#kinh-te-do-thi"),
    ("kiến nghị", "statements/#proposal"),
    ("ward", "glossary/#ward"),
    ("how to cite", "cite/"),
    ("trich dan", "cite/"),
    ("ratings 2017", "figures/ratings-by-year/#rated-completed-2017"),
    ("xep loai 2017", "figures/ratings-by-year/#rated-completed-2017"),
    ("when were the {cases-at-review} cases counted", "figures/complex-cases/#cases-at-review"),
    ("how many grassroots Party organizations were there", "figures/party-organizations/"),
    ("có bao nhiêu vụ việc phức tạp", "glossary/#complex-case"),
]


@pytest.fixture(scope="module")
def values(site: Path) -> dict[str, str]:
    with (site / "data/observations.csv").open(encoding="utf-8", newline="") as file:
        return {row["observation_id"]: row["value"] for row in csv.DictReader(file)}


def _typed(query: str, values: dict[str, str]) -> str:
    return re.sub(r"\{([a-z-]+)\}", lambda slot: values[slot[1]], query)


def _type(page: Page, query: str) -> None:
    page.keyboard.press("Control+a")
    page.keyboard.type(query)


def _addresses(page: Page, root: str) -> list[str]:
    links: list[str] = page.eval_on_selector_all("#search-results a", "links => links.map(link => link.href)")
    return [link.removeprefix(root) for link in links]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_right_entry_comes_first(open_page: OpenPage, base: str, values: dict[str, str], language: str) -> None:
    root = base if language == "en" else f"{base}vi/"
    page = open_page(root, width=360 if language == "vi" else 1280)
    page.keyboard.press("Control+k")
    page.wait_for_function("document.activeElement.id === 'search-query'")
    page.wait_for_load_state("networkidle")
    found, unmarked = {}, []
    for query, *_ in QUERIES:
        _type(page, _typed(query, values))
        page.wait_for_function("document.getElementById('search-status').textContent !== ''")
        found[query] = (_addresses(page, root) or ["nothing"])[0]
        if not page.locator("#search-results li").first.locator("mark").count():
            unmarked.append(query)
    expected = {query: first[-1] if language == "vi" else first[0] for query, *first in QUERIES}
    assert found == expected
    assert unmarked == []


def test_words_found_are_marked_as_they_are_written(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("dang bo")
    first = page.locator("#search-results li").first
    expect(first.locator("mark").first).to_have_text("đảng")
    assert {text.casefold() for text in first.locator("mark").all_inner_texts()} == {"đảng", "bộ"}


def test_tone_marks_that_are_typed_count(open_page: OpenPage) -> None:
    """ "bo" may be any of bộ, bố, bỏ; "bố" is not "bộ"."""
    page = open_page("vi/")
    page.keyboard.press("Control+k")
    _type(page, "bố trí")
    marks = page.locator("#search-results li").first.locator("mark")
    expect(marks.nth(1)).to_have_text("trí", ignore_case=True)
    assert {text.casefold() for text in marks.all_inner_texts()} == {"bố", "trí"}


def test_a_word_may_be_unfinished(open_page: OpenPage) -> None:
    page = open_page()
    page.keyboard.press("Control+k")
    _type(page, "centralis")
    expect(page.locator("#search-results a").first).to_have_attribute("href", "./glossary/#democratic-centralism")


@pytest.mark.parametrize(
    ("typed", "word", "first"),
    [
        ("organisations", "organizations", "./figures/party-organizations/"),
        ("compelx cases", "complex", "./figures/complex-cases/"),
        ("tccds", "tccsd", "./glossary/#grassroots-party-organization"),
    ],
)
def test_a_mistyped_word_gives_way_to_the_nearest_and_that_is_said(
    open_page: OpenPage, typed: str, word: str, first: str
) -> None:
    page = open_page()
    page.keyboard.press("Control+k")
    _type(page, typed)
    expect(page.locator("#search-status")).to_contain_text(f"These are for “{word}”.")
    expect(page.locator("#search-results a").first).to_have_attribute("href", first)


def test_nothing_found_is_said(open_page: OpenPage) -> None:
    page = open_page()
    page.keyboard.press("Control+k")
    _type(page, "xyzzy")
    expect(page.locator("#search-status")).to_contain_text("Nothing found")
    expect(page.locator("#search-results li")).to_have_count(0)


def test_results_are_reached_and_opened_by_keyboard(open_page: OpenPage, values: dict[str, str]) -> None:
    page = open_page(width=360)
    page.keyboard.press("Tab")
    for _ in range(8):
        if page.evaluate("document.activeElement.matches('.search-open')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type(values["cases-at-review"])
    expect(page.locator("#search-results a").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/figures/complex-cases/#cases-at-review")
    expect(page.locator("#cases-at-review")).to_be_in_viewport()


def test_escape_closes_and_gives_the_focus_back(open_page: OpenPage) -> None:
    page = open_page()
    button = page.get_by_role("button", name="Search")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#search")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.parametrize("folder", ["", "vi/"])
def test_every_entry_leads_to_something(site: Path, folder: str) -> None:
    index = json.loads((site / folder / "search/search_index.json").read_text(encoding="utf-8"))
    assert len(index["docs"]) > 100
    for doc in index["docs"]:
        path, _, anchor = doc["location"].partition("#")
        html = (site / folder / path / "index.html").read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in html, doc["location"]
        assert doc["title"].strip(), doc["location"]


def test_every_observation_and_statement_is_an_entry_of_its_own(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    entries = {doc["location"] for doc in index["docs"]}
    rows = [
        f"{path.parent.relative_to(site).as_posix()}/#{anchor}"
        for path in sorted(site.glob("figures/*/index.html"))
        for anchor in re.findall(r'<tr class="observation[^"]*" id="([^"]+)"', path.read_text(encoding="utf-8"))
    ]
    rows += re.findall(r'<article class="statement" id="([^"]+)"', (site / "statements/index.html").read_text("utf-8"))
    assert rows
    assert [row for row in rows if row not in entries and f"statements/#{row}" not in entries] == []

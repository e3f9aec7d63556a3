"""Everyone can read it: axe on every kind of page, keyboard, zoom, narrow screens, high contrast."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from .conftest import OpenPage

AXE = Axe()
RULES: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


COLORS: dict[str, Any] = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}


def violations(page: Page, rules: dict[str, Any] = RULES) -> list[str]:
    result: dict[str, Any] = AXE.run(page, options=rules).response
    return [
        f"{item['id']}: {node['target']} {node.get('failureSummary', '')[:200]}"
        for item in result["violations"]
        for node in item["nodes"]
    ]


@pytest.mark.parametrize(("language", "width"), [("", 1280), ("vi/", 320)])
def test_axe_finds_nothing_on_any_kind_of_page(
    open_page: OpenPage, kinds: dict[str, str], language: str, width: int
) -> None:
    """All rules in light colors; in dark ones, those about color."""
    page = open_page(width=width, reduced_motion="reduce")  # no color is caught half-way
    base = page.url
    found = {}
    for kind, path in kinds.items():
        page.emulate_media(color_scheme="light")
        page.goto(base + language + path)
        found[kind] = violations(page)
        page.emulate_media(color_scheme="dark")
        found[f"{kind}, dark"] = violations(page, COLORS)
    assert {kind: faults for kind, faults in found.items() if faults} == {}


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_that_matter_most(
    open_page: OpenPage, kinds: dict[str, str], scheme: str, width: int
) -> None:
    page = open_page(kinds["figure"], scheme=scheme, width=width)
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    assert violations(page) == []
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = false; })")
    page.locator("a.term").first.focus()
    assert violations(page) == []
    page.keyboard.press("Control+k")
    page.keyboard.type("dang bo")
    expect(page.locator("#search-results a").first).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    assert violations(page) == []
    page.keyboard.press("Escape")
    if width < 960:
        page.get_by_role("button", name="Menu").click()
        assert violations(page) == []


def test_axe_finds_nothing_on_the_page_for_unknown_addresses(open_page: OpenPage) -> None:
    for scheme in ("light", "dark"):
        page = open_page("figures/complex-case/", scheme=scheme, quiet=False)
        expect(page.locator(".nearest a").first).to_be_visible()
        assert violations(page) == []


@pytest.mark.parametrize("language", ["", "vi/"])
def test_nothing_is_cut_off_at_320_pixels(open_page: OpenPage, kinds: dict[str, str], language: str) -> None:
    """320 CSS pixels is also a screen of 1280 at 400 %."""
    page = open_page(width=320)
    base = page.url
    wide = {}
    for kind, path in kinds.items():
        page.goto(base + language + path)
        wide[kind] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert {kind: pixels for kind, pixels in wide.items() if pixels > 0} == {}


def test_text_at_200_percent_is_not_cut_off(open_page: OpenPage, kinds: dict[str, str]) -> None:
    page = open_page(kinds["figure"], width=1280)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_focus_is_always_visible(open_page: OpenPage, kinds: dict[str, str]) -> None:
    page = open_page(kinds["figure"], width=360, reduced_motion="reduce")
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
              const middle = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
              return {
                name: element.tagName + (element.className.baseVal ?? element.className) + (element.textContent ?? "").slice(0, 20),
                outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
                onScreen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
                covered: middle !== null && !element.contains(middle) && !middle.contains(element),
              };
            }"""
        )
        seen.add(stop["name"])
        assert stop["outlined"], stop
        assert stop["onScreen"], stop
        assert not stop["covered"], stop
    assert len(seen) > 15


def test_targets_are_large_enough(open_page: OpenPage, kinds: dict[str, str]) -> None:
    """WCAG 2.5.8: 24 by 24 pixels for what is not a link in running text."""
    page = open_page(kinds["figure"], width=360)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, .site-menu a, a.permalink")]
          .filter(element => element.checkVisibility({ visibilityProperty: true }))
          .map(element => [element.textContent.trim(), element.getBoundingClientRect()])
          .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
          .map(([text, box]) => `${text} ${box.width}×${box.height}`)"""
    )
    assert small == []


def test_high_contrast_and_reduced_motion_are_respected(open_page: OpenPage, kinds: dict[str, str]) -> None:
    page = open_page(kinds["figure"], forced_colors="active", reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    border = page.evaluate("getComputedStyle(document.querySelector('button.copy')).borderTopStyle")
    assert border == "solid"
    moving = page.evaluate(
        """[...document.querySelectorAll("*")].filter(element => {
          const style = getComputedStyle(element);
          return parseFloat(style.transitionDuration) > 0.01 || style.animationName !== "none";
        }).length"""
    )
    assert moving == 0


def test_foreign_phrases_are_marked(open_page: OpenPage, kinds: dict[str, str]) -> None:
    page = open_page(kinds["figure"])
    quotes = page.eval_on_selector_all(".evidence q", "quotes => quotes.map(quote => quote.lang)")
    assert quotes
    assert set(quotes) == {"vi"}
    page = open_page("vi/" + kinds["figure"])
    assert page.eval_on_selector_all(".translation span[lang]", "spans => spans.every(span => span.lang === 'en')")

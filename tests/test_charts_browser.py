"""Charts in a real browser: no text over another, none outside the picture, colors of the theme.

Measured over the real records, the invented edition and generated extremes, on a phone and a screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from scripts import chart_style, charts, collect
from scripts.derive import Edition
from scripts.records import LANGUAGES, Language
from tests import editions, golden_charts
from tests.editions import at, figure, series, text

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = (320, 1280)
SCHEMES = ("default", "slate")

MEASURE = """
() => [...document.querySelectorAll('svg.chart')].flatMap(svg => {
  const name = svg.querySelector('title').id;
  const frame = svg.getBoundingClientRect();
  const lines = [...svg.querySelectorAll('text')].map(line => ({words: line.textContent, box: line.getBoundingClientRect()}));
  const faults = [];
  for (const {words, box} of lines)
    if (box.left < frame.left - .5 || box.right > frame.right + .5 || box.top < frame.top - .5 || box.bottom > frame.bottom + .5)
      faults.push(`${name}: “${words}” leaves the picture`);
  lines.sort((one, other) => one.box.top - other.box.top);
  lines.forEach((one, index) => {
    for (let next = index + 1; next < lines.length && lines[next].box.top < one.box.bottom - .5; next++) {
      const other = lines[next];
      if (one.box.left < other.box.right - .5 && other.box.left < one.box.right - .5)
        faults.push(`${name}: “${one.words}” and “${other.words}” overlap`);
    }
  });
  if (!lines.length || !frame.width) faults.push(`${name}: nothing was drawn`);
  return faults;
})
"""
SIZES = "() => [...document.querySelectorAll('svg.chart text')].map(line => parseFloat(getComputedStyle(line).fontSize) * line.ownerSVGElement.getScreenCTM().a)"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def show(page: Page, folder: Path, edition: Edition, figure_ids: list[str], language: Language) -> None:
    """A page with these charts inside, as the site has them."""
    wording, imprint = editions.wording(language), golden_charts.IMPRINT[language]
    pictures = "".join(
        f'<figure class="chart-figure">{charts.chart(edition, figure_id, wording, imprint, standalone=False)}</figure>'
        for figure_id in figure_ids
    )
    html = (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>Charts</title><link rel="stylesheet" href="{chart_style.STYLESHEET.as_uri()}">'
        "<style>body{margin:0 1rem;background:var(--chart-ground)}figure{margin:0}</style>"
        f'<body class="md-typeset" data-md-color-scheme="default">{pictures}'
    )
    (folder / "page.html").write_text(html, encoding="utf-8")
    page.goto((folder / "page.html").as_uri())
    page.evaluate("() => Promise.all([document.fonts.load('400 15px Inter'), document.fonts.load('600 15px Inter')])")


def faults(page: Page) -> list[str]:
    """What a reader would complain about, at both widths and in both themes."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
            found += [f"{width} px, {scheme}: {fault}" for fault in page.evaluate(MEASURE)]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_overlaps_or_leaves_the_picture_on_the_real_records(
    page: Page, language: Language, tmp_path: Path
) -> None:
    edition = collect.read(ROOT / "data").edition
    show(page, tmp_path, edition, list(edition.figures), language)
    assert page.evaluate("() => document.fonts.check('600 15px Inter')")
    assert page.locator("svg.chart").count() == len(edition.figures) > 0
    assert faults(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_overlaps_or_leaves_the_picture_in_any_kind(page: Page, language: Language, tmp_path: Path) -> None:
    show(page, tmp_path, editions.edition(), list(editions.ALL_KINDS), language)
    assert faults(page) == []


def test_the_measure_finds_faults(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, editions.edition(), ["rooms"], "en")
    page.evaluate("() => document.querySelectorAll('svg.chart text').forEach(line => line.setAttribute('y', 100))")
    page.evaluate("() => document.querySelector('svg.chart text').setAttribute('x', 390)")
    found = faults(page)
    assert any("overlap" in fault for fault in found)
    assert any("leaves the picture" in fault for fault in found)


def test_no_text_is_smaller_than_11_px_on_a_phone(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, editions.edition(), list(editions.ALL_KINDS), "vi")
    page.set_viewport_size({"width": 320, "height": 900})
    assert min(page.evaluate(SIZES)) >= 11


# --- generated extremes -----------------------------------------------------------------------------

WORDS = (
    "Đảng",
    "nghiêng",
    "Nghị-quyết",
    "tổ",
    "chức",
    "organizations",
    "in",
    "the",
    "Chuyểnnghiệpvụ" * 3,
    "15-NQ/TU",
    "2015–2020",
    "“completed”",
    "W" * 30,
)
LABELS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join).map(text)
VALUES = st.one_of(st.just(0), st.integers(0, 9999), st.integers(0, 3), st.integers(10**9, 10**12))
SIGNED = st.one_of(VALUES, st.integers(-9999, -1))


@st.composite
def observation(
    draw: st.DrawFn, observation_id: str, values: st.SearchStrategy[int], status: str | None = None
) -> dict[str, Any]:
    status = status or draw(
        st.sampled_from(
            ["stated", "stated", "stated", "not-stated", "direction", "unquantified", "derived", "withdrawn"]
        )
    )
    more: dict[str, Any] = {
        "stated": lambda: {"value": draw(values)},
        "withdrawn": lambda: {"value": 7, "withdrawn": text("Wrong.")},
        "direction": lambda: {"direction": draw(st.sampled_from(["up", "down"]))},
        "unquantified": lambda: {"words": draw(LABELS)},
        "derived": lambda: {"formula": "base * " + str(draw(st.integers(0, 9999))), "assumes": text("Nothing.")},
        "not-stated": dict,
    }[status]()
    moment = draw(st.one_of(st.integers(2000, 2023).map(str).map(text), LABELS))
    return at(observation_id, moment, "stated" if status == "withdrawn" else status, **more)


@st.composite
def record(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    """A figure with one or twelve series, one or twenty-four moments, or something in between."""
    count = draw(st.sampled_from([1, 2, 3, 12]))
    moments = (
        draw(st.sampled_from([1, 2, 7, 24]))
        if kind != "number" and count < 12
        else 1
        if kind == "number"
        else draw(st.sampled_from([1, 4]))
    )
    status = draw(st.sampled_from([None, None, None, "not-stated", "stated"]))
    values = SIGNED if kind in ("bars", "steps") else VALUES
    lines = [
        series(
            f"{kind}-s{k}",
            draw(LABELS),
            *(draw(observation(f"{kind}-{k}-{j}", values, status)) for j in range(moments)),
        )
        for k in range(count + (kind == "stacked"))
    ]
    ids = [found["id"] for line in lines for found in line["observations"]]
    chart: dict[str, Any] = {
        "stacked": {"total": f"{kind}-s0", "parts": [line["id"] for line in lines[1:]]},
        "steps": {"steps": [
            {"observation": found, "label": draw(LABELS), "effect": "level" if index in (0, len(ids[:12]) - 1) else draw(st.sampled_from(["plus", "minus", "level"]))}
            for index, found in enumerate((ids * 2)[:12])
        ]},
        "number": {"observation": ids[0]},
    }.get(kind, {})  # fmt: skip
    return figure(draw(LABELS), draw(LABELS), {"kind": kind, **chart}, *lines, unit=draw(LABELS))


BASE = figure(
    text("Base"),
    text("Base"),
    {"kind": "number", "observation": "base"},
    series("base", text("Base"), at("base", text("Once"), value=1)),
)
KINDS = ("stacked", "steps", "bars", "grid", "number")


@given(st.fixed_dictionaries({kind: record(kind) for kind in KINDS}), st.sampled_from(LANGUAGES))
@settings(max_examples=15, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_text_overlaps_or_leaves_the_picture_whatever_the_record(
    page: Page, tmp_path_factory: pytest.TempPathFactory, figures: dict[str, Any], language: Language
) -> None:
    show(page, tmp_path_factory.mktemp("page"), editions.edition({"base": BASE, **figures}), list(KINDS), language)
    assert faults(page) == []


# --- themes, and charts opened alone ----------------------------------------------------------------


def test_charts_take_the_colors_of_the_theme(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, editions.edition(), ["libraries"], "en")
    color = "() => getComputedStyle(document.querySelector('.chart-strong')).fill"
    assert page.evaluate(color) == "rgb(11, 92, 107)"
    page.evaluate("() => document.body.setAttribute('data-md-color-scheme', 'slate')")
    assert page.evaluate(color) == "rgb(127, 209, 222)"
    page.emulate_media(media="print")
    assert page.evaluate(color) == "rgb(11, 92, 107)"
    page.emulate_media(media="screen", forced_colors="active")
    assert page.evaluate(color) == page.evaluate(
        "() => { document.body.style.color = 'CanvasText'; return getComputedStyle(document.body).color; }"
    )
    page.emulate_media(media="screen", forced_colors="none")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_opened_alone_shows_the_same_without_its_typeface(
    page: Page, language: Language, tmp_path: Path
) -> None:
    """In light, dark and on paper the same words, inside the picture, though a substitute typeface is used."""
    edition = editions.edition()
    page.set_viewport_size({"width": 700, "height": 900})
    for figure_id in editions.ALL_KINDS:
        svg = charts.chart(
            edition, figure_id, editions.wording(language), golden_charts.IMPRINT[language], standalone=True
        )
        inline = charts.chart(
            edition, figure_id, editions.wording(language), golden_charts.IMPRINT[language], standalone=False
        )
        (tmp_path / "chart.svg").write_text(svg, encoding="utf-8")
        page.goto((tmp_path / "chart.svg").as_uri())
        assert page.evaluate(MEASURE) == []
        assert [
            line for line in page.locator("text").all_text_contents() if line not in inline.replace("&amp;", "&")
        ] == []
        colors = (
            "() => ['ground', 'title'].map(role => getComputedStyle(document.querySelector('.chart-' + role)).fill)"
        )
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(colors) == ["rgb(20, 24, 27)", "rgb(233, 238, 240)"]
        page.emulate_media(color_scheme="dark", media="print")
        assert page.evaluate(colors) == ["rgb(255, 255, 255)", "rgb(24, 34, 38)"]
        page.emulate_media(color_scheme="light", media="screen")
        assert page.evaluate(colors) == ["rgb(255, 255, 255)", "rgb(24, 34, 38)"]


def test_a_chart_opened_alone_fits_a_phone(page: Page, tmp_path: Path) -> None:
    svg = charts.chart(
        editions.edition(), "grades", editions.wording("vi"), golden_charts.IMPRINT["vi"], standalone=True
    )
    (tmp_path / "page.html").write_text(
        '<!doctype html><meta charset="utf-8"><style>body{margin:0}img{max-width:100%}</style><img src="chart.svg" alt="">',
        encoding="utf-8",
    )
    (tmp_path / "chart.svg").write_text(svg, encoding="utf-8")
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto((tmp_path / "page.html").as_uri())
    assert page.evaluate("() => document.querySelector('img').getBoundingClientRect().width") == pytest.approx(
        320, abs=0.1
    )

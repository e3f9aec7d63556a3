"""Charts on the invented edition: they show the records, all of them, and nothing more."""

from __future__ import annotations

import copy
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cairosvg
import pytest
import resvg_py
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from scripts import chart_style, charts, collect, fonts, pictures
from scripts.derive import Edition
from scripts.records import LANGUAGES, Language
from tests import editions, golden_charts
from tests.editions import at, changed, figure, not_stated, series, text

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).resolve().parent.parent
PAIRS = [(figure_id, language) for figure_id in editions.ALL_KINDS for language in LANGUAGES]


def draw(edition: Edition, figure_id: str, language: Language = "en", *, standalone: bool = True) -> str:
    return charts.chart(
        edition, figure_id, editions.wording(language), golden_charts.IMPRINT[language], standalone=standalone
    )


def texts(svg: str, role: str = "") -> list[str]:
    """The lines of text in a role, or all of them, as a reader sees them."""
    root = etree.fromstring(svg.encode())
    return [
        line.text
        for group in root.iter(f"{SVG}g")
        if not role or f"chart-{role}" in group.get("class", "").split()
        for line in group.findall(f"{SVG}text")
    ]


def boxes(svg: str, role: str) -> list[tuple[float, float, float, float]]:
    """The boxes drawn in a role: x, y, width, height."""
    found = []
    for path in etree.fromstring(svg.encode()).iter(f"{SVG}path"):
        if path.get("class") == f"chart-{role}":
            for x, y, width, height in re.findall(r"M(\S+) (\S+?)h(\S+?)v(\S+?)h\S+?z", path.get("d")):
                found.append((float(x), float(y), float(width), float(height)))
    return found


def shapes(svg: str, role: str) -> int:
    """How many shapes stand in a role."""
    return sum(
        path.get("d").count("M")
        for path in etree.fromstring(svg.encode()).iter(f"{SVG}path")
        if path.get("class") == f"chart-{role}"
    )


def lengths(svg: str, role: str) -> list[float]:
    return [width for _, _, width, _ in boxes(svg, role)]


# --- golden files -----------------------------------------------------------------------------------


def test_golden_files() -> None:
    """Every kind in both languages, byte by byte; ``python -m tests.renew_golden`` after a change that is meant."""
    kept = {path.name: path.read_bytes() for path in golden_charts.FOLDER.iterdir()}
    assert len(kept) == 24
    drawn = golden_charts.golden()
    assert kept.keys() == drawn.keys()
    assert [name for name in kept if kept[name] != drawn[name]] == []


def test_the_same_bytes_in_another_process() -> None:
    program = "from tests import golden_charts as r; import sys; sys.stdout.buffer.write(r.golden()['grades.vi.svg'])"
    environment = {**os.environ, "PYTHONHASHSEED": "77", "LC_ALL": "C", "TZ": "Asia/Ho_Chi_Minh"}
    other = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert other.stdout.decode() == draw(editions.edition(), "grades", "vi")


# --- truth ------------------------------------------------------------------------------------------


def test_parts_add_up_to_their_totals_on_one_scale() -> None:
    svg = draw(editions.edition(), "libraries")
    (_, _, start_public, _), (_, _, end_public, _) = boxes(svg, "strong")[:2]
    start_school, end_school = lengths(svg, "soft")[:2]
    assert start_public / start_school == pytest.approx(80 / 40, rel=1e-3)
    assert end_public / start_public == pytest.approx(60 / 80, rel=1e-3)
    assert (end_public + end_school) / (start_public + start_school) == pytest.approx(90 / 120, rel=1e-3)
    assert boxes(svg, "soft")[0][0] == pytest.approx(16 + start_public, abs=0.02)
    assert texts(svg, "value") == ["120", "90"]
    assert texts(svg, "upon-strong") + texts(svg, "upon-soft") == ["80", "60", "40", "30"]


def test_steps_hang_at_the_level_reached() -> None:
    svg = draw(editions.edition(), "library-way")
    (zero, _, start, _), (also_zero, _, end, _) = boxes(svg, "strong")
    (opened, _, plus, _), (closed, _, minus, _) = boxes(svg, "soft")
    ((rest, _, rest_length, _),) = boxes(svg, "computed")
    one = start / 120
    assert zero == also_zero == 16
    assert [end, plus, minus, rest_length] == pytest.approx([90 * one, 10 * one, 15 * one, 25 * one], abs=0.02)
    assert [opened, closed, rest] == pytest.approx([16 + 120 * one, 16 + 115 * one, 16 + 90 * one], abs=0.03)
    assert texts(svg, "value") == ["120", "+10", "−15", "−25", "90"]
    assert texts(svg, "words") == ["computed"]
    assert shapes(svg, "link") == 4


def test_bars_start_at_zero_and_are_proportional() -> None:
    svg = draw(editions.edition(), "visits")
    (zero, _, survey, _), (also_zero, _, loans, _) = boxes(svg, "strong")
    ((computed_zero, _, half, _),) = boxes(svg, "computed")
    assert zero == also_zero == computed_zero == 16
    assert survey / loans == pytest.approx(1250 / 500, rel=1e-3)
    assert half / survey == pytest.approx(625 / 1250, rel=1e-3)
    assert shapes(svg, "base") == 4


def test_every_status_has_a_mark_and_words_of_its_own() -> None:
    svg = draw(editions.edition(), "visits")
    assert {role: shapes(svg, role) for role in ("zero", "open", "gap", "arrow", "computed")} == {
        "zero": 1, "open": 1, "gap": 1, "arrow": 1, "computed": 1,
    }  # fmt: skip
    assert texts(svg, "value") == ["1,250", "0", "625", "500"]
    assert texts(svg, "words") == ["“many”", "computed", "not stated", "rose, no number"]


def test_every_status_stands_in_a_grid() -> None:
    svg = draw(editions.edition(), "grades")
    assert {role: shapes(svg, role) for role in ("zero", "open", "gap", "arrow", "computed", "cross")} == {
        "zero": 1, "open": 1, "gap": 2, "arrow": 2, "computed": 1, "cross": 1,
    }  # fmt: skip
    assert texts(svg, "value") == ["617", "1,234", "0"]
    assert texts(svg, "words") == [
        "no entry",
        "“some”",
        "not stated",
        "computed",
        "withdrawn",
        "not stated",
        "rose, no",
        "number",
        "fell, no",
        "number",
    ]


def test_two_definitions_keep_their_own_words() -> None:
    assert texts(draw(editions.edition(), "visits"), "name") == ["Visits", "Loans counted as visits"]
    assert texts(draw(editions.edition(), "visits", "vi"), "name") == ["Lượt đến", "Lượt mượn tính là lượt đến"]


def test_series_of_another_unit_say_so_and_have_their_own_scale() -> None:
    record = copy.deepcopy(editions.VISITS)
    record["series"][1]["unit"] = text("books", "cuốn")
    svg = draw(editions.edition({"visits": record}), "visits")
    survey, loans = lengths(svg, "strong")
    assert texts(svg, "name") == ["Visits", "Loans counted as visits (books)"]
    assert loans > survey


def test_negative_values_lie_on_the_other_side_of_zero() -> None:
    record = figure(
        text("Change"), text("Down, then up"), {"kind": "bars"},
        series("s", text("Change"), at("down", text("First"), value=-50), at("up", text("Second"), value=100)),
    )  # fmt: skip
    svg = draw(editions.edition({"change": record}), "change")
    (down, _, fall, _), (up, _, rise, _) = boxes(svg, "strong")
    assert down + fall == pytest.approx(up, abs=0.02)
    assert rise / fall == pytest.approx(2, rel=1e-3)
    assert texts(svg, "value") == ["−50", "100"]


def test_a_missing_part_leaves_the_rest_of_its_total_hatched() -> None:
    svg = draw(editions.edition(not_stated("libraries", "school-end")), "libraries")
    public = lengths(svg, "strong")[1]
    assert lengths(svg, "gap") == pytest.approx([public * 30 / 60], abs=0.02)
    assert texts(svg, "words") == ["School libraries: not stated"]


def test_a_missing_total_is_said_and_not_made_up() -> None:
    svg = draw(
        editions.edition(not_stated("libraries", "libraries-end") | _headline("libraries", "libraries-end")),
        "libraries",
    )
    assert texts(svg, "value") == ["120"]
    assert texts(svg, "words") == ["total: not stated"]
    assert shapes(svg, "gap") == 1


def test_an_unknown_step_breaks_the_way() -> None:
    svg = draw(editions.edition(_unknown_opening()), "library-way")
    assert shapes(svg, "gap") == 1
    assert shapes(svg, "link") == 0
    assert [x for x, *_ in boxes(svg, "strong")] == [16, 16]


def test_equal_numbers_are_not_linked_across_an_unknown_level() -> None:
    record = not_stated("library-way", "opened")["library-way"]
    record["headline"] = text("Five closed")
    steps = [("libraries-start", "level"), ("opened", "plus"), ("closed", "plus"), ("same", "level")]
    record["chart"]["steps"] = [{"observation": found, "effect": effect, "label": text("x")} for found, effect in steps]
    record["series"] = [*record["series"][:2], series("same", text("Same"), at("same", START, value=15))]
    svg = draw(editions.edition({"library-way": record}), "library-way")
    assert lengths(svg, "soft") == lengths(svg, "strong")[1:]
    assert shapes(svg, "link") == 0


def test_a_zero_at_the_right_edge_stays_inside() -> None:
    lines = series("s", text("Change"), at("down", text("First"), value=-5), at("none", text("Second"), value=0))
    svg = draw(editions.edition({"change": figure(text("Change"), text("Down"), {"kind": "bars"}, lines)}), "change")
    root = etree.fromstring(svg.encode())
    (zero,) = [line for group in root.iter(f"{SVG}g") for line in group if line.text == "0"]
    assert float(zero.get("x")) + fonts.width("0", 17, 600) <= 384


def _unknown_opening() -> dict[str, Any]:
    record = not_stated("library-way", "opened")["library-way"]
    record["headline"] = text("{closed} libraries closed")
    record["series"][2]["observations"][0]["formula"] = "libraries-start - closed - libraries-end"
    return {"library-way": record}


def _headline(figure_id: str, observation_id: str) -> dict[str, Any]:
    record = not_stated(figure_id, observation_id)[figure_id]
    record["headline"] = text("Libraries were counted", "Đã đếm thư viện")
    record["checks"] = []
    way = copy.deepcopy(editions.WAY)
    way["chart"]["steps"] = way["chart"]["steps"][:3]
    way["series"] = way["series"][:2]
    return {figure_id: record, "library-way": way}


# --- a change goes everywhere -----------------------------------------------------------------------


def test_a_changed_value_changes_everything_that_shows_it(tmp_path: Path) -> None:
    before, after = editions.edition(), editions.edition(changed("visits", "visits-survey", value=2500))
    old, new = draw(before, "visits"), draw(after, "visits")
    assert [round(survey / loans, 2) for survey, loans in (lengths(old, "strong"), lengths(new, "strong"))] == [
        2.5,
        5.0,
    ]
    assert texts(new, "value") == ["2,500", "0", "1,250", "500"]
    assert texts(new, "title") == ["2,500 visits a day at the survey"]
    assert "Survey: 2,500" in description(after, "visits")
    assert "1,250 visits" not in new
    assert texts(draw(after, "visits", "vi"), "title") == ["2.500 lượt mỗi ngày khi khảo sát"]
    assert pictures.png(old, width=100, cache=tmp_path) != pictures.png(new, width=100, cache=tmp_path)


def test_a_value_no_longer_stated_gets_the_mark() -> None:
    before, after = (
        draw(editions.edition(), "visits"),
        draw(editions.edition(not_stated("visits", "visits-flood")), "visits"),
    )
    assert [shapes(svg, "gap") for svg in (before, after)] == [1, 2]
    assert [shapes(svg, "zero") for svg in (before, after)] == [1, 0]
    assert [texts(svg, "words").count("not stated") for svg in (before, after)] == [1, 2]
    assert "Week of the flood: not stated" in description(
        editions.edition(not_stated("visits", "visits-flood")), "visits"
    )


# --- in words ---------------------------------------------------------------------------------------


def description(edition: Edition, figure_id: str, language: Language = "en") -> str:
    return charts.description(edition, figure_id, editions.wording(language))


def test_descriptions_state_the_data_and_the_gaps() -> None:
    edition = editions.edition()
    assert description(edition, "libraries") == (
        "Bar chart of parts stacked to their totals. All libraries: Start of the plan: 120; Day of the talk: 90. "
        "Public libraries: Start of the plan: 80; Day of the talk: 60. School libraries: Start of the plan: 40; Day of the talk: 30. "
        "Unit: libraries. Every value is stated in the article."
    )
    assert description(edition, "library-way") == (
        "Step chart of the way from one count to the other. Start of the plan: 120; Opened: +10; Closed: −15; All else, net: −25 (computed); "
        "Day of the talk: 90. Unit: libraries. Every value is stated in the article or computed from stated ones. "
        "Computed values assume: Nothing was counted twice."
    )
    assert description(edition, "grades", "vi") == (
        "Bảng giá trị theo thời điểm. Hạng “tốt” trở lên: 2018: không nêu; 2019: 1.234; 2020: đã rút lại; Chiều hướng: tăng, không nêu con số. "
        "Hạng “yếu”: Đầu kế hoạch: “một số”, không nêu con số; 2018: 617 (tính ra); 2019: 0; 2020: không nêu; "
        "Chiều hướng: giảm, không nêu con số. Đơn vị: thư viện. Bài báo không nêu: 2 trên 9 giá trị. "
        "Chỉ nêu bằng lời, không có con số: 3 trên 9. Các giá trị tính ra giả định: Chỉ một hạng."
    )


def test_moments_without_a_number_share_their_words() -> None:
    record = figure(
        text("Years"), text("No year has a number"), {"kind": "grid"},
        series("s", text("Counted"), *(at(f"y-{year}", text(str(year)), "not-stated") for year in range(2015, 2018)), at("y-end", text("2018"), value=0)),
    )  # fmt: skip
    assert "Counted: 2015, 2016, 2017: not stated; 2018: 0." in description(
        editions.edition({"years": record}), "years"
    )


@pytest.mark.parametrize(("figure_id", "language"), PAIRS)
def test_title_and_description_are_tied_to_the_picture(figure_id: str, language: Language) -> None:
    edition = editions.edition()
    root = etree.fromstring(draw(edition, figure_id, language, standalone=False).encode())
    named = {element.get("id"): element.text for element in root if element.get("id")}
    assert root.get("role") == "img"
    assert [named[name] for name in root.get("aria-labelledby").split()] == [
        charts.title(edition, figure_id, editions.wording(language)),
        description(edition, figure_id, language),
    ]


@pytest.mark.parametrize(("figure_id", "language"), PAIRS)
def test_titles_source_release_and_permalink_stand_in_the_picture(figure_id: str, language: Language) -> None:
    edition, wording, imprint = editions.edition(), editions.wording(language), golden_charts.IMPRINT[language]
    for svg in (draw(edition, figure_id, language), charts.share(edition, figure_id, wording, imprint)):
        assert " ".join(texts(svg, "title")) == charts.title(edition, figure_id, wording)
        assert " ".join(texts(svg, "subtitle")) == charts.subtitle(edition, figure_id, wording)
        assert " ".join(texts(svg, "imprint")) == " ".join(imprint.lines)


# --- form -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("figure_id", "language"), PAIRS)
def test_markup_for_a_page_obeys_a_strict_policy(figure_id: str, language: Language) -> None:
    svg = draw(editions.edition(), figure_id, language, standalone=False)
    assert "\n\n" not in svg
    root = etree.fromstring(svg.encode())
    assert {etree.QName(element).localname for element in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "pattern",
        "path",
        "g",
        "text",
    }
    attributes = {name for element in root.iter() for name in element.keys()}  # noqa: SIM118
    assert attributes <= {
        "class",
        "viewBox",
        "role",
        "aria-labelledby",
        "id",
        "width",
        "height",
        "patternUnits",
        "d",
        "fill",
        "x",
        "y",
        "transform",
    }
    assert all(element.get("id").startswith(f"{figure_id}-chart-") for element in root.iter() if element.get("id"))
    assert all(name.startswith("chart") for element in root.iter() for name in element.get("class", "chart").split())


@pytest.mark.parametrize("figure_id", editions.ALL_KINDS)
def test_a_file_of_its_own_needs_nothing_else(figure_id: str) -> None:
    svg = draw(editions.edition(), figure_id)
    assert "var(" not in svg
    assert re.findall(r"https?://[^\"<\s]+", svg) == ["http://www.w3.org/2000/svg", "https://example.org/figures/f/"]
    assert "prefers-color-scheme:dark" in svg
    roles = {name for group in re.findall(r'class="([^"]+)"', svg) for name in group.split()} - {
        "chart",
        "chart-end",
        "chart-middle",
    }
    assert [role for role in roles if f".{role}" not in svg.split("</style>")[0]] == []


def test_hostile_words_stay_words() -> None:
    record = changed("rooms", "rooms", moment=text("</text><script>alert(1)</script> & \"quoted\" 'so'"))
    svg = draw(editions.edition(record), "rooms", standalone=False)
    assert " ".join(texts(svg, "label")) == "</text><script>alert(1)</script> & \"quoted\" 'so'"
    assert "<script" not in svg


def test_more_than_a_picture_holds_is_summed_up() -> None:
    lines = [
        series(
            f"s{k}", text(f"Series {k}"), *(at(f"s{k}-{j}", text(str(2000 + j)), value=1000 * k + j) for j in range(24))
        )
        for k in range(12)
    ]
    svg = draw(editions.edition({"many": figure(text("Many"), text("Too many"), {"kind": "grid"}, *lines)}), "many")
    assert len(svg.encode()) < 15 * 1024
    assert texts(svg, "label")[:2] == ["24 values, from 0 to 23", "24 values, from 1,000 to 1,023"]


def test_words_too_heavy_for_a_picture_are_refused() -> None:
    record = copy.deepcopy(editions.ROOMS)
    record["headline"] = text("word " * 4000)
    with pytest.raises(ValueError, match=r"chart of rooms would weigh [\d,]+ bytes, 15,360 are allowed"):
        draw(editions.edition({"rooms": record}), "rooms")


def test_the_real_charts_are_light() -> None:
    collection = collect.read(ROOT / "data")
    for figure_id in collection.edition.figures:
        for language in LANGUAGES:
            svg = charts.chart(
                collection.edition,
                figure_id,
                editions.wording(language),
                golden_charts.IMPRINT[language],
                standalone=True,
            )
            assert len(svg.encode()) < 15 * 1024, f"{figure_id} in {language}"


def test_twelve_parts_are_told_apart_by_letters() -> None:
    total = series("total", text("Total"), at("total", START, value=7800))
    parts = [series(f"p{k}", text(f"Part {k}"), at(f"p{k}", START, value=100 * (k + 1))) for k in range(12)]
    chart = {"kind": "stacked", "total": "total", "parts": [f"p{k}" for k in range(12)]}
    svg = draw(
        editions.edition({"twelve": figure(text("Twelve"), text("Twelve parts"), chart, total, *parts)}), "twelve"
    )
    assert " ".join(texts(svg, "words")).startswith("A 100 · B 200 · C 300")
    assert list(texts(svg, "name")) == list("ABCDEFGHIJKL")
    assert sum(lengths(svg, "strong")[:6]) + sum(lengths(svg, "soft")[:6]) == pytest.approx(
        78 * lengths(svg, "strong")[0], rel=1e-2
    )


START = editions.START


# --- the typeface -----------------------------------------------------------------------------------

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"


def test_every_vietnamese_letter_has_a_width() -> None:
    for weight in fonts.WEIGHTS:
        assert all(fonts.width(letter, 10, weight) > 1 for letter in VIETNAMESE + VIETNAMESE.upper())


def test_digits_have_one_width() -> None:
    for weight in fonts.WEIGHTS:
        assert len({fonts.width(digit, 10, weight) for digit in "0123456789"}) == 1


def test_characters_outside_the_typeface_are_refused() -> None:
    with pytest.raises(ValueError, match=r"no “字” \(U\+5B57, cjk unified ideograph-5b57\), found in “A 字”"):
        draw(editions.edition(changed("rooms", "rooms", moment=text("A 字"))), "rooms")


def test_decomposed_letters_are_composed() -> None:
    assert fonts.wrap("Đo\u0323\u0302", 100, 10) == ["Độ"]


@given(st.lists(st.text("abcđộậW0123./-", min_size=1, max_size=40), min_size=1, max_size=12), st.floats(60, 400))
@settings(max_examples=60, derandomize=True, deadline=None)
def test_lines_fit_and_lose_nothing(words: list[str], room: float) -> None:
    whole = " ".join(words)
    for lines in (fonts.wrap(whole, room, 15), fonts.balanced(whole, room, 15)):
        assert "".join(lines).replace(" ", "") == whole.replace(" ", "")
        assert all(fonts.roomy(line, 15) <= room for line in lines)


# --- colors -----------------------------------------------------------------------------------------


def luminance(color: str) -> float:
    channels = [int(color[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio after WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_by_a_known_pair() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_contrast_of_text_and_graphics(theme: str) -> None:
    colors = {name.removeprefix("--chart-"): value for name, value in chart_style.palette(theme).items()}
    text_pairs = [
        ("ink", "ground"),
        ("quiet", "ground"),
        ("strong", "ground"),
        ("on-strong", "strong"),
        ("ink", "soft"),
    ]
    assert [pair for pair in text_pairs if contrast(colors[pair[0]], colors[pair[1]]) < 4.5] == []
    graphics = [("strong", "ground"), ("quiet", "ground"), ("strong", "soft")]
    assert [pair for pair in graphics if contrast(colors[pair[0]], colors[pair[1]]) < 3] == []


def test_every_shape_and_text_takes_its_color_from_the_theme() -> None:
    for role, body in chart_style.rules().items():
        colors = [value for key, value in body.items() if key in ("fill", "stroke") and value != "none"]
        assert all(re.fullmatch(r"var\(--chart-[a-z-]+\)", value) for value in colors), role


def test_the_smallest_text_is_11_px_on_a_phone() -> None:
    sizes = [chart_style.size(role) for role, body in chart_style.rules().items() if "font-size" in body]
    assert min(sizes) * 320 / charts.WIDTH >= 11


# --- pictures ---------------------------------------------------------------------------------------


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("RGB")


def test_pictures_are_twice_as_sharp_and_white(tmp_path: Path) -> None:
    picture = opened(pictures.png(draw(editions.edition(), "rooms"), width=300, cache=tmp_path))
    assert picture.width == 600
    assert picture.getpixel((599, picture.height - 1)) == (255, 255, 255)


def test_the_share_picture_has_the_size_that_networks_ask_for(tmp_path: Path) -> None:
    svg = charts.share(editions.edition(), "grades", editions.wording("vi"), golden_charts.IMPRINT["vi"])
    assert opened(pictures.png(svg, width=0, cache=tmp_path)).size == (1200, 630)


def test_a_share_picture_too_full_shows_the_key_observations() -> None:
    lines = series("s", text("Series"), *(at(f"s-{j}", text(str(2000 + j)), value=j + 1) for j in range(24)))
    record = figure(text("Many"), text("Many years"), {"kind": "bars"}, lines, key_observations=["s-23"])
    svg = charts.share(editions.edition({"many": record}), "many", editions.wording("en"), golden_charts.IMPRINT["en"])
    assert texts(svg, "number") == ["24"]


def test_an_unchanged_picture_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    svg = draw(editions.edition(), "rooms")
    first = pictures.png(svg, width=50, cache=tmp_path)
    monkeypatch.setattr(resvg_py, "svg_to_bytes", _refuse)
    assert pictures.png(svg, width=50, cache=tmp_path) == first
    with pytest.raises(AssertionError):
        pictures.png(svg, width=51, cache=tmp_path)


def _refuse(**_: Any) -> bytes:
    raise AssertionError("drawn again")


def test_text_is_drawn_with_the_pinned_typeface_alone(tmp_path: Path) -> None:
    """The large number is as wide as the typeface says, and no letter of another script is drawn."""
    edition = editions.edition(changed("rooms", "rooms", value=88))
    svg = draw(edition, "rooms")
    picture = opened(pictures.png(svg, width=400, cache=tmp_path))
    root = etree.fromstring(svg.encode())
    number = next(line for group in root.iter(f"{SVG}g") if group.get("class") == "chart-number" for line in group)
    x, y = float(number.get("x")), float(number.get("y"))
    band = picture.crop((0, int(2 * y) - 60, 800, int(2 * y) - 20))
    inked = [
        column
        for column in range(band.width)
        if any(band.getpixel((column, row)) == (11, 92, 107) for row in range(band.height))
    ]
    assert inked[-1] / 2 == pytest.approx(x + fonts.width("88", 92, 600), abs=8)
    foreign = svg.replace(">88<", ">漢字<")
    blank = opened(pictures.png(foreign, width=400, cache=tmp_path)).crop((0, int(2 * y) - 60, 800, int(2 * y) - 20))
    assert blank.getcolors() == [(blank.width * blank.height, (255, 255, 255))]


@pytest.mark.parametrize(("figure_id", "language"), PAIRS)
def test_another_renderer_shows_the_same(figure_id: str, language: Language, tmp_path: Path) -> None:
    """CairoSVG knows neither media queries nor our typeface: every shape is where ours has it, every line is there."""
    svg = draw(editions.edition(), figure_id, language)
    ours = opened(pictures.png(svg, width=200, cache=tmp_path))
    theirs = opened(cairosvg.svg2png(bytestring=svg.encode(), output_width=400, background_color="#ffffff"))
    assert theirs.size == ours.size
    assert 0.8 < _ink(theirs) / _ink(ours) < 1.35
    for x, y, width, height in [*boxes(svg, "strong"), *boxes(svg, "flag")]:
        corner = (int(x + 2), int(y + height - 2))
        assert ours.getpixel(corner) == theirs.getpixel(corner) == (11, 92, 107), f"{width} wide"
    for x, y in _lines(svg):
        line = (int(x), int(y - 11), int(x) + 12, int(y + 1))
        assert _ink(theirs.crop(line)) > 0, f"no text at {line}"


def _ink(picture: Image.Image) -> int:
    counts = picture.convert("L").histogram()
    return sum(counts[:200])


def _lines(svg: str) -> Iterator[tuple[float, float]]:
    """Where lines of text begin."""
    for group in etree.fromstring(svg.encode()).iter(f"{SVG}g"):
        if "chart-middle" not in group.get("class"):
            for line in group:
                yield float(line.get("x")), float(line.get("y"))


def test_shades_differ_in_greyscale(tmp_path: Path) -> None:
    """On a black-and-white printer the two parts of a stack are far apart, and the hatched mark is neither."""
    svg = draw(editions.edition(not_stated("libraries", "school-end")), "libraries")
    picture = opened(pictures.png(svg, width=200, cache=tmp_path)).convert("L")
    (x, y, _, _), (soft_x, soft_y, _, _) = boxes(svg, "strong")[0], boxes(svg, "soft")[0]
    strong, soft = picture.getpixel((int(x + 6), int(y + 6))), picture.getpixel((int(soft_x + 6), int(soft_y + 6)))
    ((gap_x, gap_y, width, height),) = boxes(svg, "gap")
    hatched = picture.crop((int(gap_x + 3), int(gap_y + 3), int(gap_x + width - 3), int(gap_y + height - 3)))
    low, high = hatched.getextrema()
    assert soft - strong > 100
    assert low < 150
    assert high > 240

"""Whole builds of a small project, by its commands: what an edit touches, what a mistake leaves, what releases promise."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from pathlib import Path

import lxml.etree
import lxml.html
import pytest
from playwright.sync_api import Browser

from tests import projects
from tests.browser.server import serving
from tests.projects import FIRST, SECOND, SITE, done, run


def files(folder: Path) -> dict[str, str]:
    """Every file of a folder with the checksum of its content."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*")) if path.is_file()
    }  # fmt: skip


def rows(folder: Path) -> dict[str, dict[str, str]]:
    text = (folder / "data/observations.csv").read_bytes().decode("utf-8")
    return {row["observation_id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def words(folder: Path, address: str) -> str:
    """The words at an address, as one line: of the element with the anchor, or of the whole article."""
    path, _, anchor = address.partition("#")
    page = lxml.html.parse(str(folder / path / "index.html")).getroot()
    element = page.get_element_by_id(anchor) if anchor else page.find(".//main")
    return " ".join(element.text_content().split())


def links(folder: Path, address: str) -> list[str]:
    path, _, anchor = address.partition("#")
    page = lxml.html.parse(str(folder / path / "index.html")).getroot()
    return [link.get("href") for link in page.get_element_by_id(anchor).iter("a")]


def test_a_second_build_changes_no_byte(preview: Path) -> None:
    before = files(preview / "site")
    assert "Nothing changed since the last build." in done(preview, "site")
    assert files(preview / "site") == before
    done(preview, "site", "--output", "again")
    assert files(preview / "again") == before


def test_every_page_has_its_twin(preview: Path) -> None:
    pages = {name for name in files(preview / "site") if name.endswith("index.html")}
    english = {name for name in pages if not name.startswith("vi/")}
    assert {name.removeprefix("vi/") for name in pages - english} == english
    assert {"index.html", "figures/index.html", "figures/stalls/index.html", "statements/index.html", "timeline/index.html",
            "glossary/index.html", "names/index.html", "sources/song-mo/index.html", "method/index.html", "data/index.html",
            "cite/index.html", "about/index.html", "releases/index.html", f"releases/{FIRST}/figures/stalls/index.html"} <= english  # fmt: skip


def test_the_contract_files_are_there(preview: Path) -> None:
    built = files(preview / "site")
    names = {"data.csv", "chart.svg", "chart.png", "cite.bib", "cite.ris", "cite.json"}
    for folder in (
        "figures/stalls",
        "figures/order-in-the-market",
        "vi/figures/stalls",
        "vi/figures/order-in-the-market",
    ):
        assert {f"{folder}/{name}" for name in names} <= built.keys()
    assert {
        "data/observations.csv",
        "data/statements.csv",
        "data/figures.json",
        "data/figures.schema.json",
        "data/datapackage.json",
    } <= built.keys()


def test_observations_csv_has_the_columns_and_values_of_the_contract(preview: Path) -> None:
    header = (preview / "site/data/observations.csv").read_bytes().split(b"\r\n")[0].decode()
    assert header == (
        "observation_id,figure_id,figure_en,figure_vi,series_id,series_en,series_vi,period,period_en,period_vi,value,unit_en,unit_vi,"
        "status,direction,formula,assumes_en,assumes_vi,attribution,evidence,evidence_en,paragraph,moment_evidence,moment_paragraph,"
        "also_in,source_id,url,release_url,release"
    )
    row = rows(preview / "site")
    assert list(row) == [
        "stalls-2001", "stalls-at-report", "vegetable-2001", "vegetable-at-report", "fish-2001", "fish-at-report", "stalls-fewer",
        "warned-2002", "warned-2003", "visitors-trend", "painted",
    ]  # fmt: skip
    assert row["stalls-2001"] == {
        "observation_id": "stalls-2001", "figure_id": "stalls", "figure_en": "Stalls of the market", "figure_vi": "Số quầy của chợ",
        "series_id": "total", "series_en": "All stalls", "series_vi": "Tất cả quầy", "period": "2001", "period_en": "in 2001",
        "period_vi": "năm 2001", "value": "12", "unit_en": "stalls", "unit_vi": "quầy", "status": "stated", "direction": "",
        "formula": "", "assumes_en": "", "assumes_vi": "", "attribution": "reported", "evidence": "chợ có 12 quầy",
        "evidence_en": "the market had 12 stalls", "paragraph": "4", "moment_evidence": "năm 2001", "moment_paragraph": "4",
        "also_in": "", "source_id": "song-mo", "url": "http://127.0.0.1:8000/figures/stalls/#stalls-2001",
        "release_url": f"http://127.0.0.1:8000/releases/{FIRST}/figures/stalls/#stalls-2001", "release": FIRST,
    }  # fmt: skip
    told = {key: (item["value"], item["status"], item["direction"], item["formula"]) for key, item in row.items()}
    assert told["stalls-fewer"] == ("3", "derived", "", "stalls-2001 - stalls-at-report")
    assert told["warned-2002"] == ("", "not-stated", "", "")
    assert told["warned-2003"] == ("0", "stated", "", "")
    assert told["visitors-trend"] == ("", "direction", "up", "")
    assert told["painted"] == ("", "unquantified", "", "")


def test_statements_csv(preview: Path) -> None:
    text = (preview / "site/data/statements.csv").read_bytes().decode("utf-8")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert list(row) == [
        "statement_id", "kind", "text_en", "text_vi", "actor_en", "actor_vi", "addressee_en", "addressee_vi", "attribution", "evidence",
        "evidence_en", "paragraph", "source_id", "url", "release",
    ]  # fmt: skip
    assert row["text_en"] == "The managers ask the commune to pave the yard in front of the 9 stalls anew."
    assert (row["actor_vi"], row["addressee_vi"], row["release"]) == ("Ban quản lý", "xã", FIRST)


def test_the_json_fits_its_schema_and_is_filled(preview: Path) -> None:
    content = json.loads((preview / "site/data/figures.json").read_text(encoding="utf-8"))
    assert content["release"] == FIRST
    assert content["computed"] == {"stalls-fewer": 3}
    assert content["records"]["figures"]["stalls"]["headline"]["en"] == "The market went from 12 stalls to 9"
    assert "{" not in json.dumps(
        [content["records"]["figures"][key]["summary"] for key in content["records"]["figures"]]
    ).replace('{"en"', "")


def test_an_edit_changes_every_place_that_shows_it_and_nothing_else(preview: Path, tmp_path: Path) -> None:
    project = projects.copy_project(tmp_path / "project", preview / "data")
    done(project, "site")
    before = files(project / "site")
    figure = project / "data/figures/stalls.yml"
    projects.edit(figure, "value: 9", "value: 10")
    projects.edit(figure, "value: 4", "value: 5")
    done(project, "site")
    after = files(project / "site")
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    for language in ("", "vi/"):
        assert {f"{language}index.html", f"{language}figures/index.html", f"{language}statements/index.html"} <= changed
        assert {
            f"{language}figures/stalls/{name}" for name in ("index.html", "chart.svg", "chart.png", "data.csv")
        } <= changed
    assert "data/observations.csv" in changed
    untouched = (
        "figures/order-in-the-market/index.html",
        f"releases/{FIRST}/figures/stalls/index.html",
        "figures/order-in-the-market/chart.svg",
    )
    assert not changed & {*untouched, *(f"vi/{name}" for name in untouched), "glossary/index.html"}
    site = project / "site"
    assert words(site, "figures/stalls/#stalls-at-report").startswith("10 stalls")
    assert "draft" in words(site, "figures/stalls/#stalls-at-report")
    assert "bản nháp" in words(site, "vi/figures/stalls/#stalls-at-report")
    assert "draft" not in words(site, "figures/stalls/#stalls-2001").lower()
    row = rows(site)
    assert (
        row["stalls-at-report"]["value"],
        row["stalls-at-report"]["release"],
        row["stalls-at-report"]["release_url"],
    ) == ("10", "draft", "")
    assert (row["stalls-fewer"]["value"], row["stalls-fewer"]["release"]) == ("2", "draft")
    assert row["stalls-2001"]["release"] == FIRST
    page = lxml.html.parse(str(site / "figures/stalls/index.html")).getroot()
    assert not page.get_element_by_id("stalls-at-report").xpath('.//details[contains(@class, "cite")]')
    assert page.get_element_by_id("stalls-2001").xpath('.//details[contains(@class, "cite")]')
    description = page.xpath('//figure//*[local-name()="desc"]')[0].text
    assert "10" in description
    for address in ("figures/", "statements/#pave-the-yard"):
        assert "10 draft" in words(site, address), address
    assert "9 draft" not in words(site, "figures/")
    assert "Draft: new, or edited since the last release." in words(site, "statements/#pave-the-yard")
    assert not any(name in after for name in ("figures/stalls/cite.bib", "figures/stalls/cite/stalls-at-report.bib"))


MISTAKES = [
    (
        "figures/stalls.yml",
        "counted:\n  en: Stalls that pay rent.\n  vi: Các quầy có thuê chỗ.",
        "counted:\n  en: Stalls that pay rent.",
        "Add the Vietnamese text",
    ),
    ("figures/stalls.yml", "sequence: true", "sequense: true", "Did you mean `sequence`?"),
    ("figures/stalls.yml", "value: 7", "value: 8", "the sum must hold"),
    (
        "figures/stalls.yml",
        "phrase: 7 quầy rau",
        "phrase: 8 quầy rau",
        "Copy the words exactly as the article has them",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), MISTAKES, ids=["translation", "key", "sum", "phrase"])
def test_a_mistake_stops_the_build_and_leaves_the_site(
    file: str, old: str, new: str, message: str, preview: Path, tmp_path: Path
) -> None:
    project = projects.copy_project(tmp_path / "project", preview / "data")
    (project / "site").mkdir()
    (project / "site/index.html").write_text("the last good site")
    projects.edit(project / "data" / file, old, new)
    result = run(project, "site")
    assert result.returncode == 1
    assert re.search(rf"^data/{file}:\d+:\d+: ", result.stderr, re.MULTILINE)
    assert message in result.stderr
    assert files(project / "site").keys() == {"index.html"}
    assert list((project / "docs/en").iterdir()) == []


def test_publish_refuses_drafts_and_an_unset_address(preview: Path, tmp_path: Path) -> None:
    project = projects.copy_project(tmp_path / "project", preview / "data")
    result = run(project, "publish")
    assert result.returncode == 1
    assert "SITE_URL is not set" in result.stderr
    projects.edit(project / "data/figures/order-in-the-market.yml", 'period: "2003"', 'period: "2002"')
    result = run(project, "publish", SITE_URL=SITE)
    assert result.returncode == 1
    assert "`warned-2003` is a draft (correction). Run `make release` first." in result.stderr
    assert not (project / "public").exists()


# --- the contract's table of drafts, releases and corrections ---------------------------------------


def test_unchanged_values_cite_the_second_release(twice: Path) -> None:
    assert "Release 1 February 2030" in words(twice / "public", "figures/stalls/#stalls-2001")
    assert f"../../releases/{SECOND}/figures/stalls/#stalls-2001" in links(
        twice / "public", "figures/stalls/#stalls-2001"
    )
    assert (
        rows(twice / "public")["stalls-2001"]["release_url"] == f"{SITE}releases/{SECOND}/figures/stalls/#stalls-2001"
    )
    assert "Still current in release 1 February 2030." in words(
        twice / "public", f"releases/{FIRST}/figures/stalls/#stalls-2001"
    )
    assert "Release 1 February 2030, the latest: current." in words(
        twice / "public", f"releases/{SECOND}/figures/stalls/#stalls-2001"
    )


def test_a_corrected_value_says_so_at_both_addresses(twice: Path) -> None:
    living = words(twice / "public", "figures/stalls/#stalls-at-report")
    assert living.startswith("10 stalls")
    assert "Corrected on 1 February 2030: 9 → 10. We misread the note." in living
    assert "Đính chính ngày 01/02/2030: 9 → 10. Chúng tôi đọc nhầm." in words(
        twice / "public", "vi/figures/stalls/#stalls-at-report"
    )
    address = f"releases/{FIRST}/figures/stalls/#stalls-at-report"
    frozen = words(twice / "public", address)
    assert frozen.startswith("9 stalls")
    assert "Superseded in release 1 February 2030: 9 → 10. We misread the note." in frozen
    assert {
        f"../../../{SECOND}/figures/stalls/#stalls-at-report",
        "../../../../figures/stalls/#stalls-at-report",
    } <= set(links(twice / "public", address))


def test_a_statement_with_a_corrected_value_says_so_too(twice: Path) -> None:
    living = words(twice / "public", "statements/#pave-the-yard")
    assert "in front of the 10 stalls anew." in living
    assert "Corrected on 1 February 2030: 9 → 10. We misread the note." in living
    frozen = words(twice / "public", f"releases/{FIRST}/statements/#pave-the-yard")
    assert "in front of the 9 stalls anew." in frozen
    assert "Superseded in release 1 February 2030: 9 → 10. We misread the note." in frozen


def test_a_withdrawn_value_keeps_its_anchor_and_says_why(twice: Path) -> None:
    living = words(twice / "public", "figures/order-in-the-market/#painted")
    assert living.startswith("withdrawn")
    assert "Withdrawn on 1 February 2030. The note does not say so." in living
    frozen = words(twice / "public", f"releases/{FIRST}/figures/order-in-the-market/#painted")
    assert frozen.startswith("many")
    assert "Withdrawn in release 1 February 2030. The note does not say so." in frozen
    assert "painted" not in rows(twice / "public")


def test_the_list_of_differences_shows_exactly_what_changed(twice: Path) -> None:
    page = lxml.html.parse(str(twice / "public/releases/index.html")).getroot()
    (table,) = page.xpath('//table[contains(@class, "changes")]')
    told = [[" ".join(cell.text_content().split()) for cell in row.iter("td")] for row in table.iter("tr")]
    assert told == [
        [],
        ["Stalls of the market: All stalls, on the day of the report", "correction", "9 → 10", "We misread the note."],
        [
            "Stalls of the market: Vegetable stalls, on the day of the report",
            "correction",
            "4 → 5",
            "We misread the note.",
        ],
        ["Stalls of the market: Fewer stalls, between the two counts", "correction", "3 → 2", "We misread the note."],
        [
            "Order in the market: Stalls painted, no date given",
            "withdrawal",
            "many → withdrawn",
            "The note does not say so.",
        ],
    ]


def test_the_chart_prints_the_release_in_which_its_figure_last_changed(twice: Path) -> None:
    texts = {
        name: (twice / f"public/figures/{name}/chart.svg").read_text(encoding="utf-8")
        for name in ("stalls", "order-in-the-market")
    }
    assert "Release 1 February 2030" in texts["stalls"]
    first = twice / f"public/releases/{FIRST}/figures/stalls/index.html"
    assert "Release 1 January 2030" in re.search(r"<svg.*</svg>", first.read_text(encoding="utf-8"), re.DOTALL)[0]  # type: ignore[index]


def test_links_copied_before_still_open_at_the_observation(twice: Path) -> None:
    release = json.loads((twice / f"data/releases/{FIRST}.json").read_text(encoding="utf-8"))
    for figure_id, figure in release["records"]["figures"].items():
        for series in figure["series"]:
            for observation in series["observations"]:
                for prefix in ("", "vi/", f"releases/{FIRST}/", f"vi/releases/{FIRST}/"):
                    assert words(twice / "public", f"{prefix}figures/{figure_id}/#{observation['id']}")


def test_the_feed_has_both_releases(twice: Path) -> None:
    feed = lxml.etree.parse(str(twice / "public/releases/feed.xml"))
    space = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.xpath("//a:entry/a:id/text()", namespaces=space) == [
        f"{SITE}releases/{SECOND}/",
        f"{SITE}releases/{FIRST}/",
    ]
    assert feed.xpath("//a:entry/a:summary/text()", namespaces=space) == ["A correction.", "First release."]


# --- more than one article --------------------------------------------------------------------------


def test_a_second_article_is_only_more_yaml(tmp_path: Path) -> None:
    live = tmp_path / "live"
    (live / "data").mkdir(parents=True)
    for folder in ("sources", "figures", "statements", "terms", "names", "events", "verified"):
        (live / "data" / folder).mkdir()
        for origin in (projects.ROOT / "data" / folder, projects.SMALL / "data" / folder):
            for path in sorted(origin.glob("*")):
                (live / "data" / folder / path.name).write_bytes(path.read_bytes())
    for name in ("site.yml", "redirects.yml"):
        (live / "data" / name).write_bytes((projects.ROOT / "data" / name).read_bytes())
    project = projects.copy_project(tmp_path / "project", live / "data")
    done(project, "site")
    site = project / "site"
    assert "An invented note about an invented market." in words(site, "sources/song-mo/")
    for figure_id in ("stalls", "order-in-the-market"):
        assert f"figures/{figure_id}/index.html" in files(site)
        assert links_to(site / "figures/index.html", f"{figure_id}/")
    assert rows(site)["stalls-2001"]["source_id"] == "song-mo"
    assert links_to(site / "sources/index.html", "song-mo/")


def links_to(page: Path, target: str) -> bool:
    return any(link.get("href") == target for link in lxml.html.parse(str(page)).getroot().iter("a"))


# --- addresses that moved, copies kept elsewhere ----------------------------------------------------


def test_an_address_that_moved_leads_on(tmp_path: Path, browser: Browser) -> None:
    """A figure, one of its observations, an observation of another figure and a term get other ids."""
    project = projects.copy_project(tmp_path / "project")
    done(project, "release", "--date", FIRST)
    (project / "data/figures/stalls.yml").rename(project / "data/figures/market-stalls.yml")
    for name in ("data/figures/order-in-the-market.yml", "data/statements/pave-the-yard.yml", "data/terms/stall.yml"):
        path = project / name
        path.write_text(path.read_text(encoding="utf-8").replace("[stalls]\n", "[market-stalls]\n"), encoding="utf-8")
    (project / "data/terms/stall.yml").write_text(
        (project / "data/terms/stall.yml").read_text().replace("[market-stalls]", "[stalls]")
    )
    (project / "data/terms/stall.yml").rename(project / "data/terms/market-stall.yml")
    projects.edit(project / "data/figures/market-stalls.yml", "terms: [stall]", "terms: [market-stall]")
    projects.edit(
        project / "data/figures/order-in-the-market.yml",
        "- id: painted\n        status",
        "- id: repainted\n        status",
    )
    projects.edit(project / "data/figures/market-stalls.yml", "- id: fish-2001", "- id: fish-then")
    for name, old, new in (
        ("figures/market-stalls", "+ fish-2001 =", "+ fish-then ="),
        ("sources/song-mo", "fish-2001", "fish-then"),
        ("sources/song-mo", "painted", "repainted"),
    ):
        path = project / f"data/{name}.yml"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    moves = [
        ("figures/stalls/", "figures/market-stalls/"),
        ("figures/stalls/#fish-2001", "figures/market-stalls/#fish-then"),
        ("figures/order-in-the-market/#painted", "figures/order-in-the-market/#repainted"),
        ("glossary/#stall", "glossary/#market-stall"),
    ]
    lines = "".join(f"  - {{old: {old}, new: {new}, reason: {{en: Renamed., vi: Đổi tên.}}}}\n" for old, new in moves)
    (project / "data/redirects.yml").write_text(f"redirects:\n{lines}", encoding="utf-8")
    (project / "data/next-release.yml").write_text(
        "note: {en: Names., vi: Tên.}\nreasons:\n  painted: {en: A name., vi: Tên.}\n  fish-2001: {en: A name., vi: Tên.}\n"
    )
    done(project, "release", "--date", SECOND)
    done(project, "site")
    site = project / "site"
    built = files(site)
    for language in ("", "vi/"):
        moved = (site / f"{language}figures/stalls/index.html").read_text(encoding="utf-8")
        assert 'content="0; url=../market-stalls/"' in moved
        assert links(site, f"{language}glossary/#stall") == ["#market-stall"]
        for name in ("chart.svg", "chart.png", "data.csv", "cite.bib", "cite/stalls-2001.ris"):
            assert built[f"{language}figures/stalls/{name}"] == built[f"{language}figures/market-stalls/{name}"]
    told = words(site, "releases/")
    assert "figures/stalls/ → figures/market-stalls/moved–Renamed." in told
    assert "Stalls of the market: All stalls, in 2001moved12 → 12" in told
    with serving(site) as base:
        page = browser.new_page()
        for old, new in (
            ("figures/stalls/", "figures/market-stalls/"),
            ("vi/figures/stalls/#stalls-2001", "vi/figures/market-stalls/#stalls-2001"),
            ("figures/stalls/#fish-2001", "figures/market-stalls/#fish-then"),
        ):
            page.goto(base + old)
            page.wait_for_url(base + new)
        page.close()


def test_copies_of_a_release_are_shown_beside_it(preview: Path, tmp_path: Path) -> None:
    project = projects.copy_project(tmp_path / "project", preview / "data")
    (project / "data/deposits").mkdir()
    (project / f"data/deposits/{FIRST}.yml").write_text(
        "doi: 10.1234/abc\ncopies:\n  - name: {en: An archive, vi: Một kho lưu trữ}\n    url: https://archive.example/1\n"
        '    date: "2030-01-05"\n',
        encoding="utf-8",
    )
    done(project, "site")
    page = lxml.html.parse(str(project / "site/releases/index.html")).getroot()
    assert {"https://doi.org/10.1234/abc", "https://archive.example/1"} <= {link.get("href") for link in page.iter("a")}

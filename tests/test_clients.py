"""Programs that nobody here wrote read the files of a built site."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import bibtexparser
import extruct
import feedparser
import frictionless
import jsonschema
import lxml.etree
import pybtex.database
import pypandoc
import pytest
import rispy

from tests.projects import FIRST, SECOND, SITE


@pytest.mark.parametrize(
    ("folder", "title"), [("", "The Market Record: releases"), ("vi/", "Hồ sơ chợ: các phiên bản công bố")]
)
def test_feedparser_reads_the_feed(twice: Path, folder: str, title: str) -> None:
    feed = feedparser.parse((twice / f"public/{folder}releases/feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.feed.title == title
    assert [entry.id for entry in feed.entries] == [
        f"{SITE}{folder}releases/{SECOND}/",
        f"{SITE}{folder}releases/{FIRST}/",
    ]
    assert [entry.updated for entry in feed.entries] == [f"{SECOND}T00:00:00Z", f"{FIRST}T00:00:00Z"]
    assert "9 → 10" in feed.entries[0].content[0].value


def test_frictionless_validates_the_data_package(twice: Path) -> None:
    report = frictionless.validate(str(twice / "public/data/datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert [(task.name, task.stats["rows"]) for task in report.tasks] == [("observations", 10), ("statements", 1)]


def test_figures_json_fits_the_schema_beside_it(twice: Path) -> None:
    folder = twice / "public/data"
    schema = json.loads((folder / "figures.schema.json").read_text(encoding="utf-8"))
    content = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(content, schema, cls=jsonschema.Draft202012Validator)
    content["records"]["figures"]["stalls"]["titel"] = content["records"]["figures"]["stalls"].pop("title")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, schema, cls=jsonschema.Draft202012Validator)


def test_the_sitemap_lists_every_page_with_its_twin(twice: Path) -> None:
    tree = lxml.etree.parse(str(twice / "public/sitemap.xml"))
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    addresses = tree.xpath("//s:loc/text()", namespaces=space)
    assert {SITE, f"{SITE}vi/", f"{SITE}figures/stalls/", f"{SITE}vi/releases/{FIRST}/figures/stalls/"} <= set(
        addresses
    )
    for entry in tree.xpath("//s:url", namespaces=space):
        alternates = entry.xpath("x:link/@href", namespaces=space)
        assert set(alternates) <= set(addresses)
        assert len(alternates) >= 2


@pytest.mark.parametrize(("folder", "title"), [("", "Stalls of the market"), ("vi/", "Số quầy của chợ")])
def test_extruct_reads_a_figure_page(twice: Path, folder: str, title: str) -> None:
    page = (twice / f"public/{folder}figures/stalls/index.html").read_text(encoding="utf-8")
    frozen = f"{SITE}{folder}releases/{SECOND}/figures/stalls/"
    found = extruct.extract(page, base_url=SITE, errors="strict")
    (dataset,) = [item for item in found["json-ld"] if item["@type"] == "Dataset"]
    assert (dataset["name"], dataset["version"], dataset["identifier"]) == (title, SECOND, frozen)
    assert dataset["isBasedOn"]["@type"] == "NewsArticle"
    assert {item["propertyID"] for item in dataset["variableMeasured"]} == {"total", "vegetable", "fish", "fewer"}
    assert dict(found["opengraph"][0]["properties"])["og:title"] == title
    core = {item["name"]: item["content"] for item in found["dublincore"][0]["elements"]}
    assert (core["DC.title"], core["DC.identifier"]) == (title, frozen)
    assert f'<meta name="citation_public_url" content="{frozen}"' in page
    assert f'<link rel="canonical" href="{SITE}{folder}figures/stalls/"' in page


@pytest.mark.parametrize("folder", ["", "vi/"])
@pytest.mark.parametrize("stem", ["cite", "cite/stalls-at-report", "cite/stalls-fewer"])
def test_reference_managers_read_the_files(twice: Path, folder: str, stem: str) -> None:
    place = twice / f"public/{folder}figures/stalls"
    texts = {kind: (place / f"{stem}.{kind}").read_bytes().decode() for kind in ("bib", "ris", "json")}
    anchor = "" if stem == "cite" else f"#{stem.removeprefix('cite/')}"
    address = f"{SITE}{folder}releases/{SECOND}/figures/stalls/{anchor}"
    library = bibtexparser.parse_string(texts["bib"])
    assert (len(library.entries), library.failed_blocks) == (2, [])
    assert library.entries[0]["url"] == address
    assert len(pybtex.database.parse_string(texts["bib"], "bibtex").entries) == 2
    assert [entry["type_of_reference"] for entry in rispy.loads(texts["ris"])] == ["ELEC", "NEWS"]
    read = json.loads(pypandoc.convert_text(texts["json"], "csljson", "csljson"))
    assert [item["type"] for item in read] == ["webpage", "article-newspaper"]
    assert read[0]["URL"] == address


def test_cffconvert_validates_the_citation_of_the_site_and_of_the_repository(twice: Path, tmp_path: Path) -> None:
    site, repository = twice / "public/data/CITATION.cff", twice / "CITATION.cff"
    for path in (site, repository):
        assert f'version: "{SECOND}"' in path.read_text(encoding="utf-8")
        assert _cffconvert(path).returncode == 0
    wrong = tmp_path / "CITATION.cff"
    wrong.write_text(site.read_text(encoding="utf-8").replace("title:", "titel:", 1), encoding="utf-8")
    assert _cffconvert(wrong).returncode != 0


def _cffconvert(path: Path) -> subprocess.CompletedProcess[bytes]:
    command = [Path(sys.executable).with_name("cffconvert"), "--validate", "--infile", path]
    return subprocess.run(command, capture_output=True, check=False)

"""Programs that nobody here wrote read the files of a built site."""

from __future__ import annotations

import json
from pathlib import Path

import feedparser
import frictionless
import jsonschema
import lxml.etree
import pytest

from tests.projects import FIRST, SECOND, SITE


@pytest.mark.parametrize(("folder", "title"), [("", "The Market Record: releases"), ("vi/", "Hồ sơ chợ: các phiên bản công bố")])
def test_feedparser_reads_the_feed(twice: Path, folder: str, title: str) -> None:
    feed = feedparser.parse((twice / f"public/{folder}releases/feed.xml").read_bytes())
    assert not feed.bozo
    assert feed.feed.title == title
    assert [entry.id for entry in feed.entries] == [f"{SITE}{folder}releases/{SECOND}/", f"{SITE}{folder}releases/{FIRST}/"]
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
    assert {SITE, f"{SITE}vi/", f"{SITE}figures/stalls/", f"{SITE}vi/releases/{FIRST}/figures/stalls/"} <= set(addresses)
    for entry in tree.xpath("//s:url", namespaces=space):
        alternates = entry.xpath("x:link/@href", namespaces=space)
        assert set(alternates) <= set(addresses)
        assert len(alternates) >= 2

"""Every file of the built site, without a browser: links and anchors, languages, headings, budgets of bytes."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest

FIRST_VISIT = 120_000
"""Bytes over the wire for the first figure page that somebody opens, with type and the whole search index."""


class Outline(HTMLParser):
    """What the tests ask of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.resources: list[str] = []
        self.headings: list[int] = []
        self.language = ""
        self.inline_style = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload", "alternate"):
            self.resources.append(given["href"])
        if tag in ("script", "img") and "src" in given:
            self.resources.append(given["src"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "html":
            self.language = given.get("lang", "")
        self.inline_style += "style" in given or tag == "style"


@cache
def outline(path: Path) -> Outline:
    reader = Outline()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


@pytest.fixture(scope="module")
def pages(site: Path) -> list[Path]:
    found = sorted(path for path in site.rglob("*.html") if path.name != "404.html")
    assert found
    return found


def _resolve(site: Path, page: Path, link: str) -> tuple[Path, str]:
    parts = urlsplit(link)
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if target.is_dir():
        target /= "index.html"
    return target, unquote(parts.fragment)


def test_every_link_and_anchor_inside_the_site_resolves(site: Path, pages: list[Path]) -> None:
    broken = []
    for page in pages:
        for link in outline(page).links + outline(page).resources:
            if urlsplit(link).scheme:
                continue
            target, anchor = _resolve(site.resolve(), page.resolve(), link)
            missing = not target.is_file() or not target.is_relative_to(site.resolve())
            if missing or (anchor and target.suffix == ".html" and anchor not in outline(target).ids):
                broken.append(f"{page.relative_to(site)} → {link}")
    assert broken == []


def test_no_page_names_a_file_of_the_local_address(site: Path, pages: list[Path]) -> None:
    """Inside the site links are relative, so that it works under any base path."""
    local = [
        f"{page.relative_to(site)} → {link}"
        for page in pages
        for link in outline(page).links + [item for item in outline(page).resources if not item.endswith("/")]
        if link.startswith(("/", "http://127.0.0.1", "file:")) and "alternate" not in link
    ]
    assert local == []


def test_ids_are_unique_on_every_page(site: Path, pages: list[Path]) -> None:
    repeated = {
        str(page.relative_to(site)): [name for name, count in Counter(outline(page).ids).items() if count > 1]
        for page in pages
    }
    assert {page: names for page, names in repeated.items() if names} == {}


def test_every_page_has_its_twin_and_the_switch_leads_there(site: Path, pages: list[Path]) -> None:
    for page in pages:
        name = page.relative_to(site).as_posix()
        vietnamese = name.startswith("vi/")
        assert outline(page).language == ("vi" if vietnamese else "en"), name
        twin = site / (name.removeprefix("vi/") if vietnamese else f"vi/{name}")
        assert twin.is_file(), name
        if 'http-equiv="refresh"' in page.read_text(encoding="utf-8"):
            continue
        switch = re.search(r'<a[^>]*href="([^"]+)" hreflang="(en|vi)"', page.read_text(encoding="utf-8"))
        assert switch, name
        assert _resolve(site.resolve(), page.resolve(), switch[1])[0] == twin.resolve(), name
        assert switch[2] == ("en" if vietnamese else "vi"), name


def test_headings_are_in_order(site: Path, pages: list[Path]) -> None:
    for page in pages:
        levels = outline(page).headings
        if levels:
            assert levels[0] == 1, page
            assert levels.count(1) == 1, page
            assert all(after - before <= 1 for before, after in pairwise(levels)), page


def test_every_page_has_a_strict_policy_and_keeps_it(site: Path, pages: list[Path]) -> None:
    for page in [*pages, site / "404.html"]:
        html = page.read_text(encoding="utf-8")
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
        assert policy, page
        assert policy[1].startswith("default-src 'none'"), page
        assert "unsafe" not in policy[1], page
        assert outline(page).inline_style == 0, page
        assert not re.search(r"\son[a-z]+=", re.sub(r"(?s)<script.*?</script>", "", html)), page


def test_no_label_was_left_unfilled(site: Path, pages: list[Path]) -> None:
    assert [page for page in [*pages, site / "404.html"] if "⟦" in page.read_text(encoding="utf-8")] == []


def test_sitemap_lists_every_living_page_with_its_twin(site: Path, pages: list[Path]) -> None:
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    entries = {
        url.findtext("s:loc", "", spaces): {link.get("href") for link in url.findall("x:link", spaces)}
        for url in ElementTree.parse(site / "sitemap.xml").getroot()
    }
    home = min(entries, key=len)
    living = [page for page in pages if "md-container" in page.read_text(encoding="utf-8")]
    assert {home + page.relative_to(site).as_posix().removesuffix("index.html") for page in living} <= set(entries)
    for address, alternates in entries.items():
        assert address in alternates
        assert alternates <= set(entries)


def _wire(path: Path) -> int:
    """Bytes as a compressing host sends them."""
    content = path.read_bytes()
    return len(content) if path.suffix in (".woff2", ".png") else len(gzip.compress(content, 9))


@pytest.mark.parametrize("language", ["", "vi/"])
def test_first_visit_of_a_figure_page_is_light(site: Path, language: str) -> None:
    fonts = sorted((site / "assets/fonts").glob("*.woff2"))
    for page in sorted(site.glob(f"{language}figures/*/index.html")):
        resources = {
            _resolve(site.resolve(), page.resolve(), link)[0]
            for link in outline(page).resources
            if not urlsplit(link).scheme
        }
        files = {
            page.resolve(),
            *resources,
            *(font.resolve() for font in fonts),
            (site / language / "search/search_index.json").resolve(),
        }
        weight = sum(map(_wire, files))
        assert weight < FIRST_VISIT, (page, weight)


def test_nothing_is_uploaded_that_no_page_needs(site: Path) -> None:
    assets = {path.relative_to(site / "assets").as_posix() for path in (site / "assets").rglob("*") if path.is_file()}
    assert {name.split("/")[0] for name in assets} == {"fonts", "images", "javascripts", "stylesheets"}
    assert not (site / "vi/assets").exists()
    assert not list(site.rglob("*.map")) + list(site.rglob("*.gz"))

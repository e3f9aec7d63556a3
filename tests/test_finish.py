"""Finished HTML, on small pages written down here."""

from __future__ import annotations

import hashlib
import json
import zipfile
from base64 import b64encode
from pathlib import Path

import pytest

from scripts import finish, search_index
from scripts.records import LANGUAGES, Language, Text
from scripts.wording import Wording

BASE = "https://example.org/record/"
TITLE = Text(en="Hills & Dales", vi="Đồi và thung lũng")
LABELS = {"theme.menu": Text(en="Menu", vi="Mục lục")}
WORDS: dict[Language, Wording] = {language: Wording(language, LABELS) for language in LANGUAGES}

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>⟦site⟧</title>
<link rel="canonical" href="https://example.org/record/{path}">
<link rel="stylesheet" href="{up}assets/stylesheets/record.css"></head>
<body><input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">
<label class="md-overlay" for="__drawer"></label>
<div class="md-container"><main><article>{body}</article></main></div>
<div class="md-dialog" data-md-component="dialog">
  <div class="md-dialog__inner md-typeset"></div>
</div><button>⟦menu⟧ ⟦vi:menu⟧</button></body></html>"""


def a_page(path: str, up: str, body: str) -> str:
    return PAGE.replace("{path}", path).replace("{up}", up).replace("{body}", body)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A home page and a page `hills/` in both languages, a frozen page, a page for what is missing, and assets."""
    files = {
        "index.html": a_page("", "", "<h1>Home</h1>"),
        "hills/index.html": a_page("hills/", "../", '<h1>Hills</h1><p>Three <a href="../">hills</a>.</p>'),
        "vi/index.html": a_page("vi/", "", "<h1>Trang chủ</h1>"),
        "vi/hills/index.html": a_page("vi/hills/", "../", "<h1>Đồi</h1>"),
        "old/index.html": '<html><head><meta charset="utf-8"><link rel="canonical" href="https://example.org/record/hills/">'
        "</head><body>moved</body></html>",
        "404.html": a_page(
            "x", "/record/", '<base href="/record/"><a href="/record/vi/">vi</a><a href="/record/">en</a>'
        ),
        "vi/404.html": "",
        "assets/stylesheets/main.abc.min.css": '@charset "UTF-8";a{color:red}',
        "assets/stylesheets/palette.abc.min.css": "",
        "assets/stylesheets/record.css": "b{}",
        "assets/javascripts/bundle.abc.min.js": "",
        "assets/javascripts/lunr/min/lunr.vi.min.js": "",
        "assets/javascripts/search.js": "//",
        "vi/assets/stylesheets/record.css": "b{}",
        "sitemap.xml.gz": "",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def run(site: Path, *, policy: bool = True) -> dict[str, str]:
    finish.finish(site, base=BASE, words=WORDS, title=TITLE, policy=policy)
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8", "replace")
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def test_labels_and_the_name_of_the_site_are_filled_in(site: Path) -> None:
    files = run(site)
    assert "<title>Hills &amp; Dales</title>" in files["hills/index.html"]
    assert "<button>Menu Mục lục</button>" in files["hills/index.html"]
    assert "<title>Đồi và thung lũng</title>" in files["vi/hills/index.html"]
    assert "<button>Mục lục Mục lục</button>" in files["vi/hills/index.html"]


def test_a_label_that_does_not_exist_stops_the_build() -> None:
    with pytest.raises(KeyError, match=r"theme\.nonsense"):
        finish.fill("⟦nonsense⟧", "en", WORDS, TITLE)


def test_the_leftovers_of_the_theme_are_removed(site: Path) -> None:
    files = run(site)
    assert "md-toggle" not in files["index.html"]
    assert "md-overlay" not in files["index.html"]
    assert "md-dialog" not in files["index.html"]
    assert [name for name in files if "assets/" in name] == [
        "assets/javascripts/search.js",
        "assets/stylesheets/main.abc.min.css",
        "assets/stylesheets/record.css",
    ]
    assert files["assets/stylesheets/main.abc.min.css"] == "@layer material{a{color:red}}"
    assert "sitemap.xml.gz" not in files
    assert "vi/404.html" not in files


def test_both_languages_share_the_assets_of_the_english_site(site: Path) -> None:
    files = run(site)
    assert 'href="../assets/stylesheets/record.css"' in files["hills/index.html"]
    assert 'href="../assets/stylesheets/record.css"' in files["vi/index.html"]
    assert 'href="../../assets/stylesheets/record.css"' in files["vi/hills/index.html"]


def test_pages_with_a_twin_name_both_languages(site: Path) -> None:
    files = run(site)
    links = (
        '<link rel="alternate" hreflang="en" href="https://example.org/record/hills/">'
        '<link rel="alternate" hreflang="vi" href="https://example.org/record/vi/hills/">'
        '<link rel="alternate" hreflang="x-default" href="https://example.org/record/hills/"></head>'
    )
    assert links in files["hills/index.html"]
    assert links in files["vi/hills/index.html"]
    assert "hreflang" not in files["old/index.html"]


def test_the_policy_allows_the_inline_scripts_of_the_page_and_no_others() -> None:
    code = 'alert("1")'
    html = f'<meta charset="utf-8"><script>{code}</script><script type="application/ld+json">{{}}</script><script src="x"></script>'
    digest = b64encode(hashlib.sha256(code.encode()).digest()).decode()
    assert finish.with_policy(html).startswith(
        '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="'
        f"default-src 'none'; script-src 'self' 'sha256-{digest}'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; base-uri 'self'; form-action 'none'\"><script>"
    )


def test_a_preview_that_reloads_itself_has_no_policy(site: Path) -> None:
    assert "Content-Security-Policy" not in "".join(run(site, policy=False).values())


def test_every_page_gets_the_policy_once(site: Path) -> None:
    run(site)
    for name, html in run(site).items():
        if name.endswith(".html"):
            assert html.count("Content-Security-Policy") == 1, name


def test_finishing_twice_changes_nothing(site: Path) -> None:
    assert run(site) == run(site)


def test_the_page_for_unknown_addresses_is_relative_to_its_base(site: Path) -> None:
    html = run(site)["404.html"]
    assert '<base href="/record/"><a href="vi/">vi</a><a href="">en</a>' in html
    assert 'href="assets/stylesheets/record.css"' in html


def test_sitemap_lists_pages_that_are_their_own_canonical_address(site: Path) -> None:
    sitemap = run(site)["sitemap.xml"]
    assert [line.split("<loc>")[1].split("</loc>")[0] for line in sitemap.splitlines() if "<loc>" in line] == [
        "https://example.org/record/hills/",
        "https://example.org/record/",
        "https://example.org/record/vi/hills/",
        "https://example.org/record/vi/",
    ]
    assert '<xhtml:link rel="alternate" hreflang="vi" href="https://example.org/record/vi/hills/"/>' in sitemap


# --- the search index ---

GLOSSARY = """<p>before</p><article class="md-content__inner"><nav>Home</nav><h1 id="g">Words &amp; <em>more</em><a class="headerlink" href="#g">#</a></h1>
<p>What they   mean.</p><h2 id="hill">hill</h2><p class="term-twin">Vietnamese: <b lang="vi">đồi</b> · short: <b lang="vi">Đ</b></p><p>A small mountain.</p>
<h2 id="empty">Nothing here</h2><figure>chart</figure><div data-search-exclude>left out</div><p class="where">paragraph 3</p>
<h2 id="values">Values</h2><table><thead><tr><th>Value</th></tr></thead><tbody>
<tr id="hills-2020" data-search-title="Hills, 2020: 3"><td>3<br>hills</td><td>stated</td><td><button>Copy</button></td></tr></tbody></table><p>After.</p></article><p>after</p>"""
TWIN = '<article><h1>Từ ngữ</h1><p>x</p><h2 id="hill">đồi</h2><p>x</p><tr id="hills-2020" data-search-title="Đồi, 2020: 3"><td>3</td></tr></article>'


def test_a_page_gives_entries_for_itself_its_sections_and_its_records() -> None:
    found = [(entry.anchor, entry.title, entry.text, entry.names) for entry in search_index.entries(GLOSSARY)]
    assert found == [
        ("", "Words & more", "What they mean.", []),
        ("hill", "hill", "A small mountain.", ["đồi", "Đ"]),
        ("values", "Values", "After.", []),
        ("hills-2020", "Hills, 2020: 3", "3 hills · stated", []),
    ]


def test_the_index_names_things_in_the_other_language_too() -> None:
    assert json.loads(search_index.index({"glossary/": GLOSSARY}, {"glossary/": TWIN})) == {
        "docs": [
            {"location": "glossary/", "title": "Words & more", "text": "What they mean.", "also": ["Từ ngữ"]},
            {"location": "glossary/#hill", "title": "hill", "text": "A small mountain.", "also": ["đồi", "Đ"]},
            {"location": "glossary/#values", "title": "Values", "text": "After."},
            {
                "location": "glossary/#hills-2020",
                "title": "Hills, 2020: 3",
                "text": "3 hills · stated",
                "also": ["Đồi, 2020: 3"],
            },
        ]
    }


def test_each_language_has_an_index_of_its_own(site: Path) -> None:
    files = run(site)
    assert json.loads(files["search/search_index.json"])["docs"][1] == {
        "location": "hills/", "title": "Hills", "text": "Three hills.", "also": ["Đồi"],
    }  # fmt: skip
    assert json.loads(files["vi/search/search_index.json"])["docs"][1] == {
        "location": "hills/", "title": "Đồi", "also": ["Hills"],
    }  # fmt: skip


# --- the copy for reading from disk ---


@pytest.mark.parametrize(
    ("link", "named"),
    [
        ("", ""),
        (".", "./index.html"),
        ("..", "../index.html"),
        ("../../hills/", "../../hills/index.html"),
        ("../hills/#three", "../hills/index.html#three"),
        ("hills/", "hills/index.html"),
        ("#three", "#three"),
        ("data.csv", "data.csv"),
        ("../chart.svg", "../chart.svg"),
        ("https://example.org/hills/", "https://example.org/hills/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_links_of_the_copy_name_files(link: str, named: str) -> None:
    assert finish.from_disk(f'<a class="x" href="{link}">') == f'<a class="x" href="{named}">'


def test_what_is_of_use_online_only_is_left_out_of_the_copy() -> None:
    assert finish.from_disk("<li>a</li><li data-online>b <b>c</b></li><li>d</li>") == "<li>a</li><li>d</li>"


def test_the_copy_is_the_same_bytes_every_time_and_holds_the_index_as_a_script(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run(site)
    folder = tmp_path_factory.mktemp("copies")
    finish.offline(site, folder / "a/copy.zip")
    finish.offline(site, folder / "b/copy.zip")
    assert (folder / "a/copy.zip").read_bytes() == (folder / "b/copy.zip").read_bytes()
    with zipfile.ZipFile(folder / "a/copy.zip") as archive:
        names = archive.namelist()
        assert "copy/vi/search/search_index.js" in names
        for absent in ("404.html", "data/site.zip", "search/search_index.json", "sitemap.xml"):
            assert f"copy/{absent}" not in names
        assert archive.read("copy/search/search_index.js").startswith(b'window.recordIndex={"docs":')
        assert b"Content-Security-Policy" not in archive.read("copy/index.html")

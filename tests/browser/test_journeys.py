"""What readers do: find a figure, see where it comes from, copy the citation; with a keyboard, on a phone, without
scripts, on paper, from disk, and from an address that is not quite right."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import OpenPage
from .server import serving

CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


def _tab_to(page: Page, selector: str, limit: int = 150) -> None:
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} was not reached by {limit} tabs")


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (360, "vi")])
def test_from_home_to_a_citation_by_keyboard(open_page: OpenPage, width: int, language: str) -> None:
    page = open_page("" if language == "en" else "vi/", width=width, **CLIPBOARD)
    _tab_to(page, "h2 a[href$='figures/complex-cases/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/figures/complex-cases/")
    _tab_to(page, "p.claim a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources/*/*")
    page.go_back()
    page.wait_for_url("**/figures/complex-cases/")
    _tab_to(page, "#cases-at-review button.copy[data-copy]")
    page.keyboard.press("Enter")
    expect(page.locator("#announce")).to_have_text({"en": "Copied", "vi": "Đã sao chép"}[language])
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r"https?://.*/figures/complex-cases/#cases-at-review", copied)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_from_home_to_a_citation_on_a_phone(open_page: OpenPage, language: str) -> None:
    page = open_page("" if language == "en" else "vi/", width=360, has_touch=True, is_mobile=True, **CLIPBOARD)
    page.locator(".menu-open").tap()
    page.locator("#site-menu a[href$='figures/']").tap()
    page.wait_for_url("**/figures/")
    page.locator("h2 a[href$='complex-cases/']").tap()
    page.wait_for_url("**/complex-cases/")
    page.locator("#cases-at-review details.cite summary").tap()
    button = page.locator("#cases-at-review details.cite button.copy").first
    button.tap()
    expect(page.locator("#announce")).not_to_be_empty()
    shown = page.locator(f"[id='{button.get_attribute('data-copy-target')}']").inner_text()
    assert page.evaluate("navigator.clipboard.readText()") == re.sub(r"\s+", " ", shown).strip()


def test_the_other_language_opens_at_the_same_value(open_page: OpenPage) -> None:
    page = open_page("figures/complex-cases/#cases-at-review")
    page.locator("a.language").click()
    page.wait_for_url("**/vi/figures/complex-cases/#cases-at-review")


def test_italics_are_copied_too(open_page: OpenPage, kinds: dict[str, str]) -> None:
    page = open_page(kinds["figure"], **CLIPBOARD)
    button = page.locator(".cite--figure button[data-copy-target='cite-figure-apa']")
    button.click()
    expect(page.locator("#announce")).not_to_be_empty()
    html = page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          return (await item.getType("text/html")).text();
        }"""
    )
    assert "<i" in html


@pytest.mark.parametrize("folder", ["", "vi/"])
def test_every_copy_button_copies_what_it_names(open_page: OpenPage, kinds: dict[str, str], folder: str) -> None:
    """Links, sentences in both languages, every style and kind of reference, the embed snippet."""
    page = open_page(folder + kinds["figure"], **CLIPBOARD)
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    texts: list[str] = []
    for button in page.locator("button.copy").all():
        page.evaluate("navigator.clipboard.writeText('nothing')")
        page.evaluate("document.getElementById('announce').textContent = ''")
        button.evaluate("button => button.click()")
        expect(page.locator("#announce")).not_to_be_empty()
        text = page.evaluate("navigator.clipboard.readText()")
        assert text not in ("nothing", ""), button.get_attribute("aria-label")
        texts.append(text)
    frozen = re.compile(r"/releases/[\d.-]+/figures/[a-z-]+/(#[a-z0-9-]+)?")
    observations = page.locator("tr.observation details.cite").count()
    for wanted, least in (
        (r"https?://\S+", observations + 1),  # links
        (r"According to .*|.* writes that .*|.* computes .*|The article does not state .*", observations),
        (r"Theo .*|.* tính số .*|Bài báo không nêu .*", observations),
        (r"(?s)<a .*<img .*alt=.*", 1),
    ):
        assert sum(bool(re.fullmatch(wanted, text)) for text in texts) >= least, wanted
    assert len([text for text in texts if frozen.search(text)]) >= 7 * observations


def test_the_other_language_is_one_step_away_and_the_same_page(open_page: OpenPage, kinds: dict[str, str]) -> None:
    page = open_page()
    base = page.url
    for kind, path in kinds.items():
        page.goto(base + path)
        page.locator("a[hreflang='vi']").first.click()
        page.wait_for_url(f"{base}vi/{path}")
        assert page.locator("html").get_attribute("lang") == "vi", kind
        page.locator("a[hreflang='en']").first.click()
        page.wait_for_url(base + path)


# --- terms ---


def test_a_term_explains_itself_on_focus_and_hover(open_page: OpenPage, kinds: dict[str, str]) -> None:
    page = open_page(kinds["figure"])
    term, note = page.locator("a.term").first, page.locator("#term-note")
    term.focus()
    expect(note).to_contain_text(str(term.get_attribute("data-term")))
    assert term.get_attribute("aria-describedby") == "term-note"
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    page.locator("h1").click()
    term.hover()
    expect(note).to_be_visible()
    note.hover()
    page.wait_for_timeout(400)
    expect(note).to_be_visible()
    page.mouse.move(2, 2)
    expect(note).to_be_hidden()


def test_a_term_explains_itself_on_tap_and_leads_on(open_page: OpenPage, kinds: dict[str, str]) -> None:
    page = open_page(kinds["figure"], width=360, has_touch=True, is_mobile=True)
    before = page.url
    page.locator("a.term").first.tap()
    expect(page.locator("#term-note")).to_be_visible()
    assert page.url == before
    page.locator("#term-note a").tap()
    page.wait_for_url("**/glossary/#*")


# --- addresses that are not quite right ---


def test_an_unknown_anchor_is_explained_and_the_nearest_named(open_page: OpenPage) -> None:
    page = open_page("figures/complex-cases/#cases-at-revue")
    notice = page.locator(".notice--anchor")
    expect(notice).to_be_in_viewport()
    expect(notice).to_contain_text("cases-at-revue")
    notice.get_by_role("link").click()
    page.wait_for_url("**/#cases-at-review")
    expect(notice).to_have_count(0)


def test_a_frozen_page_gives_the_links_of_its_own_release(open_page: OpenPage, kinds: dict[str, str]) -> None:
    page = open_page("vi/" + kinds["frozen figure"] + "#nothing-like-it", **CLIPBOARD)
    expect(page.locator(".notice--anchor")).to_contain_text("nothing-like-it")
    row = page.locator("tr.observation").first
    row.locator("button.copy").click()
    expect(page.locator("#announce")).to_have_text("Đã sao chép")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"/vi/{kinds['frozen figure']}#{row.get_attribute('id')}")


@pytest.mark.parametrize("prefix", ["/", "/some/where/"])
def test_an_unknown_address_offers_search_and_the_nearest_page(browser: Browser, site: Path, prefix: str) -> None:
    """Also where the host serves the site below a path that it was not built for, and however deep the address is."""
    with serving(site, prefix) as base:
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.goto(f"{base}vi/figures/complex-case/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
        expect(page.locator("#not-found-vi")).to_have_text("Không tìm thấy trang")
        near = page.locator(".nearest a[href$='figures/complex-cases/']")
        expect(near).to_be_visible()
        page.get_by_role("button", name="Tìm trong trang").click()
        page.keyboard.type("dang bo")
        expect(page.locator("#search-results a").first).to_have_attribute("href", re.compile("vi/glossary/#"))
        page.keyboard.press("Escape")
        near.click()
        page.wait_for_url(f"{base}vi/figures/complex-cases/")
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Inter")
        page.close()


# --- anywhere ---


def test_without_scripts_everything_but_search_and_copying_works(open_page: OpenPage, kinds: dict[str, str]) -> None:
    page = open_page(kinds["figure"], width=360, java_script_enabled=False)
    expect(page.locator(".search-open")).to_be_hidden()
    page.locator(".menu-open").click()
    expect(page.locator("#site-menu")).to_be_visible()
    page.keyboard.press("Escape")
    summary = page.locator("details.cite summary").first
    summary.click()
    expect(page.locator("details.cite .references dd").first).to_be_visible()
    page.locator("a.language").click()
    page.wait_for_url("**/vi/**")
    page.locator("a.term").first.click()
    page.wait_for_url("**/vi/glossary/#*")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dark_and_light_follow_the_system(open_page: OpenPage, scheme: str) -> None:
    page = open_page(scheme=scheme)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    light = sum(map(int, re.findall(r"\d+", paper)[:3])) > 380
    assert light == (scheme == "light")


def test_print_gives_clean_pages_with_address_and_release(
    open_page: OpenPage, kinds: dict[str, str], tmp_path: Path
) -> None:
    page = open_page(kinds["figure"], scheme="dark")
    page.emulate_media(media="print")
    for selector in (".site-header", ".site-footer", ".toc", "button", ".chart-actions", "summary"):
        assert page.locator(selector).first.is_hidden(), selector
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    line = page.locator(".print-only")
    assert line.is_visible()
    assert kinds["figure"] in line.inner_text()
    chart, heading = page.locator("svg.chart").first.bounding_box(), page.locator("h1").bounding_box()
    assert chart
    assert heading
    assert chart["x"] >= heading["x"]  # paper has no margin to hang in
    ink = page.evaluate("getComputedStyle(document.querySelector('.chart-title')).fill")
    assert ink == "rgb(0, 0, 0)"
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert b"595.9" in pdf or b"594.9" in pdf or b"595" in pdf  # A4, in points
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 9


@pytest.fixture(scope="module")
def copy(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The downloadable copy, unpacked."""
    folder = tmp_path_factory.mktemp("copy")
    with zipfile.ZipFile(site / "data/site.zip") as archive:
        archive.extractall(folder)
    return folder / "site"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_copy_works_from_disk_with_search(open_page: OpenPage, copy: Path, language: str) -> None:
    page = open_page((copy / ("index.html" if language == "en" else "vi/index.html")).as_uri())
    page.locator("#site-menu a[href*='figures/']").click()
    page.wait_for_url("**/figures/index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("dang bo")
    expect(page.locator("#search-results mark").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/index.html#party-organization")
    page.locator("a.language").click()
    page.wait_for_url("**/glossary/index.html*")
    assert page.locator("html").get_attribute("lang") == ("vi" if language == "en" else "en")


def test_the_site_itself_works_from_disk_too(open_page: OpenPage, site: Path) -> None:
    """Links lead to pages, not to lists of files, and search works."""
    page = open_page((site / "vi/index.html").as_uri(), quiet=False)  # the type is not loaded across files
    page.locator("#site-menu a[href*='figures/']").click()
    page.wait_for_url("**/vi/figures/index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("dang bo")
    page.locator("#search-results a").first.click()
    page.wait_for_url("**/vi/glossary/index.html#party-organization")


def test_copying_works_from_disk(open_page: OpenPage, copy: Path, kinds: dict[str, str]) -> None:
    page = open_page((copy / kinds["figure"] / "index.html").as_uri())
    page.locator("button.copy[data-copy]").first.click()
    expect(page.locator("#announce")).to_have_text("Copied")


def test_every_link_of_the_copy_names_a_file(copy: Path) -> None:
    missing = []
    for path in sorted(copy.rglob("*.html")):
        for link in re.findall(r'<a\b[^>]*\bhref="([^"#]+)', path.read_text(encoding="utf-8")):
            if not urlsplit(link).scheme and not (path.parent / unescape(link)).is_file():
                missing.append(f"{path.relative_to(copy)} → {link}")
    assert missing == []


# --- fast and private ---


def test_nothing_shifts_and_nothing_foreign_is_fetched(open_page: OpenPage, kinds: dict[str, str]) -> None:
    page = open_page()
    base = page.url
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for path in kinds.values():
            page.goto(base + path)
            page.evaluate("document.fonts.ready.then(() => true)")
            shift = page.evaluate(
                """() => new Promise(done => {
                  let sum = 0;
                  new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
                    .observe({ type: "layout-shift", buffered: true });
                  setTimeout(() => done(sum), 50);
                })"""
            )
            assert shift < 0.01, (path, width, shift)
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0

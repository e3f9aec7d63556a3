"""What has to happen to finished HTML, as one function over the folder of the site.

It asks nothing of the tool that rendered the pages, gives the same bytes on every run, and can run twice.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from . import records, search_index
from .addresses import twin
from .wording import Wording
from .write import write

NEEDED_ASSETS = re.compile(
    r"fonts/|images/favicon\.svg|javascripts/(moved|record|search)\.js|stylesheets/((record|charts|chrome)|main\.\w+\.min)\.css$"
)
OFFLINE = "data/site.zip"
"""The copy of the whole site for reading from disk."""
_TOKEN = re.compile(r"⟦(?:(en|vi):)?([a-z0-9-]+)⟧")
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>", re.DOTALL)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')
_CHARSET = re.compile(r'<meta charset="utf-8"\s*/?>', re.IGNORECASE)
_ASSET = re.compile(r'(href|src)="(?:\./)?(?:\.\./)*assets/')
_SKIP = re.compile(r'(class="md-skip">)[^<]*<')
"""Material's link past the header; its Vietnamese words mean to ignore."""
_LEFT_OVER = re.compile(
    r'\s*(<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>'
    r'|<div data-md-component="announce">\s*</div>|<div class="md-dialog"[^>]*>\s*<div[^>]*></div>\s*</div>)'
)
"""Parts of Material's page that only its own script uses; one of them is no valid HTML."""


def finish(
    site: Path, *, base: str, words: Mapping[records.Language, Wording], title: records.Text, policy: bool = True
) -> None:
    """Finish the folder ``site``: English at its root, Vietnamese under ``vi/``.

    ``base`` is the public address with a slash at its end; ``title`` the name of the site. ``policy`` gives
    every page a Content-Security-Policy; a preview that reloads itself cannot have it.
    Raises ``KeyError`` for a label that a template asks for and ``data/interface/theme.yml`` does not have.
    """
    pages: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if name == "vi/404.html":
            path.unlink()
            continue
        html = path.read_text(encoding="utf-8")
        if 'class="md-container"' in html:
            html = _living(html, name, site, base, words, title)
        if policy:
            html = with_policy(html)
        write(path, html)
        pages[name] = html
    _share_assets(site)
    _write_indexes(site, pages)
    write(site / "sitemap.xml", sitemap(pages, base))
    write(site / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n")
    for left_over in ("sitemap.xml.gz", "vi/sitemap.xml", "vi/sitemap.xml.gz"):
        (site / left_over).unlink(missing_ok=True)
    offline(site, site / OFFLINE)


def _living(
    html: str, name: str, site: Path, base: str, words: Mapping[records.Language, Wording], title: records.Text
) -> str:
    language: records.Language = "vi" if name.startswith("vi/") else "en"
    html = fill(_SKIP.sub(r"\1⟦skip⟧<", html), language, words, title)
    html = _LEFT_OVER.sub("", html)
    if name == "404.html":
        return not_found(html, urlsplit(base).path)
    path = page_path(name)
    other = site / twin(path, "vi" if language == "en" else "en") / "index.html"
    if other.is_file():
        html = with_alternates(html, base, path)
    return html if language == "en" else with_shared_assets(html, path)


def fill(html: str, language: records.Language, words: Mapping[records.Language, Wording], title: records.Text) -> str:
    """Put labels in the place of ``⟦key⟧`` (in the page's language) and ``⟦vi:key⟧``; ``⟦site⟧`` is the site's name."""

    def label(token: re.Match[str]) -> str:
        wanted: records.Language = "en" if token[1] == "en" else "vi" if token[1] == "vi" else language
        text = title if token[2] == "site" else words[wanted].labels[f"theme.{token[2]}"]
        return escape(getattr(text, wanted))

    return _TOKEN.sub(label, html)


def page_path(name: str) -> str:
    """A file of the site as a path from the root of its language: ``vi/data/index.html`` is ``data/``."""
    return name.removeprefix("vi/").removesuffix("index.html")


def with_alternates(html: str, base: str, path: str) -> str:
    """Add the addresses of the page in both languages to the head; English is the default."""
    if 'rel="alternate" hreflang' in html:
        return html
    links = "".join(
        f'<link rel="alternate" hreflang="{code}" href="{escape(base + twin(path, language))}">'
        for code, language in _HREFLANG
    )
    return html.replace("</head>", f"{links}</head>", 1)


_HREFLANG: tuple[tuple[str, records.Language], ...] = (("en", "en"), ("vi", "vi"), ("x-default", "en"))


def with_shared_assets(html: str, path: str) -> str:
    """Let a Vietnamese page use the fonts, styles and scripts of the English site, one folder further up."""
    up = "../" * (path.count("/") + 1)
    return _ASSET.sub(rf'\1="{up}assets/', html)


def not_found(html: str, root: str) -> str:
    """Make the links of the page for unknown addresses relative to its ``<base>``, whose script can move it."""
    return re.sub(rf'(<(?!base)[^>]*\b(?:href|src|data-root)="){re.escape(root)}(?!/)', r"\1", html)


def with_policy(html: str) -> str:
    """Give the page a strict Content-Security-Policy, with the hashes of its inline scripts."""
    html = _POLICY.sub("", html)
    scripts = " ".join(["'self'", *(f"'sha256-{_digest(code)}'" for code in _INLINE_SCRIPT.findall(html))])
    rules = (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; base-uri 'self'; form-action 'none'"
    )
    return _CHARSET.sub(
        lambda tag: f'{tag[0]}<meta http-equiv="Content-Security-Policy" content="{rules}">', html, count=1
    )


def _digest(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


def sitemap(pages: Mapping[str, str], base: str) -> str:
    """The addresses of all pages that are their own canonical address, each with its twin in the other language."""
    urls = []
    for name in sorted(pages):
        address = base + name.removesuffix("index.html")
        canonical = _CANONICAL.search(pages[name])
        if name.endswith("index.html") and canonical and canonical[1] == address:
            links = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', pages[name])
            alternates = "".join(
                f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(link)}"/>' for code, link in links
            )
            urls.append(f"<url><loc>{escape(address)}</loc>{alternates}</url>\n")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        + "".join(urls)
        + "</urlset>\n"
    )


def _write_indexes(site: Path, pages: Mapping[str, str]) -> None:
    living = {name: html for name, html in pages.items() if 'class="md-container"' in html and name != "404.html"}
    english = {page_path(name): html for name, html in living.items() if not name.startswith("vi/")}
    vietnamese = {page_path(name): html for name, html in living.items() if name.startswith("vi/")}
    for folder, index in (
        ("", search_index.index(english, vietnamese)),
        ("vi/", search_index.index(vietnamese, english)),
    ):
        write(site / f"{folder}search/search_index.json", index)
        # A browser fetches nothing from disk; there the index comes as a script.
        write(site / f"{folder}search/search_index.js", f"window.recordIndex={index};")


def _share_assets(site: Path) -> None:
    """Leave one copy of the assets, without the parts of the theme that no page uses."""
    shutil.rmtree(site / "vi/assets", ignore_errors=True)
    assets = site / "assets"
    for path in sorted(assets.rglob("*"), reverse=True):
        if path.is_dir():
            _remove_empty(path)
        elif not NEEDED_ASSETS.match(path.relative_to(assets).as_posix()):
            path.unlink()

    for path in (assets / "stylesheets").glob("main.*.min.css"):
        write(path, in_layer(path.read_text(encoding="utf-8")))


def in_layer(css: str) -> str:
    """Material's stylesheet in a cascade layer, so that the site's own rules win however plain they are."""
    rules = css.removeprefix('@charset "UTF-8";')
    return css if rules.startswith("@layer") else f"@layer material{{{rules}}}"


def _remove_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()


# --- the copy for reading from disk ------------------------------------------------------------------

_ONLINE = re.compile(r"^(404\.html|robots\.txt|sitemap\.xml|search_index\.json|site\.zip)$")
"""Files that serve nobody who reads from disk."""
_ONLINE_ONLY = re.compile(r"<(\w+) data-online>.*?</\1>", re.DOTALL)
_PRELOAD = re.compile(r'<link rel="preload"[^>]*>')
_FOLDER_LINK = re.compile(r'(<a\b[^>]*?\bhref=")((?:[^":#?]*/)?(?:\.{1,2})?)((?:#[^"]*)?")')


def offline(site: Path, target: Path) -> None:
    """Pack the finished folder ``site`` into the archive ``target``, so that it works when opened from disk.

    Links name the file that a web server would find by itself, and the policy goes (some browsers take none of the
    site's own files for its own from disk).
    """
    files: dict[str, bytes] = {}
    for path in sorted(path for path in site.rglob("*") if path.is_file() and not _ONLINE.search(path.name)):
        html = path.suffix == ".html"
        files[path.relative_to(site).as_posix()] = (
            from_disk(path.read_text(encoding="utf-8")).encode() if html else path.read_bytes()
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{target.stem}/{name}", date_time=(1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)


def from_disk(html: str) -> str:
    """A page for the copy: links to folders name their ``index.html``; no policy, no preloading, nothing ``data-online``."""

    def named(link: re.Match[str]) -> str:
        before, folder, rest = link.groups()
        if not folder:
            return link[0]
        return before + folder + ("" if folder.endswith("/") else "/") + "index.html" + rest

    return _FOLDER_LINK.sub(named, _ONLINE_ONLY.sub("", _PRELOAD.sub("", _POLICY.sub("", html))))

"""Where a browser is found, and one page of every kind."""

from __future__ import annotations

from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECTIONS = ("statements", "timeline", "glossary", "names", "method", "data", "cite", "releases", "about")


def kinds(site: Path) -> dict[str, str]:
    """One page of every kind, by its path from the root of a language."""
    found = {"home": "", "figures": "figures/", "figure": _first(site, "figures/*/index.html")}
    found |= {name: f"{name}/" for name in SECTIONS}
    found |= {"sources": "sources/", "source": _first(site, "sources/*/index.html")}
    if any(site.glob("releases/*/index.html")):
        found["release"] = _first(site, "releases/*/index.html")
        found["frozen figure"] = _first(site, "releases/*/figures/*/index.html")
    return found


def _first(site: Path, pattern: str) -> str:
    return min(path.parent for path in site.glob(pattern)).relative_to(site).as_posix() + "/"

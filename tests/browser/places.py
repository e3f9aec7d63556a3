"""Where a browser is found, and one page of every kind."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECTIONS = ("statements", "timeline", "glossary", "names", "method", "data", "cite", "releases", "about")


def browser() -> str:
    """The browser that CHROMIUM names, or one that is installed."""
    executable = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    assert executable, f"a Chromium is needed on the path ({', '.join(_BROWSERS)}), or CHROMIUM must name one"
    return executable


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

"""Addresses: the permanent ones of the contract, and relative links between pages.

A page is named by its path from the root of a language, such as ``figures/complex-cases/``; the English
home is the empty path. The Vietnamese twin of every page stands under ``vi/`` at the same path.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from .records import Language


def twin(path: str, language: Language) -> str:
    """The path from the root of the site of a page in one language."""
    return f"vi/{path}" if language == "vi" else path


def figure(figure_id: str, observation_id: str = "") -> str:
    return f"figures/{figure_id}/" + (f"#{observation_id}" if observation_id else "")


def frozen(release: str, path: str) -> str:
    """The frozen address of a page or anchor in a release."""
    return f"releases/{release}/{path}"


def relative(origin: str, target: str) -> str:
    """A link from the page ``origin`` to ``target``, both paths from the same root.

    Ends like ``target``: with a slash for a page, a name for a file, an anchor where it has one.
    """
    path, mark, anchor = target.partition("#")
    here = origin.rpartition("/")[0]
    if path == origin and mark:
        return mark + anchor
    link = posixpath.relpath("/" + path, "/" + here)
    if path.endswith("/") or not path:
        link += "/"
    return link + mark + anchor


@dataclass(frozen=True)
class Addresses:
    """Absolute addresses below the site's public address."""

    base: str
    """The public address of the site, with a slash at its end."""

    def page(self, path: str, language: Language = "en") -> str:
        return self.base + twin(path, language)

    def observation(self, figure_id: str, observation_id: str = "", language: Language = "en") -> str:
        """The living permalink."""
        return self.page(figure(figure_id, observation_id), language)

    def frozen(self, release: str, figure_id: str, observation_id: str = "", language: Language = "en") -> str:
        """The permanent address, in one release."""
        return self.page(frozen(release, figure(figure_id, observation_id)), language)

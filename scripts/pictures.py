"""PNG pictures from SVG, by a pinned renderer with the pinned typeface alone."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

import resvg_py

from . import fonts

SHARPNESS = 2
WHITE = "#ffffff"


def png(svg: str, *, width: int, cache: Path) -> bytes:
    """The SVG as a PNG on white, ``width`` CSS pixels wide and twice as many dots; 0 stands for its own width.

    No font of the system is used. Kept in the folder ``cache`` by content: the SVG, the typeface, the
    renderer and the width. Raises ``ValueError`` for an SVG that cannot be read.
    """
    kept = cache / f"{_key(svg, width)}.png"
    if kept.exists():
        return kept.read_bytes()
    picture: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width * SHARPNESS or None,
        zoom=None if width else SHARPNESS,
        background=WHITE,
        skip_system_fonts=True,
        font_files=[str(path) for path in fonts.unpacked(cache)],
        font_family=fonts.FAMILY,
    )
    kept.parent.mkdir(parents=True, exist_ok=True)
    partial = kept.with_suffix(".part")
    partial.write_bytes(picture)
    partial.replace(kept)
    return picture


def _key(svg: str, width: int) -> str:
    parts = [svg.encode(), f"{width} {SHARPNESS} {WHITE} {version('resvg-py')}".encode()]
    parts += [fonts.file(weight).read_bytes() for weight in fonts.WEIGHTS]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()

"""The pinned typeface: how wide a text is, where its lines break, and the files a renderer needs.

Two weights of Inter, cut down to Latin, every Vietnamese letter and a few signs, stand in the theme as
WOFF2. The same files serve the pages, the measuring of text and, unpacked, the pictures.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FOLDER = Path(__file__).parent / "theme" / "assets" / "fonts"
WEIGHTS = (400, 600)
FAMILY = "Inter"

#: Somebody who opens a chart without Inter sees a substitute, which runs a little wider. Bold grows most.
ROOM = {400: 1.06, 600: 1.1}


@dataclass(frozen=True)
class Metrics:
    """Advance widths by character, in units of the font's size (1 is an em), digits as tabular ones."""

    advances: Mapping[str, float]
    widest: float


def file(weight: int) -> Path:
    return FOLDER / f"inter-{weight}.woff2"


@cache
def metrics(weight: int) -> Metrics:
    font = TTFont(file(weight))
    units = font["head"].unitsPerEm
    advances = {chr(code): font["hmtx"][glyph][0] / units for code, glyph in _tabular(font).items()}
    return Metrics(advances=advances, widest=max(advances.values()))


def width(text: str, size: float, weight: int = 400) -> float:
    """The width of one line in Inter, in the unit of ``size``, without kerning, which only tightens it here.

    Raises ``ValueError`` for a character that the font does not have: it would stay blank in a picture.
    """
    advances = metrics(weight).advances
    try:
        return size * sum(advances[character] for character in text)
    except KeyError:
        unknown = next(character for character in text if character not in advances)
        name = unicodedata.name(unknown, "unnamed")
        raise ValueError(
            f"the typeface of the charts has no “{unknown}” (U+{ord(unknown):04X}, {name.lower()}), found in “{text}”: "
            "use another character"
        ) from None


def roomy(text: str, size: float, weight: int = 400) -> float:
    """The width to leave for a line, so that a substitute typeface fits as well."""
    return width(text, size, weight) * ROOM[weight]


def wrap(text: str, room: float, size: float, weight: int = 400) -> list[str]:
    """The text in lines no wider than ``room``.

    Breaks between words, and rather not before a number; then after the slashes and hyphens of a long word
    (an address), then anywhere.
    """
    text = unicodedata.normalize("NFC", text)
    if width(text, size, weight) * ROOM[weight] <= room:
        return [text]
    lines, line = [], ""
    for piece in _pieces(text, room, size, weight):
        if line and roomy((line + piece).rstrip(), size, weight) > room:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def balanced(text: str, room: float, size: float, weight: int = 400) -> list[str]:
    """As many lines as ``wrap`` needs, and of similar width, so that no word stands alone in the last."""
    lines = wrap(text, room, size, weight)
    while len(lines) > 1:
        room *= 0.98
        narrower = wrap(text, room, size, weight)
        if len(narrower) > len(lines) or any(roomy(line, size, weight) > room for line in narrower):
            break
        lines = narrower
    return lines


_BREAKS = (r"\S+(?:\s+\d\S*)*\s*", r"\S+\s*", r"[^/\-]*[/\-]+|[^/\-]+", r".")


def _pieces(text: str, room: float, size: float, weight: int, level: int = 0) -> Iterator[str]:
    for piece in re.findall(_BREAKS[level], text):
        if level == len(_BREAKS) - 1 or roomy(piece.rstrip(), size, weight) <= room:
            yield piece
        else:
            yield from _pieces(piece, room, size, weight, level + 1)


def unpacked(folder: Path) -> list[Path]:
    """The weights as TrueType files in ``folder``, written there once: what a renderer of pictures reads.

    Their plain digits are the tabular ones, for renderers that cannot choose.
    """
    return [_unpacked(weight, folder) for weight in WEIGHTS]


def _unpacked(weight: int, folder: Path) -> Path:
    target = folder / f"inter-{weight}-{hashlib.sha256(file(weight).read_bytes()).hexdigest()[:16]}.ttf"
    if not target.exists():
        font = TTFont(file(weight), recalcTimestamp=False)
        digits = _tabular(font)
        for table in font["cmap"].tables:
            table.cmap = {code: digits[code] for code in table.cmap}
        font.flavor = None
        written = BytesIO()
        font.save(written)
        folder.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(".part")
        partial.write_bytes(written.getvalue())
        partial.replace(target)
    return target


def _tabular(font: TTFont) -> dict[int, str]:
    """Glyph by character code, with digits of one width."""
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "tnum"
        for index in record.Feature.LookupListIndex
    }
    instead: dict[str, str] = {}
    for index in sorted(lookups):
        for subtable in table.LookupList.Lookup[index].SubTable:
            instead.update(getattr(subtable, "ExtSubTable", subtable).mapping)
    return {code: instead.get(glyph, glyph) for code, glyph in font.getBestCmap().items()}

"""The search index of one language, made from its finished pages.

A page gives one entry for its title and one for each heading with an id; an element with an id and a
``data-search-title`` (an observation, a statement) gives one of its own, so that a result leads to it.
Words are indexed once: what stands inside such an element is no part of the section around it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_SILENT = {"button", "figure", "nav", "script", "style", "svg", "template", "thead"}
_SILENT_CLASSES = {
    "headerlink", "permalink", "sr-only",  # say nothing of their own
    "figure-index", "figure-list", "neighbors", "related", "related-list", "statement-related", "story", "where",  # point elsewhere
    "definition-from", "notice",  # the same words many times
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3"}
_BLOCK = "\x1e"
"""Stands between blocks of text; to ``_squeeze`` it is white space."""
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "…")
_INLINE = {"a", "abbr", "b", "code", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup"}


@dataclass
class Entry:
    """What one result leads to: a page (``anchor`` empty) or a place in it."""

    anchor: str
    headings: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """What a term is called besides its title: in the other language, abbreviated, spelled otherwise."""
    words: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return _squeeze("".join(self.headings))

    @property
    def text(self) -> str:
        """The words, with a dot between blocks that do not end like sentences."""
        text = ""
        for block in filter(None, map(_squeeze, "".join(self.words).split(_BLOCK))):
            text += (" " if text.endswith(_SENTENCE_ENDS) else " · " if text else "") + block
        return text


def entries(html: str) -> list[Entry]:
    """The entries of one page, in its order; a section without words of its own has none."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [entry for entry in reader.entries if entry.text or entry.names or not entry.anchor]


def index(pages: Mapping[str, str], twins: Mapping[str, str]) -> str:
    """The index as JSON: ``docs`` with ``location``, ``title`` and, if any, ``text`` and other names (``also``).

    ``pages`` maps paths from the root of the language to HTML, ``twins`` the same paths to the pages in the other
    language: their titles are names too, so that a reader finds a thing by what it is called in the other language.
    """
    docs: list[dict[str, str | list[str]]] = []
    for path in sorted(pages):
        other = {entry.anchor: entry.title for entry in entries(twins.get(path, ""))}
        for entry in entries(pages[path]):
            location = path + (f"#{entry.anchor}" if entry.anchor else "")
            doc: dict[str, str | list[str]] = {"location": location, "title": entry.title}
            if entry.text:
                doc["text"] = entry.text
            also = dict.fromkeys([other.get(entry.anchor, ""), *entry.names])
            if names := [name for name in also if name and name != entry.title]:
                doc["also"] = names
            docs.append(doc)
    return json.dumps({"docs": docs}, ensure_ascii=False, separators=(",", ":"))


_Place = list[str] | Literal["section", "names", "nowhere"]
"""Where the text of an element goes: a list, or the section that is open when it comes, or nowhere.
Of ``names`` only what is marked with its language is kept."""


class _Reader(HTMLParser):
    """Collects entries; a class because ``HTMLParser`` is used by deriving from it."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.section = Entry("")
        self.open: list[tuple[str, _Place]] = []
        """The open elements of the article."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._separate(tag)
        if tag not in _VOID and (self.open or tag == "article"):
            self.open.append((tag, self._place(tag, {name: value or "" for name, value in attrs})))

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass
        self._separate(tag)

    def handle_data(self, data: str) -> None:
        place = self.open[-1][1] if self.open else "nowhere"
        if place == "section":
            self.section.words.append(data)
        elif isinstance(place, list):
            place.append(data)

    def _place(self, tag: str, given: dict[str, str]) -> _Place:
        """Where the text of an element goes, which may begin an entry."""
        around = self.open[-1][1] if self.open else "section"
        anchor, classes = given.get("id", ""), set(given.get("class", "").split())
        if around == "nowhere" or tag in _SILENT or "data-search-exclude" in given or classes & _SILENT_CLASSES:
            return "nowhere"
        if tag == "h1" or (tag in _HEADINGS and anchor):
            self.section = self._entry("" if tag == "h1" else anchor)
            return self.section.headings
        if anchor and given.get("data-search-title"):
            record = self._entry(anchor)
            record.headings.append(given["data-search-title"])
            return record.words
        if "term-twin" in classes:
            return "names"
        return self.section.names if around == "names" and "lang" in given else around

    def _entry(self, anchor: str) -> Entry:
        self.entries.append(Entry(anchor))
        return self.entries[-1]

    def _separate(self, tag: str) -> None:
        if tag not in _INLINE:
            self.handle_data(" " if tag == "br" else _BLOCK)


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()

"""Text into markup: escaping that holds in Markdown and HTML alike, and links to terms and values."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import jinja2
from markupsafe import Markup

from .derive import PLACEHOLDER, Edition
from .records import Language, Text

TEMPLATES = Path(__file__).parent / "templates"

#: Characters that mean something to HTML, or in the middle of a line to Markdown.
_SPECIAL = {ord(character): f"&#{ord(character)};" for character in "\\`*_{}[]<>|~^=$\"'"} | {ord("&"): "&amp;"}


def encode(text: str) -> Markup:
    """The text with every character that could be markup as a character reference."""
    return Markup(str(text).translate(_SPECIAL))


def environment() -> jinja2.Environment:
    """Templates in which every expression is encoded, and an unknown name is an error."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=lambda value: value if hasattr(value, "__html__") else encode(value),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


class Terms:
    """The forms by which glossary terms are recognized in running text, in one language."""

    def __init__(self, edition: Edition, language: Language) -> None:
        terms = edition.terms
        self.definitions = {term_id: edition.text(term.definition, language) for term_id, term in terms.items()}
        self._ids: dict[str, str] = {}
        for term_id, term in terms.items():
            for form in (getattr(term.term, language), *term.abbreviations, *term.variants, *term.forms):
                self._ids.setdefault(_key(form), term_id)
        forms = sorted(self._ids, key=lambda form: (-len(form), form))
        alternatives = "|".join(re.escape(form) for form in forms)
        self._pattern = re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE) if forms else None

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Each term in the text, longest form first: start, end, term id."""
        if self._pattern is None:
            return []
        found = []
        for match in self._pattern.finditer(text):
            term_id = self._ids.get(match[0]) or self._ids.get(match[0].casefold())
            if term_id:
                found.append((match.start(), match.end(), term_id))
        return found


def _key(form: str) -> str:
    """Abbreviations are recognized in capitals only (TP is a term, tp is not), other forms in any case."""
    return form if form.isupper() else form.casefold()


def prose(
    text: Text,
    edition: Edition,
    language: Language,
    *,
    link: Callable[[str], str],
    mark: Callable[[str], Markup],
    terms: Terms | None,
    seen: set[str],
) -> Markup:
    """A record's text with its values linked to their observations and its terms to the glossary.

    ``link`` makes an address from a path, ``mark`` what stands after a value, by its id; ``seen`` holds the terms
    already explained on the page, and is added to: a term is explained where it first appears.
    """
    parts: list[Markup] = []
    raw, end = getattr(text, language), 0
    for match in PLACEHOLDER.finditer(raw):
        parts.append(_annotated(raw[end : match.start()], terms, link, seen))
        placed = edition.observations[match[1]]
        address = link(f"figures/{placed.figure_id}/#{placed.id}")
        parts.append(
            Markup('<a class="value" href="{}">{}</a>{}').format(
                encode(address), encode(edition.spoken(placed.id, language)), mark(placed.id)
            )
        )
        end = match.end()
    parts.append(_annotated(raw[end:], terms, link, seen))
    return Markup("").join(parts)


def _annotated(text: str, terms: Terms | None, link: Callable[[str], str], seen: set[str]) -> Markup:
    parts: list[Markup] = []
    end = 0
    for start, stop, term_id in terms.find(text) if terms else []:
        if term_id in seen or start < end:
            continue
        assert terms is not None
        seen.add(term_id)
        parts.append(encode(text[end:start]))
        parts.append(
            Markup('<a class="term" href="{}" data-term="{}">{}</a>').format(
                encode(link(f"glossary/#{term_id}")), encode(terms.definitions[term_id]), encode(text[start:stop])
            )
        )
        end = stop
    parts.append(encode(text[end:]))
    return Markup("").join(parts)


def tidy(text: str) -> str:
    """At most one blank line in a row."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines).strip("\n") + "\n"

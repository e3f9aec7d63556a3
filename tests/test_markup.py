"""Markup: hostile texts stay text, and terms and values are linked where they appear."""

from __future__ import annotations

import dataclasses
import html
import re

import markdown
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from scripts import markup
from scripts.records import Text
from tests import projects

EXTENSIONS = ["attr_list", "md_in_html", "toc", "tables", "footnotes", "abbr", "def_list", "fenced_code"]
HOSTILE = st.text(st.sampled_from(list("\\`*_{}[]<>#|~^=!$\"'&;:()-+.@/ abđ1ộ")), min_size=1, max_size=40).map(
    lambda text: " ".join(text.split()) or "x"
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(HOSTILE)
def test_no_text_becomes_markup(text: str) -> None:
    page = f'# {markup.encode("x " + text + " x")} {{ #id }}\n\n<p title="{markup.encode(text)}">x {markup.encode(text)} x</p>\n'
    rendered = markdown.markdown(page, extensions=EXTENSIONS)
    shown = [html.unescape(part) for part in re.findall(r">x (.*) x<", rendered)]
    assert shown == [text, text]
    assert html.unescape(re.search(r'title="([^"]*)"', rendered)[1]) == text  # type: ignore[index]
    assert set(re.findall(r"<(\w+)", rendered)) == {"h1", "p"}


def linked(english: str, seen: set[str] | None = None) -> str:
    edition = projects.small().edition
    terms = markup.Terms(edition, "en")
    return str(
        markup.prose(
            Text(en=english, vi="x"),
            edition,
            "en",
            link=lambda path: f"/{path}",
            mark=lambda observation_id: Markup("*") if observation_id == "stalls-at-report" else Markup(""),
            terms=terms,
            seen=set() if seen is None else seen,
        )
    )


def test_a_value_links_to_its_observation() -> None:
    assert (
        linked("From {stalls-2001} <on>")
        == 'From <a class="value" href="/figures/stalls/#stalls-2001">12</a> &#60;on&#62;'
    )


def test_a_value_carries_its_mark() -> None:
    assert linked("to {stalls-at-report}.") == 'to <a class="value" href="/figures/stalls/#stalls-at-report">9</a>*.'


def test_a_term_is_explained_where_it_first_appears() -> None:
    term = '<a class="term" href="/glossary/#stall" data-term="A place in the market that is rented.">{}</a>'
    assert linked("Stalls, a stall, installed") == f"{term.format('Stalls')}, a stall, installed"
    assert linked("a stall", {"stall"}) == "a stall"


def test_abbreviations_are_recognized_in_capitals_only() -> None:
    edition = projects.small().edition
    term = edition.terms["stall"].model_copy(update={"abbreviations": ("TP",), "forms": ()})
    terms = markup.Terms(dataclasses.replace(edition, terms={"stall": term}), "en")
    assert [text[start:end] for text in ("TP tp Stall", "tp") for start, end, _ in terms.find(text)] == ["TP", "Stall"]

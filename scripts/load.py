"""Read YAML into plain data (mappings, tuples, text, numbers), and remember where every value stands.

YAML 1.2 core rules (so that ``no`` and dates stay text), decimals kept exact, and nothing clever:
anchors, aliases, tags and duplicate keys are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml

from .problems import Problem

Path = tuple[str | int, ...]
Position = tuple[int, int]

MAX_BYTES = 1_000_000
MAX_DEPTH = 20

_NULL = re.compile(r"^(null|Null|NULL|~|)$")
_TRUE = re.compile(r"^(true|True|TRUE)$")
_FALSE = re.compile(r"^(false|False|FALSE)$")
_INT = re.compile(r"^[-+]?\d{1,18}$")
_DECIMAL = re.compile(r"^[-+]?(\d{1,18}\.\d{1,9})$")


#: What people mostly did where the parser stops, by its words.
_CAUSES = (
    (
        r"mapping values are not allowed",
        "Put the text in quotation marks if it has a colon in it; else check the indentation",
    ),
    (r"quoted scalar", "Close the quotation marks"),
    (r"cannot start any token", "Put the text in quotation marks"),
    (
        r"expected (key|<block end>)",
        "Indent this line as its neighbors are, and write `key: value` with a space after the colon",
    ),
    (r"'-' indicator", "Begin each item of the list with `- `, all equally far in"),
    (
        r"could not find expected ':'",
        "Write `key: value`, with a space after the colon; indent the further lines of a text",
    ),
    (r"flow (mapping|sequence)", "Close the bracket, or put text that starts with { or [ in quotation marks"),
)
_ELSE = "Check the indentation, the colons and the quotation marks on this line and the one above it"


@dataclass(kw_only=True)
class Document:
    """A YAML file as plain data, with the line and column of every value and key."""

    file: str
    data: Any = None
    positions: dict[Path, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    plain_ends: dict[Path, Position] = field(default_factory=dict)
    """Where texts without quotation marks end."""

    def position(self, path: Path) -> Position:
        """The position of ``path``, or of the nearest thing that holds it."""
        while path and path not in self.positions:
            path = path[:-1]
        return self.positions.get(path, (1, 1))

    def problem(self, path: Path, *, must: str, found: str, mend: str) -> Problem:
        line, column = self.position(path)
        return Problem(file=self.file, line=line, column=column, must=must, found=found, mend=mend)


class _Refused(Exception):
    def __init__(self, mark: Any, must: str, found: str, mend: str) -> None:
        super().__init__(found)
        self.mark, self.must, self.found, self.mend = mark, must, found, mend


def load(text: str, file: str) -> Document:
    """Parse one YAML file. Problems are collected in the document; its data is then ``None``."""
    document = Document(file=file)
    try:
        if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
            raise _Refused(
                None, f"a record has at most {MAX_BYTES} bytes", "found more", "Split it into several records"
            )
        events = yaml.parse(text, Loader=yaml.CSafeLoader)
        document.data = _document(events, document)
        document.problems.extend(_cut_off(text, document))
    except yaml.MarkedYAMLError as error:
        quoted = "quoted scalar" in str(error.context)  # then the problem is where the file ends
        mark: Any = error.context_mark if quoted else error.problem_mark or error.context_mark
        found = f"found: {str(error.problem).removeprefix('found ')}"
        words = f"{error.context} {error.problem}"
        document.problems.append(
            _problem(file, mark, "the file must be readable YAML", found, _mend(words, text, mark))
        )
    except yaml.reader.ReaderError as error:
        document.problems.append(
            _problem(
                file,
                None,
                "a record is UTF-8 text without control characters",
                f"found {error.reason} at character {error.position}",
                "Remove that character",
            )
        )
    except _Refused as error:
        document.problems.append(_problem(file, error.mark, error.must, error.found, error.mend))
    if document.problems:
        document.data = None
    return document


def _mend(words: str, text: str, mark: Any) -> str:
    line = text.splitlines()[mark.line : mark.line + 1] if mark else []
    if line and "\t" in line[0][: mark.column + 1]:
        return "Use spaces in place of tabs"
    return next((mend for sign, mend in _CAUSES if re.search(sign, words)), _ELSE)


def _cut_off(text: str, document: Document) -> Iterator[Problem]:
    """Lines on which ` #` ends a text: perhaps a comment, perhaps words that nobody would miss until too late."""
    lines = text.splitlines()
    for path, end in document.plain_ends.items():
        if end[0] <= len(lines) and lines[end[0] - 1][end[1] - 1 :].lstrip().startswith("#"):
            yield document.problem(
                path,
                must="a text with # stands in quotation marks, and a comment on a line of its own",
                found=f"found `{lines[end[0] - 1][end[1] - 1 :].strip()}` after it",
                mend="Add quotation marks, or move the comment",
            )


def _problem(file: str, mark: Any, must: str, found: str, mend: str) -> Problem:
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(file=file, line=line, column=column, must=must, found=found, mend=mend)


def _document(events: Iterator[Any], document: Document) -> Any:
    data = None
    count = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            count += 1
            if count > 1:
                raise _Refused(
                    event.start_mark,
                    "a file holds one record",
                    "found a second document",
                    "Move it to a file of its own",
                )
            data = _value(next(events), events, (), document)
    return data


def _value(event: Any, events: Iterator[Any], path: Path, document: Document) -> Any:
    document.positions.setdefault(path, _position(event))
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _Refused(
            event.start_mark,
            "every value is written out",
            "found an anchor or alias (& or *)",
            "Write the value out, or put the text in quotation marks",
        )
    if event.tag and not (isinstance(event, yaml.ScalarEvent) and event.tag == "!"):
        raise _Refused(
            event.start_mark,
            "values have no tags",
            f"found {event.tag}",
            "Remove it, or put the text in quotation marks",
        )
    if len(path) > MAX_DEPTH:
        raise _Refused(event.start_mark, f"values nest at most {MAX_DEPTH} deep", "found more", "Flatten the record")
    if isinstance(event, yaml.ScalarEvent):
        value = _scalar(event)
        if isinstance(value, str) and not event.style:
            end: Any = event.end_mark
            document.plain_ends[path] = end.line + 1, end.column + 1
        return value
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(_value(event, events, (*path, len(items)), document))
        return tuple(items)
    return _mapping(events, path, document)


def _position(event: Any) -> Position:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _mapping(events: Iterator[Any], path: Path, document: Document) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    while not isinstance(key := next(events), yaml.MappingEndEvent):
        if not isinstance(key, yaml.ScalarEvent):
            raise _Refused(
                key.start_mark,
                "a key is a word",
                "found a list, mapping or alias as key",
                "Put text that starts with { or [ in quotation marks",
            )
        here = (*path, key.value)
        position = _position(key)
        if key.value in mapping:
            first = document.positions[here][0]
            document.problems.append(
                Problem(
                    file=document.file,
                    line=position[0],
                    column=position[1],
                    must="a key stands once in a mapping",
                    found=f"found `{key.value}` again (first on line {first})",
                    mend="Keep one of the two",
                )
            )
        value = next(events)
        document.positions[here] = position
        mapping[key.value] = _value(value, events, here, document)
    return mapping


def _scalar(event: Any) -> Any:
    if event.style or not event.implicit[0]:
        return event.value
    text = event.value
    if _NULL.match(text):
        return None
    if _TRUE.match(text):
        return True
    if _FALSE.match(text):
        return False
    if _INT.match(text):
        return int(text)
    if _DECIMAL.match(text):
        return Decimal(text)
    return text


def texts_in(data: Any, where: Path) -> Iterator[tuple[Path, str]]:
    """Every text in plain data, with its path."""
    if isinstance(data, str):
        yield where, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from texts_in(value, (*where, key))
    elif isinstance(data, tuple):
        for index, value in enumerate(data):
            yield from texts_in(value, (*where, index))

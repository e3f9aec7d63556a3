"""Every field of a record against its description, and pydantic's findings in words that help."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from . import records
from .load import Document
from .load import Path as Where
from .problems import Problem


def validate(document: Document, model: type[BaseModel], problems: list[Problem]) -> Any:
    """The record in a document, or ``None`` after its problems were added to ``problems``."""
    if document.problems:
        problems.extend(document.problems)
        return None
    if not isinstance(document.data, dict):
        problems.append(
            document.problem(
                (),
                must="a record is a mapping of `key: value` lines",
                found="found none",
                mend="Write the record, or delete the file",
            )
        )
        return None
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        problems.extend(_field_problems(error, document))
        return None


def _field_problems(error: ValidationError, document: Document) -> Iterator[Problem]:
    reported: set[Where] = set()
    for detail in sorted(error.errors(include_url=False), key=lambda detail: -len(detail["loc"])):
        where = _where(detail["loc"], document.data)
        if detail["type"] == "union_tag_invalid":
            where = (*where, detail["ctx"]["discriminator"].strip("'"))
        if detail["type"] == "too_short" and any(other[: len(where)] == where for other in reported):
            continue  # pydantic counts only the valid members of a list; the invalid ones are reported already
        reported.add(where)
        must, found, mend = _worded(detail, where)
        yield document.problem(where, must=must, found=found, mend=mend)


def _where(loc: tuple[int | str, ...], data: Any) -> Where:
    """The path in the file: pydantic's location without the tags of unions."""
    where: list[int | str] = []
    entered = True
    for index, step in enumerate(loc):
        if entered and isinstance(data, dict) and step in (data.get("status"), data.get("kind")):
            entered = False  # the tag of a union, once for each mapping; a field may bear the same name
        elif _holds(data, step):
            where.append(step)
            data, entered = data[step], True
        elif index == len(loc) - 1:
            where.append(step)
    return tuple(where)


def _holds(data: Any, step: int | str) -> bool:
    return (
        step in data
        if isinstance(data, dict)
        else isinstance(data, tuple) and isinstance(step, int) and step < len(data)
    )


def _field_names() -> list[str]:
    models = [model for model in vars(records).values() if isinstance(model, type) and issubclass(model, BaseModel)]
    return sorted({name for model in models for name in model.model_fields})


_TYPES = {
    "string_type": ("is text", "Put it in quotation marks"),
    "int_type": ("is a whole number", "Write digits without quotation marks"),
    "bool_type": ("is `true` or `false`", "Write one of the two, without quotation marks"),
    "tuple_type": ("is a list", "Write each item on a line of its own, after `- `, or all in [ ]"),
    **dict.fromkeys(
        ("dict_type", "model_type", "model_attributes_type"),
        ("is a mapping", "Write `key: value` lines below it, indented by two spaces; a text has `en:` and `vi:`"),
    ),
    "is_instance_of": ("is a number", "Write digits without quotation marks, with a point before decimals"),
    "decimal_type": ("is a number", "Write digits without quotation marks, with a point before decimals"),
}
_PATTERNS = {
    records.ID_PATTERN: ("is an id: lower-case ASCII words joined by `-`", "Write it like `party-organizations`"),
    records.PERIOD_PATTERN: (
        "is an ISO 8601 year, date or interval",
        'Write it like "2018" or "2020-10-13", or leave the line out',
    ),
    records.DATE_PATTERN: ("is a date, year-month-day", 'Write it like "2020-10-13"'),
    records.TIME_PATTERN: ("is a time of day", 'Write it like "09:05"'),
    records.SHA256_PATTERN: (
        "is a SHA-256 checksum",
        "Write its 64 digits and letters from a to f, as `sha256sum` prints them",
    ),
    records.URL_PATTERN: ("is an address", "Write it like https://example.org/"),
}


def _worded(detail: Any, where: Where) -> tuple[str, str, str]:
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    name = f"`{label(where)}`"
    if kind == "missing":
        if where[-1] in records.LANGUAGES:
            language = {"en": "English", "vi": "Vietnamese"}[str(where[-1])]
            return (
                "every text stands in both languages",
                f"{name} is missing",
                f"Add the {language} text as `{where[-1]}: …`",
            )
        return f"{name} is required", "found nothing", f"Add a line `{where[-1]}: …` here"
    if kind == "extra_forbidden":
        return "every key is a known field of this record", f"found `{where[-1]}`", _instead_of(str(where[-1]))
    if kind in ("literal_error", "union_tag_invalid"):
        choices = context.get("expected") or context.get("expected_tags")
        found = value.get(context.get("discriminator", "").strip("'")) if isinstance(value, dict) else value
        return f"{name} is one of {choices}", f"found `{found}`", "Write one of them"
    if kind == "union_tag_not_found":
        key = context.get("discriminator", "").strip("'")
        return f"`{key}` is required", "found nothing", f"Add a line `{key}: …` here"
    if kind in _TYPES:
        must, mend = _TYPES[kind]
        if value is None:
            mend = "Write it, or leave the line out where the field is optional"
        return f"{name} {must}", f"found {shown(value)}", mend
    if kind == "string_pattern_mismatch":
        must, mend = _PATTERNS.get(context["pattern"], ("has its fixed form", "Compare it with another record"))
        return f"{name} {must}", f"found {shown(value)}", mend
    if kind in ("too_short", "too_long"):
        bound = context.get("min_length", context.get("max_length"))
        amount = "at least" if kind == "too_short" else "at most"
        return (
            f"{name} has {amount} {bound} item{'s' * (bound != 1)}",
            f"found {context['actual_length']}",
            "Add the missing ones" if kind == "too_short" else "Shorten the list",
        )
    if kind == "value_error":
        return _worded_value_error(name, str(context["error"]))
    return f"{name} is valid", f"found {shown(value)} ({detail['msg']})", "Compare it with another record"


def _instead_of(key: str) -> str:
    if key in _field_names():
        return "It belongs elsewhere: below another key, indented by two spaces, or in another kind of record"
    close = difflib.get_close_matches(key, _field_names(), n=1)
    return f"Did you mean `{close[0]}`?" if close else "Remove it, or look the fields up on the data page"


def _worded_value_error(name: str, reason: str) -> tuple[str, str, str]:
    if reason.endswith("words"):
        return (
            f"{name} is a phrase of at most {records.MAX_PHRASE_WORDS} words",
            f"it {reason}",
            "Quote only the words that carry the value",
        )
    if reason == "is empty":
        return (
            f"{name} is not empty",
            "found no words",
            "Write the text, or leave the line out where the field is optional",
        )
    return f"{name} is plain text", f"it {reason}", "Remove that character"


def label(where: Where) -> str:
    return ".".join(str(step) for step in where if not isinstance(step, int)) or "record"


def shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, tuple):
        return "a list"
    if value is None:
        return "nothing"
    text = str(value)
    return f"`{text if len(text) <= 60 else text[:57] + '…'}`"

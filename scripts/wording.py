"""The words of the interface: every label that the site shows, from ``data/interface/``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .problems import Invalid, Problem
from .records import Language, Text

_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Wording:
    """The labels in one language. ``wording("charts.not-stated")`` is the label `not-stated` of `charts.yml`."""

    language: Language
    labels: Mapping[str, Text]

    def __call__(self, key: str, **values: object) -> str:
        """The label with its ``{slots}`` filled. Raises ``Invalid`` for an unknown label or slot."""
        if key not in self.labels:
            raise _missing(key, "every label that pages show stands there", "it is missing", "Restore it")
        text: str = getattr(self.labels[key], self.language)
        if unknown := set(_SLOT.findall(text)) - values.keys():
            known = ", ".join(f"{{{name}}}" for name in values) or "no slots"
            raise _missing(key, f"the label has {known}", f"found {{{min(unknown)}}}", "Correct the slot")
        return _SLOT.sub(lambda slot: str(values[slot[1]]), text)

    def date(self, iso: str) -> str:
        """A day as people write it: 13 October 2020, or 13/10/2020 in Vietnamese."""
        year, month, day = iso[:10].split("-")
        if self.language == "vi":
            return f"{int(day):02}/{int(month):02}/{year}"
        return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"

    def release(self, date: str) -> str:
        """A release's date as people write it; the second on a day carries its number."""
        day, _, number = date.partition(".")
        return self.date(day) + (f" ({number})" if number else "")


def _missing(key: str, must: str, found: str, mend: str) -> Invalid:
    group, _, name = key.partition(".")
    return Invalid([Problem(file=f"data/interface/{group}.yml", must=f"`{name}`: {must}", found=found, mend=mend)])


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

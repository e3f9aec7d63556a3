"""A problem in what people wrote: where it stands, what must hold, what was found, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, order=True)
class Problem:
    """One thing to mend. Lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1
    must: str
    found: str
    mend: str

    def __str__(self) -> str:
        end = "" if self.mend.endswith("?") else "."
        return f"{self.file}:{self.line}:{self.column}: {self.must}, {self.found}. {self.mend}{end}"


class Invalid(Exception):
    """Raised once, with every problem found, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))

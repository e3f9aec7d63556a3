"""Read every record below ``data/`` into one collection, or report all that is wrong with them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import derive, records
from .fields import validate
from .load import Document, load
from .load import Path as Where
from .problems import Invalid, Problem

SINGLE: dict[str, type[records.Record]] = {
    "site": records.Site,
    "redirects": records.Redirects,
    "next-release": records.NextRelease,
}


@dataclass(frozen=True, kw_only=True)
class Collection:
    """Everything read from ``data/``: the documents with their positions, and the records."""

    documents: Mapping[tuple[str, str], Document]
    edition: derive.Edition
    redirects: records.Redirects
    next_release: records.NextRelease
    labels: Mapping[str, records.Text]
    deposits: Mapping[str, records.Deposit] = field(default_factory=dict)

    def document(self, folder: str, record_id: str) -> Document:
        return self.documents[folder, record_id]

    def observations(self) -> Iterator[tuple[Document, Where, records.Figure, records.Observation]]:
        """Every observation in record order, before any formula is worked out: its file, its path there, its figure."""
        for figure_id, figure in self.edition.figures.items():
            for s, series in enumerate(figure.series):
                for o, observation in enumerate(series.observations):
                    where: Where = ("series", s, "observations", o)
                    yield self.document("figures", figure_id), where, figure, observation


def read(data: Path) -> Collection:
    """Read and validate every record below ``data``. Raises ``Invalid`` with all problems found."""
    documents: dict[tuple[str, str], Document] = {}
    found: dict[str, dict[str, Any]] = {folder: {} for folder in (*records.FOLDERS, "deposits")}
    single: dict[str, Any] = {}
    problems: list[Problem] = []
    folders: dict[str, type[records.Record]] = {**records.FOLDERS, "deposits": records.Deposit}
    for folder, model in folders.items():
        for path in sorted((data / folder).glob("*")):
            if path.name.startswith(".") or _misplaced(path, folder, data, problems):
                continue
            document = documents[folder, path.stem] = _read(path, data)
            record = validate(document, model, problems)
            if record is not None:
                found[folder][path.stem] = record
    for name, model in SINGLE.items():
        path = data / f"{name}.yml"
        optional = name != "site"
        absent = optional and not path.exists()
        document = documents["", name] = Document(file=_name(path, data)) if absent else _read(path, data)
        nothing = document.data is None and not document.problems  # comments, say
        single[name] = model() if nothing and optional else validate(document, model, problems)
    problems.extend(_strays(data))
    words = labels(data, problems)
    if problems:
        raise Invalid(problems)
    return Collection(
        labels=words,
        documents=documents,
        edition=edition_of(date=None, site=single["site"], folders=found),
        redirects=single["redirects"],
        next_release=single["next-release"],
        deposits=found["deposits"],
    )


def labels(data: Path, problems: list[Problem]) -> dict[str, records.Text]:
    """The words of the interface, by file and key (``charts.not-stated``); adds to ``problems``."""
    words = {}
    for path in sorted((data / "interface").glob("*.yml")):
        group = validate(_read(path, data), records.Labels, problems)
        words.update({f"{path.stem}.{key}": text for key, text in (group.root if group else {}).items()})
    return words


def edition_of(*, date: str | None, site: records.Site, folders: Mapping[str, Mapping[str, Any]]) -> derive.Edition:
    """An edition from records by folder, each folder in record order."""
    return derive.Edition(
        date=date,
        site=site,
        sources=folders["sources"],
        figures=_ordered(folders["figures"]),
        statements=_ordered(folders["statements"], kinds=("problem", "measure", "result", "lesson", "proposal")),
        terms=folders["terms"],
        names=_ordered(folders["names"], kinds=("person", "office", "organization", "document")),
        events=_ordered(folders["events"]),
    )


def _ordered(items: Mapping[str, Any], kinds: tuple[str, ...] = ()) -> dict[str, Any]:
    def place(item: tuple[str, Any]) -> tuple[int, int, str]:
        kind = kinds.index(item[1].kind) if kinds else 0
        return kind, getattr(item[1], "order", 0), item[0]

    return dict(sorted(items.items(), key=place))


def _strays(data: Path) -> Iterator[Problem]:
    known = {*records.FOLDERS, "deposits", "interface", "releases", "schemas", "verified", "LICENSE"}
    known |= {f"{name}.yml" for name in SINGLE}
    for path in sorted(data.glob("*")):
        if path.name not in known and not path.name.startswith("."):
            close = difflib.get_close_matches(path.name, known, n=1)
            yield Problem(
                file=_name(path, data),
                must="records stand in the folders that the README names",
                found=f"found `{path.name}`",
                mend=f"Did you mean `{close[0]}`?" if close else "Move it into one of them, or away",
            )


def _misplaced(path: Path, folder: str, data: Path, problems: list[Problem]) -> bool:
    name = _name(path, data)
    if path.suffix != ".yml" or path.is_dir():
        problems.append(
            Problem(
                file=name,
                must=f"the folder {folder}/ holds records only",
                found=f"found `{path.name}`",
                mend="Give the file the ending .yml, or move it away",
            )
        )
        return True
    pattern = records.DATE_PATTERN[:-1] + r"(\.\d+)?$" if folder == "deposits" else records.ID_PATTERN
    if not re.match(pattern, path.stem):
        problems.append(
            Problem(
                file=name,
                must="a file's name is the record's id: lower-case ASCII words joined by `-`",
                found=f"found `{path.stem}`",
                mend="Rename the file",
            )
        )
        return True
    return False


def _read(path: Path, data: Path) -> Document:
    name = _name(path, data)
    try:
        return load(path.read_text(encoding="utf-8"), name)
    except FileNotFoundError:
        problem = Problem(
            file=name, must="the file must exist", found="found none", mend="Restore it from the repository"
        )
    except UnicodeDecodeError as error:
        problem = Problem(
            file=name, must="a record is UTF-8 text", found=f"byte {error.start} is not", mend="Save the file as UTF-8"
        )
    return Document(file=name, problems=[problem])


def _name(path: Path, data: Path) -> str:
    return f"{data.name}/{path.relative_to(data).as_posix()}"

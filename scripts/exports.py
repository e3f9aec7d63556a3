"""The files for machines: CSV, JSON with its schema, and the data package that describes them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, Field

from . import records, rows
from .addresses import Addresses
from .derive import Edition, Placed
from .history import History
from .records import FrozenRecords, Id, Language, Number, Record
from .wording import Wording

DRAFT = "draft"


class Export(Record):
    """All records, nested as they are written, with the values worked out from them."""

    release: str = Field(description="the release that these records are; `draft` where they are not released")
    records: FrozenRecords
    computed: dict[Id, Number] = Field(description="the value of each `derived` observation, by its id")


def observations_csv(history: History, sites: Addresses) -> str:
    """The contract's ``observations.csv``: one row an observation, in record order; withdrawn ones are left out."""
    return _csv(rows.OBSERVATION_COLUMNS, (_observation(history, sites, placed) for placed in _living(history.working)))


def _living(edition: Edition) -> Iterable[Placed]:
    return (placed for placed in edition.observations.values() if not placed.record.withdrawn)


def _observation(history: History, sites: Addresses, placed: Placed) -> dict[str, str]:
    release = history.state("observations", placed.id).release
    return rows.observation(history.working, placed) | {
        "url": sites.observation(placed.figure_id, placed.id),
        "release_url": sites.frozen(release, placed.figure_id, placed.id) if release else "",
        "release": release or DRAFT,
    }


def statements_csv(history: History, sites: Addresses) -> str:
    """The contract's ``statements.csv``: one row a statement; withdrawn ones are left out."""
    living = (key for key, record in history.working.statements.items() if not record.withdrawn)
    return _csv(
        rows.STATEMENT_COLUMNS,
        (
            rows.statement(history.working, key)
            | {"url": sites.page(f"statements/#{key}"), "release": history.state("statements", key).release or DRAFT}
            for key in living
        ),
    )


def figure_csv(history: History, sites: Addresses, figure_id: str, wording: Wording) -> str:
    """One figure's observations under labels in one language."""
    columns = ("id", "series", "moment", "period", "value", "unit", "status", "formula", "assumes", "evidence", "evidence-en",
               "paragraph", "attribution", "url", "release-url", "release")  # fmt: skip
    language = wording.language
    lines = []
    for placed in history.working.of_figure(figure_id):
        if placed.record.withdrawn:
            continue
        row = _observation(history, sites, placed)
        release = history.state("observations", placed.id).release
        values = {
            "id": placed.id, "series": row[f"series_{language}"], "moment": row[f"period_{language}"], "period": row["period"],
            "value": row["value"], "unit": row[f"unit_{language}"], "status": wording(f"pages.status-{placed.status}"),
            "formula": row["formula"], "assumes": row[f"assumes_{language}"], "evidence": row["evidence"],
            "evidence-en": row["evidence_en"], "paragraph": row["paragraph"],
            "attribution": wording(f"pages.attribution-{row['attribution']}") if row["attribution"] else "",
            "url": sites.observation(figure_id, placed.id, language),
            "release-url": sites.frozen(release, figure_id, placed.id, language) if release else "",
            "release": release or wording("pages.draft"),
        }  # fmt: skip
        lines.append({wording(f"pages.column-{column}"): values[column] for column in columns})
    return _csv(tuple(wording(f"pages.column-{column}") for column in columns), lines)


def _csv(columns: tuple[str, ...], lines: Iterable[Mapping[str, str]]) -> str:
    """RFC 4180: a header line, commas, quotes where needed, CRLF."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()


def figures_json(history: History) -> str:
    """Everything, nested as the records are, with the ``{placeholders}`` in texts filled."""
    edition = history.working
    export = Export(
        release=history.latest.date if history.latest and not history.drafts else DRAFT,
        records=records.FrozenRecords(
            site=edition.site, **{folder: dict(getattr(edition, folder)) for folder in records.FOLDERS}
        ),
        computed={
            placed.id: placed.value
            for placed in edition.observations.values()
            if placed.status == "derived" and placed.value is not None
        },
    )
    return _json(_filled(export.model_dump(mode="json", exclude_none=True), edition))


def _filled(value: Any, edition: Edition) -> Any:
    if isinstance(value, dict):
        if set(value) == set(records.LANGUAGES):
            return {language: edition.fill(value[language], language) for language in records.LANGUAGES}
        return {key: _filled(item, edition) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, edition) for item in value]
    return value


def figures_schema() -> str:
    """The JSON Schema of ``figures.json``."""
    return _json(Export.model_json_schema() | {"$schema": "https://json-schema.org/draft/2020-12/schema"})


def editor_schemas() -> dict[str, str]:
    """A JSON Schema for each kind of record, for editors: file name to text."""
    models: dict[str, type[BaseModel]] = {**records.FOLDERS, "site": records.Site, "redirects": records.Redirects, "next-release": records.NextRelease,
              "deposits": records.Deposit, "interface": records.Labels}  # fmt: skip
    return {f"{name}.json": _json(model.model_json_schema()) for name, model in models.items()}


def datapackage(history: History, sites: Addresses, wordings: Mapping[Language, Wording]) -> str:
    """A Frictionless Data Package over the CSV files."""
    edition = history.working
    english = wordings["en"]
    package: dict[str, Any] = {
        "name": "records",
        "title": edition.text(edition.site.title, "en"),
        "description": edition.text(edition.site.tagline, "en"),
        "homepage": sites.page(""),
        "version": history.latest.date if history.latest and not history.drafts else DRAFT,
        "licenses": [{"name": edition.site.licence_records, "path": edition.site.licence_records_url}],
        "sources": [
            {"title": source.title} | ({"path": source.url} if source.url else {})
            for source in edition.sources.values()
        ],
        "resources": [
            _resource("observations", rows.OBSERVATION_COLUMNS, "observation_id", english),
            _resource("statements", rows.STATEMENT_COLUMNS, "statement_id", english),
        ],
    }
    return _json(package)


def _resource(name: str, columns: tuple[str, ...], key: str, wording: Wording) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {"name": column, "type": "number" if column == "value" else "string",
                 "description": wording(f"columns.{column.replace('_', '-')}")}
                for column in columns
            ],
            "primaryKey": [key],
            "missingValues": [""],
        },
    }  # fmt: skip


def columns(wording: Wording, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each column and what it holds, for the data page."""
    return [(name, wording(f"columns.{name.replace('_', '-')}")) for name in names]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"

"""Records flattened: one row an observation, one row a statement.

The rows are the content of the CSV files, in the contract's columns, and the unit in which two editions
are compared.
"""

from __future__ import annotations

from . import records
from .derive import Edition, Placed, plain_number

OBSERVATION_COLUMNS = (
    "observation_id", "figure_id", "figure_en", "figure_vi", "series_id", "series_en", "series_vi",
    "period", "period_en", "period_vi", "value", "unit_en", "unit_vi", "status", "direction", "formula",
    "assumes_en", "assumes_vi", "attribution", "evidence", "evidence_en", "paragraph", "moment_evidence",
    "moment_paragraph", "also_in", "source_id", "url", "release_url", "release",
)  # fmt: skip
STATEMENT_COLUMNS = (
    "statement_id", "kind", "text_en", "text_vi", "actor_en", "actor_vi", "addressee_en", "addressee_vi",
    "attribution", "evidence", "evidence_en", "paragraph", "source_id", "url", "release",
)  # fmt: skip


def observation(edition: Edition, placed: Placed) -> dict[str, str]:
    """The columns that the records alone decide; those about releases and addresses are left out."""
    record = placed.record
    figure, series, unit = edition.figure_of(placed), edition.series_of(placed), edition.unit_of(placed)
    row = dict.fromkeys(OBSERVATION_COLUMNS[:-3], "")
    row |= {
        "observation_id": record.id,
        "figure_id": placed.figure_id,
        "series_id": series.id,
        "period": record.period or "",
        "value": plain_number(placed.value) if placed.value is not None else "",
        "status": record.status,
        "source_id": figure.source,
    }
    for language in records.LANGUAGES:
        row[f"figure_{language}"] = edition.text(figure.title, language)
        row[f"series_{language}"] = edition.text(series.label, language)
        row[f"period_{language}"] = edition.text(record.moment, language)
        row[f"unit_{language}"] = edition.text(unit, language)
    if isinstance(record, records.Derived):
        row["formula"] = record.formula
        row |= {f"assumes_{language}": edition.text(record.assumes, language) for language in records.LANGUAGES}
    if isinstance(record, records.Direction):
        row["direction"] = record.direction
    if isinstance(record, records.Stated | records.Direction | records.Unquantified):
        row |= _evidence(record)
    return row


def _evidence(record: records.Stated | records.Direction | records.Unquantified) -> dict[str, str]:
    moment = record.moment_evidence
    return {
        "attribution": record.attribution,
        "evidence": record.evidence.phrase,
        "evidence_en": record.evidence.translation,
        "paragraph": str(record.evidence.paragraph),
        "moment_evidence": moment.phrase if moment else "",
        "moment_paragraph": str(moment.paragraph) if moment else "",
        "also_in": ";".join(map(str, record.also_in)),
    }


def statement(edition: Edition, statement_id: str) -> dict[str, str]:
    """The columns that the records alone decide; the address and the release are left out."""
    record = edition.statements[statement_id]
    row = {
        "statement_id": statement_id,
        "kind": record.kind,
        "attribution": record.attribution,
        "evidence": record.evidence.phrase,
        "evidence_en": record.evidence.translation,
        "paragraph": str(record.evidence.paragraph),
        "source_id": record.source,
    }
    for language in records.LANGUAGES:
        row[f"text_{language}"] = edition.text(record.text, language)
        row[f"actor_{language}"] = _names(edition, record.actors, language)
        row[f"addressee_{language}"] = _names(edition, record.addressees, language)
    return {column: row[column] for column in STATEMENT_COLUMNS[:-2]}


def _names(edition: Edition, ids: tuple[str, ...], language: records.Language) -> str:
    return "; ".join(edition.text(edition.names[name].name, language) for name in ids)

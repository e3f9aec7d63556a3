"""The live records, by rules that hold for any record: a corrected value never turns a test red."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from scripts import build, collect, records, rows
from scripts.collect import Collection
from scripts.history import History
from tests import projects


@pytest.fixture(scope="module")
def live() -> tuple[Collection, History]:
    """The live records; every quoted phrase is in the lock, or is looked up where CI has the article."""
    return build.read(build.Folders(projects.ROOT), os.environ.get("SOURCE_TEXT"))


def test_the_live_records_pass_every_check(live: tuple[Collection, History]) -> None:
    edition = live[0].edition
    assert edition.sources
    assert edition.figures
    assert edition.statements


def test_the_coverage_names_everything_that_rests_on_evidence(live: tuple[Collection, History]) -> None:
    edition = live[0].edition
    ticked = {
        key
        for source in edition.sources.values()
        for paragraph in source.paragraphs
        for sentence in paragraph.sentences
        for key in sentence.recorded
    }
    evidenced = {
        placed.id
        for placed in edition.observations.values()
        if not isinstance(placed.record, records.Derived | records.NotStated)
    }
    assert evidenced | edition.statements.keys() | edition.events.keys() <= ticked


def test_every_figure_says_how_not_to_read_it(live: tuple[Collection, History]) -> None:
    for figure_id, figure in live[0].edition.figures.items():
        assert figure.misreadings, figure_id
        assert set(figure.key_observations) <= {placed.id for placed in live[0].edition.of_figure(figure_id)}, figure_id


def test_every_derived_value_says_what_it_assumes(live: tuple[Collection, History]) -> None:
    derived = [placed for placed in live[0].edition.observations.values() if isinstance(placed.record, records.Derived)]
    assert derived
    assert all(placed.value is not None for placed in derived if not placed.record.withdrawn)


def test_every_label_is_used() -> None:
    """A word of the interface that nothing shows is a word to delete."""
    used = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("scripts", "docs/prose")
        for path in sorted((projects.ROOT / folder).rglob("*"))
        if path.suffix in (".py", ".j2", ".html", ".js", ".md")
    )
    used += (projects.ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    composed = [re.sub(r"\{[^}]*\}", "[a-z0-9-]+", text) for text in re.findall(r'f"(\w+\.[^"{]*\{[^"]*)"', used)]
    composed += [
        f"{prefix}.+"
        for pair in re.findall(r"""'(\w+\.[a-z-]+-)' ~|['"](\w+\.[a-z-]+-)['"] \+""", used)
        for prefix in pair
        if prefix
    ]
    composed = [pattern for pattern in composed if not re.fullmatch(r"\w+\.\[a-z0-9-\]\+", pattern)]
    labels = collect.labels(projects.ROOT / "data", [])
    assert labels
    assert composed
    unused = [key for key in labels if not _named(key, used) and not any(re.fullmatch(item, key) for item in composed)]
    assert unused == []


def _named(key: str, used: str) -> bool:
    """Whether a label is named in full, by its last part in quotation marks, as a column, or in a template of the theme."""
    group, _, name = key.partition(".")
    if group == "columns":
        return name.replace("-", "_") in (*rows.OBSERVATION_COLUMNS, *rows.STATEMENT_COLUMNS)
    return key in used or f'"{name}"' in used or (group == "theme" and f"{name}⟧" in used)


def test_the_readme_names_what_there_is() -> None:
    readme = (projects.ROOT / "README.md").read_text(encoding="utf-8")
    for command in re.findall(r"`?make ([a-z]+)", readme):
        assert re.search(rf"^{command}:", (projects.ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE), (
            command
        )
    for path in re.findall(r"`((?:data|docs|scripts|tests)/[\w./-]*)`", readme):
        generated = ("docs/en/", "docs/vi/")
        assert path in generated or (projects.ROOT / path).exists(), path
    for picture in re.findall(r"\]\(([\w./-]+\.png)\)", readme):
        assert Path(projects.ROOT / picture).is_file()

"""Small frozen projects to test on: invented records, their source text, and copies to change."""

from __future__ import annotations

import shutil
from pathlib import Path

from scripts import collect
from scripts.collect import Collection

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests/fixtures/small"
WRONG = ROOT / "tests/fixtures/wrong/data"
SOURCE_TEXT = SMALL / "source.txt"


def small() -> Collection:
    """The small frozen records."""
    return collect.read(SMALL / "data")


def texts() -> dict[str, str]:
    return {"song-mo": SOURCE_TEXT.read_text(encoding="utf-8")}


def copy_records(target: Path) -> Path:
    """A copy of the small records that a test may change. Returns its ``data`` folder."""
    data = target / "data"
    shutil.copytree(SMALL / "data", data)
    return data


def copy_project(target: Path, records: Path | None = None) -> Path:
    """A whole project to build: the code and interface of this one, with the small records or others."""
    target.mkdir(parents=True, exist_ok=True)
    for name in ("mkdocs.yml", "mkdocs.vi.yml", "requirements.txt"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, target / name)
    shutil.copytree(ROOT / "scripts", target / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs/prose", target / "docs/prose")
    for language in ("en", "vi"):
        (target / "docs" / language).mkdir(parents=True)
    shutil.copytree(records or SMALL / "data", target / "data")
    shutil.copytree(ROOT / "data/interface", target / "data/interface", dirs_exist_ok=True)
    return target


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands exactly once in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")

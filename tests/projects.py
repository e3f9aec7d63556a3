"""Small frozen projects to test on: invented records, their source text, and copies to change."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts import build, collect
from scripts.collect import Collection

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests/fixtures/small"
WRONG = ROOT / "tests/fixtures/wrong/data"
SOURCE_TEXT = SMALL / "source.txt"
FIRST, SECOND = "2030-01-01", "2030-02-01"
SITE = "https://market.example/record/"


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


def released(target: Path) -> Path:
    """The live project with a release of whatever has been edited since its last one, so that all can be cited."""
    project = copy_project(target, ROOT / "data")
    _, past = build.read(build.Folders(project))
    if past.drafts:
        text = {"en": "For the tests.", "vi": "Cho kiểm thử."}
        note = json.dumps({"note": text, "reasons": {change.id: text for change in past.drafts}})
        (project / "data/next-release.yml").write_text(note, encoding="utf-8")
        done(project, "release", "--date", past.latest.date[:10] if past.latest else FIRST, SOURCE_TEXT="")
    return project


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands exactly once in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """One command of a project, with the invented article at hand."""
    given = {key: value for key, value in os.environ.items() if key not in ("SITE_URL", "SOURCE_TEXT")}
    given |= {"SOURCE_TEXT": str(SOURCE_TEXT)} | environment
    return subprocess.run(
        [sys.executable, "-m", "scripts", *arguments],
        cwd=project,
        env=given,
        capture_output=True,
        text=True,
        check=False,
    )


def done(project: Path, *arguments: str, **environment: str) -> str:
    result = run(project, *arguments, **environment)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout

"""The one place that writes generated files: atomically, and only what changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

Content = str | bytes


def write(path: Path, content: Content) -> bool:
    """Write a file in one step. Returns whether it changed; an unchanged file is not touched."""
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    draft.write_bytes(data)
    os.replace(draft, path)
    return True


def sync(folder: Path, files: Mapping[str, Content]) -> int:
    """Make ``folder`` hold exactly ``files`` (path to content). Returns how many files changed.

    Hidden files at its top, such as the .gitignore that keeps the folder, stay.
    """
    changed = sum([write(folder / name, content) for name, content in files.items()])
    for path in sorted(folder.rglob("*"), reverse=True):
        name = path.relative_to(folder).as_posix()
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif name not in files and not ("/" not in name and name.startswith(".")):
            path.unlink()
            changed += 1
    return changed


def swap(new: Path, target: Path) -> None:
    """Put the finished folder ``new`` in the place of ``target``; the old one is removed afterwards."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        os.replace(target, old)
    try:
        os.replace(new, target)
    except OSError:
        if old.exists():
            os.replace(old, target)
        raise
    shutil.rmtree(old, ignore_errors=True)

"""Writing: atomic, only what changed, and whole folders swapped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scripts import write


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a/b.txt"
    assert write.write(path, "one")
    os.utime(path, (1, 1))
    assert not write.write(path, b"one")
    assert path.stat().st_mtime == 1
    assert write.write(path, "two")
    assert path.read_text() == "two"
    assert [item.name for item in path.parent.iterdir()] == ["b.txt"]


def test_a_folder_holds_exactly_its_files(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*")
    assert write.sync(tmp_path, {"a.txt": "1", "d/b.txt": "2"}) == 2
    assert write.sync(tmp_path, {"a.txt": "1", "d/b.txt": "2"}) == 0
    assert write.sync(tmp_path, {"a.txt": "3"}) == 2
    assert sorted(item.name for item in tmp_path.iterdir()) == [".gitignore", "a.txt"]


def test_a_folder_is_swapped_whole(tmp_path: Path) -> None:
    new, target = tmp_path / "new", tmp_path / "site"
    for folder, text in ((new, "new"), (target, "old")):
        folder.mkdir()
        (folder / "index.html").write_text(text)
    write.swap(new, target)
    assert (target / "index.html").read_text() == "new"
    assert [item.name for item in tmp_path.iterdir()] == ["site"]


def test_a_failed_swap_leaves_the_old_folder(tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.mkdir()
    (target / "index.html").write_text("old")
    with pytest.raises(OSError, match="No such file"):
        write.swap(tmp_path / "missing", target)
    assert (target / "index.html").read_text() == "old"

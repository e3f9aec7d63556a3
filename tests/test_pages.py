"""Pages: the golden ones, byte by byte, and what no page may do."""

from __future__ import annotations

from tests import golden_pages


def test_golden_pages() -> None:
    kept = {
        path.relative_to(golden_pages.FOLDER).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(golden_pages.FOLDER.rglob("*")) if path.is_file()
    }  # fmt: skip
    assert golden_pages.golden() == kept
    assert len(kept) == 10


def test_the_same_records_give_the_same_pages() -> None:
    assert golden_pages.golden() == golden_pages.golden()

"""Benchmarks: ``make bench``. Times are shown as ratios to something run beside them, on this machine, now."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

from scripts import build, collect, history, pages, release_pages
from scripts.collect import Collection
from scripts.history import History, Release
from scripts.records import NextRelease, Text
from tests import benchmark_charts, projects

COUNTS = (1, 10, 100)


def main() -> None:
    """Charts beside two libraries, then the cost of further releases of the real records."""
    benchmark_charts.main()
    releases()


def releases() -> None:
    """Time and bytes of the frozen pages of 1, 10 and 100 releases, beside the living pages."""
    collection = collect.read(projects.ROOT / "data")
    print("\nReleases of the real records, each with one change")
    print(f"{'releases':>9} {'pages':>7} {'seconds':>8} {'÷ living':>9} {'MB':>7} {'KB a page':>10} {'data MB':>8}")
    for count in COUNTS:
        past = _past(collection, count)
        folders = build.Folders(Path(projects.ROOT))
        site = build.site_of(folders, collection, History(collection.edition, past[0]), build.LOCAL)
        seconds, files = _timed(lambda site=site: release_pages.frozen(site))  # type: ignore[misc]
        living, _ = _timed(lambda site=site: pages.living(site))  # type: ignore[misc]
        size = sum(len(text.encode()) for text in files.values())
        print(
            f"{count:>9} {len(files):>7} {seconds:>8.2f} {seconds / living:>9.2f} {size / 1e6:>7.2f} "
            f"{size / len(files) / 1e3:>10.1f} {past[1] / 1e6:>8.2f}"
        )


def _past(collection: Collection, count: int) -> tuple[tuple[Release, ...], int]:
    """``count`` releases, each with another note on the first observation, and the bytes of their files."""
    made: list[Release] = []
    size = 0
    for number in range(count):
        note = Text(en=f"Change {number}.", vi=f"Thay đổi {number}.")
        changed = dataclasses.replace(
            collection, edition=_changed(collection, note), next_release=NextRelease(note=note)
        )
        text = history.freeze(
            changed,
            date=f"{2030 + number // 300}-{1 + number % 300 // 25:02}-{1 + number % 25:02}",
            previous=made[-1] if made else None,
        )
        size += len(text.encode())
        made.append(history.thaw(text, made[-1] if made else None))
    return tuple(made), size


def _changed(collection: Collection, note: Text):  # type: ignore[no-untyped-def]
    edition = collection.edition
    figure_id, figure = next(iter(edition.figures.items()))
    first = figure.series[0]
    observation = first.observations[0].model_copy(update={"note": note})
    series = first.model_copy(update={"observations": (observation, *first.observations[1:])})
    figures = {**edition.figures, figure_id: figure.model_copy(update={"series": (series, *figure.series[1:])})}
    return dataclasses.replace(edition, figures=figures)


def _timed(work):  # type: ignore[no-untyped-def]
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    main()

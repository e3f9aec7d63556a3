"""Time and bytes of a chart beside two other libraries, on the same data, in one run.

    python -m tests.benchmark_charts

Needs matplotlib and pygal (``make bench`` installs them); the tests use neither. Each library draws the
same stacked bars with their values and titles as SVG. The first chart, which pays for imports and fonts, is
reported apart. Ours carries more: description, source line, release, permalink and a dark theme.
"""

from __future__ import annotations

import io
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from scripts import charts, pictures
from tests import editions, golden_charts

REPEATS = 20
TITLE = "Libraries went from 120 to 90"
MOMENTS = ("Start of the plan", "Day of the talk")
PARTS = {"Public libraries": (80, 60), "School libraries": (40, 30)}


def ours() -> str:
    return charts.chart(_EDITION, "libraries", _WORDING, golden_charts.IMPRINT["en"], standalone=True)


def matplotlib() -> str:
    import matplotlib as library

    library.use("svg")
    library.rcParams["svg.hashsalt"] = "same"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(4, 3))
    left = [0, 0]
    for part, values in PARTS.items():
        axes.bar_label(axes.barh(MOMENTS, values, left=left, label=part), label_type="center")
        left = [start + value for start, value in zip(left, values, strict=True)]
    axes.set_title(TITLE)
    axes.legend()
    written = io.StringIO()
    figure.savefig(written, format="svg", metadata={"Date": None})
    pyplot.close(figure)
    return written.getvalue()


def pygal() -> str:
    import pygal as library

    chart = library.HorizontalStackedBar(title=TITLE, print_values=True, js=(), width=400, height=300)
    chart.x_labels = MOMENTS
    for part, values in PARTS.items():
        chart.add(part, values)
    written: str = chart.render(is_unicode=True)
    return written


def measure(draw: Callable[[], str]) -> tuple[float, float, int]:
    """Milliseconds for the first chart, the median of the others, and bytes."""
    first = _milliseconds(draw)
    return first, statistics.median(_milliseconds(draw) for _ in range(REPEATS)), len(draw().encode())


def _milliseconds(draw: Callable[[], object]) -> float:
    start = time.perf_counter()
    draw()
    return (time.perf_counter() - start) * 1000


def picture() -> tuple[float, float]:
    """Milliseconds for one PNG at twice the dots: drawn, and taken from the cache."""
    with tempfile.TemporaryDirectory() as folder:
        cache, svg = Path(folder), ours()
        pictures.png(svg, width=50, cache=cache)  # unpacks the typeface
        drawn = statistics.median(
            _milliseconds(lambda width=width: pictures.png(svg, width=600 + width, cache=cache)) for width in range(5)
        )  # type: ignore[misc]
        return drawn, statistics.median(
            _milliseconds(lambda: pictures.png(svg, width=600, cache=cache)) for _ in range(5)
        )


def table() -> str:
    """The comparison as lines of text, with ratios to ours."""
    rows = {name: measure(draw) for name, draw in (("this site", ours), ("pygal", pygal), ("matplotlib", matplotlib))}
    _, own_time, own_bytes = rows["this site"]
    lines = [f"{'a chart as SVG':<16}{'first ms':>10}{'ms':>10}{'× ours':>9}{'bytes':>10}{'× ours':>9}"]
    for name, (first, later, size) in rows.items():
        lines.append(
            f"{name:<16}{first:>10.1f}{later:>10.2f}{later / own_time:>9.1f}{size:>10,}{size / own_bytes:>9.1f}"
        )
    drawn, kept = picture()
    return "\n".join([*lines, f"as PNG, 1,200 dots wide: {drawn:.0f} ms drawn, {kept:.2f} ms unchanged"])


_EDITION = editions.edition()
_WORDING = editions.wording("en")


def main() -> None:
    print(table())


if __name__ == "__main__":
    main()

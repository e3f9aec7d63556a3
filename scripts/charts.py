"""Charts: one SVG a figure and language, with everything in it that it needs when it is copied away.

A chart carries its message, what is counted, the plot, the source line, the release and the permalink. On a
page it takes its colors from ``charts.css``; opened alone it brings its own. The words are the records'
and the labels of ``charts.yml``; where things stand is worked out in ``chart_plots``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import jinja2

from . import chart_style, derive, records
from .chart_plots import Drawing, Plot, Reading, drawn, drawn_series, large, moment, plot, read, read_step, units
from .derive import Edition, Placed
from .wording import Wording

WIDTH = 400
MARGIN = 16
SHOWN = 600
SHARE = (1200, 630)
MAX_BYTES = 15 * 1024
MANY_VALUES = 60


@dataclass(frozen=True)
class Imprint:
    """The lines printed inside the picture: whose claim it is, since when it stands, where it is found."""

    source_line: str
    release_line: str
    permalink: str

    @property
    def lines(self) -> tuple[str, str, str]:
        return self.source_line, self.release_line, self.permalink


def chart(edition: Edition, figure_id: str, wording: Wording, imprint: Imprint, *, standalone: bool) -> str:
    """The figure's chart as SVG: a file of its own, or the markup to stand in a page.

    More values than fit into 15 KB are summed up by series, in words. Raises ``ValueError`` for a
    character that the typeface lacks, and where the words alone are too heavy.
    """
    for draw in (plot, _summary):
        svg = _drawn(draw, edition, figure_id, wording, imprint, standalone=standalone)
        if len(svg.encode()) <= MAX_BYTES:
            return svg
    raise ValueError(
        f"the chart of {figure_id} would weigh {len(svg.encode()):,} bytes, {MAX_BYTES:,} are allowed: "
        "name fewer series in its `chart`, or shorten the labels"
    )


def _drawn(
    draw: Plot, edition: Edition, figure_id: str, wording: Wording, imprint: Imprint, *, standalone: bool
) -> str:
    drawing = Drawing(left=MARGIN, right=WIDTH - MARGIN, y=20)
    drawing.box("flag", MARGIN, 0, 48, 5)
    drawing.paragraph("title", title(edition, figure_id, wording), after=7)
    drawing.paragraph("subtitle", subtitle(edition, figure_id, wording), after=22)
    draw(drawing, edition, figure_id, wording)
    _imprint(drawing, imprint)
    style = chart_style.alone(drawing.roles | {"ground", "hatch"}) if standalone else ""
    return _svg([drawing], (WIDTH, 2 * round(drawing.y / 2 + 7)), edition, figure_id, wording, style=style)


def _summary(drawing: Drawing, edition: Edition, figure_id: str, wording: Wording) -> None:
    """For more values than a picture can hold: each series in a line."""
    drawing.paragraph("words", wording("charts.summary"), after=14)
    for series in drawn_series(edition, figure_id):
        drawing.paragraph("name", getattr(series.label, wording.language), after=2)
        drawing.paragraph("label", "; ".join(_range(edition.of_series(figure_id, series.id), wording)), after=10)


def title(edition: Edition, figure_id: str, wording: Wording) -> str:
    """The message, as the record words it."""
    return edition.text(edition.figures[figure_id].headline, wording.language)


def subtitle(edition: Edition, figure_id: str, wording: Wording) -> str:
    """What is counted, and in which unit."""
    name = edition.text(edition.figures[figure_id].title, wording.language)
    return wording("charts.subtitle", title=name, unit=_unit(edition, figure_id, wording))


def _unit(edition: Edition, figure_id: str, wording: Wording) -> str:
    """The unit of all that is drawn; the figure's where they differ, for then the series name their own."""
    found = {getattr(edition.unit_of(placed), wording.language) for placed in drawn(edition, figure_id)}
    unit: str = found.pop() if len(found) == 1 else getattr(edition.figures[figure_id].unit, wording.language)
    return unit


def _imprint(drawing: Drawing, imprint: Imprint) -> None:
    drawing.y += 20
    drawing.path("rule", f"M{drawing.left} {units(drawing.y)}H{drawing.right}")
    drawing.y += 9
    for line in imprint.lines:
        drawing.paragraph("imprint", line, after=2)


# --- in words ---------------------------------------------------------------------------------------


def description(edition: Edition, figure_id: str, wording: Wording) -> str:
    """The data and its gaps in words, computed from the observations: for those who cannot see the chart.

    A chart of many values is described by series: how many, from which to which.
    """
    shown = drawn(edition, figure_id)
    sentences = [wording(f"charts.kind-{edition.figures[figure_id].chart.kind}")]
    sentences += _steps_described(edition, figure_id, wording) or _series_described(edition, figure_id, shown, wording)
    sentences.append(wording("charts.unit", unit=_unit(edition, figure_id, wording)))
    sentences += _gaps_described(shown, wording)
    return " ".join(sentences)


def _steps_described(edition: Edition, figure_id: str, wording: Wording) -> list[str]:
    figure_chart = edition.figures[figure_id].chart
    if not isinstance(figure_chart, records.StepsChart):
        return []
    values = [
        wording(
            "charts.described-value",
            moments=getattr(step.label, wording.language),
            value=_worded(read_step(edition, step, wording), wording),
        )
        for step in figure_chart.steps
    ]
    return ["; ".join(values) + "."]


def _series_described(edition: Edition, figure_id: str, shown: Sequence[Placed], wording: Wording) -> list[str]:
    sentences = []
    for series in drawn_series(edition, figure_id):
        own = [placed for placed in shown if placed.series_id == series.id]
        values = _range(own, wording) if len(shown) > MANY_VALUES else _one_by_one(own, wording)
        sentences.append(
            wording("charts.described-series", series=getattr(series.label, wording.language), values="; ".join(values))
        )
    return sentences


def _one_by_one(own: Iterable[Placed], wording: Wording) -> list[str]:
    """Moment and value; moments in a row that have the same words instead of a number share them."""

    def alike(item: tuple[int, Placed]) -> tuple[int, str]:
        reading = read(item[1], wording)
        return (item[0] if reading.value is not None else -1), _worded(reading, wording)

    values = []
    for (_, words), group in groupby(enumerate(own), key=alike):
        together = ", ".join(moment(placed, wording) for _, placed in group)
        values.append(wording("charts.described-value", moments=together, value=words))
    return values


def _range(own: Sequence[Placed], wording: Wording) -> list[str]:
    numbers = [placed.value for placed in own if placed.value is not None]
    values = []
    if numbers:
        least, most = (derive.number(bound(numbers), wording.language) for bound in (min, max))
        values.append(wording("charts.described-range", count=len(numbers), least=least, most=most))
    if len(own) > len(numbers):
        values.append(wording("charts.described-others", count=len(own) - len(numbers)))
    return values


def _worded(reading: Reading, wording: Wording) -> str:
    if reading.sign in ("up", "down"):
        return wording(f"charts.described-{reading.sign}")
    if reading.sign == "unquantified":
        return wording("charts.described-unquantified", words=reading.words)
    return (
        wording("charts.described-computed", value=reading.strong)
        if reading.computed
        else reading.strong or reading.words
    )


def _gaps_described(shown: Sequence[Placed], wording: Wording) -> list[str]:
    """How many values are missing, how many stand in words, what the computed ones assume."""
    current = [placed for placed in shown if not placed.record.withdrawn]
    gaps = sum(isinstance(placed.record, records.NotStated) for placed in current)
    in_words = sum(isinstance(placed.record, records.Direction | records.Unquantified) for placed in current)
    sentences = []
    if gaps:
        sentences.append(wording("charts.described-gaps", gaps=gaps, count=len(shown)))
    if in_words:
        sentences.append(wording("charts.described-in-words", gaps=in_words, count=len(shown)))
    if not gaps and not in_words and len(current) == len(shown):
        computed = any(isinstance(placed.record, records.Derived) for placed in current)
        sentences.append(wording("charts.described-computed-too" if computed else "charts.described-no-gaps"))
    assumptions = (
        getattr(placed.record.assumes, wording.language)
        for placed in current
        if isinstance(placed.record, records.Derived)
    )
    return sentences + [wording("charts.described-assumes", assumes=assumes) for assumes in dict.fromkeys(assumptions)]


# --- the share picture ------------------------------------------------------------------------------


def share(edition: Edition, figure_id: str, wording: Wording, imprint: Imprint) -> str:
    """The picture that social networks and chats show beside a link, on white: 1200 × 630 dots as a PNG.

    Words on the left, the plot on the right. A plot too tall to be read at that size gives way to the
    figure's key observations.
    """
    width, height = SHARE
    words = _share_words(edition, figure_id, wording, imprint)
    picture = _share_plot(edition, figure_id, wording)
    drawings = [*words, picture]
    roles = set().union(*(drawing.roles for drawing in drawings)) | {"ground", "hatch"}
    return _svg(
        drawings,
        (width, height),
        edition,
        figure_id,
        wording,
        style=chart_style.alone(roles, themes=False),
        shown=width // 2,
    )


def _share_words(edition: Edition, figure_id: str, wording: Wording, imprint: Imprint) -> list[Drawing]:
    """Message and imprint, as large as they fit."""
    below = _fitted([("imprint", line) for line in imprint.lines], width=500, height=150, largest=1.5)
    below.place = f"translate(56 {units(574 - below.y * below.scale)}) scale({units(below.scale)})"
    room = 630 - 56 - 56 - 32 - below.y * below.scale
    above = _fitted(
        [("title", title(edition, figure_id, wording)), ("subtitle", subtitle(edition, figure_id, wording))],
        width=500,
        height=room,
        largest=2.1,
    )
    above.place = f"translate(56 64) scale({units(above.scale)})"
    flag = Drawing(left=0, right=SHARE[0])
    flag.box("flag", 56, 0, 120, 12)
    return [flag, above, below]


def _fitted(paragraphs: Sequence[tuple[str, str]], *, width: float, height: float, largest: float) -> Drawing:
    """The paragraphs in the largest type at which they fit into the box."""
    scale = largest
    while True:
        drawing = Drawing(left=0, right=width / scale, scale=scale)
        for role, words in paragraphs:
            drawing.paragraph(role, words, after=6)
        if drawing.y * scale <= height or scale < 0.3:
            return drawing
        scale *= 0.94


def _share_plot(edition: Edition, figure_id: str, wording: Wording) -> Drawing:
    left, top, width, height = 624, 64, 520, 510
    drawing = Drawing(left=0, right=368)
    plot(drawing, edition, figure_id, wording)
    scale = min(width / 368, height / drawing.y)
    if scale < 0.8:
        drawing = _key_observations(edition, figure_id, wording)
        scale = min(width / 368, height / drawing.y)
    drawing.place = f"translate({left} {units(top + (height - drawing.y * scale) / 2)}) scale({units(scale)})"
    return drawing


def _key_observations(edition: Edition, figure_id: str, wording: Wording) -> Drawing:
    drawing = Drawing(left=0, right=368)
    for observation_id in edition.figures[figure_id].key_observations:
        large(drawing, edition, edition.observations[observation_id], wording)
        drawing.y += 24
    return drawing


# --- written ----------------------------------------------------------------------------------------


def _svg(
    drawings: Sequence[Drawing],
    size: tuple[int, int],
    edition: Edition,
    figure_id: str,
    wording: Wording,
    *,
    style: str,
    shown: int = SHOWN,
) -> str:
    written: str = _template().render(
        id=f"{figure_id}-chart", width=size[0], height=size[1], shown=shown, style=style, language=wording.language,
        title=title(edition, figure_id, wording), description=description(edition, figure_id, wording),
        hatched=any("gap" in drawing.roles for drawing in drawings), drawings=drawings,
    )  # fmt: skip
    return written


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"), undefined=jinja2.StrictUndefined,
        autoescape=True, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("chart.svg.j2")

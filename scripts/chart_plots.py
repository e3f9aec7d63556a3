"""The plots: where each bar, mark and word of a chart stands.

A plot is drawn from the top down in units of a picture 400 wide. It grows in height with what there is to
say: labels wrap, a row is as tall as its words, and nothing is placed where something stands already.
Lengths start at zero and are proportional to their values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from . import chart_style, fonts, records
from .derive import MINUS, Edition, Placed, number
from .wording import Wording

LEADING = 1.28
BAR = 20.0
MARK = 34.0
GAP = 8.0
PANEL = 3
COLUMN_GAP = 12.0
CELL_MARK = 26.0
MANY_BARS = 60

Sign = Literal["number", "not-stated", "unquantified", "up", "down", "withdrawn", "no-entry"]


# --- paper and pen ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One line of text, at its baseline."""

    x: str
    y: str
    words: str
    transform: str = ""


@dataclass
class Drawing:
    """Shapes and texts by role, and how far down the next thing goes."""

    left: float
    right: float
    y: float = 0.0
    paths: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    place: str = ""
    scale: float = 1.0

    @property
    def room(self) -> float:
        return self.right - self.left

    @property
    def shapes(self) -> list[tuple[str, str]]:
        return [(role, "".join(self.paths[role])) for role in chart_style.rules() if role in self.paths]

    @property
    def texts(self) -> list[tuple[str, list[Line]]]:
        return list(self.lines.items())

    @property
    def roles(self) -> set[str]:
        classes = {name.removeprefix("chart-") for names in self.lines for name in names.split()}
        return classes | set(self.paths)

    def path(self, role: str, data: str) -> None:
        self.paths.setdefault(role, []).append(data)

    def box(self, role: str, x: float, y: float, width: float, height: float) -> None:
        self.path(role, f"M{units(x)} {units(y)}h{units(width)}v{units(height)}h{units(-width)}z")

    def write(self, role: str, x: float, y: float, words: str, *, at: str = "", size: float | None = None) -> None:
        """One line with its baseline at ``y``; ``at`` is ``end`` or ``middle`` where ``x`` is not its start.

        ``size`` sets it smaller than its role says.
        """
        smaller = chart_style.size(role) / size if size and size < chart_style.size(role) else 1
        roles = f"chart-{role}" + (f" chart-{at}" if at else "")
        transform = f"scale({1 / smaller:.4f})" if smaller > 1 else ""
        self.lines.setdefault(roles, []).append(
            Line(units(round(x * smaller, 1)), units(round(y * smaller)), words, transform)
        )

    def block(self, role: str, x: float, top: float, room: float, words: str) -> float:
        """Wrapped lines below ``top``. Returns their height."""
        lines = wrap(role, words, room)
        for index, line in enumerate(lines):
            self.write(role, x, top + baseline(role, index), line)
        return len(lines) * line_height(role)

    def paragraph(self, role: str, words: str, *, after: float = 0.0) -> None:
        self.y += self.block(role, self.left, self.y, self.room, words) + after


def units(value: float) -> str:
    """A length as the picture writes it: at most two decimals, none where none are needed."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def line_height(role: str) -> float:
    return chart_style.size(role) * LEADING


def baseline(role: str, line: int = 0) -> float:
    """How far below the top of a block the baseline of its line stands."""
    return chart_style.size(role) + line * line_height(role)


def wide(role: str, words: str) -> float:
    return fonts.roomy(words, chart_style.size(role), chart_style.weight(role))


def wrap(role: str, words: str, room: float) -> list[str]:
    lines_of = fonts.balanced if role in ("title", "subtitle") else fonts.wrap
    return lines_of(words, room, chart_style.size(role), chart_style.weight(role))


# --- what an observation has to say -----------------------------------------------------------------


@dataclass(frozen=True)
class Reading:
    """An observation as a chart shows it: a number with its note, or the words in its place."""

    sign: Sign
    value: Decimal | None
    strong: str = ""
    words: str = ""
    computed: bool = False


def read(placed: Placed | None, wording: Wording) -> Reading:
    if placed is None:
        return Reading("no-entry", None, words=wording("charts.no-entry"))
    record = placed.record
    if record.withdrawn:
        return Reading("withdrawn", None, words=wording("charts.withdrawn"))
    if isinstance(record, records.Direction):
        return Reading(record.direction, None, words=wording(f"charts.{record.direction}"))
    if isinstance(record, records.Unquantified):
        words = getattr(record.words, wording.language)
        return Reading("unquantified", None, words=wording("charts.unquantified", words=words))
    if placed.value is None:
        return Reading("not-stated", None, words=wording("charts.not-stated"))
    computed = isinstance(record, records.Derived)
    note = wording("charts.computed") if computed else ""
    return Reading("number", placed.value, number(placed.value, wording.language), note, computed)


def read_step(edition: Edition, step: records.Step, wording: Wording) -> Reading:
    """What a step does to the level: a change carries its sign."""
    reading = read(edition.observations[step.observation], wording)
    if step.effect == "level" or reading.value is None:
        return reading
    change = reading.value if step.effect == "plus" else -reading.value
    sign = MINUS if change < 0 else "+" if change > 0 else ""
    return replace(reading, value=change, strong=sign + number(abs(change), wording.language))


def moment(placed: Placed, wording: Wording) -> str:
    text: str = getattr(placed.record.short_moment or placed.record.moment, wording.language)
    return text


def drawn(edition: Edition, figure_id: str) -> list[Placed]:
    """The observations that the figure's chart shows, in its order."""
    chart = edition.figures[figure_id].chart
    if isinstance(chart, records.StepsChart):
        return [edition.observations[step.observation] for step in chart.steps]
    if isinstance(chart, records.NumberChart):
        return [edition.observations[chart.observation]]
    return [placed for series in drawn_series(edition, figure_id) for placed in edition.of_series(figure_id, series.id)]


def drawn_series(edition: Edition, figure_id: str) -> list[records.Series]:
    figure = edition.figures[figure_id]
    chart = figure.chart
    if isinstance(chart, records.StackedChart):
        wanted: Sequence[str] = (chart.total, *chart.parts)
    elif isinstance(chart, records.BarsChart | records.GridChart):
        wanted = chart.series or [series.id for series in figure.series]
    else:
        wanted = list(dict.fromkeys(placed.series_id for placed in drawn(edition, figure_id)))
    by_id = {series.id: series for series in figure.series}
    return [by_id[series_id] for series_id in wanted if series_id in by_id]


# --- marks ------------------------------------------------------------------------------------------


def _mark(drawing: Drawing, reading: Reading, x: float, y: float, wide: float) -> float:
    """The sign of a reading that has no length, in a bar's height below ``y``. Returns its width."""
    middle = y + BAR / 2
    if reading.sign == "not-stated":
        drawing.box("gap", x, y, wide, BAR)
    elif reading.sign == "unquantified":
        tooth = BAR / 4
        drawing.path(
            "open",
            f"M{units(x)} {units(y)}h{units(wide)}" + f"l-5 {units(tooth)}l5 {units(tooth)}" * 2 + f"h{units(-wide)}z",
        )
    elif reading.sign in ("up", "down"):
        turn = 1 if reading.sign == "up" else -1
        drawing.path(
            "arrow", f"M{units(x + 9)} {units(middle - 9 * turn)}l8 {9 * turn}h-5v{9 * turn}h-6v{-9 * turn}h-5z"
        )
        return 18
    elif reading.sign == "withdrawn":
        drawing.path("cross", f"M{units(x + 3)} {units(middle - 6)}l12 12m0-12l-12 12")
        return 18
    elif reading.value is not None and reading.value != 0:
        drawing.box("computed", x + 1, y + 3, 14, 14)
        return 15
    elif reading.value is not None:
        role = "computed" if reading.computed else "zero"
        drawing.path(role, f"M{units(x + 1.5)} {units(middle)}a6 6 0 1 0 12 0a6 6 0 1 0-12 0z")
        return 15
    else:
        return 0
    return wide


def _beside(drawing: Drawing, reading: Reading, x: float, y: float, room: float) -> float:
    """Number and words, beside a mark whose top is ``y``. Returns the height, a bar's at least."""
    first = y + BAR / 2 + chart_style.size("value") * 0.36
    if reading.strong:
        drawing.write("value", x, first, reading.strong)
        taken = wide("value", reading.strong) + 6
        if reading.words and taken + wide("words", reading.words) <= room + 0.01:
            drawing.write("words", x + taken, first, reading.words)
            return BAR
        if not reading.words:
            return BAR
        return BAR + drawing.block("words", x, y + BAR + 2, room, reading.words) + 2
    lines = wrap("words", reading.words, room)
    for index, line in enumerate(lines):
        drawing.write("words", x, first + index * line_height("words"), line)
    return BAR + (len(lines) - 1) * line_height("words")


def _signed(drawing: Drawing, reading: Reading, x: float, y: float, room: float, wide: float = MARK) -> float:
    """A reading without a length: its mark, ``wide`` at most, and its words. Returns the height."""
    taken = _mark(drawing, reading, x, y, wide)
    taken += GAP if taken else 0
    return _beside(drawing, reading, x + taken, y, room - taken)


def _said(reading: Reading) -> float:
    """The width of number and words on one line, with the gap before them, and the mark of a zero."""
    words = 6 + wide("words", reading.words) if reading.words else 0
    zero = 18 + GAP if reading.value == 0 else 0
    return GAP + zero + wide("value", reading.strong) + words


@dataclass(frozen=True)
class Scale:
    """Units of the picture for one of what is counted, and where zero stands."""

    zero: float
    per_one: float

    def x(self, value: Decimal) -> float:
        return self.zero + float(value) * self.per_one


def _scale(drawing: Drawing, spans: Iterable[tuple[Decimal, Decimal, float]]) -> Scale:
    """The largest scale at which every span, from its lower to its upper value, has room for its words."""
    spans = list(spans)
    least = -min((min(low, Decimal(0)) for low, _, _ in spans), default=Decimal(0))
    rooms = [(drawing.room - said) / float(high + least) for _, high, said in spans if high + least > 0]
    rooms += [drawing.room / float(least)] if least else []
    per_one = min(rooms, default=1.0)
    return Scale(drawing.left + float(least) * per_one, per_one)


Plot = Callable[[Drawing, Edition, str, Wording], None]


# --- the kinds --------------------------------------------------------------------------------------


def plot(drawing: Drawing, edition: Edition, figure_id: str, wording: Wording) -> None:
    """Draw the figure's plot from ``drawing.y`` on, and move it below."""
    chart = edition.figures[figure_id].chart
    kinds: dict[str, Plot] = {
        "stacked": _stacked, "steps": _steps, "bars": _bars, "grid": _grid, "number": _number,
    }  # fmt: skip
    kind = chart.kind
    if kind == "bars" and len(drawn(edition, figure_id)) > MANY_BARS:
        kind = "grid"
    kinds[kind](drawing, edition, figure_id, wording)


def _bars(drawing: Drawing, edition: Edition, figure_id: str, wording: Wording) -> None:
    """One bar an observation, under its own series' words; each unit has its own scale."""
    series = drawn_series(edition, figure_id)
    rows = [
        (each, placed, read(placed, wording)) for each in series for placed in edition.of_series(figure_id, each.id)
    ]
    by_unit: dict[records.Text | None, list[Reading]] = {}
    for each, _, reading in rows:
        by_unit.setdefault(each.unit, []).append(reading)
    scales = {unit: _bar_scale(drawing, readings) for unit, readings in by_unit.items()}
    for each in series:
        if len(series) > 1:
            drawing.paragraph("name", _series_name(each, wording), after=4)
        for owner, placed, reading in rows:
            if owner is each:
                drawing.paragraph("label", moment(placed, wording), after=4)
                _bar(drawing, reading, scales[each.unit])
                drawing.y += 12
        drawing.y += 10
    drawing.y -= 22


def _bar_scale(drawing: Drawing, readings: Iterable[Reading]) -> Scale:
    with_length = [(reading.value, reading) for reading in readings if reading.value is not None]
    return _scale(
        drawing, ((min(value, Decimal(0)), max(value, Decimal(0)), _said(reading)) for value, reading in with_length)
    )


def _bar(drawing: Drawing, reading: Reading, scale: Scale) -> None:
    """A bar from the line of zero, or the mark that stands in its place."""
    top = drawing.y
    if reading.value is None:
        drawing.y += _signed(drawing, reading, drawing.left, top, drawing.room)
        return
    _zero_line(drawing, scale.zero, top)
    if reading.value == 0:
        drawing.y += _signed(drawing, reading, scale.zero + 3, top, drawing.right - scale.zero - 3)
        return
    end = scale.x(reading.value)
    role = "computed" if reading.computed else "strong"
    drawing.box(role, min(scale.zero, end), top, abs(end - scale.zero), BAR)
    start = max(scale.zero, end) + GAP
    drawing.y += _beside(drawing, reading, start, top, drawing.right - start)


def _zero_line(drawing: Drawing, x: float, top: float) -> None:
    drawing.path("base", f"M{units(x)} {units(top - 3)}v{units(BAR + 6)}")


def _series_name(series: records.Series, wording: Wording) -> str:
    label: str = getattr(series.label, wording.language)
    if series.unit is None:
        return label
    return wording("charts.series-unit", series=label, unit=getattr(series.unit, wording.language))


def _steps(drawing: Drawing, edition: Edition, figure_id: str, wording: Wording) -> None:
    """Levels from zero, and what is added or taken away hanging at the level reached."""
    chart = edition.figures[figure_id].chart
    assert isinstance(chart, records.StepsChart)
    readings = [read_step(edition, step, wording) for step in chart.steps]
    spans = _spans(chart.steps, readings)
    scale = _scale(
        drawing,
        (
            (min(span.start, span.end, Decimal(0)), max(span.start, span.end), _said(reading))
            for span, reading in zip(spans, readings, strict=True)
            if span
        ),
    )
    before: Span | None = None
    for step, reading, span in zip(chart.steps, readings, spans, strict=True):
        label = getattr(step.label, wording.language)
        if before and span and span.reached and before.reached and before.end in (span.start, span.end):
            _link(drawing, scale.x(before.end), label)
        drawing.paragraph("label", label, after=4)
        if span is None:
            drawing.y += _signed(drawing, reading, drawing.left, drawing.y, drawing.room)
        else:
            _step(drawing, reading, scale, span, level=step.effect == "level")
        drawing.y += 12
        before = span
    drawing.y -= 12


@dataclass(frozen=True)
class Span:
    """From where to where a step is drawn; ``reached`` where the level it leads to is known."""

    start: Decimal
    end: Decimal
    reached: bool


def _spans(steps: Sequence[records.Step], readings: Sequence[Reading]) -> list[Span | None]:
    """The spans of the steps; ``None`` where there is no number. A change at an unknown level is drawn from zero."""
    spans: list[Span | None] = []
    level: Decimal | None = None
    for step, reading in zip(steps, readings, strict=True):
        start = Decimal(0) if step.effect == "level" else level
        level = None if reading.value is None or start is None else start + reading.value
        if reading.value is None:
            spans.append(None)
        elif start is None or level is None:
            spans.append(Span(Decimal(0), abs(reading.value), reached=False))
        else:
            spans.append(Span(start, level, reached=True))
    return spans


def _step(drawing: Drawing, reading: Reading, scale: Scale, span: Span, *, level: bool) -> None:
    low, high = sorted((scale.x(span.start), scale.x(span.end)))
    if level or reading.value == 0:
        _zero_line(drawing, low if reading.value == 0 else scale.zero, drawing.y)
    if reading.value == 0:
        drawing.y += _signed(drawing, reading, low + 3, drawing.y, drawing.right - low - 3)
        return
    drawing.box("computed" if reading.computed else "strong" if level else "soft", low, drawing.y, high - low, BAR)
    drawing.y += _beside(drawing, reading, high + GAP, drawing.y, drawing.right - high - GAP)


def _link(drawing: Drawing, x: float, label: str) -> None:
    """A thin line from the level reached to the bar below, where no label stands in its way."""
    lines = wrap("label", label, drawing.room)
    if x > drawing.left + max(wide("label", line) for line in lines) + 4:
        drawing.path("link", f"M{units(x)} {units(drawing.y - 12)}v{units(16 + len(lines) * line_height('label'))}")


LETTERS = "ABCDEFGHIJKL"
FILLS = ("strong", "soft")


def _stacked(drawing: Drawing, edition: Edition, figure_id: str, wording: Wording) -> None:
    """Parts laid end to end up to their total, one bar a moment, and a key of the parts.

    Two parts are told apart by their fills, more also by letters. A part without a number leaves the
    rest of its total hatched.
    """
    chart = edition.figures[figure_id].chart
    assert isinstance(chart, records.StackedChart)
    series = drawn_series(edition, figure_id)
    rows = moments([edition.of_series(figure_id, each.id) for each in series], wording)
    stacks = [(label, read(cells[0], wording), [read(cell, wording) for cell in cells[1:]]) for label, cells in rows]
    scale = _scale(drawing, [(Decimal(0), _reach(total, parts), _total_room(total)) for _, total, parts in stacks])
    for label, total, parts in stacks:
        drawing.paragraph("label", label, after=4)
        _stack(drawing, scale, total, parts, wording)
        _beneath(drawing, scale, series[1:], parts, wording)
        drawing.y += 14
    drawing.y += 2
    _key(drawing, series[1:], wording)


def _reach(total: Reading, parts: Iterable[Reading]) -> Decimal:
    numbers = sum((part.value for part in parts if part.value is not None and part.value > 0), Decimal(0))
    return max(total.value or Decimal(0), numbers)


def _total_room(total: Reading) -> float:
    return _said(total) if total.value is not None else MARK + 2 * GAP


def _stack(drawing: Drawing, scale: Scale, total: Reading, parts: Sequence[Reading], wording: Wording) -> None:
    top, x, before = drawing.y, scale.zero, ""
    for index, part in enumerate(parts):
        if part.value is None or part.value <= 0:
            continue
        length = float(part.value) * scale.per_one
        role = "computed" if part.computed else FILLS[index % 2]
        drawing.box(role, x, top, length, BAR + 6)
        if role == before:  # a part between them has no length, and one fill would run into the other
            drawing.path("split", f"M{units(x)} {units(top)}v{units(BAR + 6)}")
        before = role
        inside = _inside(parts, index)
        if _fits(inside, length):
            drawing.write(
                "upon-strong" if role == "strong" else "upon-soft", x + length / 2, top + 13 + 5.4, inside, at="middle"
            )
        x += length
    if any(part.value is None for part in parts):
        rest = scale.x(total.value) - x if total.value is not None else MARK
        if rest > 0:
            drawing.box("gap", x, top, rest, BAR + 6)
            x += rest
    elif x == scale.zero and total.value is not None and total.value > 0:
        drawing.box("gap", x, top, scale.x(total.value) - x, BAR + 6)
    _zero_line(drawing, scale.zero, top + 3)
    if total.value is not None:
        end = max(x, scale.x(total.value)) + GAP
        drawing.y += max(BAR + 6, 3 + _signed_total(drawing, total, end, top + 3))
        return
    drawing.y += BAR + 6 + 6
    words = wording("charts.part", part=wording("charts.total"), value=total.words)
    drawing.y += _signed(drawing, replace(total, words=words), drawing.left, drawing.y, drawing.room)


def _signed_total(drawing: Drawing, total: Reading, x: float, y: float) -> float:
    if total.value == 0:
        return _signed(drawing, total, x, y, drawing.right - x)
    return _beside(drawing, total, x, y, drawing.right - x)


def _inside(parts: Sequence[Reading], index: int) -> str:
    return (
        parts[index].strong
        if len(parts) <= 2 and not parts[index].computed
        else LETTERS[index]
        if len(parts) > 2
        else ""
    )


def _fits(words: str, length: float) -> bool:
    return bool(words) and wide("upon-soft", words) + 8 <= length


def _beneath(
    drawing: Drawing, scale: Scale, series: Sequence[records.Series], parts: Sequence[Reading], wording: Wording
) -> None:
    """The values that did not fit into the bar, in words below it."""
    said = []
    for index, (each, part) in enumerate(zip(series, parts, strict=True)):
        length = float(part.value) * scale.per_one if part.value is not None else 0
        if len(parts) <= 2 and _fits(_inside(parts, index), length):
            continue
        name = LETTERS[index] if len(parts) > 2 else getattr(each.label, wording.language)
        value = " ".join(filter(None, (part.strong, part.words)))
        said.append(wording("charts.part", part=name, value=value) if len(parts) <= 2 else f"{name} {value}")
    if said:
        drawing.y += 5
        drawing.paragraph("words", " · ".join(said))


def _key(drawing: Drawing, series: Sequence[records.Series], wording: Wording) -> None:
    for index, each in enumerate(series):
        top = drawing.y
        role = FILLS[index % 2]
        drawing.box(role, drawing.left + 1, top + 2, 16, 16)
        x = drawing.left + 26
        if len(series) > 2:
            drawing.write("name", x, top + baseline("name"), LETTERS[index])
            x += 18
        drawing.y += drawing.block("label", x, top, drawing.right - x, getattr(each.label, wording.language)) + 5
    drawing.y -= 5


def moments(columns: Sequence[Sequence[Placed]], wording: Wording) -> list[tuple[str, list[Placed | None]]]:
    """Rows by moment over several series, in the order in which the series tell them."""
    order: list[tuple[str | None, str]] = []
    cells: dict[tuple[str | None, str], dict[int, Placed]] = {}
    for index, column in enumerate(columns):
        place = 0
        for placed in column:
            key = (placed.record.period, moment(placed, wording))
            if key not in cells:
                order.insert(place, key)
                cells[key] = {}
            place = order.index(key) + 1
            cells[key][index] = placed
    return [(key[1], [cells[key].get(index) for index in range(len(columns))]) for key in order]


def _grid(drawing: Drawing, edition: Edition, figure_id: str, wording: Wording) -> None:
    """A row a moment, a column a series, as many columns side by side as their words allow."""
    series = drawn_series(edition, figure_id)
    rows = moments([edition.of_series(figure_id, each.id) for each in series], wording)
    readings = [(label, [read(cell, wording) for cell in cells]) for label, cells in rows]
    first = min(106.0, max(wide("label", label) for label, _ in readings))
    columns = _columns(drawing.room - first, len(series), [reading for _, row in readings for reading in row])
    for start in range(0, len(series), columns):
        if start:
            drawing.y += 24
        panel = range(start, min(start + columns, len(series)))
        _panel(
            drawing,
            [_series_name(series[index], wording) for index in panel],
            [(label, [row[index] for index in panel]) for label, row in readings],
            first,
        )


def _columns(room: float, series: int, readings: Iterable[Reading]) -> int:
    """How many series stand side by side: three at most, and no number may be broken."""
    widest = max(max((wide("value", reading.strong) for reading in readings), default=0) + 15 + GAP, 90)
    return max(1, min(PANEL, series, int(room // (widest + COLUMN_GAP))))


def _panel(drawing: Drawing, names: Sequence[str], rows: Sequence[tuple[str, Sequence[Reading]]], first: float) -> None:
    column = (drawing.room - first) / len(names)
    xs = [drawing.left + first + column * index + COLUMN_GAP for index in range(len(names))]
    lines = max(len(wrap("name", name, column - COLUMN_GAP)) for name in names)
    for x, name in zip(xs, names, strict=True):
        short = lines - len(wrap("name", name, column - COLUMN_GAP))
        drawing.block("name", x, drawing.y + short * line_height("name"), column - COLUMN_GAP, name)
    drawing.y += lines * line_height("name") + 7
    for label, readings in rows:
        drawing.path("rule", f"M{units(drawing.left)} {units(drawing.y)}H{units(drawing.right)}")
        top = drawing.y + 7
        heights = [1 + drawing.block("label", drawing.left, top + 1, first, label)]
        heights += [
            _cell(drawing, reading, x, top, column - COLUMN_GAP) for x, reading in zip(xs, readings, strict=True)
        ]
        drawing.y = top + max(heights) + 6


def _cell(drawing: Drawing, reading: Reading, x: float, y: float, room: float) -> float:
    if _plain(reading):
        return _beside(drawing, reading, x, y, room)
    return _signed(drawing, reading, x, y, room, CELL_MARK)


def _plain(reading: Reading) -> bool:
    return reading.value is not None and reading.value != 0 and not reading.computed


def _number(drawing: Drawing, edition: Edition, figure_id: str, wording: Wording) -> None:
    large(drawing, edition, drawn(edition, figure_id)[0], wording)


def large(drawing: Drawing, edition: Edition, placed: Placed, wording: Wording) -> None:
    """One value, set large, with its unit and its moment below."""
    reading = read(placed, wording)
    if reading.strong:
        size = min(
            chart_style.size("number"), drawing.room / fonts.roomy(reading.strong, 1, chart_style.weight("number"))
        )
        drawing.y += size * 0.78
        drawing.write("number", drawing.left, drawing.y, reading.strong, size=size)
        drawing.y += size * 0.25
        unit = getattr(edition.unit_of(placed), wording.language)
        drawing.paragraph("name", " · ".join(filter(None, (unit, reading.words))), after=2)
    else:
        drawing.y += _signed(drawing, reading, drawing.left, drawing.y, drawing.room) + 8
    drawing.paragraph("label", moment(placed, wording))

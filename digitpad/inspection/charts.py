"""Figures with axes: confusion, calibration, robustness, a map of digits, an answer over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from digitpad.inspection.colours import CLASSES
from digitpad.inspection.digit_map import PCA, DigitMap
from digitpad.inspection.figure import FAINT, INK, Figure, Point
from digitpad.inspection.mistakes import Examination
from digitpad.inspection.robustness import Curve
from digitpad.types import AnyArray, FloatArray

CELL = 38
PLOT_WIDTH, PLOT_HEIGHT = 260, 180
LEFT, TOP, RIGHT, BOTTOM = 52, 34, 16, 42
QUIET = "#666666"


class Plot:
    """A rectangle with two axes in a figure of its own.

    Args:
        title: above it.
        across, up: what the axes are.
        x, y: their ranges.
        size: of the rectangle.
    """

    def __init__(
        self,
        title: str,
        across: str,
        up: str,
        *,
        x: tuple[float, float],
        y: tuple[float, float],
        size: tuple[float, float] = (PLOT_WIDTH, PLOT_HEIGHT),
    ) -> None:
        self.figure = Figure(LEFT + size[0] + RIGHT, TOP + size[1] + BOTTOM)
        self._x, self._y, self._size = x, y, size
        self.figure.text(LEFT, TOP - 14, title, size=13)
        self.figure.text(LEFT, TOP - 3, up, size=9, colour=QUIET)
        middle = LEFT + size[0] / 2
        self.figure.text(middle, TOP + size[1] + 34, across, size=10, colour=QUIET, anchor="middle")
        self.figure.rectangle(LEFT, TOP, size[0], size[1], outline=FAINT)

    def at(self, x: float, y: float) -> Point:
        """Where a pair of values lies in the figure."""
        across = (x - self._x[0]) / ((self._x[1] - self._x[0]) or 1)
        up = (y - self._y[0]) / ((self._y[1] - self._y[0]) or 1)
        return LEFT + across * self._size[0], TOP + (1 - up) * self._size[1]

    def ticks(self, x: Sequence[float], y: Sequence[float], percent: bool = False) -> None:
        """Numbers along the axes, with faint lines upwards from none and across from all."""
        for value in x:
            place, _ = self.at(value, self._y[0])
            self.figure.text(place, TOP + self._size[1] + 16, f"{value:g}", size=9, anchor="middle")
        for value in y:
            _, place = self.at(self._x[0], value)
            text = f"{value:.0%}" if percent else f"{value:g}"
            self.figure.text(LEFT - 6, place + 3, text, size=9, anchor="end")
            self.figure.line([(LEFT, place), (LEFT + self._size[0], place)], colour="#eeeeee")

    def line(self, x: AnyArray, y: AnyArray, colour: str = CLASSES[0], width: float = 2) -> None:
        """A line through points."""
        if len(x) > 1:
            points = [self.at(float(a), float(b)) for a, b in zip(x, y, strict=True)]
            self.figure.line(points, colour=colour, width=width)

    def dots(self, x: AnyArray, y: AnyArray, colour: str = CLASSES[0], radius: float = 3) -> None:
        """Points by themselves."""
        for a, b in zip(x, y, strict=True):
            self.figure.disc(*self.at(float(a), float(b)), radius, fill=colour)


def confusion_figure(found: Examination, names: Sequence[str], title: str) -> Figure:
    """The confusion with counts; the darker a cell, the larger its share of the row."""
    count, side = len(names), CELL
    figure = Figure(60 + (count + 1.6) * side, 74 + count * side + 44)
    figure.text(16, 22, title, size=14)
    figure.text(60, 40, "answer", size=10, colour=QUIET)
    for k, name in enumerate(names):
        middle = 60 + (k + 0.5) * side
        figure.text(middle, 60, name, size=12, anchor="middle")
        figure.text(48, 70 + (k + 0.6) * side, name, size=12, anchor="end")
    figure.text(60 + (count + 0.8) * side, 60, "right", size=10, colour=QUIET, anchor="middle")
    for row in range(count):
        for column in range(count):
            _cell(figure, found, row, column)
        recall = found.recall[row]
        text = "-" if np.isnan(recall) else f"{recall:.1%}"
        place = 60 + (count + 0.8) * side, 70 + (row + 0.6) * side
        figure.text(*place, text, size=10, anchor="middle")
    note = "Rows are the truth. Blue: right. Orange: misread, darker where it happens more often."
    figure.text(16, figure.height - 14, note, size=10, colour=QUIET)
    return figure


def _cell(figure: Figure, found: Examination, row: int, column: int) -> None:
    count, share = int(found.confusion[row, column]), float(found.shares[row, column])
    x, y = 60 + column * CELL, 66 + row * CELL
    if row == column:
        fill = _mixed("#2166ac", 0.55 * share)
    else:
        fill = _mixed("#d95f02", min(1.0, np.sqrt(share * 12)))
    figure.rectangle(x, y, CELL - 2, CELL - 2, fill=fill)
    if count:
        figure.text(x + CELL / 2 - 1, y + CELL / 2 + 3, f"{count}", size=10, anchor="middle")


def _mixed(colour: str, share: float) -> str:
    """White with a share of a colour."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(255 + share * (part - 255)):02x}" for part in parts)


def calibration_figure(found: Examination, title: str) -> Figure:
    """Confidence against accuracy: on the diagonal, probabilities mean what they say."""
    bins = found.calibration()
    plot = Plot(title, "confidence", "share of right answers", x=(0, 1), y=(0, 1), size=(300, 300))
    marks = [0, 0.2, 0.4, 0.6, 0.8, 1]
    plot.ticks(marks, marks, percent=True)
    plot.line(np.array([0, 1]), np.array([0, 1]), FAINT, 1)
    plot.line(bins.confidence, bins.accuracy)
    for x, y, count in zip(bins.confidence, bins.accuracy, bins.counts, strict=True):
        radius = 2.5 + 4 * float(np.sqrt(count / len(found)))
        plot.figure.disc(*plot.at(float(x), float(y)), radius, fill=CLASSES[0])
    text = f"calibration error {bins.error:.2%}"
    plot.figure.text(LEFT + 290, TOP + 286, text, size=11, anchor="end")
    return plot.figure


def robustness_figure(curves: Mapping[str, Curve], title: str) -> Figure:
    """A small plot for each kind of change."""
    plots = [_curve(curve) for curve in curves.values()]
    wide, high = plots[0].width, plots[0].height
    columns = 3
    rows = -(-len(plots) // columns)
    figure = Figure(columns * wide + 16, 30 + rows * high)
    figure.text(16, 22, title, size=14)
    for number, plot in enumerate(plots):
        row, column = divmod(number, columns)
        figure.place(plot, column * wide, 30 + row * high)
    return figure


def _curve(curve: Curve) -> Figure:
    values = curve.values
    low, high = float(values.min()), float(values.max())
    plot = Plot(curve.change, curve.unit, "accuracy", x=(low, high), y=(0, 1))
    middle = [low, curve.unchanged, high]
    plot.ticks(sorted(set(np.round(middle, 2))), [0, 0.25, 0.5, 0.75, 1], percent=True)
    usual = np.array([curve.unchanged] * 2)
    plot.line(usual, np.array([0, 1]), FAINT, 1)
    plot.line(values, curve.accuracies)
    plot.dots(values, curve.accuracies)
    return plot.figure


def map_figure(
    found: DigitMap, names: Sequence[str], title: str, position: FloatArray | None = None
) -> Figure:
    """All digits of a map, each written as itself in its class's colour; a ring marks a drawing."""
    low, high = found.positions.min(axis=0), found.positions.max(axis=0)
    if position is not None:
        low, high = np.minimum(low, position), np.maximum(high, position)
    room = 0.03 * (high - low)
    (left, bottom), (right, top) = low - room, high + room
    across, up = "", ""
    if found.method == PCA:
        across, up = (f"main direction {i + 1}: {found.explained[i]:.0%}" for i in (0, 1))
    plot = Plot(title, across, up, x=(left, right), y=(bottom, top), size=(640, 520))
    for (x, y), label in zip(found.positions, found.labels, strict=True):
        place = plot.at(float(x), float(y))
        colour = CLASSES[int(label) % len(CLASSES)]
        plot.figure.text(place[0], place[1] + 3, names[label], size=8, colour=colour,
                         anchor="middle")  # fmt: skip
    if position is not None:
        x, y = plot.at(float(position[0]), float(position[1]))
        plot.figure.disc(x, y, 7, fill=INK)
        plot.figure.disc(x, y, 4, fill="#ffffff")
    return plot.figure


def answers_figure(
    moments: AnyArray, probabilities: FloatArray, names: Sequence[str], title: str, across: str
) -> Figure:
    """Probabilities over time or over epochs: a line for each class that ever counts."""
    span = (float(moments[0]), max(float(moments[-1]), float(moments[0]) + 1e-3))
    plot = Plot(title, across, "probability", x=span, y=(0, 1), size=(520, 260))
    plot.ticks([round(value, 2) for value in span], [0, 0.25, 0.5, 0.75, 1], percent=True)
    for k, name in enumerate(names):
        values = probabilities[:, k]
        if values.max() < 0.05:
            continue
        colour = CLASSES[k % len(CLASSES)]
        plot.line(moments, values, colour)
        best = int(values.argmax())
        x, y = plot.at(float(moments[best]), float(values[best]))
        plot.figure.text(x, max(y - 5, TOP + 10), name, size=11, colour=colour, anchor="middle")
    return plot.figure

"""Accuracy against how much digits were changed, and beneath it what such a change looks like.

100% |   .--o--.
     |  o       o
  0% |_o_________o_
      [2] [2] [2] [2]     the same digit, changed so much; framed where the model misreads it
       2   2   2   7
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from digitpad.gui.grey_image import InkColours
from digitpad.gui.inspector.plot import Axis, Plot, percent_axis
from digitpad.inspection.robustness import Curve
from digitpad.types import FloatArray

_PICTURE = 30.0
_AIR = 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """One digit changed by each of a curve's values, and what the model reads.

    Attributes:
        images: (k, 28, 28) float32.
        answers: (k,) in words.
        shares: (k,) float32, how sure it is of each.
        truth: what the digit is.
    """

    images: FloatArray
    answers: tuple[str, ...]
    shares: FloatArray
    truth: str


class RobustnessChart(Plot):
    """One kind of change. `value_hovered` carries the place of a value, -1 for none."""

    value_hovered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.curve: Curve | None = None
        self.examples: Examples | None = None
        self.hovered = -1
        self.y_axis = percent_axis()
        self._colours = InkColours(self.palette())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_curve(self, curve: Curve) -> None:
        """Show this curve."""
        self.curve = curve
        values = curve.values.tolist()
        half = (values[1] - values[0]) / 2 if len(values) > 1 else 1
        self.x_axis = Axis(values[0] - half, values[-1] + half, tuple(values), _plain)
        self.update()

    def show_examples(self, examples: Examples | None) -> None:
        """Show what a digit looks like, changed so much."""
        self.examples = examples
        self.update()

    def below(self) -> float:
        """Numbers, pictures, and what they are read as."""
        return 2 * self._line() + _PICTURE + 3 * _AIR

    def shown(self) -> list[int]:
        """The places of those values that have a picture: as many as there is room for."""
        if self.curve is None:
            return []
        values = self.curve.values.tolist()
        room = int(self.area().width() // (_PICTURE + 2))
        step = max(1, -(-len(values) // max(room, 1)))
        anchor = self.nearest(values, self.place(self.curve.unchanged, 0).x())
        return [i for i in range(len(values)) if (i - anchor) % step == 0]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint axes, curve and pictures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_frame(painter)
        if self.curve is not None:
            self._paint_curve(painter, self.curve)
            if self.examples is not None:
                for place in self.shown():
                    self._paint_example(painter, self.curve, self.examples, place)

    def paint_x_numbers(self, painter: QPainter) -> None:
        """Those that have a picture beneath them."""
        painter.setPen(self.colour(QPalette.ColorRole.PlaceholderText))
        for place in self.shown():
            middle, top = self._middle(place), self.area().bottom() + _AIR
            box = QRectF(middle - 30, top, 60, self._line())
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, self._number(place))

    def _number(self, place: int) -> str:
        return self.x_axis.text(self.x_axis.ticks[place])

    def _middle(self, place: int) -> float:
        return self.place(self.x_axis.ticks[place], 0).x()

    def _paint_curve(self, painter: QPainter, curve: Curve) -> None:
        role, area = QPalette.ColorRole, self.area()
        if self.hovered >= 0:
            painter.setPen(QPen(self.colour(role.Dark), 1, Qt.PenStyle.DashLine))
            x = self._middle(self.hovered)
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        points = [
            self.place(value, accuracy)
            for value, accuracy in zip(
                curve.values.tolist(), curve.accuracies.tolist(), strict=True
            )
        ]
        painter.setPen(QPen(self.colour(role.Accent), 2))
        painter.drawPolyline(points)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour(role.Accent))
        for place, point in enumerate(points):
            radius = 4.5 if place == self.hovered else 3.0
            painter.drawEllipse(point, radius, radius)

    def _paint_example(
        self, painter: QPainter, curve: Curve, examples: Examples, place: int
    ) -> None:
        role = QPalette.ColorRole
        top = self.area().bottom() + self._line() + 2 * _AIR
        box = QRectF(self._middle(place) - _PICTURE / 2, top, _PICTURE, _PICTURE)
        painter.drawImage(box, self._colours.image(examples.images[place]))
        is_misread = examples.answers[place] != examples.truth
        edge = role.BrightText if is_misread else role.Mid
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.colour(edge), 1.5 if is_misread else 1))
        painter.drawRect(box)
        painter.setPen(self.colour(role.BrightText if is_misread else role.PlaceholderText))
        line = QRectF(box.left() - 10, box.bottom() + 2, box.width() + 20, self._line())
        painter.drawText(line, Qt.AlignmentFlag.AlignHCenter, examples.answers[place])

    # Looking closer

    def hover(self, place: int) -> None:
        """Mark this value; -1 for none."""
        if place != self.hovered:
            self.hovered = place
            self.value_hovered.emit(place)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the value above or below the pointer."""
        if self.curve is not None:
            self.hover(self.nearest(self.curve.values.tolist(), event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is marked."""
        self.hover(-1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from value to value."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if self.curve is None or step is None:
            super().keyPressEvent(event)
            return
        start = self.hovered
        if start < 0:
            start = self.nearest(
                self.curve.values.tolist(), self.place(self.curve.unchanged, 0).x()
            )
        self.hover(min(max(start + step, 0), len(self.curve.values) - 1))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._colours = InkColours(self.palette())
        super().changeEvent(event)


def _plain(value: float) -> str:
    """A value as people write it: `0.5`, `−20`."""
    return f"{value:.3g}".replace("-", "−")

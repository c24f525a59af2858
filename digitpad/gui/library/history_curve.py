"""How a model learned: a curve over the epochs of its run, on the digits it saw and on others."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from digitpad.gui.inspector.plot import Axis, Plot, round_steps
from digitpad.gui.library.words import accuracy_text
from digitpad.gui.theme import series_colours
from digitpad.model_record import EpochRecord

ACCURACY, LOSS = range(2)


class HistoryCurve(Plot):
    """Accuracy or loss, epoch by epoch. Under the pointer, the figures of an epoch are told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._epochs: list[EpochRecord] = []
        self._chosen = 0
        self._quantity = ACCURACY
        self._hovered: int | None = None

    @property
    def epochs(self) -> list[EpochRecord]:
        """What is shown."""
        return self._epochs

    def show_history(self, epochs: list[EpochRecord], chosen: int = 0) -> None:
        """Show a run; `chosen` is the epoch that became the model, 0 where that is not known."""
        self._epochs, self._chosen, self._hovered = epochs, chosen, None
        self._scale()

    def show_quantity(self, quantity: int) -> None:
        """`ACCURACY` or `LOSS`."""
        self._quantity = quantity
        self._scale()

    def lines(self) -> list[tuple[str, list[QPointF]]]:
        """Each line's name and its points, in epochs and values."""
        if self._quantity == ACCURACY:
            seen = [(one.epoch, one.accuracy) for one in self._epochs]
            others = [(one.epoch, one.validation_accuracy) for one in self._epochs]
        else:
            seen = [(one.epoch, one.loss) for one in self._epochs]
            others = [(one.epoch, one.validation_loss) for one in self._epochs]
        found = [(self.tr("learned from"), [QPointF(*point) for point in seen])]
        held_out = [QPointF(epoch, value) for epoch, value in others if value is not None]
        if held_out:
            found.append((self.tr("held out"), held_out))
        return found

    def describe(self, epoch: EpochRecord) -> str:
        """One epoch in words."""
        if self._quantity == ACCURACY:
            seen, held_out = epoch.accuracy, epoch.validation_accuracy
            write = accuracy_text
        else:
            seen, held_out = epoch.loss, epoch.validation_loss
            write = "{:.4f}".format
        text = self.tr("epoch {epoch}: {value}").format(epoch=epoch.epoch, value=write(seen))
        if held_out is not None:
            text += self.tr(", held out {value}").format(value=write(held_out))
        return text

    def _scale(self) -> None:
        values = [point.y() for _, points in self.lines() for point in points]
        if values:
            low, high = min(values), max(values)
            air = 0.06 * (high - low) or 0.05
            low, high = max(0.0, low - air), high + air
            if self._quantity == ACCURACY:
                high = min(1.0, high)
            ticks = round_steps(low, high, 4)
            self.y_axis = Axis(low, high, ticks, self._writer(ticks))
            last = max(self._epochs[-1].epoch, 2)
            steps = tuple(step for step in round_steps(1, last, 6) if step == int(step))
            self.x_axis = Axis(1, last, steps, "{:g}".format, self.tr("epoch"))
        self.update()

    def _writer(self, ticks: tuple[float, ...]) -> Callable[[float], str]:
        """As many decimals as tell the ticks apart."""
        step = ticks[1] - ticks[0] if len(ticks) > 1 else 1.0
        if self._quantity == ACCURACY:
            decimals = 0 if step >= 0.0099 else 1 if step >= 0.00099 else 2
            return lambda value: f"{value:.{decimals}%}"
        return "{:g}".format

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the epoch nearest to the pointer."""
        numbers = [float(one.epoch) for one in self._epochs]
        self._hovered = self.nearest(numbers, event.position().x()) if numbers else None
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at."""
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint axes, lines, and what is under the pointer."""
        if not self._epochs:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_frame(painter)
        if 0 < self._chosen < self._epochs[-1].epoch:
            painter.setPen(QPen(self.colour(QPalette.ColorRole.Dark), 1, Qt.PenStyle.DashLine))
            x, area = self.place(self._chosen, 0).x(), self.area()
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        colours = series_colours(self.palette())
        for colour, (_, points) in zip(colours, self.lines(), strict=False):
            placed = [self.place(point.x(), point.y()) for point in points]
            painter.setPen(QPen(colour, 1.8))
            painter.drawPolyline(placed)
            self._paint_dots(painter, colour, points)
        self._paint_words(painter, colours)

    def _paint_dots(self, painter: QPainter, colour: QColor, points: list[QPointF]) -> None:
        """A dot at the epoch pointed at, and where there is no line to see."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        pointed = None if self._hovered is None else self._epochs[self._hovered].epoch
        for point in points:
            if point.x() == pointed or len(points) == 1:
                painter.drawEllipse(self.place(point.x(), point.y()), 3.5, 3.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_words(self, painter: QPainter, colours: tuple[QColor, QColor]) -> None:
        """What the lines are, or the figures under the pointer, in the quieter corner."""
        metrics = QFontMetricsF(self.font())
        area, line = self.area(), metrics.height()
        is_up = self._quantity == ACCURACY
        top = area.bottom() - line - 4 if is_up else area.top() + 2
        painter.setFont(self.font())
        if self._hovered is not None:
            painter.setPen(self.colour(QPalette.ColorRole.WindowText))
            text = self.describe(self._epochs[self._hovered])
            painter.drawText(
                QRectF(area.left(), top, area.width(), line), Qt.AlignmentFlag.AlignRight, text
            )
            return
        right = area.right()
        for colour, (name, _) in reversed(list(zip(colours, self.lines(), strict=False))):
            width = metrics.horizontalAdvance(name)
            right -= width
            painter.setPen(colour)
            painter.drawText(QRectF(right, top, width + 1, line), Qt.AlignmentFlag.AlignLeft, name)
            right -= 14

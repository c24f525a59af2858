"""The answer before and after a change: two bars for each output, one above the other."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui import theme
from digitpad.gui.figures import Figures
from digitpad.gui.wording import percent
from digitpad.types import FloatArray

_THICKNESS = 5.0


class AnswerChange(QWidget):
    """Shows probabilities (classes,) as they were and as they are; the best ones stand out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = tuple(str(digit) for digit in range(10))
        self._before: FloatArray | None = None
        self._after: FloatArray | None = None
        self._figures = Figures(self.font())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_change(
        self, names: tuple[str, ...], before: FloatArray | None, after: FloatArray | None
    ) -> None:
        """Show both answers, or none where nothing is drawn."""
        self._names, self._before, self._after = names, before, after
        self.setAccessibleDescription(self.in_words())
        self.update()

    @property
    def after(self) -> FloatArray | None:
        """The answer of the changed model."""
        return self._after

    @property
    def before(self) -> FloatArray | None:
        """The answer of the model as it is."""
        return self._before

    def in_words(self) -> str:
        """Such as "7: 99.8% → 41.0%", for each output that either is likely."""
        if self._before is None or self._after is None:
            return ""
        rows = zip(self._names, self._before.tolist(), self._after.tolist(), strict=False)
        return ", ".join(
            f"{name}: {percent(before)} → {percent(after)}"
            for name, before, after in rows
            if max(before, after) >= 0.01
        )

    def _line(self) -> float:
        return self.fontMetrics().height() * 1.18

    def sizeHint(self) -> QSize:
        """A line for each output."""
        return QSize(260, round(self._line() * len(self._names)))

    def minimumSizeHint(self) -> QSize:
        """The bars may become short."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a name, two bars and a number for each output."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, name in enumerate(self._names):
            line = QRectF(0, place * self._line(), self.width(), self._line())
            self._paint_line(painter, line, name, place)

    def _paint_line(self, painter: QPainter, line: QRectF, name: str, place: int) -> None:
        role = QPalette.ColorRole
        before, after = self._before, self._after
        is_best = after is not None and int(np.argmax(after)) == place
        painter.setPen(self.palette().color(role.Accent if is_best else role.WindowText))
        painter.setFont(self.font())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        left = self._figures.place + theme.GAP
        room = line.width() - left - self._figures.width(percent(1.0)) - theme.GAP
        top = line.center().y() - _THICKNESS
        painter.setPen(Qt.PenStyle.NoPen)
        for row, (values, colour) in enumerate(
            ((before, role.Dark), (after, role.Accent if is_best else role.Highlight))
        ):
            track = QRectF(left, top + row * _THICKNESS, room, _THICKNESS - 1)
            painter.fillRect(track, self.palette().color(role.AlternateBase))
            if values is not None:
                track.setWidth(room * float(values[place]))
                painter.fillRect(track, self.palette().color(colour))
        if after is not None:
            painter.setPen(self.palette().color(role.Accent if is_best else role.PlaceholderText))
            self._figures.paint(painter, line, percent(float(after[place])))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        if event.type() == QEvent.Type.FontChange:
            self._figures = Figures(self.font())
        super().changeEvent(event)

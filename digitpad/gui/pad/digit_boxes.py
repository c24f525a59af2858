"""Frames around the digits of a number on the pad, each labelled with its answer.

The overlay is transparent for mouse events. A single digit gets no frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from digitpad.gui import theme
from digitpad.gui.pad.shown_number import ShownNumber
from digitpad.gui.wording import percent

if TYPE_CHECKING:
    from digitpad.recognition.numbers import NumberDigit

_PADDING = 5.0
_LABEL_SCALE = 0.9
_LABEL_OPACITY = 0.85


class DigitBoxes(QWidget):
    """An overlay of the pad with the frames of a `ShownNumber`."""

    def __init__(self, pad: QWidget) -> None:
        super().__init__(pad)
        self._shown = ShownNumber()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFont(theme.scaled(self.font(), _LABEL_SCALE))
        self._scale, self._corner = 1.0, QPointF()

    @property
    def count(self) -> int:
        """The number of frames shown."""
        return len(self._digits())

    def show_number(
        self, shown: ShownNumber, scale: float = 1.0, corner: QPointF | None = None
    ) -> None:
        """Frame these digits.

        Args:
            shown: the digits, with boxes in the units of the recognized ink or picture.
            scale: pad units per unit of the boxes.
            corner: the position of their origin on the pad.
        """
        had_frames = self.count > 0
        self._shown = shown
        self._scale, self._corner = scale, corner or QPointF()
        if had_frames or self.count:
            self.update()

    def label(self, digit: NumberDigit) -> str:
        """The label of a frame."""
        if not digit.recognition.is_digit:
            return self.tr("not a digit")
        probability = float(digit.recognition.with_non_digit()[:-1].max())
        return f"{digit.recognition.digit}  {percent(probability)}"

    def _digits(self) -> tuple[NumberDigit, ...]:
        return self._shown.number.digits if self._shown.has_several else ()

    def _frame(self, digit: NumberDigit) -> QRectF:
        left, top, right, bottom = (side * self._scale for side in digit.box)
        frame = QRectF(left, top, right - left, bottom - top).translated(self._corner)
        return frame.adjusted(-_PADDING, -_PADDING, _PADDING, _PADDING)

    def _label_place(self, frame: QRectF, text: str) -> QRectF:
        """Above the frame, or below if there is no room; always inside the pad."""
        metrics = QFontMetricsF(self.font())
        width, height = metrics.horizontalAdvance(text) + 8, metrics.height() + 2
        top = frame.top() - height
        if top < 0:
            top = min(frame.bottom(), self.height() - height)
        left = min(max(frame.left(), 4.0), max(4.0, self.width() - width - 4))
        return QRectF(left, top, width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint thin frames; the selected digit is emphasized."""
        role = QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, digit in enumerate(self._digits()):
            is_selected = index == self._shown.selected
            frame, text = self._frame(digit), self.label(digit)
            colour = self.palette().color(role.Accent if is_selected else role.Dark)
            painter.setPen(QPen(colour, 1.6 if is_selected else 1.0))
            painter.drawRoundedRect(frame, 4, 4)
            self._paint_label(
                painter, self._label_place(frame, text), text, is_highlighted=is_selected
            )

    def _paint_label(
        self, painter: QPainter, place: QRectF, text: str, *, is_highlighted: bool
    ) -> None:
        """Paint a label on a background, since a picture below may be bright."""
        role = QPalette.ColorRole
        plate = QColor(self.palette().color(role.Base))
        plate.setAlphaF(_LABEL_OPACITY)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(plate)
        painter.drawRoundedRect(place, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(
            self.palette().color(role.Accent if is_highlighted else role.PlaceholderText)
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

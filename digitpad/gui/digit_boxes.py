"""A frame around each digit of a number on the pad, with what it was read as.

They lie on a pane of glass above the pad, which no pen can touch. A single digit needs no frame.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from digitpad.gui import theme
from digitpad.gui.shown_number import ShownNumber
from digitpad.gui.wording import percent
from digitpad.recognizer import NumberDigit

_AIR = 5.0
_LABEL_SCALE = 0.9
_PLATE = 0.85


class DigitBoxes(QWidget):
    """The frames of a `ShownNumber`; covers the whole pad."""

    def __init__(self, pad: QWidget) -> None:
        super().__init__(pad)
        self._shown = ShownNumber()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFont(theme.scaled(self.font(), _LABEL_SCALE))
        self._scale, self._corner = 1.0, QPointF()

    @property
    def count(self) -> int:
        """How many frames are shown."""
        return len(self._digits())

    def show_number(
        self, shown: ShownNumber, scale: float = 1.0, corner: QPointF | None = None
    ) -> None:
        """Frame these digits; painted anew only where frames were or are.

        Args:
            shown: the digits, boxes in units of what they were read from.
            scale: pad units a unit of theirs.
            corner: where their origin lies on the pad.
        """
        before = self._covered()
        self._shown = shown
        self._scale, self._corner = scale, corner or QPointF()
        after = self._covered()
        if not (before.isEmpty() and after.isEmpty()):
            self.update((before | after).toAlignedRect())

    def label(self, digit: NumberDigit) -> str:
        """What stands at a frame."""
        if not digit.recognition.is_digit:
            return self.tr("not a digit")
        return f"{digit.recognition.digit}  {percent(digit.recognition.confidence)}"

    def _digits(self) -> tuple[NumberDigit, ...]:
        return self._shown.number.digits if self._shown.has_several else ()

    def _frame(self, digit: NumberDigit) -> QRectF:
        left, top, right, bottom = (side * self._scale for side in digit.box)
        frame = QRectF(left, top, right - left, bottom - top).translated(self._corner)
        return frame.adjusted(-_AIR, -_AIR, _AIR, _AIR)

    def _label_place(self, frame: QRectF, text: str) -> QRectF:
        """Above the frame; below where there is no room, and never beyond the pad's sides."""
        metrics = QFontMetricsF(self.font())
        width, height = metrics.horizontalAdvance(text) + 8, metrics.height() + 2
        top = frame.top() - height
        if top < 0:
            top = min(frame.bottom(), self.height() - height)
        left = min(max(frame.left(), 4.0), max(4.0, self.width() - width - 4))
        return QRectF(left, top, width, height)

    def _covered(self) -> QRectF:
        area = QRectF()
        for digit in self._digits():
            frame = self._frame(digit)
            area |= frame.adjusted(-2, -2, 2, 2) | self._label_place(frame, self.label(digit))
        return area

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint hairline frames; the digit looked at stands out."""
        role = QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, digit in enumerate(self._digits()):
            is_selected = index == self._shown.selected
            frame, text = self._frame(digit), self.label(digit)
            colour = self.palette().color(role.Accent if is_selected else role.Dark)
            painter.setPen(QPen(colour, 1.6 if is_selected else 1.0))
            painter.drawRoundedRect(frame, 4, 4)
            self._paint_label(painter, self._label_place(frame, text), text, is_lit=is_selected)

    def _paint_label(self, painter: QPainter, place: QRectF, text: str, *, is_lit: bool) -> None:
        """On a plate of paper: what lies beneath may be a picture as bright as the text."""
        role = QPalette.ColorRole
        plate = QColor(self.palette().color(role.Base))
        plate.setAlphaF(_PLATE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(plate)
        painter.drawRoundedRect(place, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self.palette().color(role.Accent if is_lit else role.PlaceholderText))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

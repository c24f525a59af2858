"""Ten rows, one a digit: its figure, a bar as long as its probability, and the probability.

The bars glide: half of the remaining way at once, so that an answer shows in the very frame it
came in, then half of what is left each frame. The best digit stands out by colour and by weight.
"""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from digitpad.gui.bar_painting import BarLook, BarPainting
from digitpad.gui.wording import percent
from digitpad.types import FloatArray

_FRAME_MILLISECONDS = 16
_SHARE_PER_FRAME = 0.5
# Below this the eye sees no difference: a fifth of a pixel of a bar.
_CLOSE_ENOUGH = 0.001
_STEPS = 1000


class ProbabilityBar(QProgressBar):
    """One row. As a progress bar it tells screen readers its value without further ado.

    It is painted by `ProbabilityBars`, all rows at once, and tells when it `looks_different`. A
    click on it, `chosen`, says that this is the right digit; `approached` that one may come.

    Attributes:
        length: of the bar as it is shown now, 0 to 1.
    """

    chosen = Signal(int)
    approached = Signal()
    looks_different = Signal()

    def __init__(self, digit: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.digit = digit
        self.is_best = False
        self.length = 0.0
        self._text = ""
        self._can_be_chosen = False
        self.setRange(0, _STEPS)
        self.setValue(0)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(22)
        self.setMaximumHeight(36)
        # Nor does it ask for paint when its value changes.
        self.setUpdatesEnabled(False)
        self._translate()

    def show_probability(self, probability: float | None, *, is_best: bool) -> bool:
        """Tell this probability, None for none; returns whether it is another than before."""
        text = "" if probability is None else percent(probability)
        if (text, is_best) == (self._text, self.is_best):
            return False
        self._text, self.is_best = text, is_best
        self.setValue(0 if probability is None else round(probability * _STEPS))
        return True

    def let_choose(self, possible: bool) -> None:
        """Whether there is a digit that this could be the right answer for."""
        if possible != self._can_be_chosen:
            self._can_be_chosen = possible
            shape = Qt.CursorShape.PointingHandCursor if possible else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self._translate()

    def look(self) -> BarLook:
        """How it is to be painted."""
        is_lit = self._can_be_chosen and self.underMouse()
        return BarLook(self.digit, self._text, self.length, self.is_best, is_lit)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose this digit as the right one."""
        if self._can_be_chosen and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.digit)
        else:
            event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be clicked."""
        if self._can_be_chosen:
            self.approached.emit()
        self.looks_different.emit()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """And no more."""
        self.looks_different.emit()
        super().leaveEvent(event)

    def text(self) -> str:
        """The probability as written."""
        return self._text

    def sizeHint(self) -> QSize:
        """As high as the text and some air."""
        return QSize(200, round(QFontMetricsF(self.font()).height() * 1.7))

    def minimumSizeHint(self) -> QSize:
        """The row may shrink to its text."""
        return QSize(160, self.minimumHeight())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.setAccessibleName(self.tr("Probability of {digit}").format(digit=self.digit))
        hint = self.tr("It is a {digit}? Click, or press {digit}, and digitpad learns it")
        self.setToolTip(hint.format(digit=self.digit) if self._can_be_chosen else "")


class ProbabilityBars(QWidget):
    """The ten rows, and the glide from one answer to the next.

    `digit_chosen` carries the digit whose row was clicked; `approached` comes before that.
    """

    digit_chosen = Signal(int)
    approached = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = tuple(ProbabilityBar(digit, self) for digit in range(10))
        self._painting = BarPainting(*self._surroundings())
        self._target = np.zeros(10, dtype=np.float32)
        self._shown = np.zeros(10, dtype=np.float32)
        self._frames = QTimer(self)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.setInterval(_FRAME_MILLISECONDS)
        self._frames.timeout.connect(lambda: self.update(self._glide()))
        # It paints its ground itself, which spares all widgets beneath to do so.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for row in self.rows:
            layout.addWidget(row)
            row.chosen.connect(self.digit_chosen)
            row.approached.connect(self.approached)
            row.looks_different.connect(self.update)

    def show_probabilities(
        self, probabilities: FloatArray | None, *, is_answer: bool = True
    ) -> None:
        """Show (10,) probabilities; None, nothing drawn, brings all bars to zero.

        Where they are no answer, as of something that is no digit, none of them stands out.
        """
        best = -1
        self._target = np.zeros(10, dtype=np.float32)
        if probabilities is not None:
            self._target[:] = probabilities
            best = int(np.argmax(probabilities)) if is_answer else -1
        values: list[float | None] = [None] * 10
        if probabilities is not None:
            values = list(self._target.tolist())
        changed = []
        for row, value in zip(self.rows, values, strict=True):
            if row.show_probability(value, is_best=row.digit == best):
                changed.append(row)
            row.let_choose(value is not None)
        whole_rows = _around(changed)
        self._frames.start()
        # At once, before the pen's next movements and their paint.
        self.repaint(whole_rows | self._glide())

    def lengths(self) -> FloatArray:
        """(10,) the lengths of the bars as they are shown now."""
        return np.array([row.length for row in self.rows], dtype=np.float32)

    @property
    def is_still(self) -> bool:
        """Whether the bars have arrived."""
        return not self._frames.isActive()

    def _glide(self) -> QRect:
        """Take the bars on by one frame; returns where that shows."""
        self._shown += (self._target - self._shown) * np.float32(_SHARE_PER_FRAME)
        if np.abs(self._target - self._shown).max() < _CLOSE_ENOUGH:
            self._shown = self._target.copy()
            self._frames.stop()
        changed = []
        for row, length in zip(self.rows, self._shown.tolist(), strict=True):
            if length != row.length:
                row.length = length
                changed.append(row)
        return self._painting.bars(_around(changed))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that have changed, or what has changed of them."""
        surroundings = self._surroundings()
        if not self._painting.fits(*surroundings):
            self._painting = BarPainting(*surroundings)
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Window))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top, bottom = event.rect().top(), event.rect().bottom()
        for row in self.rows:
            place = row.geometry()
            if place.top() <= bottom and place.bottom() >= top:
                self._painting.paint(painter, place, row.look())

    def _surroundings(self) -> tuple[QFont, QPalette, float, int]:
        return self.font(), self.palette(), self.devicePixelRatioF(), self.width()


def _around(rows: Sequence[ProbabilityBar]) -> QRect:
    """The place of some rows, from the first to the last."""
    return rows[0].geometry() | rows[-1].geometry() if rows else QRect()

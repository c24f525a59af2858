"""Ten rows, one a digit: its figure, a bar as long as its probability, and the probability.

The bars glide: half of the remaining way at once, so that an answer shows in the very frame it
came in, then half of what is left each frame. The best digit stands out by colour and by weight.
"""

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.figures import Figures
from digitpad.gui.wording import percent
from digitpad.types import FloatArray

_FRAME_MILLISECONDS = 16
_SHARE_PER_FRAME = 0.5
# Below this the eye sees no difference: a fifth of a pixel of a bar.
_CLOSE_ENOUGH = 0.001
_STEPS = 1000
_THICKNESS = 10.0


class ProbabilityBar(QProgressBar):
    """One row. As a progress bar it tells screen readers its value without further ado.

    A click on it, `chosen`, says that this is the right digit; `approached` that one may come.
    """

    chosen = Signal(int)
    approached = Signal()

    def __init__(self, digit: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.digit = digit
        self.is_best = False
        self._length = 0.0
        self._painted_length = 0.0
        self._text = ""
        self._can_be_chosen = False
        self.setRange(0, _STEPS)
        self.setValue(0)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(22)
        self.setMaximumHeight(36)
        self._measure()
        self._translate()

    @property
    def length(self) -> float:
        """The length shown now, 0..1."""
        return self._length

    def show_length(self, length: float) -> None:
        """Paint the bar this long, 0..1."""
        self._length = length
        if abs(length - self._painted_length) >= _CLOSE_ENOUGH / 2:
            self.update(self._track().toAlignedRect())

    def show_probability(self, probability: float | None, *, is_best: bool) -> None:
        """Write this probability at the end of the row; None leaves the place empty."""
        text = "" if probability is None else percent(probability)
        if (text, is_best) == (self._text, self.is_best):
            return
        self._text, self.is_best = text, is_best
        # A progress bar paints at once when its value changes; here it is to wait for the frame.
        self.setUpdatesEnabled(False)
        self.setValue(0 if probability is None else round(probability * _STEPS))
        self.setUpdatesEnabled(True)

    def let_choose(self, possible: bool) -> None:
        """Whether there is a digit that this could be the right answer for."""
        if possible != self._can_be_chosen:
            self._can_be_chosen = possible
            shape = Qt.CursorShape.PointingHandCursor if possible else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self._translate()

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
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """And no more."""
        self.update()
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

    def _track(self) -> QRectF:
        """Where the bar may reach. Measured in bold for all rows: a new favourite moves nothing."""
        width = self.width() - self._left - self._right
        return QRectF(self._left, (self.height() - _THICKNESS) / 2, width, _THICKNESS)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint figure, track, bar and probability on one line; only the bar if that is all."""
        role = QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_lit = self.is_best or (self._can_be_chosen and self.underMouse())
        track = self._track()
        if not track.toAlignedRect().contains(event.rect()):
            self._paint_texts(painter, is_lit=is_lit)
        is_edged = is_lit and not self.is_best
        painter.setPen(self._colour(role.Accent) if is_edged else Qt.PenStyle.NoPen)
        painter.setBrush(self._colour(role.AlternateBase))
        painter.drawRoundedRect(track, _THICKNESS / 2, _THICKNESS / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour(role.Accent if self.is_best else role.Dark))
        self._paint_bar(painter, track)

    def _paint_texts(self, painter: QPainter, *, is_lit: bool) -> None:
        role = QPalette.ColorRole
        figures = self._strong if self.is_best else self._plain
        area = QRectF(self.rect())
        painter.setPen(self._colour(role.Accent if is_lit else role.WindowText))
        figures.paint_at_left(painter, area, str(self.digit))
        if not self.is_best:
            painter.setPen(self._colour(role.PlaceholderText))
        figures.paint(painter, area, self._text)

    def _paint_bar(self, painter: QPainter, track: QRectF) -> None:
        """Short bars keep the round start of the track instead of shrinking to a bubble."""
        self._painted_length = self._length
        if self._length <= 0:
            return
        radius = track.height() / 2
        bar = QRectF(track)
        bar.setWidth(track.width() * self._length)
        if bar.width() < track.height():
            painter.setClipRect(bar)
            bar.setWidth(track.height())
        painter.drawRoundedRect(bar, radius, radius)

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the font."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        elif event.type() == QEvent.Type.FontChange:
            self._measure()
        super().changeEvent(event)

    def _measure(self) -> None:
        self._plain = Figures(self.font())
        self._strong = Figures(theme.weighted(self.font(), QFont.Weight.Bold))
        self._left = self._strong.place + theme.GAP
        self._right = self._strong.width(percent(1.0)) + theme.GAP

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
        self._target = np.zeros(10, dtype=np.float32)
        self._shown = np.zeros(10, dtype=np.float32)
        self._frames = QTimer(self)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.setInterval(_FRAME_MILLISECONDS)
        self._frames.timeout.connect(self._glide)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for row in self.rows:
            layout.addWidget(row)
            row.chosen.connect(self.digit_chosen)
            row.approached.connect(self.approached)

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
        for digit, row in enumerate(self.rows):
            value = None if probabilities is None else float(self._target[digit])
            row.show_probability(value, is_best=digit == best)
            row.let_choose(value is not None)
        self._frames.start()
        self._glide()

    def lengths(self) -> FloatArray:
        """(10,) the lengths of the bars as they are shown now."""
        return np.array([row.length for row in self.rows], dtype=np.float32)

    @property
    def is_still(self) -> bool:
        """Whether the bars have arrived."""
        return not self._frames.isActive()

    def _glide(self) -> None:
        self._shown += (self._target - self._shown) * np.float32(_SHARE_PER_FRAME)
        if np.abs(self._target - self._shown).max() < _CLOSE_ENOUGH:
            self._shown = self._target.copy()
            self._frames.stop()
        for row, length in zip(self.rows, self._shown.tolist(), strict=True):
            row.show_length(length)

"""The probabilities of the ten digits as bars, and of "not a digit" where the model knows it.

    7  ======================        91.2%
    8  =                              2.1%
    Not a digit
       =                              1.0%      all of them add up to 1

Bars move to their new length within some frames. The answer is emphasized by colour and weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QRegion,
)
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from digitpad.common.labels import NON_DIGIT
from digitpad.gui import theme
from digitpad.gui.widgets import column
from digitpad.gui.wording import percent

if TYPE_CHECKING:
    from digitpad.recognition.answers import Recognition
    from digitpad.recognition.recognizer import Recognizer

_FRAME_MILLISECONDS = 16
_SHARE_PER_FRAME = 0.5
# A fifth of a pixel of a bar; smaller differences are not visible.
_CLOSE_ENOUGH = 0.001
_STEPS = 1000
_TEXT_TO_ROW = 0.95
"""The height of the text relative to that of its row at most; larger fonts are made smaller."""

_THICKNESS = 10.0
_SHOWN_BY_PARENT = {
    QEvent.Type.Enter,
    QEvent.Type.Leave,
    QEvent.Type.FocusIn,
    QEvent.Type.FocusOut,
}
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class ProbabilityBar(QProgressBar):
    """One row. As a `QProgressBar` it reports its value to screen readers.

    `chosen` is emitted when it is clicked, or Space pressed, to mark the right digit; `approached`
    when the pointer enters it.

    Attributes:
        digit: the class, or `digitpad.common.labels.NON_DIGIT`.
        is_best: whether it is the answer.
        length: of the bar as it is shown now, 0 to 1.
    """

    chosen = Signal(int)
    approached = Signal()

    def __init__(self, digit: int, parent: QWidget, *, is_compact: bool) -> None:
        super().__init__(parent)
        self._bars = parent
        self.digit = digit
        self.is_best = False
        self.length = 0.0
        self._text = ""
        self._can_be_chosen = False
        self._lines = 1 if digit < NON_DIGIT else 2
        self._is_compact = is_compact
        self._label = str(digit) if digit < NON_DIGIT else self.tr("Not a digit")
        self.setRange(0, _STEPS)
        self.setValue(0)
        self.setTextVisible(False)
        # The parent paints all rows at once, many times a second.
        self.setUpdatesEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        low, high = (13, 20) if is_compact else (19, 36)
        self.setMinimumHeight(self._lines * low)
        self.setMaximumHeight(self._lines * max(high, round(1.2 * self.fontMetrics().height())))
        if digit < NON_DIGIT:
            self.setAccessibleName(self.tr("Probability of {digit}").format(digit=digit))
        else:
            self.setAccessibleName(self.tr("Probability that it is not a digit"))

    def show_probability(self, probability: float | None, *, is_best: bool) -> None:
        """Set the probability; None for none."""
        text = "" if probability is None else percent(probability)
        if (text, is_best) == (self._text, self.is_best):
            return
        self._text, self.is_best = text, is_best
        self.setValue(0 if probability is None else round(probability * _STEPS))

    def set_selectable(self, possible: bool) -> None:
        """Whether there is a digit that can be corrected by a click."""
        if possible == self._can_be_chosen:
            return
        self._can_be_chosen = possible
        shape = Qt.CursorShape.PointingHandCursor if possible else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        if self.digit < NON_DIGIT:
            hint = self.tr(
                "Click or press {digit} to mark the drawing as {digit} and update the model"
            )
        else:
            hint = self.tr("Click to mark the drawing as not a digit and update the model")
        self.setToolTip(hint.format(digit=self.digit) if possible else "")

    def text(self) -> str:
        """The probability as written."""
        return self._text

    def sizeHint(self) -> QSize:
        """The height of the text and some padding."""
        room = 1.2 if self._is_compact else 1.7
        return QSize(200, round(self._lines * QFontMetricsF(self.font()).height() * room))

    def minimumSizeHint(self) -> QSize:
        """The least that can be read."""
        return QSize(120, self.minimumHeight())

    def event(self, event: QEvent) -> bool:
        """Let the parent show the focus and the pointer."""
        if event.type() in _SHOWN_BY_PARENT:
            self._bars.update()
            if event.type() == QEvent.Type.Enter and self._can_be_chosen:
                self.approached.emit()
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Mark this digit as the right one."""
        if self._can_be_chosen and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self.digit)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space marks this digit as the right one."""
        if self._can_be_chosen and event.key() == Qt.Key.Key_Space:
            self.chosen.emit(self.digit)
        else:
            event.ignore()

    @property
    def state(self) -> tuple[float, str, bool, bool]:
        """What decides how the row looks, besides focus and pointer."""
        return round(self.length, 3), self._text, self.is_best, self._can_be_chosen

    def paint(self, painter: QPainter, look: _Look) -> None:
        """Paint label, track, bar and probability in the parent's coordinates."""
        is_highlighted = self._can_be_chosen and self.underMouse()
        place = QRectF(self.geometry())
        line = QRectF(place)
        line.setTop(place.bottom() - place.height() / self._lines)
        thickness = min(_THICKNESS, 0.5 * line.height())
        width = max(0.0, place.right() - look.right - look.left)
        track = QRectF(look.left, round(line.center().y() - thickness / 2), width, thickness)
        label = line if self._lines == 1 else line.translated(0, -line.height())
        painter.setFont(look.bold if self.is_best else look.plain)
        painter.setPen(look.accent if self.is_best or is_highlighted else look.text)
        painter.drawText(label, _LEFT, self._label)
        painter.setPen(look.accent if self.is_best else look.quiet)
        painter.drawText(line, _RIGHT, self._text)
        painter.setPen(look.accent if is_highlighted and not self.is_best else Qt.PenStyle.NoPen)
        painter.setBrush(look.track)
        painter.drawRoundedRect(track, thickness / 2, thickness / 2)
        if self.length > 0:
            self._paint_bar(painter, track, look.accent if self.is_best else look.bar)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(look.accent)
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_bar(self, painter: QPainter, track: QRectF, colour: QColor) -> None:
        """Paint the bar. A very short one keeps the round start of the track."""
        bar, radius = QRectF(track), track.height() / 2
        bar.setWidth(track.width() * self.length)
        is_short = bar.width() < bar.height()
        if is_short:
            painter.setClipRect(bar)
            bar.setWidth(bar.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(bar, radius, radius)
        if is_short:
            painter.setClipping(False)


class _Look:
    """What all rows share: colours, fonts that fit the rows, and the places beside the bars.

    Args:
        font: made smaller if the rows are too low for it.
        palette: of the window.
        row_height: in pixels at device-pixel ratio 1.
    """

    def __init__(self, font: QFont, palette: QPalette, row_height: int) -> None:
        role = QPalette.ColorRole
        self.accent, self.bar = palette.color(role.Accent), palette.color(role.Dark)
        self.text, self.quiet = palette.color(role.WindowText), palette.color(role.PlaceholderText)
        self.track, self.window = palette.color(role.AlternateBase), palette.color(role.Window)
        factor = min(1.0, _TEXT_TO_ROW * row_height / QFontMetricsF(font).height())
        self.plain = theme.scaled(font, factor)
        self.bold = theme.weighted(self.plain, QFont.Weight.Bold)
        # Measured in bold for all rows, so that the layout stays when another row is the best.
        metrics = QFontMetricsF(self.bold)
        self.left = metrics.horizontalAdvance("8") + theme.GAP
        self.right = metrics.horizontalAdvance(percent(1.0)) + theme.GAP


class ProbabilityBars(QWidget):
    """The rows with their animation. Up and Down move the keyboard focus between them.

    `digit_chosen` carries the digit whose row was clicked, or `digitpad.common.labels.NON_DIGIT`;
    `approached` is emitted before that.

    Args:
        is_compact: lower rows in a smaller font, in which no digit can be chosen.

    Attributes:
        rows: those of the ten digits.
        non_digit_row: that of "not a digit", hidden for a model without this class.
    """

    digit_chosen = Signal(int)
    approached = Signal()

    def __init__(self, *, is_compact: bool = False) -> None:
        super().__init__()
        self._is_compact = is_compact
        if is_compact:
            self.setFont(theme.scaled(self.font(), 0.85))
        every = [
            ProbabilityBar(digit, self, is_compact=is_compact) for digit in range(NON_DIGIT + 1)
        ]
        self.rows, self.non_digit_row = tuple(every[:NON_DIGIT]), every[NON_DIGIT]
        self._every = tuple(every)
        self._target = [0.0] * len(every)
        self._shown = self._target
        precise = Qt.TimerType.PreciseTimer
        self._frames = QTimer(self, interval=_FRAME_MILLISECONDS, timerType=precise)
        self._frames.timeout.connect(self._animate)
        self._look: _Look | None = None
        self._look_key: tuple[str, int, int] | None = None
        # It paints its whole background, so the widgets below need not be painted.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        heights = ((row, 1 if row.digit < NON_DIGIT else 2) for row in every)
        column(*heights, spacing=1 if is_compact else 2, of=self)
        for row in every:
            row.chosen.connect(self.digit_chosen)
            row.approached.connect(self.approached)
        self.non_digit_row.hide()
        self._set_tab_stop(self.rows[0])

    def show_model(self, recognizer: Recognizer | None) -> None:
        """Show the row of "not a digit" unless this model does not know that class.

        Nearly all do, so the rows do not move when the first one has been loaded.
        """
        knows = recognizer is None or recognizer.model.description.non_digits
        self.non_digit_row.setVisible(knows)

    def show_answer(self, recognition: Recognition | None) -> None:
        """Show all probabilities of an answer; None, when nothing is drawn, sets them to zero."""
        if recognition is None:
            self.show_probabilities(None)
        else:
            best = recognition.digit if recognition.is_digit else NON_DIGIT
            self.show_probabilities(recognition.with_non_digit().tolist(), best)

    def show_probabilities(self, probabilities: Sequence[float] | None, best: int = -1) -> None:
        """Show probabilities.

        Args:
            probabilities: 11, of the ten digits and of "not a digit"; None for none.
            best: the row to emphasize; -1 for none.
        """
        shown = [0.0] * len(self._every) if probabilities is None else probabilities
        self._target = list(map(float, shown))
        values = [None] * len(self._every) if probabilities is None else self._target
        before = [row.state for row in self._every]
        for row, value in zip(self._every, values, strict=True):
            row.show_probability(value, is_best=row.digit == best)
            row.set_selectable(value is not None and not self._is_compact)
        self._frames.start()
        self._move()
        # Paint before the next events of the pen, and only the rows that look different.
        self.repaint(self._changed_since(before))

    @property
    def is_settled(self) -> bool:
        """Whether the animation has ended."""
        return not self._frames.isActive()

    def _animate(self) -> None:
        before = [row.state for row in self._every]
        self._move()
        self.update(self._changed_since(before))

    def _changed_since(self, before: list[tuple[float, str, bool, bool]]) -> QRegion:
        """The places of the rows that look different from these states."""
        region = QRegion()
        for row, state in zip(self._every, before, strict=True):
            if row.state != state:
                region += row.geometry()
        return region

    def _move(self) -> None:
        """Move the bars by one frame."""
        rest = [end - now for end, now in zip(self._target, self._shown, strict=True)]
        self._shown = [
            now + _SHARE_PER_FRAME * left for now, left in zip(self._shown, rest, strict=True)
        ]
        if max(map(abs, rest)) * (1 - _SHARE_PER_FRAME) < _CLOSE_ENOUGH:
            self._shown = self._target
            self._frames.stop()
        for row, length in zip(self._every, self._shown, strict=True):
            row.length = length

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in the region."""
        font, palette, height = self.font(), self.palette(), self.rows[0].height()
        key = font.key(), palette.cacheKey(), height
        if self._look is None or key != self._look_key:
            self._look, self._look_key = _Look(font, palette, height), key
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.window)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row in self._every:
            if not row.isHidden() and event.region().intersects(row.geometry()):
                row.paint(painter, self._look)

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the focus to the row above or below."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        visible = [row for row in self._every if not row.isHidden()]
        focused = [number for number, row in enumerate(visible) if row.hasFocus()]
        if step is None or not focused:
            super().keyPressEvent(event)
        else:
            row = visible[min(max(focused[0] + step, 0), len(visible) - 1)]
            self._set_tab_stop(row)
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_tab_stop(self, row: ProbabilityBar) -> None:
        """Let the Tab key reach only this row, so that it does not stop at each of them."""
        for other in self._every:
            policy = Qt.FocusPolicy.TabFocus if other is row else Qt.FocusPolicy.NoFocus
            other.setFocusPolicy(policy)

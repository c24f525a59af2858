"""The answer in large type, with its confidence below.

It shows one digit or a whole number. Each digit of a number can be selected, to see its details.
Screen readers are told an answer once it is stable, not with every frame.
"""

import math
from collections.abc import Iterator

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui import theme
from digitpad.gui.pad.shown_number import ShownNumber
from digitpad.gui.translation import translated
from digitpad.gui.widgets import announce
from digitpad.gui.wording import percent

# Digits are about 0.73 of the font size high. With this factor they fill the area, less a margin.
_FONT_SIZE_TO_PLACE = 1.18
# Width of the widest digit with some padding, relative to the font size.
_FIGURE_TO_FONT = 0.68
_WORDS_TO_PLACE = 0.2
_NO_ANSWER = "–"
_STABLE_MILLISECONDS = 700


class Answer(QWidget):
    """Shows the recognized number, or a dash while nothing is drawn.

    `digit_picked` carries the index of the digit that was clicked or reached with the arrow keys.
    """

    digit_picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shown = ShownNumber()
        self._announced = ""
        self._stable = QTimer(self, singleShot=True, interval=_STABLE_MILLISECONDS)
        self._stable.timeout.connect(self._announce)
        self.setMinimumHeight(theme.PICTURE_SIDE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._describe()
        self._announced = self.accessibleName()

    def show_number(self, shown: ShownNumber) -> None:
        """Show this answer; a number without digits means that nothing is drawn."""
        before = self._figures()
        self._shown = shown
        # A click on a single answer leaves the focus on the pad, whose keys need it.
        policy = Qt.FocusPolicy
        self.setFocusPolicy(policy.StrongFocus if shown.has_several else policy.TabFocus)
        self._describe()
        # Large figures are slow to paint, and the caption changes with every event of the pen.
        self.update(self.rect() if self._figures() != before else self._caption_place())

    def _figures(self) -> list[tuple[object, ...]]:
        """Everything that decides how the figures look."""
        digits = self._shown.number.digits
        each = [(one.line, one.recognition.text, one.recognition.is_digit) for one in digits]
        return [(self._shown.selected,), *each]

    def _caption_place(self) -> QRect:
        """The rectangle below the figures."""
        return self.rect().adjusted(0, int(self._place().height()), 0, 0)

    @property
    def is_no_digit(self) -> bool:
        """Whether the drawing is a single item that does not look like a digit."""
        recognition = self._shown.recognition
        return recognition is not None and not (self._shown.has_several or recognition.is_digit)

    def digit_text(self) -> str:
        """The text in large type."""
        if self.is_no_digit:
            return self.tr("Not a digit")
        return self._shown.number.text or _NO_ANSWER

    def caption(self) -> str:
        """The text below the digits."""
        number, recognition = self._shown.number, self._shown.recognition
        if recognition is None:
            return self.tr("No answer yet")
        if recognition.reason is not None and not self._shown.has_several:
            return translated(recognition.reason)
        if self.is_no_digit:
            text = self.tr("Closest digit: {digit}")
            return text.format(digit=recognition.digit)
        if not number.is_digits_only:
            return self.tr("Some parts are not digits")
        # The same probabilities as those of the bars.
        chances = [digit.recognition.with_non_digit()[:-1].max() for digit in number.digits]
        return self.tr("Confidence {percent}").format(percent=percent(math.prod(chances)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the digits, and the caption at the lower edge."""
        role = QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().color(role.PlaceholderText))
        painter.setFont(self.font())
        centre = Qt.AlignmentFlag.AlignHCenter
        painter.drawText(self.rect(), centre | Qt.AlignmentFlag.AlignBottom, self.caption())
        if not self._caption_place().contains(event.rect()):
            self._paint_answer(painter)
        if self.hasFocus() and not self._shown.has_several:
            self._paint_focus(painter, QRectF(self.rect()))

    def _paint_answer(self, painter: QPainter) -> None:
        if self._shown.digit is None or self.is_no_digit:
            self._paint_words(painter)
        else:
            self._paint_figures(painter)

    def _paint_words(self, painter: QPainter) -> None:
        """Paint a dash, or that it is no digit, in muted colours."""
        role = QPalette.ColorRole
        place = self._place()
        if self.is_no_digit:
            painter.setFont(self._words_font(place))
            painter.setPen(self.palette().color(role.WindowText))
        else:
            painter.setFont(self._figure_font(place.height()))
            painter.setPen(self.palette().color(role.Mid))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.digit_text())

    def _paint_figures(self, painter: QPainter) -> None:
        role = QPalette.ColorRole
        for index, cell in self._cells():
            digit = self._shown.number.digits[index]
            is_selected = self._shown.has_several and index == self._shown.selected
            painter.setFont(self._figure_font(cell.height()))
            if not digit.recognition.is_digit:
                colour = role.PlaceholderText
            else:
                colour = role.Accent if is_selected else role.WindowText
            painter.setPen(self.palette().color(colour))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, digit.recognition.text)
            if is_selected and self.hasFocus():
                self._paint_focus(painter, cell)

    def _paint_focus(self, painter: QPainter, place: QRectF) -> None:
        painter.setPen(self.palette().color(QPalette.ColorRole.Accent))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = place.adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(inner, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)

    def _place(self) -> QRectF:
        """The area above the caption."""
        caption = QFontMetricsF(self.font()).height() + theme.GAP_SMALL
        return QRectF(self.rect()).adjusted(0, 0, 0, -caption)

    def _cells(self) -> Iterator[tuple[int, QRectF]]:
        """The index and the rectangle of each digit, line by line, centred."""
        lines: dict[int, list[int]] = {}
        for index, digit in enumerate(self._shown.number.digits):
            lines.setdefault(digit.line, []).append(index)
        longest = max(map(len, lines.values()))
        place = self._place()
        height = min(
            place.height() / len(lines),
            place.width() / longest / (_FIGURE_TO_FONT * _FONT_SIZE_TO_PLACE),
        )
        width = height * _FONT_SIZE_TO_PLACE * _FIGURE_TO_FONT
        top = place.center().y() - height * len(lines) / 2
        for row, members in enumerate(lines.values()):
            left = place.center().x() - width * len(members) / 2
            for column, index in enumerate(members):
                yield index, QRectF(left + column * width, top + row * height, width, height)

    def _figure_font(self, height: float) -> QFont:
        font = theme.weighted(self.font(), QFont.Weight.Medium)
        font.setPixelSize(max(1, round(height * _FONT_SIZE_TO_PLACE)))
        return font

    def _words_font(self, place: QRectF) -> QFont:
        """The largest font in which the text fits."""
        font = theme.weighted(self.font(), QFont.Weight.Medium)
        least = QFontMetricsF(self.font()).height()
        font.setPixelSize(round(max(place.height() * _WORDS_TO_PLACE, least)))
        width = QFontMetricsF(font).horizontalAdvance(self.digit_text())
        if width > place.width():
            font.setPixelSize(int(font.pixelSize() * place.width() / width))
        return font

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the digit under the pointer."""
        if not self._shown.has_several:
            event.ignore()
            return
        for index, cell in self._cells():
            if cell.contains(event.position()):
                self.digit_picked.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Select another digit with the arrow keys."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._shown.has_several:
            super().keyPressEvent(event)
        else:
            last = len(self._shown.number.digits) - 1
            self.digit_picked.emit(min(max(self._shown.selected + step, 0), last))

    def _describe(self) -> None:
        name = self.caption()
        if self._shown.digit is not None:
            text = self.tr("Answer: {digit}, {caption}")
            name = text.format(digit=self.digit_text(), caption=name)
        if name != self.accessibleName():
            self.setAccessibleName(name)
            self._stable.start()
        hint = self.tr("Click a digit to show its probabilities") if self._shown.has_several else ""
        self.setToolTip(hint)

    def _announce(self) -> None:
        # The same answer may be shown in several windows.
        if self.isActiveWindow() and self.accessibleName() != self._announced:
            self._announced = self.accessibleName()
            announce(self, self._announced)

"""The answer in very large type, with how sure the network is of it beneath.

One digit or a whole number; each figure of a number can be picked, to look at it more closely.
"""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
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
from digitpad.gui.shown_number import ShownNumber
from digitpad.gui.wording import percent

# Figures are about 0.73 of their font's size high; so large, they fill the place but for a rim.
_FONT_SIZE_TO_PLACE = 1.18
# The width of the widest figure with a little air, relative to the font's size.
_FIGURE_TO_FONT = 0.68
_WORDS_TO_PLACE = 0.2
_NO_ANSWER = "–"


class Answer(QWidget):
    """Shows what was read, or a quiet dash as long as nothing is drawn.

    `digit_picked` carries the place of the figure that was clicked or reached with arrow keys.
    """

    digit_picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ShownNumber()
        self._look: tuple[tuple[object, ...], str] = ((), "")
        self.setMinimumHeight(theme.PICTURE_SIDE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._describe()

    def show_number(self, shown: ShownNumber) -> None:
        """Show this answer; one without digits, nothing drawn, shows none."""
        before, self._shown = self._look, shown
        self._look = self._figures(), self.caption()
        several = shown.has_several
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if several else Qt.FocusPolicy.NoFocus)
        # Laying out text takes long, so what looks the same is left as it is.
        if self._look[0] != before[0]:
            self.update()
        elif self._look != before:
            self.update(self.rect().adjusted(0, self._caption_top(), 0, 0))
        else:
            return
        self._describe()

    def _figures(self) -> tuple[object, ...]:
        """All that the figures look like depends on."""
        digits = self._shown.number.digits
        each = ((d.line, d.recognition.digit, d.recognition.is_digit) for d in digits)
        return self._shown.selected, *each

    @property
    def is_no_digit(self) -> bool:
        """Whether what is drawn is a single thing that looks like no digit."""
        recognition = self._shown.recognition
        return recognition is not None and not (self._shown.has_several or recognition.is_digit)

    def digit_text(self) -> str:
        """What stands in large type."""
        if self.is_no_digit:
            return self.tr("Not a digit")
        return self._shown.number.text or _NO_ANSWER

    def caption(self) -> str:
        """What stands beneath."""
        number, recognition = self._shown.number, self._shown.recognition
        if recognition is None:
            return self.tr("No answer yet")
        if self.is_no_digit:
            text = self.tr("It looks most like {digit}")
            return text.format(digit=recognition.digit)
        if not number.is_digits_only:
            return self.tr("Not all of it looks like digits")
        return self.tr("{percent} sure").format(percent=percent(number.confidence))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the figures so that their caption stands on the lower edge."""
        role = QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().color(role.PlaceholderText))
        painter.setFont(self.font())
        centre = Qt.AlignmentFlag.AlignHCenter
        painter.drawText(self.rect(), centre | Qt.AlignmentFlag.AlignBottom, self.caption())
        if event.rect().top() >= self._caption_top():
            return
        if self._shown.digit is None or self.is_no_digit:
            self._paint_words(painter)
        else:
            self._paint_figures(painter)

    def _paint_words(self, painter: QPainter) -> None:
        """A dash for nothing, or that it is no digit: in quiet colours, not as an alarm."""
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
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(digit.recognition.digit))
            if is_selected and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(
                    cell.adjusted(1, 1, -1, -1), theme.RADIUS_CONTROL, theme.RADIUS_CONTROL
                )

    def _place(self) -> QRectF:
        """Above the caption."""
        caption = QFontMetricsF(self.font()).height() + theme.GAP_SMALL
        return QRectF(self.rect()).adjusted(0, 0, 0, -caption)

    def _caption_top(self) -> int:
        return int(self._place().height())

    def _cells(self) -> Iterator[tuple[int, QRectF]]:
        """The place of each figure: line below line, each in the middle."""
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
        """As large as the words fit."""
        font = theme.weighted(self.font(), QFont.Weight.Medium)
        font.setPixelSize(round(place.height() * _WORDS_TO_PLACE))
        width = QFontMetricsF(font).horizontalAdvance(self.digit_text())
        if width > place.width():
            font.setPixelSize(int(font.pixelSize() * place.width() / width))
        return font

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the figure under the pointer."""
        if not self._shown.has_several:
            event.ignore()
            return
        for index, cell in self._cells():
            if cell.contains(event.position()):
                self.digit_picked.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from figure to figure."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._shown.has_several:
            super().keyPressEvent(event)
        else:
            last = len(self._shown.number.digits) - 1
            self.digit_picked.emit(min(max(self._shown.selected + step, 0), last))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()
            self.update()
        super().changeEvent(event)

    def _describe(self) -> None:
        if self._shown.digit is None:
            self.setAccessibleName(self.caption())
        else:
            name = self.tr("Answer: {digit}, {caption}")
            self.setAccessibleName(name.format(digit=self.digit_text(), caption=self.caption()))
        hint = self.tr("Click a figure to look at it alone") if self._shown.has_several else ""
        self.setToolTip(hint)

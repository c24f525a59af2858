"""The answer in very large type, with how sure the network is of it beneath."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from digitpad.gui import theme
from digitpad.gui.wording import percent
from digitpad.recognizer import Recognition

# Figures are about 0.73 of their font's size high; so large, they fill the place but for a rim.
_FONT_SIZE_TO_PLACE = 1.18
_NO_ANSWER = "–"


class Answer(QWidget):
    """Shows one digit, or a quiet dash as long as nothing is drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recognition: Recognition | None = None
        self.setMinimumHeight(theme.PICTURE_SIDE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._describe()

    def show_recognition(self, recognition: Recognition | None) -> None:
        """Show this answer; None, nothing drawn, shows none."""
        self._recognition = recognition
        self._describe()
        self.update()

    def digit_text(self) -> str:
        """What stands in large type."""
        return _NO_ANSWER if self._recognition is None else str(self._recognition.digit)

    def caption(self) -> str:
        """What stands beneath."""
        if self._recognition is None:
            return self.tr("No answer yet")
        return self.tr("{percent} sure").format(percent=percent(self._recognition.confidence))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the digit so that its caption stands on the lower edge."""
        role = QPalette.ColorRole
        painter = QPainter(self)
        painter.setPen(self.palette().color(role.PlaceholderText))
        painter.setFont(self.font())
        centre = Qt.AlignmentFlag.AlignHCenter
        painter.drawText(self.rect(), centre | Qt.AlignmentFlag.AlignBottom, self.caption())
        above = self.rect().adjusted(0, 0, 0, -painter.fontMetrics().height() - theme.GAP_SMALL)
        painter.setFont(self._digit_font(above.height()))
        painter.setPen(self.palette().color(role.WindowText if self._recognition else role.Mid))
        painter.drawText(above, centre | Qt.AlignmentFlag.AlignVCenter, self.digit_text())

    def _digit_font(self, height: int) -> QFont:
        font = theme.weighted(self.font(), QFont.Weight.Medium)
        font.setPixelSize(round(height * _FONT_SIZE_TO_PLACE))
        return font

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._describe()
            self.update()
        super().changeEvent(event)

    def _describe(self) -> None:
        if self._recognition is None:
            self.setAccessibleName(self.caption())
        else:
            name = self.tr("Answer: {digit}, {caption}")
            self.setAccessibleName(name.format(digit=self.digit_text(), caption=self.caption()))

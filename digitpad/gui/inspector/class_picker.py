"""A row of the classes a model knows, each with its probability; one of them is asked about.

    [ The answer ]  [0]  [1]  [2] ... [9]  [?]

As long as "the answer" is pressed, the class follows the drawing.
"""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from digitpad.gui import theme
from digitpad.gui.wording import percent
from digitpad.types import FloatArray

NO_DIGIT = "?"
"""What the button for "not a digit" says."""

_HEIGHT = 44
_BAR = 3.0
_SMALL = 0.85


class ClassButton(QAbstractButton):
    """One class: its sign, its probability, and a bar of that length beneath."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = 0.0
        self.is_answer = False
        self.shows_share = True
        self._measure()
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, *, is_answer: bool) -> None:
        """Show a probability; the answer stands out."""
        share = round(share, 3)  # more would not be seen, and most of ten do not change at all
        if (share, is_answer) != (self.share, self.is_answer):
            self.share, self.is_answer = share, is_answer
            self.setAccessibleDescription(percent(share))
            self.update()

    def sizeHint(self) -> QSize:
        """Room for the sign and `100.0%` beneath it."""
        strong, small = QFontMetrics(self._strong), QFontMetrics(self._small)
        width = max(strong.horizontalAdvance(self.text()), small.horizontalAdvance(percent(1.0)))
        return QSize(width + 2 * theme.GAP_SMALL, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint frame, sign, probability and bar."""
        role, palette = QPalette.ColorRole, self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        is_lit = self.isChecked() or self.hasFocus()
        painter.setPen(
            QPen(palette.color(role.Accent if is_lit else role.Mid), 2 if self.isChecked() else 1)
        )
        painter.setBrush(palette.color(role.AlternateBase if self.underMouse() else role.Button))
        painter.drawRoundedRect(frame, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        painter.setPen(palette.color(role.Accent if self.is_answer else role.ButtonText))
        painter.setFont(self._strong)
        if not self.shows_share:
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self.text())
            return
        upper, lower = QRectF(frame), QRectF(frame)
        upper.setBottom(frame.center().y() + 2)
        lower.setTop(frame.center().y())
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.setFont(self._small)
        painter.setPen(palette.color(role.Accent if self.is_answer else role.PlaceholderText))
        painter.drawText(lower, Qt.AlignmentFlag.AlignHCenter, percent(self.share))
        bar = frame.adjusted(5, 0, -5, -3)
        bar.setTop(bar.bottom() - _BAR)
        bar.setWidth(bar.width() * self.share)
        painter.fillRect(bar, palette.color(role.Accent if self.is_answer else role.Dark))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        if event.type() == QEvent.Type.FontChange:
            self._measure()
        super().changeEvent(event)

    def _measure(self) -> None:
        self._strong = theme.weighted(self.font(), QFont.Weight.DemiBold)
        self._small = theme.scaled(self.font(), _SMALL)


class ClassPicker(QWidget):
    """Chooses a class by its place among the model's outputs, or the answer's, whatever it is."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer_button = ClassButton()
        self.answer_button.shows_share = False
        self.answer_button.setChecked(True)
        self.buttons: list[ClassButton] = []
        self._answer = 0
        self._group = QButtonGroup(self)
        self._group.addButton(self.answer_button)
        self._group.buttonToggled.connect(self._tell)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GAP_SMALL)
        self._row.addWidget(self.answer_button)
        self._translate()

    @property
    def follows_answer(self) -> bool:
        """Whether the answer is asked about, whatever it is."""
        return self.answer_button.isChecked()

    @property
    def place(self) -> int:
        """The class asked about, as a place among the outputs."""
        if self.follows_answer:
            return self._answer
        return next(i for i, button in enumerate(self.buttons) if button.isChecked())

    @property
    def answer(self) -> int:
        """The answer, as a place among the outputs."""
        return self._answer

    @property
    def name(self) -> str:
        """The class asked about, in words."""
        return self.name_of(self.place)

    def name_of(self, place: int) -> str:
        """A class in words."""
        sign = self.buttons[place].text()
        return self.tr("no digit") if sign == NO_DIGIT else sign

    def offer(self, signs: Sequence[str]) -> None:
        """The model has outputs for these."""
        if [button.text() for button in self.buttons] == list(signs):
            return
        self.answer_button.setChecked(True)
        for old in self.buttons:
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.deleteLater()
        self.buttons = [ClassButton() for _ in signs]
        for button, sign in zip(self.buttons, signs, strict=True):
            button.setText(sign)
            self._group.addButton(button)
            self._row.addWidget(button)
        self._answer = 0
        self._translate()

    def choose(self, place: int) -> None:
        """Ask about this output."""
        self.buttons[place].setChecked(True)

    def show_probabilities(self, probabilities: FloatArray, non_digit: float) -> None:
        """(classes,) probabilities; where the model knows non-digits, theirs stands last."""
        self._answer = int(np.argmax(probabilities))
        shares = [*map(float, probabilities), non_digit][: len(self.buttons)]
        for place, (button, share) in enumerate(zip(self.buttons, shares, strict=True)):
            button.show_share(share, is_answer=place == self._answer)

    def _tell(self, _button: QAbstractButton, is_checked: bool) -> None:
        if is_checked:
            self.chosen.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.answer_button.setText(self.tr("The answer"))
        self.answer_button.setToolTip(self.tr("Explain the answer, whatever it is"))
        for place, button in enumerate(self.buttons):
            button.setAccessibleName(self.name_of(place))
            if button.text() == NO_DIGIT:
                tip = self.tr("What speaks for its being no digit at all?")
            else:
                tip = self.tr("What speaks for a {digit}?").format(digit=button.text())
            button.setToolTip(tip)

"""A row of buttons for the model's classes with their probabilities; one class is selected.

    [ Answer ]  [0]  [1]  [2] ... [9]  [?]

While "Answer" is selected, the class follows the answer for the drawing.
"""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from digitpad.common.types import FloatArray
from digitpad.gui import theme
from digitpad.gui.widgets import row
from digitpad.gui.wording import percent
from digitpad.recognition.answers import NO_DIGIT


class ClassButton(QToolButton):
    """A class: its symbol, and its probability below."""

    def __init__(self, symbol: str) -> None:
        super().__init__()
        self.symbol = symbol
        self.share = 0.0
        self.is_answer = False
        self.setProperty("kind", "card")
        self.setCheckable(True)
        self.setFont(theme.scaled(self.font(), 0.88))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.show_share(0.0, is_answer=False)

    def show_share(self, share: float, *, is_answer: bool) -> None:
        """Set the probability; the answer is emphasized."""
        self.share, self.is_answer = share, is_answer
        self.setText(f"{self.symbol}\n{percent(share)}")
        self.setAccessibleDescription(percent(share))
        weight = QFont.Weight.Bold if is_answer else QFont.Weight.Normal
        if self.font().weight() != weight:
            self.setFont(theme.weighted(self.font(), weight))


class ClassPicker(QWidget):
    """Selects a class by its index among the outputs, or whichever is the answer.

    Attributes:
        answer: the index of the answer among the outputs.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[ClassButton] = []
        self.answer = 0
        self.answer_button = QToolButton()
        self.answer_button.setProperty("kind", "card")
        self.answer_button.setText(self.tr("Answer"))
        self.answer_button.setToolTip(self.tr("Explain the current answer"))
        self.answer_button.setCheckable(True)
        self.answer_button.setChecked(True)
        self.answer_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._group = QButtonGroup(self)
        self._group.addButton(self.answer_button)
        self._group.buttonToggled.connect(self._emit_choice)
        self._row = row(self.answer_button, spacing=2, of=self)

    @property
    def follows_answer(self) -> bool:
        """Whether the answer is selected, whichever class it is."""
        return self.answer_button.isChecked()

    @property
    def place(self) -> int:
        """The index of the selected class among the outputs."""
        if self.follows_answer:
            return self.answer
        return next(i for i, button in enumerate(self.buttons) if button.isChecked())

    def name_of(self, place: int) -> str:
        """A class in words."""
        symbol = self.buttons[place].symbol
        return self.tr("not a digit") if symbol == NO_DIGIT else symbol

    def offer(self, symbols: Sequence[str]) -> None:
        """Set the symbols of the model's outputs."""
        if [button.symbol for button in self.buttons] == list(symbols):
            return
        self.answer_button.setChecked(True)
        for old in self.buttons:
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.deleteLater()
        self.answer = 0
        self.buttons = [ClassButton(symbol) for symbol in symbols]
        for place, button in enumerate(self.buttons):
            self._group.addButton(button)
            self._row.addWidget(button)
            button.setAccessibleName(self.name_of(place))
            tip = self.tr("Explain the class {digit}").format(digit=button.symbol)
            if button.symbol == NO_DIGIT:
                tip = self.tr("Explain the class “not a digit”")
            button.setToolTip(tip)

    def choose(self, place: int) -> None:
        """Select this output."""
        self.buttons[place].setChecked(True)

    def show_probabilities(self, probabilities: FloatArray, non_digit: float) -> None:
        """Show (classes,) probabilities; the last button is the non-digit output, if any."""
        self.answer = int(np.argmax(probabilities))
        shares = [*map(float, probabilities), non_digit][: len(self.buttons)]
        for place, (button, share) in enumerate(zip(self.buttons, shares, strict=True)):
            button.show_share(share, is_answer=place == self.answer)

    def _emit_choice(self, _button: QAbstractButton, is_checked: bool) -> None:
        if is_checked:
            self.chosen.emit()

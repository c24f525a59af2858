"""Beside the map: the drawing, and the training digits that are most like it to the model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.inspector.digit_picture import DigitPicture
from digitpad.types import FloatArray

NEIGHBOURS = 9
_COLUMNS = 3
_LARGE, _SMALL = 112, 58


@dataclass(frozen=True, slots=True, eq=False)
class Neighbour:
    """A training digit and what it is."""

    image: FloatArray
    name: str


class NeighbourPanel(QWidget):
    """A large picture, nine small ones, and a sentence that counts them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._neighbours: list[Neighbour] = []
        self.drawing = DigitPicture(_LARGE)
        self.answer = QLabel()
        self.title = QLabel()
        self.title.setFont(theme.weighted(self.font(), QFont.Weight.DemiBold))
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("tone", "quiet")
        self.sentence.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.pictures = [DigitPicture(_SMALL) for _ in range(NEIGHBOURS)]
        self.names = [QLabel() for _ in range(NEIGHBOURS)]
        grid = QGridLayout()
        grid.setSpacing(2)
        for place, (picture, name) in enumerate(zip(self.pictures, self.names, strict=True)):
            row, column = divmod(place, _COLUMNS)
            grid.addWidget(picture, 2 * row, column)
            grid.addWidget(name, 2 * row + 1, column, Qt.AlignmentFlag.AlignHCenter)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(theme.GAP_SMALL)
        column_.addWidget(self.drawing)
        column_.addWidget(self.answer)
        column_.addSpacing(theme.GAP_SMALL)
        column_.addWidget(self.title)
        column_.addWidget(self.sentence)
        column_.addLayout(grid)
        column_.addStretch(1)
        self.setFixedWidth(_COLUMNS * _SMALL + 2 * (_COLUMNS - 1))
        self._translate()

    def show_drawing(
        self, image: FloatArray | None, answer: str, neighbours: Sequence[Neighbour]
    ) -> None:
        """Show a drawing, what it is read as, and its nearest digits; None: no drawing."""
        self.drawing.show_image(image)
        self.answer.setText(answer)
        self._neighbours = list(neighbours)
        for place, (picture, name) in enumerate(zip(self.pictures, self.names, strict=True)):
            if place < len(neighbours):
                picture.show_image(neighbours[place].image)
                name.setText(neighbours[place].name)
            else:
                picture.show_image(None)
                name.clear()
        self._say_which()

    def _say_which(self) -> None:
        if not self._neighbours:
            self.sentence.setText(self.tr("Draw a digit, and it moves among these."))
            return
        counts = Counter(neighbour.name for neighbour in self._neighbours)
        name, count = counts.most_common(1)[0]
        total = len(self._neighbours)
        if count == total:
            text = self.tr("All {total} are {name}.")
        else:
            text = self.tr("{count} of {total} are {name}.")
        self.sentence.setText(text.format(count=count, total=total, name=name))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.title.setText(self.tr("Nearest training digits"))
        self.drawing.setAccessibleName(self.tr("Your drawing"))
        self._say_which()

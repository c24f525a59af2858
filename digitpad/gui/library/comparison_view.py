"""Two models side by side: figures, what they confuse, and the digits that changed sides.

+-----------------------------------------------+
|                     old      new     change   |
|  MNIST test digits  98.7%    99.6%   +0.9     |
|  The new model is better, and hardly by luck. |
+-----------------------+-----------------------+
|  confusion            |  [gained][lost][both] |
|                       |  [4] [7] [9] ...      |
+-----------------------+-----------------------+
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.library.changed_digits import ChangedDigitGallery
from digitpad.gui.library.comparison_figures import ComparisonFigures
from digitpad.gui.library.confusion_comparison import ConfusionComparison
from digitpad.gui.library.words import called, set_name, verdict
from digitpad.model_comparison import ModelComparison, SetComparison
from digitpad.types import IntArray

GAINED, LOST, BOTH_WRONG = range(3)


class ModelComparisonView(QWidget):
    """Shows a `ModelComparison`; empty until there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: ModelComparison | None = None
        self.figures = ComparisonFigures()
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self.which_set = QComboBox()
        self.which_set.currentIndexChanged.connect(self._show_set)
        self.confusion = ConfusionComparison()
        self.gallery = ChangedDigitGallery()
        self.nothing = QLabel()
        self.nothing.setProperty("tone", "quiet")
        self.nothing.setWordWrap(True)
        self.sides = QButtonGroup(self)
        for side in (GAINED, LOST, BOTH_WRONG):
            button = QToolButton()
            button.setCheckable(True)
            self.sides.addButton(button, side)
        self.sides.button(GAINED).setChecked(True)
        self.sides.idClicked.connect(self._show_side)
        self._lay_out()
        self._translate()

    @property
    def comparison(self) -> ModelComparison | None:
        """What is shown."""
        return self._found

    @property
    def shown_set(self) -> SetComparison | None:
        """The set of digits that the lower half is about."""
        if self._found is None:
            return None
        is_own = self.which_set.currentIndex() == 1 and self._found.samples is not None
        return self._found.samples if is_own else self._found.test

    def show_comparison(self, comparison: ModelComparison) -> None:
        """Show this one; `show` is QWidget's own name for becoming visible."""
        self._found = comparison
        self.figures.show_comparison(comparison)
        self._name_sets()
        self.sides.button(GAINED).setChecked(True)
        self._show_set()

    def _name_sets(self) -> None:
        """One entry for each set; a choice of one is no choice."""
        found = self._found
        sets = [] if found is None else [one for one in (found.test, found.samples) if one]
        with QSignalBlocker(self.which_set):
            place = max(0, self.which_set.currentIndex())
            self.which_set.clear()
            self.which_set.addItems([set_name(one.digits.name) for one in sets])
            self.which_set.setCurrentIndex(min(place, len(sets) - 1))
        self.which_set.setVisible(len(sets) > 1)

    def _show_set(self) -> None:
        found, one = self._found, self.shown_set
        if found is None or one is None:
            return
        names = called(found)
        self.confusion.show_comparison(one, *names)
        self.verdict.setText(verdict(one, *names))
        self._count_sides()
        self._show_side()

    def _indices(self) -> list[IntArray]:
        one = self.shown_set
        return [] if one is None else [one.gained, one.lost, one.both_wrong]

    def _count_sides(self) -> None:
        if self._found is None:
            return
        old, new = called(self._found)
        only = self.tr("Only {model} is right: {count}")
        texts = (
            only.replace("{model}", new),
            only.replace("{model}", old),
            self.tr("Both wrong: {count}"),
        )
        for side, (text, which) in enumerate(zip(texts, self._indices(), strict=True)):
            self.sides.button(side).setText(text.replace("{count}", f"{len(which):,}"))

    def _show_side(self) -> None:
        one, indices = self.shown_set, self._indices()
        if one is None:
            return
        which = indices[self.sides.checkedId()]
        self.gallery.list.show_digits(one, which)
        self.gallery.setVisible(bool(len(which)))
        self.nothing.setVisible(not len(which))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(2)
        for button in self.sides.buttons():
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._title = QLabel()
        self._title.setFont(theme.weighted(self.font(), QFont.Weight.Bold))
        right = QVBoxLayout()
        right.setSpacing(theme.GAP_SMALL)
        right.addWidget(self._title)
        right.addLayout(buttons)
        right.addWidget(self.gallery, 1)
        right.addWidget(self.nothing, 1)
        lower = QHBoxLayout()
        lower.setSpacing(theme.GAP_LARGE)
        lower.addWidget(self.confusion, 5)
        lower.addLayout(right, 6)
        said = QHBoxLayout()
        said.setSpacing(theme.GAP)
        said.addWidget(self.which_set)
        said.addWidget(self.verdict, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.figures)
        column.addLayout(said)
        column.addLayout(lower, 1)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
            self._name_sets()
            self._show_set()
        super().changeEvent(event)

    def _translate(self) -> None:
        self._title.setText(self.tr("Digits that changed sides"))
        self.gallery.setAccessibleName(self.tr("Digits that changed sides"))
        self.gallery.setToolTip(self.tr("Below each digit: the old answer, then the new one."))
        self.which_set.setAccessibleName(self.tr("Which digits"))
        self.which_set.setToolTip(self.tr("Which digits the pictures below are about."))
        self.nothing.setText(self.tr("There is no such digit."))
        self._count_sides()

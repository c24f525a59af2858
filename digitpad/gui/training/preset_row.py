"""Three plans to begin with, each with the time that it takes on this machine."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.training.durations import rough
from digitpad.training_plan import PRESETS


class PresetCard(QPushButton):
    """A button with a title, a line about it and the time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.about, self.time = QLabel(), QLabel(), QLabel()
        self.title.setFont(theme.weighted(theme.scaled(self.font(), 1.1), QFont.Weight.DemiBold))
        self.about.setProperty("tone", "quiet")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.GAP_SMALL + 2, theme.GAP, theme.GAP_SMALL + 2)
        column.setSpacing(2)
        above = QHBoxLayout()
        above.addWidget(self.title)
        above.addStretch(1)
        above.addWidget(self.time)
        column.addLayout(above)
        column.addWidget(self.about)
        for label in (self.title, self.about, self.time):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("kind", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As the labels need."""
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Nothing of it is cut off."""
        return self.sizeHint()


class PresetRow(QWidget):
    """`chosen` carries one of `PRESETS`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = {name: PresetCard() for name in PRESETS}
        self._seconds = dict.fromkeys(PRESETS, math.nan)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        for name, card in self.cards.items():
            card.clicked.connect(lambda _=False, which=name: self.chosen.emit(which))
            line.addWidget(card, 1)
        self._translate()

    def show_times(self, seconds: dict[str, float]) -> None:
        """Show how long each takes; NaN where that is not known yet."""
        self._seconds = seconds
        self._translate()

    def show_chosen(self, name: str) -> None:
        """Which of them stands in the form; empty for none."""
        for each, card in self.cards.items():
            card.setChecked(each == name)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        words = {
            "quick": (self.tr("30 seconds"), self.tr("A first try, to watch it learn")),
            "usual": (self.tr("5 minutes"), self.tr("Good enough to use")),
            "best": (self.tr("Best"), self.tr("Everything this model can learn")),
        }
        for name, card in self.cards.items():
            title, about = words[name]
            card.title.setText(title)
            card.about.setText(about)
            seconds = self._seconds[name]
            time = self.tr("measuring …")
            if not math.isnan(seconds):
                time = self.tr("{time} here").format(time=rough(seconds))
            card.time.setText(time)
            card.setToolTip(
                "<p>"
                + self.tr(
                    "Fills in the form for this model; the time was measured on this machine."
                )
                + "</p>"
            )
            card.setAccessibleName(f"{title}, {time}")

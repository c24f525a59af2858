"""What can be changed while a run goes on: learning rate, momentum, variation of the digits.

A change acts from the next batch on, once nobody has touched the controls for a moment.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.training.down_only import DownOnly
from digitpad.gui.training.form_plan import reasons
from digitpad.gui.training.number_field import NumberField
from digitpad.gui.training.section import Section
from digitpad.gui.training.variation_editor import VariationEditor
from digitpad.settings import TrainingSettings
from digitpad.training_plan import setting_problems

_REST_MILLISECONDS = 350


class RateSection(Section):
    """Learning rate and momentum."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add("learning_rate", NumberField())
        self.add("momentum", NumberField())
        self.finish()

    def translate(self) -> None:
        """Write every label in the language of the window."""
        self.heading.setText(self.tr("Change while it learns"))
        self.explain(self.words.learning())


class ChangesPanel(QWidget):
    """`changed` carries settings, by name, that are different from now on."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rates, self.variation = RateSection(), VariationEditor()
        self.variation.heading.hide()
        self.note = QLabel()
        self.note.setProperty("tone", "quiet")
        self.note.setWordWrap(True)
        self._known: dict[str, Any] = {}
        self._rest = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._rest.timeout.connect(self.apply)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.GAP_SMALL, 0)
        column.setSpacing(theme.GAP_SMALL)
        for section in (self.rates, self.variation):
            column.addWidget(section)
            section.changed.connect(self._wait)
        column.addWidget(self.note)
        column.addStretch(1)
        area = DownOnly(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._translate()

    def show_settings(self, settings: TrainingSettings) -> None:
        """Show what a run has been started with."""
        with QSignalBlocker(self.rates), QSignalBlocker(self.variation):
            self.rates.show_values(
                {"learning_rate": settings.learning_rate, "momentum": settings.momentum}
            )
            self.variation.show_augmentation(settings.augmentation)
        self._rest.stop()
        self._known = self._values()
        self._mark()
        self._translate()

    def apply(self) -> None:
        """Tell what is different, unless something of it cannot work."""
        self._rest.stop()
        if self._mark():
            return
        values = self._values()
        new = {n: v for n, v in values.items() if v is not None and v != self._known.get(n)}
        self._known |= new
        if new:
            self.changed.emit(new)

    def _wait(self) -> None:
        self._mark()
        self._rest.start()

    def _values(self) -> dict[str, Any]:
        return {**self.rates.values(), "augmentation": self.variation.augmentation}

    def _mark(self) -> bool:
        """Whether something cannot work; it is marked."""
        problems = [*self.rates.unreadable(), *self.variation.unreadable()]
        problems += setting_problems(self.rates.values() | self.variation.values())
        for section in (self.rates, self.variation):
            section.mark(reasons(problems))
        return bool(problems)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.note.setText(self.tr("Changes act from the next batch on."))

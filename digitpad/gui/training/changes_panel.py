"""Settings that can be changed during training: learning rate, momentum, data augmentation.

A change is sent after a short time without further input and takes effect from the next batch.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QWidget

from digitpad.gui import theme
from digitpad.gui.training.augmentation import AugmentationEditor
from digitpad.gui.training.controls import NumberField
from digitpad.gui.training.form_plan import reasons
from digitpad.gui.training.section import Section
from digitpad.gui.training.setting_texts import SettingTexts
from digitpad.gui.widgets import VerticalScrollArea, column, plain_label
from digitpad.jobs.plan_problems import setting_problems
from digitpad.training.settings import TrainingSettings

_DELAY_MILLISECONDS = 350


class ChangesPanel(QWidget):
    """`changed` carries the changed settings by name."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._learning_texts = SettingTexts().learning()
        self.rates = Section(self.tr("Adjust during training"), self._learning_texts)
        self.rates.add("learning_rate", NumberField())
        self.rates.add("momentum", NumberField())
        self.augmentation = AugmentationEditor()
        text = self.tr("Changes take effect from the next batch.")
        note = plain_label(text, tone="quiet", wraps=True)
        self._sent: dict[str, Any] = {}
        self._delay = QTimer(self, singleShot=True, interval=_DELAY_MILLISECONDS)
        self._delay.timeout.connect(self.apply)
        content = QWidget()
        sections = column(self.rates, self.augmentation, note, None, of=content)
        sections.setContentsMargins(0, 0, theme.GAP_SMALL, 0)
        for section in (self.rates, self.augmentation):
            section.changed.connect(self._on_changed)
        column(VerticalScrollArea(content), of=self)

    def show_settings(self, settings: TrainingSettings) -> None:
        """Show the settings at the start of a run."""
        with QSignalBlocker(self.rates), QSignalBlocker(self.augmentation):
            self.rates.show_values(
                {"learning_rate": settings.learning_rate, "momentum": settings.momentum}
            )
            self.augmentation.show_augmentation(settings.augmentation)
        self._explain_rate(settings.schedule)
        self._delay.stop()
        self._sent = self._values()
        self._show_problems()

    def apply(self) -> None:
        """Emit what has changed, unless a value is invalid."""
        self._delay.stop()
        if self._show_problems():
            return
        values = self._values()
        new = {n: v for n, v in values.items() if v is not None and v != self._sent.get(n)}
        self._sent |= new
        if new:
            self.changed.emit(new)

    def _explain_rate(self, schedule: str) -> None:
        """Name the rate for what it is: with most schedules, the one in use now is lower."""
        if schedule == "constant":
            text = self._learning_texts["learning_rate"]
        else:
            text = (
                self.tr("Peak learning rate"),
                self.tr(
                    "The highest learning rate of the schedule “{schedule}”. The rate in use now "
                    "follows from it and from how far the training is."
                ).format(schedule=SettingTexts().choices()["schedule"].get(schedule, schedule)),
            )
        setting = self.rates.settings["learning_rate"]
        setting.explain(*text)
        self.rates.align(setting)

    def _on_changed(self) -> None:
        self._show_problems()
        self._delay.start()

    def _values(self) -> dict[str, Any]:
        return {**self.rates.values(), "augmentation": self.augmentation.augmentation}

    def _show_problems(self) -> bool:
        """Mark invalid values; return whether there are any."""
        problems = [*self.rates.invalid_texts(), *self.augmentation.invalid_texts()]
        problems += setting_problems(self.rates.values() | self.augmentation.values())
        for section in (self.rates, self.augmentation):
            section.show_problems(reasons(problems))
        return bool(problems)

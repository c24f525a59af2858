"""A part of the form: a heading, the settings that everybody looks at, and the details folded."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.training.controls import Control, expected
from digitpad.gui.training.fold import Fold
from digitpad.gui.training.setting import Setting
from digitpad.gui.training.words import TrainingWords
from digitpad.training_plan import Problem


class Section(QWidget):
    """Holds named settings; what they say is asked for with `values`, told with `show_values`.

    `changed` comes after every change somebody makes.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings: dict[str, Setting] = {}
        self.words = TrainingWords(self)
        self.heading = QLabel()
        self.heading.setFont(theme.weighted(theme.scaled(self.font(), 1.1), QFont.Weight.DemiBold))
        self.details = Fold()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.GAP_SMALL)
        self.column.addWidget(self.heading)

    def add(
        self,
        name: str,
        control: QWidget,
        *,
        is_detail: bool = False,
        beside: QWidget | None = None,
        stretch: bool = False,
    ) -> Setting:
        """Add a setting, of which `control` is the `Control`."""
        setting = Setting(control, beside=beside, stretch=stretch)
        self.settings[name] = setting
        cast("Control", control).changed.connect(self.changed)
        if is_detail:
            self.details.add(setting)
        else:
            self.column.addWidget(setting)
        return setting

    def finish(self) -> None:
        """All settings are there: put the details below."""
        if self.details.layout_inside.count():
            self.column.addWidget(self.details)
        self.translate()

    def control(self, name: str) -> Any:
        """The control of a setting."""
        return self.settings[name].control

    def values(self) -> dict[str, Any]:
        """What can be read, by the settings' names."""
        values = {name: setting.control.value for name, setting in self.settings.items()}  # type: ignore[attr-defined]
        return {name: value for name, value in values.items() if value is not None}

    def unreadable(self) -> list[Problem]:
        """Where something is written that is not what it should be."""
        return [
            Problem(name, expected(setting.control))
            for name, setting in self.settings.items()
            if setting.control.value is None  # type: ignore[attr-defined]
        ]

    def show_values(self, values: dict[str, Any]) -> None:
        """Show what is given; the rest stays."""
        for name, value in values.items():
            if name in self.settings:
                self.control(name).set_value(value)

    def mark(self, problems: dict[str, str]) -> None:
        """Say at each setting what is wrong with it, or nothing; details with a mark unfold."""
        for name, setting in self.settings.items():
            setting.mark(problems.get(name, ""))
            is_hidden = self.details.isAncestorOf(setting) and not self.details.is_open
            if setting.problem and is_hidden:
                self.details.open()

    def translate(self) -> None:
        """Write every label in the language of the window."""
        raise NotImplementedError

    def explain(self, words: dict[str, tuple[str, str]]) -> None:
        """Name and explain the settings that there are words for."""
        for name, setting in self.settings.items():
            if name in words:
                setting.explain(*words[name])

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.translate()
        super().changeEvent(event)

"""The kinds of controls that a setting can have, all with `value`, `set_value` and `changed`.

`value` is None where the text cannot be read as what it should be; `expected` then says what that
is, for the mark beside the control.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, Signal, SignalInstance
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSizePolicy, QWidget

from digitpad.gui.training.number_field import NumberField


class Control(Protocol):
    """What the form asks of a control, which is a `QWidget` besides."""

    changed: SignalInstance

    @property
    def value(self) -> Any:
        """What it says, or None where that cannot be read."""

    def set_value(self, value: Any) -> None:
        """Show this."""


class Choice(QComboBox):
    """One of several names, shown as words or as they are."""

    changed = Signal()

    def __init__(self, names: Iterable[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_names(names)
        self.currentIndexChanged.connect(lambda _: self.changed.emit())

    def set_names(self, names: Iterable[str]) -> None:
        """Offer these from now on."""
        self.blockSignals(True)
        self.clear()
        for name in names:
            self.addItem(name, name)
        self.blockSignals(False)

    def set_words(self, words: dict[str, str]) -> None:
        """Show some names in other words."""
        for index in range(self.count()):
            name = self.itemData(index)
            self.setItemText(index, words.get(name, name))

    @property
    def value(self) -> str:
        """The chosen name."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose this name; one that is not offered is added, since somebody wants it."""
        if self.findData(value) < 0:
            self.addItem(value, value)
        self.setCurrentIndex(self.findData(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past must not change anything."""
        event.ignore()


class Switch(QCheckBox):
    """Yes or no."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.toggled.connect(lambda _: self.changed.emit())

    @property
    def value(self) -> bool:
        """Whether it is on."""
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Switch it."""
        self.setChecked(value)


class Line(QLineEdit):
    """A text."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.changed)

    @property
    def value(self) -> Any:
        """The text."""
        return self.text().strip()

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self.setText(str(value))


class Sizes(Line):
    """A row of whole numbers, such as the sizes of the hidden layers: `128, 64`."""

    @property
    def value(self) -> list[int] | None:
        """The numbers; empty where nothing is written."""
        words = self.text().strip("[] ").replace(",", " ").split()
        try:
            return [int(word) for word in words]
        except ValueError:
            return None

    def set_value(self, value: Iterable[int]) -> None:
        """Show some numbers."""
        self.setText(", ".join(str(number) for number in value))


def control_for(usual: Any, names: Iterable[str] = ()) -> QWidget:
    """A control that suits a parameter's usual value; `names` are those that can be chosen."""
    names = list(names)
    if names:
        return Choice(names)
    if isinstance(usual, bool):
        return Switch()
    if isinstance(usual, int | float):
        return NumberField(whole=isinstance(usual, int))
    return Sizes() if isinstance(usual, list | tuple) else Line()


def expected(control: object) -> str:
    """What should be written in a control that cannot be read."""
    if isinstance(control, Sizes):
        return QCoreApplication.translate("controls", "whole numbers, such as 128, 64")
    if isinstance(control, NumberField) and control.is_whole:
        return QCoreApplication.translate("controls", "a whole number is needed here")
    return QCoreApplication.translate("controls", "a number is needed here")

"""Controls for one setting, all with `value`, `set_value` and `changed`.

`value` is None if the text is invalid; `expected_input` then says what should be entered. Unlike
spin boxes, the fields accept invalid text; the form shows the problem beside it. The wheel scrolls
the form and never changes a value.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QSizePolicy,
    QSlider,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.widgets import column, push_button, row

NONE, IDX, FOLDER = "", "idx", "folder"

_SERIES = (1.0, 2.0, 5.0, 10.0)
_GROUPED = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d*)?")
_WIDEST_NUMBER = "60,000,000"
_SLIDER_STEPS = 200


class NumberField(QLineEdit):
    """A control for an `int` if `whole`, else for a `float`: 0.05, 0,05, 5e-2, 60,000.

    A comma separates thousands in integers (60,000) and is a decimal comma elsewhere (0,05). A
    decimal number such as 1,500 can mean either and is refused. The arrow keys change integers by a
    fixed step and other numbers along the series 1, 2, 5, 10, 20, 50, since values such as learning
    rates are changed by factors.
    """

    changed = Signal()

    def __init__(self, *, whole: bool = False, step: int = 1) -> None:
        super().__init__()
        self.is_whole = whole
        self._step = step
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.changed)

    @property
    def value(self) -> float | int | None:
        """The number; None for invalid text, or if its comma is ambiguous."""
        text = self.text().replace("\N{THIN SPACE}", "").strip()
        if _GROUPED.fullmatch(text) and (self.is_whole or "." in text):
            text = text.replace(",", "")
        elif not _GROUPED.fullmatch(text):
            # A decimal comma; a whole number with one is refused below.
            text = text.replace(",", ".")
        try:
            return int(text) if self.is_whole else float(text)
        except ValueError:
            return None

    def set_value(self, value: float) -> None:
        """Show a number with at most six digits, or an integer with thousands separators."""
        self.setText(f"{value:,}" if self.is_whole else f"{value:.6g}")

    def sizeHint(self) -> QSize:
        """Enough for the numbers that are used."""
        width = self.fontMetrics().horizontalAdvance(_WIDEST_NUMBER) + 3 * theme.GAP
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The same, so that no number is cut off."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the number with the up and down keys."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._step_value(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def _step_value(self, direction: int) -> None:
        value = self.value
        if value is None:
            return
        self.set_value(
            max(0, int(value) + direction * self._step)
            if self.is_whole
            else next_in_125_series(value, direction)
        )


def next_in_125_series(value: float, direction: int) -> float:
    """The next larger (`direction` > 0) or smaller number in 0.1, 0.2, 0.5, 1, 2, 5, 10, ..."""
    if value <= 0 or not math.isfinite(value):
        return value
    power = 10.0 ** math.floor(math.log10(value))
    steps = [power / 10 * step for step in _SERIES] + [power * step for step in _SERIES]
    steps.append(power * 20)
    tolerance = 1e-9 * value
    if direction > 0:
        return min(step for step in steps if step > value + tolerance)
    return max(step for step in steps if step < value - tolerance)


class Choice(QComboBox):
    """Choice of one name; the shown texts can differ from the names."""

    changed = Signal()

    def __init__(self, names: Iterable[str] = (), texts: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.set_names(names, texts)
        self.currentIndexChanged.connect(lambda _: self.changed.emit())

    def set_names(self, names: Iterable[str], texts: Mapping[str, str] | None = None) -> None:
        """Replace the names to choose from, and the texts that are shown for some of them."""
        with QSignalBlocker(self):
            self.clear()
            for name in names:
                self.addItem((texts or {}).get(name, name), name)

    @property
    def value(self) -> str:
        """The chosen name."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose a name, which is added if it is not in the list."""
        if self.findData(value) < 0:
            self.addItem(value, value)
        self.setCurrentIndex(self.findData(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel, so that scrolling the form does not change values."""
        event.ignore()


class CheckBox(QCheckBox):
    """A control for a bool."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.toggled.connect(lambda _: self.changed.emit())

    @property
    def value(self) -> bool:
        """Whether the box is checked."""
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Check or uncheck the box."""
        self.setChecked(value)


class TextField(QLineEdit):
    """A control for a text."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.changed)

    @property
    def value(self) -> Any:
        """The text without surrounding spaces."""
        return self.text().strip()

    def set_value(self, value: Any) -> None:
        """Show a value as text."""
        self.setText(str(value))


class IntegerListField(TextField):
    """A control for a list of integers, such as the sizes of the hidden layers: `128, 64`."""

    @property
    def value(self) -> list[int] | None:
        """The numbers; an empty text is an empty list."""
        parts = self.text().strip("[] ").replace(",", " ").split()
        try:
            return [int(part) for part in parts]
        except ValueError:
            return None

    def set_value(self, value: Iterable[int]) -> None:
        """Show numbers."""
        self.setText(", ".join(str(number) for number in value))


class _Slider(QSlider):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the wheel, so that scrolling the form does not change values."""
        event.ignore()


class SliderField(QWidget):
    """A slider with a field for the exact number; numbers above the slider's end can be typed."""

    changed = Signal()

    def __init__(self, maximum: float) -> None:
        super().__init__()
        self._maximum = maximum
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _SLIDER_STEPS)
        self.slider.setMinimumHeight(24)
        self.slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field = NumberField()
        self.field.setFixedWidth(self.field.sizeHint().width() * 2 // 3)
        self.setFocusProxy(self.slider)
        row((self.slider, 1), self.field, of=self)
        self.field.set_value(0)
        self.slider.valueChanged.connect(self._on_slider)
        self.field.changed.connect(self._on_field)

    @property
    def value(self) -> float | int | None:
        """The number in the field, or None for invalid text."""
        return self.field.value

    def set_value(self, value: float) -> None:
        """Show a number."""
        self.field.set_value(value)

    def _on_slider(self, step: int) -> None:
        self.field.set_value(float(f"{self._maximum * step / _SLIDER_STEPS:.3g}"))

    def _on_field(self) -> None:
        """Move the slider to the typed number, which must not be rounded to a slider step."""
        if self.value is not None:
            with QSignalBlocker(self.slider):
                share = min(1.0, max(0.0, self.value / self._maximum))
                self.slider.setValue(round(share * _SLIDER_STEPS))
        self.changed.emit()


class DatasetField(QWidget):
    """No data set, a pair of IDX files, or a folder of images.

    `value` is `(kind, first path, second path)`.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        texts = self.tr("none"), self.tr("pair of IDX files"), self.tr("folder of images")
        kinds = NONE, IDX, FOLDER
        self.kind = Choice(kinds, dict(zip(kinds, texts, strict=True)))
        self.paths = TextField(), TextField()
        self._rows = QWidget(), QWidget()
        column(self.kind, *self._rows, of=self)
        for which, (line, path) in enumerate(zip(self._rows, self.paths, strict=True)):
            button = push_button(self.tr("Browse…"), partial(self._browse, which))
            row((path, 1), button, of=line)
            path.changed.connect(self.changed)
        self.kind.changed.connect(self._show_rows)
        self._show_rows()

    @property
    def value(self) -> tuple[str, str, str]:
        """The kind and the paths."""
        return (self.kind.value, self.paths[0].value, self.paths[1].value)

    def set_value(self, value: tuple[str, str, str]) -> None:
        """Show a kind and its paths."""
        kind, *paths = value
        self.kind.set_value(kind)
        for line, path in zip(self.paths, paths, strict=True):
            line.set_value(path)

    def _show_rows(self) -> None:
        kind = self.kind.value
        self._rows[0].setVisible(kind != NONE)
        self._rows[1].setVisible(kind == IDX)
        is_folder = kind == FOLDER
        first = self.tr("folder with subfolders 0 to 9") if is_folder else self.tr("image file")
        for line, text in zip(self.paths, (first, self.tr("label file")), strict=True):
            line.setPlaceholderText(text)
            line.setAccessibleName(text)
        self.changed.emit()

    def _browse(self, which: int) -> None:
        title = self.paths[which].placeholderText()
        if self.kind.value == FOLDER:
            path = QFileDialog.getExistingDirectory(self, title)
        else:
            path, _ = QFileDialog.getOpenFileName(self, title)
        if path:
            self.paths[which].set_value(path)


def control_for(default: Any, names: Iterable[str] = ()) -> QWidget:
    """Create a control for a parameter from its default value, or from the names to choose from."""
    names = list(names)
    if names:
        return Choice(names)
    if isinstance(default, bool):
        return CheckBox()
    if isinstance(default, int | float):
        return NumberField(whole=isinstance(default, int))
    return IntegerListField() if isinstance(default, list | tuple) else TextField()


def expected_input(control: object) -> str:
    """Say what should be entered in a control with invalid text."""
    if isinstance(control, IntegerListField):
        return QCoreApplication.translate("controls", "enter whole numbers, such as 128, 64")
    if isinstance(control, NumberField) and control.is_whole:
        return QCoreApplication.translate("controls", "enter a whole number")
    return QCoreApplication.translate("controls", "enter a number")

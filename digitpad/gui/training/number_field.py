"""A field for a number that can be typed in any usual way: 0.05, 5e-2, 60,000.

Unlike a spin box it lets one type what cannot work; the form then says why, beside it. The arrow
keys step: whole numbers by their step, others along 1, 2, 5, 10, 20, 50, since a learning rate is
doubled or halved rather than raised by a hundredth.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

_LADDER = (1.0, 2.0, 5.0, 10.0)
_WIDTH = 104


class NumberField(QLineEdit):
    """Holds an `int` where `whole`, else a `float`; `value` is None while it reads as neither."""

    changed = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, whole: bool = False, step: int = 1
    ) -> None:
        super().__init__(parent)
        self._whole = whole
        self._step = step
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.changed)

    @property
    def is_whole(self) -> bool:
        """Whether it holds whole numbers."""
        return self._whole

    @property
    def value(self) -> float | int | None:
        """What the text says."""
        text = self.text().replace(",", "").replace("\N{THIN SPACE}", "").strip()
        try:
            return int(text) if self._whole else float(text)
        except ValueError:
            return None

    def set_value(self, value: float) -> None:
        """Show a number, written as briefly as it can be."""
        self.setText(f"{value:,}" if self._whole else f"{value:.6g}")

    def sizeHint(self) -> QSize:
        """Wide enough for every number there is reason to type."""
        return QSize(_WIDTH, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down step."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._move(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past must not change anything."""
        event.ignore()

    def _move(self, direction: int) -> None:
        value = self.value
        if value is None:
            return
        self.set_value(
            max(0, int(value) + direction * self._step)
            if self._whole
            else next_on_ladder(value, direction)
        )


def next_on_ladder(value: float, direction: int) -> float:
    """The next number of 1, 2, 5, 10, ... times a power of ten, above or below."""
    if value <= 0 or not math.isfinite(value):
        return value
    power = 10.0 ** math.floor(math.log10(value))
    steps = [power / 10 * step for step in _LADDER] + [power * step for step in _LADDER]
    steps.append(power * 20)
    slack = 1e-9 * value
    if direction > 0:
        return min(step for step in steps if step > value + slack)
    return max(step for step in steps if step < value - slack)

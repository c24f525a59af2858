"""One number of a layer, taken apart: what the unit looks at, times its weights, plus its bias.

Of a unit behind many channels, all patches and kernels stand side by side, in the same order.

      [patch]   x   [weights]   =   [products]
      288 products    1.234
      bias           -0.500
      ReLU            0.734
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.heatmap import Heatmap
from digitpad.gui.inspector.model_steps import Step
from digitpad.gui.inspector.tiles import folded_vector, tiled
from digitpad.gui.inspector.wording import BEND_NAMES
from digitpad.gui.wording import number_text
from digitpad.inspection.arithmetic import Arithmetic
from digitpad.types import FloatArray

_SIDE = 92
_LINES = 4
_NAME_WIDTH, _NUMBER_WIDTH = 196, 92


class ArithmeticPanel(QWidget):
    """Shows an `Arithmetic`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Step, Arithmetic, float] | None = None
        self.pictures = [
            Heatmap(diverging=place > 0, with_bar=False, with_readout=False) for place in range(3)
        ]
        self.captions = [QLabel() for _ in self.pictures]
        grid = QGridLayout()
        grid.setSpacing(theme.GAP_SMALL)
        for place, (picture, caption) in enumerate(zip(self.pictures, self.captions, strict=True)):
            picture.setFixedSize(_SIDE, _SIDE)
            caption.setProperty("tone", "quiet")
            caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            grid.addWidget(picture, 0, place)
            grid.addWidget(caption, 1, place)
        self.lines = [(QLabel(), QLabel()) for _ in range(_LINES)]
        sums = QGridLayout()
        sums.setHorizontalSpacing(theme.GAP)
        sums.setVerticalSpacing(1)
        sums.setColumnStretch(0, 1)
        right, line = Qt.AlignmentFlag.AlignRight, round(1.15 * self.fontMetrics().height())
        for place, (label, value) in enumerate(self.lines):
            label.setProperty("tone", "quiet")
            value.setAlignment(right)
            # Of fixed size, texts that change with every stroke lay nothing out anew.
            label.setFixedSize(_NAME_WIDTH, line)
            value.setFixedSize(_NUMBER_WIDTH, line)
            sums.addWidget(label, place, 0)
            sums.addWidget(value, place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addLayout(grid)
        column.addLayout(sums)
        self._translate()

    def show_arithmetic(self, step: Step, found: Arithmetic | None, value: float) -> None:
        """Take this number apart.

        Args:
            step: the layer with its bend.
            found: how the number came about, or None for a pixel of the drawing itself.
            value: what comes out in the end.
        """
        if found is None:
            self.clear()
            return
        self._shown = (step, found, value)
        parts = (found.patch, found.kernel, found.products)
        self.pictures[0].use_diverging(bool(found.patch.min(initial=0.0) < 0))
        for picture, part in zip(self.pictures, parts, strict=True):
            picture.show_values(as_picture(part) if part.size else None)
        self._write()

    def clear(self) -> None:
        """Show nothing."""
        self._shown = None
        for picture in self.pictures:
            picture.show_values(None)
        self._write()

    def _write(self) -> None:
        lines: list[tuple[str, str]] = []
        if self._shown is not None:
            step, found, value = self._shown
            lines = self._sum(found)
            if step.bend:
                lines.append((BEND_NAMES[step.bend], number_text(value)))
        lines += [("", "")] * (_LINES - len(lines))
        for (label, number), (name, text) in zip(self.lines, lines, strict=True):
            label.setText(name)
            number.setText(text)

    def _sum(self, found: Arithmetic) -> list[tuple[str, str]]:
        if not found.products.size:
            text = self.tr("The largest of {count} numbers").format(count=found.patch.size)
            return [(text, number_text(found.total))]
        count = f"{found.products.size:,}"
        return [
            (
                self.tr("{count} products add up to").format(count=count),
                number_text(found.total - found.bias),
            ),
            (self.tr("plus the bias"), number_text(found.bias)),
            (self.tr("makes"), number_text(found.total)),
        ]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        texts = (self.tr("What it sees"), self.tr("× weights"), self.tr("= products"))
        for picture, caption, text in zip(self.pictures, self.captions, texts, strict=True):
            caption.setText(text)
            picture.setAccessibleName(text)
        self._write()


def as_picture(part: FloatArray) -> FloatArray:
    """A patch or kernel as one plane: channels as blocks in rows, a long vector folded."""
    if part.ndim == 3:
        return tiled(part)[0]
    if part.ndim == 1:
        return part.reshape(28, 28) if part.size == 784 else folded_vector(part)
    return part

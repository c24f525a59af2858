"""How one value of a layer is computed: its inputs times its weights, plus the bias.

[patch]   x   [weights]   =   [products]      small patches with the values in their cells
channel 3 [v]
sum of 9 products      0.812
other 31 channels      0.422
bias                  -0.500
result                 0.734
ReLU                   0.734
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from digitpad.common.types import FloatArray
from digitpad.gui import theme
from digitpad.gui.charts.colour_maps import folded_vector, tiled
from digitpad.gui.inspector.digit_picture import DigitPicture
from digitpad.gui.inspector.model_steps import Step
from digitpad.gui.widgets import column, plain_label
from digitpad.gui.wording import ACTIVATION_NAMES, number_text
from digitpad.inspection.arithmetic import Arithmetic

_LINES = 5


class ArithmeticPanel(QWidget):
    """Shows the terms of one value.

    If the unit has many input channels, all patches and kernels are shown side by side in the same
    order, or those of one channel with their values.

    Args:
        width: available, in pixels.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self._step: Step | None = None
        self._found: Arithmetic | None = None
        self._value = 0.0
        self._captions = [plain_label(tone="quiet") for _ in range(3)]
        side = (width - 2 * theme.GAP_SMALL) // len(self._captions)
        self.pictures = [DigitPicture(side) for _ in self._captions]
        grid = QGridLayout()
        grid.setSpacing(theme.GAP_SMALL)
        for place, (picture, caption) in enumerate(zip(self.pictures, self._captions, strict=True)):
            picture.describe = self._describe
            grid.addWidget(picture, 0, place)
            grid.addWidget(caption, 1, place, Qt.AlignmentFlag.AlignHCenter)
        self.channel = QComboBox()
        self.channel.setAccessibleName(self.tr("Channel"))
        self.channel.activated.connect(self._show)
        self.lines = [(plain_label(tone="quiet"), plain_label()) for _ in range(_LINES)]
        sums = QGridLayout()
        sums.setHorizontalSpacing(theme.GAP)
        sums.setVerticalSpacing(1)
        sums.setColumnStretch(0, 1)
        for place, (label, value) in enumerate(self.lines):
            sums.addWidget(label, place, 0)
            sums.addWidget(value, place, 1, Qt.AlignmentFlag.AlignRight)
        column(grid, self.channel, sums, of=self)

    def show_arithmetic(self, step: Step | None, found: Arithmetic | None, value: float) -> None:
        """Show how this value is computed.

        Args:
            step: the layer with its activation function.
            found: the terms of the sum; None for a pixel of the input, which is not computed.
            value: the output.
        """
        self._step, self._found, self._value = step, found, value
        self._offer_channels()
        self._show_captions("" if found is None else found.kind)
        self._show()

    def _show_captions(self, kind: str) -> None:
        captions = {
            "features": (self.tr("Histograms"), self.tr("× 1 / length"), self.tr("= Normalized")),
            "directions": (
                self.tr("Input − mean"),
                self.tr("× Component"),
                self.tr("= Products"),
            ),
            "landmarks": (self.tr("Drawing"), self.tr("− Landmark"), self.tr("Squared")),
        }.get(kind, (self.tr("Input"), self.tr("× Weights"), self.tr("= Products")))
        for picture, label, text in zip(self.pictures, self._captions, captions, strict=True):
            label.setText(text)
            picture.setAccessibleName(text)

    def _offer_channels(self) -> None:
        """Offer the channels of a patch, the chosen one again; without channels the list stays."""
        count = self._channels()
        self.channel.setVisible(count > 1)
        if count > 1 and self.channel.count() != count + 1:
            chosen = self.channel.currentIndex()
            self.channel.clear()
            self.channel.addItem(self.tr("All {count} channels").format(count=count))
            for number in range(count):
                self.channel.addItem(self.tr("Channel {number}").format(number=number))
            self.channel.setCurrentIndex(chosen if 0 < chosen <= count else 0)

    def _channels(self) -> int:
        """The number of channels of the kernel; 1 without a kernel."""
        found = self._found
        return found.patch.shape[2] if found is not None and found.kernel.ndim == 3 else 1

    def _chosen(self) -> int:
        """The channel whose terms are shown; -1 for all."""
        return self.channel.currentIndex() - 1 if self._channels() > 1 else -1

    def _picture(self, part: FloatArray) -> FloatArray:
        """The chosen channel of a patch or kernel, or all channels in a grid."""
        chosen = self._chosen()
        return _as_picture(part if chosen < 0 else part[:, :, chosen : chosen + 1])

    def _show(self) -> None:
        found = self._found
        parts = [None] * 3 if found is None else [found.patch, found.kernel, found.products]
        for picture, part in zip(self.pictures, parts, strict=True):
            picture.show_numbers(None if part is None or not part.size else self._picture(part))
        lines = [] if found is None else self._sum(found, self._chosen())
        if found is not None and self._step is not None and self._step.activation:
            lines.append((ACTIVATION_NAMES[self._step.activation], number_text(self._value)))
        lines += [("", "")] * (len(self.lines) - len(lines))
        for (label, number), (name, text) in zip(self.lines, lines, strict=True):
            label.setText(name)
            number.setText(text)
            label.setVisible(bool(name))
            number.setVisible(bool(name))

    def _sum(self, found: Arithmetic, chosen: int) -> list[tuple[str, str]]:
        if not found.products.size:
            text = self.tr("Maximum of {count} values").format(count=found.patch.size)
            return [(text, number_text(found.total))]
        products, result = found.products, (self.tr("Result"), number_text(found.total))
        if found.kind == "features":
            length = 1 / float(found.kernel.flat[0])
            in_cell = (self.tr("In the cell's histogram"), number_text(found.total * length))
            return [in_cell, (self.tr("Length of the block"), number_text(length)), result]
        if found.kind == "landmarks":
            text = self.tr("Sum of {count} squares, d²").format(count=products.size)
            squares = float(products.sum())
            return [(text, number_text(squares)), ("exp(−d²)", number_text(found.total))]
        whole, others = found.total - found.bias, []
        if chosen >= 0:
            products = products[:, :, chosen]
            rest = whole - float(products.sum())
            text = self.tr("Sum of the other {count} channels")
            text = text.format(count=found.products.shape[2] - 1)
            others, whole = [(text, number_text(rest))], float(products.sum())
        text = self.tr("Sum of {count} products").format(count=f"{products.size:,}")
        return [
            (text, number_text(whole)),
            *others,
            (self.tr("Bias"), number_text(found.bias)),
            result,
        ]

    def _describe(self, row: int, column: int) -> str:
        """A term of the sum; "" for a cell that only completes the last row."""
        found = self._found
        if found is None or not self._picture(np.ones_like(found.patch))[row, column]:
            return ""
        values = [
            number_text(float(picture.image[row, column]))
            for picture in self.pictures
            if picture.image is not None
        ]
        if found.kind == "landmarks":
            return "({} − {})² = {}".format(*values)
        return " = ".join((" × ".join(values[:2]), *values[2:]))


def _as_picture(part: FloatArray) -> FloatArray:
    """A patch or kernel as one plane: channels in a grid, a long vector reshaped."""
    if part.ndim == 3:
        return tiled(part)[0]
    if part.ndim == 1:
        return part.reshape(28, 28) if part.size == 784 else folded_vector(part)
    return part

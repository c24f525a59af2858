"""A tensor in figures: a small table and its histogram."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.inspector.histogram import Histogram
from digitpad.gui.wording import number_text, percent
from digitpad.inspection.tensors import Statistics, statistics
from digitpad.types import AnyArray

_FIGURES = 6


class StatisticsPanel(QWidget):
    """Shows the statistics of one tensor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._statistics: Statistics | None = None
        self.histogram = Histogram()
        self.figures = [(QLabel(), QLabel()) for _ in range(_FIGURES)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(2)
        for place, (label, value) in enumerate(self.figures):
            label.setProperty("tone", "quiet")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, place // 2, 2 * (place % 2))
            grid.addWidget(value, place // 2, 2 * (place % 2) + 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addLayout(grid)
        column.addWidget(self.histogram)
        self._translate()

    def show_tensor(self, tensor: AnyArray | None) -> None:
        """Show these numbers, or none."""
        self._statistics = None if tensor is None or not tensor.size else statistics(tensor)
        self.histogram.show_statistics(self._statistics)
        self._translate()

    @property
    def shown(self) -> Statistics | None:
        """What is shown."""
        return self._statistics

    def _translate(self) -> None:
        found = self._statistics
        lines = [("", "")] * _FIGURES
        if found is not None:
            lines = [
                (self.tr("Mean"), number_text(found.mean)),
                (self.tr("Deviation"), number_text(found.standard_deviation)),
                (self.tr("Smallest"), number_text(found.smallest)),
                (self.tr("Largest"), number_text(found.largest)),
                (self.tr("Length"), number_text(found.norm)),
                (self.tr("Zeros"), percent(found.zeros / found.count)),
            ]
        for (label, value), (name, text) in zip(self.figures, lines, strict=True):
            label.setText(name)
            value.setText(text)
        self.figures[4][0].setToolTip(self.tr("The square root of the sum of all squares"))
        self.histogram.setAccessibleName(self.tr("How often numbers of each size occur"))
        tip = self.tr("How often numbers of each size occur; heights are square roots of counts")
        self.histogram.setToolTip(f"<p>{tip}</p>")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

"""A tensor whose numbers can be clicked and changed."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.heatmap import Heatmap
from digitpad.gui.heatmap_geometry import Cell
from digitpad.gui.inspector.experiment_outcome import push
from digitpad.gui.inspector.experiment_subjects import index_in_tensor
from digitpad.inspection.experiments import Experiment
from digitpad.inspection.tensors import as_plane
from digitpad.nn.layers import Shape

_LARGEST = 1e6
_DECIMALS = 4


class WeightEditor(QWidget):
    """Shows a tensor. `weight_set` carries the place (a tuple) and the new value of a number."""

    weight_set = Signal(object, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._experiment: Experiment | None = None
        self._tensor = ""
        self._shape: Shape = ()
        self._index: tuple[int, ...] | None = None
        self.heatmap = Heatmap(square_cells=False)
        self.heatmap.describe = self._describe
        self.heatmap.cell_clicked.connect(self._choose)
        self.place = QLabel()
        self.value = QDoubleSpinBox()
        self.value.setRange(-_LARGEST, _LARGEST)
        self.value.setDecimals(_DECIMALS)
        self.value.setKeyboardTracking(False)
        self.value.setMinimumWidth(120)
        self.value.valueChanged.connect(self._set)
        self.zero_button = push(lambda: self.value.setValue(0.0))
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.place)
        row.addWidget(self.value)
        row.addWidget(self.zero_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.heatmap, 1)
        column.addLayout(row)
        self._translate()

    @property
    def index(self) -> tuple[int, ...] | None:
        """The place of the number that is being changed."""
        return self._index

    def show_tensor(self, experiment: Experiment, name: str) -> None:
        """Show a tensor as it is now."""
        tensor = experiment.tensors()[name]
        if name != self._tensor or experiment is not self._experiment:
            self._index = None
            self.heatmap.unmark()
        self._experiment, self._tensor, self._shape = experiment, name, tensor.shape
        self.heatmap.show_values(as_plane(tensor))
        self.heatmap.show_blocks(*(tensor.shape[:2] if tensor.ndim == 4 else (0, 0)))
        step = float(np.std(tensor)) / 2
        self.value.setSingleStep(max(10**-_DECIMALS, step))
        self._show_value()

    def _choose(self, cell: Cell) -> None:
        self._index = index_in_tensor(self._shape, cell.row, cell.column)
        self.heatmap.mark(cell.row, cell.column, 1, 1)
        self._show_value()
        self.value.setFocus()
        self.value.selectAll()

    def _show_value(self) -> None:
        has_choice = self._index is not None and self._experiment is not None
        self.value.setEnabled(has_choice)
        self.zero_button.setEnabled(has_choice)
        if self._index is None or self._experiment is None:
            self.place.setText(self.tr("Click a number to change it"))
            return
        self.place.setText(self._name(self._index))
        self.value.blockSignals(True)
        self.value.setValue(self._experiment.weight(self._tensor, self._index))
        self.value.blockSignals(False)

    def _set(self, value: float) -> None:
        if self._index is not None:
            self.weight_set.emit(self._index, value)

    def _describe(self, cell: Cell) -> str:
        return self._name(index_in_tensor(self._shape, cell.row, cell.column))

    def _name(self, index: tuple[int, ...]) -> str:
        return f"{self._tensor} [{', '.join(map(str, index))}]"

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.heatmap.setAccessibleName(self.tr("The numbers of this tensor"))
        self.value.setAccessibleName(self.tr("The chosen number"))
        self.zero_button.setText(self.tr("Set to &zero"))
        self._show_value()

"""The one map that is looked at, large; what of the drawing one of its pixels sees; and its sum."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.heatmap import Heatmap
from digitpad.gui.heatmap_geometry import Cell
from digitpad.gui.inspector.arithmetic_panel import ArithmeticPanel
from digitpad.gui.inspector.feature_maps import output_of
from digitpad.gui.inspector.map_layout import Spot
from digitpad.gui.inspector.model_steps import Step
from digitpad.gui.inspector.tiles import folded_vector
from digitpad.gui.wording import number_text
from digitpad.inspection.activations import Observed, receptive_field
from digitpad.inspection.arithmetic import arithmetic

_WIDTH = 300
_MAP_HEIGHT, _DRAWING_SIDE = 190, 112


class SpotPanel(QWidget):
    """Takes apart what is looked at. `pixel_hovered` carries a pixel (y, x) of the large map."""

    pixel_hovered = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step: Step | None = None
        self.setFixedWidth(_WIDTH)
        self.title = QLabel()
        self.title.setFont(theme.weighted(self.font(), QFont.Weight.DemiBold))
        self.heatmap = Heatmap(with_readout=False)
        self.heatmap.setFixedHeight(_MAP_HEIGHT)
        self.heatmap.cell_hovered.connect(self._tell_pixel)
        self.drawing = Heatmap(diverging=False, with_bar=False, with_readout=False)
        self.drawing.setFixedSize(_DRAWING_SIDE, _DRAWING_SIDE)
        self.where = QLabel()
        # Of fixed size, texts that change with every stroke lay nothing out anew.
        line = self.fontMetrics().height()
        self.title.setFixedSize(_WIDTH, round(1.3 * line))
        self.where.setFixedSize(_WIDTH - _DRAWING_SIDE - theme.GAP, _DRAWING_SIDE)
        self.where.setWordWrap(True)
        self.where.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.arithmetic = ArithmeticPanel()
        beside = QHBoxLayout()
        beside.setSpacing(theme.GAP)
        beside.addWidget(self.drawing)
        beside.addWidget(self.where)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.title)
        column.addWidget(self.heatmap)
        column.addLayout(beside)
        column.addSpacing(theme.GAP_SMALL)
        column.addWidget(self.arithmetic)
        column.addStretch(1)
        self._translate()

    def clear(self) -> None:
        """Show nothing."""
        self._step = None
        self.title.clear()
        self.where.clear()
        self.heatmap.show_values(None)
        self.drawing.show_values(None)
        self.arithmetic.clear()

    def show_spot(self, step: Step, spot: Spot, observed: Observed) -> None:
        """Take this place apart."""
        self._step = step
        output = output_of(step, observed)
        is_spatial = output.ndim == 3
        value = float(output[spot.y, spot.x, spot.unit] if is_spatial else output[spot.unit])
        self.title.setText(self._name(step, spot))
        self.heatmap.use_diverging(bool(output.min() < 0))
        plane = output[:, :, spot.unit] if is_spatial else folded_vector(output)
        self.heatmap.show_values(plane, self.heatmap.colour_map.scale_of(output))
        row, column = (spot.y, spot.x) if is_spatial else divmod(spot.unit, plane.shape[1])
        self.heatmap.mark(row, column, 1, 1)
        self._show_drawing(step, spot, observed, value)
        found = None
        if step.layer is not None and step.kind != "input":
            found = arithmetic(observed, step.layer, spot.unit, spot.y, spot.x)
        self.arithmetic.show_arithmetic(step, found, value)

    def _show_drawing(self, step: Step, spot: Spot, observed: Observed, value: float) -> None:
        self.drawing.show_values(observed.image)
        seen = None
        if step.last is not None:
            seen = receptive_field(observed.network, step.last, spot.y, spot.x)
            self.drawing.mark(*seen)
        else:
            self.drawing.mark(spot.y, spot.x, 1, 1)
        lines = [f"<b>{number_text(value)}</b>"]
        if len(step.shape) == 3:
            place = self.tr("at row {row}, column {column}")
            lines.append(place.format(row=spot.y, column=spot.x))
        if seen is not None and (seen.height, seen.width) != (28, 28):
            text = self.tr("sees {height} × {width} pixels of the drawing")
            lines.append(text.format(height=seen.height, width=seen.width))
        elif seen is not None:
            lines.append(self.tr("sees all of the drawing"))
        self.where.setText("<br>".join(lines))

    def _name(self, step: Step, spot: Spot) -> str:
        if step.kind == "input":
            return step.title
        text = self.tr("{layer} · unit {number}")
        if len(step.shape) == 3:
            text = self.tr("{layer} · map {number}")
        return text.format(layer=step.title, number=spot.unit)

    def _tell_pixel(self, cell: Cell | None) -> None:
        if cell is not None and self._step is not None and len(self._step.shape) == 3:
            self.pixel_hovered.emit(cell.row, cell.column)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.heatmap.setAccessibleName(self.tr("The map that is looked at"))
        self.drawing.setAccessibleName(self.tr("What of the drawing this place sees"))

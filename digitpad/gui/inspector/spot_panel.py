"""One value of a layer: its map, the part of the drawing it depends on, and how it is computed.

Convolution 2, map 7
[ large map    ]
[drawing with its receptive field]
[patch] x [weights] = [products]
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from digitpad.gui import theme
from digitpad.gui.charts.colour_maps import folded_vector
from digitpad.gui.charts.heatmap import Cell, Heatmap
from digitpad.gui.inspector.arithmetic_panel import ArithmeticPanel
from digitpad.gui.inspector.decision_table import DecisionTable
from digitpad.gui.inspector.digit_picture import DigitPicture
from digitpad.gui.inspector.feature_maps import Spot, output_of
from digitpad.gui.inspector.model_steps import Step
from digitpad.gui.inspector.page import panel_width
from digitpad.gui.widgets import column, plain_label, row
from digitpad.gui.wording import number_text
from digitpad.inspection.activations import Observed, Place, receptive_field
from digitpad.inspection.arithmetic import arithmetic
from digitpad.inspection.step_values import (
    ObservedModel,
    hog_feature,
    landmark_picture,
    step_arithmetic,
)

_MAP_HEIGHT, _DRAWING_SIDE = 200, 112
_WIDER = 91
"""Pixels more than other pages' panels, for the numbers in the cells of three patches of 5 x 5."""


class SpotPanel(QWidget):
    """The selected map, enlarged; the receptive field of a pixel; and how its value is computed.

    `pixel_hovered` carries a pixel (y, x) of the large map.
    """

    pixel_hovered = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._step: Step | None = None
        self.input_window: Place | None = None
        """The part of the step's input that the value is computed from, if that is a picture."""
        self.setFixedWidth(panel_width(self) + _WIDER)
        self.title = plain_label(bold=True)
        self.heatmap = Heatmap(
            self.tr("Selected feature map"), with_readout=False, show_title=False
        )
        self.heatmap.setFixedHeight(_MAP_HEIGHT)
        self.heatmap.cell_hovered.connect(self._emit_pixel)
        self.drawing = DigitPicture(_DRAWING_SIDE)
        self.drawing.setAccessibleName(self.tr("Receptive field in the drawing"))
        self.landmark = DigitPicture(_DRAWING_SIDE)
        self.landmark.setAccessibleName(self.tr("Landmark"))
        self.where = QLabel()
        self.where.setWordWrap(True)
        self.where.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.arithmetic = ArithmeticPanel(self.width())
        self.decision = DecisionTable()
        beside = row(self.drawing, self.landmark, (self.where, 1), spacing=theme.GAP)
        above = self.title, self.heatmap, beside, theme.GAP_SMALL
        column(*above, self.arithmetic, self.decision, None, of=self)

    def clear(self) -> None:
        """Show nothing."""
        self._step = None
        self.title.clear()
        self.where.clear()
        self.heatmap.show_values(None)
        self.drawing.show_image(None)
        self.landmark.hide()
        self.arithmetic.show_arithmetic(None, None, 0.0)
        self.decision.hide()

    def show_spot(
        self, step: Step, spot: Spot, observed: ObservedModel, *, is_growing: bool = False
    ) -> None:
        """Explain this position.

        Args:
            step: of the model.
            spot: the position in its output.
            observed: all outputs.
            is_growing: whether the map is shown up to this position only.
        """
        self._step = step
        output = output_of(step, observed)
        is_spatial = output.ndim == 3
        value = float(output[spot.y, spot.x, spot.unit] if is_spatial else output[spot.unit])
        self.title.setText(self._name(step, spot))
        # Few numbers need no map, and their way to the probabilities is shown instead.
        for widget in (self.heatmap, self.drawing, self.where):
            widget.setVisible(step.kind != "output")
        self.decision.setVisible(step.kind == "output")
        self.heatmap.use_diverging(bool(output.min() < 0))
        plane = output[:, :, spot.unit] if is_spatial else folded_vector(output)
        y, x = (spot.y, spot.x) if is_spatial else divmod(spot.unit, plane.shape[1])
        if is_growing:
            plane = plane.copy()
            plane[y, x + 1 :] = plane[y + 1 :] = np.nan
        self.heatmap.show_values(plane, self.heatmap.colour_map.scale_of(output))
        self.heatmap.mark(y, x, 1, 1)
        found = None
        if isinstance(observed, Observed):
            if step.layer is not None and step.kind != "input":
                found = arithmetic(observed, step.layer, spot.unit, spot.y, spot.x)
        elif step.last is not None:
            found = step_arithmetic(observed, step.last, spot.unit)
        self.input_window = None if found is None else found.place
        self.arithmetic.show_arithmetic(step, found, value)
        self._show_drawing(step, spot, observed, value)

    def _show_drawing(self, step: Step, spot: Spot, observed: ObservedModel, value: float) -> None:
        """Show which part of the drawing the value depends on, or the landmark beside it."""
        image, seen = observed.image, Place(spot.y, spot.x, 1, 1)
        text = self.tr("receptive field: {height} × {width} pixels")
        lines = [f"<b>{number_text(value)}</b>"]
        if len(step.shape) == 3:
            place = self.tr("at row {row}, column {column}")
            lines.append(place.format(row=spot.y, column=spot.x))
        self.landmark.setVisible(step.kind == "landmarks")
        if isinstance(observed, Observed):
            if step.last is not None:
                seen = receptive_field(observed.network, step.last, spot.y, spot.x)
        elif step.kind == "landmarks":
            self.landmark.show_image(landmark_picture(observed, spot.unit))
        elif step.kind == "features" and (feature := hog_feature(observed, spot.unit)) is not None:
            image, seen = feature.image, feature.place
            angle = self.tr("gradients in the direction of {angle}°")
            lines.append(angle.format(angle=feature.angle))
            text = self.tr("measured in {height} × {width} pixels")
        # A pixel of the deskewed drawing lay elsewhere in the drawing.
        is_moved = step.kind == "deskewed"
        if len(step.shape) == 1 and (seen.height, seen.width) in {(1, 1), (28, 28)}:
            seen = Place(0, 0, 28, 28)
            if step.kind != "landmarks":  # whose picture takes the room
                lines.append(self.tr("receptive field: the whole drawing"))
        elif step.last is not None and not is_moved:
            lines.append(text.format(height=seen.height, width=seen.width))
        self.drawing.show_image(image)
        self.drawing.mark(None if is_moved else seen)
        self.where.setText("<br>".join(lines))

    def _name(self, step: Step, spot: Spot) -> str:
        if step.kind == "input":
            return step.title
        text = self.tr("{layer} · unit {number}")
        if len(step.shape) == 3:
            text = self.tr("{layer} · map {number}")
        return text.format(layer=step.title, number=spot.unit)

    def _emit_pixel(self, cell: Cell | None) -> None:
        if cell is not None and self._step is not None and len(self._step.shape) == 3:
            self.pixel_hovered.emit(cell.row, cell.column)

"""Inspector page: the activations of every layer for the drawing, and how each value is computed.

The feature maps are on the left; the selected one is explained on the right.

    Convolution 1   26 x 26 x 32          Convolution 2, map 7
    [][][][][][][][][][][][]              [ large map    ]
    Convolution 2   24 x 24 x 32          [drawing with its receptive field]
    [][][][][][][][][][][][]              [patch] x [weights] = [products]
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.charts.colour_maps import folded_vector
from digitpad.gui.charts.heatmap import Cell, Heatmap
from digitpad.gui.inspector.arithmetic_panel import ArithmeticPanel
from digitpad.gui.inspector.decision_table import DecisionTable
from digitpad.gui.inspector.digit_picture import DigitPicture
from digitpad.gui.inspector.feature_maps import FeatureMaps, Spot, output_of
from digitpad.gui.inspector.model_steps import Step, network_steps
from digitpad.gui.inspector.page import Action, Page, SaveTarget, panel_width
from digitpad.gui.inspector.saving import painted_target, picture_target, tensor_target
from digitpad.gui.session import Session
from digitpad.gui.widgets import flush
from digitpad.gui.wording import number_text
from digitpad.ink.strokes import Ink
from digitpad.inspection.activations import (
    Observed,
    Place,
    inspectable,
    observe,
    receptive_field,
)
from digitpad.inspection.arithmetic import arithmetic
from digitpad.inspection.decision import decide
from digitpad.inspection.weights import output_names
from digitpad.nn.network import Network
from digitpad.recognition.answers import Recognition
from digitpad.recognition.recognizer import Recognizer

_MAP_HEIGHT, _DRAWING_SIDE = 200, 112
_WIDER = 24
"""Pixels more than other pages' panels, for the numbers in the cells of three patches."""


class ActivationsPage(Page):
    """The outputs of all layers for the drawing on the pad."""

    is_live = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._recognizer: Recognizer | None = None
        self._network: Network | None = None
        self._steps: list[Step] = []
        self._observed: Observed | None = None
        self.maps = FeatureMaps()
        self.maps.setAccessibleName(self.tr("Output of each layer"))
        self.panel = SpotPanel()
        self.maps.looked_at.connect(self._look_at)
        self.panel.pixel_hovered.connect(self._look_at_pixel)
        board = QWidget()
        row = flush(QHBoxLayout(board), theme.GAP_LARGE)
        row.addWidget(self.maps, 1)
        row.addWidget(self.panel)
        self.set_content(board)

    # Called by the page's base and the inspector window

    def explanation(self) -> str:
        """One sentence on what the page shows."""
        return self.tr(
            "The activations of each layer for your drawing: orange is positive, "
            "blue negative. Point at a map to see how its values are computed; "
            "click to pin it."
        )

    def use_recognizer(self, recognizer: Recognizer | None) -> None:
        """Show the layers of this model."""
        self._recognizer, self._observed = recognizer, None
        self._network = None if recognizer is None else inspectable(recognizer.model.classifier)
        if self._network is not None and recognizer is not None:
            self._steps = network_steps(self._network)
            self.maps.show_steps(self._steps, output_names(recognizer.model.classifier))
            self.panel.clear()
        self._show_state()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Run the network on the drawing and show all outputs."""
        if self._network is None:
            return
        self._observed = None
        if recognition is not None:
            self._observed = observe(self._network, recognition.stages.network_input)
        self.maps.show_observed(self._observed)
        self._show_state()
        if self._observed is not None and self.maps.spot is None:
            self.maps.look_at(self._first_spot())
        elif self.maps.spot is not None:
            self._look_at(self.maps.spot)

    def show_part(self, part: str) -> None:
        """Select a layer."""
        for place, step in enumerate(self._steps):
            if step.name == part:
                self.maps.bring_into_view(place)
                self.maps.look_at(Spot(place, 0, step.shape[0] // 2, step.shape[0] // 2))

    def save_targets(self) -> list[SaveTarget]:
        """All maps as a picture, and the selected layer as numbers."""
        maps = self.maps
        if self._observed is None or maps.spot is None:
            return []
        step, output = self._steps[maps.spot.step], maps.outputs[maps.spot.step]
        texts = (
            self.tr("All layers (picture)…"),
            self.tr("Selected feature map…"),
            self.tr("Output of {layer} (numbers)…").format(layer=step.name),
        )
        return [
            painted_target(texts[0], "activations", maps, maps.paint_whole, maps.whole_size),
            picture_target(texts[1], f"{step.name}-map", self.panel.heatmap),
            tensor_target(texts[2], f"{step.name}-output", output),
        ]

    # Selection

    def _first_spot(self) -> Spot:
        """The initial selection: the middle of the first convolution, or the first dense unit."""
        first = next(place for place, step in enumerate(self._steps) if step.parameters)
        shape = self._steps[first].shape
        middle = shape[0] // 2 if len(shape) == 3 else 0
        return Spot(first, 0, middle, middle)

    def _look_at(self, spot: Spot) -> None:
        observed, recognizer, step = self._observed, self._recognizer, self._steps[spot.step]
        if observed is None or recognizer is None:
            return
        self.panel.show_spot(step, spot, observed)
        if step.kind == "output":
            classifier = recognizer.model.classifier
            found = decide(classifier, observed.image)
            self.panel.decision.show_decision(output_names(classifier), found, spot.unit)

    def _look_at_pixel(self, y: int, x: int) -> None:
        """The pointer is on a pixel of the large map."""
        spot = self.maps.spot
        if spot is not None:
            self.maps.look_at(Spot(spot.step, spot.unit, y, x))

    def _show_state(self) -> None:
        if self._recognizer is None:
            self.show_no_model()
        elif self._network is None:
            text = self.tr(
                "{model} has no layers with activations: it classifies the features "
                "of the drawing directly."
            )
            show_weights = Action(
                self.tr("Show weights"), lambda: self.page_requested.emit("weights", "")
            )
            self.show_empty(text.format(model=self._recognizer.name), show_weights)
        elif self._observed is None:
            self.show_empty(
                self.tr("Draw a digit on the pad to see the activations of each layer.")
            )
        else:
            self.show_content()


class SpotPanel(QWidget):
    """The selected map, enlarged; the receptive field of a pixel; and how its value is computed.

    `pixel_hovered` carries a pixel (y, x) of the large map.
    """

    pixel_hovered = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step: Step | None = None
        self.setFixedWidth(panel_width(self) + _WIDER)
        self.title = QLabel()
        self.title.setFont(theme.weighted(self.font(), QFont.Weight.DemiBold))
        self.heatmap = Heatmap(
            self.tr("Selected feature map"), with_readout=False, show_title=False
        )
        self.heatmap.setFixedHeight(_MAP_HEIGHT)
        self.heatmap.cell_hovered.connect(self._emit_pixel)
        self.drawing = DigitPicture(_DRAWING_SIDE)
        self.drawing.setAccessibleName(self.tr("Receptive field in the drawing"))
        self.where = QLabel()
        self.where.setWordWrap(True)
        self.where.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.arithmetic = ArithmeticPanel(self.width())
        self.decision = DecisionTable()
        beside = flush(QHBoxLayout(), theme.GAP)
        beside.addWidget(self.drawing)
        beside.addWidget(self.where, 1)
        column = flush(QVBoxLayout(self), theme.GAP_SMALL)
        column.addWidget(self.title)
        column.addWidget(self.heatmap)
        column.addLayout(beside)
        column.addSpacing(theme.GAP_SMALL)
        column.addWidget(self.arithmetic)
        column.addWidget(self.decision)
        column.addStretch(1)

    def clear(self) -> None:
        """Show nothing."""
        self._step = None
        self.title.clear()
        self.where.clear()
        self.heatmap.show_values(None)
        self.drawing.show_image(None)
        self.arithmetic.show_arithmetic(None, None, 0.0)
        self.decision.hide()

    def show_spot(self, step: Step, spot: Spot, observed: Observed) -> None:
        """Explain this position."""
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
        self.heatmap.show_values(plane, self.heatmap.colour_map.scale_of(output))
        row, column = (spot.y, spot.x) if is_spatial else divmod(spot.unit, plane.shape[1])
        self.heatmap.mark(row, column, 1, 1)
        self._show_drawing(step, spot, observed, value)
        found = None
        if step.layer is not None and step.kind != "input":
            found = arithmetic(observed, step.layer, spot.unit, spot.y, spot.x)
        self.arithmetic.show_arithmetic(step, found, value)

    def _show_drawing(self, step: Step, spot: Spot, observed: Observed, value: float) -> None:
        seen = Place(spot.y, spot.x, 1, 1)
        if step.last is not None:
            seen = receptive_field(observed.network, step.last, spot.y, spot.x)
        self.drawing.show_image(observed.image)
        self.drawing.mark(seen)
        lines = [f"<b>{number_text(value)}</b>"]
        if len(step.shape) == 3:
            place = self.tr("at row {row}, column {column}")
            lines.append(place.format(row=spot.y, column=spot.x))
        if step.last is not None and (seen.height, seen.width) != (28, 28):
            text = self.tr("receptive field: {height} × {width} pixels")
            lines.append(text.format(height=seen.height, width=seen.width))
        elif step.last is not None:
            lines.append(self.tr("receptive field: the whole drawing"))
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

"""Page: what lights up in every layer, while one draws; and where each single number comes from.

The maps are on the left; what is looked at is taken apart on the right.

    Convolution 1   26 x 26 x 32          Convolution 2, filter 7
    [][][][][][][][][][][][]              [ large map    ]
    Convolution 2   24 x 24 x 32          [drawing with what it sees]
    [][][][][][][][][][][][]              [patch] x [weights] = [products]
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.inspector.feature_maps import FeatureMaps
from digitpad.gui.inspector.map_layout import Spot
from digitpad.gui.inspector.model_steps import Step, network_steps
from digitpad.gui.inspector.page import Action, Page, SaveTarget
from digitpad.gui.inspector.saving import painted_target, picture_target, tensor_target
from digitpad.gui.inspector.spot_panel import SpotPanel
from digitpad.ink import Ink
from digitpad.inspection.activations import Observed, inspectable, observe
from digitpad.inspection.weights import output_names
from digitpad.nn.network import Network
from digitpad.recognition import Recognition
from digitpad.recognizer import Recognizer

_BEHIND_MILLISECONDS = 30
"""The panel follows the maps in a frame of its own, so that neither keeps the pen waiting."""


class ActivationsPage(Page):
    """Every layer's output for the drawing on the pad."""

    is_live = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recognizer: Recognizer | None = None
        self._network: Network | None = None
        self._steps: list[Step] = []
        self._observed: Observed | None = None
        self._behind = QTimer(self)
        self._behind.setSingleShot(True)
        self._behind.setInterval(_BEHIND_MILLISECONDS)
        self._behind.timeout.connect(self._show_panel)
        self.maps = FeatureMaps()
        self.panel = SpotPanel()
        self.maps.looked_at.connect(self._look_at)
        self.panel.pixel_hovered.connect(self._look_at_pixel)
        board = QWidget()
        row = QHBoxLayout(board)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_LARGE)
        row.addWidget(self.maps, 1)
        row.addWidget(self.panel)
        self.set_content(board)
        self.translate()
        self.show_empty(self.tr("There is no model to look into."))

    # What the window tells

    def explanation(self) -> str:
        """What one sees."""
        return self.tr(
            "What every layer makes of the drawing, live, orange above zero and blue below; point "
            "at a map to see where its numbers come from, click to hold it."
        )

    def use_recognizer(self, recognizer: Recognizer | None) -> None:
        """Show this model's layers."""
        self._recognizer, self._observed = recognizer, None
        self._network = None if recognizer is None else inspectable(recognizer.model.classifier)
        if self._network is not None and recognizer is not None:
            self._steps = network_steps(self._network)
            self.maps.show_steps(self._steps, output_names(recognizer.model.classifier))
            self.panel.clear()
        self._say_what_is_missing()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Let the drawing through the network, and show all of it."""
        if self._network is None:
            return
        self._observed = None
        if recognition is not None:
            self._observed = observe(self._network, recognition.stages.network_input)
        self.maps.show_observed(self._observed)
        self._say_what_is_missing()
        if self._observed is not None and not self._behind.isActive():
            self._behind.start()

    def shut_down(self) -> None:
        """Nothing follows."""
        self._behind.stop()

    def show_part(self, part: str) -> None:
        """Look at a layer."""
        for place, step in enumerate(self._steps):
            if step.name == part:
                self.maps.bring_into_view(place)
                self.maps.look_at(Spot(place, 0, step.shape[0] // 2, step.shape[0] // 2))

    def save_targets(self) -> list[SaveTarget]:
        """All maps as a picture, the layer that is looked at as numbers."""
        if self._observed is None:
            return []
        maps = self.maps
        text = self.tr("All layers as a picture…")
        targets = [painted_target(text, "activations", maps, maps.paint_whole, maps.whole_size)]
        if maps.spot is not None:
            step = self._steps[maps.spot.step]
            targets.append(
                picture_target(self.tr("The chosen map…"), f"{step.name}-map", self.panel.heatmap)
            )
            text = self.tr("Output of {layer} as numbers…").format(layer=step.name)
            output = maps.outputs[maps.spot.step]
            targets.append(tensor_target(text, f"{step.name}-output", output))
        return targets

    # What is looked at

    def _first_spot(self) -> Spot:
        """Something that tells: the middle of the first convolution's or dense layer's first."""
        first = next(place for place, step in enumerate(self._steps) if step.parameters)
        shape = self._steps[first].shape
        middle = shape[0] // 2 if len(shape) == 3 else 0
        return Spot(first, 0, middle, middle)

    def _look_at(self, spot: Spot) -> None:
        if self._observed is not None:
            self.panel.show_spot(self._steps[spot.step], spot, self._observed)

    def _show_panel(self) -> None:
        """Take apart what is looked at, as it is now."""
        if self.maps.spot is None:
            self.maps.look_at(self._first_spot())
        else:
            self._look_at(self.maps.spot)

    def _look_at_pixel(self, y: int, x: int) -> None:
        """The pointer is on a pixel of the large map."""
        spot = self.maps.spot
        if spot is not None:
            self.maps.look_at(Spot(spot.step, spot.unit, y, x))

    def _say_what_is_missing(self) -> None:
        if self._recognizer is None:
            self.show_empty(self.tr("There is no model to look into."))
        elif self._network is None:
            text = self.tr(
                "{model} has no layers that could light up: it weighs features of the drawing in "
                "one go."
            )
            show_weights = Action(
                self.tr("Show its weights"), lambda: self.page_asked.emit("weights", "")
            )
            self.show_empty(text.format(model=self._recognizer.name), show_weights)
        elif self._observed is None:
            self.show_empty(self.tr("Draw a digit on the pad to see what lights up in each layer."))
        else:
            self.show_content()

    def translate(self) -> None:
        """Write all texts in the language shown."""
        self.maps.setAccessibleName(self.tr("What each layer puts out"))
        if self._network is not None and self._recognizer is not None:
            self._steps = network_steps(self._network)
            self.maps.show_steps(self._steps, output_names(self._recognizer.model.classifier))
            self.maps.show_observed(self._observed)
        self._say_what_is_missing()

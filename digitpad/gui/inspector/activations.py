"""Inspector page: the activations of every layer for the drawing, and how each value is computed.

The feature maps are on the left; the selected one is explained on the right.

    Convolution 1   24 x 24 x 32          Convolution 2, map 7
    [][][][][][][][][][][][]              [ large map    ]
    Convolution 2   10 x 10 x 64          [drawing with its receptive field]
    [][][][][][][][][][][][]              [patch] x [weights] = [products]
"""

from __future__ import annotations

from digitpad.gui import theme
from digitpad.gui.inspector.feature_maps import FeatureMaps, Spot
from digitpad.gui.inspector.model_steps import Step, network_steps, steps_of
from digitpad.gui.inspector.page import Page
from digitpad.gui.inspector.saving import SaveTarget, painted_target, picture_target, tensor_target
from digitpad.gui.inspector.spot_panel import SpotPanel
from digitpad.gui.inspector.step_player import Moment, StepPlayer, first_moment, next_moment
from digitpad.gui.session import Session
from digitpad.gui.widgets import column, row
from digitpad.ink.strokes import Ink
from digitpad.inspection.activations import inspectable
from digitpad.inspection.decision import decide
from digitpad.inspection.step_values import ObservedModel, observe_model
from digitpad.inspection.weights import output_names
from digitpad.nn.network import Network
from digitpad.recognition.answers import Recognition
from digitpad.recognition.recognizer import Recognizer


class ActivationsPage(Page):
    """The outputs of all layers for the drawing on the pad."""

    is_live = True
    follows_training = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._network: Network | None = None
        self._steps: list[Step] = []
        self._names: tuple[str, ...] = ()
        self._observed: ObservedModel | None = None
        self._moment: Moment | None = None
        self.maps = FeatureMaps()
        self.maps.setAccessibleName(self.tr("Output of each layer"))
        self.panel = SpotPanel()
        self.player = StepPlayer()
        self.player.advanced.connect(self._advance)
        self.maps.looked_at.connect(self._look_at)
        self.panel.pixel_hovered.connect(self._look_at_pixel)
        left = column((self.maps, 1), self.player)
        self.set_content(row((left, 1), self.panel, spacing=theme.GAP_LARGE))
        self._name_model("")

    # Called by the page's base and the inspector window

    def _name_model(self, name: str) -> None:
        """Explain the page; a model that is not the selected one is named."""
        text = self.tr(
            "The activations of each layer for your drawing: orange is positive, "
            "blue negative. Point at a map to see how a value is computed, click "
            "to pin it, or press Play."
        )
        self.explain(f"{name}: {text}" if name else text)

    def forget_model(self) -> None:
        """Drop the outputs of its layers."""
        self._observed = self._network = None

    def show_model(self, recognizer: Recognizer) -> None:
        """Show the layers of this model."""
        classifier, selected = recognizer.model.classifier, self.session.selected
        network, names = inspectable(classifier), output_names(classifier)
        steps = steps_of(classifier) if network is None else network_steps(network)
        self._network = network
        # The next weights of a model in training: what is selected stays.
        if (steps, names) != (self._steps, self._names):
            self._steps, self._names, self._moment = steps, names, None
            self.maps.show_steps(steps, names)
            self.player.setEnabled(len(steps) > 1)  # the picture is not computed
            self.panel.clear()
        is_selected = selected is None or selected.model.classifier is classifier
        self._name_model("" if is_selected else recognizer.name)
        self._show_state()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Run the model on the drawing and show all outputs."""
        self._observed = None
        if recognition is not None and self.recognizer is not None:
            classifier, image = self.recognizer.model.classifier, recognition.stages.network_input
            self._observed = observe_model(classifier, self._network, image)
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
        first = next((place for place, step in enumerate(self._steps) if step.parameters), 0)
        shape = self._steps[first].shape
        middle = shape[0] // 2 if len(shape) == 3 else 0
        return Spot(first, 0, middle, middle)

    def _look_at(self, spot: Spot) -> None:
        observed, recognizer, step = self._observed, self.recognizer, self._steps[spot.step]
        if observed is None or recognizer is None:
            return
        if self._moment is not None and self._moment.spot != spot:
            self._moment = None
        moment = self._moment
        self.panel.show_spot(step, spot, observed, is_growing=moment is not None)
        is_pooling = step.kind == "maxpool"
        self.maps.frame_input(self.panel.input_window, spot.unit if is_pooling else None)
        if step.kind == "output":
            found = decide(recognizer.model.classifier, observed[-1])
            filled = None if moment is None else moment.cells
            self.panel.decision.show_decision(self._names, found, spot.unit, filled)

    def _advance(self) -> None:
        """Compute the next value: of the map that is looked at, or of the one behind it."""
        spot = self.maps.spot
        is_playable = self._observed is not None and self.player.isEnabled()
        if not is_playable or spot is None:
            self.player.pause()
            return
        if self._moment is None:
            self._moment = first_moment(self._steps, spot.step, spot.unit)
        else:
            self._moment = next_moment(self._steps, len(self.class_names), self._moment)
        now = self._moment.spot
        # The pointer does not change the selection meanwhile; a click does.
        self.maps.is_held = True
        if now == spot:
            self._look_at(now)
            return
        if now.step != spot.step:
            self.maps.bring_into_view(now.step)
        self.maps.look_at(now)

    def _look_at_pixel(self, y: int, x: int) -> None:
        """The pointer is on a pixel of the large map."""
        spot = self.maps.spot
        if spot is not None:
            self.maps.look_at(Spot(spot.step, spot.unit, y, x))

    def _show_state(self) -> None:
        if self._observed is None:
            self.show_empty(
                self.tr("Draw a digit on the pad to see the activations of each layer.")
            )
        else:
            self.show_content()

"""A picture for each unit: what it looks for in the first layer, what it puts out in others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.classifier import Classifier
from digitpad.gui.colour_maps import Scale
from digitpad.gui.inspector.model_steps import Step
from digitpad.gui.inspector.picture_gallery import Pictures
from digitpad.inspection.activations import observe
from digitpad.inspection.unit_order import contributions
from digitpad.inspection.weights import first_layer_pictures
from digitpad.nn.network import Network
from digitpad.types import FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class UnitPictures:
    """Pictures, and the number of the unit that each stands for.

    Attributes:
        pictures: for a gallery.
        numbers: (n,) of the units.
        are_weights: whether they stay the same, whatever is drawn.
    """

    pictures: Pictures
    numbers: IntArray
    are_weights: bool


def weights_of_units(classifier: Classifier) -> UnitPictures | None:
    """Of the first layer, or the landmarks of a machine; None where those are no pictures."""
    gallery = first_layer_pictures(classifier)
    if gallery is None:
        return None
    signed = gallery.is_signed
    scale = Scale.around_zero(gallery.pictures) if signed else Scale(0.0, 1.0)
    titles = [str(number) for number in gallery.numbers]
    pictures = Pictures(gallery.pictures, titles, scale, signed)
    return UnitPictures(pictures, gallery.numbers, are_weights=True)


def outputs_of_units(network: Network, step: Step, drawing: FloatArray | None) -> UnitPictures:
    """What a layer's units put out for a drawing, (28, 28); blank where nothing is drawn."""
    count = step.shape[-1]
    side = step.shape[:2] if len(step.shape) == 3 else (1, 1)
    values = np.zeros((count, *side), np.float32)
    if drawing is not None and step.last is not None:
        output = observe(network, drawing)[step.last]
        values[...] = np.moveaxis(output, -1, 0).reshape(values.shape)
    is_signed = bool(values.min(initial=0.0) < 0)
    scale = Scale.around_zero(values) if is_signed else Scale.from_zero(values)
    titles = [str(number) for number in range(count)]
    numbers = np.arange(count, dtype=np.int64)
    return UnitPictures(Pictures(values, titles, scale, is_signed), numbers, are_weights=False)


def is_first_layer(network: Network, step: Step) -> bool:
    """Whether nothing that was learned comes before a step."""
    return not any(layer.parameters for layer in network.layers[: step.layer])


def shares_in_answer(network: Network, step: Step, drawing: FloatArray) -> FloatArray | None:
    """What each unit adds to the answer's logit, (units,)."""
    if step.last is None:
        return None
    observed = observe(network, drawing)
    return contributions(observed, step.last, int(np.argmax(observed.logits[:10])))

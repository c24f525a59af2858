"""The model in training as a recognizer for the pad: its tensors as they are at that moment."""

from __future__ import annotations

import numpy as np

from digitpad.architectures import architecture
from digitpad.classifier import NetworkClassifier
from digitpad.modelfile import Model, ModelDescription
from digitpad.recognizer import Recognizer
from digitpad.training_plan import TrainingPlan
from digitpad.types import FloatArray


def recognizer_of(plan: TrainingPlan, tensors: dict[str, FloatArray], name: str) -> Recognizer:
    """A recognizer with these tensors.

    Args:
        plan: of the run they come from.
        tensors: of its network, all of them.
        name: to show.
    """
    last = next(reversed([array for array in tensors.values() if array.ndim == 1]))
    outputs = len(last)
    parameters = plan.complete_parameters()
    network = architecture(plan.model).network(parameters, classes=outputs)
    network.load_tensors(tensors)
    non_digits = plan.settings.non_digits > 0
    classes = np.arange(outputs - non_digits)
    classifier = NetworkClassifier.from_network(plan.model, parameters, network, classes=classes)
    description = ModelDescription(
        name=name,
        architecture=plan.model,
        parameters=parameters,
        classes=tuple(classes.tolist()),
        non_digits=non_digits,
        calibration={"non_digit_threshold": 0.5} if non_digits else {},
    )
    return Recognizer(Model(description, classifier))

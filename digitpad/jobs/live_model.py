"""A recognizer with the current weights of the model in training."""

from __future__ import annotations

import numpy as np

from digitpad.common.types import FloatArray
from digitpad.estimators.network import NetworkClassifier
from digitpad.jobs.plan import TrainingPlan
from digitpad.library.model_file import Calibration, Model, ModelDescription
from digitpad.nn.architectures import architecture
from digitpad.recognition.recognizer import Recognizer


def recognizer_of(plan: TrainingPlan, tensors: dict[str, FloatArray], name: str) -> Recognizer:
    """Create a recognizer.

    Args:
        plan: the plan of the run.
        tensors: all tensors of the network, by name.
        name: the name to show for the model.

    Raises:
        NotFiniteError: a tensor holds NaN or infinity.
    """
    last = next(reversed([array for array in tensors.values() if array.ndim == 1]))
    outputs = len(last)
    parameters = plan.complete_parameters()
    network = architecture(plan.model).network(parameters, classes=outputs)
    network.load_tensors(tensors)
    non_digits = plan.settings.ink.has_non_digits
    classes = np.arange(outputs - non_digits)
    classifier = NetworkClassifier.from_network(plan.model, parameters, network, classes=classes)
    description = ModelDescription(
        name=name,
        architecture=plan.model,
        parameters=parameters,
        classes=tuple(classes.tolist()),
        non_digits=non_digits,
        calibration=Calibration(non_digit_threshold=0.5 if non_digits else 1.0),
    )
    return Recognizer(Model(description, classifier))

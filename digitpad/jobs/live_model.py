"""A recognizer with the current weights of the model in training."""

from __future__ import annotations

from digitpad.common.types import FloatArray
from digitpad.jobs.network_work import network_model
from digitpad.jobs.plan import TrainingPlan
from digitpad.library.model_file import Calibration, Model
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
    model = network_model(plan, tensors, name)
    threshold = 0.5 if model.description.non_digits else 1.0
    calibration = Calibration(non_digit_threshold=threshold)
    return Recognizer(Model(model.description.changed(calibration=calibration), model.classifier))

"""What everybody outside calls: ink or a picture goes in, ten probabilities come out.

Recognizer.load("cnn").recognize_ink(ink) -> Recognition(digit=7, probabilities=...)
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from PIL import Image

from digitpad.ink import Ink, rasterize_fitted
from digitpad.library import available_models, find_model
from digitpad.modelfile import Model, load_model
from digitpad.preprocess import Stages, grey_from_picture, preprocess_stages
from digitpad.types import FloatArray

__all__ = ["Recognition", "Recognizer", "available_models"]


@dataclass(frozen=True, slots=True, eq=False)
class Recognition:
    """An answer, and the way to it.

    Attributes:
        probabilities: (classes,) float32, sum 1.
        digit: the likeliest class.
        non_digit: the chance that it is no digit at all, 0 to 1.
        is_digit: whether that chance is below the model's threshold.
        stages: what preprocessing made of the drawing, step by step.
    """

    probabilities: FloatArray
    digit: int
    non_digit: float
    is_digit: bool
    stages: Stages

    @property
    def confidence(self) -> float:
        """The probability of the answer."""
        return float(self.probabilities.max())


class Recognizer:
    """Recognizes single digits with one model.

    Args:
        model: a loaded or freshly trained model.
    """

    def __init__(self, model: Model) -> None:
        self.model = model

    @classmethod
    def load(cls, model: str | Path | None = None) -> Self:
        """By a bundled or own model's name, or a file's path; None means the default model.

        Raises:
            ModelFileError: there is no such model, or its file is damaged.
        """
        return cls(load_model(find_model(model)))

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model.description.name

    def recognize_ink(self, ink: Ink) -> Recognition | None:
        """The answer for a drawing, or None where nothing is drawn."""
        if ink.is_empty:
            return None
        return self._recognize(preprocess_stages(rasterize_fitted(ink), clean=True))

    def recognize_picture(self, picture: Image.Image) -> Recognition | None:
        """The answer for a picture of one digit, or None where the picture is blank.

        Raises:
            ImageError: the picture's data are damaged.
        """
        return self._recognize(preprocess_stages(grey_from_picture(picture)))

    def _recognize(self, stages: Stages | None) -> Recognition | None:
        if stages is None:
            return None
        classifier = self.model.classifier
        probabilities, non_digit = (result[0] for result in classifier.judge(stages.network_input))
        return Recognition(
            probabilities,
            digit=int(classifier.classes_[np.argmax(probabilities)]),
            non_digit=float(non_digit),
            is_digit=bool(non_digit <= self.model.description.non_digit_threshold),
            stages=stages,
        )

"""What everybody outside calls: ink or a picture goes in, ten probabilities come out.

Recognizer.load("cnn").recognize_ink(ink) -> Recognition(digit=7, probabilities=...)
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
from PIL import Image

from digitpad.ink import Ink, rasterize, rasterize_fitted
from digitpad.library import available_models, find_model
from digitpad.modelfile import Model, load_model
from digitpad.preprocess import Stages, grey_from_picture, preprocess_stages
from digitpad.recognition import Number, NumberDigit, Recognition
from digitpad.segment.number import Known, number_in_ink, number_in_picture
from digitpad.types import FloatArray

__all__ = ["Number", "NumberDigit", "Recognition", "Recognizer", "available_models"]

_PAD_PIXELS = 112


class Recognizer:
    """Recognizes single digits with one model.

    Args:
        model: a loaded or freshly trained model.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._known: Known = {}

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

    def warm_up(self) -> None:
        """Answer once, so that the first drawing need not wait for what is prepared only once."""
        self.model.classifier.judge(np.zeros((1, 28, 28), np.float32))

    def recognize_ink(
        self,
        ink: Ink,
        *,
        skip: frozenset[str] = frozenset(),
        pad: tuple[float, float] | None = None,
    ) -> Recognition | None:
        """The answer for a drawing, or None where nothing is drawn.

        Args:
            ink: one digit.
            skip: steps of preprocessing to leave out, of `digitpad.preprocess.SKIPPABLE`.
            pad: width and height of the pad, for when the drawing is not to be cut out of it.
        """
        if ink.is_empty:
            return None
        uncut = pad if "crop" in skip else None
        grey = rasterize_fitted(ink) if uncut is None else _whole_pad(ink, *uncut)
        return self._recognize(preprocess_stages(grey, clean=True, skip=skip))

    def recognize_picture(self, picture: Image.Image) -> Recognition | None:
        """The answer for a picture of one digit, or None where the picture is blank.

        Raises:
            ImageError: the picture's data are damaged.
        """
        return self._recognize(preprocess_stages(grey_from_picture(picture)))

    def recognize_number_in_ink(self, ink: Ink) -> Number:
        """The digits of a drawing as a number; `Number()`, without any, where nothing is drawn."""
        return number_in_ink(ink, self.recognize_stages, self._known)

    def recognize_number_in_picture(self, picture: Image.Image) -> Number:
        """The digits of a picture as a number; `Number()`, without any, where it is blank.

        Raises:
            ImageError: the picture's data are damaged.
        """
        return number_in_picture(picture, self.recognize_stages)

    def recognize_stages(self, several: Sequence[Stages]) -> list[Recognition]:
        """The answers for digits that have been preprocessed already."""
        if not several:
            return []
        classifier = self.model.classifier
        images = np.stack([stages.network_input for stages in several])
        probabilities, non_digits = classifier.judge(images)
        threshold = self.model.description.non_digit_threshold
        return [
            Recognition(
                chances,
                digit=int(classifier.classes_[np.argmax(chances)]),
                non_digit=float(non_digit),
                is_digit=bool(non_digit <= threshold),
                stages=stages,
            )
            for chances, non_digit, stages in zip(probabilities, non_digits, several, strict=True)
        ]

    def _recognize(self, stages: Stages | None) -> Recognition | None:
        return None if stages is None else self.recognize_stages([stages])[0]


def _whole_pad(ink: Ink, width: float, height: float) -> FloatArray:
    """The pad with what is drawn on it, its longer side `_PAD_PIXELS`."""
    scale = _PAD_PIXELS / max(width, height)
    return rasterize(ink, max(1, round(width * scale)), max(1, round(height * scale)), scale=scale)

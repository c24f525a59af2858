"""From a drawing to an answer: ink or a picture goes in, a probability for each class comes out.

Recognizer.load("cnn").recognize("seven.png")   ->   Recognition(digit=7, confidence=0.9987)
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from PIL import Image

from digitpad.common.types import FloatArray
from digitpad.estimators.base import Classifier
from digitpad.imaging.page import Page
from digitpad.imaging.picture import read_picture
from digitpad.imaging.preprocess import Stages, preprocess_stages, stages_of_page
from digitpad.ink.raster import rasterize, rasterize_fitted
from digitpad.ink.strokes import Ink
from digitpad.library.catalog import find_model
from digitpad.library.model_file import Model, load_model
from digitpad.recognition.answers import Recognition
from digitpad.recognition.drawings import as_drawing
from digitpad.recognition.numbers import Number
from digitpad.recognition.segmentation.number import Known, number_in_ink, number_on_page
from digitpad.recognition.segmentation.reading import as_digit_or_sign
from digitpad.recognition.segmentation.signs import NO_NEIGHBOURS, sign_of

__all__ = ["Recognition", "Recognizer"]

_PAD_PIXELS = 112


class Recognizer:
    """Recognizes digits with one model.

    Args:
        model: a bundled or own model's name, a model file, a fitted classifier of 28 x 28 pixels,
            or one together with its description; None for the default model.

    Raises:
        ModelFileError: there is no such model, or its file is damaged.
        ParameterError: the classifier was fitted on other input or other labels than digits.

    Examples:
        >>> import digitpad
        >>> recognizer = digitpad.Recognizer("mlp")
        >>> recognizer.recognize([[(50, 20), (50, 120), (49, 220)]]).digit
        1
    """

    def __init__(self, model: Model | Classifier | str | Path | None = None) -> None:
        if model is None or isinstance(model, str | Path):
            model = load_model(find_model(model))
        elif isinstance(model, Classifier):
            model = Model(model.describe("model"), model)
        self.model = model
        self._known: Known = {}

    @classmethod
    def load(cls, model: str | Path | None = None) -> Self:
        """By a bundled or own model's name, or a file's path; None means the default model.

        Raises:
            ModelFileError: there is no such model, or its file is damaged.
        """
        return cls(model)

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model.description.name

    def warm_up(self) -> None:
        """Answer once, so that buffers and caches are ready before the first drawing."""
        self.model.classifier.predict_with_rejection(np.zeros((1, 28, 28), np.float32))

    def recognize(self, drawing: Any) -> Recognition | None:
        """The answer for one digit, or None where nothing is drawn.

        Args:
            drawing: a path to a picture or an ink file, a PIL picture, `Ink`, an array (height,
                width) with bright ink on dark, or strokes, each a list of points (x, y).

        Raises:
            ImageError, InkError: the drawing cannot be read.
            NotFiniteError: the model's weights are useless.
        """
        found = as_drawing(drawing)
        if isinstance(found, Ink):
            return self.recognize_ink(found)
        if isinstance(found, Image.Image):
            return self.recognize_picture(found)
        return self._recognize(preprocess_stages(found))

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
            skip: steps of preprocessing to leave out, of `digitpad.imaging.preprocess.SKIPPABLE`.
            pad: width and height of the pad, for when the drawing is not to be cut out of it.
        """
        if ink.is_empty:
            return None
        uncut = pad if "crop" in skip else None
        grey = rasterize_fitted(ink) if uncut is None else _whole_pad(ink, *uncut)
        answer = self._recognize(preprocess_stages(grey, clean=True, skip=skip))
        if answer is None:
            return None
        sign = sign_of(ink.strokes, ink.pen_width, NO_NEIGHBOURS)
        return as_digit_or_sign(answer, sign, len(ink.strokes))[1]

    def recognize_picture(self, picture: Image.Image | Page) -> Recognition | None:
        """The answer for a picture of one digit, or None where the picture is blank.

        Args:
            picture: or its page, as `digitpad.imaging.picture.read_picture` returns it.

        Raises:
            ImageError: the picture's data are damaged.
        """
        page = picture if isinstance(picture, Page) else read_picture(picture)
        return self._recognize(stages_of_page(page))

    def recognize_number_in_ink(self, ink: Ink) -> Number:
        """The digits of a drawing as a number; `Number()`, without any, where nothing is drawn."""
        return number_in_ink(ink, self.recognize_stages, self._known)

    def recognize_number_in_picture(self, picture: Image.Image | Page) -> Number:
        """The digits of a picture as a number; `Number()`, without any, where it is blank.

        Args:
            picture: or its page, as `digitpad.imaging.picture.read_picture` returns it.

        Raises:
            ImageError: the picture's data are damaged.
        """
        page = picture if isinstance(picture, Page) else read_picture(picture)
        return number_on_page(page, self.recognize_stages)

    def recognize_stages(self, several: Sequence[Stages]) -> list[Recognition]:
        """The answers for digits that have been preprocessed already."""
        if not several:
            return []
        classifier = self.model.classifier
        images = np.stack([stages.network_input for stages in several])
        probabilities, non_digits = classifier.predict_with_rejection(images)
        threshold = self.model.description.non_digit_threshold
        return [
            Recognition(
                chances,
                self.model.description.classes,
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

"""Answers over time: stroke by stroke while a digit is drawn, epoch by epoch in training.

ink -> the same ink up to 0.1 s, 0.2 s, ... -> probabilities (T, classes)
a model after epoch 1, 2, ... -> the same drawing -> probabilities (E, classes)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from digitpad.common.errors import InkError, ParameterError
from digitpad.common.types import AnyArray, FloatArray, IntArray
from digitpad.ink.strokes import Ink, Stroke
from digitpad.library.model_data import Snapshot
from digitpad.library.model_file import load_model
from digitpad.recognition.recognizer import Recognizer
from digitpad.recognition.segmentation.number import stages_of_mark

FRAMES = 60


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """A model's answers at several moments of a drawing or of its training.

    Attributes:
        moments: (T,) ascending: float32 seconds since the first point, or int64 epochs.
        probabilities: (T, classes) float32.
        non_digit: (T,) float32, the probability of being no digit.
        images: (T, 28, 28) float32, what the model saw.
        strokes: (T,) int64, how many strokes were begun; 0 where moments are epochs.
    """

    moments: AnyArray
    probabilities: FloatArray
    non_digit: FloatArray
    images: FloatArray
    strokes: IntArray

    @property
    def is_by_epoch(self) -> bool:
        """Whether moments are epochs."""
        return not self.strokes.any()

    @property
    def starts(self) -> list[float]:
        """The moments at which a stroke begins, but for the first stroke."""
        begun: list[float] = self.moments[1:][np.diff(self.strokes) > 0].tolist()
        return begun


def stroke_by_stroke(recognizer: Recognizer, ink: Ink, frames: int = FRAMES) -> Replay:
    """A model's answers to the parts of a drawing, from the first points to all of it.

    Args:
        recognizer: with the model.
        ink: one digit.
        frames: how many moments, evenly spread; the last one is the whole drawing.

    Raises:
        InkError: nothing is drawn.
        ParameterError: `frames` is less than 1.
    """
    if ink.is_empty:
        raise InkError("nothing is drawn, so there is nothing to replay")
    if frames < 1:
        raise ParameterError("a replay has at least one frame, not {frames}", frames=frames)
    end = float(_clock(ink)[-1][-1])
    moments = np.linspace(0, end, frames, dtype=np.float32)
    moments[-1] = end
    parts = [ink_until(ink, float(moment)) for moment in moments]
    inputs = np.stack([stages_of_mark(part).network_input for part in parts])
    probabilities, non_digit = recognizer.model.classifier.predict_with_rejection(inputs)
    strokes = np.array([len(part.strokes) for part in parts], np.int64)
    return Replay(moments, probabilities, non_digit, inputs, strokes)


def ink_until(ink: Ink, time: float) -> Ink:
    """The part drawn until `time`, in seconds from the first point; empty before that."""
    strokes = []
    for stroke, own in zip(ink.strokes, _clock(ink), strict=True):
        if count := int(np.searchsorted(own, time, side="right")):
            strokes.append(
                Stroke(stroke.points[:count], stroke.times[:count], stroke.pressures[:count])
            )
    return Ink(tuple(strokes), ink.pen_width)


def _clock(ink: Ink) -> list[FloatArray]:
    """Each point's time from the first one on; 100 points a second where the ink has no times."""
    times = [stroke.times for stroke in ink.strokes]
    if not times:
        return []
    flat = np.concatenate(times)
    if flat[-1] > flat[0] and (np.diff(flat) >= 0).all():
        return [part - flat[0] for part in times]
    even = np.arange(len(flat), dtype=np.float32) / 100
    return np.split(even, np.cumsum([len(part) for part in times])[:-1])


def epoch_by_epoch(found: Iterable[Snapshot], image: FloatArray) -> Replay:
    """The answers of the models of several epochs to one image (28, 28).

    Raises:
        ModelFileError: one of the files is damaged.
        ParameterError: there are none.
    """
    ordered = sorted(found, key=lambda snapshot: snapshot.epoch)
    if not ordered:
        raise ParameterError("no models of earlier epochs were kept")
    classifiers = [load_model(snapshot.path).classifier for snapshot in ordered]
    answers = [classifier.predict_with_rejection(image[None]) for classifier in classifiers]
    return Replay(
        np.array([snapshot.epoch for snapshot in ordered], np.int64),
        np.concatenate([probabilities for probabilities, _ in answers]),
        np.concatenate([non_digit for _, non_digit in answers]),
        np.repeat(image[None], len(ordered), axis=0),
        np.zeros(len(ordered), np.int64),
    )

"""Replays of a drawing or a training: the answers at several moments, and the pictures for them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.common.types import FloatArray
from digitpad.ink.strokes import Ink
from digitpad.inspection.timeline import epoch_by_epoch, stroke_by_stroke
from digitpad.library.model_data import recorded_epochs
from digitpad.recognition.recognizer import Recognizer

EPOCH_SECONDS = 0.25
"""How long each epoch is shown."""


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """Answers at several moments.

    Attributes:
        moments: (T,) ascending; seconds, or epochs.
        probabilities: (T, classes) float32.
        non_digit: (T,) float32, the probability of being no digit.
        images: (T, 28, 28) float32, the network input at each moment.
        seconds: (T,) when each moment is shown, from the start of the replay.
        strokes: moments at which a stroke begins, but for the first; empty for epochs.
        is_by_epoch: whether moments are epochs.
    """

    moments: FloatArray
    probabilities: FloatArray
    non_digit: FloatArray
    images: FloatArray
    seconds: FloatArray
    strokes: tuple[float, ...] = ()
    is_by_epoch: bool = False


def replay_of_strokes(recognizer: Recognizer, ink: Ink) -> Replay:
    """The drawing as it grew, in real time. Raises `InkError` if nothing is drawn."""
    found = stroke_by_stroke(recognizer, ink)
    begun = np.flatnonzero(np.diff(found.strokes) > 0) + 1
    return Replay(
        found.times,
        found.probabilities,
        found.non_digit,
        found.network_inputs,
        found.times,
        tuple(found.times[begun].tolist()),
    )


def replay_of_epochs(recognizer: Recognizer, image: FloatArray | None) -> Replay | None:
    """The answers of the snapshots of all epochs; None if there are no snapshots.

    Without an image, the answers are for an empty pad.
    """
    snapshots = recorded_epochs(recognizer.model.classifier)
    if not snapshots:
        return None
    image = np.zeros((28, 28), np.float32) if image is None else image
    found = epoch_by_epoch(snapshots, image)
    count = len(found.epochs)
    return Replay(
        found.epochs.astype(np.float32),
        found.probabilities,
        found.non_digit,
        np.repeat(image[None], count, axis=0),
        np.arange(count, dtype=np.float32) * np.float32(EPOCH_SECONDS),
        is_by_epoch=True,
    )

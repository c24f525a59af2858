"""What is replayed: answers at several moments, and a picture for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from digitpad.gui.inspector.time_chart import Timeline
from digitpad.ink import Ink
from digitpad.inspection.recorded_epochs import recorded_epochs
from digitpad.inspection.through_time import epoch_by_epoch, stroke_by_stroke
from digitpad.recognizer import Recognizer
from digitpad.types import FloatArray

EPOCH_SECONDS = 0.25
"""How long each epoch is shown when playing."""


@dataclass(frozen=True, slots=True, eq=False)
class Film:
    """A timeline and what it is about.

    Attributes:
        timeline: the answers.
        images: (T, 28, 28) float32, what was read at each moment.
        seconds: (T,) when each moment is shown, from the start of playing.
    """

    timeline: Timeline
    images: FloatArray
    seconds: FloatArray


def film_of_strokes(recognizer: Recognizer, ink: Ink, names: Sequence[str]) -> Film:
    """The drawing while it grew, in the time it took. Raises `InkError` where nothing is drawn."""
    replay = stroke_by_stroke(recognizer, ink)
    begun = np.flatnonzero(np.diff(replay.strokes) > 0) + 1
    timeline = Timeline(
        replay.times,
        replay.probabilities,
        replay.non_digit,
        tuple(replay.times[begun].tolist()),
        names,
    )
    return Film(timeline, replay.network_inputs, replay.times)


def film_of_epochs(
    recognizer: Recognizer, image: FloatArray | None, names: Sequence[str]
) -> Film | None:
    """What the model would have answered after each epoch; None where no epochs were kept.

    Without an image, an empty pad is answered, so that there is something to see.
    """
    found = recorded_epochs(recognizer.model.classifier)
    if not found:
        return None
    image = np.zeros((28, 28), np.float32) if image is None else image
    epochs = epoch_by_epoch(found, image)
    count = len(epochs.epochs)
    timeline = Timeline(
        epochs.epochs.astype(np.float32),
        epochs.probabilities,
        epochs.non_digit,
        (),
        names,
        whole=True,
    )
    images = np.repeat(image[None], count, axis=0)
    return Film(timeline, images, np.arange(count, dtype=np.float32) * np.float32(EPOCH_SECONDS))

"""How an answer came about: stroke by stroke as it was drawn, epoch by epoch as it was learned.

ink -> the same ink up to 0.1 s, 0.2 s, ... -> probabilities (T, classes)
a model after epoch 1, 2, ... -> the same drawing -> probabilities (E, classes)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from digitpad.classifier import Classifier
from digitpad.errors import InkError, ParameterError
from digitpad.ink import Ink, Stroke, rasterize_fitted
from digitpad.modelfile import SUFFIX, load_model
from digitpad.preprocess import preprocess_stages
from digitpad.recognizer import Recognizer
from digitpad.types import FloatArray, IntArray

FRAMES = 60

_SNAPSHOT = re.compile(rf"epoch-(\d+){re.escape(SUFFIX)}")


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """A drawing while it grew.

    Attributes:
        times: (T,) float32, seconds since the first point.
        probabilities: (T, classes) float32.
        non_digit: (T,) float32, how likely it was no digit yet.
        network_inputs: (T, 28, 28) float32, what the model saw.
        strokes: (T,) int64, how many strokes had been begun.
    """

    times: FloatArray
    probabilities: FloatArray
    non_digit: FloatArray
    network_inputs: FloatArray
    strokes: IntArray


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A model as it was after an epoch of its training."""

    epoch: int
    path: Path


@dataclass(frozen=True, slots=True, eq=False)
class Epochs:
    """What a model in training would have answered.

    Attributes:
        epochs: (E,) int64, ascending.
        probabilities: (E, classes) float32.
        non_digit: (E,) float32.
    """

    epochs: IntArray
    probabilities: FloatArray
    non_digit: FloatArray


def stroke_by_stroke(recognizer: Recognizer, ink: Ink, frames: int = FRAMES) -> Replay:
    """What the model made of a drawing while it grew.

    Args:
        recognizer: who answers.
        ink: one digit.
        frames: how many moments, evenly spread; the last one is the whole drawing.

    Raises:
        InkError: nothing is drawn.
        ParameterError: there is not one frame.
    """
    if ink.is_empty:
        raise InkError("nothing is drawn, so there is nothing to replay")
    if frames < 1:
        raise ParameterError(f"a replay has at least one frame, not {frames}")
    clock = _clock(ink)
    end = float(clock[-1][-1])
    moments = np.linspace(0, end, frames, dtype=np.float32)
    moments[-1] = end
    parts = [_until(ink, clock, float(moment)) for moment in moments]
    inputs = np.stack([_network_input(part) for part in parts])
    probabilities, non_digit = recognizer.model.classifier.judge(inputs)
    strokes = np.array([len(part.strokes) for part in parts], np.int64)
    return Replay(moments, probabilities, non_digit, inputs, strokes)


def ink_until(ink: Ink, time: float) -> Ink:
    """What had been drawn by then; nothing before the first point."""
    return _until(ink, _clock(ink), time)


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


def _until(ink: Ink, clock: list[FloatArray], time: float) -> Ink:
    strokes = []
    for stroke, own in zip(ink.strokes, clock, strict=True):
        if count := int(np.searchsorted(own, time, side="right")):
            strokes.append(
                Stroke(stroke.points[:count], stroke.times[:count], stroke.pressures[:count])
            )
    return Ink(tuple(strokes), ink.pen_width)


def _network_input(ink: Ink) -> FloatArray:
    stages = preprocess_stages(rasterize_fitted(ink), clean=True)
    assert stages is not None  # noqa: S101 - where something is drawn, there is ink
    return stages.network_input


def snapshot_path(folder: Path, epoch: int) -> Path:
    """Where the model of an epoch is kept in a folder."""
    return folder / f"epoch-{epoch}{SUFFIX}"


def snapshots(folder: Path) -> list[Snapshot]:
    """The models `epoch-1.safetensors`, `epoch-2.safetensors`, ... of a folder, by epoch."""
    found = [(_SNAPSHOT.fullmatch(path.name), path) for path in folder.glob(f"*{SUFFIX}")]
    kept = [Snapshot(int(match[1]), path) for match, path in found if match]
    return sorted(kept, key=lambda snapshot: snapshot.epoch)


def epoch_by_epoch(found: Iterable[Snapshot], image: FloatArray) -> Epochs:
    """What the models of several epochs answer to one image (28, 28).

    Raises:
        ModelFileError: one of the files is damaged.
        ParameterError: there are none.
    """
    return answers_of(
        {snapshot.epoch: load_model(snapshot.path).classifier for snapshot in found}, image
    )


def answers_of(models: dict[int, Classifier], image: FloatArray) -> Epochs:
    """The same for models that are at hand, by epoch.

    Raises:
        ParameterError: there are none.
    """
    if not models:
        raise ParameterError("no models of earlier epochs were kept")
    epochs = sorted(models)
    answers = [models[epoch].judge(image[None]) for epoch in epochs]
    return Epochs(
        np.array(epochs, np.int64),
        np.stack([probabilities[0] for probabilities, _ in answers]),
        np.array([non_digit[0] for _, non_digit in answers], np.float32),
    )

"""Replays of a drawing, and answers of a model after each epoch."""

import numpy as np
import pytest

from digitpad.common.errors import InkError, ParameterError
from digitpad.data.example_ink import load_examples
from digitpad.ink.strokes import Ink, Stroke
from digitpad.inspection.timeline import (
    epoch_by_epoch,
    ink_until,
    stroke_by_stroke,
)
from digitpad.library.model_data import snapshots
from digitpad.library.model_file import save_model
from digitpad.recognition.recognizer import Recognizer
from tests.inspection.small import bundled, digit, small_model

FOUR = next(example.ink for example in load_examples() if example.label == "4")
RECOGNIZER = Recognizer(bundled("mlp"))


def test_the_last_frame_is_the_whole_drawing():
    replay = stroke_by_stroke(RECOGNIZER, FOUR, frames=12)
    answer = RECOGNIZER.recognize_ink(FOUR)
    np.testing.assert_allclose(replay.probabilities[-1], answer.probabilities, atol=1e-5)
    assert replay.non_digit[-1] == pytest.approx(answer.non_digit, abs=1e-5)
    np.testing.assert_array_equal(replay.images[-1], answer.stages.network_input)
    assert replay.probabilities.shape == (12, 10)


def test_ink_only_grows():
    replay = stroke_by_stroke(RECOGNIZER, FOUR, frames=25)
    assert replay.moments[0] == 0
    assert (np.diff(replay.moments) > 0).all()
    assert replay.strokes[0] == 1
    assert replay.strokes[-1] == len(FOUR.strokes)
    assert (np.diff(replay.strokes) >= 0).all()
    points = [ink_until(FOUR, time).point_count for time in replay.moments]
    assert (np.diff(points) >= 0).all()
    assert points[-1] == FOUR.point_count


def two_strokes(times):
    strokes = [[[0, 0], [10, 0], [20, 0]], [[0, 10], [10, 10]]]
    return Ink(tuple(Stroke.of(points, t) for points, t in zip(strokes, times, strict=True)))


def test_time_counts_from_the_first_point_and_pauses_are_kept():
    ink = two_strokes([[5, 5.1, 5.2], [7, 7.1]])
    assert [ink_until(ink, t).point_count for t in (0, 0.15, 1.9, 2.01, 2.2)] == [1, 2, 3, 4, 5]
    assert len(ink_until(ink, 1.9).strokes) == 1
    assert ink_until(ink, -1).is_empty


def test_ink_without_useful_times_is_replayed_point_by_point():
    for times in ([[0, 0, 0], [0, 0]], [[0, 0.1, 0.2], [0, 0.1]]):
        ink = two_strokes(times)
        assert [ink_until(ink, t).point_count for t in (0, 0.02, 0.04)] == [1, 3, 5]
        assert stroke_by_stroke(RECOGNIZER, ink, frames=5).strokes.tolist() == [1, 1, 1, 2, 2]


def test_a_dot_is_replayed_too():
    dot = Ink((Stroke.of([[3, 3]]),))
    assert stroke_by_stroke(RECOGNIZER, dot, frames=3).probabilities.shape == (3, 10)


def test_nothing_and_no_frames_are_refused():
    assert ink_until(Ink(), 1).is_empty
    with pytest.raises(InkError, match="nothing is drawn"):
        stroke_by_stroke(RECOGNIZER, Ink())
    with pytest.raises(ParameterError, match="at least one frame"):
        stroke_by_stroke(RECOGNIZER, FOUR, frames=0)


def test_models_of_earlier_epochs_answer_in_order(tmp_path):
    for epoch in (10, 2):
        model = small_model("mlp", hidden=[epoch])
        save_model(tmp_path / f"epoch-{epoch}.safetensors", model)
    save_model(tmp_path / "model.safetensors", model)
    found = snapshots(tmp_path)
    assert [snapshot.epoch for snapshot in found] == [2, 10]
    epochs = epoch_by_epoch(found, digit())
    assert epochs.moments.tolist() == [2, 10]
    expected, non_digit = small_model("mlp", hidden=[10]).classifier.predict_with_rejection(
        digit()[None]
    )
    np.testing.assert_allclose(epochs.probabilities[1], expected[0], atol=1e-5)
    assert epochs.non_digit[1] == pytest.approx(float(non_digit[0]), abs=1e-5)


def test_a_folder_without_snapshots_has_none(tmp_path):
    assert snapshots(tmp_path / "nowhere") == []
    with pytest.raises(ParameterError, match="no models"):
        epoch_by_epoch([], digit())

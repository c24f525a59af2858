import math

import numpy as np
import pytest

from digitpad.common.errors import TrainingError
from digitpad.common.progress import FitProgress
from digitpad.gui.training.run_record import Phase, RunRecord
from digitpad.jobs.events import (
    BatchesFinished,
    CheckpointSaved,
    EpochMeasured,
    Finishing,
    Paused,
    Resumed,
    RunWarning,
)
from digitpad.training.trainer import BatchFinished, EpochFinished, PreparingData
from tests.gui.training.conftest import small_plan


class Time:
    """A clock that the test sets."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def record(time):
    return RunRecord(small_plan(epochs=4), now=time)


def batches(epoch, first, last, *, steps=10, loss=1.0, speed=1000.0):
    return BatchesFinished.of(
        [BatchFinished(epoch, n, steps, loss, 0.5, 0.1, speed) for n in range(first, last + 1)]
    )


def epoch(number, accuracy=0.8):
    return EpochFinished(number, 0.5, accuracy, 0.4, accuracy, 0.1, 2.0)


def test_a_run_starts_then_prepares_data_then_trains(record):
    assert record.phase is Phase.STARTING
    record.handle(PreparingData(500, 2000))
    assert record.phase is Phase.PREPARING
    assert record.progress == 0.25
    record.handle(batches(1, 1, 3))
    assert record.phase is Phase.TRAINING


def test_progress_counts_epochs_and_batches(record):
    record.handle(batches(1, 1, 10))
    record.handle(epoch(1))
    record.handle(batches(2, 1, 5))
    assert record.position == 1.5
    assert record.progress == pytest.approx(1.5 / 4)
    assert len(record.history) == 1


def test_every_batch_is_a_point_of_the_curves(record):
    record.handle(batches(1, 1, 4, loss=2.0))
    x, y = record.loss.points()
    assert x.tolist() == pytest.approx([0.1, 0.2, 0.3, 0.4])
    assert y.tolist() == [2.0] * 4
    assert record.last_rate == 0.1


def test_the_time_left_follows_from_the_speed(record):
    record.handle(batches(1, 1, 5, speed=1000.0))
    assert record.images_per_second == pytest.approx(1000.0)
    # 3.5 epochs of 10 batches of 50.
    assert record.seconds_left == pytest.approx(3.5 * 10 * 50 / 1000)


def test_the_speed_is_that_of_the_last_seconds(record):
    record.handle(batches(1, 1, 2, speed=100.0))
    for _ in range(40):
        record.handle(batches(1, 3, 10, speed=1000.0))
    assert record.images_per_second == pytest.approx(1000.0, rel=0.05)


def test_pauses_do_not_count_as_training_time(record, time):
    time.now += 5
    record.handle(batches(1, 1, 1))
    record.handle(Paused())
    assert record.phase is Phase.PAUSED
    time.now += 100
    assert record.clock.seconds == pytest.approx(5)
    record.handle(Resumed())
    time.now += 2
    assert record.clock.seconds == pytest.approx(7)
    assert record.phase is Phase.TRAINING


def test_an_added_epoch_reduces_the_progress(record):
    record.handle(batches(1, 1, 10))
    before = record.progress
    record.add_epoch()
    assert record.epochs == 5
    assert record.progress < before


def test_a_resumed_run_includes_the_epochs_before(time):
    record = RunRecord(small_plan(epochs=4), [epoch(1), epoch(2, 0.9)], now=time)
    assert record.position == 2
    assert record.clock.seconds == 4.0
    assert len(record.loss) == 2


def test_a_full_disk_is_reported_until_a_checkpoint_is_saved(record):
    record.handle(RunWarning(TrainingError("no room on the disk")))
    assert record.problem == "no room on the disk"
    record.handle(CheckpointSaved(1, 5))
    assert record.problem == ""


def test_the_last_confusion_matrix_is_kept(record):
    measured = EpochMeasured(1, np.eye(10, dtype=np.int64))
    record.handle(measured)
    record.handle(Finishing())
    assert record.confusion is measured
    assert record.phase is Phase.FINISHING


def test_a_change_is_recorded_at_its_position(record):
    record.handle(batches(1, 1, 5))
    record.note_change()
    assert record.changed_at == [0.5]


def test_a_vector_machine_has_progress_and_a_curve(time):
    record = RunRecord(small_plan("svm-hog"), now=time)
    record.handle(FitProgress("computing features", 10, 100))
    assert record.progress == 0.1
    record.handle(FitProgress("planes", 3, 0, 0.25))
    assert math.isnan(record.progress)
    assert math.isnan(record.seconds_left)
    assert record.fit_curve.points()[1].tolist() == [0.25]


def test_the_speed_does_not_depend_on_the_grouping_of_batches(time):
    speeds = np.random.default_rng(0).uniform(20, 2000, 50)
    events = [BatchFinished(1, n + 1, 50, 1.0, 0.5, 0.1, speed) for n, speed in enumerate(speeds)]
    found = []
    for size_of_group in (1, 7, 50):
        record = RunRecord(small_plan(epochs=4), now=time)
        for start in range(0, 50, size_of_group):
            record.handle(BatchesFinished.of(events[start : start + size_of_group]))
        found.append(record.images_per_second)
    # An exponential moving average, written as a loop.
    size, expected = record.plan.settings.batch_size, speeds[0]
    for speed in speeds[1:]:
        share = 1 - math.exp(-size / speed / 1.5)
        expected = 1 / ((1 - share) / expected + share / speed)
    np.testing.assert_allclose(found, expected, rtol=1e-9)

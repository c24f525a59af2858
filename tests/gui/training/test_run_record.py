import math

import numpy as np
import pytest

from digitpad.gui.training.run_record import Phase, RunRecord
from digitpad.progress import FitProgress
from digitpad.runs.events import (
    BatchesFinished,
    CheckpointFailed,
    CheckpointSaved,
    EpochMeasured,
    Finishing,
    MachineProgress,
    Paused,
    WentOn,
)
from digitpad.training import BatchFinished, EpochFinished, PreparingData
from tests.gui.training.conftest import small_plan


class Time:
    """A clock that a test moves."""

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


def test_a_run_begins_by_starting_and_then_draws_or_learns(record):
    assert record.phase is Phase.STARTING
    record.take(PreparingData(500, 2000))
    assert record.phase is Phase.PREPARING
    assert record.progress == 0.25
    record.take(batches(1, 1, 3))
    assert record.phase is Phase.TRAINING


def test_progress_counts_batches_in_epochs(record):
    record.take(batches(1, 1, 10))
    record.take(epoch(1))
    record.take(batches(2, 1, 5))
    assert record.place == 1.5
    assert record.progress == pytest.approx(1.5 / 4)
    assert len(record.history) == 1


def test_every_batch_is_a_point_of_the_curves(record):
    record.take(batches(1, 1, 4, loss=2.0))
    x, y = record.loss.points()
    assert x.tolist() == pytest.approx([0.1, 0.2, 0.3, 0.4])
    assert y.tolist() == [2.0] * 4
    assert record.last_rate == 0.1


def test_the_time_left_follows_from_the_speed(record):
    record.take(batches(1, 1, 5, speed=1000.0))
    assert record.images_per_second == pytest.approx(1000.0)
    # 3.5 epochs of 10 batches of 50.
    assert record.seconds_left == pytest.approx(3.5 * 10 * 50 / 1000)


def test_the_speed_forgets_what_was_long_ago(record):
    record.take(batches(1, 1, 2, speed=100.0))
    for _ in range(40):
        record.take(batches(1, 3, 10, speed=1000.0))
    assert record.images_per_second == pytest.approx(1000.0, rel=0.05)


def test_pauses_are_no_time_of_learning(record, time):
    time.now += 5
    record.take(batches(1, 1, 1))
    record.take(Paused())
    assert record.phase is Phase.PAUSED
    time.now += 100
    assert record.clock.seconds == pytest.approx(5)
    record.take(WentOn())
    time.now += 2
    assert record.clock.seconds == pytest.approx(7)
    assert record.phase is Phase.TRAINING


def test_one_more_epoch_makes_the_way_longer(record):
    record.take(batches(1, 1, 10))
    before = record.progress
    record.add_epoch()
    assert record.epochs == 5
    assert record.progress < before


def test_a_resumed_run_knows_what_was_before(time):
    record = RunRecord(small_plan(epochs=4), [epoch(1), epoch(2, 0.9)], now=time)
    assert record.place == 2
    assert record.clock.seconds == 4.0
    assert len(record.loss) == 2


def test_a_full_disk_is_told_until_a_checkpoint_is_saved_again(record):
    record.take(CheckpointFailed("no room on the disk"))
    assert record.trouble == "no room on the disk"
    record.take(CheckpointSaved(1, 5))
    assert record.trouble == ""
    assert record.saved_at == (1, 5)


def test_the_latest_confusion_and_the_end_are_kept(record):
    measured = EpochMeasured(1, np.eye(10, dtype=np.int64))
    record.take(measured)
    record.take(Finishing())
    assert record.confusion is measured
    assert record.phase is Phase.FINISHING


def test_a_change_is_noted_where_it_was_made(record):
    record.take(batches(1, 1, 5))
    record.note_change()
    assert record.changed_at == [0.5]


def test_a_machine_tells_its_stage_and_what_it_drives_down(time):
    record = RunRecord(small_plan("svm-hog"), now=time)
    record.take(MachineProgress(FitProgress("looking at features", 10, 100)))
    assert record.progress == 0.1
    record.take(MachineProgress(FitProgress("planes", 3, 0, 0.25)))
    assert math.isnan(record.progress)
    assert math.isnan(record.seconds_left)
    assert record.machine_curve.points()[1].tolist() == [0.25]


def test_the_speed_is_the_same_however_batches_are_packed(time):
    speeds = np.random.default_rng(0).uniform(20, 2000, 50)
    events = [BatchFinished(1, n + 1, 50, 1.0, 0.5, 0.1, speed) for n, speed in enumerate(speeds)]
    found = []
    for pack in (1, 7, 50):
        record = RunRecord(small_plan(epochs=4), now=time)
        for start in range(0, 50, pack):
            record.take(BatchesFinished.of(events[start : start + pack]))
        found.append(record.images_per_second)
    # What a long memory gives: each batch's time counts, and is forgotten with time.
    size, expected = record.plan.settings.batch_size, speeds[0]
    for speed in speeds[1:]:
        share = 1 - math.exp(-size / speed / 1.5)
        expected = 1 / ((1 - share) / expected + share / speed)
    np.testing.assert_allclose(found, expected, rtol=1e-9)

"""What goes through the pipe."""

import pickle

import numpy as np

from digitpad.jobs.events import BatchesFinished
from digitpad.training.trainer import BatchFinished


def test_a_pack_of_batches_is_small_and_loses_nothing():
    random = np.random.default_rng(0)
    batches = [
        BatchFinished(3, step, 469, *random.random(3).tolist(), 51_234.5) for step in range(250)
    ]
    packed = pickle.dumps(BatchesFinished.of(batches))
    assert len(packed) < 250 * 7 * 8 + 400
    unpacked = pickle.loads(packed).batches  # noqa: S301
    assert unpacked == batches
    assert isinstance(unpacked[0].step, int)

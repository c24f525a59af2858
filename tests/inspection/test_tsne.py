import time

import numpy as np
import pytest

from digitpad.common.errors import Cancelled, DigitpadError
from digitpad.inspection.tsne import embed_elsewhere

pytest.importorskip("sklearn")


def two_clouds(count=40):
    rows = np.random.default_rng(0).standard_normal((count, 5)).astype(np.float32)
    rows[count // 2 :] += 30
    return rows


def test_what_is_far_apart_stays_apart():
    positions = embed_elsewhere(two_clouds(), seed=0)
    assert positions.shape == (40, 2)
    assert positions.dtype == np.float32
    middles = positions[:20].mean(axis=0), positions[20:].mean(axis=0)
    spread = max(positions[:20].std(), positions[20:].std())
    assert np.hypot(*(middles[0] - middles[1])) > spread


def test_whoever_waits_may_stop_waiting():
    started = time.perf_counter()
    with pytest.raises(Cancelled):
        embed_elsewhere(two_clouds(4000), seed=0, cancelled=lambda: True)
    assert time.perf_counter() - started < 5


def test_a_failure_in_the_other_process_is_told():
    broken = two_clouds()
    broken[3, 2] = np.nan
    with pytest.raises(DigitpadError, match=r"t-SNE failed: .*NaN"):
        embed_elsewhere(broken, seed=0)

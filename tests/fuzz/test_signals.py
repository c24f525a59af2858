"""A few signals at random moments; `python -m tests.fuzz.signals` sends a hundred."""

import random
import sys

import pytest

from tests.fuzz.signals import one_signal


@pytest.mark.skipif(sys.platform == "win32", reason="signals as on POSIX")
@pytest.mark.parametrize("seed", range(3))
def test_a_signal_at_any_moment_ends_a_training_without_loss_or_traceback(seed):
    assert one_signal(random.Random(seed), 3.0)[1] == []

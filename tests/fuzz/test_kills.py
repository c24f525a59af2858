"""A few kills of each kind; `python -m tests.fuzz.kills` does hundreds."""

import os
import random

import pytest

from tests.fuzz.kills import SCENARIOS, one_kill


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the child is forked")
@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_lost_or_left_when_a_process_is_killed(name, seed):
    assert one_kill(name, random.Random(seed)) == []

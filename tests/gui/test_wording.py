import math

import pytest

from digitpad.gui.translation import SIMPLIFIED_CHINESE
from digitpad.gui.wording import approximate_duration, duration

# Each test starts in English.
pytestmark = pytest.mark.usefixtures("surroundings")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (28.4, "28 s"),
        (59.7, "1 min"),
        (290, "4 min 50 s"),
        (1790, "30 min"),
        (3599, "1 h"),
        (4800, "1 h 20 min"),
        (math.nan, "–"),
    ],
)
def test_a_duration_has_at_most_two_units(seconds, text):
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(3.2, "4 s"), (28.4, "30 s"), (287, "4 min 50 s"), (0.2, "1 s")]
)
def test_estimates_are_rounded(seconds, text):
    assert approximate_duration(seconds) == text


def test_times_are_written_in_the_language_of_the_window(surroundings):
    surroundings.translation.choose(SIMPLIFIED_CHINESE)
    times = [duration(seconds) for seconds in (28, 240, 290, 4800, 7200)]
    assert times == ["28 秒", "4 分钟", "4 分 50 秒", "1 小时 20 分", "2 小时"]

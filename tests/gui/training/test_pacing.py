import time
from itertools import pairwise

import pytest

from digitpad.gui.training import pacing as pacing_module
from digitpad.gui.training.pacing import SHARE, SHORTEST_SECONDS, Pacing, rest_after


@pytest.fixture
def hasty(monkeypatch):
    """Fifteen times as quick as for people."""
    monkeypatch.setattr(pacing_module, "SHORTEST_SECONDS", 0.1)
    monkeypatch.setattr(pacing_module, "_BETWEEN_MILLISECONDS", 16)


def test_cheap_repaints_come_no_sooner_than_allowed(surroundings, qtbot, hasty):
    shown = []
    pacing = Pacing([lambda: shown.append(time.monotonic())])
    end = time.monotonic() + 1.0
    while time.monotonic() < end:
        pacing.ask()
        qtbot.wait(5)
    assert 2 <= len(shown) <= 11


def test_a_costly_repaint_is_followed_by_a_long_rest():
    assert rest_after(0.001) == SHORTEST_SECONDS
    assert rest_after(0.2) == pytest.approx(0.2 / SHARE)


def test_painting_afterwards_counts_as_well(surroundings, qtbot, hasty):
    shown = []
    pacing = Pacing([lambda: shown.append(1)])
    pacing.ask()
    qtbot.waitUntil(lambda: len(shown) == 1, timeout=10_000)
    with pacing.painting():
        end = time.thread_time() + 0.02
        while time.thread_time() < end:
            pass
    pacing.ask()
    qtbot.wait(250)
    assert len(shown) == 1, "20 ms of painting ask for half a second of rest"
    qtbot.waitUntil(lambda: len(shown) == 2, timeout=10_000)


def test_what_was_asked_last_is_shown_in_the_end(surroundings, qtbot, hasty):
    value, shown = [0], []
    pacing = Pacing([lambda: shown.append(value[0])])
    pacing.ask()
    qtbot.waitUntil(lambda: shown == [0], timeout=10_000)
    for number in range(1, 5):
        value[0] = number
        pacing.ask()
    qtbot.waitUntil(lambda: shown == [0, 4], timeout=10_000)


def test_stopping_forgets_what_was_asked(surroundings, qtbot):
    shown = []
    pacing = Pacing([lambda: shown.append(1)])
    pacing.ask()
    qtbot.waitUntil(lambda: shown == [1], timeout=10_000)
    pacing.ask()
    pacing.stop()
    qtbot.wait(200)
    assert shown == [1]


def test_the_parts_take_turns_and_leave_the_event_loop_time_between(surroundings, qtbot, hasty):
    shown = []
    pacing = Pacing([lambda name=name: shown.append(name) for name in "abc"])
    pacing.ask()
    assert not shown, "whoever asks has just taken time itself"
    qtbot.waitUntil(lambda: len(shown) > 0, timeout=10_000)
    assert shown == ["a"], "the others wait for their turn"
    qtbot.waitUntil(lambda: len(shown) == 3, timeout=10_000)
    pacing.ask()
    qtbot.waitUntil(lambda: len(shown) == 6, timeout=10_000)
    assert "".join(shown) == "abcabc"
    assert pacing.count == 2


def test_a_part_may_ask_to_be_shown_again(surroundings, qtbot, hasty):
    shown = []

    def show():
        shown.append(time.monotonic())
        if len(shown) < 3:
            pacing.ask()

    pacing = Pacing([show])
    pacing.ask()
    qtbot.waitUntil(lambda: len(shown) == 3, timeout=10_000)
    assert min(b - a for a, b in pairwise(shown)) > 0.09
    qtbot.wait(250)
    assert len(shown) == 3

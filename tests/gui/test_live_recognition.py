import time

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest

from digitpad.gui.live_recognition import SHORTEST_PAUSE, LiveRecognition
from digitpad.ink import Ink, Stroke
from digitpad.recognizer import Number
from tests.gui.drawing import line


class CountingRecognizer:
    """Stands for a model: remembers what it was asked."""

    name = "counting"

    def __init__(self):
        self.asked = []
        self.times = []
        self.warmed_up = 0

    def warm_up(self):
        self.warmed_up += 1

    def recognize_number_in_ink(self, ink):
        self.asked.append(ink)
        self.times.append(time.perf_counter())
        return Number()


def ink_with(count):
    return Ink((Stroke.of(line((0, 0), (100, 100), count)),))


def prepared():
    live, recognizer = LiveRecognition(), CountingRecognizer()
    live.use(recognizer)
    recognizer.asked.clear()
    recognizer.times.clear()
    return live, recognizer


def test_many_points_within_a_frame_are_recognized_once_and_the_last_counts(qtbot):
    live, recognizer = prepared()
    for count in range(2, 30):
        live.submit(ink_with(count))
    with qtbot.waitSignal(live.recognized, timeout=10_000):
        pass
    assert [ink.point_count for ink in recognizer.asked] == [29]
    assert live.is_idle


def test_there_is_at_most_one_recognition_a_frame(qtbot):
    live, recognizer = prepared()
    for step in range(100):
        live.submit(ink_with(step + 2))
        QTest.qWait(2)
    qtbot.waitUntil(lambda: live.is_idle, timeout=10_000)
    assert len(recognizer.times) > 5
    # Timers count in whole milliseconds.
    assert np.diff(recognizer.times).min() >= (SHORTEST_PAUSE - 2) / 1000


def test_the_first_point_after_a_rest_is_answered_without_waiting(qtbot):
    live, recognizer = prepared()
    qtbot.wait(2 * SHORTEST_PAUSE)
    live.submit(ink_with(2))
    QCoreApplication.processEvents()
    assert len(recognizer.asked) == 1


def test_another_model_answers_the_same_ink_at_once(qtbot):
    live, _ = prepared()
    live.submit(ink_with(5))
    qtbot.waitUntil(lambda: live.is_idle, timeout=10_000)
    second = CountingRecognizer()
    live.use(second)
    assert [ink.point_count for ink in second.asked] == [5]
    assert live.recognizer is second


def test_a_model_is_made_ready_when_it_is_chosen_not_at_the_first_stroke(qtbot):
    live, recognizer = prepared()
    assert recognizer.warmed_up == 1
    with qtbot.waitSignal(live.recognized, timeout=10_000):
        live.submit(ink_with(3))
    assert recognizer.warmed_up == 1

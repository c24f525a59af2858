import time

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest

from digitpad.common.errors import NotFiniteError
from digitpad.gui.pad.live_recognition import SHORTEST_PAUSE, LiveRecognition
from digitpad.gui.session import Session
from digitpad.gui.state import WindowState
from digitpad.ink.strokes import Ink, Stroke
from digitpad.recognition.numbers import Number
from tests.gui.drawing import line


class CountingRecognizer:
    """A recognizer that records its calls."""

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
    live, recognizer = LiveRecognition(Session(WindowState())), CountingRecognizer()
    use(live, recognizer)
    recognizer.asked.clear()
    recognizer.times.clear()
    return live, recognizer


def use(live, recognizer):
    """Let it answer, as a model on trial."""
    live._session.begin_trial(recognizer, "experiment")


def test_many_points_within_a_frame_are_recognized_once_and_the_last_counts(qtbot):
    live, recognizer = prepared()
    for count in range(2, 30):
        live.submit(ink_with(count))
    with qtbot.waitSignal(live.recognized, timeout=10_000):
        pass
    assert [ink.point_count for ink in recognizer.asked] == [29]
    assert live.is_idle


def test_there_is_at_most_one_recognition_per_frame(qtbot):
    live, recognizer = prepared()
    for step in range(100):
        live.submit(ink_with(step + 2))
        QTest.qWait(2)
    qtbot.waitUntil(lambda: live.is_idle, timeout=10_000)
    assert len(recognizer.times) > 5
    # Timers have a resolution of one millisecond.
    assert np.diff(recognizer.times).min() >= (SHORTEST_PAUSE - 2) / 1000


def test_the_first_point_after_a_pause_is_recognized_without_waiting(qtbot):
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
    use(live, second)
    assert [ink.point_count for ink in second.asked] == [5]


def test_a_model_is_warmed_up_when_it_is_selected_not_at_the_first_stroke(qtbot):
    live, recognizer = prepared()
    assert recognizer.warmed_up == 1
    with qtbot.waitSignal(live.recognized, timeout=10_000):
        live.submit(ink_with(3))
    assert recognizer.warmed_up == 1


class FailingRecognizer(CountingRecognizer):
    """A model whose weights are useless."""

    def warm_up(self):
        raise NotFiniteError("the model computes {found}", found="nan")

    def recognize_number_in_ink(self, ink):
        super().recognize_number_in_ink(ink)
        raise NotFiniteError("the model computes {found}", found="nan")


def test_a_model_without_finite_answers_is_reported_once_and_until_another_answers(qtbot):
    live, problems, answers = LiveRecognition(Session(WindowState())), [], []
    live.problem_changed.connect(problems.append)
    live.recognized.connect(answers.append)
    use(live, FailingRecognizer())
    for count in (3, 4, 5):
        live.submit(ink_with(count))
        qtbot.waitUntil(lambda: live.is_idle, timeout=10_000)
    assert [str(problem) for problem in problems] == ["the model computes nan"]
    assert all(not answer.digits for answer in answers)
    use(live, FailingRecognizer())
    assert [str(problem) for problem in problems[1:]] == ["None", "the model computes nan"]
    use(live, CountingRecognizer())
    assert problems[3:] == [None]

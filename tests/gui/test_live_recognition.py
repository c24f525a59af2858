from PySide6.QtTest import QTest

from digitpad.gui.live_recognition import FRAME_MILLISECONDS, LiveRecognition
from digitpad.ink import Ink, Stroke
from tests.gui.drawing import line


class CountingRecognizer:
    """Stands for a model: remembers what it was asked."""

    name = "counting"

    def __init__(self):
        self.asked = []

    def recognize_ink(self, ink):
        self.asked.append(ink)


def ink_with(count):
    return Ink((Stroke.of(line((0, 0), (100, 100), count)),))


def prepared():
    live, recognizer = LiveRecognition(), CountingRecognizer()
    live.use(recognizer)
    recognizer.asked.clear()
    return live, recognizer


def test_many_points_within_a_frame_are_recognized_once_and_the_last_counts(qtbot):
    live, recognizer = prepared()
    for count in range(2, 30):
        live.submit(ink_with(count))
    with qtbot.waitSignal(live.recognized, timeout=1000):
        pass
    assert [ink.point_count for ink in recognizer.asked] == [29]
    assert live.is_idle


def test_there_is_at_most_one_recognition_a_frame(qtbot):
    live, recognizer = prepared()
    frames = 12
    for step in range(frames * FRAME_MILLISECONDS // 2):
        live.submit(ink_with(step + 2))
        QTest.qWait(2)
    qtbot.waitUntil(lambda: live.is_idle, timeout=1000)
    assert 2 <= len(recognizer.asked)
    assert len(recognizer.asked) <= live_frames(live) + 1


def live_frames(live):
    return live.milliseconds_since_first_submit // FRAME_MILLISECONDS

"""From the hand's movement to the bars that show what it changed, on the real event loop.

    QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.pad_latency
    QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.pad_latency --training cnn --rate 500

A thread of its own is the hand: it puts mouse events into the window's queue at a mouse's pace,
whatever the window is doing meanwhile, and notes when. An event is answered when the bars have been
painted after the first answer to ink that holds it. Events whose answer leaves every bar and every
figure as it was paint nothing and do not count. Prints one line of JSON.
"""

import argparse
import json
import os
import sys
import tempfile
import threading
import time

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent

from digitpad.data.example_ink import load_examples
from digitpad.data.training_ink import NO_INK
from digitpad.gui.pad.probability_bars import ProbabilityBars
from tests.gui.choosing import wait_until_loaded

FRAME = 1000 / 60
PAUSE = 0.12
"""Seconds between two digits."""


class Hand(QObject):
    """Draws one example after the other onto the pad, from a thread.

    Its moves wait in the queue of the window's thread, where they become events.
    """

    moved = Signal(QEvent.Type, QPointF)
    finished_digit = Signal()
    done = Signal()

    def __init__(self, window, rate, seconds):
        super().__init__()
        self.sent = []
        self._window, self._interval, self._seconds = window, 1 / rate, seconds
        # What the events need to know, asked for in the window's own thread.
        self._handle = window.windowHandle()
        canvas = window.canvas
        self._corner = canvas.mapTo(window, QPointF(0, 0))
        self._on_screen = canvas.mapToGlobal(QPointF(0, 0))
        self._size = min(canvas.width(), canvas.height())
        self._middle = np.array([canvas.width(), canvas.height()]) / 2
        self._inks = [example.ink for example in load_examples()]
        self.moved.connect(self._touch, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._draw, daemon=True)

    def start(self):
        self._thread.start()

    def _draw(self):
        end = time.perf_counter() + self._seconds
        number = 0
        while time.perf_counter() < end:
            ink = self._inks[number % len(self._inks)]
            number += 1
            left, top, right, bottom = ink.bounds()
            scale = 0.6 * self._size / max(right - left, bottom - top, 1)
            offset = self._middle - np.array([left + right, top + bottom]) / 2 * scale
            for stroke in ink.strokes:
                self._draw_stroke(self._resampled(stroke.points * scale + offset))
            time.sleep(PAUSE)
            self.finished_digit.emit()
            time.sleep(PAUSE)
        self.done.emit()

    @staticmethod
    def _resampled(points, step=4.0):
        """Points about as far apart as a quick hand's at 125 a second."""
        lengths = np.hypot(*np.diff(points, axis=0).T)
        along = np.concatenate([[0], np.cumsum(lengths)])
        places = np.arange(0, along[-1] + step, step)
        return np.stack([np.interp(places, along, points[:, axis]) for axis in (0, 1)], axis=1)

    def _draw_stroke(self, points):
        due = time.perf_counter()
        self._post(QEvent.Type.MouseButtonPress, points[0])
        for point in points[1:]:
            due += self._interval
            time.sleep(max(0.0, due - time.perf_counter()))
            self._post(QEvent.Type.MouseMove, point)
        self._post(QEvent.Type.MouseButtonRelease, points[-1])

    def _post(self, kind, point):
        if kind is not QEvent.Type.MouseButtonRelease:
            self.sent.append(time.perf_counter())
        self.moved.emit(kind, QPointF(*point.tolist()))

    def _touch(self, kind, place):
        """In the window's thread: what the system does with a mouse."""
        button = Qt.MouseButton.NoButton
        if kind is not QEvent.Type.MouseMove:
            button = Qt.MouseButton.LeftButton
        released = kind is QEvent.Type.MouseButtonRelease
        buttons = Qt.MouseButton.NoButton if released else Qt.MouseButton.LeftButton
        event = QMouseEvent(
            kind,
            place + self._corner,
            place + self._on_screen,
            button,
            buttons,
            Qt.KeyboardModifier.NoModifier,
        )
        QCoreApplication.sendEvent(self._handle, event)


class Watch(QObject):
    """Counts events that reach the pad, and notes when the bars show their answer."""

    def __init__(self, window):
        super().__init__()
        self.seen, self._answered, self._covered, self._arrived = [], 0, 0, 0
        self._rows = window.bars.rows
        self._looks = self._now()
        window.canvas.installEventFilter(self)
        self._read, window.recognition._read = window.recognition._read, self._note_reading
        window.recognition.recognized.connect(self._note_answer)

    def _now(self):
        return [row.text() for row in self._rows]

    def eventFilter(self, _watched, event):  # noqa: N802 - Qt's own name
        kinds = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove}
        if event.type() in kinds:
            self._arrived += 1
            self.seen.append(None)
        return False

    def _note_reading(self, ink):
        """The answer to come is about all that has arrived by now."""
        covered = self._arrived
        number = self._read(ink)
        self._covered = covered
        return number

    def _note_answer(self, _number):
        """Connected after the window, so the bars know by now."""
        if self._now() == self._looks:
            self._answered = self._covered

    def note_paint(self):
        """The bars have been painted."""
        looks, now = self._now(), time.perf_counter()
        if looks != self._looks:
            self._looks = looks
            self.seen[self._answered : self._covered] = [now] * (self._covered - self._answered)
            self._answered = self._covered


def after_paint(tell):
    """Have `tell` called whenever the bars have been painted; before they are made."""
    paint = ProbabilityBars.paintEvent

    def painted(bars, event):
        paint(bars, event)
        tell()

    ProbabilityBars.paintEvent = painted


def measure(arguments):
    """Draw for so many seconds, and see."""
    from digitpad.gui.application import freeze_startup_objects, prepare  # noqa: PLC0415
    from digitpad.gui.state import WindowState  # noqa: PLC0415

    watches = []
    after_paint(lambda: [watch.note_paint() for watch in watches])
    surroundings = prepare(["digitpad"], WindowState())
    window = surroundings.window(arguments.model)
    window.show()
    wait_until_loaded(window.session)
    application = surroundings.application
    if arguments.training:
        start_training(window, arguments.training)
    freeze_startup_objects()
    for _ in range(20):
        application.processEvents()
        time.sleep(0.01)
    watch, hand = Watch(window), Hand(window, arguments.rate, arguments.seconds)
    watches.append(watch)
    hand.finished_digit.connect(window.canvas.document.clear)
    hand.done.connect(application.quit)
    hand.start()
    application.exec()
    window.close()
    pairs = zip(hand.sent, watch.seen, strict=False)
    return np.array([1000 * (seen - sent) for sent, seen in pairs if seen is not None])


def start_training(window, model):
    """A run in the training window, which makes way for the pen."""
    from digitpad.jobs.plan import TrainingPlan  # noqa: PLC0415

    plan = TrainingPlan.usual(model)
    changes = {**NO_INK, "epochs": 1000}
    settings = plan.settings.with_changes(changes)
    training = window.windows.open_training()
    training.start(TrainingPlan(model, {}, settings, plan.data))
    while len(training.running.record.loss) < 5:
        QCoreApplication.processEvents()
        time.sleep(0.01)


def main():
    """Measure idle or beside a training run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="cnn")
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--rate", type=float, default=125, help="mouse events a second")
    parser.add_argument("--training", metavar="MODEL", help="train this one meanwhile")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DIGITPAD_HOME"] = folder
        latencies = measure(arguments)
    median, late, latest = np.percentile(latencies, [50, 99, 100])
    result = {
        "model": arguments.model,
        "training": arguments.training,
        "rate": arguments.rate,
        "events": len(latencies),
        "p50 ms": round(float(median), 1),
        "p99 ms": round(float(late), 1),
        "max ms": round(float(latest), 1),
        "within a frame": bool(late <= FRAME),
    }
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How fast the inspector opens, and whether the pad notices that it is open.

    QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.inspector

Opening: from the menu action to the first painted picture of a page, beside the time the bare
window took in the same process. Strokes: a pen that reports 60 times a second draws digits of
MNIST; measured is the time from each report to the bars having been painted with an answer to it,
with the inspector closed, and with all feature maps of `cnn` live beside the pad.
"""

import argparse
import time

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtTest import QTest

from digitpad.data.mnist import load_mnist
from tests.gui.choosing import wait_until_loaded
from tests.tools.skeleton import trace

STARTED = time.perf_counter()

FRAME = 1 / 60
LOST = 0.5
"""A report that has not moved the bars by then did not change the drawing."""

BIG = QSize(1900, 1000)
"""Large enough for all maps to be seen at once."""


class PaintWatch(QObject):
    """Notes when a widget was last painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.painted = (0.0, 0.0)
        widget.installEventFilter(self)

    def eventFilter(self, _watched, event):  # noqa: N802 - Qt's own name
        if event.type() == QEvent.Type.Paint:
            self.painted = now()
        return False


def wait_until(application, is_true, seconds=5.0):
    end = time.perf_counter() + seconds
    while not is_true() and time.perf_counter() < end:
        application.processEvents()


def open_window():
    """The pad alone: imports, model and first picture included."""
    # Reading the code is part of what it takes to open the window.
    from digitpad.gui.application import prepare  # noqa: PLC0415
    from digitpad.gui.state import WindowState  # noqa: PLC0415

    surroundings = prepare(["digitpad"], WindowState())
    window = surroundings.window("cnn")
    watch = PaintWatch(window.canvas)
    window.show()
    wait_until_loaded(window.session)
    wait_until(surroundings.application, lambda: watch.painted[0])
    return surroundings.application, window


def open_inspector(application, window):
    """From the menu to the first picture, in seconds."""
    started = time.perf_counter()
    window.actions_.inspect.trigger()
    inspector = window.windows.inspector
    watch = PaintWatch(inspector.page)
    wait_until(application, lambda: watch.painted[0])
    return time.perf_counter() - started


def digits(count):
    """Strokes of MNIST digits, in units of the pad."""
    images = load_mnist("test").images[:count].astype(np.float32) / 255
    return [trace(image) for image in images]


def draw(application, window, inks):
    """Latencies (reports, 2) in milliseconds: on the clock, and of this thread's own time.

    The thread never sleeps here, so that both are the same on a computer with nothing else to do;
    on a busy one the second tells what the program itself takes.
    """
    canvas, bars = window.canvas, window.bars
    watch = PaintWatch(bars)
    readings = note_readings(window.recognition)
    latencies = []
    side = 0.6 * min(canvas.width(), canvas.height()) / 20
    for ink in inks:
        window.canvas.document.clear()
        wait_until(application, lambda: bars.is_still)
        for stroke in ink.strokes:
            places = [QPoint(*map(int, point)) for point in (stroke.points - 4) * side + 40]
            QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=places[0])
            for place in places[1:]:
                latencies += one_report(application, canvas, place, (readings, watch))
            QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=places[-1])
    return np.array(latencies) * 1000


def note_readings(recognition):
    """When readings begin; the bars are painted before their answer is told to anybody else."""
    begun, read = [], type(recognition)._read

    def noted(ink):
        begun.append(now())
        return read(recognition, ink)

    recognition._read = noted
    return begun


def now():
    return time.perf_counter(), time.thread_time()


def one_report(application, canvas, place, watched):
    """Move the pen, let the rest of the frame pass, and say how long the bars took."""
    readings, watch = watched
    readings.clear()
    before = now()
    QTest.mouseMove(canvas, place)
    found = []
    while not found or time.perf_counter() < before[0] + FRAME:
        application.processEvents()
        if readings and watch.painted > readings[0] and not found:
            found.append(np.subtract(watch.painted, before))
        if time.perf_counter() > before[0] + LOST:
            break
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--digits", type=int, default=30)
    arguments = parser.parse_args()
    application, window = open_window()
    bare = time.perf_counter() - STARTED
    inks = digits(arguments.digits)
    alone = draw(application, window, inks)
    opened = open_inspector(application, window)
    print(f"bare window {bare * 1000:.0f} ms, inspector {opened * 1000:.0f} ms more", end="")
    print(f" ({opened / bare:.2f} of it)")
    inspector = window.windows.inspector
    inspector.resize(BIG)
    inspector.open_page("activations")
    application.processEvents()
    beside = draw(application, window, inks)
    for name, latencies in (("pad alone", alone), ("all maps of cnn live", beside)):
        (middle, own), (high, own_high) = np.percentile(latencies, [50, 99], axis=0)
        print(
            f"{name}: {len(latencies)} reports, median {middle:.1f} ms, p99 {high:.1f} ms", end=""
        )
        print(f"; of its own time {own:.1f} and {own_high:.1f} ms")
    window.close()


if __name__ == "__main__":
    main()

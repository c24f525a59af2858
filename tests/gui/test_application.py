"""What is set up before the first window, in a process of its own."""

import os
import signal
import subprocess
import sys
import time

import pytest

_PREPARE_AS_ON_X11 = """
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication
from digitpad.gui import application

MERGING = (
    Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents,
    Qt.ApplicationAttribute.AA_CompressTabletEvents,
)

class X11Application(QApplication):
    # Qt's own constructor does the same with its X11 platform.
    def __init__(self, arguments):
        super().__init__(arguments)
        for attribute in MERGING:
            QCoreApplication.setAttribute(attribute, True)

application.QApplication = X11Application
context = application.prepare(["digitpad"])
print(any(QCoreApplication.testAttribute(attribute) for attribute in MERGING))
"""


_IDLE_WINDOW = """
from PySide6.QtCore import QTimer
from digitpad.gui import application

def tell_soon(window):
    QTimer.singleShot(1500, lambda: print("idle", flush=True))

application.prepare_windows_soon = tell_soon
raise SystemExit(application.run(["digitpad"]))
"""


_START = """
import sys
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from digitpad.gui import application

make = application.WindowContext.window
SLOW = {"numpy", "PIL", "filelock", "joblib", "matplotlib", "psutil", "pyqtgraph", "safetensors"}
SLOW |= {"scipy", "sklearn", "sqlite3", "threadpoolctl"}

def window(context):
    window = make(context)
    window.first_painted.connect(lambda: draw(window))
    return window

def draw(window):
    print(sorted(SLOW & sys.modules.keys()))
    pad = window.canvas
    for act, x, y in (
        (QTest.mousePress, 0.5, 0.2), (QTest.mouseMove, 0.5, 0.5), (QTest.mouseMove, 0.49, 0.8)
    ):
        place = QPoint(int(x * pad.width()), int(y * pad.height()))
        if act is QTest.mouseMove:
            act(pad, place)
        else:
            act(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    print(window.session.selected, len(window.session.document.ink().strokes))
    window.session.drawing_changed.connect(lambda: tell(window))

def tell(window):
    answer = window.session.drawing.shown.number.text
    if answer:
        print(answer, flush=True)
        QTimer.singleShot(0, application.QCoreApplication.quit)

application.WindowContext.window = window
raise SystemExit(application.run(["digitpad"]))
"""


def test_the_pad_is_painted_before_slow_imports_and_what_is_drawn_at_once_is_answered():
    done = subprocess.run(
        [sys.executable, "-c", _START], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.splitlines() == ["[]", "None 1", "1"]


def test_moves_of_the_pen_are_not_merged_even_where_the_application_asks_for_it():
    done = subprocess.run(
        [sys.executable, "-c", _PREPARE_AS_ON_X11], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals as on POSIX")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_closes_a_window_in_which_nothing_happens(name):
    with subprocess.Popen(
        [sys.executable, "-c", _IDLE_WINDOW],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    ) as process:
        assert process.stdout.readline() == "idle\n"
        process.send_signal(signal.Signals[name])
        sent = time.monotonic()
        _, problem = process.communicate(timeout=60)
        # It takes some tenths of a second where other programs leave the processor free.
        assert time.monotonic() - sent < 4
    assert process.returncode == 128 + signal.Signals[name]
    assert "Traceback" not in problem

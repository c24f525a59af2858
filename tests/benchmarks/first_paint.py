"""From the start of the process to the first painted pad, beside a bare window of PySide6.

    QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.first_paint
    xvfb-run -a python -m tests.benchmarks.first_paint --starts 21

The bare program shows a main window with one empty widget. Both are started in turns, after a
first start of each that leaves their bytecode in a cache. What counts is the processor time of the
whole process when the pad, or the empty widget, has been painted for the first time: other programs
change it less than the clock. Prints one line of JSON.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

import numpy as np

_AFTER_PAINT = """
import os, sys, time
started = float(sys.argv.pop())
def after_first_paint(widget):
    paint = widget.paintEvent
    def painted(self, event):
        paint(self, event)
        print(time.process_time(), time.monotonic() - started, flush=True)
        os._exit(0)
    widget.paintEvent = painted
"""

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
class Empty(QWidget):
    def paintEvent(self, event):
        pass
after_first_paint(Empty)
application = QApplication([])
window = QMainWindow()
window.setCentralWidget(Empty())
window.show()
application.exec()
"""

PAD = """
from digitpad.cli import window
load_qt = window.check_qt
def check_qt():
    load_qt()
    from digitpad.gui.pad.canvas import Canvas
    after_first_paint(Canvas)
window.check_qt = check_qt
from digitpad.__main__ import start
start([])
"""


def seconds_to_paint(program):
    """(2,) processor time and time on the clock of one start."""
    done = subprocess.run(
        [sys.executable, "-c", _AFTER_PAINT + program, str(time.monotonic())],
        capture_output=True,
        text=True,
        check=True,
    )
    return [float(number) for number in done.stdout.split()]


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=11, help="of each program")
    arguments = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DIGITPAD_HOME"] = f"{folder}/home"
        os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/bytecode"
        rounds = [
            [seconds_to_paint(program) for program in (BARE, PAD)]
            for _ in range(1 + arguments.starts)
        ]
    # (starts, programs, times)
    medians = np.median(np.array(rounds[1:]), axis=0)
    (bare, bare_clock), (pad, pad_clock) = 1000 * medians
    result = {
        "starts": arguments.starts,
        "bare window, processor ms": round(bare),
        "pad, processor ms": round(pad),
        "ratio": round(pad / bare, 2),
        "bare window, clock ms": round(bare_clock),
        "pad, clock ms": round(pad_clock),
        "ratio of the clock": round(pad_clock / bare_clock, 2),
    }
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Ten thousand strokes drawn and wiped away in one window: memory, and whether it slows down.

    QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.pad_memory
    QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.pad_memory --strokes 2000

Real mouse events on the real pad, with answers, bars and steps as ever. The newest actions can be
undone, and at the end some of them are. Prints one line of JSON.
"""

import argparse
import gc
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from digitpad.data.example_ink import load_examples
from tests.gui.choosing import wait_until_loaded

WARMING_UP = 500
"""Strokes before the first look: caches fill and code is read."""

POINTS = 40
"""Of a stroke; a quick hand's digit at 125 events a second."""

FLAT = 0.05


def memory():
    """Bytes that this process has in memory now."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise OSError("this system does not tell how much memory a process has")


def ways(canvas):
    """The strokes of all examples, in the middle of the pad, with `POINTS` points each."""
    side = 0.6 * min(canvas.width(), canvas.height())
    middle = np.array([canvas.width(), canvas.height()]) / 2
    found = []
    for example in load_examples():
        left, top, right, bottom = example.ink.bounds()
        scale = side / max(right - left, bottom - top, 1)
        for stroke in example.ink.strokes:
            points = (stroke.points - [(left + right) / 2, (top + bottom) / 2]) * scale + middle
            places = np.linspace(0, len(points) - 1, POINTS)
            along = np.arange(len(points))
            both = [np.interp(places, along, points[:, axis]) for axis in (0, 1)]
            found.append([QPoint(*place) for place in np.rint(np.stack(both, 1)).astype(int)])
    return found


def draw(canvas, way):
    """One stroke."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(canvas, left, none, way[0])
    for place in way[1:]:
        QTest.mouseMove(canvas, place)
    QTest.mouseRelease(canvas, left, none, way[-1])


def measure(strokes):
    """Draw and clear, and look at memory and time on the way."""
    from digitpad.gui.application import prepare  # noqa: PLC0415 - its folder is set first
    from digitpad.gui.state import WindowState  # noqa: PLC0415

    surroundings = prepare(["digitpad"], WindowState())
    window = surroundings.window("cnn")
    window.show()
    wait_until_loaded(window.session)
    canvas = window.canvas
    all_ways = ways(canvas)
    sizes, seconds = [], []
    for number in range(WARMING_UP + strokes):
        # Processor time: what other programs do does not slow the window down.
        started = time.process_time()
        draw(canvas, all_ways[number % len(all_ways)])
        surroundings.application.processEvents()
        if number % 2:
            canvas.document.clear()
        if number >= WARMING_UP:
            seconds.append(time.process_time() - started)
        if number >= WARMING_UP - 1 and (number - WARMING_UP + 1) % (strokes // 10) == 0:
            gc.collect()
            sizes.append(memory())
    undone = 0
    while undone < 300 and canvas.document.undo_stack.canUndo():
        canvas.document.undo()
        undone += 1
    window.close()
    return sizes, np.array(seconds), undone


def main():
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strokes", type=int, default=10_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DIGITPAD_HOME"] = folder
        sizes, seconds, undone = measure(arguments.strokes)
    tenth = len(seconds) // 10
    growth = sizes[-1] / sizes[0] - 1
    result = {
        "strokes": arguments.strokes,
        "MB at the start": round(sizes[0] / 1e6, 1),
        "MB at the end": round(sizes[-1] / 1e6, 1),
        "MB on the way": [round(size / 1e6, 1) for size in sizes],
        "bytes a stroke": round((sizes[-1] - sizes[0]) / arguments.strokes),
        "flat": bool(growth <= FLAT),
        "ms a stroke, first tenth": round(1000 * float(np.median(seconds[:tenth])), 2),
        "ms a stroke, last tenth": round(1000 * float(np.median(seconds[-tenth:])), 2),
        "undone at the end": undone,
    }
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Random use of the real window, for minutes: exceptions, what is left over, and memory.

    QT_QPA_PLATFORM=offscreen python -m tests.fuzz.window --minutes 10
    QT_QPA_PLATFORM=offscreen python -m tests.fuzz.window --minutes 1 --seed 7 --only draw correct

Opens every window and page once. Then, for the given time, draws digits with the mouse, corrects,
undoes, opens windows, presses random buttons, chooses random entries, types into fields. Dialogs
for files answer with random places. Prints one line of JSON; the exit code is 1 where there was an
exception or something is left.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import threading
import time
import traceback
import tracemalloc
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QTabWidget,
    QToolButton,
)

from tests.fuzz.harness import home_of_its_own

if TYPE_CHECKING:
    from tests.fuzz.window_memory import Memory

WARM_UP = 0.2
"""The share of the time after which memory is measured first: two minutes of ten."""

SLOW_SECONDS = 0.5
WORDS = ["", "mine", "-m", "<b>bold</b>", "[/b]", "3", "0.5", "1e9", "\u202ex", "数字", "a" * 90]


class RandomUse:
    """One window, used at random.

    Attributes:
        done: how often each kind of action was done.
        errors: tracebacks of exceptions that nobody caught.
        slow: kind and seconds of the actions that kept the window waiting.
    """

    def __init__(self, window, seed: int, folder: Path) -> None:
        self.window = window
        self.folder = folder
        self.random = random.Random(seed)
        self.done: Counter[str] = Counter()
        self.errors: list[str] = []
        self.slow: list[tuple[str, float]] = []
        self.kinds = {
            "draw": (30, self.draw),
            "correct": (4, self.correct),
            "edit": (10, self.edit),
            "trigger": (10, self.trigger),
            "press": (30, self.press),
            "choose": (8, self.choose),
            "type": (6, self.type),
            "look": (6, self.look),
            "close": (2, self.close),
        }

    def step(self, only: list[str] | None = None) -> None:
        """One action, and the events that it leads to."""
        kinds = only or list(self.kinds)
        kind = self.random.choices(kinds, [self.kinds[one][0] for one in kinds])[0]
        started = time.monotonic()
        what = self.kinds[kind][1]() or kind
        QApplication.processEvents()
        took = time.monotonic() - started
        if took > SLOW_SECONDS:
            self.slow.append((what, round(took, 2)))
        self.done[kind] += 1
        QTest.qWait(self.random.choice([0, 0, 1, 10, 30, 120]))

    # Actions

    def draw(self) -> None:
        """One to three strokes with the mouse, not always to their end."""
        canvas = self.window.canvas
        for _ in range(self.random.randint(1, 3)):
            x, y = (
                self.random.uniform(20, side - 20) for side in (canvas.width(), canvas.height())
            )
            place = [int(x), int(y)]
            QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=_point(place))
            for _ in range(self.random.randint(1, 25)):
                place = [value + self.random.randint(-15, 15) for value in place]
                QTest.mouseMove(canvas, _point(place))
            QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=_point(place))
        if self.random.random() < 0.3:
            self.window.session.document.clear()

    def correct(self) -> None:
        """A digit's key, and the question where there is one."""
        QTest.keyClick(self.window, Qt.Key(Qt.Key.Key_0 + self.random.randrange(10)))
        question = self.window.corrections.question
        if question is not None and self.random.random() < 0.8:
            QTest.mouseClick(question.keep, Qt.MouseButton.LeftButton)

    def edit(self) -> None:
        """Undo, redo, clear, or undo a correction."""
        actions = self.window.actions_
        name = self.random.choice(["undo", "redo", "clear", "undo_correction"])
        getattr(actions, name).trigger()

    def trigger(self) -> str:
        """Any action of the main window's menus."""
        actions = [
            action
            for action in self.window.actions_.__dict__.values()
            if hasattr(action, "trigger") and action is not self.window.actions_.quit
        ]
        action = self.random.choice(actions)
        action.trigger()
        return f"trigger {action.text()}"

    def press(self) -> str:
        """Any button that can be pressed."""
        buttons = self._widgets(QAbstractButton)
        if buttons:
            button = self.random.choice(buttons)
            name = f"press {button.text() or button.accessibleName() or type(button).__name__}"
            menu = button.menu() if isinstance(button, QToolButton | QPushButton) else None
            # A menu that is opened waits for the user.
            if menu is None:
                button.click()
            elif menu.actions():
                self.random.choice(menu.actions()).trigger()
            return name
        return ""

    def choose(self) -> None:
        """An entry of a list, a tab, or a slider's place."""
        found = self._widgets(QComboBox, QSlider, QTabWidget, QAbstractItemView)
        if not found:
            return
        widget = self.random.choice(found)
        if isinstance(widget, QComboBox) and widget.count():
            place = self.random.randrange(widget.count())
            # A line between entries is no entry; the user cannot choose it.
            if widget.model().index(place, 0).flags() & Qt.ItemFlag.ItemIsEnabled:
                widget.setCurrentIndex(place)
        elif isinstance(widget, QSlider):
            widget.setValue(self.random.randint(widget.minimum(), widget.maximum()))
        elif isinstance(widget, QTabWidget) and widget.count():
            widget.setCurrentIndex(self.random.randrange(widget.count()))
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            rows = widget.model().rowCount()
            if rows:
                widget.setCurrentIndex(widget.model().index(self.random.randrange(rows), 0))

    def type(self) -> None:
        """Words into a field."""
        fields = self._widgets(QLineEdit, QPlainTextEdit)
        if not fields:
            return
        field, word = self.random.choice(fields), self.random.choice(WORDS)
        if not field.isReadOnly():
            (field.setText if isinstance(field, QLineEdit) else field.setPlainText)(word)
            if self.random.random() < 0.5:
                QTest.keyClick(field, Qt.Key.Key_Return)

    def look(self) -> None:
        """Move the mouse over something."""
        widgets = self._widgets(QAbstractButton, QAbstractItemView, QComboBox)
        if widgets:
            QTest.mouseMove(self.random.choice(widgets))

    def close(self) -> None:
        """Close another window than the main one, and answer open questions."""
        others = [
            one
            for one in QApplication.topLevelWidgets()
            if one.isVisible() and one is not self.window and one.isWindow()
        ]
        if others:
            self.random.choice(others).close()

    def _widgets(self, *kinds):
        """The visible, enabled widgets of these kinds in one of the windows."""
        windows = [
            one
            for one in QApplication.topLevelWidgets()
            if (one.isVisible() and isinstance(one, QMainWindow | QMessageBox)) or one.isModal()
        ]
        window = self.random.choice(windows)
        return [
            widget
            for kind in kinds
            for widget in window.findChildren(kind)
            if widget.isVisible() and widget.isEnabled()
        ]


def _point(place):
    from PySide6.QtCore import QPoint  # noqa: PLC0415

    return QPoint(*place)


def answer_dialogs(use: RandomUse) -> None:
    """Dialogs that wait for the user answer at random instead."""

    def place(*_, **__):
        name = use.random.choice(["", "a.png", "b.json", "c.csv", "d.safetensors", "e.npz"])
        return (str(use.folder / name) if name else "", "")

    def folder(*_, **__):
        return use.random.choice(["", str(use.folder)])

    def places(*_, **__):
        found = place()[0]
        return ([found] if found else [], "")

    for name, answer in {
        "getOpenFileName": place,
        "getSaveFileName": place,
        "getOpenFileNames": places,
        "getExistingDirectory": folder,
    }.items():
        setattr(QFileDialog, name, staticmethod(answer))
    QFileDialog.exec = lambda _: 0
    QMessageBox.question = staticmethod(lambda *_: QMessageBox.StandardButton.Yes)
    QMessageBox.warning = staticmethod(lambda *_: QMessageBox.StandardButton.Ok)


def run(minutes: float, seed: int, only: list[str] | None, trace: bool) -> dict[str, object]:
    """Use a window; returns the report."""
    from digitpad.gui.application import prepare  # noqa: PLC0415 - its folder is set first
    from digitpad.gui.background import wait_for_all  # noqa: PLC0415
    from digitpad.gui.state import WindowState  # noqa: PLC0415
    from tests.fuzz.window_memory import measure, tour  # noqa: PLC0415

    folder = Path(os.environ["DIGITPAD_HOME"]).parent / "files"
    folder.mkdir()
    surroundings = prepare(["digitpad"], WindowState())
    window = surroundings.window()
    window.open()
    use = RandomUse(window, seed, folder)
    answer_dialogs(use)
    sys.excepthook = threading_hook = lambda *error: use.errors.append(
        "".join(traceback.format_exception(*error))
    )
    threading.excepthook = lambda error: threading_hook(
        error.exc_type, error.exc_value, error.exc_traceback
    )
    before = {thread.name for thread in threading.enumerate()}
    opened = measure(surroundings.garbage)
    tour(window, use.draw)
    toured = measure(surroundings.garbage)
    started = time.monotonic()
    sizes: list[Memory] = []
    first = None
    while (elapsed := time.monotonic() - started) < 60 * minutes:
        use.step(only)
        if elapsed > 60 * minutes * (WARM_UP + len(sizes) * (1 - WARM_UP) / 8):
            sizes.append(measure(surroundings.garbage))
            if trace and first is None:
                tracemalloc.start(12)
                first = tracemalloc.take_snapshot()
    sizes.append(measure(surroundings.garbage))
    if first is not None:
        _print_growth(first)
    window.close()
    QTest.qWait(500)
    wait_for_all()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QTest.qWait(500)
    return {
        "actions": sum(use.done.values()),
        "done": dict(use.done),
        "errors": use.errors,
        "slow": use.slow,
        "threads_left": sorted(
            thread.name for thread in threading.enumerate() if thread.name not in before
        ),
        "processes_left": [
            " ".join(child.cmdline())
            for child in psutil.Process().children(recursive=True)
            if "resource_tracker" not in " ".join(child.cmdline())
        ],
        "files_left": [str(path) for path in folder.parent.rglob("*.part")],
        "first_use_mb": [opened.used, toured.used],
        "memory_mb": [size.used for size in sizes],
        "growth": round(sizes[-1].used / sizes[0].used - 1, 3),
        "plain_memory_mb": [size.plain for size in sizes],
        "plain_growth": round(sizes[-1].plain / sizes[0].plain - 1, 3),
        "measured_at_work": [place for place, size in enumerate(sizes) if not size.is_idle],
    }


def _print_growth(first: tracemalloc.Snapshot) -> None:
    for line in tracemalloc.take_snapshot().compare_to(first, "traceback")[:15]:
        print(line, *line.traceback.format()[-12:], sep="\n", file=sys.stderr)


def main() -> int:
    """Parse the arguments, and use a window whose files are in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", help="kinds of actions")
    parser.add_argument("--trace", action="store_true", help="print where memory was allocated")
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with home_of_its_own():
        report = run(arguments.minutes, arguments.seed, arguments.only, arguments.trace)
    print(json.dumps(report))
    left = ("errors", "threads_left", "processes_left", "files_left")
    return int(any(report[name] for name in left))


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)

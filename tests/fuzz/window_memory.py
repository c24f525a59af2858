"""The memory of the window: every window and page opened once, and what is in use afterwards.

Much is made or read when it is first used. What grows after `tour` grows with use.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil
from PySide6.QtTest import QTest

from digitpad.gui.garbage import GarbageCollection
from digitpad.gui.inspector.inspector_window import PAGES
from digitpad.gui.main_window import MainWindow

OPENING = (
    "train",
    "library",
    "inspect",
    "compare",
    "samples",
    "record_samples",
    "lessons",
    "guide",
    "preferences",
    "shortcuts",
    "about",
)
"""Actions of the menus that open a window or a dialog."""

IDLE_SECONDS = 60
"""Work in the background is waited for this long at most before memory is measured..."""

TOUR_SECONDS = 180
"""...and this long on the tour, where every kind of work is to come to its end."""

REST_MILLISECONDS = 4000
"""Longer than the rest after which the window frees memory itself."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes in memory when nothing is going on.

    Attributes:
        plain: as it is.
        used: after all that is free was given back to the system.
        is_idle: work in the background had ended; else it is measured with the rest.
    """

    plain: int
    used: int
    is_idle: bool


def measure(garbage: GarbageCollection) -> Memory:
    """The memory of this process after a rest."""
    is_idle = wait_until_idle(IDLE_SECONDS)
    QTest.qWait(REST_MILLISECONDS)
    plain = psutil.Process().memory_info().rss >> 20
    gc.collect()
    garbage.give_back()
    return Memory(plain, psutil.Process().memory_info().rss >> 20, is_idle)


def wait_until_idle(seconds: float) -> bool:
    """Wait until nothing runs in the background, but not longer; returns whether that is so."""
    end = time.monotonic() + seconds
    # What is asked for by a timer, such as the newest drawing's saliency, begins a moment later.
    QTest.qWait(300)
    while is_working() and time.monotonic() < end:
        QTest.qWait(30)
    return not is_working()


def is_working() -> bool:
    """Whether a function runs in the background."""
    return any(thread.name == "digitpad-worker" for thread in threading.enumerate())


def tour(window: MainWindow, draw: Callable[[], None]) -> None:
    """Open all windows and pages, show each model in them, do each kind of experiment.

    Args:
        window: is open.
        draw: draws something on the pad.
    """
    windows, session = window.windows, window.session

    def rest() -> None:
        wait_until_idle(TOUR_SECONDS)

    draw()
    for name in OPENING:
        getattr(window.actions_, name).trigger()
        rest()
    for page in PAGES:
        windows.inspector.open_page(page.module)
        draw()
        rest()
    # The other pages would let each model answer thousands of digits.
    for name in session.names:
        session.select(name)
        for module in ("architecture", "weights", "activations", "saliency", "experiments"):
            windows.inspector.open_page(module)
            draw()
            rest()
    session.select(session.names[0])
    training, lessons = windows.training, windows.lessons
    for view in (training.running, training.result_view, training.form):
        training.pages.setCurrentWidget(view)
        rest()
    windows.library.compare_with(session.names[-1])
    rest()
    done = set()
    for item in lessons._items:
        lessons.steps.setCurrentItem(item)
        if lessons.run.isVisible() and lessons.step.experiment not in done:
            done.add(lessons.step.experiment)
            lessons.run.click()
            rest()

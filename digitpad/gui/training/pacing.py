"""When to repaint: often enough to look alive, seldom enough to cost training next to nothing.

A repaint that took a core for c seconds is followed by a rest of at least c / SHARE, so that
showing never takes more than that share of one core, whatever the screen, the model, the machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

SHARE = 0.04
SHORTEST_SECONDS = 0.1


class Pacing(QObject):
    """Calls `show_now` after `ask`, at most ten times a second, and never too often.

    Qt paints later than it is asked to; whoever paints does it within `painting`, so that the
    time for that counts, too.
    """

    def __init__(self, show_now: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show_now = show_now
        self._is_asked = False
        self._started = -SHORTEST_SECONDS
        self._cost = 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._rested)
        self.count = 0

    def ask(self) -> None:
        """Something is new; show it now or once there has been enough rest."""
        self._is_asked = True
        if not self._timer.isActive():
            self._rested()

    def stop(self) -> None:
        """Forget what was asked."""
        self._is_asked = False
        self._timer.stop()

    @contextmanager
    def painting(self) -> Iterator[None]:
        """What is done within costs time."""
        started = time.thread_time()
        yield
        self._cost += time.thread_time() - started

    def _rested(self) -> None:
        if not self._is_asked:
            return
        missing = self._started + rest_after(self._cost) - time.perf_counter()
        if missing > 0:
            self._timer.start(max(1, round(1000 * missing)))
            return
        self._is_asked = False
        self._started, self._cost = time.perf_counter(), 0.0
        self.count += 1
        with self.painting():
            self._show_now()
        self._timer.start(round(1000 * SHORTEST_SECONDS))


def rest_after(cost: float) -> float:
    """Seconds from one repaint to the next, where the first took a core for `cost` seconds."""
    return max(SHORTEST_SECONDS, cost / SHARE)

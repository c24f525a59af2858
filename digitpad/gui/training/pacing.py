"""When to repaint: often enough to look alive, seldom enough to cost training next to nothing.

    loss .. accuracy .. rate .. weights ..          rest          .. loss .. accuracy ..
    `--------- one round, part by part --'

The parts of the view take turns, so that the event loop is never held up by all of them at once
and the pen on the pad always finds time between. A round that took a core for c seconds is
followed by a rest until c is at most SHARE of the time since it began, whatever the screen, the
model, the machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, QTimer

SHARE = 0.04
SHORTEST_SECONDS = 1.0
_BETWEEN_MILLISECONDS = 50
"""A part takes a millisecond or two; what else there is to do comes between."""


class Pacing(QObject):
    """Shows all `parts`, one after the other, after `ask`; at most once a second.

    Qt paints later than it is asked to; whoever paints does it within `painting`, so that the
    time for that counts, too.

    Attributes:
        count: of the rounds so far.
    """

    def __init__(self, parts: Sequence[Callable[[], None]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._next = 0
        self._is_asked = False
        self._started = -SHORTEST_SECONDS
        self._cost = 0.0
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._go_on)
        self.count = 0

    def ask(self) -> None:
        """Something is new; show it soon, once there has been enough rest."""
        self._is_asked = True
        if not self._timer.isActive():
            # Whoever asks has just taken time itself.
            self._timer.start(_BETWEEN_MILLISECONDS)

    def stop(self) -> None:
        """Forget what was asked."""
        self._is_asked = False
        self._next = 0
        self._timer.stop()

    @contextmanager
    def painting(self) -> Iterator[None]:
        """What is done within costs time."""
        started = time.thread_time()
        yield
        self._cost += time.thread_time() - started

    def _go_on(self) -> None:
        """Show the next part, or begin another round if there has been enough rest."""
        if self._next == 0 and not self._begin():
            return
        part, self._next = self._parts[self._next], (self._next + 1) % len(self._parts)
        # Started before, since a part may ask to be shown again.
        self._timer.start(_BETWEEN_MILLISECONDS)
        with self.painting():
            part()

    def _begin(self) -> bool:
        """Whether a round begins now."""
        if not self._is_asked:
            return False
        missing = self._started + rest_after(self._cost) - time.perf_counter()
        if missing > 0:
            self._timer.start(max(1, round(1000 * missing)))
            return False
        self._is_asked = False
        self._started, self._cost = time.perf_counter(), 0.0
        self.count += 1
        return True


def rest_after(cost: float) -> float:
    """Seconds from one round to the next, where the first took a core for `cost` seconds."""
    return max(SHORTEST_SECONDS, cost / SHARE)

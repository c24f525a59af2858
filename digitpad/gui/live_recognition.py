"""Recognition while the pen moves: the newest ink counts, at most one answer a frame.

A mouse may report a thousand times a second, the screen shows a hundred pictures. The first event
after a rest is answered at once; those that follow within some milliseconds wait for their end, and
only the last of them is recognized. A drawing that takes long to read, a whole page of digits,
waits longer, so that the pen always finds time between.
"""

import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from digitpad.ink import Ink
from digitpad.recognizer import Number, NumberDigit, Recognizer

SHORTEST_PAUSE = 6
"""Milliseconds from one answer to the next beginning: less than from one event of most mice to the
next, eight, so that none of theirs waits."""

_QUICKLY_READ = 12.0
"""What took no more milliseconds to read needs no rest..."""

_REST_AFTER_READING = 2.0
"""...else the pen has so many times as long for itself afterwards, but at most..."""

_LONGEST_PAUSE = 120
"""...so many milliseconds from one answer to the next beginning."""


class LiveRecognition(QObject):
    """Turns `submit`ted ink into `recognized` answers (`Number`, without digits where none is).

    Attributes:
        pad: width and height of the pad, in pad units.
    """

    recognized = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pad = (400.0, 400.0)
        self._recognizer: Recognizer | None = None
        self._ink = Ink()
        self._skip: frozenset[str] = frozenset()
        self._one_digit_only = False
        self._answered = -1.0
        self._took = 0.0
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setTimerType(Qt.TimerType.PreciseTimer)
        self._frame.timeout.connect(self._recognize)

    @property
    def recognizer(self) -> Recognizer | None:
        """The model that answers; None while none could be loaded."""
        return self._recognizer

    @property
    def ink(self) -> Ink:
        """The newest ink."""
        return self._ink

    @property
    def is_idle(self) -> bool:
        """Whether the newest ink has been answered."""
        return not self._frame.isActive()

    def use(self, recognizer: Recognizer) -> None:
        """Let this model answer from now on, the ink on the pad first."""
        self._recognizer = recognizer
        recognizer.warm_up()
        self.answer_again()

    def leave_out(self, steps: frozenset[str]) -> None:
        """Leave these steps of preprocessing out, see `digitpad.preprocess.SKIPPABLE`.

        The whole drawing then counts as one digit.
        """
        self._skip = steps
        self.answer_again()

    def read_one_digit_only(self, only: bool) -> None:
        """Take the whole drawing for one digit, however far apart its strokes are."""
        self._one_digit_only = only
        self.answer_again()

    def answer_again(self) -> None:
        """Answer the newest ink at once."""
        self._frame.stop()
        self._recognize()

    def submit(self, ink: Ink) -> None:
        """Take the newest state of the pad."""
        self._ink = ink
        if not self._frame.isActive():
            self._frame.start(self._milliseconds_to_wait())

    def _milliseconds_to_wait(self) -> int:
        if self._answered < 0:
            return 0
        took = 1000 * self._took
        rested = 0.0 if took <= _QUICKLY_READ else (1 + _REST_AFTER_READING) * took
        pause = max(SHORTEST_PAUSE, min(rested, _LONGEST_PAUSE))
        elapsed = 1000 * (time.perf_counter() - self._answered)
        return max(0, round(pause - elapsed))

    def _recognize(self) -> None:
        self._answered = time.perf_counter()
        number = self._read(self._ink)
        self._took = time.perf_counter() - self._answered
        self.recognized.emit(number)

    def _read(self, ink: Ink) -> Number:
        if self._recognizer is None or ink.is_empty:
            return Number()
        if not (self._skip or self._one_digit_only):
            return self._recognizer.recognize_number_in_ink(ink)
        recognition = self._recognizer.recognize_ink(ink, skip=self._skip, pad=self.pad)
        if recognition is None:
            return Number()
        every = tuple(range(len(ink.strokes)))
        return Number.of((NumberDigit(ink.bounds(), recognition, strokes=every),))

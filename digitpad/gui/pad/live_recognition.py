"""Recognition while the pen moves: only the newest ink counts, at most one answer per frame.

A mouse may report a thousand times a second. The first event after a pause is answered at once;
those that follow shortly after wait, and only the last of them is recognized. Drawings that take
long to recognize, such as a page of digits, wait longer, so that the pen stays responsive.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from digitpad.common.errors import NotFiniteError
from digitpad.gui.session import Session
from digitpad.ink.strokes import Ink
from digitpad.recognition.numbers import Number, NumberDigit

if TYPE_CHECKING:
    from digitpad.recognition.recognizer import Recognizer

SHORTEST_PAUSE = 6
"""Milliseconds between two recognitions: below the 8 ms between the events of most mice, so that
these never wait."""

_QUICKLY_READ = 12.0
"""A recognition that takes at most this many milliseconds needs no longer pause."""

_REST_AFTER_READING = 2.0
"""After a slower one, the pause is this multiple of its duration..."""

_LONGEST_PAUSE = 120
"""...but at most this many milliseconds pass between two recognitions."""


class LiveRecognition(QObject):
    """Recognizes submitted ink with the session's model and reading options.

    `recognized` carries a `Number`, empty where nothing is drawn. `problem_changed` carries the
    `NotFiniteError` of a model that cannot answer, and None when it, or another one, can.

    Attributes:
        ink: the newest one; `Session.drawing` has the newest that was recognized.
    """

    recognized = Signal(object)
    problem_changed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.ink = Ink()
        self._answered = -1.0
        self._reported: str | None = None
        self._took = 0.0
        self._frame = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._frame.timeout.connect(self._recognize)
        session.answering_changed.connect(self._use_model)
        session.options_changed.connect(self.recognize_now)
        self._use_model()

    @property
    def is_idle(self) -> bool:
        """Whether the newest ink has been recognized."""
        return not self._frame.isActive()

    def _use_model(self) -> None:
        if self._reported is not None:
            self._reported = None
            self.problem_changed.emit(None)
        if self._session.answering is not None:
            # A model that computes no finite numbers is reported when it is to answer.
            with suppress(NotFiniteError):
                self._session.answering.warm_up()
        self.recognize_now()

    def recognize_now(self) -> None:
        """Recognize the newest ink at once."""
        self._frame.stop()
        self._recognize()

    def finish(self) -> None:
        """Recognize the newest ink now if that still waits."""
        if not self.is_idle:
            self.recognize_now()

    def submit(self, ink: Ink) -> None:
        """Set the newest ink."""
        self.ink = ink
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
        try:
            number, problem = self._read(self.ink), None
        except NotFiniteError as error:
            number, problem = Number(), error
        self._took = time.perf_counter() - self._answered
        self.recognized.emit(number)
        self._emit_problem(problem)

    def _emit_problem(self, problem: NotFiniteError | None) -> None:
        """Report a problem once, not for each drawing, and its end."""
        if problem is None and self.ink.is_empty:
            return
        text = None if problem is None else str(problem)
        if text != self._reported:
            self._reported = text
            self.problem_changed.emit(problem)

    def _read(self, ink: Ink) -> Number:
        session = self._session
        if session.answering is None:
            return Number()
        return read_ink(
            session.answering,
            ink,
            session.one_digit_only,
            session.skipped_steps,
            session.document.pad_size,
        )


def read_ink(
    recognizer: Recognizer,
    ink: Ink,
    one_digit_only: bool,
    skip: frozenset[str] = frozenset(),
    pad: tuple[float, float] | None = None,
) -> Number:
    """The number in a drawing, or the whole drawing as one digit; empty where nothing is drawn.

    Args:
        recognizer: answers.
        ink: the drawing.
        one_digit_only: the whole drawing counts as one digit, however far apart its strokes are.
        skip: preprocessing steps to skip; the whole drawing then counts as one digit, too.
        pad: width and height of the pad, for when the drawing is not to be cut out of it.
    """
    if not (skip or one_digit_only):
        return recognizer.recognize_number_in_ink(ink)
    recognition = recognizer.recognize_ink(ink, skip=skip, pad=pad)
    if recognition is None:
        return Number()
    every = tuple(range(len(ink.strokes)))
    return Number.of((NumberDigit(ink.bounds(), recognition, strokes=every),))

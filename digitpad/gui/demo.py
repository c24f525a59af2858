"""`digitpad demo`: the real window, drawn into by a replay of bundled example ink.

Each recorded point becomes a mouse event on the real pad; what the window shows in reply is
photographed frame by frame into a moving picture, and printed as a table of probabilities.
Where there is no display, Qt paints the same window off screen.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QPointF,
    QSize,
    Qt,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QMouseEvent

from digitpad.data.example_ink import load_examples
from digitpad.errors import InkError
from digitpad.gui.application import prepare
from digitpad.gui.canvas import Canvas
from digitpad.gui.main_window import MainWindow
from digitpad.gui.moving_picture import MovingPicture
from digitpad.gui.state import WindowState
from digitpad.gui.theme import Scheme
from digitpad.gui.translation import ENGLISH
from digitpad.gui.wording import percent
from digitpad.ink import Ink
from digitpad.recognizer import Number, Recognition, Recognizer

PICTURE_NAME = "digitpad-demo.gif"
SCREENSHOT_NAME = "digitpad-demo.png"
_WINDOW = QSize(960, 600)
_DIGIT_SHARE = 0.62
"""Of the pad's shorter side, for the longer side of a replayed digit."""
_FRAMES_A_DIGIT = 16
_FRAMES_A_LINE = 4
_FRAME_MILLISECONDS = 60
_REST_MILLISECONDS = 1400


def run_demo(out: Path, *, digits: str = "2370", model: str | None = None) -> int:
    """Replay example ink of `digits`; print the probabilities and write two pictures.

    Args:
        out: the folder for `digitpad-demo.gif` and `digitpad-demo.png`; created where missing.
        digits: which digits to draw, one after the other.
        model: a model's name or file; None means the default.

    Returns:
        The exit code, 0. How many digits were read as drawn is printed.

    Raises:
        InkError: `digits` asks for what there is no example of.
        ModelFileError: the model cannot be loaded.
        OSError: a picture cannot be written.
    """
    inks = _examples(digits)
    Recognizer.load(model)
    _paint_off_screen_without_display()
    qInstallMessageHandler(_ignore_message)
    with tempfile.TemporaryDirectory() as folder:
        surroundings = prepare(["digitpad"], WindowState(Path(folder) / "window.ini"))
        surroundings.appearance.choose(Scheme.LIGHT)
        surroundings.translation.choose(ENGLISH)
        window = surroundings.window(model)
        window.resize(_WINDOW)
        window.show()
        picture = MovingPicture()
        right = _Replay(window, picture).play(digits, inks)
        window.close()
        window.deleteLater()
        _let_pass(0)
    qInstallMessageHandler(None)
    print(f"\n{right} of {len(digits)} digits read as they were meant")
    picture.write(out / PICTURE_NAME)
    picture.write_still(out / SCREENSHOT_NAME)
    print(f"wrote {out / PICTURE_NAME} ({len(picture)} frames) and {out / SCREENSHOT_NAME}")
    return 0


class _Replay:
    """Draws inks into a window's pad, photographing and printing on the way."""

    def __init__(self, window: MainWindow, picture: MovingPicture) -> None:
        self._window = window
        self._picture = picture
        self._shown: Recognition | None = None
        window.recognition.recognized.connect(self._remember)

    def play(self, digits: str, inks: list[Ink]) -> int:
        """Draw all inks; returns how many were read as the digit they belong to."""
        print(f"model {self._window.chooser.loaded}: probabilities in percent while drawing\n")
        print("draw  ink " + "".join(f"{digit:5}" for digit in range(10)) + "   answer")
        right = 0
        for digit, ink in zip(digits, inks, strict=True):
            self._window.canvas.clear()
            self._frame(_FRAME_MILLISECONDS * 4)
            self._draw(digit, ink)
            right += self._shown is not None and str(self._shown.digit) == digit
            self._frame(_REST_MILLISECONDS)
        return right

    def _draw(self, digit: str, ink: Ink) -> None:
        events = list(_mouse_events(self._window.canvas, ink))
        total = len(events)
        for count, event in enumerate(events, start=1):
            QCoreApplication.sendEvent(self._window.canvas, event)
            frame, before = count * _FRAMES_A_DIGIT // total, (count - 1) * _FRAMES_A_DIGIT // total
            if frame > before:
                self._frame(_FRAME_MILLISECONDS)
                if frame % _FRAMES_A_LINE == 0:
                    self._print(digit, count / total)

    def _frame(self, milliseconds: int) -> None:
        """Let the window answer and its bars glide, then take a photograph."""
        _let_pass(_FRAME_MILLISECONDS)
        self._picture.photograph(self._window, milliseconds)

    def _print(self, digit: str, drawn: float) -> None:
        if self._shown is None:
            return
        values = [round(100 * value) for value in self._shown.probabilities.tolist()]
        cells = "".join(f"{value:5}" if value else "    ." for value in values)
        answer = f"{self._shown.digit} at {percent(self._shown.confidence)}"
        print(f"  {digit}  {drawn:4.0%} {cells}   {answer}")

    def _remember(self, number: Number) -> None:
        self._shown = number.digits[0].recognition if number.digits else None


def _examples(digits: str) -> list[Ink]:
    """One example for each digit asked for; a digit that comes again is in another hand."""
    known = load_examples()
    chosen: list[Ink] = []
    for place, digit in enumerate(digits):
        hands = [item.ink for item in known if item.label == digit]
        if not hands:
            raise InkError(f"there is no example ink of {digit!r}; digits are 0 to 9, as in 2370")
        chosen.append(hands[digits[:place].count(digit) % len(hands)])
    if not chosen:
        raise InkError("no digits to draw; name some, as in 2370")
    return chosen


def _mouse_events(canvas: Canvas, ink: Ink) -> Iterator[QMouseEvent]:
    """The ink, in the middle of the pad, as the presses, moves and releases that would draw it."""
    left, top, right, bottom = ink.bounds()
    longer = max(right - left, bottom - top, 1.0)
    scale = _DIGIT_SHARE * min(canvas.width(), canvas.height()) / longer
    middle = np.array([canvas.width(), canvas.height()]) / 2
    offset = middle - np.array([left + right, top + bottom]) / 2 * scale
    for stroke in ink.strokes:
        points = [QPointF(x, y) for x, y in (stroke.points * scale + offset).tolist()]
        yield _mouse_event(canvas, QEvent.Type.MouseButtonPress, points[0])
        for point in points[1:]:
            yield _mouse_event(canvas, QEvent.Type.MouseMove, point)
        yield _mouse_event(canvas, QEvent.Type.MouseButtonRelease, points[-1])


def _mouse_event(canvas: Canvas, kind: QEvent.Type, point: QPointF) -> QMouseEvent:
    none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
    button = none if kind == QEvent.Type.MouseMove else left
    held = none if kind == QEvent.Type.MouseButtonRelease else left
    modifiers = Qt.KeyboardModifier.NoModifier
    return QMouseEvent(kind, point, canvas.mapToGlobal(point), button, held, modifiers)


def _let_pass(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _paint_off_screen_without_display() -> None:
    """Ask Qt for its off-screen platform where it would end the process for want of a display."""
    named = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    needs_display = sys.platform not in {"darwin", "win32"}
    if needs_display and not any(os.environ.get(name) for name in named):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _ignore_message(_kind: QtMsgType, _context: QMessageLogContext, _message: str) -> None:
    """Off screen, Qt says what its platform cannot do; nobody who reads the table needs it."""

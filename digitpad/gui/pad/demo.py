"""`digitpad demo`: replays bundled example ink in the real window.

Each recorded point becomes a mouse event on the pad. The window is captured frame by frame into a
GIF, and the probabilities are printed as a table. Without a display, Qt renders off screen.
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

from digitpad.common.errors import InkError
from digitpad.data.example_ink import load_examples
from digitpad.gui.application import prepare
from digitpad.gui.main_window import MainWindow
from digitpad.gui.pad.canvas import Canvas
from digitpad.gui.pad.gif_recorder import GifRecorder
from digitpad.gui.state import WindowState
from digitpad.gui.theme import Scheme
from digitpad.gui.translation import ENGLISH
from digitpad.gui.wording import percent
from digitpad.ink.strokes import Ink
from digitpad.recognition.numbers import Number
from digitpad.recognition.recognizer import Recognition, Recognizer

PICTURE_NAME = "digitpad-demo.gif"
SCREENSHOT_NAME = "digitpad-demo.png"
_WINDOW = QSize(960, 600)
_DIGIT_SHARE = 0.62
"""The longer side of a replayed digit, relative to the pad's shorter side."""
_FRAMES_PER_DIGIT = 16
_FRAMES_PER_LINE = 4
_FRAME_MILLISECONDS = 60
_REST_MILLISECONDS = 1400


def run_demo(out: Path, *, digits: str = "2370", model: str | None = None) -> int:
    """Replay example ink of `digits`, print the probabilities and write two pictures.

    Args:
        out: the folder for `digitpad-demo.gif` and `digitpad-demo.png`; created if missing.
        digits: the digits to draw, one after the other.
        model: a model's name or file; None means the default.

    Returns:
        The exit code, 0. The number of digits that were recognized correctly is printed.

    Raises:
        InkError: there is no example for one of the `digits`.
        ModelFileError: the model cannot be loaded.
        OSError: a picture cannot be written.
    """
    inks = _examples(digits)
    recognizer = Recognizer.load(model)
    _paint_off_screen_without_display()
    qInstallMessageHandler(_ignore_message)
    with tempfile.TemporaryDirectory() as folder:
        context = prepare(["digitpad"], WindowState(Path(folder) / "window.ini"))
        context.appearance.choose(Scheme.LIGHT)
        context.translation.choose(ENGLISH)
        window = context.window(model)
        window.session.cancel_loading()
        window.session.use(recognizer.model)
        window.resize(_WINDOW)
        window.show()
        picture = GifRecorder()
        right = _Replay(window, picture).play(digits, inks)
        window.close()
        window.deleteLater()
        _process_events(0)
    qInstallMessageHandler(None)
    print(f"\n{right} of {len(digits)} digits recognized correctly")
    picture.write(out / PICTURE_NAME)
    picture.write_last_frame(out / SCREENSHOT_NAME)
    print(f"wrote {out / PICTURE_NAME} ({len(picture)} frames) and {out / SCREENSHOT_NAME}")
    return 0


class _Replay:
    """Draws ink into a window's pad, capturing frames and printing probabilities."""

    def __init__(self, window: MainWindow, picture: GifRecorder) -> None:
        self._window = window
        self._picture = picture
        self._shown: Recognition | None = None
        window.recognition.recognized.connect(self._remember)

    def play(self, digits: str, inks: list[Ink]) -> int:
        """Draw all inks; returns how many were recognized correctly."""
        answering = self._window.session.answering
        name = "" if answering is None else answering.name
        print(f"model {name}: probabilities in percent while drawing\n")
        print("draw  ink " + "".join(f"{digit:5}" for digit in range(10)) + "   answer")
        right = 0
        for digit, ink in zip(digits, inks, strict=True):
            self._window.canvas.document.clear()
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
            frame, before = (
                count * _FRAMES_PER_DIGIT // total,
                (count - 1) * _FRAMES_PER_DIGIT // total,
            )
            if frame > before:
                self._frame(_FRAME_MILLISECONDS)
                if frame % _FRAMES_PER_LINE == 0:
                    self._print(digit, count / total)

    def _frame(self, milliseconds: int) -> None:
        """Let the window process its events, then capture a frame."""
        _process_events(_FRAME_MILLISECONDS)
        self._picture.add_frame(self._window, milliseconds)

    def _print(self, digit: str, drawn: float) -> None:
        if self._shown is None:
            return
        values = [round(100 * value) for value in self._shown.by_digit().tolist()]
        cells = "".join(f"{value:5}" if value else "    ." for value in values)
        answer = f"{self._shown.digit} at {percent(self._shown.confidence)}"
        print(f"  {digit}  {drawn:4.0%} {cells}   {answer}")

    def _remember(self, number: Number) -> None:
        self._shown = number.digits[0].recognition if number.digits else None


def _examples(digits: str) -> list[Ink]:
    """One example for each digit; repeated digits come from different writers."""
    known = load_examples()
    chosen: list[Ink] = []
    for place, digit in enumerate(digits):
        inks = [item.ink for item in known if item.label == digit]
        if not inks:
            raise InkError(
                "there is no example ink of {digit!r}; digits are 0 to 9, as in 2370", digit=digit
            )
        chosen.append(inks[digits[:place].count(digit) % len(inks)])
    if not chosen:
        raise InkError("no digits to draw; name some, as in 2370")
    return chosen


def _mouse_events(canvas: Canvas, ink: Ink) -> Iterator[QMouseEvent]:
    """The mouse events that draw the ink in the middle of the pad."""
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


def _process_events(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _paint_off_screen_without_display() -> None:
    """Select Qt's off-screen platform if there is no display; otherwise Qt would abort."""
    named = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    needs_display = sys.platform not in {"darwin", "win32"}
    if needs_display and not any(os.environ.get(name) for name in named):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _ignore_message(_kind: QtMsgType, _context: QMessageLogContext, _message: str) -> None:
    """Suppress Qt's messages about features that its off-screen platform lacks."""

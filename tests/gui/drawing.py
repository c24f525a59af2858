"""Draws with real mouse events on the pad, and waits until the window shows the answer."""

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

LEFT = Qt.MouseButton.LeftButton


def line(start, end, count=20):
    """`count` points on a straight line."""
    share = np.linspace(0, 1, count)[:, np.newaxis]
    return np.asarray(start) * (1 - share) + np.asarray(end) * share


def draw_stroke(canvas, points, *, release=True):
    """Press at the first point, move through the others, release at the last."""
    places = [QPoint(*np.rint(point).astype(int).tolist()) for point in points]
    QTest.mousePress(canvas, LEFT, Qt.KeyboardModifier.NoModifier, places[0])
    for place in places[1:]:
        QTest.mouseMove(canvas, place)
    if release:
        QTest.mouseRelease(canvas, LEFT, Qt.KeyboardModifier.NoModifier, places[-1])


def draw_ink(canvas, ink, share=0.6):
    """Draw recorded ink in the middle of the pad."""
    left, top, right, bottom = ink.bounds()
    scale = share * min(canvas.width(), canvas.height()) / max(right - left, bottom - top)
    middle = np.array([canvas.width(), canvas.height()]) / 2
    offset = middle - np.array([left + right, top + bottom]) / 2 * scale
    for stroke in ink.strokes:
        draw_stroke(canvas, stroke.points * scale + offset)


def settle(window, qtbot):
    """Wait until the model answers, the bars have settled and the steps are shown."""
    parts = window.recognition, window.strip
    qtbot.waitUntil(
        lambda: (
            window.session.loading is None
            and all(part.is_idle for part in parts)
            and window.bars.is_settled
        ),
        timeout=20_000,
    )


def draw_seven(canvas, *, release=True):
    """Draw one stroke that is clearly a 7."""
    width, height = canvas.width(), canvas.height()
    across = line((0.3 * width, 0.25 * height), (0.65 * width, 0.25 * height))
    down = line((0.65 * width, 0.25 * height), (0.45 * width, 0.8 * height))
    draw_stroke(canvas, [*across, *down[1:]], release=release)

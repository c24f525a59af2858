"""Real mouse events on the plot of a chart."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication


def point_at(chart, x, y):
    """Move the pointer to coordinates of the chart."""
    # The axes get their final widths only when they are painted.
    chart.grab()
    hide_tool_tip()
    QTest.mouseMove(chart.view.viewport(), chart.to_pixels(x, y).toPoint())


def hide_tool_tip():
    """Hide the read-out, which is a window of its own and may lie where the pointer goes."""
    for widget in QApplication.topLevelWidgets():
        if widget.inherits("QTipLabel"):
            widget.hide()


def click_at(chart, x, y):
    """Click at coordinates of the chart."""
    chart.grab()
    place = chart.to_pixels(x, y).toPoint()
    QTest.mouseClick(chart.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def double_click_at(chart, x, y):
    """Double-click at coordinates of the chart."""
    place = chart.to_pixels(x, y).toPoint()
    QTest.mouseDClick(chart.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    # Without this, Qt takes the button for pressed from now on.
    QTest.mouseRelease(chart.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def turn_wheel(chart, x, y, steps):
    """Turn the wheel at coordinates of the chart."""
    place, port = chart.to_pixels(x, y), chart.view.viewport()
    event = QWheelEvent(
        place,
        QPointF(port.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(port, event)


def shown(qtbot, chart, width=420, height=360):
    """Show a chart as a window of this size."""
    qtbot.addWidget(chart)
    chart.resize(width, height)
    chart.show()
    qtbot.waitExposed(chart)
    hide_tool_tip()
    # The pointer still stands where the last test left it. The null point means the middle.
    QTest.mouseMove(chart.view.viewport(), QPoint(1, 1))
    return chart


def colours_in(chart):
    """The number of colours in a picture of the plot."""
    image = chart.view.grab().toImage()
    return len(
        {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    )

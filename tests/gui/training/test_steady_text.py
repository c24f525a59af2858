"""Text that changes without moving what is around it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QWidget

from digitpad.gui.training.steady_text import SteadyText


class LayoutRequests(QObject):
    """Counts how often a window is asked to lay itself out."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.fixture
def shown(surroundings, qtbot):
    window, text = QWidget(), SteadyText("100.00 %")
    qtbot.addWidget(window)
    QHBoxLayout(window).addWidget(text)
    window.resize(200, 60)
    window.show()
    qtbot.waitExposed(window)
    return window, text


def ink_columns(text: SteadyText) -> set[int]:
    """The columns of the painted text that are not background."""
    image = text.grab().toImage()
    background = image.pixel(image.width() - 1, 0)
    return {
        x
        for x in range(image.width())
        if any(image.pixel(x, y) != background for y in range(image.height()))
    }


def test_another_text_is_painted_without_another_layout(shown, qtbot):
    window, text = shown
    requests = LayoutRequests()
    window.installEventFilter(requests)
    before = text.grab().toImage()
    text.setText("98.75 %")
    qtbot.wait(20)
    assert text.grab().toImage() != before
    assert requests.count == 0
    text.setText("a text that is much wider than the one before")
    qtbot.wait(20)
    assert requests.count == 1


def test_no_text_is_cut_off(shown, qtbot):
    _, text = shown
    wide = "drawing synthetic digits, 12,000 of 60,000"
    text.setText(wide)
    qtbot.wait(20)
    assert text.width() >= text.fontMetrics().horizontalAdvance(wide)
    assert max(ink_columns(text)) > text.fontMetrics().horizontalAdvance(wide[:-2])


def test_a_screen_reader_hears_what_it_is_and_what_it_says(shown):
    _, text = shown
    text.setText("99 %")
    assert text.accessibleName() == "99 %"
    text.caption = "Accuracy"
    text.setText("98 %")
    assert text.accessibleName() == "Accuracy: 98 %"

"""Text that changes without moving what is around it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from digitpad.gui.training.figures_row import FiguresRow
from digitpad.gui.training.run_record import RunRecord
from digitpad.gui.training.steady_text import SteadyText
from digitpad.training import EpochFinished
from tests.gui.training.conftest import small_plan


class Window(QWidget):
    """Counts how often it is asked to lay itself out, and to paint."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.layout_requests = self.update_requests = 0
        QHBoxLayout(self).addWidget(content)
        self.resize(800, 60)

    def event(self, event: QEvent) -> bool:
        self.layout_requests += event.type() == QEvent.Type.LayoutRequest
        self.update_requests += event.type() == QEvent.Type.UpdateRequest
        return super().event(event)


@pytest.fixture
def shown(surroundings, qtbot):
    def show(content):
        window = Window(content)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        qtbot.wait(20)
        window.layout_requests = window.update_requests = 0
        return window

    return show


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
    text = SteadyText("100.00 %")
    window = shown(text)
    before = text.grab().toImage()
    text.setText("98.75 %")
    qtbot.wait(20)
    assert window.update_requests == 1
    assert text.grab().toImage() != before
    assert window.layout_requests == 0
    text.setText("a text that is much wider than the one before")
    qtbot.wait(20)
    assert window.layout_requests == 1


def test_no_text_is_cut_off(shown, qtbot):
    text = SteadyText("short")
    window = shown(text)
    window.resize(60, 60)
    wide = "drawing synthetic digits, 12,000 of 60,000"
    text.setText(wide)
    qtbot.wait(20)
    assert text.width() >= text.fontMetrics().horizontalAdvance(wide)
    assert max(ink_columns(text)) > text.fontMetrics().horizontalAdvance(wide[:-2])


def test_a_screen_reader_hears_what_it_is_and_what_it_says(shown):
    text = SteadyText("–")
    window = shown(text)
    assert window.isVisible()
    text.setText("99 %")
    assert text.accessibleName() == "99 %"
    text.set_caption("Accuracy")
    assert text.accessibleName() == "Accuracy: 99 %"
    text.setText("98 %")
    assert text.accessibleName() == "Accuracy: 98 %"


def test_the_figures_of_a_run_change_without_another_layout(shown, qtbot):
    record, figures = RunRecord(small_plan(epochs=3)), FiguresRow()
    window = shown(figures)

    def show_epoch(epoch, loss):
        record.take(EpochFinished(epoch, loss, 0.8, loss, 0.85, 0.1, 2.0))
        figures.show_record(record)
        qtbot.wait(20)
        assert figures.text("loss") == f"{loss:.4f}"

    show_epoch(1, 0.5)
    window.layout_requests = 0
    show_epoch(2, 0.4)
    assert window.layout_requests == 0

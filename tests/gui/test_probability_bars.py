import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QPalette
from PySide6.QtWidgets import QApplication

from digitpad.gui.probability_bars import ProbabilityBars

THREE = np.array([0.01, 0, 0.04, 0.9, 0, 0.05, 0, 0, 0, 0], dtype=np.float32)


@pytest.fixture
def bars(surroundings, qtbot):
    bars = ProbabilityBars()
    qtbot.addWidget(bars)
    bars.resize(320, 320)
    bars.show()
    return bars


def still(bars, qtbot):
    qtbot.waitUntil(lambda: bars.is_still, timeout=10_000)


def test_bars_reach_their_probabilities(bars, qtbot):
    bars.show_probabilities(THREE)
    still(bars, qtbot)
    assert np.allclose(bars.lengths(), THREE)
    assert [row.text() for row in bars.rows][:4] == ["1.0%", "0.0%", "4.0%", "90.0%"]


def test_bars_move_at_once_and_glide_the_rest(bars):
    bars.show_probabilities(THREE)
    assert 0.3 < bars.lengths()[3] < 0.9


def test_only_the_best_is_highlighted(bars):
    bars.show_probabilities(THREE)
    assert [row.digit for row in bars.rows if row.is_best] == [3]


def test_no_answer_brings_all_bars_to_zero_without_figures(bars, qtbot):
    bars.show_probabilities(THREE)
    bars.show_probabilities(None)
    still(bars, qtbot)
    assert (bars.lengths() == 0).all()
    assert {row.text() for row in bars.rows} == {""}
    assert not any(row.is_best for row in bars.rows)


def test_a_new_favourite_moves_nothing_in_the_layout(bars, qtbot):
    bars.show_probabilities(THREE)
    before = [row.geometry() for row in bars.rows]
    bars.show_probabilities(np.roll(THREE, 4))
    still(bars, qtbot)
    assert [row.geometry() for row in bars.rows] == before


def test_screen_readers_are_told_name_and_value(bars):
    bars.show_probabilities(THREE)
    assert bars.rows[3].accessibleName() == "Probability of 3"
    assert bars.rows[3].value() == 900
    assert bars.rows[3].maximum() == 1000


def test_a_hand_that_goes_on_changing_its_mind_keeps_bars_within_their_track(bars, qtbot):
    for shift in range(40):
        bars.show_probabilities(np.roll(THREE, shift))
        qtbot.wait(3)
        assert bars.lengths().min() >= 0
        assert bars.lengths().max() <= 1


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched, event):  # noqa: N802 - Qt's own name
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_an_answer_is_painted_before_anything_else_happens(bars, qtbot):
    qtbot.waitExposed(bars)
    QApplication.processEvents()
    paints = Paints(bars)
    bars.show_probabilities(THREE)
    assert paints.count == 1


def test_the_row_under_the_pointer_lights_up_where_it_can_be_chosen(bars, qtbot):
    bars.show_probabilities(THREE)
    still(bars, qtbot)
    row = bars.rows[5]
    before = bars.grab().toImage()
    paints = Paints(bars)
    row.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QApplication.sendEvent(row, QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    qtbot.waitUntil(lambda: paints.count > 0, timeout=10_000)
    lit = bars.grab().toImage()
    assert lit != before
    other = bars.rows[3].geometry()
    assert lit.copy(other) == before.copy(other)


def test_the_best_probability_stands_out_by_colour(bars, qtbot):
    bars.show_probabilities(THREE)
    still(bars, qtbot)
    accent = np.array(bars.palette().color(QPalette.ColorRole.Accent).getRgb()[:3])
    image = bars.grab().toImage()
    for row in bars.rows:
        place = row.geometry()
        colours = [
            image.pixelColor(x, y).getRgb()[:3]
            for x in range(place.right() - 30, place.right())
            for y in range(place.top(), place.bottom())
        ]
        nearest = np.abs(np.array(colours) - accent).max(axis=1).min()
        assert (nearest < 60) == row.is_best

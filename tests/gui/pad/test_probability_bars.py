import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from digitpad.common.labels import NON_DIGIT
from digitpad.gui.pad.probability_bars import ProbabilityBars
from digitpad.ink.strokes import Ink, Stroke
from digitpad.recognition.recognizer import Recognizer
from tests.gui.bars import lengths

THREE = np.array([0.01, 0, 0.04, 0.9, 0, 0.05, 0, 0, 0, 0, 0], dtype=np.float32)
"""The probabilities of the ten digits and of "not a digit"."""


@pytest.fixture
def bars(surroundings, qtbot):
    bars = ProbabilityBars()
    qtbot.addWidget(bars)
    bars.resize(320, 320)
    bars.show()
    return bars


def still(bars, qtbot):
    qtbot.waitUntil(lambda: bars.is_settled, timeout=10_000)


def test_bars_reach_their_probabilities(bars, qtbot):
    bars.show_probabilities(THREE, 3)
    still(bars, qtbot)
    assert np.allclose(lengths(bars), THREE[:10])
    assert [row.text() for row in bars.rows][:4] == ["1.0%", "0.0%", "4.0%", "90.0%"]


def test_bars_move_half_the_distance_at_once(bars):
    bars.show_probabilities(THREE, 3)
    assert 0.3 < lengths(bars)[3] < 0.9


def test_only_the_best_is_highlighted(bars):
    bars.show_probabilities(THREE, 3)
    assert [row.digit for row in bars.rows if row.is_best] == [3]


def test_without_an_answer_all_bars_are_zero_and_have_no_text(bars, qtbot):
    bars.show_probabilities(THREE, 3)
    bars.show_probabilities(None)
    still(bars, qtbot)
    assert (lengths(bars) == 0).all()
    assert {row.text() for row in bars.rows} == {""}
    assert not any(row.is_best for row in bars.rows)


def test_another_best_digit_does_not_change_the_layout(bars, qtbot):
    bars.show_probabilities(THREE, 3)
    before = [row.geometry() for row in bars.rows]
    bars.show_probabilities(np.roll(THREE, 4), 7)
    still(bars, qtbot)
    assert [row.geometry() for row in bars.rows] == before


def test_screen_readers_get_name_and_value(bars):
    bars.show_probabilities(THREE, 3)
    assert bars.rows[3].accessibleName() == "Probability of 3"
    assert bars.rows[3].value() == 900
    assert bars.rows[3].maximum() == 1000


def test_the_row_of_not_a_digit_is_there_only_for_a_model_that_knows_it(bars, qtbot):
    assert not bars.non_digit_row.isVisible()
    bars.show_model(Recognizer("cnn"))
    assert bars.non_digit_row.isVisible()
    bars.show_model(Recognizer("softmax"))
    assert not bars.non_digit_row.isVisible()


def test_all_eleven_probabilities_add_up_to_one(bars, qtbot):
    recognizer = Recognizer("cnn")
    bars.show_model(recognizer)
    zigzag = Stroke.of([(20, 20), (300, 60), (20, 100), (300, 140), (20, 180), (300, 220)])
    recognition = recognizer.recognize_ink(Ink((zigzag,)))
    bars.show_answer(recognition)
    still(bars, qtbot)
    eleventh = bars.non_digit_row
    assert lengths(bars).sum() + eleventh.length == pytest.approx(1, abs=1e-5)
    assert eleventh.length == pytest.approx(recognition.non_digit)
    assert not recognition.is_digit
    assert [row.digit for row in (*bars.rows, eleventh) if row.is_best] == [NON_DIGIT]
    assert eleventh.accessibleName() == "Probability that it is not a digit"


def test_a_dash_moves_the_bar_of_not_a_digit_alone(bars, qtbot):
    recognizer = Recognizer("cnn")
    bars.show_model(recognizer)
    dash = Ink((Stroke.of([(50, 150), (150, 152), (250, 150)]),))
    (answer,) = recognizer.recognize_number_in_ink(dash).digits
    assert answer.recognition.reason is not None
    bars.show_answer(answer.recognition)
    still(bars, qtbot)
    assert bars.non_digit_row.length == pytest.approx(1)
    assert lengths(bars).max() == pytest.approx(0, abs=1e-6)


def test_one_tab_stop_and_the_arrow_keys_reach_every_row(bars, qtbot):
    with qtbot.waitActive(bars, timeout=5000):
        bars.activateWindow()
    bars.show_model(Recognizer("cnn"))
    bars.show_probabilities(THREE, 3)
    still(bars, qtbot)
    bars.rows[0].setFocus()
    before = bars.grab().toImage()
    for digit in range(1, 11):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        assert QApplication.focusWidget().digit == digit
        assert bars.grab().toImage() != before
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    stops = [row for row in (*bars.rows, bars.non_digit_row) if row.focusPolicy()]
    assert stops == [bars.rows[9]]
    with qtbot.waitSignal(bars.digit_chosen) as chosen:
        QTest.keyClick(bars.rows[9], Qt.Key.Key_Space)
    assert chosen.args == [9]


def test_a_large_font_is_made_smaller_rather_than_cut(bars, qtbot):
    font = bars.font()
    font.setPointSizeF(4 * font.pointSizeF())
    bars.setFont(font)
    bars.show_probabilities(THREE, 3)
    still(bars, qtbot)
    bars.grab()
    assert QFontMetricsF(bars._look.bold).height() <= bars.rows[0].height()


def test_bars_are_sharp_on_a_screen_with_other_pixels(bars, qtbot):
    bars.show_probabilities(THREE, 3)
    still(bars, qtbot)
    low = bars.grab().toImage()
    high = QImage(2 * bars.size(), QImage.Format.Format_RGB32)
    high.setDevicePixelRatio(2.0)
    bars.render(high)
    enlarged = low.scaled(2 * low.size())
    enlarged.setDevicePixelRatio(2.0)
    place = QRect(600, 200, 40, 40)
    assert high.copy(place) != enlarged.convertToFormat(high.format()).copy(place)
    bars.resize(bars.size())
    assert bars.grab().toImage() == low


def test_rapid_changes_keep_the_bars_within_their_track(bars, qtbot):
    for shift in range(40):
        bars.show_probabilities(np.roll(THREE, shift))
        qtbot.wait(3)
        assert lengths(bars).min() >= 0
        assert lengths(bars).max() <= 1


class Paints(QObject):
    """Counts the paint events of a widget."""

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
    bars.show_probabilities(THREE, 3)
    assert paints.count == 1


def test_the_row_under_the_pointer_is_highlighted_if_it_can_be_clicked(bars, qtbot):
    bars.show_probabilities(THREE, 3)
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


def test_the_best_probability_has_its_own_colour(bars, qtbot):
    bars.show_probabilities(THREE, 3)
    still(bars, qtbot)
    bars.rows[0].clearFocus()
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

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.gui.training.number_field import NumberField, next_on_ladder


@pytest.mark.parametrize(
    ("text", "value"), [("0.05", 0.05), ("5e-2", 0.05), ("60,000", 60000), ("", None), ("x", None)]
)
def test_numbers_are_read_in_any_usual_way(surroundings, qtbot, text, value):
    field = NumberField()
    qtbot.addWidget(field)
    QTest.keyClicks(field, text)
    assert field.value == value


def test_a_whole_number_is_asked_for_where_only_that_can_be(surroundings, qtbot):
    field = NumberField(whole=True)
    qtbot.addWidget(field)
    field.setText("2.5")
    assert field.value is None
    field.set_value(60_000)
    assert field.text() == "60,000"
    assert field.value == 60_000


def test_arrow_keys_step_whole_numbers_but_not_below_zero(surroundings, qtbot):
    field = NumberField(whole=True, step=500)
    qtbot.addWidget(field)
    field.set_value(400)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.value == 900
    for _ in range(3):
        QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.value == 0


def test_arrow_keys_move_a_rate_along_1_2_5(surroundings, qtbot):
    field = NumberField()
    qtbot.addWidget(field)
    field.set_value(0.1)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.value == pytest.approx(0.05)
    for _ in range(3):
        QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.value == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("value", "up", "down"), [(0.1, 0.2, 0.05), (1, 2, 0.5), (0.03, 0.05, 0.02), (7, 10, 5)]
)
def test_the_ladder_goes_both_ways(value, up, down):
    assert next_on_ladder(value, 1) == pytest.approx(up)
    assert next_on_ladder(value, -1) == pytest.approx(down)


def test_zero_stays_where_it_is():
    assert next_on_ladder(0.0, 1) == 0.0

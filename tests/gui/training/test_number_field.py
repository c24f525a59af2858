import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.gui.training.controls import NumberField, next_in_125_series


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.05", 0.05),
        ("0,05", 0.05),
        ("0,050", 0.05),
        ("12,5", 12.5),
        ("1,234.5", 1234.5),
        ("5e-2", 0.05),
        ("1,500", None),
        ("1.234,5", None),
        ("", None),
        ("x", None),
    ],
)
def test_numbers_are_read_in_common_notations(surroundings, qtbot, text, value):
    field = NumberField()
    qtbot.addWidget(field)
    QTest.keyClicks(field, text)
    assert field.value == value


def test_an_integer_field_accepts_only_integers(surroundings, qtbot):
    field = NumberField(whole=True)
    qtbot.addWidget(field)
    field.setText("2.5")
    assert field.value is None
    field.setText("12,5")
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


def test_arrow_keys_change_a_rate_along_1_2_5(surroundings, qtbot):
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
def test_the_series_goes_both_ways(value, up, down):
    assert next_in_125_series(value, 1) == pytest.approx(up)
    assert next_in_125_series(value, -1) == pytest.approx(down)


def test_zero_does_not_change():
    assert next_in_125_series(0.0, 1) == 0.0

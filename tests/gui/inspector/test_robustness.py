import numpy as np
import pytest
from PySide6.QtCore import Qt

from digitpad.gui.inspector import robustness
from digitpad.gui.inspector.robustness import RobustnessPage, range_of_enough
from digitpad.inspection.robustness import CHANGES, Curve
from tests.gui.inspector.pages import draw, few, opened, recognizer


@pytest.fixture
def page(surroundings, few_digits, qtbot):
    page = opened(RobustnessPage(), qtbot)
    page.use_recognizer(recognizer())
    qtbot.waitUntil(lambda: page.is_showing_content, timeout=20_000)
    yield page
    page.shut_down()


def wait_for_examples(page, qtbot, truth):
    charts = page.charts.values()
    qtbot.waitUntil(
        lambda: all(chart.examples and chart.examples.truth == truth for chart in charts),
        timeout=10_000,
    )


def point_at(chart, qtbot, place):
    at = chart.place(float(chart.curve.values[place]), 0.5).toPoint()
    qtbot.mouseMove(chart, at)


def test_there_is_a_curve_for_every_change_that_is_best_unchanged(page):
    for change, chart in page.charts.items():
        assert chart.curve.change == change
        assert np.array_equal(chart.curve.values, np.float32(CHANGES[change].values))
        unchanged = int(np.abs(chart.curve.values - chart.curve.unchanged).argmin())
        assert chart.curve.accuracies[unchanged] > 0.9
        assert chart.curve.accuracies.max() - chart.curve.accuracies[unchanged] < 0.03


def test_without_a_drawing_a_test_digit_is_the_example(page, qtbot):
    truth = str(few("test").labels[0])
    wait_for_examples(page, qtbot, truth)
    assert page.picture_title.text() == "A test digit"


def test_the_drawing_becomes_the_example(page, qtbot):
    draw(page, 7)
    wait_for_examples(page, qtbot, "7")
    assert page.picture_title.text() == "Your drawing"
    rotation = page.charts["rotation"].examples
    assert len(rotation.answers) == len(CHANGES["rotation"].values)
    assert rotation.answers[CHANGES["rotation"].values.index(0)] == "7"


def test_pointing_at_a_curve_shows_the_digit_changed_so_much(page, qtbot):
    draw(page, 7)
    wait_for_examples(page, qtbot, "7")
    chart = page.charts["size"]
    point_at(chart, qtbot, 1)
    assert page.picture_title.text() == "0.5 times as large"
    assert f"{float(chart.curve.accuracies[1]):.1%}" in page.picture_text.text()
    assert np.array_equal(page.picture.image, chart.examples.images[1])


def test_the_arrow_keys_walk_along_a_curve(page, qtbot):
    draw(page, 7)
    wait_for_examples(page, qtbot, "7")
    chart = page.charts["rotation"]
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert page.picture_title.text() == "Turned by 10 degrees"
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert page.picture_title.text() == "Turned by −10 degrees"


def test_pictures_have_room_and_the_unchanged_digit_is_among_them(page):
    for chart in page.charts.values():
        shown = chart.shown()
        middles = [chart.place(chart.x_axis.ticks[place], 0).x() for place in shown]
        assert min(np.diff(middles)) >= 30
        assert chart.curve.unchanged in chart.curve.values[shown]


@pytest.mark.parametrize(
    ("accuracies", "expected"),
    [
        ([0.5, 0.95, 0.99, 0.93, 0.2], (-1.0, 1.0)),
        ([0.95, 0.5, 0.99, 0.99, 0.99], (0.0, 2.0)),
    ],
)
def test_the_range_of_enough_is_the_one_around_the_unchanged_value(accuracies, expected):
    curve = Curve("rotation", "degrees", np.float32([-2, -1, 0, 1, 2]), np.float32(accuracies), 0.0)
    assert range_of_enough(curve) == expected


def test_a_model_that_is_never_good_enough_has_no_range():
    curve = Curve("noise", "", np.float32([0, 1]), np.float32([0.8, 0.2]), 0.0)
    low, high = range_of_enough(curve)
    assert low > high


def test_a_failing_example_is_told(page, qtbot, monkeypatch):
    def fail(*_):
        raise ValueError("cannot be changed")

    monkeypatch.setattr(robustness, "changed_examples", fail)
    draw(page, 3)
    qtbot.waitUntil(lambda: page.picture_text.text() == "cannot be changed", timeout=10_000)

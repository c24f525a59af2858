import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from digitpad.common.errors import DatasetError
from digitpad.evaluation.robustness import CHANGES, Curve
from digitpad.gui.inspector import robustness
from digitpad.gui.inspector.robustness import RobustnessPage, tolerated_range
from tests.gui.ending import end_jobs
from tests.gui.inspector.pages import draw, few, opened, recognizer


@pytest.fixture
def page(session, few_digits, qtbot):
    page = opened(RobustnessPage(session), qtbot)
    page.use_recognizer(recognizer())
    qtbot.waitUntil(lambda: page.is_showing_content, timeout=20_000)
    yield page
    page.shut_down()
    end_jobs(page)


def wait_for_examples(page, qtbot, truth):
    strips = page.strips.values()
    qtbot.waitUntil(
        lambda: all(strip.examples and strip.examples.truth == truth for strip in strips),
        timeout=10_000,
    )


def point_at(chart, qtbot, place):
    values, accuracies = chart.data("accuracy")
    at = chart.to_pixels(float(values[place]), float(accuracies[place])).toPoint()
    qtbot.mouseMove(chart.view.viewport(), at)


def test_every_change_has_a_curve_that_is_best_unchanged(page):
    for change, chart in page.charts.items():
        values, accuracies = chart.data("accuracy")
        assert np.allclose(values, CHANGES[change].values)
        unchanged = int(np.abs(values - CHANGES[change].unchanged).argmin())
        assert accuracies[unchanged] > 0.9
        assert accuracies.max() - accuracies[unchanged] < 0.03


def test_without_a_drawing_a_test_digit_is_the_example(page, qtbot):
    truth = str(few("test").labels[0])
    wait_for_examples(page, qtbot, truth)
    assert page.picture_title.text() == "Test digit"


def test_the_drawing_becomes_the_example(page, qtbot):
    draw(page, 7)
    wait_for_examples(page, qtbot, "7")
    assert page.picture_title.text() == "Your drawing"
    rotation = page.strips["rotation"].examples
    assert len(rotation.answers) == len(CHANGES["rotation"].values)
    assert rotation.answers[CHANGES["rotation"].values.index(0)] == "7"


def test_hovering_over_a_curve_shows_the_changed_digit(page, qtbot):
    draw(page, 7)
    wait_for_examples(page, qtbot, "7")
    chart = page.charts["size"]
    point_at(chart, qtbot, 1)
    qtbot.waitUntil(lambda: page.picture_title.text() == "Scaled by 0.5")
    assert f"{float(chart.data('accuracy')[1][1]):.1%}" in page.picture_text.text()
    assert np.array_equal(page.picture.image, page.strips["size"].examples.images[1])


def test_arrow_keys_move_along_a_curve(page, qtbot):
    draw(page, 7)
    wait_for_examples(page, qtbot, "7")
    chart = page.charts["rotation"]
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert page.picture_title.text() == "Rotated by −60 degrees"
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert page.picture_title.text() == "Rotated by −50 degrees"


def test_pictures_stand_below_their_values_and_include_the_unchanged_digit(page):
    for change, strip in page.strips.items():
        chart, middles = page.charts[change], strip.middles()
        values, _ = chart.data("accuracy")
        for place, x in middles.items():
            below = chart.view.viewport().mapTo(page, chart.to_pixels(values[place], 0).toPoint())
            assert abs(strip.mapTo(page, QPoint(round(x), 0)).x() - below.x()) <= 2
        assert min(np.diff(list(middles.values()))) >= 30
        assert CHANGES[change].unchanged in values[list(middles)]


@pytest.mark.parametrize(
    ("accuracies", "expected"),
    [
        ([0.5, 0.95, 0.99, 0.93, 0.2, 0.99, 0.99], (-0.5, 0.5)),
        ([0.95, 0.5, 0.99, 0.99, 0.99, 0.99, 0.99], (0.0, 2.0)),
    ],
)
def test_the_tolerated_range_is_around_the_unchanged_value(accuracies, expected):
    curve = Curve("stroke thickness", np.float32(accuracies))
    assert tolerated_range(curve) == expected


def test_a_model_that_is_never_accurate_enough_has_no_range():
    curve = Curve("noise", np.float32([0.8] + [0.2] * 6))
    low, high = tolerated_range(curve)
    assert low > high


def test_a_failing_example_is_reported(page, qtbot, monkeypatch):
    def fail(*_):
        raise DatasetError("cannot be changed")

    monkeypatch.setattr(robustness, "distorted_examples", fail)
    draw(page, 3)
    qtbot.waitUntil(lambda: page.picture_text.text() == "cannot be changed", timeout=10_000)

"""Charts show the numbers that they are made of, at the right places."""

import numpy as np
import pytest

from digitpad.inspection.charts import (
    Plot,
    answers_figure,
    calibration_figure,
    confusion_figure,
    map_figure,
    robustness_figure,
)
from digitpad.inspection.digit_map import DigitMap
from digitpad.inspection.mistakes import Examination
from digitpad.inspection.robustness import Curve
from tests.data.few_digits import few_digits
from tests.inspection.small import bundled, parsed

NAMES = tuple("0123456789")


def texts(figure):
    root = parsed(figure.to_svg())
    return [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]


def found():
    labels = np.array([0] * 7 + [1] * 5)
    chances = np.full((12, 10), 0.02, np.float32)
    chances[:7, 0] = chances[7:10, 1] = chances[10:, 0] = 0.82
    return Examination(labels, chances, np.zeros(12, np.float32), "a dozen")


def test_the_confusion_shows_counts_and_recall():
    shown = texts(confusion_figure(found(), NAMES, "title"))
    assert [shown.count(text) for text in ("title", "100.0%", "60.0%", "-")] == [1, 1, 1, 8]
    cells = ["7", "2", "3"]
    assert all(shown.count(cell) == 1 + 2 * (cell in NAMES) for cell in cells)


def test_the_calibration_error_is_written_down():
    figure = calibration_figure(found(), "title")
    assert "calibration error 1.33%" in texts(figure)


def test_a_plot_puts_the_ranges_in_its_corners():
    plot = Plot("title", "across", "up", x=(-10, 30), y=(0, 1), size=(200, 100))
    left, bottom = plot.at(-10, 0)
    right, top = plot.at(30, 1)
    assert (right - left, bottom - top) == (200, 100)
    assert plot.at(10, 0.5) == ((left + right) / 2, (top + bottom) / 2)


def test_every_curve_has_its_plot():
    curves = {
        name: Curve(name, "pixels", np.arange(3, dtype=np.float32), np.ones(3, np.float32), 0)
        for name in ("shift", "noise", "size", "rotation")
    }
    shown = texts(robustness_figure(curves, "title"))
    assert all(shown.count(name) == 1 for name in curves)


def test_every_digit_of_a_map_is_written_as_itself():
    digits = few_digits(60)
    placed = DigitMap.fit(bundled("softmax").classifier, "pixels", digits)
    figure = map_figure(placed, NAMES, "title", np.zeros(2, np.float32))
    shown = texts(figure)
    assert [shown.count(name) for name in NAMES] == np.bincount(
        digits.labels, minlength=10
    ).tolist()
    far = map_figure(placed, NAMES, "title", np.array([500, 0], np.float32))
    root = parsed(far.to_svg())
    circles = root.iter("{http://www.w3.org/2000/svg}circle")
    assert all(0 < float(circle.get("cx")) < far.width for circle in circles)


@pytest.mark.parametrize("count", [1, 8])
def test_only_classes_that_ever_count_have_a_line(count):
    chances = np.full((count, 10), 0.01, np.float32)
    chances[:, 3] = 0.9
    figure = answers_figure(np.arange(count), chances, NAMES, "title", "epochs")
    shown = texts(figure)
    assert "3" in shown
    assert "4" not in shown
    assert figure.to_image().size[0] > 500

"""Two models side by side in the window."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.data.mnist import Dataset
from digitpad.data.samples import NewSample, SampleStore
from digitpad.evaluation import Evaluation
from digitpad.gui.library import comparing
from digitpad.gui.library.changed_digits import ChangedDigitGallery
from digitpad.gui.library.comparison_view import BOTH_WRONG, GAINED, LOST, ModelComparisonView
from digitpad.gui.library.comparison_window import ComparisonWindow
from digitpad.gui.library.confusion_comparison import DIFFERENCE, NEW, OLD
from digitpad.gui.library.words import signed, size_text
from digitpad.model_comparison import ModelComparison, SetComparison, Side
from tests.data.few_digits import few_digits
from tests.small_models import kept_model

LEFT = Qt.MouseButton.LeftButton
TRUTH = np.array([3, 3, 5, 8, 8, 1, 7])
OLD_ANSWERS = np.array([3, 5, 5, 8, 3, 1, 1])
NEW_ANSWERS = np.array([3, 3, 5, 8, 8, 7, 1])


def evaluation(predicted, labels=TRUTH):
    probabilities = np.full((len(labels), 10), 0.02, np.float32)
    probabilities[np.arange(len(labels)), predicted] = 0.82
    return Evaluation(labels, probabilities, predicted)


def a_set(name="MNIST test", old=OLD_ANSWERS, new=NEW_ANSWERS):
    images = few_digits(len(TRUTH)).images
    return SetComparison(Dataset(images, TRUTH, name), evaluation(old), evaluation(new))


def comparison(samples=None, names=("before", "after")):
    return ModelComparison(
        Side(names[0], 101_899, 407_596, 0.1),
        Side(names[1], 66_473, 1_265_892, 0.25),
        a_set(),
        samples,
    )


@pytest.fixture
def view(surroundings, qtbot):
    view = ModelComparisonView()
    qtbot.addWidget(view)
    view.resize(1000, 600)
    view.show()
    qtbot.waitExposed(view)
    return view


def test_figures_stand_side_by_side_with_the_change(view):
    view.show_comparison(comparison())
    rows = {row[0]: row[1:] for row in view.figures.texts()}
    assert rows[""] == ["before", "after", "change"]
    assert rows["MNIST test digits, 7 of them"] == ["57.14%", "71.43%", "+14.29"]
    assert rows["Time for a digit"] == ["0.10 ms", "0.25 ms", "× 2.5"]
    assert rows["Size"] == ["408 KB", "1.3 MB", "× 3.1"]


def test_another_comparison_replaces_the_first(view):
    view.show_comparison(comparison(samples=a_set("own samples")))
    assert len(view.figures.texts()) == 6
    view.show_comparison(comparison(names=("a", "b")))
    assert len(view.figures.texts()) == 5
    assert view.figures.texts()[0][1:3] == ["a", "b"]
    assert not view.which_set.isVisible()


def test_digits_that_changed_sides_are_shown_by_a_click(view):
    view.show_comparison(comparison())
    expected = {GAINED: [1, 4], LOST: [5], BOTH_WRONG: [6]}
    for side, which in expected.items():
        button = view.sides.button(side)
        QTest.mouseClick(button, LEFT)
        assert view.gallery.list.which == which
        assert str(len(which)) in button.text()
    assert "before" in view.sides.button(LOST).text()
    assert "after" in view.sides.button(GAINED).text()
    QTest.mouseClick(view.sides.button(GAINED), LEFT)
    tip = view.gallery.list.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == ("Digit number 1 is a 3: the old model reads 5 (82.0%), the new one 3 (82.0%)")


def test_no_such_digit_is_said_in_words(view):
    same = a_set(new=OLD_ANSWERS)
    view.show_comparison(ModelComparison(*[Side("x", 1, 4, 0.1)] * 2, same))
    assert view.nothing.isVisible()
    assert not view.gallery.isVisible()
    assert "equally good" in view.verdict.text()


def test_confusions_and_their_difference_can_be_chosen(view):
    view.show_comparison(comparison())
    confusion = view.confusion
    counts = {}
    for which in (DIFFERENCE, OLD, NEW):
        confusion.choice.setCurrentIndex(which)
        counts[which] = confusion.counts()
    assert counts[OLD][8, 3] == 1
    assert counts[NEW][1, 7] == 1
    np.testing.assert_array_equal(counts[DIFFERENCE], counts[NEW] - counts[OLD])
    confusion.choice.setCurrentIndex(DIFFERENCE)
    assert confusion.matrix.values[8, 3] == -1
    # Right answers are numbers without colour.
    assert not np.diag(confusion.matrix.values).any()


def test_own_samples_have_their_own_pictures(view):
    own = a_set("own samples", new=TRUTH)
    view.show_comparison(comparison(samples=own))
    assert view.which_set.count() == 2
    assert view.which_set.isVisible()
    view.which_set.setCurrentIndex(1)
    assert view.shown_set is own
    assert view.gallery.list.which == own.gained.tolist()


def test_models_of_one_name_are_called_old_and_new(view):
    view.show_comparison(comparison(names=("cnn", "cnn")))
    assert view.figures.texts()[0][1:3] == ["the old one", "the new one"]


def test_a_wrong_answer_is_painted_in_another_colour(surroundings, qtbot):
    gallery = ChangedDigitGallery()
    qtbot.addWidget(gallery)
    gallery.resize(100, 120)
    gallery.list.show_digits(a_set(), np.array([1]))
    gallery.show()
    qtbot.waitExposed(gallery)
    image = gallery.grab().toImage()
    problem = gallery.palette().color(gallery.palette().ColorRole.BrightText)
    found = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).hslHue() == problem.hslHue()
        and image.pixelColor(x, y).hslSaturation() > 100
    ]
    assert found


def test_signs_and_sizes_are_written_alike_everywhere():
    assert [signed(value) for value in (3, -2, 0)] == ["+3", "−2", "±0"]
    assert [signed(value, 2) for value in (0.1, -0.001)] == ["+0.10", "±0.00"]
    assert [size_text(size) for size in (12, 4_200, 3_100_000)] == ["12 B", "4 KB", "3.1 MB"]


@pytest.fixture
def few_test_digits(monkeypatch):
    monkeypatch.setattr(comparing, "load_mnist", lambda part: few_digits(1500, part))


@pytest.fixture
def window(surroundings, qtbot, few_test_digits):
    window = ComparisonWindow()
    qtbot.addWidget(window)
    yield window
    window.close()


def test_two_models_of_the_library_are_compared_in_the_background(window, qtbot):
    kept_model("mine")
    window.show()
    window.compare("mine", "mlp")
    qtbot.waitUntil(window.view.isVisible, timeout=20_000)
    found = window.view.comparison
    assert (found.old.name, found.new.name) == ("mine", "mlp")
    assert found.test.new.accuracy > 0.9
    assert found.samples is None
    assert "mlp is better" in window.view.verdict.text()


def test_a_comparison_can_be_stopped(window, qtbot):
    kept_model("mine")
    window.show()
    window.compare("mine", "svm-hog")
    with qtbot.waitSignal(window.comparing.called_off, timeout=20_000):
        QTest.mouseClick(window.stop, LEFT)
    assert not window.isVisible()
    assert window.view.comparison is None


def test_another_comparison_takes_the_place_of_the_one_under_way(window, qtbot):
    kept_model("mine")
    window.show()
    window.compare("mine", "svm-hog")
    window.compare("mine", "softmax")
    qtbot.waitUntil(window.view.isVisible, timeout=20_000)
    assert window.view.comparison.new.name == "softmax"


def test_what_goes_wrong_is_told(window, qtbot):
    window.show()
    with qtbot.waitSignal(window.comparing.failed, timeout=20_000):
        window.compare("nobody", "mlp")
    assert "no model 'nobody'" in window.message.text()
    assert not window.bar.isVisible()


@pytest.mark.parametrize("end", ["close", "reject"])
def test_a_closed_or_escaped_window_ends_its_work(window, qtbot, end):
    kept_model("mine")
    window.show()
    window.compare("mine", "svm-hog")
    with qtbot.waitSignal(window.comparing.called_off, timeout=20_000):
        getattr(window, end)()
    assert window.view.comparison is None
    assert not window.isVisible()


def test_own_samples_are_compared_where_there_are_some(window, qtbot):
    digits = few_digits(30)
    with SampleStore() as store:
        for image, label in zip(digits.images, digits.labels, strict=True):
            store.add(NewSample(int(label), image))
    kept_model("mine")
    window.show()
    window.compare("mine", "mlp")
    qtbot.waitUntil(window.view.isVisible, timeout=20_000)
    assert len(window.view.comparison.samples.digits) == 30

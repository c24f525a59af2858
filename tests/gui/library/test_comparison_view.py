"""The comparison of two models in the window."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest

from digitpad.data.mnist import Dataset
from digitpad.data.own_samples import NewSample, SampleStore
from digitpad.evaluation.comparison import ModelComparison, SetComparison, Side
from digitpad.evaluation.metrics import Evaluation
from digitpad.gui.library import comparison_window
from digitpad.gui.library.comparison_view import (
    BOTH_WRONG,
    DIFFERENCE,
    GAINED,
    LOST,
    NEW,
    OLD,
    ModelComparisonView,
)
from digitpad.gui.library.comparison_window import ComparisonWindow
from digitpad.gui.library.texts import signed
from digitpad.library.catalog import size_text
from tests.data.few_digits import few_digits
from tests.small_models import kept_model

LEFT = Qt.MouseButton.LeftButton
TRUTH = np.array([3, 3, 5, 8, 8, 1, 7])
OLD_ANSWERS = np.array([3, 5, 5, 8, 3, 1, 1])
NEW_ANSWERS = np.array([3, 3, 5, 8, 8, 7, 1])


def evaluation(predicted, labels=TRUTH):
    probabilities = np.full((len(labels), 10), 0.02, np.float32)
    probabilities[np.arange(len(labels)), predicted] = 0.82
    return Evaluation(labels, probabilities)


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


def shown(view):
    return [view.digits.entry(row).data for row in range(view.digits.count)]


def test_figures_stand_side_by_side_with_the_change(view):
    view.show_comparison(comparison())
    rows = {row[0]: row[1:] for row in view.figures.texts()}
    assert rows[""] == ["before", "after", "change"]
    assert rows["MNIST test digits (7)"] == ["57.14%", "71.43%", "+14.29"]
    assert rows["Time per digit"] == ["0.10 ms", "0.25 ms", "× 2.5"]
    assert rows["Size"] == ["408 KB", "1.3 MB", "× 3.1"]


def test_another_comparison_replaces_the_first(view):
    view.show_comparison(comparison(samples=a_set("own samples")))
    assert len(view.figures.texts()) == 6
    view.show_comparison(comparison(names=("a", "b")))
    assert len(view.figures.texts()) == 5
    assert view.figures.texts()[0][1:3] == ["a", "b"]
    assert not view.which_set.isVisible()


def test_digits_on_which_the_models_disagree_are_shown_by_a_click(view):
    view.show_comparison(comparison())
    expected = {GAINED: [1, 4], LOST: [5], BOTH_WRONG: [6]}
    for side, which in expected.items():
        QTest.mouseClick(view.sides, LEFT, pos=view.sides.tabRect(side).center())
        assert shown(view) == which
        assert str(len(which)) in view.sides.tabText(side)
    assert "before" in view.sides.tabText(LOST)
    assert "after" in view.sides.tabText(GAINED)
    view.sides.setCurrentIndex(GAINED)
    assert view.digits.entry(0).description == (
        "Digit no. 1, label 3: old model 5 (82.0%), new model 3 (82.0%)"
    )


def test_a_set_without_such_digits_has_a_message(view):
    same = a_set(new=OLD_ANSWERS)
    view.show_comparison(ModelComparison(*[Side("x", 1, 4, 0.1)] * 2, same))
    assert view.nothing.isVisible()
    assert not view.digits.isVisible()
    assert "equally accurate" in view.verdict.text()


def test_confusions_and_their_difference_can_be_selected(view):
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
    # Correct answers are not coloured.
    assert not np.diag(confusion.matrix.values).any()


def test_own_samples_have_their_own_pictures(view):
    own = a_set("own samples", new=TRUTH)
    view.show_comparison(comparison(samples=own))
    assert view.which_set.count() == 2
    assert view.which_set.isVisible()
    view.which_set.setCurrentIndex(1)
    assert view.shown_set is own
    assert shown(view) == own.gained.tolist()


def test_models_with_the_same_name_are_called_old_and_new(view):
    view.show_comparison(comparison(names=("cnn", "cnn")))
    assert view.figures.texts()[0][1:3] == ["the old model", "the new model"]


def test_a_wrong_answer_has_another_colour(view):
    view.show_comparison(comparison())
    wrong, right = view.digits.entry(0).lines
    assert (wrong.text[0], right.text[0]) == ("5", "3")
    assert wrong.colour == QPalette.ColorRole.BrightText
    assert right.colour == QPalette.ColorRole.WindowText


def test_signs_and_sizes_are_formatted():
    assert [signed(value) for value in (3, -2, 0)] == ["+3", "−2", "±0"]
    assert [signed(value, 2) for value in (0.1, -0.001)] == ["+0.10", "±0.00"]
    assert [size_text(size) for size in (12, 4_200, 3_100_000)] == ["12 B", "4 KB", "3.1 MB"]


@pytest.fixture
def few_test_digits(monkeypatch):
    monkeypatch.setattr(comparison_window, "load_mnist", lambda part: few_digits(1500, part))


@pytest.fixture
def window(session, qtbot, few_test_digits):
    window = ComparisonWindow(session)
    qtbot.addWidget(window)
    yield window
    window.close()
    window.shut_down()


def test_two_models_of_the_library_are_compared_in_the_background(window, qtbot):
    kept_model("mine")
    window.show()
    window.compare("mine", "mlp")
    qtbot.waitUntil(window.view.isVisible, timeout=20_000)
    found = window.view.comparison
    assert (found.old.name, found.new.name) == ("mine", "mlp")
    assert found.test.new.accuracy > 0.9
    assert found.samples is None
    assert "mlp is significantly better" in window.view.verdict.text()


def test_a_comparison_can_be_cancelled(window, qtbot):
    kept_model("mine")
    window.show()
    window.compare("mine", "svm-hog")
    with qtbot.waitSignal(window.job.cancelled, timeout=20_000):
        QTest.mouseClick(window.cancel, LEFT)
    assert not window.isVisible()
    assert window.view.comparison is None


def test_another_comparison_replaces_the_running_one(window, qtbot):
    kept_model("mine")
    window.show()
    window.compare("mine", "svm-hog")
    window.compare("mine", "softmax")
    qtbot.waitUntil(window.view.isVisible, timeout=20_000)
    assert window.view.comparison.new.name == "softmax"


def test_an_error_is_reported(window, qtbot):
    window.show()
    with qtbot.waitSignal(window.job.failed, timeout=20_000):
        window.compare("nobody", "mlp")
    assert "no model 'nobody'" in window.message.text()
    assert not window.bar.isVisible()


def test_a_closed_window_ends_its_work(window, qtbot):
    kept_model("mine")
    window.show()
    window.compare("mine", "svm-hog")
    with qtbot.waitSignal(window.job.cancelled, timeout=20_000):
        window.close()
    qtbot.waitUntil(lambda: not window.job.is_busy, timeout=20_000)
    assert window.view.comparison is None
    assert not window.isVisible()


def test_own_samples_are_compared_if_there_are_any(window, qtbot):
    digits = few_digits(30)
    with SampleStore() as store:
        for image, label in zip(digits.images, digits.labels, strict=True):
            store.add(NewSample(int(label), image))
    kept_model("mine")
    window.show()
    window.compare("mine", "mlp")
    qtbot.waitUntil(window.view.isVisible, timeout=20_000)
    assert len(window.view.comparison.samples.digits) == 30

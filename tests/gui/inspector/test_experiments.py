from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog

from digitpad.gui.inspector import accuracy_change
from digitpad.gui.inspector.experiment_subjects import index_in_tensor
from digitpad.gui.inspector.experiments import ExperimentsPage
from digitpad.inspection.tensors import as_plane
from digitpad.library import find_model
from digitpad.modelfile import load_model
from tests.gui.inspector.looking import (
    choose,
    click_picture,
    drawing,
    recognition,
    show,
)
from tests.gui.inspector.pages import few, recognizer


@pytest.fixture
def opened(surroundings, qtbot, monkeypatch):
    monkeypatch.setattr(accuracy_change, "mnist", few)
    pages = []

    def open_page(name, **options):
        pages.append(show(ExperimentsPage(), qtbot, name, **options))
        return pages[-1]

    yield open_page
    for page in pages:
        page.shut_down()


def changes(page):
    listed = page.outcome.changes
    return [listed.item(row).text() for row in range(listed.count())]


def network_input(name):
    return recognition(name).stages.network_input[None]


def test_without_a_model_it_says_so(surroundings, qtbot):
    page = ExperimentsPage()
    qtbot.addWidget(page)
    assert "no model" in page.notice


def test_a_click_switches_a_unit_off_and_another_on_again(opened):
    page = opened("mlp")
    click_picture(page.units.gallery, 8)
    assert page.experiment.is_off("dense1", 8)
    assert page.units.gallery.faded == {8}
    assert changes(page) == ["Dense 1: number 8 is off"]
    click_picture(page.units.gallery, 8)
    assert not page.experiment.is_changed
    assert page.units.gallery.faded == frozenset()


def test_the_answer_before_and_after_is_that_of_both_models(opened):
    page = opened("mlp")
    for unit in range(0, 40, 2):
        page.units.toggled.emit(unit)
    expected = page.experiment.model.classifier.predict_proba(network_input("mlp"))[0]
    assert np.allclose(page.outcome.answer.after, expected, atol=1e-6)
    original = recognizer("mlp").model.classifier.predict_proba(network_input("mlp"))[0]
    assert np.allclose(page.outcome.answer.before, original, atol=1e-6)
    assert np.abs(expected - original).max() > 1e-4


def test_the_answers_follow_the_pen(opened):
    page = opened("mlp")
    before = page.outcome.answer.before
    page.show_drawing(drawing(1), recognition("mlp", 1))
    assert int(np.argmax(page.outcome.answer.before)) == recognition("mlp", 1).digit
    assert not np.allclose(before, page.outcome.answer.before)
    page.show_drawing(drawing(), None)
    assert page.outcome.answer.before is None


def test_the_test_digits_are_read_in_the_background(opened, qtbot):
    page = opened("mlp")
    with qtbot.waitSignal(page.outcome.accuracy.measured, timeout=20_000):
        for unit in range(100):
            page.experiment.switch_off("dense1", unit)
        page.units.toggled.emit(100)
    found = page.outcome.accuracy.found
    digits = few("test")
    for model, right in (
        (recognizer("mlp").model, found.before),
        (page.experiment.model, found.after),
    ):
        assert np.array_equal(model.classifier.predict(digits.images) == digits.labels, right)
    assert found.lost > 20
    assert f"{found.lost} digits lost" in page.outcome.accuracy.details.text()


def test_what_is_measured_belongs_to_the_newest_change(opened, qtbot, monkeypatch):
    page = opened("mlp")
    begun, released = Event(), Event()

    def held_back(part):
        begun.set()
        released.wait(20)
        return few(part)

    monkeypatch.setattr(accuracy_change, "mnist", held_back)
    for unit in range(60):
        page.experiment.switch_off("dense1", unit)
    page.units.toggled.emit(60)
    qtbot.waitUntil(begun.is_set, timeout=10_000)
    assert page.outcome.accuracy.progress.isVisible()
    page.reset()
    page.units.toggled.emit(3)
    with qtbot.waitSignal(page.outcome.accuracy.measured, timeout=20_000):
        released.set()
    digits = few("test")
    right = page.experiment.model.classifier.predict(digits.images) == digits.labels
    assert np.array_equal(page.outcome.accuracy.found.after, right)


def test_filters_of_later_layers_show_what_they_put_out(opened):
    page = opened("cnn")
    choose(page.subject_list, "filters of Convolution 3")
    assert page.units.gallery.pictures.values.shape == (64, 10, 10)
    assert page.units.gallery.pictures.values.any()
    click_picture(page.units.gallery, 5)
    assert page.experiment.is_off("conv3", 5)


def test_a_weight_is_clicked_and_changed(opened):
    page = opened("mlp")
    choose(page.subject_list, "dense2.weight")
    heatmap = page.weights.heatmap
    where = heatmap.grid().rectangle(20, 7).center().toPoint()
    QTest.mouseClick(heatmap, Qt.MouseButton.LeftButton, pos=where)
    row, column = page.weights.index
    assert column == 7
    before = page.weights.value.value()
    assert before == pytest.approx(page.experiment.weight("dense2.weight", (row, 7)), abs=1e-4)
    page.weights.value.selectAll()
    QTest.keyClicks(page.weights.value, "3.5")
    QTest.keyClick(page.weights.value, Qt.Key.Key_Return)
    assert page.experiment.weight("dense2.weight", (row, 7)) == 3.5
    assert heatmap.values[row, 7] == 3.5
    assert changes(page) == [f"dense2.weight [{row}, 7] = 3.500"]
    original = recognizer("mlp").model.classifier.tensors()["dense2.weight"][row, 7]
    assert original == pytest.approx(before, abs=1e-4)


def test_looking_at_a_weight_changes_nothing(opened):
    page = opened("mlp")
    choose(page.subject_list, "dense2.weight")
    for column in range(5):
        where = page.weights.heatmap.grid().rectangle(20, column).center().toPoint()
        QTest.mouseClick(page.weights.heatmap, Qt.MouseButton.LeftButton, pos=where)
    assert not page.experiment.is_changed


def test_undo_redo_and_starting_over(opened, qtbot):
    page = opened("mlp")
    # Keys go to the active window only.
    with qtbot.waitActive(page, timeout=5000):
        page.activateWindow()
    assert not page.undo_button.isEnabled()
    page.units.toggled.emit(1)
    page.units.toggled.emit(2)
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.units.gallery.faded == {1}
    page.redo_button.click()
    assert page.units.gallery.faded == {1, 2}
    page.reset_button.click()
    assert changes(page) == ["Nothing is changed"]
    page.undo_button.click()
    assert page.units.gallery.faded == {1, 2}


def test_the_pad_answers_with_the_copy_while_that_is_wished(opened, qtbot):
    page = opened("mlp")
    page.units.toggled.emit(1)
    with qtbot.waitSignal(page.answer_with) as told:
        page.outcome.trial.click()
    assert told.args[0].model is page.experiment.model
    with qtbot.waitSignal(page.answer_with) as told:
        page.units.toggled.emit(2)
    assert told.args[0].model is page.experiment.model
    with qtbot.waitSignal(page.answer_with) as told:
        page.outcome.trial.click()
    assert told.args == [None]


def test_the_window_can_end_the_trial(opened):
    page = opened("mlp")
    page.units.toggled.emit(1)
    page.outcome.trial.click()
    page.trial_ended()
    assert not page.outcome.is_tried


def test_the_copy_is_kept_under_a_new_name_and_the_model_stays(opened, qtbot, monkeypatch):
    path = find_model("mlp")
    before = path.read_bytes()
    page = opened("mlp")
    page.units.toggled.emit(1)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("tinkered", True))
    with qtbot.waitSignal(page.model_kept) as told:
        page.outcome.keep_button.click()
    assert told.args == ["tinkered"]
    kept = load_model(find_model("tinkered")).classifier
    expected = page.experiment.model.classifier.predict_proba(network_input("mlp"))
    assert np.allclose(kept.predict_proba(network_input("mlp")), expected, atol=1e-5)
    assert path.read_bytes() == before


def test_a_name_that_is_taken_is_refused(opened, qtbot):
    page = opened("mlp")
    page.units.toggled.emit(1)
    with qtbot.waitSignal(page.problem_found) as told:
        page.keep("cnn")
    assert "cnn" in told.args[0]


def test_nothing_changed_is_nothing_to_keep(opened):
    page = opened("mlp")
    assert not page.outcome.keep_button.isEnabled()
    assert not page.outcome.trial.isEnabled()


def test_pixels_of_softmax_regression_can_be_switched_off(opened):
    page = opened("softmax")
    pixels = page.units.pixels
    where = pixels.grid().rectangle(10, 14).center().toPoint()
    QTest.mouseClick(pixels, Qt.MouseButton.LeftButton, pos=where)
    assert page.experiment.is_off("pixels", 10 * 28 + 14)


def test_landmarks_of_a_machine_can_be_switched_off(opened):
    page = opened("svm-hog")
    first = int(page.units._units.numbers[0])
    click_picture(page.units.gallery, 0)
    assert page.experiment.is_off("landmarks", first)


def test_another_model_begins_anew(opened):
    page = opened("mlp")
    page.units.toggled.emit(1)
    page.use_recognizer(recognizer("softmax"))
    assert changes(page) == ["Nothing is changed"]
    assert page.subject.kind == "pixels"


@pytest.mark.parametrize("shape", [(7,), (4, 5), (3, 3, 4, 6)])
def test_a_cell_leads_to_its_number(shape):
    tensor = np.arange(np.prod(shape), dtype=np.float32).reshape(shape)
    plane = as_plane(tensor)
    for row in range(plane.shape[0]):
        for column in range(plane.shape[1]):
            assert tensor[index_in_tensor(shape, row, column)] == plane[row, column]

from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog

from digitpad.gui.inspector import experiment_outcome
from digitpad.gui.inspector.experiment_editors import index_in_tensor
from digitpad.gui.inspector.experiments import ExperimentsPage
from digitpad.inspection.tensors import as_plane
from digitpad.library.catalog import find_model
from digitpad.library.model_file import load_model
from tests.gui.charts.pointing import click_at
from tests.gui.choosing import select
from tests.gui.ending import end_jobs
from tests.gui.inspector.looking import choose, click_row, drawing, recognition, show
from tests.gui.inspector.pages import few, recognizer


@pytest.fixture
def opened(session, qtbot, monkeypatch):
    monkeypatch.setattr(experiment_outcome, "load_mnist", few)
    pages = []

    def open_page(name, **options):
        pages.append(show(ExperimentsPage(session), qtbot, name, **options))
        return pages[-1]

    yield open_page
    for page in pages:
        end_jobs(page)


def changes(page):
    listed = page.outcome.changes
    return [listed.item(row).text() for row in range(listed.count())]


def off(page):
    """The rows of the units that are shown as switched off."""
    return {row for row in range(page.units.list.count) if page.units.list.entry(row).is_off}


def network_input(name):
    return recognition(name).stages.network_input[None]


def test_without_a_model_there_is_a_notice(session, qtbot):
    page = ExperimentsPage(session)
    qtbot.addWidget(page)
    assert "No model" in page.notice


def test_a_click_switches_a_unit_off_and_a_second_click_on(opened):
    page = opened("mlp")
    click_row(page.units.list, 8)
    assert page.experiment.is_off("dense1", 8)
    assert off(page) == {8}
    assert changes(page) == ["Dense 1: unit 8 is off"]
    click_row(page.units.list, 8)
    assert not page.experiment.is_changed
    assert off(page) == set()


def test_a_double_click_is_two_clicks(opened):
    page = opened("mlp")
    digits = page.units.list
    where = digits.place(8).center()
    QTest.mouseClick(digits.viewport(), Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseDClick(digits.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert not page.experiment.is_changed


def test_arrow_keys_choose_a_unit_and_space_switches_it(opened):
    page = opened("mlp")
    click_row(page.units.list, 0)
    QTest.keyClick(page.units.list, Qt.Key.Key_Right)
    assert off(page) == {0}
    QTest.keyClick(page.units.list, Qt.Key.Key_Space)
    assert off(page) == {0, 1}


@pytest.mark.parametrize("typed", ["0.05", "0,05"])
def test_a_weight_is_typed_with_a_decimal_point_or_comma(opened, typed):
    page = opened("mlp")
    choose(page.subject_list, "dense2.weight")
    click_at(page.weights.heatmap, 7.5, 20.5)
    page.weights.value.selectAll()
    QTest.keyClicks(page.weights.value, typed)
    QTest.keyClick(page.weights.value, Qt.Key.Key_Return)
    assert page.experiment.weight("dense2.weight", page.weights.index) == pytest.approx(0.05)


def test_the_answer_before_and_after_is_that_of_both_models(opened):
    page = opened("mlp")
    for unit in range(0, 256, 2):
        page.units.toggled.emit(unit)
    expected = page.experiment.model.classifier.predict_proba(network_input("mlp"))[0]
    assert np.allclose(page.outcome.answer.groups["after"], expected, atol=1e-6)
    original = recognizer("mlp").model.classifier.predict_proba(network_input("mlp"))[0]
    assert np.allclose(page.outcome.answer.groups["before"], original, atol=1e-6)
    assert np.abs(expected - original).max() > 1e-4


def test_the_answers_follow_the_pen(opened):
    page = opened("mlp")
    before = page.outcome.answer.groups["before"]
    page.show_drawing(drawing(1), recognition("mlp", 1))
    assert int(np.argmax(page.outcome.answer.groups["before"])) == recognition("mlp", 1).digit
    assert not np.allclose(before, page.outcome.answer.groups["before"])
    page.show_drawing(drawing(), None)
    assert np.isnan(page.outcome.answer.groups["before"]).all()


def test_the_accuracy_is_measured_in_the_background(opened, qtbot):
    page = opened("mlp")
    with qtbot.waitSignal(page.outcome.accuracy.measured, timeout=20_000):
        for unit in range(160):
            page.experiment.switch_off("dense1", unit)
        page.units.toggled.emit(160)
    found = page.outcome.accuracy.found
    digits = few("test")
    for model, right in (
        (recognizer("mlp").model, found.before),
        (page.experiment.model, found.after),
    ):
        assert np.array_equal(model.classifier.predict(digits.images) == digits.labels, right)
    lost = (found.before & ~found.after).sum()
    assert lost > 20
    assert f"{lost} are newly misread" in page.outcome.accuracy.details.text()


def test_the_measurement_is_for_the_newest_change(opened, qtbot, monkeypatch):
    page = opened("mlp")
    begun, released = Event(), Event()

    def held_back(part):
        begun.set()
        released.wait(20)
        return few(part)

    monkeypatch.setattr(experiment_outcome, "load_mnist", held_back)
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


def test_filters_of_later_layers_show_their_outputs(opened):
    page = opened("cnn")
    choose(page.subject_list, "filters of Convolution 3")
    assert page.units.pictures.values.shape == (64, 8, 8)
    assert page.units.pictures.values.any()
    click_row(page.units.list, 5)
    assert page.experiment.is_off("conv3", 5)


def test_a_clicked_weight_can_be_edited(opened):
    page = opened("mlp")
    choose(page.subject_list, "dense2.weight")
    heatmap = page.weights.heatmap
    click_at(heatmap, 7.5, 20.5)
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


def test_selecting_a_weight_changes_nothing(opened):
    page = opened("mlp")
    choose(page.subject_list, "dense2.weight")
    for column in range(5):
        click_at(page.weights.heatmap, column + 0.5, 20.5)
    assert not page.experiment.is_changed


def test_undo_redo_and_starting_over(opened, qtbot):
    page = opened("mlp")
    # Only the active window gets key events.
    with qtbot.waitActive(page, timeout=5000):
        page.activateWindow()
    assert not page.undo_button.isEnabled()
    page.units.toggled.emit(1)
    page.units.toggled.emit(2)
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert off(page) == {1}
    page.redo_button.click()
    assert off(page) == {1, 2}
    page.reset_button.click()
    assert changes(page) == ["No changes"]
    page.undo_button.click()
    assert off(page) == {1, 2}


def test_the_pad_uses_the_copy_while_the_trial_is_on(opened, session):
    page = opened("mlp")
    page.units.toggled.emit(1)
    page.outcome.trial.click()
    assert session.answering.model.classifier is page.experiment.model.classifier
    page.units.toggled.emit(2)
    assert session.answering.model.classifier is page.experiment.model.classifier
    page.outcome.trial.click()
    assert session.trial is None


def test_the_trial_can_be_ended_elsewhere(opened, session):
    page = opened("mlp")
    page.units.toggled.emit(1)
    page.outcome.trial.click()
    session.end_trial()
    assert not page.outcome.trial.isChecked()


def test_the_copy_is_saved_under_a_new_name_and_the_model_stays(
    opened, session, qtbot, monkeypatch
):
    path = find_model("mlp")
    before = path.read_bytes()
    page = opened("mlp")
    page.units.toggled.emit(1)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("tinkered", True))
    with qtbot.waitSignal(page.message_shown) as told:
        page.outcome.save_copy_button.click()
    assert "tinkered" in told.args[0]
    assert "tinkered" in session.names
    kept = load_model(find_model("tinkered")).classifier
    expected = page.experiment.model.classifier.predict_proba(network_input("mlp"))
    assert np.allclose(kept.predict_proba(network_input("mlp")), expected, atol=1e-5)
    assert path.read_bytes() == before


def test_a_name_in_use_is_refused(opened, qtbot):
    page = opened("mlp")
    page.units.toggled.emit(1)
    with qtbot.waitSignal(page.problem_found) as told:
        page.save_copy("cnn")
    assert "cnn" in told.args[0]


def test_saving_is_disabled_without_changes(opened):
    page = opened("mlp")
    assert not page.outcome.save_copy_button.isEnabled()
    assert not page.outcome.trial.isEnabled()


def test_pixels_of_softmax_regression_can_be_switched_off(opened):
    page = opened("softmax")
    pixels = page.units.pixels
    click_at(pixels, 14.5, 10.5)
    assert page.experiment.is_off("pixels", 10 * 28 + 14)


def test_landmarks_of_a_vector_machine_can_be_switched_off(opened):
    page = opened("svm-hog")
    first = int(page.units.pictures.numbers[0])
    click_row(page.units.list, 0)
    assert page.experiment.is_off("landmarks", first)


def test_another_model_starts_a_new_experiment(opened):
    page = opened("mlp")
    page.units.toggled.emit(1)
    page.use_recognizer(recognizer("softmax"))
    assert changes(page) == ["No changes"]
    assert page.subject.kind == "pixels"


@pytest.mark.parametrize("shape", [(7,), (4, 5), (3, 3, 4, 6)])
def test_a_cell_is_mapped_to_its_tensor_element(shape):
    tensor = np.arange(np.prod(shape), dtype=np.float32).reshape(shape)
    plane = as_plane(tensor)
    for row in range(plane.shape[0]):
        for column in range(plane.shape[1]):
            assert tensor[index_in_tensor(shape, row, column)] == plane[row, column]


def test_the_copy_on_the_pad_has_the_threshold_of_the_user_and_a_saved_copy_has_not(
    session, qtbot, monkeypatch
):
    monkeypatch.setattr(experiment_outcome, "load_mnist", few)
    select(session, "mlp")
    session.set_threshold(0.875)
    page = show(ExperimentsPage(session), qtbot, "mlp")
    click_row(page.units.list, 8)
    page.outcome.trial.click()
    assert session.trial.recognizer.model.description.non_digit_threshold == 0.875
    page.save_copy("mine")
    assert load_model(find_model("mine")).description.non_digit_threshold != 0.875
    end_jobs(page)

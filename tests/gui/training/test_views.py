"""The parts of the running view, updated with events created in the test."""

import ast
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.common.errors import TrainingError
from digitpad.common.progress import FitProgress
from digitpad.common.user_folders import resource
from digitpad.gui import theme
from digitpad.gui.training.run_buttons import RunButtons
from digitpad.gui.training.run_charts import accuracy_lower_limit, stage_text, unit_pictures
from digitpad.gui.training.run_record import Phase, RunRecord, Series
from digitpad.gui.training.running_view import RunningView
from digitpad.gui.translation import SIMPLIFIED_CHINESE
from digitpad.gui.widgets import ConfirmButton
from digitpad.jobs.events import (
    BatchesFinished,
    EpochMeasured,
    Paused,
    Resumed,
    RunWarning,
    WeightsShown,
)
from digitpad.training.trainer import BatchFinished, EpochFinished
from tests.gui.charts.pointing import colours_in, point_at
from tests.gui.training.conftest import shown, small_plan


@pytest.fixture
def view(surroundings):
    view = RunningView()
    view.resize(1100, 640)
    view.begin(RunRecord(small_plan(epochs=3)))
    with shown(view):
        yield view


def batches(epoch, count=10):
    return BatchesFinished.of(
        [BatchFinished(epoch, n, count, 0.5, 0.8, 0.1, 1000) for n in range(1, count + 1)]
    )


def weights():
    values = np.random.default_rng(0).normal(size=(784, 16)).astype(np.float32)
    counts, edges = np.histogram(values, 40)
    return WeightsShown("dense1.weight", values, counts, edges)


def handle(view, *events):
    """Handle events and show them, as the timer of the window does."""
    view.handle(events)
    view.refresh_if_needed()


def test_all_parts_show_what_has_happened(view):
    confusion = np.diag(np.full(10, 20))
    confusion[7, 1] = 3
    epoch = EpochFinished(1, 0.5, 0.8, 0.4, 0.85, 0.1, 2.0)
    shown_weights = weights()
    handle(view, batches(1), epoch, shown_weights, EpochMeasured(1, confusion), batches(2))
    texts = {name: label.text() for name, label in view.metrics.values.items()}
    assert view.title.text() == "mlp: epoch 2 of 3"
    assert (texts["accuracy"], texts["loss"]) == ("85.0%", "0.4000")
    assert (texts["learning_rate"], texts["speed"]) == ("0.1", "1,000")
    assert texts["left"] != "–"
    assert view.progress.value() == 667
    assert view.weights.units.values.shape == (4 * 28, 4 * 28)
    assert np.array_equal(view.weights.histogram.counts, shown_weights.histogram_counts)
    assert view.confusion.counts[7, 1] == 3
    assert view.confusion.title_label.text() == "Confusion matrix, epoch 1"
    for chart in (view.curves.loss, view.weights.units, view.weights.histogram, view.confusion):
        assert colours_in(chart) > 3, chart.title


def test_curves_have_a_line_for_batches_and_points_for_epochs(view):
    handle(view, batches(1), EpochFinished(1, 0.5, 0.8, 0.4, 0.85, 0.1, 2.0), batches(2))
    curves = view.curves
    assert set(curves.loss.curves) == {"batches", "training", "validation"}
    assert curves.loss.data("batches")[0].tolist() == pytest.approx(np.arange(1, 21) / 10)
    assert [float(curves.accuracy.data(name)[1][0]) for name in ("training", "validation")] == [
        0.8,
        0.85,
    ]
    assert set(curves.rate.data("learning rate")[1]) == {0.1}
    colours = theme.series_colours(view.palette())
    for name, colour in zip(("training", "validation"), colours, strict=True):
        assert curves.loss.curves[name].opts["pen"].color() == colour
        assert f"{colour.name()}" in curves.loss.legend_label.text()
    point_at(curves.accuracy, 1, 0.9)
    assert "validation: 85.00%" in curves.accuracy.hover_text


def test_a_unit_of_the_first_layer_is_named_at_the_pointer(view):
    handle(view, weights())
    point_at(view.weights.units, 28 * 2 + 5.5, 28 + 3.5)
    assert view.weights.units.readout().startswith("unit 6, row 3, column 5:")


def test_changes_are_marked_in_the_curves(view):
    handle(view, batches(1))
    view.record.note_change()
    handle(view, batches(2))
    assert view.curves.loss.marks == [1.0]


def test_accuracy_without_a_validation_set_is_that_of_training(view):
    nan = float("nan")
    view.handle([batches(1), EpochFinished(1, 0.5, 0.83, nan, nan, 0.1, 2.0)])
    view.refresh()
    assert view.metrics.values["accuracy"].text() == "83.0%"


def test_a_hidden_view_updates_its_record_without_painting(view):
    view.hide()
    before = view.title.text()
    handle(view, batches(1), batches(2))
    assert view.title.text() == before
    assert view.record.epoch == 2
    view.show()
    view.refresh_if_needed()
    assert view.title.text() == "mlp: epoch 2 of 3"


def test_a_problem_with_a_checkpoint_is_shown(view):
    view.handle([RunWarning(TrainingError("no room on the disk"))])
    view.refresh()
    assert view.note.text() == "no room on the disk"
    assert view.note.property("tone") == "problem"


def test_a_new_run_starts_with_empty_curves(view):
    view.handle([batches(1), weights(), EpochMeasured(1, np.eye(10, dtype=np.int64))])
    view.refresh()
    view.begin(RunRecord(small_plan(epochs=5)))
    assert not view.confusion.counts.size
    assert view.metrics.values["accuracy"].text() == "–"
    assert view.title.text() == "mlp: starting …"


def test_a_vector_machine_shows_its_stage(view):
    view.begin(RunRecord(small_plan("svm-hog")))
    view.handle([FitProgress("computing features", 50, 200, 0.5)])
    view.refresh()
    assert view.left.currentWidget() is view.fit_progress
    assert "50 / 200" in view.fit_progress.stage.text()
    assert view.progress.value() == 250
    assert not view.buttons.stop_button.isVisibleTo(view)


def stages_in_the_code():
    """The stages of all `FitProgress` events in the code."""
    for folder in ("svm", "estimators"):
        for file in resource("..", "digitpad", folder).glob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "FitProgress":
                    yield ast.literal_eval(node.args[0])


def test_every_stage_of_fitting_is_translated(surroundings):
    stages = set(stages_in_the_code())
    assert "computing features" in stages
    assert {stage_text(stage) for stage in stages} == stages
    surroundings.translation.choose(SIMPLIFIED_CHINESE)
    assert {stage_text(stage) for stage in stages} & stages == set()
    view = RunningView()
    view.begin(RunRecord(small_plan("svm-hog")))
    view.handle([FitProgress("computing features", 50, 200, 0.5)])
    view.refresh()
    assert view.title.text() == "svm-hog：正在提取特征"
    assert view.fit_progress.stage.text().startswith("正在提取特征：50 / 200")


def test_only_changed_settings_are_emitted_and_only_once(view, qtbot):
    emitted = []
    view.changes.changed.connect(emitted.append)
    view.handle([batches(1)])
    field = view.changes.rates.control("learning_rate")
    field.selectAll()
    QTest.keyClicks(field, "0.02")
    qtbot.waitUntil(lambda: bool(emitted), timeout=10_000)
    assert emitted == [{"learning_rate": 0.02}]
    view.changes.augmentation.strength.set_value("none")
    qtbot.waitUntil(lambda: len(emitted) == 2, timeout=10_000)
    assert set(emitted[1]) == {"augmentation"}
    assert not emitted[1]["augmentation"]


def test_an_invalid_change_is_marked_and_not_emitted(view, qtbot):
    emitted = []
    view.changes.changed.connect(emitted.append)
    view.handle([batches(1)])
    field = view.changes.rates.control("momentum")
    field.selectAll()
    QTest.keyClicks(field, "1.5")
    qtbot.wait(500)
    assert emitted == []
    assert "0 <= x < 1" in view.changes.rates.settings["momentum"].problem


# Buttons


def test_the_buttons_of_a_phase_are_enabled(surroundings, qtbot):
    buttons = RunButtons()
    qtbot.addWidget(buttons)
    buttons.begin(has_epochs=True)
    assert not buttons.pause_button.isEnabled()
    assert buttons.cancel_button.isEnabled()
    buttons.show_phase(Phase.TRAINING)
    assert buttons.stop_button.isEnabled()
    with qtbot.waitSignal(buttons.requested, check_params_cb=lambda name: name == "pause"):
        QTest.mouseClick(buttons.pause_button, Qt.MouseButton.LeftButton)
    assert buttons.pause_button.text() == "Pausing …"
    buttons.show_phase(Phase.PAUSED)
    assert buttons.pause_button.text() == "&Resume"
    with qtbot.waitSignal(buttons.requested, check_params_cb=lambda name: name == "resume"):
        QTest.mouseClick(buttons.pause_button, Qt.MouseButton.LeftButton)
    buttons.show_phase(Phase.TRAINING)
    with qtbot.waitSignal(buttons.requested, check_params_cb=lambda name: name == "keep"):
        QTest.mouseClick(buttons.stop_button, Qt.MouseButton.LeftButton)
    assert not buttons.add_epoch_button.isEnabled()
    assert buttons.cancel_button.isEnabled(), "stopping can still be cancelled"


def test_a_confirm_button_asks_and_a_double_click_does_not_confirm(surroundings, qtbot):
    button, done = ConfirmButton(), []
    qtbot.addWidget(button)
    button.show()
    button.set_texts("Discard", "Discard it?")
    button.confirmed.connect(lambda: done.append(1))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    assert done == []
    assert button.dialog.text() == "Discard it?"
    QTest.keyClick(button.dialog, Qt.Key.Key_Return)
    assert (button.dialog, done) == (None, [])
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button.yes, Qt.MouseButton.LeftButton)
    assert (button.dialog, done) == (None, [1])


def test_the_focus_stays_on_pause_until_it_has_happened(view):
    handle(view, batches(1))
    button = view.buttons.pause_button
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert view.focusWidget() is button
    handle(view, Paused())
    assert view.focusWidget() is button
    asked = []
    view.buttons.requested.connect(asked.append)
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert asked == ["resume"], "a second press meanwhile does nothing"
    handle(view, Resumed())
    assert button.text() == "&Pause"


def test_the_peak_of_a_schedule_is_named_so(view):
    label = view.changes.rates.settings["learning_rate"].label
    view.begin(RunRecord(small_plan(schedule="one-cycle")))
    assert label.text() == "Peak learning rate"
    assert "one cycle" in view.changes.rates.control("learning_rate").toolTip()
    view.begin(RunRecord(small_plan(schedule="constant")))
    assert label.text() == "Learning rate"


def test_the_time_left_does_not_jump_when_training_pauses(view):
    view.begin(RunRecord(small_plan(epochs=300)))
    handle(view, batches(1))
    before = view.record.seconds_left
    handle(view, BatchesFinished.of([BatchFinished(2, 1, 10, 0.5, 0.8, 0.1, 400.0)]), Paused())
    paused = view.record.seconds_left
    assert paused == pytest.approx(before, rel=0.02)
    assert view.metrics.values["left"].text() != "–"
    handle(view, Resumed(), BatchesFinished.of([BatchFinished(2, 2, 10, 0.5, 0.8, 0.1, 400.0)]))
    assert view.record.seconds_left == pytest.approx(paused, rel=0.02)


# Curves and pictures


def test_units_of_a_dense_layer_and_filters_are_pictures():
    dense = np.arange(784 * 2, dtype=np.float32).reshape(784, 2)
    assert unit_pictures(dense).shape == (2, 28, 28)
    assert unit_pictures(dense)[1, 0, 1] == 3
    kernels = np.random.default_rng(0).normal(size=(3, 3, 1, 5)).astype(np.float32)
    assert np.array_equal(unit_pictures(kernels)[4], kernels[:, :, 0, 4])


def test_the_accuracy_axis_contains_the_values():
    none = np.empty((0, 2))
    assert accuracy_lower_limit(np.array([0.1, *[0.97] * 30]), none) == pytest.approx(0.95)
    assert accuracy_lower_limit(np.full(30, 0.3), none) == 0


def test_a_series_keeps_all_values_until_there_are_too_many():
    series = Series()
    for start in range(0, 1000, 7):
        series.extend(np.arange(start, start + 7.0), np.arange(start, start + 7.0) ** 2)
    x, y = series.points()
    assert np.array_equal(x, np.arange(1001))
    assert np.array_equal(y, x**2)
    for start in range(0, 5 * Series.LIMIT, 1000):
        series.extend(np.arange(start, start + 1000.0) + 1001, np.zeros(1000))
    x, _ = series.points()
    assert len(x) <= Series.LIMIT
    assert all(one < other for one, other in pairwise(x[::1000].tolist()))
    assert x[-1] > 4.9 * Series.LIMIT

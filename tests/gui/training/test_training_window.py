"""The training window with small runs in real processes."""

import multiprocessing
import os
import signal
import tempfile
import time

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest

from digitpad.common.errors import TrainingError
from digitpad.common.user_folders import user_models
from digitpad.data.example_ink import load_examples
from digitpad.gui import theme
from digitpad.gui.background import wait_for_all
from digitpad.gui.training import training_window
from digitpad.gui.training.augmentation import STRENGTHS
from digitpad.gui.training.run_record import Phase
from digitpad.gui.training.training_window import TrainingWindow
from digitpad.jobs.events import BatchesFinished, Finishing, RunFailed
from digitpad.jobs.job import Job
from digitpad.jobs.plan import plan_of
from digitpad.jobs.process import JobProcess
from digitpad.jobs.runs import runs, unfinished_runs
from digitpad.library.listing import available_models
from digitpad.library.model_file import load_model, read_description
from digitpad.training.events import BatchFinished
from tests.gui.choosing import select, wait_until_loaded
from tests.gui.training.conftest import shown, small_plan

LONG = 2000
"""More epochs than any test needs."""


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def start(window, wait, *, epochs=LONG, **changes):
    """Start a run and wait for its first epoch."""
    window.start(small_plan(epochs=epochs, **changes))
    wait(lambda: bool(window.running.record.history) or not window.is_training)
    return window.running.record


def is_gone(process_id):
    """Whether this child process has ended."""
    return all(child.pid != process_id for child in multiprocessing.active_children())


def test_a_run_from_the_form_to_a_kept_model(training, wait):
    training.start_from(small_plan(epochs=2))
    click(training.form.summary.start)
    assert training.is_training
    assert training.pages.currentWidget() is training.running
    wait(lambda: not training.is_training)
    assert training.pages.currentWidget() is training.result_view
    assert "accuracy on the MNIST test set" in training.result_view.title.text()
    record = training.running.record
    assert [epoch.epoch for epoch in record.history] == [1, 2]
    assert record.confusion.confusion.sum() == 200
    assert record.weights.weights.shape == (784, 16)

    field = training.result_view.name_row.field
    assert field.text() == "mlp-1"
    field.selectAll()
    QTest.keyClicks(field, "my first")
    click(training.result_view.name_row.keep)
    wait_until_loaded(training.session)
    assert training.session.selected.name == "my first"
    assert "my first" in training.session.names
    assert "my first" in available_models()
    assert load_model(user_models() / "my first.safetensors").description.name == "my first"
    assert training.pages.currentWidget() is not training.result_view


def test_a_name_that_is_taken_is_refused_and_nothing_is_replaced(training, wait):
    start(training, wait, epochs=1)
    wait(lambda: not training.is_training)
    names = training.result_view.name_row
    for taken in ("cnn", "", "a/b"):
        names.field.setText(taken)
        assert names.reason.text()
        assert not names.keep.isEnabled()
    assert not user_models().exists()


def test_models_are_compared_and_training_can_continue(training, wait):
    start(training, wait, epochs=1)
    wait(lambda: not training.is_training)
    training.result_view.other_model.setCurrentText("softmax")
    wait(lambda: not training.result_view.job.is_busy)
    assert training.result_view.comparison.isVisibleTo(training)
    assert not training.result_view.progress.isVisibleTo(training)
    training.result_view.more_epochs.set_value(2)
    click(training.result_view.continue_button)
    assert training.is_training
    assert training.running.record.epochs == 3
    wait(lambda: not training.is_training)
    assert [epoch.epoch for epoch in training.running.record.history] == [1, 2, 3]


def test_discarding_asks_first_and_leaves_nothing(training, wait):
    start(training, wait, epochs=1)
    wait(lambda: not training.is_training)
    click(training.result_view.discard_button)
    assert len(runs()) == 1
    click(training.result_view.discard_button.yes)
    assert runs() == []
    assert training.pages.currentWidget() is training.form


def test_pausing_resuming_and_adding_an_epoch(training, wait):
    record = start(training, wait, epochs=40)
    buttons = training.running.buttons
    click(buttons.pause_button)
    wait(lambda: record.phase is Phase.PAUSED, 5)
    position = record.position
    QTest.qWait(300)
    assert record.position == position
    assert buttons.pause_button.text() == "&Resume"
    click(buttons.add_epoch_button)
    assert record.epochs == 41
    click(buttons.pause_button)
    wait(lambda: record.phase is Phase.TRAINING and record.position > position, 10)
    wait(lambda: not training.is_training)
    assert len(record.history) == 41


def test_settings_can_be_changed_during_training(training, wait):
    record = start(training, wait, schedule="constant", learning_rate=0.1)
    assert record.last_rate == pytest.approx(0.1)
    rates = training.running.changes.rates
    field = rates.control("learning_rate")
    field.selectAll()
    QTest.keyClicks(field, "0.02")
    wait(lambda: record.last_rate == pytest.approx(0.02), 10)
    assert len(record.changed_at) == 1
    training.running.changes.augmentation.strength.set_value("none")
    wait(lambda: len(record.changed_at) == 2, 10)
    wait(lambda: len(runs()[0].changes()) == 2, 10)
    settings = [dict(change.settings) for change in runs()[0].changes()]
    assert settings[0] == {"learning_rate": 0.02}
    assert not any(v for k, v in settings[1]["augmentation"].items() if "smooth" not in k)


def test_stopping_builds_a_model_of_the_current_weights(training, wait):
    record = start(training, wait)
    click(training.running.buttons.stop_button)
    assert training.running.buttons.stop_button.text() == "Stopping …"
    wait(lambda: not training.is_training)
    assert training.pages.currentWidget() is training.result_view
    assert len(record.history) < LONG


def test_a_cancelled_run_can_be_resumed_from_the_form(training, wait):
    record = start(training, wait)
    click(training.running.buttons.cancel_button)
    began = time.monotonic()
    wait(lambda: not training.is_training, 10)
    assert time.monotonic() - began < 3
    assert "resume" in training.message.text()
    assert [row.run.plan for row in training.unfinished_runs.rows] == [training.running.record.plan]
    done = len(record.history)
    click(training.unfinished_runs.rows[0].open_button)
    assert training.is_training
    wait(lambda: len(training.running.record.history) > done)
    assert training.running.record.history[0] == record.history[0]


def test_the_pad_uses_the_model_until_it_is_switched_off_or_the_run_ends(training, session, wait):
    received = []
    session.trial_changed.connect(lambda: received.append(session.trial))
    start(training, wait)
    click(training.running.buttons.live_switch)
    wait(lambda: len(received) >= 2, 15)
    first, second = (trial.recognizer for trial in received[:2])
    assert (first.name, received[0].kind) == ("mlp in training", "training")
    recognition = first.recognize_ink(load_examples()[0].ink)
    assert recognition.probabilities.sum() == pytest.approx(1, abs=1e-5)
    weights = [model.model.classifier.tensors()["dense1.weight"] for model in (first, second)]
    assert not np.array_equal(*weights)
    assert session.answering.name == "mlp in training"
    training.running.buttons.live_switch.setChecked(False)
    assert session.trial is None
    QTest.qWait(700)
    assert session.trial is None
    training.running.buttons.live_switch.setChecked(True)
    wait(lambda: session.trial is not None, 15)
    click(training.running.buttons.cancel_button)
    wait(lambda: not training.is_training)
    assert session.trial is None


def test_a_trial_that_is_ended_elsewhere_stays_ended(training, session, wait):
    start(training, wait)
    training.running.buttons.live_switch.setChecked(True)
    wait(lambda: session.trial is not None, 15)
    select(session, "softmax")
    assert not training.running.buttons.live_switch.isChecked()
    QTest.qWait(700)
    assert session.answering.name == "softmax"


def test_a_changed_copy_is_not_replaced_by_the_model_in_training(training, session, wait):
    start(training, wait)
    training.running.buttons.live_switch.setChecked(True)
    wait(lambda: session.trial is not None, 15)
    copy = session.selected
    session.begin_trial(copy, "experiment")
    assert not training.running.buttons.live_switch.isChecked()
    done = len(training.running.record.history)
    wait(lambda: len(training.running.record.history) > done + 3)
    assert session.answering is copy
    click(training.running.buttons.live_switch)
    wait(lambda: session.trial.kind == "training", 15)


def test_the_session_knows_that_a_run_is_active(training, session, wait):
    start(training, wait)
    assert session.training == "mlp"
    click(training.running.buttons.cancel_button)
    wait(lambda: not training.is_training)
    assert session.training is None


def test_space_after_start_and_after_pause_does_nothing_unasked(training, wait, qtbot):
    with qtbot.waitActive(training):
        training.activateWindow()
    training.start_from(small_plan(epochs=LONG))
    training.form.summary.start.setFocus()
    QTest.keyClick(training.form.summary.start, Qt.Key.Key_Space)
    buttons = training.running.buttons

    def press_space():
        QTest.keyClick(training.focusWidget(), Qt.Key.Key_Space)

    press_space()
    wait(lambda: bool(training.running.record.history))
    press_space()
    record = training.running.record
    assert record.phase is Phase.TRAINING
    buttons.pause_button.setFocus()
    press_space()
    # While the pause is requested, and afterwards, the focus stays.
    assert training.focusWidget() is buttons.pause_button
    press_space()
    wait(lambda: record.phase is Phase.PAUSED, 10)
    assert training.focusWidget() is buttons.pause_button
    assert record.epochs == LONG
    press_space()
    wait(lambda: record.phase is Phase.TRAINING, 10)
    buttons.stop_button.setFocus()
    press_space()
    assert training.focusWidget() is training.running.curves.loss
    press_space()
    wait(lambda: not training.is_training)
    assert training.pages.currentWidget() is training.result_view


def test_after_cancelling_the_focus_is_not_on_discard(training, wait):
    start(training, wait)
    click(training.running.buttons.cancel_button)
    wait(lambda: not training.is_training)
    assert training.unfinished_runs.rows
    assert training.focusWidget() is training.form.model.control("model")


def test_a_double_click_on_discard_discards_nothing(training, wait):
    start(training, wait, epochs=1)
    wait(lambda: not training.is_training)
    button = training.result_view.discard_button
    click(button)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert len(runs()) == 1
    assert button.dialog is not None
    button.dialog.reject()
    assert len(runs()) == 1


def test_what_was_changed_while_running_is_taken_when_training_again(training, wait):
    record = start(training, wait, schedule="constant", learning_rate=0.1)
    field = training.running.changes.rates.control("learning_rate")
    field.selectAll()
    QTest.keyClicks(field, "0.02")
    wait(lambda: record.last_rate == pytest.approx(0.02), 10)
    training.running.changes.augmentation.strength.set_value("strong")
    wait(lambda: len(runs()[0].changes()) == 2, 10)
    click(training.running.buttons.stop_button)
    wait(lambda: not training.is_training)
    plan = plan_of(read_description(training.result_view.run.model))
    training.start_from(plan)
    assert training.form.plan.settings.learning_rate == 0.02
    assert training.form.plan.settings.augmentation == STRENGTHS["strong"]
    assert training.form.plan.settings.batch_size == 50


def test_closing_during_a_comparison_does_not_wait(training, wait):
    start(training, wait, epochs=1)
    wait(lambda: not training.is_training)
    assert training.result_view.job.is_busy
    began = time.monotonic()
    training.close()
    training.shut_down()
    assert time.monotonic() - began < 1.0


def test_a_run_continues_when_the_window_is_closed(training, wait):
    record = start(training, wait, epochs=8)
    training.close()
    assert not training.isVisible()
    assert training.is_training
    wait(lambda: not training.is_training)
    assert len(record.history) == 8
    assert training.isVisible(), "the user must decide now"
    assert training.pages.currentWidget() is training.result_view


def test_escape_neither_ends_a_run_nor_closes_the_window(training, wait):
    start(training, wait)
    QTest.keyClick(training, Qt.Key.Key_Escape)
    assert training.is_training
    assert training.isVisible()


def test_a_killed_process_is_reported_and_its_run_can_be_resumed(training, wait):
    start(training, wait)
    process = training.watcher.process
    wait(lambda: process.run.can_resume)
    os.kill(process.process_id, getattr(signal, "SIGKILL", signal.SIGTERM))
    wait(lambda: not training.is_training, 10)
    assert "unexpectedly" in training.message.text()
    assert training.message.property("tone") == "problem"
    assert len(training.unfinished_runs.rows) == 1
    click(training.unfinished_runs.rows[0].open_button)
    wait(lambda: len(training.running.record.history) >= 2)


def test_closing_the_program_ends_the_process_and_the_run_can_be_resumed(training, wait):
    record = start(training, wait)
    process = training.watcher.process.process_id
    began = time.monotonic()
    training.shut_down()
    assert time.monotonic() - began < 0.5, "the window does not wait for the process"
    wait_for_all()
    assert is_gone(process)
    assert [run.can_resume for run in unfinished_runs()] == [True]
    assert unfinished_runs()[0].epoch >= len(record.history)


def test_an_unfinished_run_is_offered_at_start_up_and_can_be_discarded(session, wait):
    process = JobProcess.start(small_plan(epochs=LONG))
    wait(lambda: process.run.epoch >= 1)
    process.close(10)
    window = TrainingWindow(session)
    window.form.speeds.pause()
    with shown(window):
        window.hide()
        assert window.offer_unfinished()
        assert window.isVisible()
        row = window.unfinished_runs.rows[0]
        assert f"of {LONG}" in row.label.text()
        assert "accuracy" in row.label.text()
        click(row.discard_button)
        click(row.discard_button.yes)
        assert unfinished_runs() == []
        assert not window.unfinished_runs.isVisibleTo(window)
        assert not window.offer_unfinished()
        window.shut_down()


def test_a_finished_run_is_listed_until_it_is_kept_or_discarded(training, session, wait):
    start(training, wait, epochs=1)
    wait(lambda: not training.is_training)
    training.shut_down()
    again = TrainingWindow(session)
    again.form.speeds.pause()
    with shown(again):
        assert again.offer_unfinished()
        assert "finished" in again.unfinished_runs.rows[0].label.text()
        click(again.unfinished_runs.rows[0].open_button)
        assert again.pages.currentWidget() is again.result_view
        again.shut_down()


def test_a_diverging_run_is_explained_with_a_suggestion(training, wait):
    training.start(small_plan(epochs=50, learning_rate=1e6, schedule="constant", momentum=0.99))
    wait(lambda: not training.is_training)
    assert training.message.property("tone") == "problem"
    assert "rate" in training.message.text()
    assert training.pages.currentWidget() is training.form


def answer_save_dialog(monkeypatch, path):
    """What the user chooses where a file is asked for."""
    monkeypatch.setattr(training_window, "ask_save_path", lambda *_: path)


def unfinished_run_without_room():
    """A run that has learned all, in whose folder the model's file cannot be written."""
    for event in Job.create(small_plan(epochs=1)).run():
        if isinstance(event, Finishing):
            break
    (run,) = unfinished_runs()
    # As on a full disk, but for this file alone.
    run.model.mkdir()
    return run


def test_a_model_that_does_not_fit_on_the_disk_is_saved_where_the_user_wants(
    training, wait, monkeypatch, tmp_path
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    run = unfinished_run_without_room()
    training.open_run(run)
    wait(lambda: not training.is_training)
    assert str(run.folder) in training.message.text()
    assert training.save_as.isVisible()
    answer_save_dialog(monkeypatch, None)
    click(training.save_as)
    assert training.save_as.isVisible(), "the user may choose again"
    answer_save_dialog(monkeypatch, tmp_path / "missing" / "file" / "mine.safetensors")
    (tmp_path / "missing").touch()
    click(training.save_as)
    assert "a part of the path is a file" in training.message.text()
    assert training.save_as.isVisible()
    path = tmp_path / "mine.safetensors"
    answer_save_dialog(monkeypatch, path)
    click(training.save_as)
    assert str(path) in training.message.text()
    assert training.message.property("tone") == "quiet"
    assert not training.save_as.isVisible()
    assert load_model(path).description.name == "mine"
    assert unfinished_runs() == []


def test_a_model_of_which_only_the_checkpoint_is_left_is_made_in_another_place(
    training, wait, monkeypatch, tmp_path
):
    run, path = unfinished_run_without_room(), tmp_path / "mine.safetensors"
    training.open_run(run)
    wait(lambda: not training.is_training)
    # As if there had been no room for a temporary file either.
    problem = TrainingError("The model could not be saved in {folder}", folder=run.folder)
    training.watcher.ended.emit(RunFailed(problem, None, can_resume=True, lacks_place=True))
    answer_save_dialog(monkeypatch, path)
    click(training.save_as)
    assert training.is_training
    wait(lambda: not training.is_training)
    assert str(path) in training.message.text()
    assert not training.save_as.isVisible()
    assert load_model(path).description.name == "mine"
    assert unfinished_runs() == []


def test_a_model_for_which_the_library_has_no_room_is_saved_where_the_user_wants(
    training, wait, monkeypatch, tmp_path
):
    start(training, wait, epochs=1)
    wait(lambda: not training.is_training)
    user_models().touch()
    click(training.result_view.name_row.keep)
    assert "expected a folder" in training.message.text()
    assert training.pages.currentWidget() is training.result_view
    answer_save_dialog(monkeypatch, tmp_path / "mine.safetensors")
    click(training.save_as)
    assert load_model(tmp_path / "mine.safetensors").description.name == "mine"
    assert training.pages.currentWidget() is training.form


def test_only_one_run_is_active_at_a_time(training, wait):
    record = start(training, wait)
    process = training.watcher.process
    training.start(small_plan())
    training.start_from(small_plan("cnn"))
    assert training.watcher.process is process
    assert training.running.record is record
    assert "active" in training.message.text()
    assert training.pages.currentWidget() is training.running


def test_a_vector_machine_is_trained_in_the_same_window(training, wait):
    plan = small_plan("softmax", mnist=2000)
    training.start(plan)
    wait(lambda: training.running.record.fit_progress is not None or not training.is_training)
    wait(lambda: not training.is_training)
    assert training.pages.currentWidget() is training.result_view
    assert not training.result_view.continue_button.isVisibleTo(training)


@pytest.fixture
def large_letters(surroundings):
    """A doubled font size."""
    application = surroundings.application
    before = application.font()
    application.setFont(theme.scaled(before, 2))
    yield
    application.setFont(before)


def is_inside(widget, window):
    place = QRect(widget.mapTo(window, QPoint()), widget.size())
    return widget.isVisible() and window.rect().contains(place)


@pytest.mark.usefixtures("large_letters")
def test_everything_fits_a_small_screen_with_large_letters(session, wait):
    window = TrainingWindow(session)
    window.form.speeds.pause()
    # Some room for the pad at the side, the frame and the panel of the desktop.
    size = QSize(1366 - 300, 768 - 70)
    with shown(window):
        window.resize(size)
        QTest.qWait(50)
        assert window.size() == size
        assert is_inside(window.form.summary.start, window)
        assert window.form.scroll_area.horizontalScrollBar().maximum() == 0
        window.start(small_plan(epochs=1))
        wait(lambda: window.running.record.weights is not None)
        QTest.qWait(50)
        assert window.size() == size
        assert is_inside(window.running.buttons.cancel_button, window)
        assert is_inside(window.running.buttons.live_switch, window)
        wait(lambda: not window.is_training)
        window.result_view.other_model.setCurrentText("softmax")
        wait(lambda: not window.result_view.job.is_busy)
        QTest.qWait(50)
        assert window.size() == size
        assert is_inside(window.result_view.name_row.keep, window)
        assert is_inside(window.result_view.discard_button, window)
        window.shut_down()


def test_charts_wait_while_the_pen_moves(training, wait):
    start(training, wait)
    training.running.refresh()
    training.watcher.yield_to_pen()
    assert training.watcher.pen_is_moving
    before = training.running.curves.loss.data("batches")[0]
    training.running.handle([BatchesFinished.of([BatchFinished(9, 1, 10, 0.5, 0.8, 0.1, 1000)])])
    training._refresh_running()
    assert training.running.curves.loss.data("batches")[0] is before
    wait(lambda: training.running.curves.loss.data("batches")[0] is not before, 10)
    assert not training.watcher.pen_is_moving

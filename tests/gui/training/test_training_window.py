"""The whole window with real trainings in real processes, small ones."""

import multiprocessing
import os
import signal
import time

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.data.example_ink import load_examples
from digitpad.gui.training.run_record import Phase
from digitpad.gui.training.training_window import TrainingWindow
from digitpad.library import available_models
from digitpad.modelfile import load_model
from digitpad.paths import user_models
from digitpad.runs.run import runs, unfinished_runs
from digitpad.training_process import TrainingProcess
from tests.gui.training.conftest import shown, small_plan

LONG = 2000
"""More epochs than any test waits for."""


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def start(window, wait, *, epochs=LONG, **changes):
    """A run that has finished an epoch."""
    window.start(small_plan(epochs=epochs, **changes))
    wait(lambda: bool(window.running.record.history) or not window.is_training)
    return window.running.record


def is_gone(process_id):
    """Whether no such process of ours runs any more."""
    return all(child.pid != process_id for child in multiprocessing.active_children())


def test_a_run_from_the_form_to_a_kept_model(training, wait):
    training.start_from(small_plan(epochs=2))
    click(training.form.summary.start)
    assert training.is_training
    assert training.pages.currentWidget() is training.running
    wait(lambda: not training.is_training)
    assert training.pages.currentWidget() is training.outcome
    assert "of MNIST's test digits are right" in training.outcome.title.text()
    record = training.running.record
    assert [epoch.epoch for epoch in record.history] == [1, 2]
    assert record.confusion.confusion.sum() == 200
    assert record.weights.weights.shape == (784, 16)

    kept = []
    training.model_kept.connect(kept.append)
    field = training.outcome.names.field
    assert field.text() == "mlp-1"
    field.selectAll()
    QTest.keyClicks(field, "my first")
    click(training.outcome.names.keep)
    assert kept == ["my first"]
    assert "my first" in available_models()
    assert load_model(user_models() / "my first.safetensors").description.name == "my first"
    assert training.pages.currentWidget() is not training.outcome


def test_a_name_that_is_taken_is_refused_and_nothing_is_replaced(training, wait):
    start(training, wait, epochs=1)
    wait(lambda: not training.is_training)
    names = training.outcome.names
    for taken in ("cnn", "", "a/b"):
        names.field.setText(taken)
        assert names.reason.text()
        assert not names.keep.isEnabled()
    assert not user_models().exists()


def test_old_and_new_are_compared_and_the_run_can_go_on(training, wait):
    start(training, wait, epochs=1)
    wait(lambda: not training.is_training)
    training.outcome.other.setCurrentText("softmax")
    wait(lambda: not training.outcome.is_comparing)
    assert training.outcome.comparison.isVisibleTo(training)
    assert not training.outcome.progress.isVisibleTo(training)
    training.outcome.more.set_value(2)
    click(training.outcome.train_on_button)
    assert training.is_training
    assert training.running.record.epochs == 3
    wait(lambda: not training.is_training)
    assert [epoch.epoch for epoch in training.running.record.history] == [1, 2, 3]


def test_discarding_asks_first_and_leaves_nothing(training, wait):
    start(training, wait, epochs=1)
    wait(lambda: not training.is_training)
    click(training.outcome.discard)
    assert len(runs()) == 1
    click(training.outcome.discard)
    assert runs() == []
    assert training.pages.currentWidget() is training._form_page


def test_pausing_going_on_and_one_more_epoch(training, wait):
    record = start(training, wait, epochs=40)
    buttons = training.running.buttons
    click(buttons.pause_button)
    wait(lambda: record.phase is Phase.PAUSED, 5)
    place = record.place
    QTest.qWait(300)
    assert record.place == place
    assert buttons.pause_button.text() == "&Go on"
    click(buttons.one_more_button)
    assert record.epochs == 41
    click(buttons.pause_button)
    wait(lambda: record.phase is Phase.TRAINING and record.place > place, 10)
    wait(lambda: not training.is_training)
    assert len(record.history) == 41


def test_settings_change_while_it_learns(training, wait):
    record = start(training, wait, schedule="constant", learning_rate=0.1)
    assert record.last_rate == pytest.approx(0.1)
    rates = training.running.changes.rates
    field = rates.control("learning_rate")
    field.selectAll()
    QTest.keyClicks(field, "0.02")
    wait(lambda: record.last_rate == pytest.approx(0.02), 10)
    assert len(record.changed_at) == 1
    training.running.changes.variation.strength.set_value("none")
    wait(lambda: len(record.changed_at) == 2, 10)
    wait(lambda: len(runs()[0].changes()) == 2, 10)
    settings = [dict(change.settings) for change in runs()[0].changes()]
    assert settings[0] == {"learning_rate": 0.02}
    assert not any(v for k, v in settings[1]["augmentation"].items() if "smooth" not in k)


def test_stopping_keeps_what_is_learned_so_far(training, wait):
    record = start(training, wait)
    click(training.running.buttons.stop_button)
    assert training.running.buttons.stop_button.text() == "Stopping …"
    wait(lambda: not training.is_training)
    assert training.pages.currentWidget() is training.outcome
    assert len(record.history) < LONG


def test_cancelling_returns_to_the_form_with_an_offer_to_go_on(training, wait):
    record = start(training, wait)
    click(training.running.buttons.cancel_button)
    began = time.monotonic()
    wait(lambda: not training.is_training, 10)
    assert time.monotonic() - began < 3
    assert "go on" in training.message.text()
    assert [row.run.plan for row in training.offers.rows] == [training.running.record.plan]
    done = len(record.history)
    click(training.offers.rows[0].take)
    assert training.is_training
    wait(lambda: len(training.running.record.history) > done)
    assert training.running.record.history[0] == record.history[0]


def test_the_pad_answers_live_until_the_switch_or_the_run_ends(training, wait):
    told = []
    training.live_recognizer.connect(told.append)
    start(training, wait)
    click(training.running.buttons.live_switch)
    wait(lambda: len(told) >= 2, 15)
    assert told[0].name == "mlp in training"
    recognition = told[0].recognize_ink(load_examples()[0].ink)
    assert recognition.probabilities.sum() == pytest.approx(1, abs=1e-5)
    weights = [model.model.classifier.tensors()["dense1.weight"] for model in told[:2]]
    assert not np.array_equal(*weights)
    training.running.buttons.live_switch.setChecked(False)
    assert told[-1] is None
    QTest.qWait(700)
    assert told[-1] is None
    training.running.buttons.live_switch.setChecked(True)
    wait(lambda: told[-1] is not None, 15)
    click(training.running.buttons.cancel_button)
    wait(lambda: not training.is_training)
    assert told[-1] is None


def test_closing_the_window_hides_it_and_the_run_goes_on_to_its_end(training, wait):
    record = start(training, wait, epochs=8)
    training.close()
    assert not training.isVisible()
    assert training.is_training
    wait(lambda: not training.is_training)
    assert len(record.history) == 8
    assert training.isVisible(), "there is something to decide now"
    assert training.pages.currentWidget() is training.outcome


def test_escape_does_not_end_a_run(training, wait):
    start(training, wait)
    QTest.keyClick(training, Qt.Key.Key_Escape)
    assert training.is_training


def test_a_killed_process_is_told_with_an_offer_to_go_on(training, wait):
    record = start(training, wait)
    wait(lambda: record.saved_at is not None)
    process = training.watcher.process.process_id
    os.kill(process, getattr(signal, "SIGKILL", signal.SIGTERM))
    wait(lambda: not training.is_training, 10)
    assert "unexpectedly" in training.message.text()
    assert training.message.property("tone") == "problem"
    assert len(training.offers.rows) == 1
    click(training.offers.rows[0].take)
    wait(lambda: len(training.running.record.history) >= 2)


def test_the_end_of_the_program_leaves_no_process_and_a_run_to_resume(training, wait):
    record = start(training, wait)
    process = training.watcher.process.process_id
    began = time.monotonic()
    training.shut_down()
    assert time.monotonic() - began < 2.0
    assert is_gone(process)
    assert [run.can_resume for run in unfinished_runs()] == [True]
    assert unfinished_runs()[0].epoch >= len(record.history)


def test_an_unfinished_run_is_offered_at_start_up_and_can_be_discarded(surroundings, wait):
    process = TrainingProcess.start(small_plan(epochs=LONG))
    wait(lambda: process.run.epoch >= 1)
    process.close(10)
    window = TrainingWindow()
    window.form.speeds.pause()
    with shown(window):
        window.hide()
        assert window.offer_unfinished()
        assert window.isVisible()
        row = window.offers.rows[0]
        assert f"of {LONG}" in row.label.text()
        assert "right" in row.label.text()
        click(row.discard)
        click(row.discard)
        assert unfinished_runs() == []
        assert not window.offers.isVisibleTo(window)
        assert not window.offer_unfinished()
        window.shut_down()


def test_a_finished_run_that_nobody_decided_about_is_offered(training, wait):
    start(training, wait, epochs=1)
    wait(lambda: not training.is_training)
    training.shut_down()
    again = TrainingWindow()
    again.form.speeds.pause()
    with shown(again):
        assert again.offer_unfinished()
        assert "finished" in again.offers.rows[0].label.text()
        click(again.offers.rows[0].take)
        assert again.pages.currentWidget() is again.outcome
        again.shut_down()


def test_a_diverging_run_is_explained_with_a_suggestion(training, wait):
    training.start(small_plan(epochs=50, learning_rate=1e6, schedule="constant", momentum=0.99))
    wait(lambda: not training.is_training)
    assert training.message.property("tone") == "problem"
    assert "rate" in training.message.text()
    assert training.pages.currentWidget() is training._form_page


def test_only_one_run_at_a_time(training, wait):
    record = start(training, wait)
    process = training.watcher.process
    training.start(small_plan())
    training.start_from(small_plan("cnn"))
    assert training.watcher.process is process
    assert training.running.record is record
    assert "under way" in training.message.text()
    assert training.pages.currentWidget() is training.running


def test_a_vector_machine_learns_in_the_same_window(training, wait):
    plan = small_plan("softmax", mnist=2000)
    training.start(plan)
    wait(lambda: training.running.record.machine is not None or not training.is_training)
    wait(lambda: not training.is_training)
    assert training.pages.currentWidget() is training.outcome
    assert not training.outcome.train_on_button.isVisibleTo(training)

"""The training window of the main window: shortcut, models on the pad, closing the program."""

import multiprocessing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.gui.background import wait_for_all
from digitpad.jobs.runs import unfinished_runs
from tests.gui.choosing import wait_until_loaded
from tests.gui.training.conftest import small_plan


@pytest.fixture
def training(window, qtbot):
    """The training window, opened with its shortcut."""
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    training = window.windows.training
    training.form.speeds.pause()
    assert training.isVisible()
    return training


def model_on_pad(window):
    return window.session.answering.name


def test_the_pad_can_use_the_model_in_training_and_returns_to_its_own(window, training, wait):
    own = model_on_pad(window)
    training.start(small_plan(epochs=2000))
    wait(lambda: bool(training.running.record.history))
    training.running.buttons.live_switch.setChecked(True)
    wait(lambda: model_on_pad(window) == "mlp in training", 15)
    training.running.buttons.live_switch.setChecked(False)
    assert model_on_pad(window) == own


def test_a_kept_model_is_used_on_the_pad(window, training, wait):
    training.start(small_plan(epochs=1))
    wait(lambda: not training.is_training)
    training.result_view.name_row.keep.click()
    wait_until_loaded(window.session)
    assert window.session.selected.name == "mlp-1"
    assert model_on_pad(window) == "mlp-1"


def test_closing_the_program_leaves_no_process_and_a_run_to_resume(window, training, wait):
    training.start(small_plan(epochs=2000))
    wait(lambda: bool(training.running.record.history))
    process = training.watcher.process.process_id
    window.close()
    wait_for_all()
    assert all(child.pid != process for child in multiprocessing.active_children())
    assert len(unfinished_runs()) == 1

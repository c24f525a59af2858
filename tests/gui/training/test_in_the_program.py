"""Training from the program: opened with a key, answering in the pad, closed with the window."""

import multiprocessing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.runs.run import unfinished_runs
from tests.gui.training.conftest import small_plan


@pytest.fixture
def room(window, qtbot):
    """The training window, opened as a person would."""
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    room = window.rooms.training
    room.form.speeds.pause()
    assert room.isVisible()
    return room


def names_that_answer(window):
    return window.recognition.recognizer.name


def test_the_pad_answers_with_the_model_in_training_and_then_with_its_own_again(window, room, wait):
    own = names_that_answer(window)
    room.start(small_plan(epochs=2000))
    wait(lambda: bool(room.running.record.history))
    room.running.buttons.live_switch.setChecked(True)
    wait(lambda: names_that_answer(window) == "mlp in training", 15)
    room.running.buttons.live_switch.setChecked(False)
    assert names_that_answer(window) == own


def test_a_kept_model_answers_in_the_pad(window, room, wait):
    room.start(small_plan(epochs=1))
    wait(lambda: not room.is_training)
    room.outcome.names.keep.click()
    assert window.chooser.loaded == "mlp-1"
    assert names_that_answer(window) == "mlp-1"


def test_closing_the_program_leaves_no_process_and_a_run_to_resume(window, room, wait):
    room.start(small_plan(epochs=2000))
    wait(lambda: bool(room.running.record.history))
    process = room.watcher.process.process_id
    window.close()
    assert all(child.pid != process for child in multiprocessing.active_children())
    assert len(unfinished_runs()) == 1

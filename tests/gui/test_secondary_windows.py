"""The other windows: they open from the menus, report to the main window, and close with it."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from digitpad.gui.secondary_window import SecondaryWindow
from digitpad.library.model_file import Model
from digitpad.recognition.recognizer import Recognizer
from tests.gui.choosing import wait_until_loaded
from tests.gui.drawing import draw_seven, settle

LEFT = Qt.MouseButton.LeftButton


def copy_of(model, name):
    """A model with the same weights that is not in the library."""
    return Recognizer(Model(model.description.changed(name=name), model.classifier))


def test_a_button_beside_the_models_opens_the_training_window(window, qtbot):
    QTest.mouseClick(window.chooser.findChild(QToolButton), LEFT)
    qtbot.waitUntil(
        lambda: window.windows.training is not None and window.windows.training.isVisible()
    )


@pytest.mark.parametrize(
    ("action", "name"), [("train", "training"), ("library", "library"), ("inspect", "inspector")]
)
def test_every_window_closes_with_the_pad(window, action, name, qtbot):
    getattr(window.actions_, action).trigger()
    opened = getattr(window.windows, name)
    qtbot.waitUntil(opened.isVisible)
    window.close()
    assert not opened.isVisible()


@pytest.mark.parametrize("name", ["browser", "recorder"])
def test_windows_of_the_samples_stand_beside_the_pad_and_close_with_it(window, name, qtbot):
    action = {"browser": "samples", "recorder": "record_samples"}[name]
    getattr(window.actions_, action).trigger()
    opened = getattr(window.corrections, name)
    qtbot.waitUntil(opened.isVisible)
    assert isinstance(opened, SecondaryWindow)
    assert opened.parent() is None
    assert not opened.isModal()
    window.close()
    assert not opened.isVisible()


def test_a_recorder_that_was_closed_is_deleted_when_another_opens(window, qtbot):
    window.actions_.record_samples.trigger()
    first = window.corrections.recorder
    qtbot.waitUntil(first.isVisible)
    first.close()
    with qtbot.waitSignal(first.destroyed):
        window.actions_.record_samples.trigger()
    assert window.corrections.recorder is not first


def test_closing_the_main_window_ends_the_program(window, qtbot):
    for action in (window.actions_.samples, window.actions_.compare, window.actions_.inspect):
        action.trigger()
    window.close()
    gc.collect()
    qtbot.waitUntil(lambda: not [one for one in QApplication.topLevelWidgets() if one.isVisible()])


def test_training_pauses_only_while_the_pen_moves(window, monkeypatch):
    window.actions_.train.trigger()
    asked = []
    monkeypatch.setattr(window.windows.training.watcher, "yield_to_pen", lambda: asked.append(1))
    draw_seven(window.canvas, release=False)
    assert asked
    window.canvas.document.finish()
    asked.clear()
    window.canvas.document.clear()
    window.canvas.document.undo()
    assert not asked


def test_the_main_window_says_which_training_runs_and_opens_its_window(window, qtbot):
    entry = window.status.training
    assert not entry.isVisible()
    window.session.training = "mlp-3"
    assert entry.isVisible()
    assert entry.text.text() == "Training mlp-3 …"
    QTest.mouseClick(entry.button, LEFT)
    qtbot.waitUntil(
        lambda: window.windows.training is not None and window.windows.training.isVisible()
    )
    window.session.training = None
    assert not entry.isVisible()


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [("experiment", "Show Inspector", "inspector"), ("training", "Show Training", "training")],
)
def test_the_main_window_says_which_model_is_on_trial_and_opens_its_window(
    window, qtbot, kind, text, name
):
    window.session.begin_trial(copy_of(window.session.model, "modified copy of cnn"), kind)
    entry = window.status.trial
    assert entry.isVisible()
    assert entry.text.text() == "modified copy of cnn is on trial"
    assert entry.button.text() == text
    QTest.mouseClick(entry.button, LEFT)
    qtbot.waitUntil(
        lambda: (
            getattr(window.windows, name) is not None and getattr(window.windows, name).isVisible()
        )
    )


def test_a_model_in_training_that_answers_has_one_entry(window):
    window.session.training = "mlp-3"
    window.session.begin_trial(copy_of(window.session.model, "mlp-3 in training"), "training")
    assert window.status.training.text.text() == "Training mlp-3, which answers on the pad …"
    assert not window.status.trial.isVisible()
    window.session.end_trial("training")
    assert window.status.training.text.text() == "Training mlp-3 …"


def test_nothing_moves_when_a_trial_or_a_training_is_reported(window, qtbot):
    before = [one.geometry() for one in (window.canvas, window.bars, window.answer)]
    window.session.training = "mlp-3"
    window.session.begin_trial(copy_of(window.session.model, "modified copy of cnn"), "experiment")
    QTest.qWait(50)
    assert [one.geometry() for one in (window.canvas, window.bars, window.answer)] == before


def test_the_chooser_shows_the_model_that_really_answers_and_stops_a_trial(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    box, stop = window.chooser.box, window.chooser.stop
    own = window.session.selected
    assert (box.currentText(), stop.isVisible()) == (own.name, False)
    trial = copy_of(own.model, "modified copy of cnn")
    window.session.begin_trial(trial, "experiment")
    assert (box.currentText(), stop.isVisible()) == (trial.name, True)
    assert window.session.answering is trial
    QTest.mouseClick(stop, LEFT)
    assert (box.currentText(), stop.isVisible()) == (own.name, False)
    assert window.session.answering is own
    assert not window.status.trial.isVisible()


def test_choosing_another_model_ends_a_trial(window):
    window.session.begin_trial(copy_of(window.session.model, "mlp in training"), "training")
    window.chooser.box.setFocus()
    QTest.keyClick(window.chooser.box, Qt.Key.Key_Home)
    wait_until_loaded(window.session)
    assert window.session.trial is None
    assert window.chooser.box.currentText() == window.session.answering.name
    assert window.chooser.box.findText("mlp in training") < 0


def test_closing_the_inspector_ends_its_trial_for_the_pad_too(window, qtbot):
    window.actions_.inspect.trigger()
    inspector = window.windows.inspector
    page = inspector.open_page("experiments")
    page.units.toggled.emit(3)
    page.outcome.trial.click()
    assert window.chooser.box.currentText() == "modified copy of cnn"
    with qtbot.waitActive(inspector):
        inspector.activateWindow()
    QTest.keyClick(inspector, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not inspector.isVisible())
    assert window.session.trial is None
    assert window.chooser.box.currentText() == window.session.answering.name == "cnn"


def test_a_threshold_set_during_a_trial_belongs_to_the_selected_model(window):
    name = window.session.selected.name
    window.session.begin_trial(copy_of(window.session.model, "modified copy"), "experiment")
    window.session.set_threshold(0.25)
    assert window.session.state.threshold_of(name) == 0.25
    assert window.session.state.threshold_of("modified copy") is None

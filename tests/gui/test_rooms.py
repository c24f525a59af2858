"""The larger windows open from where one looks for them, and close with the pad."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.drawing import draw_seven

LEFT = Qt.MouseButton.LeftButton


def test_a_button_beside_the_models_opens_the_training_window(window, qtbot):
    QTest.mouseClick(window.train_button, LEFT)
    qtbot.waitUntil(lambda: window.rooms.training is not None and window.rooms.training.isVisible())


def test_the_settings_lead_to_the_training_window(window, qtbot):
    window.actions_.settings.trigger()
    QTest.mouseClick(window._settings.train, LEFT)
    qtbot.waitUntil(lambda: window.rooms.training is not None and window.rooms.training.isVisible())


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_button_of_the_settings_is_cut_off(window, surroundings, qtbot, language):
    surroundings.translation.choose(language)
    window.actions_.settings.trigger()
    qtbot.waitUntil(window._settings.isVisible)
    for button in window._settings.buttons.buttons():
        assert button.width() >= button.sizeHint().width()


@pytest.mark.parametrize(
    ("action", "room"), [("train", "training"), ("library", "library"), ("inspect", "inspector")]
)
def test_every_room_closes_with_the_pad(window, action, room, qtbot):
    getattr(window.actions_, action).trigger()
    opened = getattr(window.rooms, room)
    qtbot.waitUntil(opened.isVisible)
    window.close()
    assert not opened.isVisible()


def test_a_training_makes_way_for_a_pen_that_moves_and_for_nothing_else(window, monkeypatch):
    window.actions_.train.trigger()
    asked = []
    monkeypatch.setattr(window.rooms.training.watcher, "make_way", lambda: asked.append(1))
    draw_seven(window.canvas, release=False)
    assert asked
    window.canvas.finish()
    asked.clear()
    window.canvas.clear()
    window.canvas.undo()
    assert not asked

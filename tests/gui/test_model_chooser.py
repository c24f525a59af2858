"""The list of models beside the pad, while models come and go."""

import pytest

from digitpad import library, trash
from digitpad.recognizer import Recognizer
from tests.small_models import kept_model, small_model


@pytest.fixture
def mine(own_home, window):
    """The pad answers with a model of the user's own."""
    kept_model("mine")
    window.rooms.models_changed.emit()
    window.chooser.choose("mine")
    assert window.recognition.recognizer.name == "mine"
    return window


def names(window):
    box = window.chooser.box
    return [box.itemText(place) for place in range(box.count())]


def test_a_model_deleted_in_the_library_answers_no_longer(mine, qtbot):
    mine.rooms.open_library()
    room = mine.rooms.library
    qtbot.waitUntil(lambda: not room.errands.is_busy, timeout=15_000)
    room.refresh("mine")
    qtbot.waitUntil(lambda: not room.errands.is_busy, timeout=15_000)
    room.delete()
    qtbot.waitUntil(lambda: mine.chooser.loaded == "cnn", timeout=15_000)
    assert mine.recognition.recognizer.name == "cnn"
    assert mine.chooser.box.currentText() == "cnn"
    assert names(mine) == library.available_models()
    qtbot.waitUntil(lambda: not room.errands.is_busy, timeout=15_000)
    room.close()


def test_a_renamed_model_goes_on_answering(mine, qtbot):
    mine.rooms.open_library()
    room = mine.rooms.library
    qtbot.waitUntil(lambda: not room.errands.is_busy, timeout=15_000)
    room.rename("mine", "better")
    qtbot.waitUntil(lambda: mine.chooser.loaded == "better", timeout=15_000)
    qtbot.waitUntil(lambda: names(mine) == library.available_models(), timeout=15_000)
    assert mine.chooser.loaded == "better"
    room.close()


def test_another_model_goes_on_answering_when_one_is_deleted(mine):
    mine.chooser.choose("mlp")
    trash.delete("mine")
    mine.rooms.models_changed.emit()
    assert mine.chooser.loaded == "mlp"
    assert "mine" not in names(mine)


def test_a_model_that_was_never_in_the_list_goes_on_answering(window):
    window.chooser.show_loaded(Recognizer(small_model("elsewhere")))
    window.rooms.models_changed.emit()
    assert window.chooser.loaded == "elsewhere"
    assert "elsewhere" in names(window)

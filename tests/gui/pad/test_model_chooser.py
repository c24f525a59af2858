"""The list of models while models are added, renamed and deleted."""

import pytest

from digitpad.library import catalog, trash
from digitpad.library.model_file import Model
from digitpad.recognition.recognizer import Recognizer
from tests.gui.choosing import select
from tests.small_models import kept_model, small_model


@pytest.fixture
def mine(own_home, window):
    """The window with one of the user's own models in use."""
    kept_model("mine")
    window.session.refresh_models()
    select(window.session, "mine")
    assert window.session.answering.name == "mine"
    return window


def names(window):
    box = window.chooser.box
    return [box.itemText(place) for place in range(box.count())]


def test_a_model_deleted_in_the_library_is_no_longer_used(mine, qtbot):
    mine.windows.open_library()
    dialog = mine.windows.library
    qtbot.waitUntil(lambda: not dialog.work.is_busy, timeout=15_000)
    dialog.refresh("mine")
    qtbot.waitUntil(
        lambda: dialog.entry is not None and dialog.entry.name == "mine", timeout=15_000
    )
    dialog.delete()
    qtbot.waitUntil(lambda: mine.session.selected.name == "cnn", timeout=15_000)
    assert mine.session.answering.name == "cnn"
    assert mine.chooser.box.currentText() == "cnn"
    assert names(mine) == catalog.available_models()
    qtbot.waitUntil(lambda: not dialog.work.is_busy, timeout=15_000)
    dialog.close()


def test_a_renamed_model_stays_in_use(mine, qtbot):
    mine.windows.open_library()
    dialog = mine.windows.library
    qtbot.waitUntil(lambda: not dialog.work.is_busy, timeout=15_000)
    dialog.rename("mine", "better")
    qtbot.waitUntil(lambda: mine.session.selected.name == "better", timeout=15_000)
    qtbot.waitUntil(lambda: names(mine) == catalog.available_models(), timeout=15_000)
    assert mine.session.selected.name == "better"
    dialog.close()


def test_the_model_in_use_stays_when_another_one_is_deleted(mine):
    select(mine.session, "mlp")
    trash.delete("mine")
    mine.session.refresh_models()
    assert mine.session.selected.name == "mlp"
    assert "mine" not in names(mine)


def test_a_model_that_is_not_in_the_list_stays_in_use(window):
    window.session.use(small_model("elsewhere"))
    window.session.refresh_models()
    assert window.session.selected.name == "elsewhere"
    assert "elsewhere" in names(window)


def test_newer_weights_of_a_model_in_training_leave_an_open_list_as_it_is(window, qtbot):
    model = window.session.model
    changed = Model(model.description.changed(name="mlp in training"), model.classifier)
    window.session.begin_trial(Recognizer(changed), "training")
    box = window.chooser.box
    box.showPopup()
    box.view().setCurrentIndex(box.model().index(0, 0))
    window.session.begin_trial(Recognizer(changed), "training")
    assert box.view().currentIndex().row() == 0
    box.hidePopup()
    assert box.currentText() == "mlp in training"

"""The state that the windows share: models, trials, thresholds, the drawing."""

import pytest
from PySide6.QtTest import QTest

from digitpad.common.errors import DigitpadError
from digitpad.gui.session import Session
from digitpad.gui.state import WindowState
from digitpad.ink.strokes import Ink, Stroke
from digitpad.library import catalog, trash
from digitpad.library.model_file import Model
from digitpad.recognition.recognizer import Recognizer
from tests.gui.choosing import select, wait_until_loaded
from tests.gui.pad.test_numbers import number_ink
from tests.gui.rejecting_models import rejecting
from tests.small_models import kept_model


@pytest.fixture
def session(surroundings):
    session = Session(WindowState())
    select(session, "mlp")
    return session


@pytest.fixture
def seen(session):
    """The names of the signals that were emitted, in order."""
    seen = []
    for name in (
        "loading",
        "selected",
        "answering",
        "trial",
        "models",
        "options",
        "drawing",
        "training",
    ):
        signal = getattr(session, f"{name}_changed")
        signal.connect(lambda name=name: seen.append(name))
    session.failed.connect(seen.append)
    return seen


def copy_of(recognizer, name):
    model = recognizer.model
    return Recognizer(Model(model.description.changed(name=name), model.classifier))


def test_a_model_that_cannot_be_loaded_changes_nothing(session, seen):
    before = session.selected
    select(session, "no such model")
    assert session.selected is session.answering is before
    assert seen[:2] == ["loading", "loading"]
    assert isinstance(seen[2], DigitpadError)
    assert len(seen) == 3


def test_the_selected_model_answers_and_is_remembered(session, seen):
    select(session, "cnn")
    assert session.answering.name == "cnn"
    assert WindowState().model == "cnn"
    assert seen == ["loading", "answering", "selected", "loading"]


def test_the_former_model_answers_until_another_one_is_loaded(session):
    told = []
    session.select("svm-hog", then=lambda: told.append(session.answering.name))
    assert session.loading == "svm-hog"
    assert session.answering.name == session.selected.name == "mlp"
    assert WindowState().model == "mlp"
    wait_until_loaded(session)
    assert session.answering.name == WindowState().model == "svm-hog"
    assert told == ["svm-hog"]


def test_of_two_models_chosen_quickly_the_second_one_is_used(session):
    told, used = [], []
    session.answering_changed.connect(lambda: used.append(session.answering.name))
    session.select("svm-hog", then=lambda: told.append("svm-hog"))
    session.select("softmax", then=lambda: told.append("softmax"))
    assert session.loading == "softmax"
    wait_until_loaded(session)
    assert used == told == ["softmax"]


def test_a_trial_goes_on_until_another_model_is_loaded(session):
    trial = copy_of(session.selected, "changed")
    session.begin_trial(trial, "experiment")
    session.select("cnn")
    assert session.answering is trial
    wait_until_loaded(session)
    assert session.trial is None
    assert session.answering.name == "cnn"


def test_choosing_the_trial_itself_keeps_it_instead_of_the_model_being_loaded(session):
    trial = copy_of(session.selected, "changed")
    session.begin_trial(trial, "experiment")
    before = session.selected
    session.select("cnn")
    session.cancel_loading()
    assert session.loading is None
    QTest.qWait(500)
    assert session.answering is trial
    assert session.selected is before


def test_a_model_that_is_renamed_or_deleted_while_it_is_loaded_is_not_lost(session):
    kept_model("mine")
    session.refresh_models()
    session.select("mine")
    catalog.rename("mine", "better")
    session.rename("mine", "better")
    assert session.loading == "better"
    trash.delete("better")
    session.refresh_models()
    wait_until_loaded(session)
    assert session.selected.name == catalog.available_models()[0]


def test_what_should_follow_the_loading_follows_also_under_a_new_name(session):
    kept_model("mine")
    session.refresh_models()
    session.begin_trial(copy_of(session.selected, "changed"), "experiment")
    followed = []
    session.select("mine", then=lambda: followed.append(session.selected.name))
    catalog.rename("mine", "better")
    session.rename("mine", "better")
    wait_until_loaded(session)
    assert followed == ["better"]
    assert session.trial is None


def test_a_trial_answers_until_it_is_ended(session, seen):
    trial = copy_of(session.selected, "changed")
    session.begin_trial(trial, "experiment")
    assert session.answering is trial
    assert session.selected.name == "mlp"
    session.end_trial("training")
    assert session.answering is trial, "it is of another kind"
    session.end_trial("experiment")
    assert session.answering is session.selected
    session.end_trial()
    assert seen == ["answering", "trial", "answering", "trial"]


def test_selecting_a_model_ends_a_trial(session, seen):
    session.begin_trial(copy_of(session.selected, "changed"), "training")
    seen.clear()
    select(session, "cnn")
    assert session.trial is None
    assert seen == ["loading", "answering", "selected", "trial", "loading"]


def test_a_threshold_belongs_to_a_name_and_a_personal_model_inherits_it(session):
    session.use(rejecting(session.selected, 0.8).model)
    session.set_threshold(0.25)
    assert session.selected.model.description.non_digit_threshold == 0.25
    assert session.model.description.non_digit_threshold == 0.5
    assert session.threshold_of("personal-mlp") == 0.25
    assert session.threshold_of("cnn") is None
    assert session.with_threshold(Recognizer.load("cnn")).name == "cnn"
    session.set_threshold(None)
    assert session.selected.model.description.non_digit_threshold == 0.5


def test_a_new_model_is_in_the_list_as_soon_as_it_is_selected(session, seen):
    kept_model("mine")
    select(session, "mine")
    assert "mine" in session.names
    assert seen == ["loading", "models", "answering", "selected", "loading"]


def test_a_renamed_model_stays_in_use(session):
    kept_model("mine")
    select(session, "mine")
    catalog.rename("mine", "better")
    session.rename("mine", "better")
    wait_until_loaded(session)
    assert session.answering.name == "better"
    assert "mine" not in session.names


def test_the_default_is_selected_when_the_model_in_use_is_deleted(session):
    kept_model("mine")
    select(session, "mine")
    trash.delete("mine")
    session.refresh_models()
    wait_until_loaded(session)
    assert session.answering.name == catalog.available_models()[0]


def test_a_picked_digit_stays_selected_for_the_same_ink_only(session, seen):
    ink = number_ink("253")
    number = session.selected.recognize_number_in_ink(ink)
    session.show_number(ink, number)
    assert session.drawing.shown.selected == 2
    session.pick_digit(0)
    session.show_number(ink, number)
    assert session.drawing.shown.selected == 0
    session.show_number(Ink((*ink.strokes, Stroke.of([[5, 5], [9, 9]]))), number)
    assert session.drawing.shown.selected == 2
    assert seen == ["drawing"] * 4


def test_options_are_reported_once(session, seen):
    session.one_digit_only = True
    session.one_digit_only = True
    session.skipped_steps = frozenset({"crop"})
    session.training = "mlp-1"
    session.training = "mlp-1"
    assert seen == ["options", "options", "training"]
    assert Session(WindowState()).one_digit_only


def test_a_trial_goes_on_when_the_selected_model_is_renamed_or_deleted(session):
    kept_model("mine")
    select(session, "mine")
    trial = copy_of(session.selected, "changed")
    session.begin_trial(trial, "training")
    catalog.rename("mine", "better")
    session.rename("mine", "better")
    wait_until_loaded(session)
    assert session.selected.name == "better"
    assert session.answering is trial
    trash.delete("better")
    session.refresh_models()
    wait_until_loaded(session)
    assert session.selected.name == catalog.available_models()[0]
    assert session.answering is trial


def test_a_new_threshold_is_reported_once(session, seen):
    session.use(rejecting(session.selected, 0.8).model)
    seen.clear()
    session.set_threshold(0.25)
    assert seen == ["answering"]

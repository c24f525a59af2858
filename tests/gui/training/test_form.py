import math

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from digitpad.architectures import ARCHITECTURES
from digitpad.data.augment import Augmentation
from digitpad.data.samples import NewSample, SampleStore
from digitpad.gui.training.form import TrainingForm
from digitpad.gui.training.variation_editor import OWN, STRENGTHS
from digitpad.gui.training.words import TrainingWords
from digitpad.machines import MACHINES
from digitpad.training_plan import DataChoice, TrainingPlan
from tests.data.few_digits import few_digits
from tests.gui.training.conftest import shown, small_plan


@pytest.fixture
def form(surroundings):
    form = TrainingForm()
    form.speeds.pause()
    form.resize(1100, 640)
    with shown(form):
        yield form
        form.shut_down()


def retype(form, section, name, text):
    field = getattr(form, section).control(name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_the_form_begins_with_a_plan_that_can_work(form):
    assert form.plan is not None
    assert form.plan.model == "mlp"
    assert form.summary.start.isEnabled()
    assert form.plan.settings.validation == 5000


@pytest.mark.parametrize("model", [*ARCHITECTURES, *MACHINES])
def test_every_model_can_be_chosen_and_has_its_own_parameters(form, model):
    form.model.control("model").set_value(model)
    assert form.plan is not None
    assert form.plan.model == model
    kind = {**ARCHITECTURES, **MACHINES}[model]
    assert set(form.model.parameters) == set(kind.parameters)
    form.choose_preset("best")
    assert form.plan.complete_parameters() == dict(kind.parameters)


@pytest.mark.parametrize("model", ["mlp", "cnn", "svm-hog"])
def test_a_plan_that_is_shown_comes_back_as_it_was(form, model):
    plan = small_plan(
        model, epochs=7, learning_rate=0.03, rotation=12.5, contrast=0.4, seed=5, nesterov=False
    )
    form.show_plan(plan)
    assert form.plan.settings == plan.settings
    assert form.plan.data == plan.data
    assert form.plan.complete_parameters() == plan.complete_parameters()


def test_presets_fill_the_form_in_and_are_marked(form):
    for name, card in form.presets.cards.items():
        QTest.mouseClick(card, Qt.MouseButton.LeftButton)
        assert card.isChecked(), name
        assert form.plan is not None
    epochs = []
    for name in ("quick", "usual"):
        form.choose_preset(name)
        epochs.append(form.plan.settings.epochs * form.plan.data.mnist)
    assert epochs[0] < epochs[1]
    retype(form, "learning", "epochs", "77")
    assert not any(card.isChecked() for card in form.presets.cards.values())


@pytest.mark.parametrize(
    ("section", "name", "text", "reason"),
    [
        ("learning", "epochs", "0", "at least 1"),
        ("learning", "learning_rate", "-0.1", "above 0"),
        ("learning", "learning_rate", "fast", "a number"),
        ("learning", "momentum", "1", "0 <= x < 1"),
        ("learning", "batch_size", "99999999", "larger than"),
        ("learning", "weight_decay", "-1", "at least 0"),
        ("learning", "threads", "-1", "at least 0"),
        ("learning", "seed", "1.5", "whole number"),
        ("data", "mnist", "70000", "60,000"),
        ("data", "validation", "60000", "held out"),
        ("data", "synthetic", "-5", "at least 0"),
    ],
)
def test_a_value_that_cannot_work_is_marked_with_the_reason(form, section, name, text, reason):
    retype(form, section, name, text)
    setting = getattr(form, section).settings[name]
    assert reason in setting.problem
    assert setting.reason.isVisibleTo(form), "folded details with a mark unfold"
    assert setting.control.property("tone") == "problem"
    assert form.plan is None
    assert not form.summary.start.isEnabled()
    form.choose_preset("usual")
    assert setting.problem == ""
    assert form.summary.start.isEnabled()


def test_a_parameter_that_cannot_work_is_marked(form):
    field = form.model.parameters["hidden"].control
    field.setText("128, zero")
    assert "128, 64" in form.model.parameters["hidden"].problem
    field.setText("0")
    assert form.model.parameters["hidden"].problem
    field.setText("64, 32")
    assert form.plan.parameters == {"hidden": [64, 32]}


def test_missing_files_are_marked_where_they_are_chosen(form, tmp_path):
    form.data.control("other").set_value(("idx", str(tmp_path / "a"), str(tmp_path / "b")))
    assert "no such file" in form.data.settings["other"].problem
    for digit in range(10):
        (tmp_path / str(digit)).mkdir()
    form.data.control("other").set_value(("folder", str(tmp_path), ""))
    assert form.data.settings["other"].problem == ""
    assert form.plan.data.folder == str(tmp_path)


def test_starting_tells_the_plan_and_only_when_it_can_work(form):
    asked = []
    form.start_asked.connect(asked.append)
    retype(form, "learning", "epochs", "0")
    QTest.mouseClick(form.summary.start, Qt.MouseButton.LeftButton)
    assert asked == []
    retype(form, "learning", "epochs", "3")
    QTest.mouseClick(form.summary.start, Qt.MouseButton.LeftButton)
    assert [plan.settings.epochs for plan in asked] == [3]


def test_return_in_a_field_starts_nothing(form):
    asked = []
    form.start_asked.connect(asked.append)
    QTest.keyClick(form.learning.control("epochs"), Qt.Key.Key_Return)
    assert asked == []


def test_every_control_explains_itself(form):
    for model in ("mlp", "cnn", "svm-hog", "softmax"):
        form.model.control("model").set_value(model)
        settings = [s for section in form.sections for s in section.settings.values()]
        for setting in [*settings, *form.model.parameters.values()]:
            name = setting.label.text()
            assert name
            assert len(setting.control.toolTip()) > 40, name
            assert setting.control.accessibleName() == name


def test_own_samples_are_counted_and_taken_along(form):
    digits = few_digits(10)
    with SampleStore() as store:
        for image, label in zip(digits.images, digits.labels, strict=True):
            store.add(NewSample(int(label), np.asarray(image, np.uint8)))
    form.refresh()
    assert "10" in form.data.sample_note.text()
    form.choose_preset("usual")
    assert form.plan.data.samples >= 1


def test_a_machine_is_not_asked_for_epochs(form):
    form.model.control("model").set_value("svm-hog")
    assert not form.learning.settings["epochs"].isVisibleTo(form)
    form.model.control("model").set_value("mlp")
    assert form.learning.settings["epochs"].isVisibleTo(form)


def test_a_model_to_start_from_must_be_of_the_same_kind(form):
    start = form.model.control("start")
    offered = [start.itemData(index) for index in range(start.count())]
    assert offered[0] == ""
    assert "mlp" in offered
    assert "cnn" not in offered


# Variation


def test_the_preview_shows_sixteen_digits_and_follows_the_sliders(form, wait):
    wait(lambda: form.preview.is_loaded)
    form.variation.show_augmentation(Augmentation())
    plain = form.preview.images.copy()
    assert plain.shape == (16, 28, 28)
    form.variation.control("rotation").slider.setValue(150)
    assert not np.allclose(form.preview.images, plain)
    form.variation.show_augmentation(Augmentation())
    assert np.allclose(form.preview.images, plain), "the same sixteen digits"
    QTest.mouseClick(form.preview, Qt.MouseButton.LeftButton)
    assert not np.allclose(form.preview.images, plain)


def test_a_strength_sets_all_changes_and_a_slider_makes_it_ones_own(form):
    strength = form.variation.strength
    strength.set_value("strong")
    assert form.plan.settings.augmentation == STRENGTHS["strong"]
    form.variation.control("shift").slider.setValue(3)
    assert strength.value == OWN
    strength.set_value("none")
    assert not form.plan.settings.augmentation


def test_the_slider_does_not_round_what_is_typed(form):
    control = form.variation.control("rotation")
    control.field.setText("7.123")
    assert control.value == 7.123
    control.field.setText("90")
    assert control.value == 90
    assert control.slider.value() == control.slider.maximum()


def test_a_strange_variation_is_marked_and_the_preview_stays(form, wait):
    wait(lambda: form.preview.is_loaded)
    before = form.preview.images.copy()
    form.variation.control("scale").field.setText("2")
    assert "0.9" in form.variation.settings["scale"].problem
    assert np.array_equal(form.preview.images, before)


# Time


def test_each_preset_tells_the_time_it_takes_here(form, wait, monkeypatch):
    monkeypatch.setattr("digitpad.gui.training.speeds.measure_speed", lambda plan: 20_000.0)
    form.speeds.go_on()
    form._measure()
    wait(lambda: not form.speeds.is_busy and form.speeds.knows(form.plan))
    for card in form.presets.cards.values():
        assert "here" in card.time.text()
    assert form.summary.time.text().startswith("About")


def test_plans_of_another_length_need_no_new_measurement(form, wait, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "digitpad.gui.training.speeds.measure_speed", lambda plan: asked.append(plan) or 1000.0
    )
    form.speeds.go_on()
    for epochs in (2, 3, 4):
        form.speeds.ask([small_plan(epochs=epochs)])
        wait(lambda: not form.speeds.is_busy)
    assert len(asked) == 1
    two, four = (form.speeds.estimate(small_plan(epochs=epochs)) for epochs in (2, 4))
    assert 0 < two < four


def test_a_speed_that_cannot_be_measured_is_not_known(form, wait, monkeypatch):
    def fail(plan):
        raise ValueError("no")

    monkeypatch.setattr("digitpad.gui.training.speeds.measure_speed", fail)
    form.speeds.go_on()
    form.speeds.ask([small_plan()])
    wait(lambda: not form.speeds.is_busy)
    assert math.isnan(form.speeds.estimate(small_plan()))
    assert form.speeds.knows(small_plan())


# Words


def test_the_form_follows_the_language(form, surroundings, monkeypatch, qtbot):
    monkeypatch.setattr(TrainingWords, "tr", lambda self, text: f"<{text}>")
    surroundings.translation.choose("zh_CN")
    qtbot.wait(10)
    texts = {label.text() for label in form.findChildren(QLabel)}
    for name in ("Model", "MNIST digits", "Variation", "Turn", "Epochs", "Batch"):
        assert f"<{name}>" in texts
    assert form.plan is not None


def test_train_again_like_a_plan_of_another_model(form):
    plan = TrainingPlan.usual("cnn-small", DataChoice(mnist=20_000))
    form.show_plan(plan)
    assert form.plan.model == "cnn-small"
    assert form.plan.data.mnist == 20_000
    assert form.plan.settings == plan.settings

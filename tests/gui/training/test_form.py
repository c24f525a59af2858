import math

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from digitpad.common.errors import InkError, TrainingError
from digitpad.data.augmentation import Augmentation
from digitpad.data.own_samples import NewSample, SampleStore
from digitpad.estimators.registry import MODELS
from digitpad.gui.training.augmentation import CUSTOM, STRENGTHS
from digitpad.gui.training.form import TrainingForm
from digitpad.gui.training.setting_texts import SettingTexts
from digitpad.jobs.plan import TrainingPlan
from digitpad.training.record import DataChoice
from tests.data.few_digits import few_digits
from tests.gui.choosing import choose
from tests.gui.ending import end_jobs
from tests.gui.training.conftest import shown, small_plan
from tests.small_models import kept_model


@pytest.fixture
def form(session):
    form = TrainingForm(session)
    form.speeds.pause()
    form.resize(1100, 640)
    with shown(form):
        yield form
        end_jobs(form)


def retype(form, section, name, text):
    field = getattr(form, section).control(name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_the_form_starts_with_a_valid_plan(form):
    assert form.plan is not None
    assert form.plan.model == "mlp"
    assert form.summary.start.isEnabled()
    assert form.plan.settings.validation == 5000


@pytest.mark.parametrize("model", MODELS)
def test_every_model_can_be_chosen_and_has_its_own_parameters(form, model):
    form.model.control("model").set_value(model)
    assert form.plan is not None
    assert form.plan.model == model
    kind = MODELS[model]
    assert form.model.parameters == list(kind.parameters)
    form.choose_preset("best")
    assert form.plan.complete_parameters() == dict(kind.parameters)


@pytest.mark.parametrize("model", ["mlp", "cnn", "svm-hog"])
def test_showing_a_plan_does_not_change_it(form, model):
    plan = small_plan(
        model, epochs=7, learning_rate=0.03, rotation=12.5, contrast=0.4, seed=5, nesterov=False
    )
    form.show_plan(plan)
    assert form.plan.settings == plan.settings
    assert form.plan.data == plan.data
    assert form.plan.complete_parameters() == plan.complete_parameters()


def test_presets_have_the_names_of_how_good_they_are(form):
    names = [button.accessibleName() or button.text() for button in form.presets.buttons.values()]
    assert [name.split()[0].strip(",.:") for name in names] == ["Quick", "Good", "Best"]


def test_presets_fill_the_form_in_and_are_marked(form):
    for name, button in form.presets.buttons.items():
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert button.isChecked(), name
        assert form.plan is not None
    epochs = []
    for name in ("quick", "usual"):
        form.choose_preset(name)
        epochs.append(form.plan.settings.epochs * form.plan.data.mnist)
    assert epochs[0] < epochs[1]
    retype(form, "learning", "epochs", "77")
    assert not any(button.isChecked() for button in form.presets.buttons.values())


@pytest.mark.parametrize(
    ("section", "name", "text", "problem"),
    [
        ("learning", "epochs", "0", "at least 1"),
        ("learning", "learning_rate", "-0.1", "above 0"),
        ("learning", "learning_rate", "fast", "a number"),
        ("learning", "momentum", "1", "0 <= x < 1"),
        ("learning", "batch_size", "900000", "larger than"),
        ("learning", "weight_decay", "-1", "at least 0"),
        ("learning", "threads", "-1", "at least 0"),
        ("learning", "seed", "1.5", "whole number"),
        ("data", "mnist", "70000", "60,000"),
        ("data", "validation", "60000", "held out"),
        ("data", "synthetic", "-5", "at least 0"),
    ],
)
def test_an_invalid_value_is_marked_with_the_problem(form, section, name, text, problem):
    retype(form, section, name, text)
    setting = getattr(form, section).settings[name]
    assert problem in setting.problem
    assert setting.problem_label.isVisibleTo(form), "advanced settings are expanded"
    assert setting.control.property("tone") == "problem"
    assert form.plan is None
    assert not form.summary.start.isEnabled()
    form.choose_preset("usual")
    assert setting.problem == ""
    assert form.summary.start.isEnabled()


def test_an_invalid_parameter_is_marked(form):
    field = form.model.control("hidden")
    field.setText("128, zero")
    assert "128, 64" in form.model.settings["hidden"].problem
    field.setText("0")
    assert form.model.settings["hidden"].problem
    field.setText("64, 32")
    assert form.plan.parameters == {"hidden": [64, 32]}


def test_missing_files_are_marked_where_they_are_chosen(form, tmp_path):
    form.data.control("dataset").set_value(("idx", str(tmp_path / "a"), str(tmp_path / "b")))
    assert "no such file" in form.data.settings["dataset"].problem
    for digit in range(10):
        (tmp_path / str(digit)).mkdir()
    form.data.control("dataset").set_value(("folder", str(tmp_path), ""))
    assert form.data.settings["dataset"].problem == ""
    assert form.plan.data.folder == str(tmp_path)


def test_starting_emits_the_plan_only_if_it_is_valid(form):
    asked = []
    form.start_requested.connect(asked.append)
    retype(form, "learning", "epochs", "0")
    QTest.mouseClick(form.summary.start, Qt.MouseButton.LeftButton)
    assert asked == []
    retype(form, "learning", "epochs", "3")
    QTest.mouseClick(form.summary.start, Qt.MouseButton.LeftButton)
    assert [plan.settings.epochs for plan in asked] == [3]


def test_return_in_a_field_starts_nothing(form):
    asked = []
    form.start_requested.connect(asked.append)
    QTest.keyClick(form.learning.control("epochs"), Qt.Key.Key_Return)
    assert asked == []


def test_every_control_has_an_explanation(form):
    for model in ("mlp", "cnn", "svm-hog", "softmax"):
        form.model.control("model").set_value(model)
        settings = [s for section in form.sections for s in section.settings.values()]
        for setting in settings:
            name = setting.label.text()
            assert name
            assert len(setting.control.toolTip()) > 40, name
            assert setting.control.accessibleName() == name


def test_samples_and_models_that_are_new_appear_in_the_open_form(form, session):
    image = np.zeros((28, 28), np.uint8)
    session.store().add(NewSample(3, image))
    session.samples_changed.emit()
    assert form.data.sample_note.text() == "times your only sample"
    session.store().add(NewSample(4, image))
    session.samples_changed.emit()
    assert form.data.sample_note.text() == "times each of 2 samples"
    form.model.fold.click()
    kept_model("mine")
    session.refresh_models()
    start = form.model.control("start")
    choose(start, "mine")
    assert start.value == "mine"
    form.hide()
    kept_model("another")
    session.refresh_models()
    form.show()
    assert start.findText("another") >= 0
    assert start.value == "mine", "the choice stays"


def test_own_samples_are_counted_and_used(form, session):
    digits = few_digits(10)
    with SampleStore() as store:
        for image, label in zip(digits.images, digits.labels, strict=True):
            store.add(NewSample(int(label), np.asarray(image, np.uint8)))
    session.samples_changed.emit()
    assert "10" in form.data.sample_note.text()
    form.choose_preset("usual")
    assert form.plan.data.samples >= 1


def test_a_vector_machine_has_no_epochs(form):
    form.model.control("model").set_value("svm-hog")
    assert not form.learning.settings["epochs"].isVisibleTo(form)
    form.model.control("model").set_value("mlp")
    assert form.learning.settings["epochs"].isVisibleTo(form)


def test_a_model_to_start_from_must_be_of_the_same_kind(form):
    form.model.fold.click()
    start = form.model.control("start")
    offered = [start.itemData(index) for index in range(start.count())]
    assert offered[0] == ""
    assert "mlp" in offered
    assert "cnn" not in offered


# Augmentation


def test_the_preview_shows_sixteen_digits_and_follows_the_sliders(form, wait):
    wait(lambda: np.any(form.preview.images))
    form.augmentation.show_augmentation(Augmentation())
    plain = form.preview.images.copy()
    assert plain.shape == (16, 28, 28)
    form.augmentation.control("rotation").slider.setValue(150)
    assert not np.allclose(form.preview.images, plain)
    form.augmentation.show_augmentation(Augmentation())
    assert np.allclose(form.preview.images, plain), "the same sixteen digits"
    QTest.mouseClick(form.preview, Qt.MouseButton.LeftButton)
    assert not np.allclose(form.preview.images, plain)


def test_a_strength_sets_all_sliders_and_moving_one_makes_it_custom(form):
    strength = form.augmentation.strength
    strength.set_value("strong")
    assert form.plan.settings.augmentation == STRENGTHS["strong"]
    form.augmentation.control("shift").slider.setValue(3)
    assert strength.value == CUSTOM
    strength.set_value("none")
    assert not form.plan.settings.augmentation


def test_the_slider_does_not_round_what_is_typed(form):
    control = form.augmentation.control("rotation")
    control.field.setText("7.123")
    assert control.value == 7.123
    control.field.setText("90")
    assert control.value == 90
    assert control.slider.value() == control.slider.maximum()


def test_an_invalid_augmentation_is_marked_and_the_preview_stays(form, wait):
    wait(lambda: np.any(form.preview.images))
    before = form.preview.images.copy()
    form.augmentation.control("scale").field.setText("2")
    assert "0.9" in form.augmentation.settings["scale"].problem
    assert np.array_equal(form.preview.images, before)


# Time


def test_each_preset_shows_its_estimated_time(form, wait, monkeypatch):
    monkeypatch.setattr("digitpad.gui.training.speeds.measure_speed", lambda plan: 20_000.0)
    form.speeds.resume()
    form._measure()
    wait(lambda: not form.speeds.job.is_busy and "About" in form.summary.time.text())
    for button in form.presets.buttons.values():
        assert "\nabout" in button.text()
    assert form.summary.time.text().startswith("About")


def test_plans_of_another_length_share_a_measurement(form, wait, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "digitpad.gui.training.speeds.measure_speed", lambda plan: asked.append(plan) or 1000.0
    )
    form.speeds.resume()
    for epochs in (2, 3, 4):
        form.speeds.measure([small_plan(epochs=epochs)])
        wait(lambda: not form.speeds.job.is_busy)
    assert len(asked) == 1
    two, four = (form.speeds.estimate(small_plan(epochs=epochs)) for epochs in (2, 4))
    assert 0 < two < four


def test_a_failed_measurement_gives_no_estimate(form, wait, monkeypatch):
    asked = []

    def fail(plan):
        asked.append(plan)
        raise TrainingError("the digits are too few")

    monkeypatch.setattr("digitpad.gui.training.speeds.measure_speed", fail)
    form.speeds.resume()
    for _ in range(2):
        form.speeds.measure([small_plan()])
        wait(lambda: not form.speeds.job.is_busy)
    assert math.isnan(form.speeds.estimate(small_plan()))
    assert len(asked) == 1, "it is not tried again"


def test_with_damaged_pen_ink_the_form_tells_why_and_shows_no_time(form, wait, monkeypatch):
    monkeypatch.setattr("digitpad.gui.training.speeds.measure_speed", lambda plan: 20_000.0)
    form.speeds.resume()
    form._measure()
    wait(lambda: not form.speeds.job.is_busy and "About" in form.summary.time.text())

    def fail():
        raise InkError("digits.npz: this file is damaged")

    monkeypatch.setattr("digitpad.data.training_ink.pen_ink_counts", fail)
    form.learning.control("epochs").set_value(3)
    form.data.control("pen_digits").set_value(2)
    assert "this file is damaged" in form.data.settings["pen_digits"].problem
    assert "About" not in form.summary.time.text()
    assert form.plan is None


# Texts


def test_the_form_is_in_the_chosen_language(surroundings, session, monkeypatch):
    monkeypatch.setattr(SettingTexts, "tr", lambda self, text: f"<{text}>")
    surroundings.translation.choose("zh_CN")
    form = TrainingForm(session)
    form.speeds.pause()
    with shown(form):
        texts = {label.text() for label in form.findChildren(QLabel)}
        for name in ("Model", "MNIST digits", "Augmentation", "Rotation", "Epochs", "Batch size"):
            assert f"<{name}>" in texts
        retype(form, "learning", "epochs", "0")
        problem = form.learning.settings["epochs"].problem
        assert problem
        assert "at least" not in problem
        end_jobs(form)


def test_a_plan_of_another_model_fills_in_the_form(form):
    plan = TrainingPlan.usual("cnn-small", DataChoice(mnist=20_000))
    form.show_plan(plan)
    assert form.plan.model == "cnn-small"
    assert form.plan.data.mnist == 20_000
    assert form.plan.settings == plan.settings

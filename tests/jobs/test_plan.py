"""Plans: to JSON and back, as a command line, from a model's record, and what cannot work."""

import json
import re
import shlex
from dataclasses import replace

import numpy as np
import pytest

from digitpad.cli.main import parser
from digitpad.cli.train_options import plan_from
from digitpad.common.errors import ParameterError
from digitpad.common.user_folders import bundled_models
from digitpad.common.validation import DescriptionError
from digitpad.data.idx import write_idx
from digitpad.data.training_ink import NO_INK
from digitpad.jobs.plan import TrainingPlan, plan_of
from digitpad.jobs.plan_problems import problems_of, setting_problems
from digitpad.jobs.presets import PRESETS, preset
from digitpad.jobs.speed import estimated_seconds, measure_speed
from digitpad.library.model_file import ModelDescription, read_description
from digitpad.training.changes import Change
from digitpad.training.record import DataChoice
from tests.data.stored_samples import store_samples

MODELS = ("mlp", "cnn-small", "cnn", "svm-hog", "svm-fourier", "softmax")


@pytest.fixture
def idx(tmp_path):
    paths = (str(tmp_path / "images.idx"), str(tmp_path / "labels.idx"))
    write_idx(paths[0], np.zeros((50, 28, 28), np.uint8))
    write_idx(paths[1], np.zeros(50, np.uint8))
    return paths


def plans(idx):
    usual = TrainingPlan.usual("mlp")
    yield usual
    settings = usual.settings.with_changes(
        {"epochs": 3, "learning_rate": 0.012345678901, "nesterov": False, "rotation": 4.0}
    )
    parameters = {"hidden": [32, 16], "activation": "relu", "dropout": 0.25}
    yield TrainingPlan("mlp", parameters, settings, DataChoice(mnist=500))
    beside_idx = TrainingPlan.usual("cnn-small", DataChoice(mnist=0, idx=idx))
    smaller = beside_idx.settings.with_changes({"batch_size": 20, "schedule": "cosine"})
    yield replace(beside_idx, settings=smaller)
    yield replace(usual, data=DataChoice(mnist=60_000, idx=idx, samples=4))
    yield TrainingPlan.usual("svm-hog", DataChoice(mnist=1000))
    machine = TrainingPlan.usual("svm-fourier")
    settings = machine.settings.with_changes({"seed": 3, "validation": 500, "shear": 0.3})
    yield replace(machine, settings=settings, parameters={"features": "hog", "C": 2.5})


def test_a_plan_survives_json(idx):
    for plan in plans(idx):
        assert TrainingPlan.from_dict(json.loads(json.dumps(plan.to_dict()))) == plan


def test_the_command_line_of_a_plan_makes_the_same_plan(idx):
    for plan in plans(idx):
        words = shlex.split(plan.command())
        assert words[:2] == ["digitpad", "train"]
        again = plan_from(parser().parse_args(words[1:]))
        assert again == replace(plan, parameters=again.parameters)
        assert again.complete_parameters() == plan.complete_parameters()


def test_only_what_is_unusual_is_in_the_command():
    assert TrainingPlan.usual("cnn").command() == "digitpad train --model cnn"
    named = replace(TrainingPlan.usual("mlp"), name="of mine", start="mlp")
    assert named.command() == "digitpad train --model mlp --start mlp --name 'of mine'"


@pytest.mark.parametrize("name", MODELS)
def test_a_bundled_model_can_be_trained_again_like_this(name):
    description = read_description(bundled_models() / f"{name}.safetensors")
    plan = plan_of(description)
    settings = plan.settings.to_dict()
    for setting, value in description.training.settings.items():
        if setting != "copies" and not (not plan.kind.trains_in_epochs and setting == "threads"):
            assert settings[setting] == value
    assert plan.complete_parameters() == description.parameters
    assert problems_of(plan) == []


def test_what_was_changed_during_the_training_holds_when_it_is_trained_again():
    description = read_description(bundled_models() / "mlp.safetensors")
    changes = (
        Change(2, 10, {"learning_rate": 0.02, "momentum": 0.5}),
        Change(3, 0, {"learning_rate": 0.01, "epochs": 30}),
        Change(3, 5, {"augmentation": {"rotation": 12.0}}),
    )
    changed = description.changed(training=description.training.changed(changes=changes))
    settings, before = plan_of(changed).settings, plan_of(description).settings
    assert (settings.learning_rate, settings.momentum, settings.epochs) == (0.01, 0.5, 30)
    assert settings.augmentation.rotation == 12
    assert settings.batch_size == before.batch_size


def test_a_model_without_a_record_cannot_be_trained_again():
    with pytest.raises(ParameterError, match="does not tell"):
        plan_of(ModelDescription("strange", "mlp", {}))


WHOLE = {"model": "mlp", "parameters": {}, "settings": {}}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "'model' is missing"),
        ({"model": "mlp"}, "'parameters' is missing"),
        ({"model": "mlp", "parameters": 3}, "parameters is 3"),
        ([], "the content is"),
        ({**WHOLE, "models": 3}, "unknown field 'models'"),
        ({**WHOLE, "model": 3}, "model is 3, expected text"),
        ({**WHOLE, "settings": {"epochs": "ten"}}, "settings.epochs is 'ten'"),
        ({**WHOLE, "settings": {"lerning_rate": 1.0}}, "unknown field 'settings.lerning_rate'"),
        ({**WHOLE, "settings": {"augmentation": {"rotation": "x"}}}, "augmentation.rotation"),
        ({**WHOLE, "settings": {"epochs": 0}}, "epochs must be at least 1"),
        ({**WHOLE, "data": {"idx": ["only one"]}}, "data.idx"),
        ({**WHOLE, "data": {"mnist": 1.5}}, "data.mnist is 1.5"),
    ],
)
def test_a_damaged_plan_is_refused_with_the_field_and_what_was_expected(values, words):
    with pytest.raises(DescriptionError, match=re.escape(words)):
        TrainingPlan.from_dict(values)


@pytest.mark.parametrize(
    ("changes", "settings"),
    [
        ({}, []),
        ({"model": "lenet"}, ["model"]),
        ({"parameters": {"hidden": [0]}}, ["parameters"]),
        ({"parameters": {"hidden": [10**8]}}, ["parameters"]),
        ({"parameters": {"depth": 2}}, ["parameters"]),
        ({"parameters": {"dropout": 1.5}}, ["parameters"]),
        ({"data": DataChoice(mnist=0)}, ["mnist"]),
        ({"data": DataChoice(mnist=70_000)}, ["mnist"]),
        ({"data": DataChoice(mnist=0, samples=2)}, ["samples"]),
        ({"data": DataChoice(mnist=0, idx=("nowhere", "no labels"))}, ["idx", "idx"]),
        ({"data": DataChoice(folder="nowhere")}, ["folder"]),
        ({"name": "a/b"}, ["name"]),
        ({"name": "cnn"}, ["name"]),
        ({"start": "nothing"}, ["start"]),
        ({"start": "cnn"}, ["start"]),
        ({"start": "mlp"}, []),
        ({"name": "a/b", "data": DataChoice(mnist=0), "parameters": {"x": 1}}, None),
    ],
)
def test_problems_are_told_at_the_setting_they_concern(changes, settings):
    found = problems_of(replace(TrainingPlan.usual("mlp"), **changes))
    expected = ["parameters", "mnist", "name"] if settings is None else settings
    assert [problem.setting for problem in found] == expected
    assert all(str(problem.reason) for problem in found)


@pytest.mark.parametrize(
    ("changes", "setting"),
    [({"validation": 400}, "validation"), ({"batch_size": 401, **NO_INK}, "batch_size")],
)
def test_too_few_digits_are_noticed_before_the_start(changes, setting):
    plan = TrainingPlan.usual("mlp", DataChoice(mnist=400))
    given = {**NO_INK, **changes}
    plan = replace(plan, settings=plan.settings.with_changes(given))
    assert [problem.setting for problem in problems_of(plan)] == [setting]


def test_digits_of_an_idx_file_are_counted_without_reading_it(idx):
    plan = TrainingPlan.usual("mlp", DataChoice(mnist=0, idx=idx))
    assert [problem.setting for problem in problems_of(plan)] == ["batch_size"]


def test_own_samples_are_enough_alone():
    store_samples(20)
    plan = TrainingPlan.usual("mlp", DataChoice(mnist=0, samples=2))
    plan = replace(plan, settings=plan.settings.with_changes({"batch_size": 10}))
    assert problems_of(plan) == []


def test_values_that_cannot_be_settings_are_told_one_by_one():
    values = {"epochs": 0, "momentum": 1.0, "rotation": -1.0, "batch_size": 64, "optimizer": "x"}
    found = setting_problems(values)
    assert [problem.setting for problem in found] == ["epochs", "momentum", "rotation", "optimizer"]


@pytest.mark.parametrize("model", MODELS)
def test_every_preset_can_be_started_and_a_quicker_one_takes_less(model):
    times = []
    for name in PRESETS:
        plan = preset(model, name)
        assert problems_of(plan) == []
        times.append(estimated_seconds(plan, 10_000.0 if plan.kind.trains_in_epochs else 1000.0))
    assert times == sorted(times)
    assert preset(model, "best") == TrainingPlan.usual(model)
    with pytest.raises(ParameterError, match="quick"):
        preset(model, "slow")


def test_speed_is_measured_in_a_moment_and_tells_large_from_small():
    small, large = (
        replace(TrainingPlan.usual("mlp"), parameters={"hidden": hidden})
        for hidden in ([16], [1500, 500])
    )
    speeds = [measure_speed(plan) for plan in (small, large)]
    assert speeds[0] > 2 * speeds[1] > 0
    assert estimated_seconds(large, speeds[1]) > estimated_seconds(small, speeds[0]) > 10
    machine = replace(TrainingPlan.usual("svm-hog"), parameters={"landmarks": 100})
    assert measure_speed(machine) > measure_speed(TrainingPlan.usual("svm-hog"))

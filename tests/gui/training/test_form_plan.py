import pytest

from digitpad.data.training_ink import NO_INK
from digitpad.gui.training.form_plan import FormValues
from digitpad.jobs.plan_problems import Problem
from digitpad.training.record import DataChoice

# Messages are in English.
pytestmark = pytest.mark.usefixtures("surroundings")

DATA = DataChoice(mnist=1000)


def values(model="mlp", parameters=None, data=DATA, start="", invalid_texts=(), **settings):
    defaults = {"validation": 100, **NO_INK}
    return FormValues(model, parameters or {}, defaults | settings, data, start, invalid_texts)


def test_valid_values_become_a_plan():
    plan, problems = values(epochs=3, rotation=20.0, parameters={"hidden": [32]}).plan()
    assert problems == {}
    assert plan.settings.epochs == 3
    assert plan.settings.augmentation.rotation == 20
    assert plan.complete_parameters()["hidden"] == [32]
    assert plan.data == DATA


def test_all_problems_are_found_at_once():
    _, problems = values(epochs=0, learning_rate=-1.0, momentum=1.5, validation=5000).plan()
    assert set(problems) == {"epochs", "learning_rate", "momentum", "validation"}
    assert "at least 1" in problems["epochs"]
    assert "above 0" in problems["learning_rate"]


@pytest.mark.parametrize(
    ("model", "parameters", "name"),
    [
        ("mlp", {"hidden": [0]}, "hidden"),
        ("mlp", {"dropout": 1.0}, "dropout"),
        ("cnn-small", {"filters": 0}, "filters"),
        ("cnn", {"depth": 9}, "depth"),
        ("svm-hog", {"C": -1.0}, "C"),
    ],
)
def test_an_invalid_parameter_is_named(model, parameters, name):
    _, problems = values(model, parameters).plan()
    assert name in problems


def test_invalid_combinations_of_settings_are_reported():
    _, problems = values(elastic=1.0, elastic_smoothness=0.5).plan()
    assert "smoothness" in problems["elastic_smoothness"]


def test_invalid_text_is_a_problem():
    _, problems = values(invalid_texts=(Problem("seed", "enter a whole number"),)).plan()
    assert problems == {"seed": "enter a whole number"}


def test_missing_training_data_and_files_are_reported(tmp_path):
    _, problems = values(data=DataChoice(mnist=0)).plan()
    assert "mnist" in problems
    missing = DataChoice(mnist=0, idx=(str(tmp_path / "images"), str(tmp_path / "labels")))
    _, problems = values(data=missing).plan()
    assert "images" in problems["idx"]
    _, problems = values(data=DataChoice(mnist=0, folder=str(tmp_path))).plan()
    assert "0 to 9" in problems["folder"]


def test_initial_weights_of_another_shape_are_reported():
    _, problems = values(parameters={"hidden": [16]}, start="mlp").plan()
    assert "start" in problems

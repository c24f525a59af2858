import pytest

from digitpad.data.training_ink import NO_INK
from digitpad.gui.training.form_plan import checked_plan
from digitpad.jobs.plan_problems import Problem
from digitpad.training.record import DataChoice

# Messages are in English.
pytestmark = pytest.mark.usefixtures("surroundings")

DATA = DataChoice(mnist=1000)


def checked(model="mlp", parameters=None, data=DATA, start="", invalid_texts=(), **settings):
    defaults = {"validation": 100, **NO_INK}
    given = {"start": start, "invalid_texts": invalid_texts}
    return checked_plan(model, parameters or {}, defaults | settings, data, **given)


def test_valid_values_become_a_plan():
    plan, problems = checked(epochs=3, rotation=20.0, parameters={"hidden": [32]})
    assert problems == {}
    assert plan.settings.epochs == 3
    assert plan.settings.augmentation.rotation == 20
    assert plan.complete_parameters()["hidden"] == [32]
    assert plan.data == DATA


def test_all_problems_are_found_at_once():
    _, problems = checked(epochs=0, learning_rate=-1.0, momentum=1.5, validation=5000)
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
    _, problems = checked(model, parameters)
    assert name in problems


def test_invalid_combinations_of_settings_are_reported():
    _, problems = checked(elastic=1.0, elastic_smoothness=0.5)
    assert "smoothness" in problems["elastic_smoothness"]


def test_invalid_text_is_a_problem():
    _, problems = checked(invalid_texts=(Problem("seed", "enter a whole number"),))
    assert problems == {"seed": "enter a whole number"}


def test_missing_training_data_and_files_are_reported(tmp_path):
    _, problems = checked(data=DataChoice(mnist=0))
    assert "mnist" in problems
    missing = DataChoice(mnist=0, idx=(str(tmp_path / "images"), str(tmp_path / "labels")))
    _, problems = checked(data=missing)
    assert "images" in problems["idx"]
    _, problems = checked(data=DataChoice(mnist=0, folder=str(tmp_path)))
    assert "0 to 9" in problems["folder"]


def test_initial_weights_of_another_shape_are_reported():
    _, problems = checked(parameters={"hidden": [16]}, start="mlp")
    assert "start" in problems

import pytest

from digitpad.gui.training.form_plan import FormValues
from digitpad.training_plan import DataChoice, Problem

DATA = DataChoice(mnist=1000)


def values(model="mlp", parameters=None, data=DATA, start="", unreadable=(), **settings):
    usual = {"validation": 100, "synthetic": 0, "non_digits": 0}
    return FormValues(model, parameters or {}, usual | settings, data, start, unreadable)


def test_what_can_work_becomes_a_plan():
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
def test_a_parameter_that_cannot_work_is_named(model, parameters, name):
    _, problems = values(model, parameters).plan()
    assert name in problems


def test_settings_that_cannot_work_together_are_told():
    _, problems = values(elastic=1.0, elastic_smoothness=0.5).plan()
    assert "smoothness" in problems["elastic_smoothness"]


def test_what_cannot_be_read_is_a_problem_like_any_other():
    _, problems = values(unreadable=(Problem("seed", "a whole number is needed here"),)).plan()
    assert problems == {"seed": "a whole number is needed here"}


def test_nothing_to_learn_from_and_missing_files_are_told(tmp_path):
    _, problems = values(data=DataChoice(mnist=0)).plan()
    assert "mnist" in problems
    missing = DataChoice(mnist=0, idx=(str(tmp_path / "images"), str(tmp_path / "labels")))
    _, problems = values(data=missing).plan()
    assert "images" in problems["idx"]
    _, problems = values(data=DataChoice(mnist=0, folder=str(tmp_path))).plan()
    assert "0 to 9" in problems["folder"]


def test_a_start_of_another_shape_is_told():
    _, problems = values(parameters={"hidden": [16]}, start="mlp").plan()
    assert "start" in problems

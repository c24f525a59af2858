import pytest

from digitpad.common.errors import ModelFileError
from digitpad.library.catalog import find_model
from digitpad.library.model_file import read_description, save_model
from digitpad.library.training_record import (
    accuracies,
    after_adaptation,
    base_accuracies,
    epochs_of,
    plain_settings,
    with_own_figures,
)
from tests.small_models import described, small_model


def test_the_course_of_a_run_is_read_epoch_by_epoch():
    epochs = epochs_of(small_model().description)
    assert [one.epoch for one in epochs] == [1, 2, 3]
    assert epochs[1].validation_accuracy == 0.88
    assert epochs[2].validation_loss is None
    bundled = read_description(find_model("cnn"))
    assert len(epochs_of(bundled)) == plain_settings(bundled)["epochs"]


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ({"history": "long"}, "training.history is 'long', expected a list"),
        (
            {"history": [[1, "much", 0.9, None, None]]},
            r"history\[0\]\[1\] is 'much', expected a num",
        ),
        ({"history": [[1, 0.5]]}, r"history\[0\] is \[1, 0.5\], expected a list of 5"),
        ({"settings": {"epochs": "many"}}, "epochs must be a whole number, not 'many'"),
        ({"settings": {"augmentation": {"rotatoin": 3}}}, "augmentation: unknown field 'rotatoin'"),
        ({"settings": {"speed": 3}}, "there is no training setting 'speed'"),
        ({"settings": {"threads": 10**12}}, "threads can be at most"),
        ({"changes": [{"epoch": 0, "step": 0, "settings": {}}]}, "epoch must be at least 1"),
        ({"coffee": 1}, "unknown field 'training.coffee'"),
    ],
)
def test_a_record_that_makes_no_sense_is_refused_with_the_field_that_is_wrong(
    tmp_path, record, problem
):
    path = tmp_path / "mine.safetensors"
    save_model(path, small_model())
    described(path, training=record)
    with pytest.raises(ModelFileError, match=problem):
        read_description(path)


def test_every_setting_is_told_once_by_its_own_name():
    settings = plain_settings(read_description(find_model("mlp")))
    assert settings["seed"] == 0
    assert settings["rotation"] == 7.5
    assert settings["data"] == "MNIST train + pen ink"
    assert "augmentation" not in settings


def test_accuracies_are_told_by_what_they_are_of():
    assert accuracies(small_model().description) == {"mnist": 0.91, "real_hands": 0.8}


def test_a_fine_tuned_model_has_only_the_figures_of_its_base_until_it_is_measured():
    description = small_model(training={"adapted_from": "cnn", "own_samples": 3}).description
    assert accuracies(description) == {}
    assert base_accuracies(description) == {"mnist": 0.91, "real_hands": 0.8}
    measured = with_own_figures(description, {"mnist_test_accuracy": 0.87})
    assert accuracies(measured) == {"mnist": 0.87}
    assert base_accuracies(measured) == {}
    assert base_accuracies(small_model().description) == {}
    # It learns once more.
    again = after_adaptation(measured, "cnn", 5)
    assert accuracies(again) == {}
    assert plain_settings(again)["own_samples"] == 5

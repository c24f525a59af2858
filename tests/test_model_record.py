from digitpad.library import find_model
from digitpad.model_record import accuracies, epochs_of, plain_settings
from digitpad.modelfile import read_description
from tests.small_models import small_model


def test_the_course_of_a_run_is_read_epoch_by_epoch():
    epochs = epochs_of(small_model().description)
    assert [one.epoch for one in epochs] == [1, 2, 3]
    assert epochs[1].validation_accuracy == 0.88
    assert epochs[2].validation_loss is None
    assert len(epochs_of(read_description(find_model("cnn")))) == 30


def test_what_makes_no_sense_in_a_record_is_left_out():
    rows = [[1, 0.5, 0.9, None, None], [2, "much", 0.9, None, None], [3, None, 1.0, None, None], 4]
    description = small_model(training={"history": rows, "settings": "none"}).description
    assert [one.epoch for one in epochs_of(description)] == [1]
    assert plain_settings(description) == {}
    assert epochs_of(small_model(training={"history": "long"}).description) == []


def test_every_setting_is_told_once_by_its_own_name():
    settings = plain_settings(read_description(find_model("mlp")))
    assert settings["seed"] == 0
    assert settings["rotation"] == 7.5
    assert settings["data"] == "MNIST train"
    assert "augmentation" not in settings


def test_accuracies_are_told_by_what_they_are_of():
    assert accuracies(small_model().description) == {"mnist": 0.91, "real_hands": 0.8}

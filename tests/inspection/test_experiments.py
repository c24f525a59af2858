"""Switching off and changing: just what was asked for, undone exactly, never the original."""

import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.common.pixels import as_floats
from digitpad.data.example_ink import load_examples
from digitpad.inspection import experiments
from digitpad.inspection.activations import inspectable, observe
from digitpad.inspection.experiments import Experiment
from digitpad.library.catalog import find_model
from digitpad.library.model_data import model_hash
from digitpad.library.model_file import Model, ModelDescription, load_model
from digitpad.recognition.recognizer import Recognizer
from tests.data.few_digits import few_digits
from tests.inspection.small import (
    bundled,
    classifier_of_all_kinds,
    digit,
    small_machine,
    small_model,
)

IMAGES = as_floats(few_digits(20, "test").images)


def cnn():
    return small_model(filters=[4, 6], depth=1, hidden=9)


def of_all_kinds():
    return Model(ModelDescription("all", "cnn", {}), classifier_of_all_kinds())


def logits(model):
    return model.classifier.decision_function(IMAGES)


def answers_with_a_silent_unit(classifier, name, unit):
    """Let images through layer by layer, and mute the unit behind its layer's bend."""
    network = inspectable(classifier)
    start = network.names.index(name)
    bends = {"relu", "tanh", "sigmoid", "maxpool"}
    end = start
    while network.layers[end + 1].kind in bends:
        end += 1
    x = IMAGES
    for index, layer in enumerate(network.layers):
        x = layer.forward(x)
        if index == end:
            x[..., unit] = 0
    return x[:, :10].copy()


@pytest.mark.parametrize("layer", ["conv1", "conv2", "dense1"])
@pytest.mark.parametrize("make", [cnn, of_all_kinds])
def test_a_silent_unit_adds_nothing_to_what_follows(make, layer):
    model = make()
    experiment = Experiment(model)
    experiment.switch_off(layer, 3)
    expected = answers_with_a_silent_unit(model.classifier, layer, 3)
    np.testing.assert_allclose(logits(experiment.model), expected, atol=1e-4)
    assert np.abs(expected - logits(model)).max() > 1e-3


def test_a_silent_filters_picture_is_blank():
    experiment = Experiment(cnn())
    experiment.switch_off("conv1", 2)
    observed = observe(inspectable(experiment.model.classifier), digit())
    assert not observed[1][:, :, 2].any()
    assert observed[1][:, :, 1].any()


def test_every_layer_but_the_outputs_can_be_silenced():
    assert Experiment(cnn()).layers() == {"conv1": 4, "conv2": 6, "dense1": 9}
    assert Experiment(Model(bundled("mlp").description, bundled("mlp").classifier)).layers() == {
        "dense1": 256
    }


def test_the_original_stays_as_it_is():
    model = cnn()
    before = model_hash(model.classifier)
    answers = logits(model).copy()
    experiment = Experiment(model)
    experiment.switch_off("conv1", 0)
    experiment.set_weight("dense2.weight", (3, 4), 9.0)
    assert model_hash(model.classifier) == before
    assert (logits(model) == answers).all()
    assert experiment.original is model


def test_a_weight_is_set():
    experiment = Experiment(cnn())
    before = experiment.weight("dense2.bias", (7,))
    experiment.set_weight("dense2.bias", (7,), before + 2)
    difference = logits(experiment.model) - logits(experiment.original)
    np.testing.assert_allclose(difference[:, 7], 2, atol=1e-4)
    assert not np.delete(difference, 7, axis=1).any()
    assert experiment.tensors()["dense2.bias"][7] == np.float32(before + 2)


def test_undo_and_redo_give_back_the_very_same_numbers():
    experiment = Experiment(cnn())
    states = [logits(experiment.model).copy()]
    assert not experiment.can_undo
    for change in (
        lambda: experiment.switch_off("conv2", 1),
        lambda: experiment.set_weight("conv1.weight", (0, 1, 0, 2), -1.5),
        lambda: experiment.switch_on("conv2", 1),
        experiment.reset,
    ):
        change()
        states.append(logits(experiment.model).copy())
    for state in reversed(states[:-1]):
        experiment.undo()
        assert (logits(experiment.model) == state).all()
    assert not experiment.can_undo
    assert not experiment.is_changed
    for state in states[1:]:
        experiment.redo()
        assert (logits(experiment.model) == state).all()
    assert not experiment.can_redo


def test_a_new_change_forgets_what_was_undone():
    experiment = Experiment(cnn())
    experiment.switch_off("conv1", 0)
    experiment.undo()
    experiment.switch_off("conv1", 1)
    assert not experiment.can_redo
    experiment.redo()
    assert experiment.changes.off == (("conv1", 1),)


def test_what_changes_nothing_is_no_step():
    experiment = Experiment(cnn())
    experiment.switch_on("conv1", 0)
    experiment.set_weight("dense2.bias", (7,), experiment.weight("dense2.bias", (7,)))
    experiment.reset()
    assert not experiment.can_undo
    experiment.switch_off("conv1", 0)
    experiment.switch_off("conv1", 0)
    experiment.undo()
    assert not experiment.is_changed


def test_setting_a_weight_back_leaves_no_change():
    experiment = Experiment(cnn())
    before = experiment.weight("dense2.bias", (7,))
    experiment.set_weight("dense2.bias", (7,), 5.0)
    experiment.set_weight("dense2.bias", (7,), before)
    assert not experiment.is_changed


def test_changes_are_told_in_words():
    experiment = Experiment(cnn())
    experiment.switch_off("conv1", 3)
    experiment.set_weight("dense2.weight", (2, 5), 0.25)
    first, second = experiment.translated()
    assert first == "conv1: unit 3 switched off"
    assert second.startswith("dense2.weight[2, 5]: ")
    assert second.endswith(" → 0.25")
    assert experiment.is_off("conv1", 3)
    assert not experiment.is_off("conv1", 2)


def layer_kinds(model):
    return [layer.kind for layer in model.classifier.network_.layers]


@pytest.mark.parametrize("name", ["cnn", "mlp"])
def test_a_changed_network_is_saved_under_a_new_name_and_answers_the_same(name):
    model = cnn() if name == "cnn" else small_model("mlp", hidden=[9])
    experiment = Experiment(model)
    layer = next(iter(experiment.layers()))
    experiment.switch_off(layer, 1)
    experiment.set_weight(f"{layer}.bias", (2,), 0.75)
    experiment.set_weight("dense2.weight", (3, 4), -2.0)
    path = experiment.save_as("tried")
    assert path == find_model("tried")
    loaded = load_model(path)
    assert layer_kinds(experiment.model) == layer_kinds(model)
    np.testing.assert_array_equal(logits(loaded), logits(experiment.model))
    changed = loaded.classifier.tensors()
    assert changed["dense2.weight"][3, 4] == -2
    assert changed[f"{layer}.bias"][2] == 0.75
    assert loaded.description.name == "tried"
    assert loaded.description.measured == {}
    assert loaded.description.training.changed_by_hand == tuple(experiment.translated())


def test_saving_replaces_no_model():
    experiment = Experiment(cnn())
    experiment.switch_off("conv1", 1)
    experiment.save_as("tried")
    for name in ("tried", "cnn", "a/b", ""):
        with pytest.raises(ParameterError):
            experiment.save_as(name)


def test_a_kernel_machines_landmarks_can_be_silenced(tmp_path):
    machine = small_machine()
    parameters = machine.get_params()
    model = Model(ModelDescription("machine", "svm-hog", parameters), machine)
    experiment = Experiment(model)
    before = machine.weights_.copy()
    assert experiment.layers() == {"landmarks": 30}
    experiment.switch_off("landmarks", 4)
    weights = before.copy()
    weights[4] = 0
    points = machine.coordinates(machine.landmarks_)
    squares = ((machine.coordinates(IMAGES)[:, None] - points) ** 2).sum(axis=2)
    expected = np.exp(-squares) @ weights + machine.biases_
    np.testing.assert_allclose(logits(experiment.model), expected, atol=1e-3)
    assert (machine.weights_ == before).all()
    loaded = load_model(experiment.save_as("fewer-landmarks"))
    np.testing.assert_allclose(logits(loaded), logits(experiment.model), atol=1e-4)


def test_softmax_regression_can_be_blinded_in_a_pixel():
    experiment = Experiment(bundled("softmax"))
    pixel = 14 * 28 + 14
    experiment.switch_off("pixels", pixel)
    blind = IMAGES.copy()
    blind[:, 14, 14] = 0
    expected = experiment.original.classifier.decision_function(blind)
    np.testing.assert_allclose(logits(experiment.model), expected, atol=1e-4)


def test_the_changed_model_answers_for_ink():
    experiment = Experiment(bundled("mlp"))
    experiment.set_weight("dense2.bias", (3,), 1000.0)
    assert Recognizer(experiment.model).recognize_ink(load_examples()[0].ink).digit == 3


def test_what_is_not_there_is_refused():
    experiment = Experiment(cnn())
    for layer, unit in (("conv9", 0), ("dense2", 0), ("conv1", 4), ("conv1", -1)):
        with pytest.raises(ParameterError):
            experiment.switch_off(layer, unit)
    for tensor, index in (("conv9.weight", (0,)), ("dense2.bias", (11,)), ("dense2.bias", (0, 0))):
        with pytest.raises(ParameterError):
            experiment.set_weight(tensor, index, 1.0)
    for value in (float("nan"), float("inf"), 1e300):
        with pytest.raises(ParameterError, match="finite"):
            experiment.set_weight("dense2.bias", (0,), value)
    assert not experiment.can_undo


def test_the_oldest_changes_can_no_longer_be_undone(monkeypatch):
    monkeypatch.setattr(experiments, "MOST_STATES", 4)
    experiment = Experiment(cnn())
    layer = max(experiment.layers(), key=experiment.layers().get)
    for unit in range(5):
        experiment.switch_off(layer, unit)
    undone = 0
    while experiment.can_undo:
        experiment.undo()
        undone += 1
    assert undone == 3

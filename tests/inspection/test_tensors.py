"""Figures about tensors, differences, and the weights before training."""

import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.estimators.network import NetworkClassifier
from digitpad.inspection.tensors import (
    as_plane,
    initial_weights,
    statistics,
    subtract,
)
from digitpad.library.model_file import Model
from digitpad.nn.architectures import architecture
from digitpad.training.record import TrainingRecord
from digitpad.training.settings import TrainingSettings
from digitpad.training.trainer import Trainer
from tests.data.few_digits import few_digits
from tests.inspection.small import bundled, small_model


def test_statistics_are_counted():
    found = statistics(np.array([[-1, 0, 0], [2, 3, 2]], np.float32), bins=6)
    assert (found.count, found.zeros) == (6, 2)
    assert (found.smallest, found.largest, found.mean) == (-1, 3, 1)
    assert found.norm == pytest.approx(np.sqrt(18))
    assert found.standard_deviation == pytest.approx(np.sqrt(2))
    assert found.edges.tolist() == [-3, -2, -1, 0, 1, 2, 3]
    assert found.counts.tolist() == [0, 0, 1, 2, 0, 3]


def test_the_histogram_of_one_sign_only_has_no_other_half():
    found = statistics(np.array([1, 2, 3], np.float32), bins=2)
    assert found.edges.tolist() == [1, 2, 3]
    same = statistics(np.full(5, 2, np.float32), bins=4)
    assert same.counts.sum() == 5


def test_the_difference_of_two_models():
    a = small_model(filters=[4, 6], depth=1, hidden=9).classifier
    b = small_model(filters=[4, 6], depth=1, hidden=9).classifier
    assert not subtract(a.tensors(), b.tensors(), "conv1.weight").any()
    b.network_.layers[1].parameters["weight"][..., 1] *= 2
    changed = subtract(b.tensors(), a.tensors(), "conv1.weight")
    np.testing.assert_allclose(changed[..., 1], a.tensors()["conv1.weight"][..., 1], rtol=1e-5)
    assert not changed[..., [0, 2, 3]].any()


def test_tensors_that_do_not_fit_are_refused():
    a, b = bundled("mlp").classifier.tensors(), bundled("cnn").classifier.tensors()
    with pytest.raises(ParameterError, match="conv1"):
        subtract(a, b, "conv1.weight")
    with pytest.raises(ParameterError, match="shape"):
        subtract(a, b, "dense1.weight")


def test_the_weights_before_training_are_drawn_again_from_the_record():
    kind, settings = architecture("mlp"), TrainingSettings(epochs=1, seed=5, threads=1)
    trainer = Trainer(kind, {"hidden": [6]}, settings, few_digits(200))
    before = {name: array.copy() for name, array in trainer.network.tensors().items()}
    for _ in trainer.run():
        pass
    model = small_model("mlp", hidden=[6])
    classifier = NetworkClassifier.from_network("mlp", trainer.parameters, trainer.network)
    record = TrainingRecord(settings=settings.to_dict())
    description = model.description.changed(
        parameters=trainer.parameters, training=record, non_digits=False
    )
    found = initial_weights(Model(description, classifier))
    assert all((found[name] == before[name]).all() for name in before)
    moved = subtract(classifier.tensors(), found, "dense1.weight")
    np.testing.assert_array_equal(
        moved, classifier.tensors()["dense1.weight"] - before["dense1.weight"]
    )
    assert moved.any()


def test_the_bundled_networks_know_where_they_started():
    found = initial_weights(bundled("cnn"))
    assert found["conv1.weight"].shape == (5, 5, 1, 32)
    assert not found["conv1.bias"].any()


def test_unknown_beginnings_are_told_by_none():
    assert initial_weights(bundled("softmax")) is None
    model = small_model("mlp", hidden=[6])
    for record in (TrainingRecord(), TrainingRecord(settings={"seed": 4}, start="mlp")):
        description = model.description.changed(training=record)
        assert initial_weights(Model(description, model.classifier)) is None
    assert initial_weights(model) is not None


def test_kernels_lie_side_by_side():
    kernels = np.arange(2 * 3 * 4 * 5, dtype=np.float32).reshape(2, 3, 4, 5)
    plane = as_plane(kernels)
    assert plane.shape == (4 * 2, 5 * 3)
    np.testing.assert_array_equal(plane[2 * 3 : 2 * 3 + 2, 3 * 4 : 3 * 4 + 3], kernels[:, :, 3, 4])
    assert as_plane(np.ones(7)).shape == (1, 7)
    assert as_plane(np.ones((5, 28, 28), np.uint8)).shape == (140, 28)
    assert as_plane(np.float32(3)).shape == (1, 1)

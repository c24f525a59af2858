"""Where digits lie: the main directions, the nearest, and layers as rows."""

import importlib.util

import numpy as np
import pytest

from digitpad.common.errors import Cancelled, DatasetError, ParameterError
from digitpad.common.pixels import as_floats
from digitpad.inspection import digit_map
from digitpad.inspection.activations import inspectable, observe
from digitpad.inspection.digit_map import (
    PCA,
    TSNE,
    DigitMap,
    LayerVectors,
    main_directions,
    map_layers,
    methods,
)
from tests.data.few_digits import few_digits
from tests.inspection.small import bundled, classifier_of_all_kinds, digit, small_machine


@pytest.mark.parametrize("shape", [(300, 40), (60, 200), (500, 784)])
def test_the_main_directions_are_those_of_the_singular_values(shape):
    random = np.random.default_rng(0)
    if shape[1] == 784:
        rows = as_floats(few_digits(500).images).reshape(500, 784)
    else:
        scales = 0.8 ** np.arange(shape[1])
        rows = (random.standard_normal(shape) * scales @ np.linalg.qr(
            random.standard_normal((shape[1], shape[1])))[0] + 3).astype(np.float32)  # fmt: skip
    mean, directions, variances, total = main_directions(rows, 10)
    centred = (rows - rows.mean(axis=0)).astype(np.float64)
    _, lengths, along = np.linalg.svd(centred, full_matrices=False)
    expected = lengths**2 / (len(rows) - 1)
    np.testing.assert_allclose(mean, rows.mean(axis=0), atol=1e-5)
    np.testing.assert_allclose(variances, expected[:10], rtol=1e-3)
    assert total == pytest.approx(expected.sum(), rel=1e-5)
    likeness = np.abs((directions * along[:10].T).sum(axis=0))
    np.testing.assert_allclose(likeness[:5], 1, atol=1e-3)
    assert (directions[np.abs(directions).argmax(axis=0), np.arange(10)] > 0).all()


def test_rows_that_hardly_vary_still_have_two_directions():
    same = np.ones((5, 4), np.float32)
    _, directions, variances, total = main_directions(same, 10)
    assert directions.shape == (4, 2)
    assert total == 0
    assert not variances.any()
    line = np.outer(np.arange(6), [1, 2, 0]).astype(np.float32)
    _, directions, variances, _ = main_directions(line, 10)
    np.testing.assert_allclose(directions[:, 0], np.array([1, 2, 0]) / np.sqrt(5), atol=1e-6)
    assert variances[1] == 0


@pytest.mark.parametrize(
    ("name", "layer"), [("mlp", "relu1"), ("cnn-small", "maxpool1"), ("softmax", "pixels")]
)
def test_a_digit_of_the_map_is_found_where_it_lies(name, layer):
    digits = few_digits(150)
    found = DigitMap.fit(bundled(name).classifier, layer, digits, count=100)
    assert found.positions.shape == (100, 2)
    assert (found.labels == digits.labels[found.which]).all()
    image = as_floats(digits.images[found.which[7]])
    position, nearest = found.locate(image, 3)
    np.testing.assert_allclose(position, found.positions[7], atol=1e-3)
    assert nearest[0] == found.which[7]
    assert 1 >= found.explained[0] >= found.explained[1] > 0


def test_the_nearest_are_nearest_in_the_layer():
    digits = few_digits(200)
    classifier = bundled("mlp").classifier
    found = DigitMap.fit(classifier, "relu1", digits)
    rows = LayerVectors(classifier, "relu1").of(as_floats(digits.images))
    own = observe(inspectable(classifier), digit(3))[2]
    truly = np.argsort(((rows - own) ** 2).sum(axis=1))[:10]
    # Distances use 50 of the 256 directions.
    assert len(set(found.locate(digit(3), 10)[1]) & set(truly)) >= 8


def test_the_same_seed_places_the_same_digits():
    digits, classifier = few_digits(150), bundled("mlp").classifier
    first, second = (DigitMap.fit(classifier, "relu1", digits, count=60, seed=3) for _ in range(2))
    assert (first.positions == second.positions).all()
    assert (first.which == second.which).all()


def test_feature_maps_are_averaged_to_at_most_seven_by_seven():
    classifier = classifier_of_all_kinds()
    rows = LayerVectors(classifier, "conv1").of(as_floats(few_digits(3).images))
    assert rows.shape == (3, 7 * 7 * 4)
    output = observe(inspectable(classifier), as_floats(few_digits(3).images)[1])[1]
    blocks = output.reshape(7, 4, 7, 4, 4).mean(axis=(1, 3))
    np.testing.assert_allclose(rows[1], blocks.ravel(), atol=1e-5)


def test_a_digit_alone_gives_the_row_it_gives_among_others():
    classifier, images = bundled("cnn-small").classifier, as_floats(few_digits(300).images)
    for layer in map_layers(classifier):
        vectors = LayerVectors(classifier, layer)
        np.testing.assert_allclose(vectors.of(images[280:281])[0], vectors.of(images)[280],
                                   atol=1e-4)  # fmt: skip


def test_layers_to_make_a_map_of_come_best_first():
    assert map_layers(bundled("mlp").classifier) == ("relu1", "dense2", "pixels")
    assert map_layers(bundled("cnn-small").classifier) == (
        "relu1", "maxpool1", "conv1", "dense2", "pixels",
    )  # fmt: skip
    assert map_layers(small_machine()) == ("features", "pixels")
    assert map_layers(bundled("softmax").classifier) == ("pixels",)


def test_a_machines_features_are_the_space_it_compares_in():
    machine = small_machine(components=20)
    images = as_floats(few_digits(4).images)
    rows = LayerVectors(machine, "features").of(images)
    assert rows.shape == (4, 20)
    squares = ((rows[:, None] - machine.coordinates(machine.landmarks_)) ** 2).sum(axis=2)
    logits = np.exp(-squares) @ machine.weights_ + machine.biases_
    np.testing.assert_allclose(logits, machine.decision_function(images), atol=1e-3)


def test_progress_is_told_and_the_work_can_be_stopped():
    digits, classifier = few_digits(600), bundled("mlp").classifier
    told = []
    DigitMap.fit(classifier, "relu1", digits, progress=lambda *step: told.append(step))
    assert told == [(256, 600), (512, 600), (600, 600)]
    with pytest.raises(Cancelled):
        DigitMap.fit(classifier, "relu1", digits, cancelled=lambda: True)


def test_neighbour_embedding_keeps_classes_together():
    pytest.importorskip("sklearn")
    digits, classifier = few_digits(100), bundled("cnn-small").classifier
    found = DigitMap.fit(classifier, "relu1", digits, TSNE)
    assert methods() == (PCA, TSNE)
    squares = ((found.positions[:, None] - found.positions) ** 2).sum(axis=2)
    np.fill_diagonal(squares, np.inf)
    assert np.mean(found.labels[squares.argmin(axis=1)] == found.labels) > 0.8
    # A digit that is on the map is put where it is.
    image = as_floats(digits.images[5])
    np.testing.assert_allclose(found.locate(image)[0], found.positions[5], atol=0.5)


def test_without_scikit_learn_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert digit_map.methods() == (PCA,)
    with pytest.raises(ParameterError, match=r"digitpad\[map\]"):
        DigitMap.fit(bundled("mlp").classifier, "relu1", few_digits(20), TSNE)


def test_what_cannot_be_mapped_is_refused():
    classifier = bundled("mlp").classifier
    with pytest.raises(ParameterError, match="relu1"):
        DigitMap.fit(classifier, "conv1", few_digits(20))
    with pytest.raises(ParameterError, match="umap"):
        DigitMap.fit(classifier, "relu1", few_digits(20), "umap")
    with pytest.raises(DatasetError, match="three"):
        DigitMap.fit(classifier, "relu1", few_digits(2))

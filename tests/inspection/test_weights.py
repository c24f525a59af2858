"""Weights as pictures: the right numbers in the right places."""

import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.inspection.activations import inspectable, observe
from digitpad.inspection.weights import filter_gallery, filters, output_names, parts
from tests.inspection.small import bundled, digit, small_machine, small_model


def test_a_units_picture_times_the_drawing_is_what_the_unit_adds_up():
    classifier = bundled("mlp").classifier
    gallery = parts(classifier).pictures
    observed = observe(inspectable(classifier), digit())
    bias = classifier.tensors()["dense1.bias"]
    sums = (gallery.pictures * digit()).sum(axis=(1, 2)) + bias
    np.testing.assert_allclose(sums, observed[1], atol=1e-4)
    assert (gallery.kind, gallery.titles[7], gallery.is_signed) == ("units", "Unit 7", True)


def test_a_filters_picture_times_the_patch_below_is_what_it_answers():
    network = inspectable(bundled("cnn").classifier)
    observed = observe(network, digit())
    kernels = filters(network, "conv2")
    assert kernels.shape == (64, 32, 3, 3)
    patch = observed[3][7:10, 5:8].transpose(2, 0, 1)
    bias = network.layers[4].parameters["bias"]
    np.testing.assert_allclose(
        (kernels * patch).sum(axis=(1, 2, 3)) + bias, observed[4][7, 5], atol=1e-4
    )


def test_filters_are_shown_as_the_mean_over_their_channels():
    network = inspectable(small_model(filters=[4, 6], depth=1, hidden=9).classifier)
    kernels = filters(network, "conv2")
    np.testing.assert_allclose(filter_gallery(network, "conv2").pictures, kernels.mean(axis=1))
    assert "4 input channels" in filter_gallery(network, "conv2").note
    with pytest.raises(ParameterError, match="no convolution"):
        filters(network, "dense1")


def test_the_first_layer_of_a_convolution_net_is_its_filters():
    gallery = parts(bundled("cnn").classifier).pictures
    assert gallery.kind == "filters"
    assert gallery.pictures.shape == (32, 5, 5)


def test_the_planes_of_softmax_regression_are_its_weights():
    classifier = bundled("softmax").classifier
    gallery = parts(classifier).pictures
    assert gallery.titles[4] == "Digit 4"
    sums = (gallery.pictures * digit()).sum(axis=(1, 2)) + classifier.biases_
    np.testing.assert_allclose(sums, classifier.decision_function(digit()[None])[0], atol=1e-4)


@pytest.mark.parametrize("components", [0, 20])
def test_the_planes_of_a_linear_machine_on_pixels_answer_like_the_machine(components):
    """Also where the machine looks along main directions: only a constant is missing."""
    machine = small_machine("linear", components=components)
    planes = parts(machine).pictures.pictures.reshape(10, -1).T
    lead = machine.decision_function(np.stack([digit(0), digit(1)]))
    difference = (digit(0) - digit(1)).ravel() @ planes
    np.testing.assert_allclose(difference, lead[0] - lead[1], atol=1e-4)


@pytest.mark.parametrize(("features", "deskew"), [("hog", False), ("pixels", True)])
def test_weights_of_features_are_no_pictures(features, deskew):
    machine = small_machine("linear", features=features, deskew=deskew)
    assert parts(machine).pictures is None


def test_the_landmarks_with_the_largest_weights_come_first():
    machine = small_machine()
    gallery = parts(machine).pictures
    sizes = np.linalg.norm(machine.weights_, axis=1)
    assert gallery.kind == "landmarks"
    assert not gallery.is_signed
    assert (np.diff(sizes[gallery.numbers]) <= 0).all()
    first = gallery.numbers[0]
    np.testing.assert_allclose(gallery.pictures[0] * 255, machine.landmarks_[first], atol=1e-3)
    assert gallery.titles[0].endswith(f"for {machine.weights_[first].argmax()}")


def test_chosen_pictures_keep_their_titles_and_numbers():
    gallery = parts(bundled("mlp").classifier).pictures.chosen(np.array([5, 2]))
    assert gallery.titles == ("Unit 5", "Unit 2")
    assert gallery.numbers.tolist() == [5, 2]
    assert len(gallery.pictures) == 2


@pytest.mark.parametrize("name", ["mlp", "cnn"])
def test_the_last_hidden_layer_times_the_output_weights_is_the_logits(name):
    classifier = bundled(name).classifier
    observed = observe(inspectable(classifier), digit())
    found = parts(classifier).outputs
    np.testing.assert_allclose(observed[-2] @ found.weight + found.bias, observed.logits, atol=1e-3)
    assert found.outputs == (*"0123456789", "no digit")


def test_machines_have_output_weights_too():
    assert parts(bundled("softmax").classifier).outputs.units == "pixel"
    assert parts(small_machine()).outputs.units == "landmark"
    assert parts(small_machine("linear")).outputs.units == "feature"
    assert output_names(small_machine()) == tuple("0123456789")

"""What every layer puts out, and which pixels it depends on."""

import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.inspection.activations import (
    Place,
    inspectable,
    layer_index,
    layers,
    observe,
    receptive_field,
)
from tests.benchmarks.pytorch_twin import torch_twin
from tests.inspection.small import bundled, digit, network_of_all_kinds, small_machine


@pytest.mark.parametrize("name", ["mlp", "cnn-small", "cnn"])
def test_the_last_output_is_what_the_model_answers_by(name):
    classifier = bundled(name).classifier
    observed = observe(inspectable(classifier), digit())
    expected = classifier.decision_function(digit()[None])[0]
    np.testing.assert_allclose(observed.logits[:10], expected, atol=1e-4)


def test_every_layer_puts_out_what_pytorch_says():
    torch = pytest.importorskip("torch")
    network = network_of_all_kinds().without_dropout()
    observed = observe(network, digit())
    x = torch.from_numpy(digit()[None])
    for index, module in enumerate(torch_twin(network).eval()):
        x = module(x.clone())
        theirs = x.detach().numpy()[0]
        if theirs.ndim == 3:
            theirs = theirs.transpose(1, 2, 0)
        elif network.names[index] == "flatten1":
            height, width, channels = network.shapes[index]
            theirs = theirs.reshape(channels, height, width).transpose(1, 2, 0).ravel()
        np.testing.assert_allclose(observed[index], theirs, atol=2e-5, err_msg=str(index))


def test_what_was_observed_stays_when_another_image_follows():
    network = network_of_all_kinds().without_dropout()
    observed = observe(network, digit(0))
    before = [output.copy() for output in observed.outputs]
    observe(network, digit(1))
    assert all((a == b).all() for a, b in zip(before, observed, strict=True))
    assert observed.input_of(0) is observed.image
    assert observed.input_of(3) is observed[2]


def test_layers_are_named_for_people_and_dropout_is_left_out():
    views = layers(inspectable(bundled("cnn").classifier))
    assert [view.title for view in views][:5] == [
        "Picture",
        "Convolution 1",
        "Pooling 1",
        "ReLU 1",
        "Convolution 2",
    ]
    assert views[-1].title == "Output"
    assert "dropout" not in {view.kind for view in views}
    assert (views[1].shape, views[1].units, views[1].is_spatial) == ((24, 24, 32), 32, True)
    assert views[1].parameter_count == 25 * 32 + 32
    assert not views[-1].is_spatial
    assert [view.index for view in views] == list(range(len(views)))


def test_a_layer_is_found_by_name_and_place():
    network = network_of_all_kinds().without_dropout()
    assert layer_index(network, "conv2") == layer_index(network, 4) == 4
    for unknown in ("conv9", 99, -1):
        with pytest.raises(ParameterError, match="conv1"):
            layer_index(network, unknown)


def test_a_machine_has_no_layers_to_look_into():
    assert inspectable(small_machine()) is None


def reaches(network, index, place, pixel):
    """Whether a large change of one pixel changes one number of a layer's output."""
    generator = np.random.default_rng(0)
    image = generator.random((28, 28), np.float32)
    before = observe(network, image)[index][place]
    changed = image.copy()
    changed[pixel] += 50
    return not np.array_equal(before, observe(network, changed)[index][place])


@pytest.mark.parametrize(("index", "y", "x"), [(1, 0, 0), (1, 5, 27), (4, 3, 2), (5, 6, 7)])
def test_the_receptive_field_is_what_a_place_depends_on(index, y, x):
    network = network_of_all_kinds().without_dropout()
    field = receptive_field(network, index, y, x)
    bottom, right = field.top + field.height - 1, field.left + field.width - 1
    corners = [(field.top, field.left), (field.top, right), (bottom, field.left), (bottom, right)]
    assert all(reaches(network, index, (y, x), corner) for corner in corners)
    beyond = [
        (field.top - 1, field.left), (bottom + 1, right), (field.top, field.left - 1),
        (bottom, right + 1),
    ]  # fmt: skip
    inside = [(a, b) for a, b in beyond if 0 <= a < 28 and 0 <= b < 28]
    assert inside
    assert not any(reaches(network, index, (y, x), pixel) for pixel in inside)


def test_behind_a_dense_layer_the_whole_image_counts():
    network = network_of_all_kinds().without_dropout()
    assert receptive_field(network, len(network.layers) - 1) == Place(0, 0, 28, 28)
    assert receptive_field(inspectable(bundled("cnn").classifier), 6, 7, 7) == Place(14, 14, 14, 14)

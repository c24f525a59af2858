"""Exported networks, run by ONNX Runtime, answer like the original."""

import json

import numpy as np
import pytest

from digitpad.common.errors import DigitpadError
from digitpad.nn.activations import ReLU, Sigmoid
from digitpad.nn.architectures import ARCHITECTURES, architecture
from digitpad.nn.layers import Conv2D, Dense, Dropout, Flatten, Layer, SpatialMajor
from digitpad.nn.losses import softmax
from digitpad.nn.network import Network
from digitpad.nn.onnx_export import export_onnx
from digitpad.nn.pooling import MaxPool2D

onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")


def with_random_biases(network):
    """They are 0 at first, and then nothing would show that they were exported."""
    random = np.random.default_rng(4)
    count = network.vector.size - network.decayed
    network.vector[network.decayed :] = random.normal(0, 0.3, count)
    return network


def answers(path, images):
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return session.run(["logits", "probabilities"], {"images": images})


def digits(count, shape=(28, 28)):
    return np.random.default_rng(3).random((count, *shape), dtype=np.float32)


@pytest.mark.parametrize("name", ARCHITECTURES)
@pytest.mark.parametrize("count", [1, 5])
def test_every_architecture_answers_the_same_in_onnx_runtime(name, count, tmp_path):
    network = with_random_biases(architecture(name).network(seed=2))
    export_onnx(network, tmp_path / "model.onnx")
    images = digits(count)
    logits, probabilities = answers(tmp_path / "model.onnx", images)
    expected = network.forward(images)
    np.testing.assert_allclose(logits, expected, atol=1e-4)
    np.testing.assert_allclose(probabilities, softmax(expected), atol=1e-5)


def test_every_kind_of_layer_is_exported(tmp_path):
    layers = [
        SpatialMajor(),
        Conv2D(3, (5, 3), padding="same"),
        Sigmoid(),
        Conv2D(4, 2),
        MaxPool2D(3),
        Flatten(),
        Dense(9),
        Dropout(0.5),
        ReLU(),
        Dense(10),
    ]
    network = Network(layers, (11, 13)).initialize(np.random.default_rng(1))
    with_random_biases(network)
    export_onnx(network, tmp_path / "model.onnx")
    images = digits(4, (11, 13))
    _, probabilities = answers(tmp_path / "model.onnx", images)
    np.testing.assert_allclose(probabilities, softmax(network.forward(images)), atol=1e-5)


def test_what_is_no_class_is_left_out_and_the_temperature_is_kept(tmp_path):
    network = architecture("mlp").network(classes=11)
    export_onnx(network, tmp_path / "model.onnx", classes=range(10), temperature=1.5)
    images = digits(3)
    logits, probabilities = answers(tmp_path / "model.onnx", images)
    assert logits.shape == (3, 11)
    expected = softmax(network.forward(images)[:, :10] / np.float32(1.5))
    np.testing.assert_allclose(probabilities, expected, atol=1e-5)


def test_the_file_says_what_goes_in_and_what_the_outputs_stand_for(tmp_path):
    network = architecture("mlp").network(classes=4)
    path = tmp_path / "model.onnx"
    export_onnx(network, path, classes=[1, 5, 7], temperature=1.5)
    told = {one.key: one.value for one in onnx.load(path).metadata_props}
    assert json.loads(told["classes"]) == [1, 5, 7]
    assert json.loads(told["logits"]) == ["1", "5", "7", "no digit"]
    assert json.loads(told["outputs"]) == ["logits", "probabilities", "non_digit"]
    assert told["non_digit_output"] == "non_digit"
    assert float(told["temperature"]) == 1.5
    assert told["input"].startswith("images: float32")
    assert "ink bright" in told["preprocessing"]
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    assert [(one.name, one.shape) for one in session.get_inputs()] == [("images", ["N", 28, 28])]
    shapes = {one.name: one.shape for one in session.get_outputs()}
    assert shapes == {"logits": ["N", 4], "probabilities": ["N", 3], "non_digit": ["N", 1]}
    images = digits(5)
    (non_digit,) = session.run(["non_digit"], {"images": images})
    np.testing.assert_allclose(non_digit[:, 0], softmax(network.forward(images))[:, 3], atol=1e-6)


def test_a_network_of_classes_only_has_no_output_for_non_digits(tmp_path):
    export_onnx(architecture("mlp").network(), tmp_path / "model.onnx")
    found = onnx.load(tmp_path / "model.onnx")
    assert [one.name for one in found.graph.output] == ["logits", "probabilities"]
    assert "non_digit_output" not in {one.key for one in found.metadata_props}


def test_a_layer_without_a_counterpart_is_named(tmp_path):
    class Mystery(Layer):
        kind = "mystery"

        def output_shape(self, input_shape):
            return input_shape

        def forward(self, x, *, training=False):
            return x

        def backward(self, grad, *, accumulate=False, input_gradient=True):
            return grad

    network = Network([Flatten(), Mystery(), Dense(10)]).initialize(np.random.default_rng(0))
    with pytest.raises(DigitpadError, match="mystery"):
        export_onnx(network, tmp_path / "model.onnx")
    assert not (tmp_path / "model.onnx").exists()

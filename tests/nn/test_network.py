"""The whole network: gradients through all layers, parameters in one vector, copies."""

import numpy as np
import pytest

from digitpad.common.errors import ParameterError
from digitpad.nn.architectures import ARCHITECTURES, architecture
from digitpad.nn.layers import Flatten
from digitpad.nn.losses import softmax, softmax_cross_entropy
from digitpad.nn.network import Network
from digitpad.nn.parallel import ParallelNetwork
from tests.blas import threads_of_blas
from tests.nn.gradient_check import numerical_gradient

SMALL = {
    "mlp": {"hidden": [6]},
    "cnn-small": {"filters": 2, "hidden": 5},
    "cnn": {"filters": [3, 4], "hidden": 6, "dropout": 0.0},
}


@pytest.fixture
def digits():
    generator = np.random.default_rng(4)
    return generator.random((7, 28, 28), np.float32), generator.integers(0, 10, 7)


@pytest.mark.parametrize("name", SMALL)
def test_gradients_of_the_whole_network_agree_with_finite_differences(name, digits):
    images, labels = digits
    network = architecture(name).network(SMALL[name], seed=3)

    def loss():
        logits = network.forward(images, training=True).astype(np.float64)
        return softmax_cross_entropy(logits, labels, label_smoothing=0.1)[0]

    loss()
    _, grad = softmax_cross_entropy(
        network.forward(images, training=True), labels, label_smoothing=0.1
    )
    network.backward(grad)
    found = network.gradient.copy()
    places, expected = numerical_gradient(loss, network.vector, step=2e-3, places=200)
    close = np.isclose(found[places], expected, rtol=0.05, atol=0.02 * np.abs(expected).max())
    # A finite step sometimes crosses the kink of a ReLU or a tie in a pooling window.
    assert close.mean() > 0.97


def test_parameters_are_views_of_one_vector():
    network = architecture("mlp").network()
    network.vector[:] = 0.5
    assert all((array == 0.5).all() for array in network.tensors().values())
    assert network.decayed == 784 * 256 + 256 * 10


def watch(network, tell):
    """Tell what the network is given."""
    first = network.layers[0]
    forward = first.forward

    def told(x, **options):
        tell(x)
        return forward(x, **options)

    first.forward = told


@pytest.mark.parametrize("shares_products", [False, True])
@pytest.mark.parametrize("threads", [1, 2, 3])
def test_threads_and_parts_give_the_gradient_of_the_whole_batch(threads, shares_products, digits):
    images, labels = digits
    network = architecture("cnn-small").network(seed=1)
    logits = network.forward(images, training=True)
    expected_loss, grad = softmax_cross_entropy(logits, labels)
    network.backward(grad / len(labels))
    expected = network.gradient.copy()
    seen = []
    workers = ParallelNetwork(network, threads, part_size=2, shares_products=shares_products)
    for replica in workers.replicas:
        watch(replica, lambda part: seen.append((len(part), threads_of_blas())))
    with workers:
        loss, _ = workers.gradient(images, labels)
        assert {allowed for _, allowed in seen} == {threads if shares_products else 1}
        assert max(size for size, _ in seen) == 2
        np.testing.assert_allclose(network.gradient, expected, rtol=1e-3, atol=1e-6)
        assert loss == pytest.approx(expected_loss, rel=1e-5)
        np.testing.assert_allclose(workers.logits(images), network.forward(images), atol=1e-5)


def test_the_threads_of_mlp_share_products_and_those_of_the_others_images():
    for name in ARCHITECTURES:
        with architecture(name).workers(architecture(name).network(), 2) as workers:
            assert len(workers.replicas) == (1 if name == "mlp" else 2)


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_the_gradient_does_not_depend_on_the_strides_of_the_images(name, digits):
    images, labels = digits
    strided = np.ascontiguousarray(images.transpose(1, 2, 0)).transpose(2, 0, 1)
    assert not strided.flags["C_CONTIGUOUS"]
    gradients = []
    for given in (images, strided):
        network = architecture(name).network(seed=1)
        with architecture(name).workers(network, 2) as workers:
            workers.gradient(given, labels, noise=np.random.default_rng)
        gradients.append(network.gradient)
    np.testing.assert_allclose(*gradients, rtol=1e-3, atol=1e-5)


def test_a_copy_without_dropout_gives_the_same_logits_and_has_its_own_parameters(digits):
    network = architecture("cnn").network(seed=2)
    twin = network.without_dropout()
    assert {layer.kind for layer in network.layers} - {layer.kind for layer in twin.layers} == {
        "dropout"
    }
    expected = network.forward(digits[0]).copy()
    network.vector[:] = 0
    np.testing.assert_array_equal(twin.forward(digits[0]), expected)


def test_a_network_without_parameters_has_an_empty_gradient(digits):
    network = Network([Flatten()]).initialize(np.random.default_rng(0))
    network.backward(np.ones_like(network.forward(digits[0], training=True)))
    assert network.gradient.size == 0
    with ParallelNetwork(network, 2, 4) as workers:
        loss, _ = workers.gradient(*digits)
    assert np.isfinite(loss)


def test_softmax_never_overflows():
    probabilities = softmax(np.array([[1e4, -1e4, 0.0], [-1e4, -1e4, -1e4]], np.float32))
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)
    assert probabilities[0, 0] == 1


def test_the_loss_of_equal_logits_is_the_logarithm_of_the_number_of_classes():
    loss, grad = softmax_cross_entropy(np.zeros((4, 10), np.float32), np.arange(4))
    assert loss / 4 == pytest.approx(np.log(10))
    np.testing.assert_allclose(grad.sum(axis=1), 0, atol=1e-7)


def test_the_summary_counts_every_parameter():
    network = architecture("cnn-small").network()
    summary = network.summary()
    assert [line.name for line in summary][:2] == ["input1", "conv1"]
    assert sum(line.parameter_count for line in summary) == network.vector.size
    assert summary[-1].output_shape == (10,)


def test_an_unknown_architecture_or_parameter_is_refused_with_the_known_ones():
    with pytest.raises(ParameterError, match="cnn-small"):
        architecture("resnet")
    with pytest.raises(ParameterError, match="hidden"):
        architecture("mlp").network({"hiden": [3]})
    with pytest.raises(ParameterError, match="list of layer sizes"):
        architecture("mlp").network({"hidden": 128})

import pytest

from digitpad.common.errors import Cancelled
from digitpad.data.mnist import load_mnist
from digitpad.evaluation.metrics import evaluate
from digitpad.evaluation.model_figures import measure_model
from digitpad.library.model_file import load_model, read_description
from digitpad.library.training_record import accuracies
from tests.small_models import kept_model


def test_a_fine_tuned_model_is_measured_on_the_whole_test_set():
    path = kept_model("mine", training={"adapted_from": "cnn"})
    seen = []
    figures = measure_model("mine", progress=lambda *done: seen.append(done))
    expected = evaluate(load_model(path).classifier, load_mnist("test"))
    assert figures["mnist_test_accuracy"] == pytest.approx(expected.accuracy)
    assert accuracies(read_description(path)) == {"mnist": figures["mnist_test_accuracy"]}
    assert seen[-1] == (10_000, 10_000)


def test_a_cancelled_measurement_leaves_the_file_as_it_is():
    path = kept_model("mine")
    before = path.read_bytes()
    with pytest.raises(Cancelled):
        measure_model("mine", cancelled=lambda: True)
    assert path.read_bytes() == before

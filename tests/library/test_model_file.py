"""Model files: what is saved comes back, and nothing else is taken for a model."""

import json

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from digitpad.common.errors import ModelFileError
from digitpad.estimators.network import NetworkClassifier
from digitpad.library.catalog import find_model, import_model
from digitpad.library.listing import available_models
from digitpad.library.model_file import (
    Calibration,
    Model,
    ModelDescription,
    check_model,
    load_model,
    read_description,
    save_model,
)
from digitpad.nn.architectures import architecture
from digitpad.nn.layers import Conv2D

IMAGES = np.random.default_rng(0).random((3, 28, 28), np.float32)


def model(name="cnn-small", temperature=1.5):
    kind = architecture(name)
    parameters = kind.complete({"hidden": 6} if name == "cnn-small" else {})
    network = kind.network(parameters, seed=3)
    classifier = NetworkClassifier.from_network(name, parameters, network, temperature=temperature)
    description = ModelDescription(
        "mine", name, parameters, calibration=Calibration(temperature), notes="七"
    )
    return Model(description, classifier)


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "mine.safetensors"
    save_model(path, model())
    return path


def damaged(path, change_tensors=None, change_header=None):
    """The same file with other tensors or another header."""
    with safe_open(path, framework="numpy") as file:
        header = json.loads(file.metadata()["digitpad"])
    tensors = load_file(path)
    if change_tensors:
        change_tensors(tensors)
    if change_header:
        change_header(header)
    save_file(tensors, path, {"digitpad": json.dumps(header)})
    return path


def test_what_is_saved_comes_back(saved):
    before, after = model(), load_model(saved)
    assert after.description == before.description
    assert read_description(saved) == before.description
    np.testing.assert_array_equal(
        after.classifier.predict_proba(IMAGES), before.classifier.predict_proba(IMAGES)
    )


def normalized_logits(network, normalizations, images):
    """As an earlier version computed them: batch normalization after each convolution."""
    x, remaining = images, iter(normalizations)
    for layer in network.layers:
        x = layer.forward(x)
        if isinstance(layer, Conv2D):
            gamma, beta, mean, variance = next(remaining).values()
            x = (gamma * (x - mean) / np.sqrt(variance + 1e-5) + beta).astype(np.float32)
    return x


@pytest.fixture
def earlier(tmp_path):
    """A `cnn` as earlier versions wrote it, and the logits that they gave for `IMAGES`."""
    random = np.random.default_rng(5)
    parameters = {"filters": [8, 9], "hidden": 6, "first_kernel": 3}
    complete = architecture("cnn").complete(parameters)
    network = architecture("cnn").network(parameters)
    convolutions = [layer for layer in network.layers if isinstance(layer, Conv2D)]
    normalizations = [
        {
            "gamma": random.normal(1, 0.3, one.filters).astype(np.float32),
            "beta": random.normal(0, 0.3, one.filters).astype(np.float32),
            "running_mean": random.normal(0, 0.5, one.filters).astype(np.float32),
            "running_variance": random.uniform(0.2, 3, one.filters).astype(np.float32),
        }
        for one in convolutions
    ]
    tensors = {
        name: array
        for name, array in network.tensors().items()
        if not (name.startswith("conv") and name.endswith("bias"))
    }
    for number, normalization in enumerate(normalizations, 1):
        tensors |= {f"batchnorm{number}.{name}": a for name, a in normalization.items()}
    path = tmp_path / "earlier.safetensors"
    classifier = NetworkClassifier.from_network("cnn", complete, network)
    save_model(path, Model(ModelDescription("earlier", "cnn", complete), classifier))

    def as_written_then(found):
        found.clear()
        found.update(tensors)

    damaged(path, as_written_then, lambda header: header["parameters"].pop("first_kernel"))
    return path, normalized_logits(network, normalizations, IMAGES)


def test_a_cnn_of_an_earlier_version_answers_as_it_did(earlier, tmp_path):
    path, expected = earlier
    model = load_model(path)
    shapes = {name: shape for name, (_, shape) in check_model(path)[1].items()}
    assert shapes == {name: a.shape for name, a in model.classifier.tensors().items()}
    assert model.description.parameters["first_kernel"] == 3
    np.testing.assert_allclose(model.classifier.decision_function(IMAGES), expected, atol=1e-5)
    save_model(tmp_path / "again.safetensors", model)
    again = load_model(tmp_path / "again.safetensors").classifier
    np.testing.assert_array_equal(
        again.predict_proba(IMAGES), model.classifier.predict_proba(IMAGES)
    )


def test_only_a_cnn_can_have_had_batch_normalization(saved):
    names = ("gamma", "beta", "running_mean", "running_variance")
    parts = {f"batchnorm1.{name}": np.ones(3, "f4") for name in names}
    path = damaged(saved, lambda t: (t.pop("conv1.bias"), t.update(parts)))
    with pytest.raises(ModelFileError, match=r"tensor conv1\.bias is missing"):
        load_model(path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.pop("batchnorm2.beta"), "tensor batchnorm2.beta is missing"),
        (lambda t: t.update({"conv1.bias": np.zeros(8, "f4")}), "conv1.bias does not belong"),
        (lambda t: t["batchnorm1.running_variance"].fill(-1), "running_variance holds -1"),
        (
            lambda t: (t["batchnorm1.running_variance"].fill(0), t["batchnorm1.gamma"].fill(3e38)),
            "holds NaN or infinite",
        ),
    ],
)
def test_a_damaged_cnn_of_an_earlier_version_is_refused(earlier, change, words):
    path = damaged(earlier[0], change)
    with pytest.raises(ModelFileError, match=words):
        load_model(path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.pop("conv1.weight"), "tensor conv1.weight is missing"),
        (lambda t: t.update(extra=np.zeros(3, "f4")), "tensor extra does not belong"),
        (
            lambda t: t.update({"dense2.bias": np.zeros(9, "f4")}),
            r"F32 \(9,\), expected F32 \(10,\)",
        ),
        (lambda t: t.update({"dense2.bias": np.zeros(10, "f8")}), "F64"),
        (lambda t: t["dense2.bias"].fill(np.nan), "dense2.bias holds NaN"),
    ],
)
def test_tensors_that_do_not_fit_are_named(saved, change, words):
    with pytest.raises(ModelFileError, match=words):
        load_model(damaged(saved, change_tensors=change))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda h: h.update(format_version=99), "newer digitpad is needed"),
        (lambda h: h.pop("format_version"), "no format_version"),
        (lambda h: h.update(architecture="resnet"), "'resnet' is not known"),
        (lambda h: h["parameters"].update(filters="many"), r"mine\.safetensors"),
        (lambda h: h["parameters"].update(filters=10**6), "conv1.weight is F32"),
        (lambda h: h["parameters"].update(filters=10**9), "filters is a whole number"),
        (lambda h: h.update(architecture="cnn", parameters={"depth": 10**9}), "depth is a whole"),
        (lambda h: h.update(architecture="mlp", parameters={"hidden": [8] * 10**5}), "at most 100"),
        (lambda h: h.update(architecture="mlp", parameters={"dropout": "a"}), "from 0 to below 1"),
        (
            lambda h: h.update(architecture="mlp", parameters={"activation": 3}),
            "activation is text",
        ),
        (lambda h: h.update(colour="red"), "unknown field 'colour'"),
        (lambda h: h.pop("name"), "field 'name' is missing"),
        (lambda h: h.update(classes=list("abcdefghij")), r"classes\[0\] is 'a', expected a whole"),
        (lambda h: h.update(classes=[3] * 10), "two different"),
        (lambda h: h.update(measured={"accuracy": "high"}), "measured.accuracy is 'high'"),
        (lambda h: h.update(preprocessing="1"), "preprocessing is '1', expected a whole number"),
        (lambda h: h["calibration"].update(non_digit_threshold="x"), "threshold is 'x'"),
        (lambda h: h["calibration"].update(non_digit_threshold=2), "threshold is 2"),
        (lambda h: h["calibration"].update(rejection_curve=[[1, 2]]), "a list of 3"),
        (lambda h: h["calibration"].update(rejection_curve="text"), "expected a list"),
        (lambda h: h["calibration"].update(rejection_curve=[[1, 2, 0]]), "from 0 to 1"),
        (lambda h: h["calibration"].update(colour=1), "unknown field 'calibration.colour'"),
        (lambda h: h.update(calibration={"temperature": 0}), "temperature"),
        (lambda h: h.update(calibration={"temperature": float("nan")}), "not valid JSON"),
    ],
)
def test_a_header_that_cannot_be_true_is_refused(saved, change, words):
    path = damaged(saved, change_header=change)
    for read in (load_model, check_model, import_model):
        with pytest.raises(ModelFileError, match=words) as caught:
            read(path)
        assert str(path) in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not this", b"\xff" * 64])
def test_another_kind_of_file_is_named(tmp_path, content):
    path = tmp_path / "other.safetensors"
    path.write_bytes(content)
    with pytest.raises(ModelFileError, match=r"other\.safetensors"):
        load_model(path)


def test_a_truncated_file_is_refused(saved):
    saved.write_bytes(saved.read_bytes()[:-100])
    with pytest.raises(ModelFileError):
        load_model(saved)


def test_a_safetensors_file_of_another_program_is_refused(tmp_path):
    path = tmp_path / "other.safetensors"
    save_file({"a": np.zeros(3, np.float32)}, path)
    with pytest.raises(ModelFileError, match="no digitpad entry"):
        load_model(path)


def test_a_model_with_a_broken_weight_is_not_saved(saved):
    before = saved.read_bytes()
    broken = model()
    broken.classifier.network_.vector[0] = np.inf
    with pytest.raises(ModelFileError, match="NaN or infinite"):
        save_model(saved, broken)
    assert saved.read_bytes() == before


def test_weights_that_overflow_on_the_way_to_an_answer_are_not_saved_and_not_loaded(saved):
    before = saved.read_bytes()
    broken = model()
    network = broken.classifier.network_
    network.vector[...] = 1e38
    classifier = NetworkClassifier.from_network("cnn-small", {"hidden": 6}, network)
    broken = Model(broken.description, classifier)
    with pytest.raises(ModelFileError, match="not a finite number"):
        save_model(saved, broken)
    assert saved.read_bytes() == before
    path = damaged(saved, change_tensors=lambda t: [a.fill(1e38) for a in t.values()])
    with pytest.raises(ModelFileError, match="not a finite number"):
        load_model(path)


def test_a_figure_that_is_not_finite_is_not_saved(saved):
    before = saved.read_bytes()
    wrong = model()
    measured = wrong.description.changed(measured={"loss": float("nan")})
    with pytest.raises(ModelFileError, match="figure"):
        save_model(saved, Model(measured, wrong.classifier))
    assert saved.read_bytes() == before


def test_a_failed_write_leaves_the_old_file_and_nothing_else(saved, monkeypatch):
    before = saved.read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        save_model(saved, model())
    assert saved.read_bytes() == before
    assert [path.name for path in saved.parent.iterdir()] == [saved.name]


def test_a_name_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(ModelFileError, match=r"there are: .*mlp"):
        find_model("nothing-like-it")


def test_own_models_are_found_by_name(tmp_path, monkeypatch):
    monkeypatch.setenv("DIGITPAD_HOME", str(tmp_path))
    save_model(tmp_path / "models" / "mine.safetensors", model())
    assert available_models()[-1] == "mine"
    assert load_model(find_model("mine")).description.name == "mine"


@pytest.mark.parametrize("name", available_models())
def test_every_bundled_model_loads_and_tells_how_it_was_made(name):
    description = load_model(find_model(name)).description
    assert description.name == name
    assert description.training.command.startswith("digitpad train")
    assert description.measured["mnist_test_accuracy"] > (0.92 if name == "softmax" else 0.98)


def test_text_that_could_not_be_read_again_is_not_saved(tmp_path):
    whole = model()
    damaged = Model(whole.description.changed(notes="a\udcff"), whole.classifier)
    with pytest.raises(ModelFileError, match="no valid text"):
        save_model(tmp_path / "own.safetensors", damaged)
    assert not list(tmp_path.iterdir())

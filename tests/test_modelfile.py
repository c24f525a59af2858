"""Model files: what is saved comes back, and nothing else is taken for a model."""

import json

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from digitpad.architectures import architecture
from digitpad.classifier import NetworkClassifier
from digitpad.errors import ModelFileError
from digitpad.library import available_models, find_model
from digitpad.modelfile import Model, ModelDescription, load_model, read_description, save_model

IMAGES = np.random.default_rng(0).random((3, 28, 28), np.float32)


def model(name="cnn-small", temperature=1.5):
    kind = architecture(name)
    parameters = kind.complete({"hidden": 6} if name == "cnn-small" else {})
    network = kind.network(parameters, seed=3)
    classifier = NetworkClassifier.from_network(name, parameters, network, temperature=temperature)
    description = ModelDescription(
        "mine", name, parameters, calibration={"temperature": temperature}, notes="七"
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
        (lambda h: h.pop("format_version"), "header is not valid"),
        (lambda h: h.update(architecture="resnet"), "'resnet' is not known"),
        (lambda h: h["parameters"].update(filters="many"), r"mine\.safetensors"),
        (lambda h: h["parameters"].update(filters=10**9), "conv1.weight is F32"),
        (lambda h: h.update(colour="red"), "header is not valid"),
        (lambda h: h.update(calibration={"temperature": 0}), "temperature"),
    ],
)
def test_a_header_that_cannot_be_true_is_refused(saved, change, words):
    with pytest.raises(ModelFileError, match=words):
        load_model(damaged(saved, change_header=change))


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
    with pytest.raises(ModelFileError, match="not finite"):
        save_model(saved, broken)
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
    assert description.training["command"].startswith("digitpad train")
    assert description.measured["mnist_test_accuracy"] > (0.92 if name == "softmax" else 0.98)

"""What other programs read holds exactly what the model holds."""

import csv
import io
import zipfile

import numpy as np
import pytest

from digitpad.common.errors import ModelFileError, ParameterError
from digitpad.data.mnist import load_mnist
from digitpad.library.catalog import find_model
from digitpad.library.exports import KINDS, csv_text, export
from digitpad.library.model_file import load_model
from tests.small_models import same_tensors, small_model


@pytest.fixture
def model():
    return small_model()


def csv_rows(lines):
    return np.loadtxt(lines, delimiter=",", dtype=np.float32, ndmin=2, skiprows=1)


def test_safetensors_is_the_model_itself(model, tmp_path):
    export(model, tmp_path / "out.safetensors")
    again = load_model(tmp_path / "out.safetensors")
    assert same_tensors(model, again)
    assert again.description == model.description


def test_npz_and_csv_give_every_number_back(model, tmp_path):
    for name in ("out.npz", "out.zip", "folder"):
        export(model, tmp_path / name)
    tensors = model.classifier.tensors()
    with np.load(tmp_path / "out.npz") as arrays, zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert sorted(arrays) == sorted(tensors)
        names = [*(f"{name}.csv" for name in tensors), "tensors.csv"]
        assert sorted(archive.namelist()) == sorted(names)
        for name, tensor in tensors.items():
            np.testing.assert_array_equal(arrays[name], tensor)
            rows = tensor.reshape(-1, tensor.shape[-1])
            np.testing.assert_array_equal(csv_rows(tmp_path / "folder" / f"{name}.csv"), rows)
            np.testing.assert_array_equal(csv_rows(archive.open(f"{name}.csv")), rows)


@pytest.mark.parametrize("shape", [(7,), (1,), (4, 3), (3, 3, 2, 5)])
def test_a_tensor_in_csv_has_a_heading_of_column_numbers_and_its_last_axis_along_a_line(shape):
    tensor = np.random.default_rng(0).standard_normal(shape).astype(np.float32)
    heading, *lines = csv.reader(io.StringIO(csv_text(tensor)))
    assert heading == [str(column) for column in range(shape[-1])]
    numbers = np.array(lines, np.float64).astype(np.float32)
    np.testing.assert_array_equal(numbers.reshape(shape), tensor)


def test_pandas_reads_every_tensor_in_the_right_shape(model, tmp_path):
    pandas = pytest.importorskip("pandas")
    export(model, tmp_path / "folder")
    listed = pandas.read_csv(tmp_path / "folder" / "tensors.csv")
    tensors = model.classifier.tensors()
    assert list(listed["tensor"]) == list(tensors)
    for name, text in zip(listed["tensor"], listed["shape"], strict=True):
        shape = tuple(int(length) for length in text.split(" x "))
        frame = pandas.read_csv(tmp_path / "folder" / f"{name}.csv")
        assert frame.shape == (int(np.prod(shape[:-1])), shape[-1])
        found = frame.to_numpy(np.float64).astype(np.float32)
        np.testing.assert_array_equal(found.reshape(shape), tensors[name])


@pytest.mark.parametrize("ending", ["npz", "zip", "onnx", "safetensors"])
def test_a_model_with_a_broken_weight_is_not_exported(model, tmp_path, ending):
    model.classifier.network_.vector[0] = np.nan
    with pytest.raises(ModelFileError, match="NaN"):
        export(model, tmp_path / f"out.{ending}")
    assert list(tmp_path.iterdir()) == []


def test_the_same_model_gives_the_same_archive(model, tmp_path):
    for name in ("a.zip", "b.zip"):
        export(model, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize("name", ["svm-hog", "svm-fourier"])
def test_a_vector_machine_gives_its_numbers_but_no_onnx(name, tmp_path):
    model = load_model(find_model(name))
    export(model, tmp_path / "out.npz")
    with np.load(tmp_path / "out.npz") as arrays:
        for key, tensor in model.classifier.tensors().items():
            np.testing.assert_array_equal(arrays[key], tensor)
    with pytest.raises(ParameterError, match="no counterpart"):
        export(model, tmp_path / "out.onnx")
    assert not (tmp_path / "out.onnx").exists()


def test_an_unknown_ending_is_refused_with_those_there_are(model, tmp_path):
    with pytest.raises(ParameterError, match=r"\.onnx"):
        export(model, tmp_path / "out.pickle")
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(ParameterError, match="folder"):
        export(model, tmp_path / "file")
    assert (tmp_path / "file").read_text("utf-8") == "in the way"
    assert len({kind.suffix for kind in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize("name", ["mlp", "cnn-small", "cnn", "softmax"])
def test_bundled_models_give_the_same_probabilities_in_onnx_runtime(name, tmp_path):
    pytest.importorskip("onnx")
    onnxruntime = pytest.importorskip("onnxruntime")
    model = load_model(find_model(name))
    export(model, tmp_path / "model.onnx")
    images = load_mnist("test").images[:500].astype(np.float32) / 255
    session = onnxruntime.InferenceSession(
        tmp_path / "model.onnx", providers=["CPUExecutionProvider"]
    )
    (probabilities,) = session.run(["probabilities"], {"images": images})
    expected = model.classifier.predict_proba(images)
    assert probabilities.shape == (500, 10)
    np.testing.assert_allclose(probabilities, expected, rtol=0, atol=1e-5)

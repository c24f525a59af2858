"""Files written by the version before model files had a layout still open, and nothing is lost."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from digitpad.common.errors import SampleError
from digitpad.data import own_samples_file
from digitpad.data.own_samples import SampleStore
from digitpad.library import catalog
from digitpad.library.model_file import FORMAT_VERSION, load_model, save_model
from digitpad.recognition.recognizer import Recognizer

FOLDER = Path(__file__).parent
MODEL = FOLDER / "mlp-version-1.safetensors"


def test_a_model_answers_with_the_probabilities_it_gave_then():
    classifier = load_model(MODEL).classifier
    ramp = np.linspace(0, 1, 784, dtype=np.float32).reshape(1, 28, 28)
    probabilities, non_digit = classifier.predict_with_rejection(ramp)
    expected = [0.08003172, 0.09404787, 0.09252922, 0.08543864, 0.11777745]
    expected += [0.08977538, 0.089506924, 0.11082184, 0.11760741, 0.12246361]
    np.testing.assert_allclose(probabilities[0], expected, atol=1e-6)
    assert non_digit[0] == pytest.approx(0.0795213, abs=1e-6)


def test_a_models_description_is_complete():
    description = load_model(MODEL).description
    assert description.notes == "from before"
    assert description.measured == {"mnist_test_accuracy": 0.12}
    assert description.calibration.temperature == 1.5
    assert description.non_digit_threshold == 0.8
    assert description.calibration.rejection_curve == ((0.5, 0.1, 0.3), (0.8, 0.05, 0.5))
    assert description.training.history == ((1, 0.5, 0.8, None, None),)


def test_a_model_is_imported_and_becomes_one_of_this_version():
    name = catalog.import_model(MODEL)
    before, after = load_model(MODEL), load_model(catalog.find_model(name))
    assert after.description == before.description.changed(name=name)
    for key, tensor in before.classifier.tensors().items():
        assert tensor.tobytes() == after.classifier.tensors()[key].tobytes()
    assert f'format_version\\": {FORMAT_VERSION}'.encode() in catalog.find_model(name).read_bytes()


def test_saving_a_model_again_changes_no_answer(tmp_path):
    save_model(tmp_path / "again.safetensors", load_model(MODEL))
    pictures = np.random.default_rng(0).random((5, 28, 28), np.float32)
    answers = [
        load_model(path).classifier.predict_proba(pictures)
        for path in (MODEL, tmp_path / "again.safetensors")
    ]
    np.testing.assert_array_equal(*answers)


def test_own_samples_are_all_there(tmp_path):
    path = tmp_path / "samples.sqlite3"
    shutil.copy(FOLDER / "samples-version-1.sqlite3", path)
    with SampleStore(path) as store:
        assert store.notice is None
        (sample,) = store.samples()
        assert (sample.label, sample.predicted, sample.model) == (1, 7, "mlp")
        assert (sample.writer, sample.tag) == ("anna", "round 1")
        assert sample.image.sum() == 20 * 255
        ink = sample.ink
        assert len(ink.strokes) == 1
        assert Recognizer.load(MODEL).recognize_ink(ink) is not None
        assert store.restore([2]) == 1
        assert [one.label for one in store.samples()] == [1, 3]


def test_own_samples_in_a_file_that_cannot_be_changed_can_be_looked_at(tmp_path, monkeypatch):
    path = tmp_path / "samples.sqlite3"
    shutil.copy(FOLDER / "samples-version-1.sqlite3", path)

    def refuse(connection, path):
        connection.execute("PRAGMA query_only = ON")
        connection.execute("CREATE TABLE more (x)")

    monkeypatch.setattr(own_samples_file, "_check_and_migrate", refuse)
    with SampleStore(path) as store:
        (sample,) = store.samples()
        assert (sample.label, sample.writer) == (1, "anna")
        with pytest.raises(SampleError, match="read-only"):
            store.restore([2])

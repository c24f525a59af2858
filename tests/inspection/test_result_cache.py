"""Results are found again by the same model and digits only, and damage is survived."""

import json

import numpy as np
import pytest
from safetensors.numpy import save

from digitpad.common.user_folders import user_data
from digitpad.data.mnist import Dataset
from digitpad.evaluation.metrics import evaluate
from digitpad.evaluation.robustness import robustness
from digitpad.inspection import result_cache as kept_results
from digitpad.inspection.digit_map import PCA, DigitMap
from digitpad.inspection.result_cache import KeptResults
from digitpad.library.catalog import find_model
from digitpad.library.model_data import model_hash
from digitpad.library.model_file import load_model
from tests.data.few_digits import few_digits
from tests.inspection.small import bundled, digit

DIGITS = few_digits(100, "test")
OTHERS = few_digits(100)


@pytest.fixture
def kept():
    return KeptResults(bundled("softmax").classifier)


@pytest.fixture
def examined(kept):
    found = evaluate(bundled("softmax").classifier, DIGITS)
    kept.keep_examination(found, DIGITS)
    return found


def the_file():
    (path,) = (user_data() / "inspection").glob("*.safetensors")
    return path


def test_an_examination_comes_back_whole(kept, examined):
    again = kept.examination(DIGITS)
    assert (again.probabilities == examined.probabilities).all()
    assert (again.non_digit == examined.non_digit).all()
    assert (again.misread == examined.misread).all()
    assert again.as_dict() == examined.as_dict()
    assert kept.notice == ""


def test_curves_come_back_whole(kept):
    curves = robustness(bundled("softmax").classifier, DIGITS, count=20)
    kept.keep_robustness(curves, DIGITS)
    again = kept.robustness(DIGITS)
    for name, curve in curves.items():
        assert (again[name].accuracies == curve.accuracies).all()
        assert (again[name].values == curve.values).all()
    assert kept.robustness(OTHERS) is None


def test_a_map_comes_back_and_places_drawings(kept):
    classifier = bundled("softmax").classifier
    found = DigitMap.fit(classifier, "pixels", DIGITS, count=50)
    kept.keep_map(found, DIGITS)
    again = kept.map(DIGITS, "pixels", PCA)
    for name in ("positions", "labels", "which", "explained"):
        assert (getattr(again, name) == getattr(found, name)).all()
    position, nearest = again.locate(digit())
    np.testing.assert_allclose(position, found.locate(digit())[0], atol=1e-4)
    assert nearest.tolist() == found.locate(digit())[1].tolist()
    assert kept.map(DIGITS, "pixels", "t-sne") is None
    assert kept.map(OTHERS, "pixels", PCA) is None


def test_nothing_is_there_before_something_was_kept(kept):
    assert kept.examination(DIGITS) is None
    assert kept.robustness(DIGITS) is None
    assert kept.notice == ""


def test_other_digits_or_another_model_do_not_find_it(kept, examined):
    renamed = Dataset(OTHERS.images, OTHERS.labels, DIGITS.name)
    assert kept.examination(renamed) is None
    assert KeptResults(bundled("mlp").classifier).examination(DIGITS) is None
    assert kept.notice == ""
    assert kept.examination(DIGITS) is not None


def test_sets_of_several_names_are_kept_side_by_side(kept, examined):
    kept.keep_examination(evaluate(bundled("softmax").classifier, OTHERS), OTHERS)
    assert kept.examination(DIGITS) is not None
    assert kept.examination(OTHERS) is not None


def rewritten(**changes):
    """The same file with other arrays."""
    path = the_file()
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    metadata = json.loads(data[8 : 8 + length])["__metadata__"]
    arrays = {"probabilities": np.zeros((100, 10), np.float32), "non_digit": np.zeros(100, "f4")}
    arrays = {name: array for name, array in (arrays | changes).items() if array is not None}
    path.write_bytes(save(arrays, metadata))


DAMAGE = {
    "cut short": lambda: the_file().write_bytes(the_file().read_bytes()[:-9]),
    "empty": lambda: the_file().write_bytes(b""),
    "something else": lambda: the_file().write_bytes(b"PK\x03\x04 no tensors here"),
    "without header": lambda: the_file().write_bytes(save({"non_digit": np.zeros(3)})),
    "with another header": lambda: the_file().write_bytes(
        save({"non_digit": np.zeros(3)}, {"digitpad-inspection": "[1]"})
    ),
    "of another shape": lambda: rewritten(probabilities=np.zeros((99, 10), np.float32)),
    "of another type": lambda: rewritten(non_digit=np.zeros(100)),
    "with an array missing": lambda: rewritten(non_digit=None),
    "not finite": lambda: rewritten(non_digit=np.full(100, np.nan, np.float32)),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_set_aside_with_a_notice(kept, examined, damage):
    path = the_file()
    DAMAGE[damage]()
    content = path.read_bytes()
    assert kept.examination(DIGITS) is None
    assert path.name in str(kept.notice)
    assert not path.exists()
    aside = the_file()
    assert "damaged" in aside.name
    assert aside.name in str(kept.notice)
    assert aside.read_bytes() == content
    kept.keep_examination(examined, DIGITS)
    assert kept.examination(DIGITS) is not None


def test_a_file_that_is_far_too_large_is_not_read(kept, examined, monkeypatch):
    monkeypatch.setattr(kept_results, "MAX_BYTES", 1000)
    assert kept.examination(DIGITS) is None
    assert "1,000" in str(kept.notice)


def test_a_map_that_names_digits_which_are_not_there_is_damaged(kept):
    classifier = bundled("softmax").classifier
    found = DigitMap.fit(classifier, "pixels", DIGITS, count=50)
    found.which[3] = 100
    kept.keep_map(found, DIGITS)
    assert kept.map(DIGITS, "pixels", PCA) is None
    assert "not in the set" in str(kept.notice)


def test_a_fingerprint_tells_models_apart_and_knows_a_copy(tmp_path):
    copy = tmp_path / "renamed.safetensors"
    copy.write_bytes(find_model("mlp").read_bytes())
    assert model_hash(load_model(copy).classifier) == model_hash(bundled("mlp").classifier)
    assert model_hash(bundled("mlp").classifier) != model_hash(bundled("softmax").classifier)

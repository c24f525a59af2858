"""The trash: what is deleted comes back, until it is thrown away with all that belongs to it."""

import shutil

import pytest

from digitpad.common.errors import ModelFileError
from digitpad.evaluation.metrics import evaluate
from digitpad.inspection.result_cache import KeptResults
from digitpad.library import catalog, trash
from digitpad.library.model_data import epochs_folder
from digitpad.library.model_file import load_model
from tests.data.few_digits import few_digits
from tests.small_models import damaged_model, kept_model, same_tensors, small_model


def test_what_is_deleted_can_be_brought_back():
    content = kept_model("mine").read_bytes()
    deleted = trash.delete("mine")
    assert "mine" not in catalog.available_models()
    assert [one.name for one in trash.deleted_models()] == ["mine"]
    assert trash.restore(deleted) == "mine"
    assert catalog.find_model("mine").read_bytes() == content
    assert trash.deleted_models() == []
    with pytest.raises(ModelFileError, match="not there any more"):
        trash.restore(deleted)


def test_a_restored_model_gets_another_name_where_its_own_is_taken():
    kept_model("mine", seed=1)
    first = trash.delete("mine")
    kept_model("mine", seed=2)
    assert trash.restore(first) == "mine-2"
    assert same_tensors(load_model(catalog.find_model("mine")), small_model(seed=2))
    assert same_tensors(load_model(catalog.find_model("mine-2")), small_model(seed=1))


def test_several_of_one_name_can_lie_in_the_trash():
    for seed in (1, 2):
        kept_model("mine", seed=seed)
        trash.delete("mine")
    newest = trash.deleted_models()[0]
    trash.restore(newest)
    assert same_tensors(load_model(catalog.find_model("mine")), small_model(seed=2))
    assert trash.empty() == 1
    assert trash.deleted_models() == []


def with_epochs(path):
    """As if the epochs of this model's training had been kept; returns their folder."""
    folder = epochs_folder(load_model(path).classifier)
    folder.mkdir(parents=True)
    shutil.copy(path, folder / "epoch-1.safetensors")
    return folder


def test_the_epochs_of_a_model_stay_until_the_trash_is_emptied():
    folder = with_epochs(kept_model("mine", seed=1))
    others = with_epochs(kept_model("other", seed=2))
    trash.restore(trash.delete("mine"))
    trash.empty()
    assert folder.is_dir()
    trash.delete("mine")
    assert folder.is_dir()
    assert trash.empty() == 1
    assert not folder.exists()
    assert others.is_dir()


def test_the_epochs_that_a_copy_still_has_are_not_thrown_away():
    folder = with_epochs(kept_model("mine"))
    catalog.duplicate("mine", "copy")
    trash.delete("mine")
    trash.empty()
    assert folder.is_dir()
    trash.delete("copy")
    trash.empty()
    assert not folder.exists()


def test_a_damaged_model_can_be_thrown_away():
    damaged_model("broken")
    trash.delete("broken")
    assert trash.empty() == 1


def examined(path):
    """Keep what `digitpad inspect` keeps about this model; returns whether it is there."""
    digits = few_digits(20, "test")
    classifier = load_model(path).classifier
    kept = KeptResults(classifier)
    kept.keep_examination(evaluate(classifier, digits), digits)
    return lambda: kept.examination(digits) is not None


def test_what_was_found_out_about_a_model_goes_with_it():
    of_mine = examined(kept_model("mine", seed=1))
    of_other = examined(kept_model("other", seed=2))
    trash.delete("mine")
    assert of_mine()
    trash.empty()
    assert not of_mine()
    assert of_other()


def test_what_was_found_out_about_a_copy_stays():
    of_mine = examined(kept_model("mine"))
    catalog.duplicate("mine", "copy")
    trash.delete("mine")
    trash.empty()
    assert of_mine()

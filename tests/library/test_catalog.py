"""The library: what there is, and what can be done with it without losing anything."""

import os
import shutil
from datetime import UTC, datetime

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from digitpad.common.errors import ModelFileError, ParameterError
from digitpad.common.user_folders import bundled_models, user_data, user_models
from digitpad.library import catalog, trash
from digitpad.library.model_file import load_model, read_description, save_model
from digitpad.library.training_record import accuracies
from tests.small_models import damaged_model, described, kept_model, same_tensors, small_model


def by_name():
    return {entry.name: entry for entry in catalog.entries()}


def test_bundled_models_are_listed_the_default_first():
    found = catalog.entries()
    assert [found[0].name, found[0].is_default] == ["cnn", True]
    assert all(entry.is_bundled and not entry.problem for entry in found)
    assert sum(entry.is_default for entry in found) == 1
    mlp = by_name()["mlp"]
    tensors = load_model(mlp.path).classifier.tensors()
    assert mlp.numbers == sum(tensor.size for tensor in tensors.values())
    assert mlp.size == mlp.path.stat().st_size
    assert mlp.description.measured["mnist_test_accuracy"] > 0.98


def test_own_models_are_listed_after_them():
    path = kept_model("mine", notes="the first")
    entry = catalog.entries()[-1]
    assert (entry.name, entry.path, entry.notes) == ("mine", path, "the first")
    assert not entry.is_bundled
    assert abs((datetime.now(UTC) - entry.modified).total_seconds()) < 60


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-40]), "not a readable"),
        (lambda path: path.write_bytes(b""), "not a readable"),
        (lambda path: path.write_bytes(b"\xff" * 3000), "not a readable"),
        (
            lambda path: described(path, measured={"x": "much"}),
            "measured.x is 'much', expected a number",
        ),
        (
            lambda path: described(path, training=[1]),
            "training is [1], expected an object",
        ),
    ],
    ids=["cut", "empty", "noise", "words for numbers", "list for a record"],
)
def test_a_damaged_model_is_listed_with_its_problem(damage, problem):
    damage(kept_model("broken"))
    kept_model("fine")
    found = by_name()
    assert found["broken"].description is None
    assert problem in str(found["broken"].problem)
    assert "broken.safetensors" in str(found["broken"].problem)
    assert found["fine"].problem == ""


def test_renaming_changes_the_name_everywhere_and_nothing_else():
    old = kept_model("mine")
    os.utime(old, (1_700_000_000, 1_700_000_000))
    before = load_model(old)
    new = catalog.rename("mine", "Mine, better")
    assert not old.exists()
    after = load_model(new)
    assert after.description == before.description.changed(name="Mine, better")
    assert same_tensors(before, after)
    assert catalog.entry("Mine, better").modified == datetime.fromtimestamp(1_700_000_000, UTC)


def test_upper_and_lower_case_can_be_changed():
    kept_model("mine")
    assert catalog.rename("mine", "MINE").name == "MINE.safetensors"
    assert "mine" not in catalog.available_models()


def test_renaming_never_takes_the_place_of_another_model():
    kept_model("mine", seed=1)
    kept_model("other", seed=2)
    for taken in ("other", "cnn"):
        with pytest.raises(ParameterError, match="already"):
            catalog.rename("mine", taken)
    assert same_tensors(load_model(catalog.find_model("other")), small_model(seed=2))


@pytest.mark.parametrize("name", ["", " ", "a/b", "a\\b", "..", ".hidden", "a:b", "nul", "x" * 90])
def test_what_cannot_be_a_file_is_no_name(name):
    kept_model("mine")
    for do in (catalog.rename, catalog.duplicate):
        with pytest.raises(ParameterError):
            do("mine", name)
    assert [path.name for path in user_models().iterdir()] == ["mine.safetensors"]


def test_bundled_models_can_neither_be_renamed_nor_deleted():
    for do in (lambda: catalog.rename("cnn", "mine"), lambda: trash.delete("cnn")):
        with pytest.raises(ParameterError, match="ships with digitpad"):
            do()
    assert catalog.find_model("cnn").parent == bundled_models()


def test_a_damaged_model_can_be_renamed_and_deleted_but_not_copied():
    damaged_model("broken")
    with pytest.raises(ModelFileError):
        catalog.duplicate("broken")
    content = catalog.rename("broken", "still broken").read_bytes()
    restored = trash.restore(trash.delete("still broken"))
    assert catalog.find_model(restored).read_bytes() == content


def test_a_duplicate_has_the_next_free_name_and_the_same_numbers():
    assert catalog.duplicate("mlp") == "mlp-2"
    assert catalog.duplicate("mlp") == "mlp-3"
    assert catalog.duplicate("mlp-3", "mine") == "mine"
    copy = load_model(catalog.find_model("mine"))
    assert same_tensors(copy, load_model(catalog.find_model("mlp")))
    assert copy.description.name == "mine"


@pytest.mark.parametrize("name", ["svm-fourier", "softmax"])
def test_machines_are_copied_exactly(name):
    copy = load_model(catalog.find_model(catalog.duplicate(name)))
    original = load_model(catalog.find_model(name))
    assert same_tensors(copy, original)
    picture = np.random.default_rng(1).random((2, 28, 28), np.float32)
    np.testing.assert_array_equal(
        copy.classifier.predict_proba(picture), original.classifier.predict_proba(picture)
    )


def test_the_chosen_default_answers_and_comes_first():
    kept_model("mine")
    catalog.set_default("mine")
    assert catalog.find_model(None) == catalog.find_model("mine")
    assert catalog.available_models()[:2] == ["mine", "cnn"]
    assert catalog.entries()[0].is_default
    catalog.rename("mine", "better")
    assert catalog.available_models()[0] == "better"
    deleted = trash.delete("better")
    assert catalog.available_models()[0] == "cnn"
    trash.restore(deleted)
    assert catalog.available_models()[0] == "better"


def test_what_is_not_there_or_damaged_cannot_be_the_default():
    damaged_model("broken")
    for name in ("nobody", "broken"):
        with pytest.raises(ModelFileError):
            catalog.set_default(name)
    assert catalog.available_models()[0] == "cnn"


def test_a_default_that_is_gone_is_nothing_chosen():
    path = kept_model("mine")
    catalog.set_default("mine")
    path.unlink()
    assert catalog.find_model(None) == catalog.find_model("cnn")


def test_a_damaged_record_counts_as_nothing_chosen_and_is_set_aside():
    kept_model("mine")
    record = user_data() / "library.json"
    record.write_text("{not json", encoding="utf-8")
    assert catalog.available_models()[0] == "cnn"
    catalog.set_default("mine")
    assert catalog.available_models()[0] == "mine"
    assert record.with_suffix(".json.damaged").read_text("utf-8") == "{not json"


def test_notes_are_kept_with_own_and_beside_bundled_models():
    path = kept_model("mine")
    before = load_model(path)
    catalog.set_notes("mine", "Für Anna – 好")
    catalog.set_notes("cnn", "the usual one")
    found = by_name()
    assert found["mine"].notes == read_description(path).notes == "Für Anna – 好"
    assert found["cnn"].notes == "the usual one"
    assert same_tensors(before, load_model(path))
    catalog.set_default("mine")
    assert catalog.entry("cnn").notes == "the usual one"


def test_a_file_is_imported_under_its_own_or_a_given_name(tmp_path):
    save_model(tmp_path / "theirs.safetensors", small_model("whatever", seed=5))
    assert catalog.import_model(tmp_path / "theirs.safetensors") == "theirs"
    assert catalog.import_model(tmp_path / "theirs.safetensors") == "theirs-2"
    assert catalog.import_model(tmp_path / "theirs.safetensors", "ours") == "ours"
    imported = load_model(catalog.find_model("ours"))
    assert imported.description.name == "ours"
    assert same_tensors(imported, small_model(seed=5))
    with pytest.raises(ParameterError, match="already"):
        catalog.import_model(tmp_path / "theirs.safetensors", "cnn")


def test_nothing_is_imported_that_is_damaged_or_does_not_fit(tmp_path):
    newer = tmp_path / "newer.safetensors"
    save_model(newer, small_model(preprocessing=99))
    with safe_open(newer, framework="numpy") as file:
        header = {
            "digitpad": file.metadata()["digitpad"].replace(
                '"preprocessing": 99', '"preprocessing": 1'
            )
        }
    tensors = {name: np.full_like(array, 1e38) for name, array in load_file(newer).items()}
    save_file(tensors, tmp_path / "huge.safetensors", header)
    shutil.copy(damaged_model("cut"), tmp_path / "cut.safetensors")
    trash.delete("cut")
    (tmp_path / "words.safetensors").write_text("no model", encoding="utf-8")
    for name, problem in {
        "newer": "version 99",
        "huge": "not a finite number",
        "cut": "not a readable",
        "words": "not a readable",
        "missing": "no such model file",
    }.items():
        with pytest.raises(ModelFileError, match=problem):
            catalog.import_model(tmp_path / f"{name}.safetensors")
    assert list(user_models().iterdir()) == []


def test_figures_are_stored_for_the_weights_that_they_were_measured_with():
    path = kept_model("mine", training={"adapted_from": "cnn"})
    time = path.stat().st_mtime
    catalog.set_figures("mine", load_model(path), {"mnist_test_accuracy": 0.12})
    assert accuracies(read_description(path)) == {"mnist": 0.12}
    assert same_tensors(load_model(path), small_model())
    assert path.stat().st_mtime == time
    with pytest.raises(ParameterError, match="has changed since it was measured"):
        catalog.set_figures("mine", small_model(seed=1), {"mnist_test_accuracy": 0.5})
    with pytest.raises(ParameterError, match="ships with digitpad"):
        catalog.set_figures("cnn", small_model(), {})

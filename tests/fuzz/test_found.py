"""Files that once ended in a traceback, hung, or took other files with them."""

import json
import os
import sqlite3

import numpy as np
import pytest

from digitpad.common.array_archives import read_arrays
from digitpad.common.errors import (
    DatasetError,
    DivergedError,
    InkError,
    ModelFileError,
    TrainingError,
)
from digitpad.common.json_lines import append_line
from digitpad.common.reading import parse_items, parse_json
from digitpad.common.tensor_files import open_tensors
from digitpad.common.user_folders import user_data, user_models
from digitpad.common.validation import DescriptionError
from digitpad.data.importers import read_samples
from digitpad.data.mnist import Dataset
from digitpad.data.own_samples import NewSample, SampleStore
from digitpad.gui.pad.personal_model import learn, personal_path
from digitpad.ink.strokes import Ink
from digitpad.library import catalog
from digitpad.library.model_file import load_model, save_model
from digitpad.training.checkpoint import resume
from tests.fuzz.containers import with_description
from tests.fuzz.job_readers import OWN, checkpoints
from tests.inspection.small import small_model as network_of_layers
from tests.small_models import described, kept_model, small_model, unchanged

IMAGE = np.full((28, 28), 9, np.uint8)


def test_what_is_no_file_is_listed_as_damaged_and_the_rest_is_there():
    kept_model("good")
    (user_models() / "folder.safetensors").mkdir()
    (user_models() / "link.safetensors").symlink_to("nowhere")
    os.mkfifo(user_models() / "pipe.safetensors")
    problems = {entry.name: str(entry.problem) for entry in catalog.entries()}
    assert problems["good"] == ""
    assert "it is a folder" in problems["folder"]
    assert "there is no such" in problems["link"]
    assert "it is a pipe" in problems["pipe"]


def test_a_pipe_among_pictures_does_not_hang_the_import(tmp_path):
    (tmp_path / "3").mkdir()
    os.mkfifo(tmp_path / "3" / "a.png")
    with pytest.raises(DatasetError, match=r"a\.png: it is a pipe or a device, expected a file"):
        read_samples(tmp_path)


def test_a_model_that_is_rewritten_while_it_is_read_ends_no_process(tmp_path):
    path = tmp_path / "mine.safetensors"
    save_model(path, small_model())
    with open_tensors(path, 1 << 20, "model file") as file:
        os.truncate(path, 100)
        with pytest.raises(DescriptionError, match="became shorter while it was read"):
            file.read("dense1.weight")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"parameters": {"hidden": [8], "activation": [], "dropout": 0.0}}, "activation is text"),
        ({"parameters": []}, r"parameters is \[\], expected an object"),
        ({"classes": [2**70, 1]}, "classes are"),
        ({"calibration": {"temperature": 1e-300}}, "temperature is 1e-300"),
        ({"training": {"settings": {"augmentation": "much"}}}, "augmentation: the content is"),
        ({"training": {"settings": {"learning_rate": 10**400}}}, "learning rate must be a number"),
        ({"training": {"choice": {"mnist": "all"}}}, "training.choice.mnist is 'all'"),
        ({"name": "\ud800"}, "not valid JSON"),
    ],
)
def test_a_model_whose_description_cannot_be_is_refused(tmp_path, changes, problem):
    path = tmp_path / "mine.safetensors"
    save_model(path, small_model())
    described(path, **changes)
    with pytest.raises(ModelFileError, match=problem):
        load_model(path)


def test_weights_that_give_no_number_are_refused(tmp_path):
    model = network_of_layers("cnn", filters=[2], depth=1, hidden=2)
    model.classifier.network_.tensors()["dense1.weight"][:] = 0.5
    path = tmp_path / "mine.safetensors"
    save_model(path, model)
    changed = path.read_bytes().replace(
        np.float32(0.5).tobytes() * 2, np.float32(3e38).tobytes() * 2
    )
    path.write_bytes(changed)
    with pytest.raises(ModelFileError, match="not a finite number"):
        load_model(path)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"settings": {"threads": "many"}}, "settings.threads is 'many', expected a whole number"),
        ({"settings": {"threads": 10**9}}, "threads can be at most 1,024"),
        ({"parameters": {"hidden": [10**6]}}, "tensor network.dense1.weight is"),
        ({"epoch": 9}, "its epochs are not those before the next one"),
        ({"best_epoch": 7}, "its position in the run is not possible"),
        ({"changes": [{"epoch": 1, "step": 0, "settings": {"augmentation": [1]}}]}, "augmentation"),
        ({"sums": {"step": -1}}, "step must be at least 0"),
    ],
)
def test_a_checkpoint_that_cannot_be_is_refused_with_its_path(tmp_path, own_home, changes, problem):
    own_home.mkdir()
    data = checkpoints()[0]
    length = int.from_bytes(data[:8], "little")
    (text,) = json.loads(data[8 : 8 + length])["__metadata__"].values()
    path = tmp_path / "run.safetensors"
    path.write_bytes(with_description(data, json.dumps({**json.loads(text), **changes})))
    digits = Dataset(OWN.images, OWN.labels, OWN.name, times=np.ones(24, np.int64))
    with pytest.raises(TrainingError, match=problem) as caught:
        resume(path, digits)
    assert str(path) in str(caught.value)


def with_first_value(data, name, value):
    """A file of tensors in which the first number of one is another."""
    length = int.from_bytes(data[:8], "little")
    place = 8 + length + json.loads(data[8 : 8 + length])[name]["data_offsets"][0]
    return data[:place] + np.float32(value).tobytes() + data[place + 4 :]


def test_a_checkpoint_with_a_negative_mean_of_squares_is_refused(tmp_path, own_home):
    own_home.mkdir()
    path = tmp_path / "run.safetensors"
    path.write_bytes(with_first_value(checkpoints()[0], "optimizer.second_moment", -1))
    with pytest.raises(TrainingError, match="a mean of squared gradients is negative"):
        resume(path, Dataset(OWN.images, OWN.labels, OWN.name, times=np.ones(24, np.int64)))


@pytest.mark.filterwarnings("error")
def test_a_checkpoint_from_which_steps_overflow_ends_as_a_divergence(tmp_path, own_home):
    own_home.mkdir()
    path = tmp_path / "run.safetensors"
    path.write_bytes(with_first_value(checkpoints()[0], "optimizer.first_moment", 3e38))
    digits = Dataset(OWN.images, OWN.labels, OWN.name, times=np.ones(24, np.int64))
    with pytest.raises(DivergedError):
        list(resume(path, digits).run())


def test_a_line_after_one_that_was_cut_is_not_lost_with_it(tmp_path):
    log = tmp_path / "log.jsonl"
    log.write_bytes(b'{"number": 1}\n{"numb')
    append_line(log, {"number": 2})
    assert log.read_bytes() == b'{"number": 1}\n{"numb\n{"number": 2}\n'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"a": 1, "a": 2}', "'a' is there twice"),
        ('{"a": "\\udfff"}', "text in UTF-8"),
        ("[1e999]", "'1e999' is too large"),
        ("[-Infinity]", "-Infinity is no number"),
        ('{"a":' * 60 + "1" + "}" * 60, "nested more than 50 deep"),
    ],
)
def test_json_that_could_not_be_written_again_is_refused(text, problem):
    with pytest.raises(DescriptionError, match=problem):
        parse_json(text, "x")
    with pytest.raises(DescriptionError, match=f"x: item 2: .*{problem}"):
        list(parse_items(f'{{"first": 1}}, {{"a": {text}}}]}}', 0, "x"))


def test_a_long_list_is_read_item_by_item():
    items = [{"n": number, "text": "x" * (1 << number)} for number in range(20)]
    assert list(parse_items(json.dumps(items)[1:] + " }\n", 0, "x")) == items
    for wrong in ("1]}", "{} {}]}", "{},]}", "{}]", "{}]}}", '{"a"'):
        with pytest.raises(DescriptionError, match="x"):
            list(parse_items(wrong, 0, "x"))


@pytest.mark.parametrize("pen_width", [1e-300, 0.0, 1e7])
def test_ink_of_a_pen_without_width_is_refused(pen_width):
    text = {"format": "digitpad-ink", "version": 1, "pen_width": pen_width}
    with pytest.raises(InkError, match="pen width"):
        Ink.from_json(json.dumps({**text, "strokes": [{"points": [[1, 2]]}]}))


@pytest.mark.parametrize(
    "array",
    [
        np.array(b"x"),
        np.array(["1", None], object),
        np.array(["2026-01-01"], "M8[D]"),
        np.array([1 + 1j]),
        np.array([b"x"]),
    ],
    ids=str,
)
def test_members_that_are_no_numbers_or_texts_are_refused(tmp_path, array):
    path = tmp_path / "ink.npz"
    np.savez(path, labels=array)
    with pytest.raises(DescriptionError, match="not an array of numbers or texts"):
        read_arrays(path, ["labels"], 1 << 20)


def test_arrays_come_back_as_they_were_written(tmp_path):
    arrays = {
        "grid": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        "number": np.array(7),
        "texts": np.array(["a", "🖊"]),
        "none": np.empty((0, 2), np.int16),
    }
    for save in (np.savez, np.savez_compressed):
        save(tmp_path / "all.npz", **arrays)
        found = read_arrays(tmp_path / "all.npz", list(arrays), 1 << 20)
        for name, array in arrays.items():
            np.testing.assert_array_equal(found[name], array)
            assert found[name].dtype == array.dtype


def test_a_column_of_a_table_may_have_a_number_of_any_length(tmp_path):
    names = [f"pixel{number:03}" for number in range(784)]
    names[3], names[500] = f"pixel{'9' * 5000}", "pixel900"
    rows = ["5", *map(str, np.arange(784) % 256)]
    path = tmp_path / "digits.csv"
    path.write_text(",".join(["label", *names]) + "\n" + ",".join(rows) + "\n")
    (sample,) = read_samples(path)
    order = [*(number for number in range(784) if number not in (3, 500)), 500, 3]
    np.testing.assert_array_equal(sample.image.ravel(), np.array(order) % 256)


def stored(path, count=40):
    with SampleStore(path) as store:
        store.add_all(NewSample(number % 10, IMAGE) for number in range(count))
    return path.read_bytes()


def test_of_a_file_with_any_page_lost_the_other_samples_are_saved(tmp_path):
    data = stored(tmp_path / "whole.sqlite3")
    for start in range(0, len(data), 4096):
        path = tmp_path / str(start) / "samples.sqlite3"
        path.parent.mkdir()
        path.write_bytes(data[:start] + bytes(4096) + data[start + 4096 :])
        with SampleStore(path) as store:
            lost = 40 - len(store)
            assert lost <= 5
            assert len(store.samples()) == len(store)
            assert store.notice is not None or not lost
            store.add(NewSample(3, IMAGE))


@pytest.mark.parametrize(
    ("command", "left"),
    [
        ("UPDATE samples SET image = x'00' WHERE id = 3", 39),
        ("UPDATE samples SET label = 'three' WHERE id IN (3, 5)", 38),
        ("UPDATE samples SET label = 3.5 WHERE id IN (3, 5)", 38),
        ("UPDATE samples SET time = 'yesterday', predicted = 'x', writer = x'ff'", 40),
        ("UPDATE samples SET tag = CAST(x'ff' AS TEXT), model = 3.5", 40),
        ("CREATE TRIGGER t AFTER INSERT ON samples BEGIN DELETE FROM samples; END", 40),
        ("PRAGMA application_id = 7", 40),
    ],
)
def test_a_damaged_sample_takes_no_others_away(tmp_path, command, left):
    path = tmp_path / "samples.sqlite3"
    stored(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints = 1")
    connection.execute(command)
    connection.commit()
    connection.close()
    with SampleStore(path) as store:
        assert (len(store), len(store.samples())) == (left, left)
        store.add(NewSample(3, IMAGE))
        assert len(store) == left + 1
        if left < 40:
            told = str(store.notice)
            assert f"{40 - left} samples are damaged" in told or f"; {left} samples could" in told


def test_a_personal_model_that_learned_from_samples_now_lost_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr("digitpad.gui.pad.personal_model.adapt", unchanged)
    model = load_model(catalog.find_model("mlp"))
    rng = np.random.default_rng(0)
    pictures = (rng.random((12, 28, 28)) * 255).astype(np.uint8)
    with SampleStore(tmp_path / "first.sqlite3") as store:
        learn(store, [NewSample(n % 10, image) for n, image in enumerate(pictures)], model)
    before = load_model(personal_path("mlp"))
    with SampleStore(tmp_path / "second.sqlite3") as store:
        result = learn(store, [NewSample(1, pictures[0])], model)
    assert "kept as personal-mlp-2" in result.problem
    assert load_model(catalog.find_model("personal-mlp-2")).description.training == (
        before.description.training
    )
    with SampleStore(tmp_path / "second.sqlite3") as store:
        assert learn(store, [NewSample(2, pictures[1])], model).problem == ""


def test_a_library_file_that_is_nested_deep_counts_as_damaged_and_is_kept_aside():
    (user_data()).mkdir()
    (user_data() / "library.json").write_text('{"notes": ' + "[" * 5000 + "]" * 5000 + "}")
    assert catalog.choices() == catalog.Choices()
    catalog.set_notes("mlp", "mine")
    assert catalog.entry("mlp").notes == "mine"
    assert (user_data() / "library.json.damaged").is_file()

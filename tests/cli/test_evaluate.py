"""`digitpad evaluate`: sets of images, models of fewer classes, transposed images."""

import json
from dataclasses import replace

import numpy as np
import pytest

from digitpad.cli import evaluate
from digitpad.cli.main import main
from digitpad.data.example_ink import load_examples
from digitpad.data.idx import write_idx
from digitpad.evaluation.ink import evaluate_ink
from digitpad.ink.files import LabelledInk, write_ink_set
from digitpad.ink.strokes import Ink
from digitpad.library.catalog import find_model
from digitpad.library.model_file import Model, load_model
from digitpad.recognition.recognizer import Recognizer
from tests.data.few_digits import few_digits, idx_files

DIGITS = few_digits(600, "test")
CLASSES = (0, 1, 2, 4, 5, 6, 7, 8, 9)


class WithoutThrees:
    """The bundled `mlp` as if it had been trained without 3s: nine classes, nine columns."""

    classes_ = np.array(CLASSES)

    def __init__(self):
        self.complete = load_model(find_model("mlp")).classifier

    def predict_proba(self, X):
        probabilities = self.complete.predict_proba(X)[:, CLASSES]
        return probabilities / probabilities.sum(axis=1, keepdims=True)

    def predict_with_rejection(self, X):
        return self.predict_proba(X), np.zeros(len(X), np.float32)


@pytest.fixture
def without_threes(monkeypatch):
    description = replace(load_model(find_model("mlp")).description, name="few", classes=CLASSES)
    model = Model(description, WithoutThrees())
    monkeypatch.setattr(evaluate, "load_model", lambda path: model)
    return model


def write_set(folder, images=DIGITS.images, labels=DIGITS.labels):
    return ["--idx", *idx_files(folder, images, labels)]


def figures(capsys, *words):
    assert main(["evaluate", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_bundled_model_reads_mnist(capsys):
    found = figures(capsys, "--model", "mlp")
    assert found["count"] == np.sum(found["confusion"]) == 10_000
    assert found["accuracy"] > 0.97
    assert found["classes"] == list(range(10))
    assert found["unknown"] == {}


def test_a_model_of_nine_classes_is_measured_on_those(tmp_path, capsys, without_threes):
    found = figures(capsys, *write_set(tmp_path))
    threes = int((DIGITS.labels == 3).sum())
    assert found["unknown"] == {"3": threes}
    assert found["count"] == 600 - threes
    assert found["classes"] == list(CLASSES)
    assert np.shape(found["confusion"]) == (9, 9)
    assert np.trace(found["confusion"]) == 600 - threes - found["errors"]
    assert found["accuracy"] > 0.95
    assert sorted(found["by_class"]) == [str(label) for label in CLASSES]
    known = DIGITS.subset(np.flatnonzero(DIGITS.labels != 3))
    given = without_threes.classifier.complete.predict_proba(known.images)
    given = given[np.arange(len(known)), known.labels] / given[:, CLASSES].sum(axis=1)
    assert found["loss"] == pytest.approx(-np.log(given).mean(), abs=1e-4)


def test_the_table_has_the_models_own_classes(tmp_path, capsys, without_threes):
    assert main(["evaluate", *write_set(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "does not know these labels: 3 (" in printed
    rows = [line.split("│")[1].strip() for line in printed.splitlines() if line.startswith("│")]
    assert rows == [str(label) for label in CLASSES]


def test_a_set_of_unknown_classes_only_is_refused(tmp_path, capsys, without_threes):
    threes = DIGITS.subset(np.flatnonzero(DIGITS.labels == 3))
    assert main(["evaluate", *write_set(tmp_path, threes.images, threes.labels)]) == 2
    message = capsys.readouterr().err
    assert "knows none of its labels, 3; it knows 0, 1, 2, 4" in message


def test_an_empty_set_is_refused(tmp_path, capsys):
    words = write_set(tmp_path, np.empty((0, 28, 28), np.uint8), np.empty(0))
    assert main(["evaluate", *words]) == 2
    assert "an empty set" in capsys.readouterr().err


def test_ink_is_compared_by_label_not_by_column(without_threes):
    items = load_examples()
    found = evaluate_ink(Recognizer(without_threes), items)
    assert set(found.unknown) == {"3"}
    assert len(found.items) + found.unknown["3"] == len(items)
    assert found.result.accuracy > 0.9
    assert set(found.result.predicted) <= set(CLASSES)


def test_ink_without_strokes_is_refused_by_name(tmp_path, capsys):
    path = tmp_path / "ink.json"
    write_ink_set(path, [LabelledInk(Ink(), "4", "ann")])
    assert main(["evaluate", "--ink", str(path)]) == 2
    assert "ink.json: a drawing labelled 4 of writer 'ann' shows no ink" in capsys.readouterr().err


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_one_hot_labels_are_understood(tmp_path, capsys, dtype):
    words = write_set(tmp_path)
    write_idx(tmp_path / "labels.gz", np.eye(10, dtype=dtype)[DIGITS.labels])
    assert figures(capsys, *words, "--model", "mlp")["accuracy"] > 0.95


def test_transposed_images_are_noticed_and_can_be_turned_back(tmp_path, capsys):
    words = write_set(tmp_path, DIGITS.images.transpose(0, 2, 1))
    assert main(["evaluate", "--model", "mlp", *words]) == 0
    assert "try --transposed" in capsys.readouterr().err
    assert figures(capsys, "--model", "mlp", *words, "--transposed")["accuracy"] > 0.95


def test_upright_images_that_are_turned_are_noticed_too(tmp_path, capsys):
    assert main(["evaluate", "--model", "mlp", *write_set(tmp_path), "--transposed"]) == 0
    assert "try without --transposed" in capsys.readouterr().err


def test_a_low_accuracy_for_other_reasons_gives_no_hint(tmp_path, capsys):
    words = write_set(tmp_path, labels=np.roll(DIGITS.labels, 1))
    assert main(["evaluate", "--model", "mlp", *words]) == 0
    assert capsys.readouterr().err == ""


def test_options_that_exclude_each_other_are_refused(tmp_path, capsys):
    assert main(["evaluate", "--transposed"]) == 2
    assert "--transposed needs --idx" in capsys.readouterr().err
    assert main(["evaluate", *write_set(tmp_path), "--ink", "ink.json"]) == 2
    assert "one of --ink, --idx and --pen" in capsys.readouterr().err

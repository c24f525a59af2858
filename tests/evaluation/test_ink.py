"""Evaluating ink: places, sizes and pens do not matter, and the figures add up."""

import json

import numpy as np
import pytest

from digitpad.cli.main import main
from digitpad.data.example_ink import load_examples
from digitpad.evaluation.ink import Drawing, evaluate_ink
from digitpad.ink.files import LabelledInk, write_ink_set
from digitpad.ink.strokes import Ink, Stroke
from digitpad.recognition.recognizer import Recognizer


@pytest.fixture(scope="module")
def recognizer():
    return Recognizer.load()


@pytest.fixture(scope="module")
def examples():
    return [
        LabelledInk(item.ink, item.label, f"writer {number % 3}")
        for number, item in enumerate(load_examples())
    ]


@pytest.mark.parametrize(
    "drawing",
    [
        Drawing(),
        Drawing(height=40, canvas=500),
        Drawing(height=400, canvas=500, pen_width=4),
        Drawing(height=200, canvas=500, pen_width=40),
        Drawing(height=250, canvas=400, pen_width=28, as_picture=True),
    ],
    ids=str,
)
def test_example_ink_is_read_in_every_size_place_and_pen(recognizer, examples, drawing):
    assert evaluate_ink(recognizer, examples, drawing).result.accuracy >= 0.97


@pytest.mark.parametrize("pen_width", [0.0, 6.0])
def test_a_dot_stays_a_dot_in_any_size(recognizer, pen_width):
    dot = LabelledInk(Ink((Stroke.of([[300.0, 200.0]]),)), "1")
    drawing = Drawing(height=40, canvas=400, pen_width=pen_width)
    (found,) = evaluate_ink(recognizer, [dot], drawing).recognitions
    (usual,) = evaluate_ink(recognizer, [dot]).recognitions
    np.testing.assert_allclose(found.probabilities, usual.probabilities, atol=0.01)


def test_writers_and_pairs_add_up(recognizer, examples):
    mislabelled = [LabelledInk(examples[0].ink, "9", "writer 0"), *examples[1:]]
    found = evaluate_ink(recognizer, mislabelled)
    assert sum(count for _, count in found.by_writer.values()) == len(examples)
    kinds = found.kinds_of_misreading()
    assert sum(len(kind.indices) for kind in kinds) == int((~found.result.right).sum())
    assert all(
        (found.result.labels[i], found.result.predicted[i]) == (kind.label, kind.answer)
        for kind in kinds
        for i in kind.indices
    )
    assert [len(kind.indices) for kind in kinds] == sorted(
        (len(kind.indices) for kind in kinds), reverse=True
    )
    assert str(kinds[0]) == f"{kinds[0].label} read as {kinds[0].answer}: {len(kinds[0].indices)}"
    assert next(iter(found.worst_writers())) in {"writer 0", "writer 1", "writer 2"}


def test_signs_are_rejected_whatever_the_model_says_of_them(recognizer, examples):
    def dash(label):
        return LabelledInk(Ink((Stroke.of([[0, 50], [100, 52]]),), 6.0), label)

    found = evaluate_ink(recognizer, [*examples[:9], dash("1"), dash("-"), dash("_")])
    assert found.recognitions[-1].reason is not None
    assert found.rejected >= 0.1
    assert found.rejection.digits[-1] == 1
    assert found.rejection.others.tolist() == [1, 1]
    assert found.rejection.let_through == 0


def test_the_command_writes_figures_and_a_sheet(tmp_path, capsys, examples):
    path, sheet = tmp_path / "ink.json", tmp_path / "misread.png"
    write_ink_set(path, [*examples[:40], LabelledInk(examples[0].ink, "A", "writer 1")])
    assert main(["evaluate", "--ink", str(path), "--sheet", str(sheet), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert {"accuracy", "by_class", "by_writer", "confusion"} <= set(report)
    assert report["count"] == np.sum(report["confusion"]) == 40
    assert sheet.read_bytes().startswith(b"\x89PNG")
    assert main(["evaluate", "--ink", str(path)]) == 0
    assert "Kinds of misreading" in capsys.readouterr().out


def test_a_set_without_digits_is_refused(tmp_path, capsys, examples):
    path = tmp_path / "letters.json"
    write_ink_set(path, [LabelledInk(examples[0].ink, "A")])
    assert main(["evaluate", "--ink", str(path)]) == 2
    assert (
        "letters.json: no drawing is labelled with a class of the model, 0, 1"
        in capsys.readouterr().err
    )

"""`digitpad evaluate` on ink of many writers: kinds of misreading, and letters let through."""

import json

import numpy as np
import pytest
from PIL import Image

from digitpad.cli import evaluate
from digitpad.cli.main import main
from digitpad.data.example_ink import load_examples
from digitpad.data.pen_ink import load_pen_ink
from digitpad.evaluation.ink import evaluate_ink
from digitpad.ink.files import LabelledInk, write_ink_set
from digitpad.library.catalog import find_model
from digitpad.library.model_file import Model, load_model
from digitpad.recognition.recognizer import Recognizer
from tests.data.small_pen_ink import use_pen_ink


@pytest.fixture
def pen_ink(tmp_path, monkeypatch):
    return use_pen_ink(tmp_path / "ink", monkeypatch, of_each=3)


def figures(capsys, *words):
    assert main(["evaluate", "--model", "mlp", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("part", ["validation", "test"])
def test_a_bundled_part_is_measured_with_its_letters(capsys, pen_ink, part):
    found = figures(capsys, "--pen", part)
    assert (found["data"], found["count"]) == (f"pen ink {part}", 9)
    assert found["unknown"] == {"A": 3, "W": 3}
    rejection = found["rejection"]
    assert rejection["others"] == 6
    assert 0 <= found["rejected"] <= 1
    assert 0 <= rejection["let_through"] <= 1
    assert 0 <= rejection["let_through_at_1_percent"] <= 1
    assert rejection["auroc"] > 0.8
    assert "calibration_error" in found


def test_the_part_to_train_on_is_no_choice(capsys, pen_ink):
    with pytest.raises(SystemExit):
        main(["evaluate", "--pen", "train"])
    assert "'train'" in capsys.readouterr().err


def test_only_one_set_can_be_measured(tmp_path, capsys):
    assert main(["evaluate", "--pen", "test", "--ink", "ink.json"]) == 2
    assert "one of --ink, --idx and --pen" in capsys.readouterr().err


def test_a_missing_part_is_one_line_that_names_the_file(capsys, pen_ink):
    (pen_ink / "pen_digits.npz").unlink()
    assert main(["evaluate", "--pen", "test"]) == 2
    message = capsys.readouterr().err
    assert "pen_digits.npz" in message
    assert message.count("\n") == 1


@pytest.fixture
def mislabelled(tmp_path):
    """Ones labelled 7 three times, zeros labelled 4 twice, a six labelled 2, and right digits."""
    examples = load_examples()
    kinds = {"1": [*"777"], "0": [*"44"], "6": ["2"]}
    items = list(examples[30:45])
    for truth, labels in kinds.items():
        own = [item for item in examples if item.label == truth]
        items += [
            LabelledInk(item.ink, label, "ann") for item, label in zip(own, labels, strict=False)
        ]
    path = tmp_path / "ink.json"
    write_ink_set(path, items)
    return path


def test_kinds_of_misreading_come_most_frequent_first(capsys, mislabelled):
    assert main(["evaluate", "--model", "cnn", "--ink", str(mislabelled)]) == 0
    printed = capsys.readouterr().out
    assert "7 read as 1: 3, 4 read as 0: 2, 2 read as 6: 1" in printed
    assert "AUROC" not in printed


def test_the_sheet_is_ordered_by_kind(tmp_path, capsys, monkeypatch, mislabelled):
    captions = []
    monkeypatch.setattr(
        evaluate,
        "write_contact_sheet",
        lambda path, pictures, texts: captions.extend(texts),
    )
    words = ["--model", "cnn", "--ink", str(mislabelled), "--sheet", str(tmp_path / "sheet.png")]
    assert main(["evaluate", *words]) == 0
    assert [caption[:3] for caption in captions] == ["7>1"] * 3 + ["4>0"] * 2 + ["2>6"]


def test_letters_are_printed_with_what_is_let_through(tmp_path, capsys, pen_ink):
    sheet = tmp_path / "sheet.png"
    assert main(["evaluate", "--model", "cnn", "--pen", "test", "--sheet", str(sheet)]) == 0
    printed = capsys.readouterr().out
    assert "Digits rejected: " in printed
    assert "of 6, or " in printed
    assert "Left out" not in printed
    assert "where 1% of the digits are rejected; AUROC" in printed
    assert np.asarray(Image.open(sheet)).ndim == 2


def test_a_model_that_cannot_reject_has_no_figures_of_rejection(pen_ink):
    model = load_model(find_model("mlp"))
    unable = Model(model.description.changed(non_digits=False), model.classifier)
    assert evaluate_ink(Recognizer(unable), load_pen_ink("test").items).rejection is None
    assert evaluate_ink(Recognizer(model), load_pen_ink("test").items).rejection is not None

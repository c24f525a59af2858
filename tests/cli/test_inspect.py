"""`digitpad inspect` from the outside: the files it writes, and what it says about them."""

import csv
import json
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from digitpad.cli import inspect
from digitpad.cli.main import main
from digitpad.common.user_folders import user_data
from digitpad.data.example_ink import load_examples
from digitpad.estimators.baselines import SoftmaxRegression
from digitpad.evaluation import metrics
from digitpad.library.catalog import find_model
from digitpad.library.model_data import epochs_folder
from digitpad.library.model_file import Model, ModelDescription, load_model, save_model
from tests.data.few_digits import few_digits


@pytest.fixture
def small_training_set(monkeypatch):
    monkeypatch.setattr(inspect, "load_mnist", lambda part: few_digits(300, part))


def table(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def opens(path):
    if path.suffix == ".png":
        with Image.open(path) as picture:
            return min(picture.size) > 100
    if path.suffix == ".svg":
        return ElementTree.fromstring(path.read_text("utf-8")).tag.endswith("svg")  # noqa: S314
    with path.open(newline="") as file:
        return len({len(row) for row in csv.reader(file)}) == 1


@pytest.mark.parametrize("model", ["mlp", "cnn-small", "softmax"])
@pytest.mark.usefixtures("small_training_set")
def test_everything_is_written_and_opens(tmp_path, capsys, few, model):
    out = tmp_path / "out"
    assert main(["inspect", model, "--all", "--out", str(out), *few, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["model"] == model
    assert sorted(found["files"]) == sorted(path.name for path in out.iterdir())
    assert all(opens(out / name) for name in found["files"])
    wanted = {"weights.png", "confusion.svg", "misread.png", "calibration.csv", "map.svg"}
    assert wanted | {"robustness.png", "saliency.png", "replay.svg"} <= set(found["files"])
    has_layers = model != "softmax"
    assert ("optimal" in found["left_out"]) != has_layers
    assert ("optimal.png" in found["files"]) == has_layers
    assert ("filters-conv1.png" in found["files"]) == (model == "cnn-small")
    assert ("filters" in found["left_out"]) == (model != "cnn-small")


def test_without_a_wish_weights_and_confusion_are_shown(tmp_path, capsys, few):
    assert main(["inspect", "softmax", "--overwrite", "--out", str(tmp_path / "out"), *few]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert str(tmp_path / "out" / "weights.png") in lines
    assert str(tmp_path / "out" / "confusion.csv") in lines
    assert not (tmp_path / "out" / "misread.png").exists()


def test_tables_hold_what_the_model_answers(tmp_path, capsys, few):
    arguments = [
        "inspect",
        "softmax",
        "--confusion",
        "--misread",
        "--overwrite",
        "--out",
        str(tmp_path / "out"),
    ]
    assert main([*arguments, *few, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    counts = [
        [int(row[str(k)]) for k in range(10)] for row in table(tmp_path / "out/confusion.csv")
    ]
    assert counts == report["confusion"]["confusion"]
    wrong = table(tmp_path / "out" / "misread.csv")
    assert [int(row["index"]) for row in wrong] == report["misread"]
    assert report["confusion"]["errors"] == len(wrong) == 300 - np.trace(counts)
    digits = few_digits(300, "test")
    assert all(int(row["truth"]) == digits.labels[int(row["index"])] for row in wrong)


def test_what_was_examined_once_is_not_examined_again(tmp_path, capsys, few, monkeypatch):
    arguments = [
        "inspect",
        "softmax",
        "--confusion",
        "--overwrite",
        "--out",
        str(tmp_path / "out"),
        *few,
    ]
    assert main(arguments) == 0
    first = (tmp_path / "out" / "confusion.csv").read_bytes()
    monkeypatch.setattr(metrics, "in_timed_parts", lambda *_: pytest.fail("examined again"))
    assert main(arguments) == 0
    assert (tmp_path / "out" / "confusion.csv").read_bytes() == first


def test_a_damaged_file_of_earlier_results_is_told_and_replaced(tmp_path, capsys, few):
    arguments = [
        "inspect",
        "softmax",
        "--confusion",
        "--overwrite",
        "--out",
        str(tmp_path / "out"),
        *few,
    ]
    assert main(arguments) == 0
    (kept,) = (user_data() / "inspection").iterdir()
    kept.write_bytes(b"damaged")
    assert main(arguments) == 0
    assert "set aside" in capsys.readouterr().err
    assert len(list((user_data() / "inspection").iterdir())) == 2


def test_own_drawings_and_pictures_are_looked_at(tmp_path, capsys):
    ink = next(example.ink for example in load_examples() if example.label == "7")
    (tmp_path / "seven.json").write_text(ink.to_json())
    picture = Image.fromarray(255 - np.kron(few_digits(1, "test").images[0], np.ones((4, 4), "u1")))
    picture.save(tmp_path / "seven.png")
    for name in ("seven.json", "seven.png"):
        arguments = ["inspect", "mlp", "--saliency", str(tmp_path / name), "--json"]
        assert main([*arguments, "--overwrite", "--out", str(tmp_path / "out")]) == 0
        found = json.loads(capsys.readouterr().out)["saliency"]
        assert found["class"] == "7"
        assert found["probabilities"][7] > 0.9
    arguments = ["inspect", "mlp", "--saliency", str(tmp_path / "seven.png"), "--class", "9"]
    assert main([*arguments, "--overwrite", "--out", str(tmp_path / "out"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["saliency"]["class"] == "9"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["nobody", "--weights"], "nobody"),
        (["mlp", "--saliency", "--class", "12"], "no class 12"),
        (["mlp", "--map", "conv7"], "conv7"),
        (["mlp", "--saliency", "nowhere.png"], "nowhere.png"),
    ],
)
@pytest.mark.usefixtures("small_training_set")
def test_what_cannot_be_is_told_in_a_line(tmp_path, capsys, arguments, complaint):
    assert main(["inspect", *arguments, "--overwrite", "--out", str(tmp_path / "out")]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert complaint in lines[0]


def test_a_picture_cannot_be_replayed(tmp_path, capsys):
    Image.new("L", (30, 30), 255).save(tmp_path / "blank.png")
    out = ["--overwrite", "--out", str(tmp_path / "out")]
    assert main(["inspect", "mlp", "--replay", str(tmp_path / "blank.png"), *out]) == 2
    assert "only ink" in capsys.readouterr().err
    assert main(["inspect", "mlp", "--activations", str(tmp_path / "blank.png"), *out]) == 2
    assert "nothing is drawn" in capsys.readouterr().err


def test_the_epochs_of_a_recorded_training_are_shown(tmp_path, capsys):
    model = load_model(find_model("mlp"))
    out = tmp_path / "out"
    assert main(["inspect", "mlp", "--epochs", "--overwrite", "--out", str(out)]) == 0
    assert "No epochs:" in capsys.readouterr().out
    for epoch in (1, 2):
        save_model(epochs_folder(model.classifier) / f"epoch-{epoch}.safetensors", model)
    assert main(["inspect", "mlp", "--epochs", "--overwrite", "--out", str(out)]) == 0
    assert [row["epoch"] for row in table(out / "epochs.csv")] == ["1", "2"]
    assert opens(out / "epochs.svg")


def test_a_models_own_file_can_be_named(tmp_path, capsys):
    copy = tmp_path / "mine.safetensors"
    copy.write_bytes(find_model("mlp").read_bytes())
    assert (
        main(["inspect", str(copy), "--filters", "--overwrite", "--out", str(tmp_path / "out")])
        == 0
    )
    assert "No filters: This model has no convolution" in capsys.readouterr().out


@pytest.mark.usefixtures("small_training_set")
def test_a_model_of_fewer_classes_is_inspected_on_the_digits_it_knows(tmp_path, capsys, few):
    classes = [0, 1, 2, 4, 5, 6, 7, 8, 9]
    digits = few_digits(300).of_classes(classes)
    classifier = SoftmaxRegression(steps=20).fit(digits.images, digits.labels)
    description = ModelDescription(
        "no-threes", "softmax", classifier.get_params(), classes=tuple(classes)
    )
    path = tmp_path / "no-threes.safetensors"
    save_model(path, Model(description, classifier))
    arguments = ["inspect", str(path), "--confusion", "--misread", "--map", "--weights", "--json"]
    assert main([*arguments, "--overwrite", "--out", str(tmp_path / "out"), *few]) == 0
    found = json.loads(capsys.readouterr().out)["confusion"]
    known = few_digits(300, "test").of_classes(classes)
    assert found["count"] == len(known) < 300
    rows = table(tmp_path / "out" / "confusion.csv")
    assert [row["truth"] for row in rows] == [str(label) for label in classes]
    for row in table(tmp_path / "out" / "misread.csv"):
        assert int(row["truth"]) == known.labels[int(row["index"])]

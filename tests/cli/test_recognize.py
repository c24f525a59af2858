"""`digitpad recognize`: pictures and ink of every kind, and what is neither."""

import io
import json

import numpy as np
import pytest
from PIL import Image

from digitpad.cli.main import main
from digitpad.data.example_ink import load_examples
from digitpad.estimators.baselines import SoftmaxRegression
from digitpad.estimators.model_file import write_model
from digitpad.ink.strokes import Ink, Stroke
from tests.data.few_digits import few_digits


@pytest.fixture(scope="module")
def digits():
    """One test digit of each class, as (label, uint8 picture of 112 x 112)."""
    test = few_digits(200, "test")
    chosen = [int(np.flatnonzero(test.labels == label)[0]) for label in range(10)]
    return [(label, np.kron(test.images[i], np.ones((4, 4), np.uint8)))
            for label, i in zip(range(10), chosen, strict=True)]  # fmt: skip


def as_mode(pixels, mode):
    """The same digit the way different programs save it."""
    dark = Image.fromarray(255 - pixels)
    if mode == "light on dark":
        return Image.fromarray(pixels)
    if mode == "transparent":
        picture = Image.new("RGBA", dark.size, (0, 0, 0, 0))
        picture.putalpha(Image.fromarray(pixels))
        return picture
    return dark.convert(mode)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("L", "png"), ("RGB", "jpeg"), ("P", "gif"), ("1", "bmp"), ("light on dark", "png"),
     ("transparent", "png"), ("LA", "png"), ("RGB", "webp")],
)  # fmt: skip
def test_digits_are_read_from_pictures_of_every_kind(tmp_path, capsys, digits, mode, kind):
    paths = []
    for label, pixels in digits:
        path = tmp_path / f"{label}.{kind}"
        as_mode(pixels, mode).save(path)
        paths.append(str(path))
    assert main(["recognize", *paths, "--json"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    right = sum(a["digit"] == label for a, (label, _) in zip(answers, digits, strict=True))
    assert right >= 9
    assert all(abs(sum(a["probabilities"]) - 1) < 1e-4 for a in answers)


def test_a_line_tells_file_digit_and_probability(tmp_path, capsys, digits):
    path = tmp_path / "seven.png"
    as_mode(digits[7][1], "L").save(path)
    assert main(["recognize", str(path)]) == 0
    name, answer = capsys.readouterr().out.rstrip().rsplit(": ", 1)
    assert name == str(path)
    assert answer.split()[0] == "7"
    assert answer.endswith("%")


def test_a_bad_file_is_named_and_the_others_are_read(tmp_path, capsys, digits):
    good, bad = tmp_path / "good.png", tmp_path / "bad.png"
    as_mode(digits[3][1], "L").save(good)
    bad.write_bytes(good.read_bytes()[:200])
    assert main(["recognize", str(bad), str(good), str(tmp_path / "none.png")]) == 2
    out, err = capsys.readouterr()
    assert out.startswith(f"{good}: 3")
    assert str(bad) in err
    assert "none.png" in err


@pytest.mark.parametrize("content", [b"", b"hello", b"{}", b'{"format": "other"}', b"\x89PNG\r\n"])
def test_what_is_no_picture_and_no_ink_is_refused_in_one_line(tmp_path, capsys, content):
    path = tmp_path / "what"
    path.write_bytes(content)
    assert main(["recognize", str(path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_blank_picture_has_no_digit(tmp_path, capsys):
    Image.new("L", (50, 50), 255).save(tmp_path / "blank.png")
    assert main(["recognize", str(tmp_path / "blank.png"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["digit"] is None


def test_standard_input_is_read(monkeypatch, capsys, digits):
    buffer = io.BytesIO()
    as_mode(digits[5][1], "L").save(buffer, "png")
    buffer.seek(0)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(buffer))
    assert main(["recognize"]) == 0
    assert capsys.readouterr().out.startswith("standard input: 5")


def test_an_ink_file_is_read(tmp_path, capsys):
    example = next(item for item in load_examples() if item.label == "0")
    path = tmp_path / "zero.json"
    path.write_text(example.ink.to_json(), "utf-8")
    assert main(["recognize", str(path)]) == 0
    assert capsys.readouterr().out.startswith(f"{path}: 0")


def test_an_unknown_model_is_an_error_with_the_known_ones(capsys):
    assert main(["recognize", "x.png", "--model", "best"]) == 2
    assert "mlp" in capsys.readouterr().err


@pytest.fixture
def without_threes(tmp_path):
    """A model of nine classes, made by hand."""
    digits = few_digits(900)
    known = digits.labels != 3
    classifier = SoftmaxRegression(steps=40).fit(digits.images[known], digits.labels[known])
    path = tmp_path / "no3.safetensors"
    classifier.save(path)
    return str(path)


def test_a_model_of_fewer_classes_says_which(tmp_path, capsys, digits, without_threes):
    path = tmp_path / "nine.png"
    as_mode(digits[9][1], "L").save(path)
    for more in ([], ["--number"]):
        assert main(["recognize", str(path), "--model", without_threes, "--json", *more]) == 0
        answer = json.loads(capsys.readouterr().out)
        assert answer["calibrated"] is False
        one = answer["digits"][0] if more else answer
        assert one["classes"] == [0, 1, 2, 4, 5, 6, 7, 8, 9]
        assert len(one["probabilities"]) == 9
        assert one["digit"] == one["classes"][int(np.argmax(one["probabilities"]))]


def test_probabilities_that_are_not_calibrated_are_said_to_be(
    tmp_path, capsys, digits, without_threes
):
    path = tmp_path / "nine.png"
    as_mode(digits[9][1], "L").save(path)
    assert main(["recognize", str(path), "--model", without_threes]) == 0
    assert "not calibrated" in capsys.readouterr().err
    assert main(["recognize", str(path), "--model", "mlp"]) == 0
    assert not capsys.readouterr().err


def test_a_model_whose_weights_are_useless_never_answers(tmp_path, capsys, digits):
    """As one that an earlier version saved after a training that diverged."""
    few = few_digits(100)
    classifier = SoftmaxRegression(steps=5).fit(few.images, few.labels)
    path = tmp_path / "useless.safetensors"
    classifier.weights_[...] = 3e38
    write_model(path, classifier.describe("useless"), classifier.tensors())
    picture = tmp_path / "nine.png"
    as_mode(digits[9][1], "L").save(picture)
    assert main(["recognize", str(picture), "--model", str(path), "--json"]) == 2
    captured = capsys.readouterr()
    assert "NaN" not in captured.out
    assert "not a finite number" in captured.err


@pytest.fixture
def minus_five(tmp_path):
    """An ink file with a dash before a 5, and one with the dash alone."""
    five = next(item.ink for item in load_examples() if item.label == "5")
    left, top, _, bottom = five.bounds()
    middle = (top + bottom) / 2
    dash = Stroke.of([(left - 110, middle), (left - 70, middle + 2), (left - 40, middle)])
    number, sign = tmp_path / "number.json", tmp_path / "sign.json"
    number.write_text(Ink((dash, *five.strokes), five.pen_width).to_json(), "utf-8")
    sign.write_text(Ink((dash,), five.pen_width).to_json(), "utf-8")
    return str(number), str(sign)


def test_a_sign_is_printed_with_its_reason(capsys, minus_five):
    number, sign = minus_five
    assert main(["recognize", "--number", number]) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"{number}: ?5  ")
    assert "(? is a dash" in text
    for more in ([], ["--number"]):
        assert main(["recognize", sign, *more]) == 0
        text = capsys.readouterr().out
        assert text.startswith(f"{sign}: ?  (")
        assert "a dash" in text
        assert "%" not in text


def test_a_sign_has_no_digit_in_json(capsys, minus_five):
    number, sign = minus_five
    assert main(["recognize", "--number", "--json", number]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["number"], answer["is_digits_only"]) == ("?5", False)
    assert [one["digit"] for one in answer["digits"]] == [None, 5]
    assert "dash" in answer["digits"][0]["reason"]
    assert answer["digits"][1]["reason"] is None
    assert main(["recognize", "--json", sign]) == 0
    assert json.loads(capsys.readouterr().out)["digit"] is None


def test_the_steps_of_reading_each_picture_are_written(tmp_path, capsys, digits):
    paths = [tmp_path / name for name in ("a.png", "b/a.png", "none.png")]
    paths[1].parent.mkdir()
    for path, (_, pixels) in zip(paths[:2], digits[3:5], strict=True):
        as_mode(pixels, "L").save(path)
    stages = tmp_path / "stages"
    assert main(["recognize", *map(str, paths), "--stages", str(stages)]) == 2
    out, err = capsys.readouterr()
    assert "none.png" in err
    assert [line.split()[1] for line in out.splitlines()] == ["3", "4"]
    assert sorted(folder.name for folder in stages.iterdir()) == ["a", "a-2"]
    names = ["sheet", "background", "contrast", "without-rules", "ink"]
    for folder, (_, pixels) in zip(("a", "a-2"), digits[3:5], strict=True):
        files = sorted((stages / folder).iterdir())
        assert [f.name for f in files] == [f"{i}-{n}.png" for i, n in enumerate(names, start=1)]
        with Image.open(files[-1]) as picture:
            ink = np.asarray(picture.convert("L"))
        assert ink.shape == pixels.shape
        assert np.abs(255.0 - ink - pixels).mean() < 8


def test_steps_that_were_written_before_are_replaced_only_when_asked(tmp_path, capsys, digits):
    path = tmp_path / "a.png"
    as_mode(digits[3][1], "L").save(path)
    command = ["recognize", str(path), "--stages", str(tmp_path / "stages")]
    assert main(command) == 0
    written = tmp_path / "stages" / "a" / "5-ink.png"
    before = written.read_bytes()
    as_mode(digits[4][1], "L").save(path)
    assert main(command) == 2
    assert "exists already" in capsys.readouterr().err
    assert written.read_bytes() == before
    assert main([*command, "--overwrite"]) == 0
    assert written.read_bytes() != before


def test_ink_has_no_steps_of_a_page(tmp_path, capsys):
    example = next(item for item in load_examples() if item.label == "0")
    path = tmp_path / "zero.json"
    path.write_text(example.ink.to_json(), "utf-8")
    assert main(["recognize", str(path), "--stages", str(tmp_path / "stages")]) == 0
    assert capsys.readouterr().out.startswith(f"{path}: 0")
    assert not (tmp_path / "stages").exists()

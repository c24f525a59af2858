"""`digitpad recognize`: pictures and ink of every kind, and what is neither."""

import io
import json

import numpy as np
import pytest
from PIL import Image

from digitpad.cli import main
from digitpad.data.example_ink import load_examples
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

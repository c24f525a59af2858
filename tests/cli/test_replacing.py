"""No command replaces existing files unasked; all say how to ask for it."""

import pytest

from digitpad.cli.main import main
from tests.data.stored_samples import store_samples


@pytest.fixture
def taken(tmp_path):
    """A file and a folder of somebody."""
    (tmp_path / "file").mkdir()
    for name in ("file/theirs.txt", "file.png", "file.npz", "file.csv", "labels-idx1-ubyte"):
        (tmp_path / name).write_text("theirs")
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ["weights", "softmax", "--out", "file.npz"],
        ["weights", "softmax", "--out", "file"],
        ["models", "export", "softmax", "file.npz"],
        ["inspect", "softmax", "--weights", "--out", "file"],
        ["evaluate", "--model", "softmax", "--pen", "validation", "--sheet", "file.png"],
        ["preview", "habits", "--out", "file.png"],
        ["samples", "export", "file.csv"],
        ["samples", "export", "images-idx3-ubyte"],
        ["samples", "export", "file", "--kind", "png"],
    ],
)
def test_what_is_there_is_replaced_only_on_request(words, taken, monkeypatch, capsys):
    store_samples(3)
    monkeypatch.chdir(taken)
    before = {path: path.read_bytes() for path in taken.rglob("*") if path.is_file()}
    assert main(words) == 2
    assert "--overwrite replaces it" in capsys.readouterr().err
    after = {path: path.read_bytes() for path in taken.rglob("*") if path.is_file()}
    assert after.items() >= before.items()
    assert main([*words, "--overwrite"]) == 0

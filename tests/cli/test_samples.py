"""`digitpad samples`: listing, importing, exporting, deleting and restoring."""

import numpy as np
import pytest

from digitpad.cli.main import main
from digitpad.data.own_samples import NewSample, SampleStore
from tests.data.few_digits import few_digits


@pytest.fixture
def stored():
    """21 samples of MNIST, the last of them a 7."""
    digits = few_digits(20, "test")
    new = [
        NewSample(int(label), image)
        for label, image in zip(digits.labels, digits.images, strict=True)
    ]
    with SampleStore() as store:
        return store.add_all([*new, new[0]])


def test_samples_move_between_homes(tmp_path, stored, capsys, monkeypatch):
    place = str(tmp_path / "digits.csv")
    assert main(["samples", "export", place, "--label", "7"]) == 0
    assert main(["samples", "export", place]) == 2
    assert "--overwrite" in capsys.readouterr().err
    monkeypatch.setenv("DIGITPAD_HOME", str(tmp_path / "other"))
    assert main(["samples", "import", place, "--tag", "from csv"]) == 0
    sevens = sum(one.label == 7 for one in stored)
    capsys.readouterr()
    assert main(["samples", "list", "--tag", "from csv"]) == 0
    assert f"7: {sevens}\n" in capsys.readouterr().out
    assert main(["samples", "list", "--json"]) == 0
    assert capsys.readouterr().out.count("\n") == sevens


def test_samples_are_deleted_and_restored(stored, capsys):
    number = str(stored[0].id)
    assert main(["samples", "delete", number]) == 0
    assert main(["samples", "delete", number]) == 2
    capsys.readouterr()
    main(["samples", "list"])
    assert "20 samples" in capsys.readouterr().out
    assert main(["samples", "restore", number]) == 0
    capsys.readouterr()
    main(["samples", "list", "--each"])
    assert capsys.readouterr().out.count("\n") == 21


def test_a_bad_import_stores_nothing(tmp_path, capsys):
    path = tmp_path / "digits.csv"
    path.write_text("3," + "0," * 783 + "255\n3,1\n")
    assert main(["samples", "import", str(path)]) == 2
    assert "line 2" in capsys.readouterr().err
    with SampleStore() as store:
        assert len(store) == 0


def test_the_last_column_is_the_label_if_the_heading_says_so(tmp_path, capsys):
    digits = few_digits(10)
    path = tmp_path / "digits.csv"
    heading = ",".join([*(f"pixel{number}" for number in range(1, 785)), "class"])
    rows = np.column_stack([digits.images.reshape(10, 784), digits.labels])
    np.savetxt(path, rows, "%d", ",", header=heading, comments="")
    assert main(["samples", "import", str(path)]) == 0
    with SampleStore() as store:
        assert [sample.label for sample in store.samples()] == digits.labels.tolist()


def test_transposed_images_are_turned_back(tmp_path, idx, capsys):
    assert main(["samples", "import", idx[0], "--kind", "idx", "--transposed"]) == 0
    with SampleStore() as store:
        np.testing.assert_array_equal(store.samples()[0].image, few_digits(600).images[0].T)

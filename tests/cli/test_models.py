import json
import subprocess
import sys

import numpy as np
import pytest

from digitpad.cli.main import main
from digitpad.common.user_folders import user_models
from digitpad.library import catalog
from digitpad.library.model_file import load_model, save_model
from tests.small_models import damaged_model, kept_model, small_model


def run(capsys, *arguments, code=0):
    assert main(["models", *arguments]) == code
    found = capsys.readouterr()
    return found.err if code else found.out


def test_the_list_tells_kind_accuracy_and_what_is_wrong(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    kept_model("mine", notes="on the train")
    damaged_model("broken")
    lines = {line.split()[0]: line for line in run(capsys).splitlines() if line.strip()}
    assert "default" in lines["cnn"]
    assert f"{catalog.entry('cnn').description.measured['mnist_test_accuracy']:.2%}" in lines["cnn"]
    assert "on the train" in lines["mine"]
    assert "80.00%" in lines["mine"]
    assert "damaged" in lines["broken"]
    assert "default" not in lines["mlp"]


def test_json_has_a_line_for_every_model(capsys):
    damaged_model("broken")
    found = [json.loads(line) for line in run(capsys, "list", "--json").splitlines()]
    assert [one["name"] for one in found] == catalog.available_models()
    assert found[0]["default"]
    assert found[0]["description"]["measured"]["mnist_test_accuracy"] > 0.99
    assert found[-1]["description"] is None
    assert "broken.safetensors" in found[-1]["problem"]


def test_the_record_of_a_run_can_be_shown(capsys):
    kept_model("mine")
    out = run(capsys, "show", "mine")
    assert "digitpad train --model mlp" in out
    assert "88.00%" in out
    assert "seed" in out
    shown = json.loads(run(capsys, "show", "mine", "--json"))
    assert shown["description"]["training"]["settings"]["seed"] == 7
    damaged_model("broken")
    assert "broken.safetensors" in run(capsys, "show", "broken")


def test_models_are_renamed_copied_deleted_and_restored(capsys):
    kept_model("mine")
    run(capsys, "rename", "mine", "better")
    assert "as better-2" in run(capsys, "duplicate", "better")
    run(capsys, "duplicate", "better", "third")
    run(capsys, "delete", "better", "third")
    assert catalog.available_models()[-1] == "better-2"
    assert "better " in run(capsys, "list", "--deleted")
    assert len(run(capsys, "list", "--deleted", "--json").splitlines()) == 2
    assert "better restored" in run(capsys, "restore", "better")
    assert "there are: third" in run(capsys, "restore", "nobody", code=2)
    assert "1 deleted" in run(capsys, "empty-trash")
    assert catalog.available_models()[-2:] == ["better", "better-2"]


def test_of_several_none_is_deleted_if_one_cannot_be(capsys):
    kept_model("mine")
    assert "ships with" in run(capsys, "delete", "mine", "cnn", code=2)
    assert "no model 'nobody'" in run(capsys, "delete", "mine", "nobody", code=2)
    assert catalog.available_models()[-1] == "mine"


def test_models_come_in_and_go_out(capsys, tmp_path):
    save_model(tmp_path / "theirs.safetensors", small_model())
    assert "as theirs" in run(capsys, "import", str(tmp_path / "theirs.safetensors"))
    run(capsys, "import", str(tmp_path / "theirs.safetensors"), "--name", "ours")
    out = tmp_path / "out.npz"
    run(capsys, "export", "ours", str(out))
    assert "--overwrite" in run(capsys, "export", "ours", str(out), code=2)
    run(capsys, "export", "ours", str(out), "--overwrite")
    with np.load(out) as arrays:
        stored = load_model(user_models() / "ours.safetensors").classifier.tensors()
        np.testing.assert_array_equal(arrays["dense1.weight"], stored["dense1.weight"])


def test_a_default_is_chosen_and_told(capsys):
    kept_model("mine")
    assert "is cnn" in run(capsys, "default")
    assert "is mine" in run(capsys, "default", "mine")
    assert catalog.find_model(None).stem == "mine"
    assert "no model 'nobody'" in run(capsys, "default", "nobody", code=2)


def test_notes_are_written_read_and_taken_away(capsys):
    kept_model("mine")
    run(capsys, "notes", "mine", "for Anna")
    assert run(capsys, "notes", "mine") == "for Anna\n"
    run(capsys, "notes", "mine", "")
    assert run(capsys, "notes", "mine") == "\n"


def test_two_models_are_compared(capsys, few):
    kept_model("mine")
    out = run(capsys, "compare", "mine", "mlp", *few)
    assert "points" in out
    assert "is significant" in " ".join(out.split())
    figures = json.loads(run(capsys, "compare", "mine", "mlp", "--json", *few))
    assert figures["test"]["count"] == 300
    assert figures["test"]["accuracy"]["new"] > 0.95


def test_figures_of_the_base_model_are_marked_until_the_model_is_measured(capsys):
    kept_model("mine", training={"adapted_from": "cnn"})
    assert "91.00%" not in run(capsys, "list")
    assert "mnist (of the base model)" in run(capsys, "show", "mine")
    assert "of MNIST's test set right" in run(capsys, "measure", "mine")
    assert "base model" not in run(capsys, "show", "mine")


def leave_part(own_home):
    """A temporary file, as a process leaves it that is killed while it writes."""
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    (own_home / "models").mkdir(parents=True, exist_ok=True)
    part = own_home / "models" / f".digitpad-{ended.pid}-0123456789ab.part"
    part.touch()
    return part


@pytest.mark.skipif(sys.platform == "win32", reason="processes are asked for on POSIX")
def test_what_interrupted_writes_left_is_removed_and_told_once(own_home, capsys):
    part = leave_part(own_home)
    assert main(["models"]) == 0
    assert "1 temporary files of interrupted writes removed" in capsys.readouterr().err
    assert not part.exists()
    assert main(["models"]) == 0
    assert capsys.readouterr().err == ""


def test_names_and_notes_are_shown_as_they_are_in_the_terminal(capsys, monkeypatch):
    notes = "learned on [/data/digits] [/b] [red]x\x1b[31m\x9b2J"
    kept_model("[bold]mine[red]", notes=notes)
    monkeypatch.setenv("COLUMNS", "300")
    for words in (["models"], ["models", "show", "[bold]mine[red]"],
                  ["models", "notes", "[bold]mine[red]"]):  # fmt: skip
        assert main(words) == 0
        told = capsys.readouterr().out
        assert "learned on [/data/digits] [/b] [red]x" in told
        assert "\x1b" not in told
        assert "\x9b" not in told

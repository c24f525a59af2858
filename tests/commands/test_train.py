"""`digitpad train`, `evaluate` and `weights`, from the outside."""

import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from digitpad.checkpoint import read_header
from digitpad.cli import main
from digitpad.modelfile import load_model
from digitpad.paths import user_models
from digitpad.runs.network_work import NetworkWork
from digitpad.runs.run import Run
from digitpad.training import EpochFinished
from digitpad.training_plan import DataChoice, plan_of
from tests.commands.short_training import train
from tests.data.stored_samples import store_samples
from tests.runs.scenarios import small_plan, undisturbed


def test_a_model_is_trained_saved_and_evaluated(tmp_path, capsys, idx):
    out = tmp_path / "own.safetensors"
    log = tmp_path / "log.jsonl"
    assert train(idx, out, "--log", str(log), "--rotation", "5") == 0
    assert [json.loads(line)["epoch"] for line in log.read_text("utf-8").splitlines()] == [1, 2]
    description = load_model(out).description
    assert description.training["settings"]["augmentation"]["rotation"] == 5
    assert "--rotation 5" in description.training["command"]
    assert sorted(path.name for path in tmp_path.iterdir() if "checkpoint" in path.name) == []
    capsys.readouterr()
    assert main(["evaluate", "--model", str(out), "--idx", *idx, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["accuracy"] > 0.5
    assert np.sum(report["confusion"]) == report["count"] == 600


def test_the_same_command_writes_the_same_bytes(tmp_path, idx):
    paths = [tmp_path / folder / "own.safetensors" for folder in ("a", "b")]
    for path in paths:
        assert train(idx, path) == 0
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_model_is_never_overwritten_unasked(tmp_path, capsys, idx):
    out = tmp_path / "own.safetensors"
    assert train(idx, out) == 0
    before = out.read_bytes()
    assert train(idx, out, "--seed", "5") == 2
    assert "--overwrite" in capsys.readouterr().err
    assert out.read_bytes() == before
    assert train(idx, out, "--seed", "5", "--overwrite") == 0
    assert out.read_bytes() != before


@pytest.mark.parametrize(
    "arguments",
    [
        ["--epochs", "0"],
        ["--batch-size", "100000"],
        ["--set", "hidden=128"],
        ["--set", "depth=3"],
        ["--set", "nothing"],
        ["--learning-rate", "-1"],
        ["--validation", "600"],
        ["--out", "model.pickle"],
    ],
)
def test_a_setting_that_cannot_work_is_one_line_and_exit_code_2(tmp_path, capsys, idx, arguments):
    assert train(idx, tmp_path / "own.safetensors", *arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "own.safetensors").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a POSIX signal")
def test_interrupting_keeps_what_is_learned_and_resuming_gives_the_same_model(tmp_path, idx):
    def command(*arguments):
        return [sys.executable, "-m", "digitpad", "train", *arguments]

    def settings(out):
        return command("--model", "mlp", "--set", "hidden=[16]", "--epochs", "60", "--idx", *idx,
                       "--batch-size", "20", "--threads", "1", "--out", str(out), "--quiet",
                       "--log", str(tmp_path / "log"))  # fmt: skip

    whole, part = tmp_path / "whole.safetensors", tmp_path / "part.safetensors"
    assert subprocess.run(settings(whole), check=False).returncode == 0
    (tmp_path / "log").unlink()
    process = subprocess.Popen(settings(part), stdout=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not (tmp_path / "log").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "--resume" in out
    assert not part.exists()
    checkpoint = tmp_path / "part.checkpoint"
    assert subprocess.run(command("--resume", str(checkpoint)), check=False).returncode == 0
    for name, tensor in load_model(whole).classifier.tensors().items():
        np.testing.assert_array_equal(tensor, load_model(part).classifier.tensors()[name])
    assert not checkpoint.exists()


def test_data_of_every_kind_go_together_under_a_name(capsys, idx):
    store_samples(20)
    words = ["--model", "mlp", "--set", "hidden=[16]", "--epochs", "1", "--batch-size", "50"]
    words += ["--mnist", "300", "--samples", "3", "--synthetic", "40", "--non-digits", "0"]
    assert main(["train", *words, "--idx", *idx, "--name", "mixed", "--quiet"]) == 0
    model = load_model(user_models() / "mixed.safetensors")
    record = model.description.training
    assert record["count"] == 300 + 600 + 20 * 3 + 40
    assert plan_of(model.description).data == DataChoice(300, 3, tuple(idx))
    capsys.readouterr()
    assert main(["train", *words, "--name", "mixed"]) == 2
    assert "--overwrite" in capsys.readouterr().err
    more = ["--start", "mixed", "--name", "more", "--learning-rate", "1e-9", "--weight-decay", "0"]
    assert main(["train", *words, *more, "--quiet"]) == 0
    started = load_model(user_models() / "more.safetensors")
    for name, tensor in model.classifier.tensors().items():
        np.testing.assert_allclose(started.classifier.tensors()[name], tensor, atol=1e-5)
    assert started.description.training["start"] == "mixed"


def test_a_run_begun_in_the_window_can_be_gone_on_with(tmp_path, capsys):
    plan = small_plan(tmp_path, epochs=3)
    begun = Run.create(plan)
    work = NetworkWork.begin(plan)
    for event in work.events():
        if isinstance(event, EpochFinished):
            break
    work.save(begun.checkpoint)
    assert main(["train", "--resume", str(begun.folder), "--epochs", "9"]) == 2
    assert "leave out --epochs" in capsys.readouterr().err
    assert main(["train", "--resume", str(begun.folder), "--quiet"]) == 0
    tensors = load_model(user_models() / "mlp-1.safetensors").classifier.tensors()
    for name, tensor in undisturbed(plan).items():
        np.testing.assert_array_equal(tensors[name], tensor)
    assert not begun.can_resume


def test_a_diverging_run_says_how_to_go_on_and_that_works(tmp_path, capsys, idx):
    out = tmp_path / "own.safetensors"
    wild = ["--learning-rate", "300", "--epochs", "8", "--momentum", "0", "--schedule", "constant"]
    assert train(idx, out, *wild) == 2
    told = capsys.readouterr().err
    assert "diverged" in told
    assert "--resume" in told
    assert (tmp_path / "own.checkpoint").exists()
    settings = read_header(tmp_path / "own.checkpoint")["changes"][-1]["settings"]
    assert settings == {"learning_rate": 75.0}
    results = []
    while 0 not in results and len(results) < 9:
        results.append(main(["train", "--resume", str(tmp_path / "own.checkpoint"), "--quiet"]))
    assert results[-1] == 0
    assert out.exists()


def test_a_full_disk_is_told_and_the_run_goes_on(tmp_path, capsys, idx, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(NetworkWork, "save", full)
    assert train(idx, tmp_path / "own.safetensors") == 0
    assert "No space left on device" in capsys.readouterr().out.replace("\n", " ")
    assert (tmp_path / "own.safetensors").exists()


def test_weights_are_listed_and_written(tmp_path, capsys):
    assert main(["weights", "mlp", "--json", "--out", str(tmp_path / "w.npz")]) == 0
    rows = json.loads(capsys.readouterr().out)["tensors"]
    with np.load(tmp_path / "w.npz") as archive:
        assert set(archive.files) == {row["name"] for row in rows}
        first = archive["dense1.weight"]
    assert rows[0]["shape"] == [784, 128]
    assert rows[0]["standard_deviation"] == pytest.approx(first.std(), rel=1e-5)
    assert main(["weights", "mlp", "--out", str(tmp_path / "csv")]) == 0
    assert "784 x 128" in capsys.readouterr().out
    text = np.loadtxt(tmp_path / "csv" / "dense1.weight.csv", delimiter=",", dtype=np.float32)
    np.testing.assert_array_equal(text, first)

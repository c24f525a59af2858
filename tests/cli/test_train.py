"""`digitpad train`, `evaluate` and `weights`, from the outside."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict, replace

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import save

from digitpad.cli import train as cli_train
from digitpad.cli.main import main
from digitpad.common.json_lines import append_line
from digitpad.common.user_folders import user_models
from digitpad.jobs import work as work_module
from digitpad.jobs.job import Job
from digitpad.jobs.network_work import NetworkWork
from digitpad.jobs.plan import plan_of
from digitpad.jobs.run_folder import Run, SaveOptions
from digitpad.jobs.runs import runs
from digitpad.library.model_file import load_model
from digitpad.training.checkpoint import read_header
from digitpad.training.events import EpochFinished, PreparingData
from digitpad.training.record import DataChoice
from tests.cli.short_training import train
from tests.data.few_digits import few_digits, idx_files
from tests.data.stored_samples import store_samples
from tests.jobs.scenarios import small_plan, undisturbed


def test_a_model_is_trained_saved_and_evaluated(tmp_path, capsys, idx):
    out = tmp_path / "own.safetensors"
    log = tmp_path / "log.jsonl"
    assert train(idx, out, "--log", str(log), "--rotation", "5") == 0
    assert [json.loads(line)["epoch"] for line in log.read_text("utf-8").splitlines()] == [1, 2]
    description = load_model(out).description
    assert description.training.settings["augmentation"]["rotation"] == 5
    assert "--rotation 5" in description.training.command
    assert runs() == []
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


@pytest.mark.skipif(sys.platform == "win32", reason="sent as a POSIX signal")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_keeps_what_is_learned_and_resuming_gives_the_same_model(tmp_path, idx, number):
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
    os.kill(process.pid, number)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert not part.exists()
    (run,) = runs()
    assert f"digitpad train --resume {run.id}" in out
    assert subprocess.run(command("--resume", run.id), check=False).returncode == 0
    for name, tensor in load_model(whole).classifier.tensors().items():
        np.testing.assert_array_equal(tensor, load_model(part).classifier.tensors()[name])
    assert runs() == []


def test_data_of_every_kind_go_together_under_a_name(capsys, idx):
    store_samples(20)
    words = ["--model", "mlp", "--set", "hidden=[16]", "--epochs", "1", "--batch-size", "50"]
    words += ["--mnist", "300", "--samples", "3", "--synthetic", "40", "--non-digits", "0"]
    words += ["--pen-digits", "0", "--pen-letters", "0"]
    assert main(["train", *words, "--idx", *idx, "--name", "mixed", "--quiet"]) == 0
    model = load_model(user_models() / "mixed.safetensors")
    record = model.description.training
    assert record.count == 300 + 600 + 20 * 3 + 40
    assert plan_of(model.description).data == DataChoice(300, 3, tuple(idx))
    capsys.readouterr()
    assert main(["train", *words, "--name", "mixed"]) == 2
    assert "--overwrite" in capsys.readouterr().err
    more = ["--start", "mixed", "--name", "more", "--learning-rate", "1e-9", "--weight-decay", "0"]
    assert main(["train", *words, *more, "--quiet"]) == 0
    started = load_model(user_models() / "more.safetensors")
    for name, tensor in model.classifier.tensors().items():
        np.testing.assert_allclose(started.classifier.tensors()[name], tensor, atol=1e-5)
    assert started.description.training.start == "mixed"


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
    assert runs() == []


def test_a_diverging_run_says_how_to_go_on_and_that_works(tmp_path, capsys, idx):
    out = tmp_path / "own.safetensors"
    wild = ["--learning-rate", "300", "--epochs", "8", "--momentum", "0", "--schedule", "constant"]
    assert train(idx, out, *wild) == 2
    told = capsys.readouterr().err
    assert "diverged" in told
    assert "--resume" in told
    (run,) = runs()
    assert read_header(run.checkpoint).changes[-1].settings == {"learning_rate": 75.0}
    results = []
    while 0 not in results and len(results) < 9:
        results.append(main(["train", "--resume", run.id, "--quiet"]))
    assert results[-1] == 0
    assert out.exists()


def test_a_full_disk_is_told_and_the_run_goes_on(tmp_path, capsys, idx, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(NetworkWork, "save", full)
    assert train(idx, tmp_path / "own.safetensors") == 0
    assert "the disk is full" in capsys.readouterr().out.replace("\n", " ")
    assert (tmp_path / "own.safetensors").exists()


def interrupted_run(plan, save_options=None):
    """A run that stands after its first epoch."""
    run = Run.create(plan, save_options)
    work = NetworkWork.begin(plan)
    for event in work.events():
        if isinstance(event, EpochFinished):
            work.save(run.checkpoint)
            return run
    raise AssertionError


def test_a_second_run_leaves_an_interrupted_one_as_it_is(tmp_path, idx):
    plan = small_plan(tmp_path, epochs=3)
    run = interrupted_run(plan)
    checkpoint = run.checkpoint.read_bytes()
    words = ["train", "--model", "mlp", "--set", "hidden=[16]", "--epochs", "1", "--quiet"]
    assert main([*words, "--batch-size", "50", "--idx", *idx]) == 0
    assert run.checkpoint.read_bytes() == checkpoint
    assert main(["train", "--resume", run.id, "--quiet"]) == 0
    assert sorted(path.stem for path in user_models().iterdir()) == ["mlp-1", "mlp-2"]


@pytest.mark.parametrize("is_file", [False, True])
def test_a_model_made_meanwhile_is_not_replaced(tmp_path, capsys, idx, is_file):
    plan = replace(small_plan(tmp_path, epochs=2), name="" if is_file else "mine")
    path = tmp_path / "mine.safetensors" if is_file else user_models() / "mine.safetensors"
    run = interrupted_run(plan, SaveOptions(out=str(path)) if is_file else None)
    assert train(idx, path) == 0
    meanwhile = path.read_bytes()
    assert main(["train", "--resume", run.id, "--quiet"]) == 0
    told = capsys.readouterr().out.replace("\n", "")
    assert path.read_bytes() == meanwhile
    assert "mine-2.safetensors" in told
    assert "stays as it is" in told
    other = load_model(path.with_name("mine-2.safetensors"))
    assert other.description.name == "mine-2"
    assert runs() == []


def test_a_resumed_run_takes_another_place_for_its_model(tmp_path):
    run = interrupted_run(small_plan(tmp_path, epochs=2))
    out = tmp_path / "elsewhere.safetensors"
    assert main(["train", "--resume", run.id, "--quiet", "--out", str(out)]) == 0
    assert out.exists()


def test_a_checkpoint_of_the_previous_version_is_resumed(tmp_path):
    plan = small_plan(tmp_path, epochs=3)
    run = interrupted_run(plan)
    old, out = tmp_path / "own.checkpoint", tmp_path / "own.safetensors"
    run.checkpoint.rename(old)
    run.discard()
    add_to_header(old, out=str(out), keep_epochs=False)
    assert main(["train", "--resume", str(old), "--quiet"]) == 0
    for name, tensor in undisturbed(plan).items():
        np.testing.assert_array_equal(load_model(out).classifier.tensors()[name], tensor)
    assert not old.exists()


def add_to_header(path, **extra):
    """Write into a checkpoint what the previous version wrote."""
    with safe_open(path, framework="numpy") as file:
        header = json.loads(file.metadata()["digitpad-checkpoint"])
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    header["extra"] |= extra
    path.write_bytes(save(tensors, {"digitpad-checkpoint": json.dumps(header)}))


@pytest.mark.parametrize("name", ["nowhere", "nowhere.checkpoint"])
def test_a_run_that_is_not_there_is_one_line(capsys, name):
    assert main(["train", "--resume", name]) == 2
    error = capsys.readouterr().err
    assert "no such run" in error
    assert error.count("\n") == 1


def test_a_place_that_cannot_be_written_is_refused_before_anything_is_trained(
    tmp_path, capsys, idx, monkeypatch
):
    (tmp_path / "file").touch()
    monkeypatch.setattr(NetworkWork, "begin", lambda *_: pytest.fail("trained"))
    assert train(idx, tmp_path / "file" / "own.safetensors") == 2
    assert "cannot be written" in capsys.readouterr().err
    assert train(idx, tmp_path / "own.safetensors", "--log", str(tmp_path / "file" / "log")) == 2
    monkeypatch.setenv("DIGITPAD_HOME", str(tmp_path / "file" / "home"))
    assert train(idx, tmp_path / "own.safetensors") == 2
    assert "cannot be written" in capsys.readouterr().err


def test_a_model_that_cannot_be_saved_is_kept_and_saved_elsewhere(
    tmp_path, capsys, idx, monkeypatch
):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Run, "keep_at", full)
        assert train(idx, tmp_path / "own.safetensors") == 2
    (run,) = runs()
    told = capsys.readouterr().err
    assert "the disk is full" in told
    assert f"digitpad train --resume {run.id} --out" in told
    monkeypatch.setattr(NetworkWork, "resume", lambda *_: pytest.fail("trained again"))
    other = tmp_path / "other.safetensors"
    assert main(["train", "--resume", run.id, "--out", str(other)]) == 0
    assert load_model(other).description.training.count == 600


def test_a_run_whose_own_folder_stays_full_is_saved_where_out_says(tmp_path, capsys, idx):
    plan = small_plan(tmp_path, epochs=1)
    run, out = interrupted_run(plan), tmp_path / "own.safetensors"
    run.model.mkdir()  # as on a full disk, but for this file alone
    assert main(["train", "--resume", run.id, "--quiet"]) == 2
    told = capsys.readouterr().err
    assert str(run.folder) in told
    assert f"digitpad train --resume {run.id} --out FILE.safetensors" in told
    assert main(["train", "--resume", run.id, "--quiet", "--out", str(out)]) == 0
    assert f"Saved as {out}" in capsys.readouterr().out
    assert load_model(out).description.name == "own"
    assert runs() == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals as on POSIX")
def test_an_error_of_the_training_is_told_also_after_a_signal(tmp_path, capsys, idx, monkeypatch):
    def ended(*_):
        signal.raise_signal(signal.SIGTERM)
        yield PreparingData(1, 2)
        raise OSError(5, "Input/output error", "digits.gz")

    monkeypatch.setattr(Job, "run", ended)
    assert train(idx, tmp_path / "own.safetensors") == 2
    assert "digits.gz: the disk reports an error" in capsys.readouterr().err


def test_weights_that_are_not_finite_are_a_divergence_and_not_saved(tmp_path, capsys):
    out = tmp_path / "own.safetensors"
    words = ["train", "--model", "cnn-small", "--mnist", "500", "--epochs", "1", "--quiet"]
    words += ["--synthetic", "0", "--non-digits", "0", "--pen-digits", "0", "--pen-letters", "0"]
    words += ["--learning-rate", "1e3"]
    assert main([*words, "--out", str(out)]) == 2
    assert "diverged" in capsys.readouterr().err
    assert not out.exists()
    assert runs() == []


@pytest.mark.parametrize("model", ["softmax", "mlp"])
def test_digits_of_fewer_than_ten_classes_give_a_model(tmp_path, model):
    digits = few_digits(300)
    digits = digits.subset(np.flatnonzero(digits.labels != 3))
    idx = idx_files(tmp_path, digits.images, digits.labels)
    out = tmp_path / "own.safetensors"
    words = ["train", "--model", model, "--idx", *idx, "--mnist", "0", "--out", str(out)]
    words += ["--epochs", "1"] if model == "mlp" else ["--set", "steps=5"]
    assert main([*words, "--quiet"]) == 0
    assert load_model(out).classifier.predict(digits.images[:20]).shape == (20,)


@pytest.mark.parametrize("model", ["softmax", "mlp"])
def test_a_model_that_cannot_be_evaluated_is_saved_without_figures(
    tmp_path, capsys, idx, monkeypatch, model
):
    def fails(*_):
        raise IndexError("index 3 is out of bounds")

    monkeypatch.setattr(work_module, "mnist_figures", fails)
    monkeypatch.setattr(DataChoice, "is_of_digits", True)
    out = tmp_path / "own.safetensors"
    words = ["train", "--model", model, "--idx", *idx, "--out", str(out)]
    words += ["--epochs", "1"] if model == "mlp" else ["--set", "steps=5"]
    assert main(words) == 0
    assert "could not be evaluated" in capsys.readouterr().out
    assert load_model(out).description.measured == {}


def test_weights_are_listed_and_written(tmp_path, capsys):
    assert main(["weights", "mlp", "--json", "--out", str(tmp_path / "w.npz")]) == 0
    rows = json.loads(capsys.readouterr().out)["tensors"]
    with np.load(tmp_path / "w.npz") as archive:
        assert set(archive.files) == {row["name"] for row in rows}
        first = archive["dense1.weight"]
    assert rows[0]["shape"] == [784, 256]
    assert rows[0]["standard_deviation"] == pytest.approx(first.std(), rel=1e-5)
    assert main(["weights", "mlp", "--out", str(tmp_path / "csv")]) == 0
    assert "784 x 256" in capsys.readouterr().out
    text = np.loadtxt(
        tmp_path / "csv" / "dense1.weight.csv", delimiter=",", skiprows=1, dtype=np.float32
    )
    np.testing.assert_array_equal(text, first)


@pytest.mark.skipif(sys.platform == "win32", reason="sent as a POSIX signal")
@pytest.mark.parametrize("delay", [0.05, 0.2, 0.5, 1.0])
def test_a_signal_before_the_first_epoch_ends_it_without_a_traceback(delay):
    words = ["train", "--model", "cnn", "--epochs", "2"]
    process = subprocess.Popen(
        [sys.executable, "-m", "digitpad", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    # Before the first line of the program runs, Python itself answers to signals.
    time.sleep(0.1 + delay)
    process.send_signal(signal.SIGTERM)
    sent = time.monotonic()
    _, problem = process.communicate(timeout=60)
    assert time.monotonic() - sent < 10
    assert (process.returncode in {143, -signal.SIGTERM}, problem) == (True, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="terminals as on POSIX")
def test_what_is_learned_is_kept_when_the_terminal_is_gone(tmp_path, idx):
    words = ["train", "--model", "mlp", "--set", "hidden=[16]", "--epochs", "200", "--idx", *idx]
    words += ["--batch-size", "20", "--threads", "1", "--log", str(tmp_path / "log")]
    process = subprocess.Popen(
        [sys.executable, "-m", "digitpad", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while not (tmp_path / "log").exists():
        time.sleep(0.01)
    process.stdout.close()
    process.stderr.close()
    assert process.wait(60) == 141
    (run,) = runs()
    assert run.can_resume


def test_a_log_is_continued_without_repeating_epochs(tmp_path, idx):
    log = tmp_path / "log"
    log.write_text('{"epoch": 7}\nsomething else\n')
    begun = Run.create(small_plan(tmp_path, epochs=3))
    work = NetworkWork.begin(begun.plan)
    for event in work.events():
        if isinstance(event, EpochFinished):
            append_line(log, asdict(event))
            if event.epoch == 1:
                work.save(begun.checkpoint)
            if event.epoch == 2:
                break
    with log.open("a") as file:
        file.write('{"epoch": 3, "lo')  # cut by a crash
    assert main(["train", "--resume", begun.id, "--log", str(log), "--quiet"]) == 0
    first, second, *epochs = log.read_text().splitlines()
    assert (first, second) == ('{"epoch": 7}', "something else")
    assert [json.loads(line)["epoch"] for line in epochs] == [1, 2, 3]


def test_a_log_that_can_no_longer_be_written_does_not_end_the_training(
    tmp_path, idx, monkeypatch, capsys
):
    def full(path, values):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(cli_train, "append_line", full)
    log, out = tmp_path / "log", tmp_path / "own.safetensors"
    assert train(idx, out, "--log", str(log)) == 0
    assert out.exists()
    told = capsys.readouterr().out
    assert told.count(f"The log ends here: {log}: the disk is full") == 1


@pytest.fixture
def impossible(tmp_path):
    (tmp_path / "folder.safetensors").mkdir()
    (tmp_path / "file").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--out", "é" * 200 + ".safetensors"), "the name is too long"),
        (("--out", "folder.safetensors"), "it is a folder"),
        (("--out", "file/own.safetensors"), "is a file, expected a folder"),
        (("--log", "folder.safetensors"), "it is a folder"),
        (("--log", "é" * 200), "the name is too long"),
        (("--log", "file/log"), "is a file, expected a folder"),
    ],
)
def test_a_place_that_cannot_be_written_is_found_before_the_first_epoch(
    impossible, idx, capsys, words, reason
):
    option, place = words
    words = ["--overwrite", option, str(impossible / place)]
    assert train(idx, impossible / "own.safetensors", *words) == 2
    told = capsys.readouterr().err
    assert runs() == []
    assert reason in told
    assert place in told
    assert "choose another place" in told


def test_a_run_that_is_not_finished_keeps_its_name(tmp_path, idx, capsys):
    begun = Run.create(replace(small_plan(tmp_path), name="mine"))
    words = ["train", "--model", "mlp", "--set", "hidden=[16]", "--epochs", "1", "--idx", *idx]
    words += ["--batch-size", "50", "--name", "mine", "--quiet"]
    with begun.locked():
        assert main(words) == 2
    assert begun.id in capsys.readouterr().err
    begun.checkpoint.touch()
    assert main(words) == 2
    begun.discard()
    assert main(words) == 0


@pytest.mark.parametrize("option", ["--idx", "--folder", "--out"])
def test_names_that_no_file_could_hold_as_text_are_refused_before_the_training(
    tmp_path, idx, capsys, option
):
    strange = str(tmp_path / "a\udcff.safetensors")
    words = [option, strange, *([idx[1]] if option == "--idx" else [])]
    assert train(idx, tmp_path / "own.safetensors", *words) == 2
    assert "no valid text" in capsys.readouterr().err
    assert runs() == []

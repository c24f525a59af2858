"""Too little memory: a sentence that says so, the other files are read, and nothing is lost."""

import shlex
import threading

import numpy as np
import pytest
from PIL import Image

from digitpad.cli.main import main
from digitpad.data import importers, own_samples
from digitpad.data.own_samples import NewSample, SampleStore
from digitpad.estimators import network
from digitpad.jobs import sweep
from digitpad.jobs.runs import runs
from digitpad.library.model_file import load_model
from digitpad.recognition.recognizer import Recognizer
from digitpad.training.trainer import Trainer
from tests.data.few_digits import few_digits
from tests.jobs.scenarios import small_plan, undisturbed


def failing(function, at):
    """The same function, for which the memory is too small in its call of this number, from 1."""
    count = 0

    def call(*arguments, **options):
        nonlocal count
        count += 1
        if count == at:
            raise MemoryError
        return function(*arguments, **options)

    return call


def test_a_picture_that_is_too_large_is_named_and_the_others_are_read(
    tmp_path, capsys, monkeypatch
):
    files = [str(tmp_path / f"{number}.png") for number in (1, 2, 3)]
    for file, pixels in zip(files, few_digits(3).images, strict=True):
        Image.fromarray(255 - pixels.reshape(28, 28)).resize((84, 84)).save(file)
    recognize = failing(Recognizer.recognize_picture, 2)
    monkeypatch.setattr(Recognizer, "recognize_picture", recognize)
    assert main(["recognize", "--model", "softmax", *files]) == 2
    told = capsys.readouterr()
    assert files[0] in told.out
    assert files[2] in told.out
    assert told.err == f"digitpad: {files[1]}: there is not enough memory\n"


@pytest.mark.parametrize("where", ["while reading", "while storing"])
def test_an_import_that_is_too_large_stores_nothing(tmp_path, capsys, monkeypatch, where):
    with SampleStore() as store:
        store.add(NewSample(3, np.full((28, 28), 9, np.uint8)))
    table = tmp_path / "digits.csv"
    rows = [",".join(map(str, [1, *image.ravel()])) for image in few_digits(4).images]
    table.write_text("\n".join(rows) + "\n", "ascii")
    with monkeypatch.context() as patch:
        if where == "while reading":
            patch.setattr(importers, "_functions", failing(importers._functions, 1))
        else:
            patch.setattr(own_samples, "_sample", failing(own_samples._sample, 3))
        assert main(["samples", "import", str(table)]) == 2
    assert "there is not enough memory" in capsys.readouterr().err
    with SampleStore() as store:
        assert [sample.label for sample in store.samples()] == [3]
    assert main(["samples", "import", str(table)]) == 0


def test_a_training_keeps_what_it_has_learned_and_continues_to_the_same_model(
    tmp_path, capsys, monkeypatch
):
    plan = small_plan(tmp_path, epochs=3)
    words = [*shlex.split(plan.command())[1:], "--name", "own", "--quiet"]
    with monkeypatch.context() as patch:
        patch.setattr(Trainer, "_step", failing(Trainer._step, 40))
        assert main(words) == 2
    (run,) = runs()
    told = capsys.readouterr().err
    assert "There is not enough memory" in told
    assert "A smaller batch" in told
    assert f"digitpad train --resume {run.id}" in told
    assert told.count("\n") == 1
    out = tmp_path / "own.safetensors"
    assert main(["train", "--resume", run.id, "--quiet", "--out", str(out)]) == 0
    for name, tensor in undisturbed(plan).items():
        np.testing.assert_array_equal(load_model(out).classifier.tensors()[name], tensor)


def test_a_trial_that_is_too_large_does_not_end_the_sweep(capsys, monkeypatch):
    monkeypatch.setattr(sweep, "classifier_of", failing(sweep.classifier_of, 1))
    words = ["sweep", "--mnist", "600", "--validation", "100", "--set", "epochs=1"]
    assert main([*words, "--grid", "hidden=[8],[4]"]) == 0
    assert "1: there is not enough memory" in capsys.readouterr().out


def test_a_thread_that_cannot_be_started_is_told_in_one_line(capsys, monkeypatch):
    def refuse(*_):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(network, "cores", lambda: 2)
    monkeypatch.setattr(threading, "_start_new_thread", refuse)
    assert main(["evaluate", "--model", "mlp"]) == 2
    assert capsys.readouterr().err == (
        "digitpad: no more threads can be started: there are too many, or there is not enough "
        "memory for another one\n"
    )

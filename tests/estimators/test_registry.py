"""Models that are no networks are trained, kept in files and used like those that are."""

import json
import signal
from dataclasses import replace

import numpy as np
import pytest

from digitpad.cli.main import main
from digitpad.common.cancellation import check_cancelled
from digitpad.common.errors import ModelFileError, ParameterError
from digitpad.common.progress import FitProgress
from digitpad.data.training_ink import NO_INK
from digitpad.estimators.registry import MODELS, model_kind
from digitpad.ink.strokes import Ink, Stroke
from digitpad.jobs.classifier_work import ClassifierWork
from digitpad.jobs.events import RunBegan
from digitpad.jobs.plan import TrainingPlan
from digitpad.library.model_file import Calibration, Model, ModelDescription, load_model, save_model
from digitpad.recognition.recognizer import Recognizer
from digitpad.training.events import PreparingData
from digitpad.training.record import DataChoice
from tests.data.few_digits import few_digits, idx_files

SMALL = {
    "svm-hog": {"components": 20, "landmarks": 60},
    "svm-fourier": {"components": 20, "landmarks": 60},
    "softmax": {"steps": 30},
}


@pytest.fixture
def idx(tmp_path):
    digits = few_digits(400)
    return idx_files(tmp_path, digits.images, digits.labels)


def train(name, idx, out, *more):
    words = [f"--set={key}={value}" for key, value in SMALL[name].items()]
    return main(["train", "--model", name, "--idx", *idx, "--out", str(out), *words, *more])


LEARN_AT_ONCE = [name for name, kind in MODELS.items() if not kind.trains_in_epochs]


@pytest.mark.parametrize("name", LEARN_AT_ONCE)
def test_a_classifier_is_trained_saved_evaluated_and_looked_into(name, tmp_path, capsys, idx):
    out = tmp_path / "own.safetensors"
    assert train(name, idx, out, "--quiet") == 0
    capsys.readouterr()
    assert main(["evaluate", "--model", str(out), "--idx", *idx, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["accuracy"] > 0.8
    assert main(["weights", str(out), "--json", "--out", str(tmp_path / "w.npz")]) == 0
    rows = json.loads(capsys.readouterr().out)["tensors"]
    assert {row["name"] for row in rows} == set(load_model(out).classifier.tensors())
    drawn = Ink((Stroke.of([[50, 20], [50, 120], [49, 220]]),))
    recognition = Recognizer.load(out).recognize_ink(drawn)
    assert recognition.probabilities.sum() == pytest.approx(1, abs=1e-5)
    assert recognition.is_digit


@pytest.fixture
def saved(tmp_path):
    digits = few_digits(300)
    kind = MODELS["svm-hog"]
    parameters = kind.complete(SMALL["svm-hog"])
    classifier = kind.classifier(parameters).fit(digits.images, digits.labels)
    path = tmp_path / "mine.safetensors"
    calibration = Calibration(classifier.temperature_)
    description = ModelDescription("mine", "svm-hog", parameters, calibration=calibration)
    save_model(path, Model(description, classifier))
    return path, classifier


def test_what_is_saved_answers_the_same(saved):
    path, classifier = saved
    images = few_digits(200, "test").images
    loaded = load_model(path).classifier
    np.testing.assert_array_equal(loaded.predict_proba(images), classifier.predict_proba(images))
    np.testing.assert_array_equal(loaded.landmarks_, classifier.landmarks_)


def change(path, **parameters):
    model = load_model(path)
    description = model.description
    changed = description.changed(parameters={**description.parameters, **parameters})
    save_model(path, Model(changed, model.classifier))


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"landmarks": 61}, r"planes\.weight is F32 \(60, 10\), expected F32 \(61, 10\)"),
        ({"landmarks": 10**12}, "expected F32"),
        ({"components": 21}, r"features\.directions is F32"),
        ({"features": "hog"}, "features"),
        ({"features": "colour"}, "'colour' is not known"),
        ({"features": 7}, "features is a str"),
        ({"kernel": "linear"}, "does not belong"),
        ({"C": -1.0}, "C must be above 0"),
        ({"colour": 1}, "no parameter 'colour'"),
    ],
)
def test_a_description_that_does_not_fit_the_tensors_is_refused(saved, parameters, words):
    change(saved[0], **parameters)
    with pytest.raises(ModelFileError, match=words):
        load_model(saved[0])


@pytest.mark.parametrize(
    "more",
    [
        ["--epochs", "3"],
        ["--set", "landmarks=many"],
        ["--set", "nothing=1"],
        ["--set", "kernel=cubic"],
        ["--out", "model.pickle"],
    ],
)
def test_a_setting_that_cannot_work_is_one_line_and_exit_code_2(tmp_path, capsys, idx, more):
    assert train("svm-hog", idx, tmp_path / "own.safetensors", "--quiet", *more) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "own.safetensors").exists()


def test_stopping_keeps_nothing_and_says_so(tmp_path, capsys, idx, monkeypatch):
    out = tmp_path / "own.safetensors"

    def interrupted(self):
        yield PreparingData(1, 2)
        signal.raise_signal(signal.SIGINT)
        check_cancelled()

    monkeypatch.setattr(ClassifierWork, "events", interrupted)
    assert train("svm-hog", idx, out, "--quiet") == 130
    assert "Nothing is kept" in capsys.readouterr().out
    assert not out.exists()


def test_copies_and_synthetic_ink_join_the_digits():
    kind = MODELS["svm-hog"]
    plan = TrainingPlan.usual("svm-hog", DataChoice(mnist=50))
    changes = {**NO_INK, "synthetic": 20, "rotation": 3.0, "validation": 10}
    settings = plan.settings.with_changes(changes)
    work = ClassifierWork(replace(plan, settings=settings, parameters=SMALL["svm-hog"]))
    given = work.digits.labels
    for event in work.events():
        if isinstance(event, FitProgress):
            break
        assert event == PreparingData(20, 20) or isinstance(event, RunBegan)
    more = work.digits
    assert len(work.held_out) == 10
    assert len(more) == 40 * (1 + kind.copies) + 20
    np.testing.assert_array_equal(more.labels[40:80], given)
    assert np.abs(more.images[40:80] - more.images[:40]).mean() > 0.005


def test_fitting_is_logged_step_by_step(tmp_path, idx):
    log = tmp_path / "log.jsonl"
    assert train("softmax", idx, tmp_path / "own.safetensors", "--quiet", "--log", str(log)) == 0
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert {"stage", "done", "total", "value"} == set(lines[-1])
    assert lines[-1]["done"] > lines[0]["done"]


def test_the_same_command_writes_the_same_bytes(tmp_path, idx):
    paths = [tmp_path / folder / "own.safetensors" for folder in ("a", "b")]
    for path in paths:
        assert train("svm-hog", idx, path, "--quiet", "--synthetic", "30") == 0
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_number_where_a_word_belongs_is_refused():
    with pytest.raises(ParameterError, match="deskew is a bool"):
        MODELS["svm-hog"].complete({"deskew": 1})
    assert MODELS["svm-hog"].complete({"C": 3})["C"] == 3


def test_every_kind_of_model_builds_what_it_describes():
    for name, kind in MODELS.items():
        assert model_kind(name) is kind
        classifier = kind.classifier()
        shapes = kind.tensor_shapes({}, 10)
        assert shapes == classifier.tensor_shapes(10)
        assert type(classifier)._kinds.count(name) == 1
        is_network = name in {"mlp", "cnn-small", "cnn"}
        assert kind.trains_in_epochs == is_network
    with pytest.raises(ParameterError, match="'resnet' is not known; there are mlp, cnn-small"):
        model_kind("resnet")

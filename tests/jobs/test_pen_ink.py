"""Training on pen ink: in the plan, in the run, and in what the model says of itself."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from digitpad.common.cancellation import Interrupted, cancellable
from digitpad.common.errors import DatasetError, InkError, ParameterError, TrainingError
from digitpad.common.labels import NON_DIGIT
from digitpad.data.pen_ink import ATTRIBUTION, DIGITS, LETTERS
from digitpad.data.training_ink import NO_INK
from digitpad.estimators.network import NetworkClassifier
from digitpad.jobs.classifier_work import ClassifierWork
from digitpad.jobs.events import RunFailed, RunFinished, RunWarning
from digitpad.jobs.job import Job
from digitpad.jobs.network_work import NetworkWork
from digitpad.jobs.plan import TrainingPlan, plan_of, usual_settings
from digitpad.jobs.plan_problems import problems_of
from digitpad.jobs.work import calibrated
from digitpad.library.model_file import load_model, save_model
from digitpad.training.events import PreparingData
from digitpad.training.record import DataChoice, TrainingRecord
from digitpad.training.settings import TrainingSettings
from tests.data.few_digits import few_digits
from tests.data.small_pen_ink import use_pen_ink

INK = {**NO_INK, "pen_digits": 2, "pen_letters": 3}
COUNT = 30 * 2 + 20 * 3
SMALL = {
    "mlp": {"hidden": [16]},
    "svm-hog": {"components": 20, "landmarks": 60},
    "softmax": {"steps": 20},
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two of each drawing by provider, and all ink of one part large enough to calibrate with."""
    monkeypatch.setattr("digitpad.estimators.calibration.FEWEST", 4)
    return use_pen_ink(tmp_path / "ink", monkeypatch, of_each=2)


def plan(model="mlp", **changes):
    epochs = {"epochs": 2, "batch_size": 50} if model == "mlp" else {}
    usual = TrainingPlan.usual(model, DataChoice(mnist=300))
    return replace(
        usual,
        parameters=SMALL[model],
        settings=usual.settings.with_changes({**epochs, **INK, **changes}),
    )


def drawn_all(work):
    return [event for event in work.events() if isinstance(event, PreparingData)][-1]


def test_a_network_learns_from_it_and_says_so(folder):
    work = NetworkWork.begin(plan())
    assert work.trainer.image_count == 300 + COUNT
    assert drawn_all(work) == PreparingData(COUNT, COUNT)
    model = calibrated(work.model("mine"), work)
    training = model.description.training
    assert training.data == "300 of MNIST train + pen ink"
    assert training.attribution == ATTRIBUTION
    assert "--synthetic 0 --non-digits 0 --pen-digits 2" in training.command
    assert model.description.non_digits
    assert model.description.calibration.calibrated
    assert plan_of(model.description).settings.ink == plan().settings.ink


@pytest.mark.parametrize("model", ["svm-hog", "softmax"])
def test_models_that_learn_in_one_go_learn_from_it_and_reject(folder, model):
    work = ClassifierWork(plan(model))
    assert drawn_all(work) == PreparingData(COUNT, COUNT)
    assert int((work.digits.labels == NON_DIGIT).sum()) == 60
    found = calibrated(work.model("mine"), work)
    description = found.description
    assert description.training.settings["pen_letters"] == 3
    assert description.training.attribution == ATTRIBUTION
    assert (description.non_digits, description.outputs) == (True, 11)
    assert description.calibration.calibrated
    assert description.calibration.rejection_curve
    assert found.classifier.classes_.tolist() == list(range(10))
    assert plan_of(description).settings.ink == work.plan.settings.ink


def test_without_it_nothing_is_attributed(folder):
    work = ClassifierWork(plan("softmax", **NO_INK))
    list(work.events())
    training = work.model("mine").description.training
    assert training.data == "300 of MNIST train"
    assert not training.attribution


def test_a_run_stopped_while_drawing_goes_on_to_the_same_model(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("digitpad.data.pen_ink.PART_SIZE", 32)
    vectors = []
    for stop_after in (None, 3):
        work = NetworkWork.begin(plan())
        if stop_after:
            list(islice(work.trainer.run(), stop_after))
        list(work.trainer.run())
        vectors.append(work.trainer.network.vector.copy())
    np.testing.assert_array_equal(*vectors)


def test_a_run_that_was_saved_and_resumed_ends_with_the_same_bits(folder, tmp_path):
    whole = NetworkWork.begin(plan())
    list(whole.trainer.run())
    work = NetworkWork.begin(plan())
    list(islice(work.trainer.run(), COUNT // 500 + 6))
    assert work.has_learned
    work.save(tmp_path / "run.checkpoint")
    resumed = NetworkWork.resume(tmp_path / "run.checkpoint")
    list(resumed.trainer.run())
    np.testing.assert_array_equal(resumed.trainer.network.vector, whole.trainer.network.vector)


def test_what_begins_with_a_model_that_knows_pen_ink_attributes_it_too(folder, tmp_path):
    first = NetworkWork.begin(plan(epochs=1))
    list(first.trainer.run())
    path = tmp_path / "first.safetensors"
    save_model(path, first.model("first"))
    synthetic = {**NO_INK, "non_digits": 20}
    second = NetworkWork.begin(replace(plan(**{**synthetic, "epochs": 1}), start=str(path)))
    list(islice(second.trainer.run(), 3))
    second.save(tmp_path / "run.checkpoint")
    path.unlink()
    for work in (second, NetworkWork.resume(tmp_path / "run.checkpoint")):
        list(work.trainer.run())
        assert work.model("second").description.training.attribution == ATTRIBUTION


def test_a_classifier_that_learned_from_it_says_so_in_its_file(folder, tmp_path):
    digits = few_digits(200)
    path = tmp_path / "own.safetensors"
    for pen_digits in (1, 0):
        classifier = NetworkClassifier(hidden=[8], epochs=1, batch_size=50, pen_digits=pen_digits)
        classifier.fit(digits.images, digits.labels).save(path)
        training = load_model(path).description.training
        assert training.attribution == (ATTRIBUTION if pen_digits else "")


def test_a_missing_test_set_leaves_the_calibration(folder, monkeypatch):
    def missing(classifier):
        raise DatasetError("no test set")

    monkeypatch.setattr("digitpad.jobs.work.mnist_figures", missing)
    *events, last = Job.create(plan()).run()
    (warning,) = (event for event in events if isinstance(event, RunWarning))
    assert "no test set" in str(warning.error)
    description = load_model(last.model).description
    assert description.is_calibrated
    assert not description.measured


def test_a_run_is_not_continued_on_other_pen_ink(folder, tmp_path, monkeypatch):
    work = NetworkWork.begin(plan())
    list(islice(work.trainer.run(), COUNT // 500 + 3))
    work.save(tmp_path / "run.checkpoint")
    assert NetworkWork.resume(tmp_path / "run.checkpoint").plan == work.plan
    use_pen_ink(folder, monkeypatch, of_each=2, excluded=[(DIGITS, 0, "0", "not clear")])
    with pytest.raises(TrainingError, match="other pen ink"):
        NetworkWork.resume(tmp_path / "run.checkpoint")


def test_missing_ink_is_a_problem_of_the_plan_and_ends_the_run_by_name(folder):
    assert problems_of(plan()) == []
    (folder / LETTERS).unlink()
    (problem,) = problems_of(plan())
    assert problem.setting == "pen_digits"
    assert LETTERS in str(problem.reason)
    *_, last = Job.create(plan()).run()
    assert isinstance(last, RunFailed)
    assert LETTERS in str(last.error)
    with pytest.raises(InkError, match=LETTERS):
        ClassifierWork(plan("softmax")).events().__next__()


def test_a_model_that_cannot_be_calibrated_is_kept_with_a_warning(folder):
    (folder / LETTERS).unlink()
    *events, last = Job.create(plan(**NO_INK)).run()
    assert isinstance(last, RunFinished)
    (warning,) = (event for event in events if isinstance(event, RunWarning))
    assert LETTERS in str(warning.error)
    assert not load_model(last.model).description.is_calibrated


def test_rendering_the_held_out_drawings_can_be_cancelled(folder):
    work = ClassifierWork(plan("softmax", **NO_INK))
    list(work.events())
    model = work.model("mine")

    def cancel():
        raise Interrupted

    with cancellable(cancel), pytest.raises(Interrupted):
        calibrated(model, work)


def test_another_set_than_mnist_is_trained_on_alone():
    for name in ("mlp", "svm-hog", "svm-fourier"):
        assert usual_settings(name).ink.has_pen_ink
        other = usual_settings(name, DataChoice(mnist=0, idx=("images", "labels")))
        assert other.ink.count == 0


def test_models_of_earlier_versions_are_trained_again_without_it(folder):
    work = ClassifierWork(plan("softmax"))
    list(work.events())
    description = work.model("mine").description
    settings = dict(description.training.settings)
    for name in ("non_digits", "pen_digits", "pen_letters"):
        del settings[name]
    old = description.changed(
        architecture="svm-hog", parameters={}, training=TrainingRecord(settings=settings)
    )
    assert plan_of(old).settings.ink.count == 0


def test_pen_ink_is_a_whole_number_of_renderings_from_zero_on():
    for name in ("pen_digits", "pen_letters"):
        for value in (-1, 1.5, True):
            with pytest.raises(ParameterError, match=name.replace("_", " ")):
                TrainingSettings(**{name: value})

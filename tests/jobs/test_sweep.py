import numpy as np
import pytest

from digitpad.data.training_ink import NO_INK
from digitpad.estimators.network import NetworkClassifier
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.sweep import Outcome, SweepData, best_first, classifier_of, run_sweep
from digitpad.jobs.sweep_choices import combinations
from tests.data.few_digits import few_digits


@pytest.fixture(scope="module")
def data():
    return SweepData.split(few_digits(900), 300, seed=0)


@pytest.fixture
def plan():
    fixed = {"hidden": [16], "epochs": 2, "batch_size": 20, **NO_INK}
    return TrainingPlan.usual("mlp").with_changes({**fixed, "threads": 1})


def rates(*values):
    return combinations({"learning_rate": list(values)})


def test_a_good_learning_rate_comes_before_a_bad_one(plan, data):
    found = best_first(run_sweep(plan, rates(1e-5, 0.1), data))
    assert [one.changes["learning_rate"] for one in found] == [0.1, 1e-5]
    assert found[0].accuracy > 0.6 > found[1].accuracy
    assert found[0].loss < found[1].loss
    assert all(one.seconds > 0 and not one.problem for one in found)


def test_a_trial_is_what_fit_and_score_give_by_hand(plan, data):
    (found,) = run_sweep(plan, rates(0.05), data)
    settings = plan.with_changes({"learning_rate": 0.05}).settings
    by_hand = NetworkClassifier.from_settings("mlp", plan.parameters, settings)
    by_hand.fit(data.train.images, data.train.labels)
    assert found.accuracies == (by_hand.score(data.validation.images, data.validation.labels),)


def test_repetitions_have_other_seeds_and_give_a_spread(plan, data):
    (once,) = run_sweep(plan, rates(0.05), data)
    (found,) = run_sweep(plan, rates(0.05), data, repeats=3)
    assert found.accuracies[0] == once.accuracies[0]
    assert len(set(found.accuracies)) > 1
    assert found.accuracy == pytest.approx(np.mean(found.accuracies))
    assert found.spread == pytest.approx(np.std(found.accuracies, ddof=1))


def test_what_cannot_be_trained_is_told_and_does_not_stop_the_others(plan, data):
    trials = [{"learning_rate": -1.0}, {"nonsense": 3}, {"learning_rate": 0.05}]
    found = best_first(run_sweep(plan, trials, data))
    assert [one.number for one in found] == [3, 1, 2]
    assert "learning rate must be above 0" in str(found[1].problem)
    assert "nonsense" in str(found[2].problem)


def test_equal_accuracies_are_ordered_by_loss():
    ones = [Outcome(n, {}, (0.9,), (loss,)) for n, loss in enumerate((0.4, 0.2, 0.3))]
    assert [one.number for one in best_first(ones)] == [1, 2, 0]


@pytest.mark.parametrize(
    ("model", "changes"),
    [("softmax", {"steps": 20}), ("svm-hog", {"landmarks": 60, "components": 20})],
)
def test_machines_are_swept_over_their_parameters(model, changes):
    data = SweepData.split(few_digits(260), 100, seed=0)
    machine = TrainingPlan.usual(model).with_changes(changes)
    name = "penalty" if model == "softmax" else "C"
    found = list(run_sweep(machine, combinations({name: [0.001, 1.0]}), data))
    assert max(one.accuracy for one in found) > 0.4
    assert found[0].accuracies != found[1].accuracies
    assert classifier_of(machine).get_params()[next(iter(changes))] == next(iter(changes.values()))


def test_a_machine_is_not_swept_over_what_it_would_not_notice(data):
    machine = TrainingPlan.usual("softmax").with_changes({"steps": 5})
    (found,) = run_sweep(machine, [{"rotation": 9.0}], data)
    assert "rotation is none" in str(found.problem)


def test_the_same_sweep_in_two_processes_gives_the_same_outcomes(plan, data):
    pytest.importorskip("joblib")
    trials = rates(0.02, 0.05, 0.1)
    here = {one.number: one.accuracies for one in run_sweep(plan, trials, data)}
    there = run_sweep(plan, trials, data, jobs=2, backend="loky")
    assert {one.number: one.accuracies for one in there} == here


def test_own_samples_are_held_out_before_they_are_repeated(monkeypatch):
    digits = few_digits(60)
    often = type(digits)(digits.images, digits.labels, "few", times=np.full(60, 5, np.int64))
    split = SweepData.split(often, 20, seed=0)
    assert len(split.train) == 200
    assert len(split.validation) == 20
    held_out = {image.tobytes() for image in split.validation.images}
    assert not held_out & {image.tobytes() for image in split.train.images}

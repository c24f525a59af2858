"""A sweep on a local cluster of two processes: the extra [cluster]."""

import json

import pytest

from digitpad.cli.main import main
from digitpad.data.training_ink import NO_INK
from digitpad.estimators.network import NetworkClassifier
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.sweep import SweepData, run_sweep
from digitpad.jobs.sweep_choices import combinations
from tests.data.few_digits import few_digits

distributed = pytest.importorskip("distributed")
joblib = pytest.importorskip("joblib")
model_selection = pytest.importorskip("sklearn.model_selection")

pytestmark = pytest.mark.filterwarnings("default")

SETTINGS = {"epochs": 2, "batch_size": 20, "threads": 1}


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster


@pytest.fixture
def client(cluster):
    with distributed.Client(cluster) as client:
        yield client


def test_a_sweep_on_the_cluster_gives_the_same_outcomes_as_here(client):
    data = SweepData.split(few_digits(600), 200, seed=0)
    plan = TrainingPlan.usual("mlp").with_changes({**SETTINGS, **NO_INK})
    trials = combinations({"learning_rate": [0.02, 0.1], "hidden": [[8], [16]]})
    here = {one.number: one.accuracies for one in run_sweep(plan, trials, data)}
    there = list(run_sweep(plan, trials, data, backend="dask", jobs=-1))
    assert {one.number: one.accuracies for one in there} == here
    assert len(here) == 4
    worked = client.run(lambda dask_worker: dask_worker.state.executed_count)
    assert len(worked) == 2
    assert all(count > 0 for count in worked.values())


def test_grid_search_runs_on_the_cluster(client):
    digits = few_digits(400)
    search = model_selection.GridSearchCV(
        NetworkClassifier("mlp", hidden=[16], **SETTINGS),
        {"learning_rate": [1e-5, 0.1]},
        cv=2,
    )
    with joblib.parallel_backend("dask"):
        search.fit(digits.images.reshape(400, -1), digits.labels)
    assert search.best_params_["learning_rate"] == 0.1
    assert search.best_score_ > 0.4


def test_the_command_runs_on_a_cluster_by_its_address(cluster, capsys):
    arguments = ["sweep", "--mnist", "600", "--validation", "200", "--set", "epochs=1"]
    arguments += ["hidden=[8]", "threads=1", "--grid", "batch_size=20,40", "--json"]
    assert main([*arguments, "--cluster", cluster.scheduler_address]) == 0
    there = capsys.readouterr().out
    assert main(arguments) == 0
    here = capsys.readouterr().out
    assert outcomes(there) == outcomes(here)


def outcomes(text):
    found = json.loads(text)["outcomes"]
    return [(one["changes"], one["accuracies"]) for one in found]

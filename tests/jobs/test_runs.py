"""All runs: what is found again, what waits for a decision, what is left alone."""

import json
import math

import pytest

from digitpad.common.errors import TrainingError
from digitpad.common.user_folders import user_models
from digitpad.jobs.run_folder import Run
from digitpad.jobs.runs import runs, tidy, unfinished_runs
from digitpad.library.model_file import load_model
from tests.jobs.scenarios import small_plan, trained


@pytest.fixture
def run(tmp_path):
    return Run.create(small_plan(tmp_path, epochs=1))


def test_a_run_is_found_again_with_its_plan(run):
    (found,) = runs()
    assert found == run
    assert found.state == "unfinished"
    assert (found.epoch, found.can_resume, found.kept_as) == (0, False, "")
    assert math.isnan(found.accuracy)
    assert unfinished_runs() == []


def test_a_finished_run_waits_until_it_is_kept_or_discarded(run):
    trained(run)
    assert run.state == "finished"
    assert unfinished_runs() == [run]
    assert 0 < run.accuracy < 1
    path = run.keep("my own")
    assert path == user_models() / "my own.safetensors"
    assert load_model(path).description.name == "my own"
    assert run.kept_as == "my own"
    assert unfinished_runs() == []
    tidy()
    assert runs() == []
    assert path.exists()


def test_a_damaged_run_is_left_alone_and_left_out(run):
    (run.folder / "plan.json").write_text('{"plan": {"model": "mlp"')
    assert runs() == []
    with pytest.raises(TrainingError, match="not a training run"):
        Run.read(run.folder)
    tidy()
    assert run.folder.exists()


def test_runs_that_never_got_anywhere_are_tidied_away_but_not_at_once(run):
    tidy()
    assert runs() == [run]
    path = run.folder / "plan.json"
    content = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**content, "started": "2020-01-01T00:00:00+00:00"}), "utf-8")
    tidy()
    assert runs() == []

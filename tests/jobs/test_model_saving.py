import pytest

from digitpad.jobs import model_saving
from digitpad.jobs.events import RunFailed
from digitpad.jobs.job import Job
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.run_folder import runs_folder
from digitpad.library.model_file import load_model
from tests.jobs.scenarios import small_plan


@pytest.mark.parametrize("model", ["mlp", "softmax"])
def test_a_model_that_does_not_fit_into_the_folder_is_kept_in_another_one(
    tmp_path, monkeypatch, model
):
    real = model_saving.save_model

    def full(path, saved, **options):
        if path.is_relative_to(runs_folder()) and path.name == "model.safetensors":
            raise OSError(28, "No space left on device")
        real(path, saved, **options)

    monkeypatch.setattr(model_saving, "save_model", full)
    monkeypatch.setattr(model_saving.tempfile, "tempdir", str(tmp_path))
    plan = TrainingPlan.usual(model, small_plan(tmp_path).data)
    changes = {"steps": 5} if model == "softmax" else {"epochs": 1, "hidden": [4]}
    *_, last = Job.create(plan.with_changes(changes)).run()
    assert isinstance(last, RunFailed)
    assert "the disk is full" in str(last.error)
    assert load_model(last.suggestion.values["place"]).description.architecture == model

import numpy as np

from digitpad.inspection.recorded_epochs import recorded_epochs
from digitpad.inspection.through_time import snapshots
from digitpad.modelfile import load_model, save_model
from digitpad.runs.network_work import NetworkWork
from digitpad.runs.run import Run
from digitpad.runs.snapshots import save_snapshot
from digitpad.training import EpochFinished
from tests.runs.scenarios import small_plan


def test_the_model_of_each_epoch_is_kept_and_found_again_from_the_finished_one(tmp_path):
    run = Run.create(small_plan(tmp_path, epochs=2))
    work = NetworkWork.begin(run.plan)
    candidates = []
    for event in work.events():
        if isinstance(event, EpochFinished):
            save_snapshot(run.folder, work.trainer, run.plan, event.epoch)
            tensors = work.trainer.candidate()
            candidates.append({name: tensor.copy() for name, tensor in tensors.items()})
    assert len(snapshots(run.folder)) == 2
    save_model(run.model, work.model("mine"))
    classifier = load_model(run.keep("mine")).classifier
    found = recorded_epochs(classifier)
    assert [snapshot.epoch for snapshot in found] == [1, 2]
    for snapshot, tensors in zip(found, candidates, strict=True):
        kept = load_model(snapshot.path).classifier.tensors()
        assert all(np.array_equal(kept[name], tensor) for name, tensor in tensors.items())

import numpy as np

from digitpad.jobs.network_work import NetworkWork
from digitpad.jobs.run_folder import Run
from digitpad.library.model_data import recorded_epochs, snapshot_path, snapshots
from digitpad.library.model_file import load_model, save_model
from digitpad.training.events import EpochFinished
from tests.jobs.scenarios import small_plan


def test_the_model_of_each_epoch_is_kept_and_found_again_from_the_finished_one(tmp_path):
    run = Run.create(small_plan(tmp_path, epochs=2))
    work = NetworkWork.begin(run.plan)
    candidates = []
    for event in work.events():
        if isinstance(event, EpochFinished):
            save_model(snapshot_path(run.folder, event.epoch), work.candidate("epoch"))
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

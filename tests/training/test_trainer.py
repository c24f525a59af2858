"""The trainer: it learns, it is reproducible, and it goes on where it was stopped."""

import json
import math
from dataclasses import asdict
from itertools import islice

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from digitpad.common.cancellation import Interrupted, cancellable
from digitpad.common.errors import (
    CheckpointVersionError,
    DivergedError,
    ParameterError,
    TrainingError,
)
from digitpad.data.augmentation import Augmentation
from digitpad.data.training_ink import NO_INK
from digitpad.nn.architectures import architecture
from digitpad.training.changes import Change
from digitpad.training.checkpoint import read_header, resume, save_checkpoint
from digitpad.training.settings import DEFAULT_SETTINGS, TrainingSettings
from digitpad.training.trainer import (
    BatchFinished,
    EpochFinished,
    Trainer,
    TrainingFinished,
    hold_out,
)
from tests.data.few_digits import few_digits

QUICK = {"epochs": 2, "batch_size": 100, "validation": 200, "threads": 2}
QUICK |= NO_INK
CNN = {"filters": [6, 8], "hidden": 16, "dropout": 0.1}
FEW_FILTERS = {"epochs": 5, "batch_size": 25, "learning_rate": 0.05, "average_decay": 0.9}


def trainer(name="mlp", parameters=None, **changes):
    kind = architecture(name)
    settings = DEFAULT_SETTINGS[kind.name].with_changes({**QUICK, **changes})
    return Trainer(kind, parameters or {}, settings, few_digits())


def finished(run):
    events = list(run.run())
    return run.network.vector.copy(), events


@pytest.mark.parametrize(
    ("name", "parameters", "changes", "expected"),
    [
        ("mlp", {}, {"epochs": 5}, 0.8),
        ("cnn-small", {}, {"epochs": 4, "optimizer": "adam", "learning_rate": 3e-3}, 0.8),
        ("cnn", CNN, FEW_FILTERS, 0.8),
    ],
)
def test_a_network_learns_digits_it_has_not_seen(name, parameters, changes, expected):
    _, events = finished(trainer(name, parameters, **changes))
    epochs = [event for event in events if isinstance(event, EpochFinished)]
    assert epochs[-1].validation_accuracy > expected
    assert epochs[-1].loss < epochs[0].loss


def test_events_come_in_order_and_count_up():
    _, events = finished(trainer())
    kinds = [type(event) for event in events]
    epoch = [BatchFinished] * 10 + [EpochFinished]
    assert kinds == [*epoch, *epoch, TrainingFinished]
    assert [event.step for event in events[:10]] == list(range(1, 11))
    assert events[-1].chosen_epoch in {1, 2}


@pytest.mark.parametrize("name", ["mlp", "cnn"])
def test_the_same_seed_gives_the_same_model_to_the_last_bit(name):
    parameters = CNN if name == "cnn" else {}
    vectors = [
        finished(trainer(name, parameters, seed=seed, rotation=5.0, elastic=0.5))[0]
        for seed in (7, 7, 8)
    ]
    np.testing.assert_array_equal(vectors[0], vectors[1])
    assert (vectors[0] != vectors[2]).any()


@pytest.mark.parametrize("stop_after", [3, 11, 15])
@pytest.mark.parametrize("name", ["mlp", "cnn"])
def test_a_resumed_run_gives_the_model_of_an_undisturbed_one(tmp_path, name, stop_after):
    parameters = CNN if name == "cnn" else {}
    changes = {"average_decay": 0.9, "optimizer": "adamw", "learning_rate": 3e-3, "shift": 1.0}
    undisturbed, events = finished(trainer(name, parameters, **changes))
    path = tmp_path / "run.checkpoint"
    stopped = trainer(name, parameters, **changes)
    list(islice(stopped.run(), stop_after))
    save_checkpoint(path, stopped, {"note": "kept"})
    resumed = resume(path, few_digits())
    vector, later = finished(resumed)
    np.testing.assert_array_equal(vector, undisturbed)
    assert read_header(path).extra == {"note": "kept"}
    assert later[-1].chosen_epoch == events[-1].chosen_epoch
    assert [e.loss for e in later[-1].history] == [e.loss for e in events[-1].history]


def test_a_run_of_an_earlier_version_with_batch_normalization_is_refused(tmp_path):
    path, stopped = tmp_path / "run.checkpoint", trainer("cnn", CNN)
    list(islice(stopped.run(), 2))
    save_checkpoint(path, stopped, {})
    with safe_open(path, framework="numpy") as file:
        header = file.metadata()
    tensors = load_file(path)
    tensors["network.batchnorm1.gamma"] = tensors.pop("network.conv1.bias")
    save_file(tensors, path, header)
    with pytest.raises(CheckpointVersionError, match=r"run\.checkpoint.*only earlier versions"):
        resume(path, few_digits())


def test_a_checkpoint_refuses_other_data(tmp_path):
    stopped = trainer()
    list(islice(stopped.run(), 2))
    save_checkpoint(tmp_path / "run.checkpoint", stopped, {})
    with pytest.raises(TrainingError, match="other data"):
        resume(tmp_path / "run.checkpoint", few_digits(1100))


@pytest.mark.parametrize("damage", [b"", b"rubbish", None])
def test_a_damaged_checkpoint_is_named(tmp_path, damage):
    path = tmp_path / "run.checkpoint"
    if damage is not None:
        path.write_bytes(damage)
    with pytest.raises(TrainingError, match=r"run\.checkpoint"):
        read_header(path)


def test_a_diverging_run_keeps_the_best_epoch_and_says_what_helps():
    run = trainer(epochs=3)
    events = run.run()
    for event in events:
        if isinstance(event, EpochFinished):
            break
    run.network.vector[:] = np.inf
    with pytest.raises(TrainingError, match=r"lower learning rate.*usually helps"):
        list(events)
    assert np.isfinite(run.network.vector).all()


def test_the_held_out_digits_are_not_trained_on():
    digits = few_digits()
    train, validation = hold_out(digits, 200, seed=1)
    assert (len(train), len(validation)) == (1000, 200)
    held = {image.tobytes() for image in validation.images}
    assert not held & {image.tobytes() for image in train.images}


def test_without_validation_the_last_epoch_is_the_model():
    _, events = finished(trainer(validation=0))
    assert events[-1].chosen_epoch == 2
    assert math.isnan(events[-2].validation_loss)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"epochs": 0}, "epochs must be at least 1"),
        ({"batch_size": 0}, "batch size must be at least 1"),
        ({"learning_rate": math.nan}, "learning rate"),
        ({"momentum": 1.5}, "momentum"),
        ({"optimizer": "lion"}, "sgd, adam, adamw"),
        ({"schedule": "linear"}, "one-cycle"),
        ({"rotation": -1.0}, "rotation must be at least 0"),
        ({"colour": 3}, "no training setting 'colour'"),
    ],
)
def test_settings_that_cannot_work_are_refused_before_the_start(changes, words):
    with pytest.raises(ParameterError, match=words):
        TrainingSettings().with_changes(changes)


def test_a_batch_larger_than_the_set_is_refused():
    with pytest.raises(TrainingError, match="batch of 2000 is larger"):
        trainer(batch_size=2000)


def test_holding_out_everything_is_refused():
    with pytest.raises(TrainingError, match="cannot be held out"):
        trainer(validation=1200)


def test_settings_survive_json():
    settings = TrainingSettings(epochs=3, augmentation=Augmentation(rotation=4.0))
    assert TrainingSettings().with_changes(json.loads(json.dumps(settings.to_dict()))) == settings


@pytest.mark.parametrize("name", ["mlp", "cnn"])
@pytest.mark.parametrize("breaths", [2, 40, 41, 90])
def test_a_run_interrupted_in_the_middle_of_a_batch_goes_on_as_if_nothing_had_happened(
    name, breaths
):
    parameters = CNN if name == "cnn" else {}
    changes = {"average_decay": 0.9, "elastic": 0.5, "synthetic": 60, "non_digits": 20}
    expected, _ = finished(trainer(name, parameters, **changes))
    run = trainer(name, parameters, **changes)
    calls = []

    def check():
        calls.append(1)
        if len(calls) > breaths:
            raise Interrupted

    with cancellable(check), pytest.raises(Interrupted):
        finished(run)
    vector, _ = finished(run)
    np.testing.assert_array_equal(vector, expected)


def test_changes_on_the_way_are_repeated_at_the_same_places(tmp_path):
    run = trainer(epochs=3, shift=1.0)
    for event in run.run():
        if isinstance(event, BatchFinished) and (event.epoch, event.step) == (1, 4):
            run.change({"learning_rate": 0.03, "momentum": 0.5})
        if isinstance(event, EpochFinished) and event.epoch == 1:
            save_checkpoint(tmp_path / "one", run, {})
        if isinstance(event, BatchFinished) and (event.epoch, event.step) == (2, 10):
            run.change({"augmentation": {"rotation": 9.0}})
        if isinstance(event, EpochFinished) and event.epoch == 3:
            run.change({"epochs": 4})
    assert run.settings.augmentation.rotation == 9
    assert run.planned.epochs == 3
    again = trainer(epochs=3, shift=1.0)
    again.changes.to_come = list(run.changes.made)
    vector, events = finished(again)
    np.testing.assert_array_equal(vector, run.network.vector)
    assert len(events[-1].history) == 4
    resumed = resume(tmp_path / "one", few_digits())
    assert resumed.settings.momentum == 0.5
    resumed.changes.to_come = run.changes.made[1:]
    vector, _ = finished(resumed)
    np.testing.assert_array_equal(vector, run.network.vector)
    different, _ = finished(trainer(epochs=4, shift=1.0))
    assert (different != vector).any()


def test_the_last_epochs_can_go_without_augmentation():
    """Up to there nothing differs; then the digits come as they are."""
    without, _ = finished(trainer())
    half, _ = finished(trainer(plain_epochs=1))
    plain, _ = finished(trainer(augmentation=Augmentation()))
    all_plain, _ = finished(trainer(plain_epochs=2))
    np.testing.assert_array_equal(all_plain, plain)
    run = trainer()
    for event in run.run():
        if isinstance(event, EpochFinished) and event.epoch == 1:
            run.change({"augmentation": asdict(Augmentation())})
    np.testing.assert_array_equal(half, run.network.vector)
    assert (half != without).any()


def test_whoever_changes_something_in_a_repeated_run_takes_over():
    run = trainer()
    run.changes.to_come = [Change(2, 0, {"learning_rate": 0.5})]
    run.change({"learning_rate": 0.01})
    finished(run)
    assert run.settings.learning_rate == 0.01


@pytest.mark.parametrize(
    "settings", [{"batch_size": 3}, {"learning_rate": 0.0}, {"momentum": 1.0}, {"epochs": 0}]
)
def test_what_cannot_be_changed_on_the_way_is_refused(settings):
    with pytest.raises(ParameterError):
        trainer().change(settings)


def test_a_loss_that_is_finite_but_hopeless_is_a_divergence_too():
    run = trainer(epochs=20, learning_rate=400.0, schedule="constant", momentum=0.0)
    with pytest.raises(DivergedError, match="diverged"):
        finished(run)
    assert run.return_to_best()
    assert run.settings.learning_rate == 100
    assert run.state.epoch == run.state.best_epoch + 1
    assert len(run.state.history) == run.state.best_epoch
    assert not any(memory.any() for memory in run.optimizer.state.values())


def test_the_confusion_is_counted_on_the_validation_digits_or_on_some_that_are_learned():
    for validation, count in ((200, 200), (0, 1200)):
        run = trainer(validation=validation, synthetic=30, epochs=3)
        _, events = finished(run)
        confusion = run.confusion()
        assert confusion.sum() == count
        right = np.trace(confusion) / count
        last = events[-1].history[-1]
        expected = last.validation_accuracy if validation else last.accuracy
        assert abs(right - expected) < (1e-9 if validation else 0.3)
        assert right > 0.6


def test_stopping_early_makes_a_model_of_the_unfinished_epoch():
    run = trainer(validation=0)
    list(islice(run.run(), 4))
    latest = run.network.vector.copy()
    assert run.stop_early().epoch == 1
    assert run.conclude().chosen_epoch == 1
    np.testing.assert_array_equal(run.network.vector, latest)
    assert run.stopped_at == (1, 4)


def test_one_more_epoch_after_the_end_goes_on_from_the_latest_weights():
    def asked(epochs):
        return trainer(epochs=epochs, validation=0, schedule="constant")

    run = asked(3)
    finished(run)
    run.state.best["dense1.weight"][:] = 0  # the model was that of another epoch
    run.change({"epochs": 4})
    vector, _ = finished(run)
    expected, _ = finished(asked(4))
    np.testing.assert_array_equal(vector, expected)


def test_weights_that_overflow_in_the_last_step_are_a_divergence():
    run = trainer(epochs=2, learning_rate=0.05, momentum=0.0, schedule="constant")
    error = None
    try:
        for event in run.run():
            if isinstance(event, EpochFinished):
                kept = {name: tensor.copy() for name, tensor in run.state.best.items()}
            elif isinstance(event, BatchFinished) and event.epoch == 2:
                last = event.step == event.steps
                if last:
                    run.network.vector[:3] = np.inf
    except DivergedError as found:
        error = found
    assert error is not None
    assert "a weight became infinite" in str(error)
    for name, tensor in run.network.tensors().items():
        np.testing.assert_array_equal(tensor, kept[name])

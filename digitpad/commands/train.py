"""`digitpad train`: train a model, watch it learn, stop and resume."""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import shlex
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from digitpad import __version__
from digitpad.architectures import ARCHITECTURES, architecture
from digitpad.calibration import calibrate
from digitpad.checkpoint import read_header, resume, save_checkpoint
from digitpad.classifier import NetworkClassifier
from digitpad.commands import train_machine
from digitpad.commands.training_progress import Progress
from digitpad.data.augment import Augmentation
from digitpad.data.mnist import load_idx_pair, load_mnist
from digitpad.errors import ParameterError
from digitpad.evaluation import evaluate
from digitpad.machines import MACHINES
from digitpad.modelfile import SUFFIX, Model, ModelDescription, save_model
from digitpad.paths import user_models
from digitpad.settings import TrainingSettings
from digitpad.training import EpochFinished, Trainer, TrainingFinished

INTERRUPTED = 130


def register(commands: Any) -> None:
    """Add the command, with one option for every training setting."""
    command = commands.add_parser("train", help="train a model and watch it learn")
    command.add_argument(
        "--model",
        default="mlp",
        choices=[*ARCHITECTURES, *MACHINES],
        help="which kind of model (default: mlp)",
    )
    command.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a parameter of the architecture, such as hidden=[64,32]",
    )
    command.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="the model's file (default: a new name in your own models)",
    )
    command.add_argument("--overwrite", action="store_true", help="replace the file if it exists")
    command.add_argument(
        "--idx",
        nargs=2,
        type=Path,
        metavar=("IMAGES", "LABELS"),
        help="train on an IDX set instead of MNIST",
    )
    command.add_argument("--resume", type=Path, metavar="CHECKPOINT", help="go on with a run")
    command.add_argument("--log", type=Path, metavar="FILE", help="a JSON line for every epoch")
    command.add_argument("--quiet", action="store_true", help="no progress, only the result")
    settings = command.add_argument_group("settings (defaults depend on the model)")
    for holder in (TrainingSettings, Augmentation):
        for field in dataclasses.fields(holder):
            if field.name != "augmentation":
                _add_setting(settings, field)
    command.set_defaults(run=run)


def _add_setting(group: Any, field: dataclasses.Field[Any]) -> None:
    option = "--" + field.name.replace("_", "-")
    if field.type == "bool":
        group.add_argument(option, action=argparse.BooleanOptionalAction)
    else:
        kind = {"int": int, "float": float, "str": str}[str(field.type)]
        group.add_argument(option, type=kind, metavar=kind.__name__.upper())


def run(arguments: argparse.Namespace) -> int:
    """Train to the end, or to Ctrl-C."""
    if arguments.model in MACHINES and not arguments.resume:
        return _run_machine(arguments)
    trainer, record = _resumed(arguments) if arguments.resume else _new(arguments)
    out = Path(record["out"])
    checkpoint = out.with_suffix(".checkpoint")
    with _stop_on_interrupt() as stop, Progress(trainer, quiet=arguments.quiet) as progress:
        for event in trainer.run():
            progress.show(event)
            if isinstance(event, EpochFinished):
                save_checkpoint(checkpoint, trainer, record)
                _log(arguments.log, event)
            if stop.is_set() and not isinstance(event, TrainingFinished):
                save_checkpoint(checkpoint, trainer, record)
                command = f"digitpad train --resume {shlex.quote(str(checkpoint))}"
                progress.say(f"Stopped. What is learned so far is kept; to go on: {command}")
                return INTERRUPTED
    _finish(trainer, record, out, quiet=arguments.quiet)
    checkpoint.unlink(missing_ok=True)
    return 0


def _run_machine(arguments: argparse.Namespace) -> int:
    kind = MACHINES[arguments.model]
    given = _given(arguments)
    plan = train_machine.Plan(
        kind, kind.complete(_parameters(arguments.set)), _out(arguments), arguments.idx
    )
    plan = plan.with_changes(given)
    command = _reproducing_command(arguments, kind.name, given)
    with _stop_on_interrupt() as stop:
        return train_machine.run(plan, command, stop.is_set, quiet=arguments.quiet)


def _given(arguments: argparse.Namespace) -> dict[str, Any]:
    """The settings that were given on the command line."""
    names = [
        f.name for holder in (TrainingSettings, Augmentation) for f in dataclasses.fields(holder)
    ]
    return {n: getattr(arguments, n) for n in names if getattr(arguments, n, None) is not None}


def _out(arguments: argparse.Namespace) -> Path:
    """Where the model goes; refused where it would replace another unasked."""
    out: Path = arguments.out or _free_name(arguments.model)
    if out.suffix != SUFFIX:
        raise ParameterError(f"{out}: a model's file ends in {SUFFIX}")
    if out.exists() and not arguments.overwrite:
        raise ParameterError(f"{out}: there is a model of this name; --overwrite replaces it")
    return out


def _new(arguments: argparse.Namespace) -> tuple[Trainer, dict[str, Any]]:
    kind = architecture(arguments.model)
    given = _given(arguments)
    # Synthetic digits belong to MNIST's classes; another set is trained on alone unless asked.
    usual = {"synthetic": 0, "non_digits": 0} if arguments.idx else {}
    settings = kind.settings.with_changes(usual | given)
    out = _out(arguments)
    digits = load_idx_pair(*arguments.idx) if arguments.idx else load_mnist("train")
    trainer = Trainer(kind, _parameters(arguments.set), settings, digits)
    record = {
        "out": str(out),
        "idx": [str(path) for path in arguments.idx or []],
        "command": _reproducing_command(arguments, kind.name, given),
    }
    return trainer, record


def _resumed(arguments: argparse.Namespace) -> tuple[Trainer, dict[str, Any]]:
    record = read_header(arguments.resume)["extra"]
    digits = (
        load_idx_pair(record["idx"][0], record["idx"][1]) if record["idx"] else load_mnist("train")
    )
    return resume(arguments.resume, digits), record


def _parameters(texts: list[str]) -> dict[str, Any]:
    """`hidden=[64,32]` -> {"hidden": [64, 32]}; what is not JSON is a word."""
    parameters: dict[str, Any] = {}
    for text in texts:
        name, separator, value = text.partition("=")
        if not separator:
            raise ParameterError(f"--set takes NAME=VALUE, not {text!r}")
        try:
            parameters[name] = json.loads(value)
        except json.JSONDecodeError:
            parameters[name] = value
    return parameters


def _reproducing_command(arguments: argparse.Namespace, name: str, given: dict[str, Any]) -> str:
    words = ["digitpad", "train", "--model", name]
    for text in arguments.set:
        words += ["--set", text]
    for setting, value in given.items():
        option = setting.replace("_", "-")
        if isinstance(value, bool):
            words.append(f"--{option}" if value else f"--no-{option}")
        else:
            words += [f"--{option}", f"{value:g}" if isinstance(value, float) else str(value)]
    if arguments.idx:
        words += ["--idx", *(path.name for path in arguments.idx)]
    return shlex.join(words)


def _free_name(name: str) -> Path:
    """`mlp-1`, `mlp-2`, ...: the first that is not taken."""
    number = 1
    while (path := user_models() / f"{name}-{number}{SUFFIX}").exists():
        number += 1
    return path


@contextmanager
def _stop_on_interrupt() -> Iterator[threading.Event]:
    """Turn the first Ctrl-C into a wish to stop after the present batch; the second one kills."""
    stop = threading.Event()
    before = signal.getsignal(signal.SIGINT)

    def wish(*_: Any) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, wish)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _log(path: Path | None, event: EpochFinished) -> None:
    if path is not None:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(dataclasses.asdict(event)) + "\n")


def _finish(trainer: Trainer, record: dict[str, Any], out: Path, *, quiet: bool) -> None:
    """Measure, save, and say where."""
    classifier = NetworkClassifier.from_network(
        trainer.architecture.name,
        trainer.parameters,
        trainer.network,
        classes=np.arange(trainer.classes),
    )
    description = ModelDescription(
        name=out.stem,
        architecture=trainer.architecture.name,
        parameters=trainer.parameters,
        classes=tuple(range(trainer.classes)),
        non_digits=trainer.settings.non_digits > 0,
        training=_training_record(trainer, record),
        measured={} if record["idx"] else _measure(classifier),
        calibration={} if record["idx"] else calibrate(classifier),
    )
    save_model(out, Model(description, classifier))
    for name, value in description.measured.items():
        if not quiet:
            print(f"{name.replace('_', ' ')}: {value:.4f}")
    print(f"Saved as {out}")


def _measure(classifier: NetworkClassifier) -> dict[str, float]:
    result = evaluate(classifier, load_mnist("test"))
    return {"mnist_test_accuracy": result.accuracy, "mnist_test_loss": result.loss}


def _training_record(trainer: Trainer, record: dict[str, Any]) -> dict[str, Any]:
    """Nothing in it depends on the clock, so the same run gives the same file."""
    figures = ("epoch", "loss", "accuracy", "validation_loss", "validation_accuracy")
    return {
        "command": record["command"],
        "data": trainer.train.name,
        "count": len(trainer.train.labels),
        "settings": {**trainer.settings.to_dict(), "threads": trainer.settings.thread_count},
        "chosen_epoch": trainer.state.best_epoch,
        "history": [
            [_without_nan(getattr(epoch, figure)) for figure in figures]
            for epoch in trainer.state.history
        ],
        "digitpad": __version__,
        "numpy": np.__version__,
    }


def _without_nan(value: float) -> float | None:
    """JSON has no NaN."""
    return None if math.isnan(value) else value

"""The options of `digitpad train`: one for everything that a training plan has."""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path
from typing import Any

from digitpad.architectures import ARCHITECTURES
from digitpad.data.augment import Augmentation
from digitpad.errors import ParameterError
from digitpad.machines import MACHINES
from digitpad.model_names import check_name, free_name, is_taken
from digitpad.modelfile import SUFFIX
from digitpad.paths import user_models
from digitpad.settings import TrainingSettings
from digitpad.training_plan import DataChoice, TrainingPlan, usual_settings
from digitpad.training_plan.choice import MACHINE_SETTINGS, kind_of_model
from digitpad.training_plan.command import setting_names

HOLDERS = (TrainingSettings, Augmentation)


def add_options(command: argparse.ArgumentParser) -> None:
    """Everything that can be said about a run."""
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
    command.add_argument("--start", metavar="MODEL", help="begin with the weights of this model")
    _add_data(command.add_argument_group("data (default: all of MNIST's training digits)"))
    _add_places(command.add_argument_group("files"))
    settings = command.add_argument_group("settings (defaults depend on the model)")
    for holder in HOLDERS:
        for field in dataclasses.fields(holder):
            if field.name in setting_names(holder):
                _add_setting(settings, field)


def _add_data(group: Any) -> None:
    group.add_argument(
        "--mnist",
        type=int,
        metavar="COUNT",
        help="so many of MNIST's training digits (default: all, or none beside --idx or --folder)",
    )
    group.add_argument(
        "--samples",
        type=int,
        metavar="TIMES",
        help="your own samples too, each coming up so many times in an epoch",
    )
    group.add_argument("--idx", nargs=2, metavar=("IMAGES", "LABELS"), help="an IDX set")
    group.add_argument("--folder", metavar="DIR", help="pictures in folders named 0 to 9")


def _add_places(group: Any) -> None:
    where = group.add_mutually_exclusive_group()
    where.add_argument("--name", help="the model's name among your own (default: a new one)")
    where.add_argument("--out", type=Path, metavar="FILE", help="the model's file, anywhere")
    group.add_argument("--overwrite", action="store_true", help="replace the file if it exists")
    group.add_argument(
        "--keep-epochs",
        action="store_true",
        help="keep the model of every epoch too, for `digitpad inspect --epochs` and the inspector",
    )
    group.add_argument(
        "--resume",
        type=Path,
        metavar="CHECKPOINT",
        help="go on with a run: its checkpoint, or the folder of one begun in the window",
    )
    group.add_argument("--log", type=Path, metavar="FILE", help="a JSON line for every epoch")
    group.add_argument("--quiet", action="store_true", help="no progress, only the result")


def _add_setting(group: Any, field: dataclasses.Field[Any]) -> None:
    option = "--" + field.name.replace("_", "-")
    if field.type == "bool":
        group.add_argument(option, action=argparse.BooleanOptionalAction)
    else:
        kind = {"int": int, "float": float, "str": str}[str(field.type)]
        group.add_argument(option, type=kind, metavar=kind.__name__.upper())


def plan_from(arguments: argparse.Namespace) -> TrainingPlan:
    """The plan that the options make. Raises `ParameterError` for all that cannot work."""
    own = arguments.idx or arguments.folder
    mnist = arguments.mnist if arguments.mnist is not None else 0 if own else DataChoice().mnist
    data = DataChoice(
        mnist=mnist,
        samples=arguments.samples or 0,
        idx=tuple(arguments.idx) if arguments.idx else None,
        folder=arguments.folder,
    )
    plan = TrainingPlan(
        model=arguments.model,
        parameters=_parameters(arguments.set),
        settings=usual_settings(arguments.model, data).with_changes(_given(arguments)),
        data=data,
        start=arguments.start or "",
    )
    if arguments.keep_epochs and plan.is_machine:
        raise ParameterError(f"{plan.model} learns in one go; there are no epochs to keep")
    if problems := plan.problems():
        raise ParameterError("; ".join(problem.reason for problem in problems))
    return plan


def _given(arguments: argparse.Namespace) -> dict[str, Any]:
    """The settings that were given on the command line."""
    names = [name for holder in HOLDERS for name in setting_names(holder)]
    given = {n: getattr(arguments, n) for n in names if getattr(arguments, n, None) is not None}
    possible = {*MACHINE_SETTINGS, *setting_names(Augmentation)}
    if arguments.model in MACHINES and (wrong := [name for name in given if name not in possible]):
        parameters = ", ".join(kind_of_model(arguments.model).parameters)
        raise ParameterError(
            f"{arguments.model} has no setting {wrong[0].replace('_', '-')!r}; its parameters "
            f"are given with --set: {parameters}"
        )
    return given


def refuse_beside_resume(arguments: argparse.Namespace) -> None:
    """A run that goes on keeps its own plan. Raises `ParameterError`."""
    names = ("set", "start", "mnist", "samples", "idx", "folder", "name", "out", "keep_epochs")
    given = [*_given(arguments), *(name for name in names if getattr(arguments, name))]
    if given:
        raise ParameterError(
            f"--resume goes on with the run's own plan; leave out --{given[0].replace('_', '-')}"
        )


def place_for(arguments: argparse.Namespace) -> Path:
    """Where the model goes; refused where it would replace another unasked."""
    if arguments.name:
        check_name(arguments.name)
        if is_taken(arguments.name) and not arguments.overwrite:
            raise ParameterError(
                f"there is a model called {arguments.name!r}; --overwrite replaces it"
            )
        return user_models() / f"{arguments.name}{SUFFIX}"
    out: Path = arguments.out or user_models() / f"{free_name(arguments.model)}{SUFFIX}"
    if out.suffix != SUFFIX:
        raise ParameterError(f"{out}: a model's file ends in {SUFFIX}")
    if out.exists() and not arguments.overwrite:
        raise ParameterError(f"{out}: there is a model of this name; --overwrite replaces it")
    return out


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

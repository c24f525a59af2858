"""The options of `digitpad train`: one for every field of a training plan."""

from __future__ import annotations

import argparse
import dataclasses
from dataclasses import replace
from pathlib import Path
from typing import Any

from digitpad.cli.options import add_flag
from digitpad.common.errors import ParameterError
from digitpad.common.reading import json_or_word
from digitpad.common.user_folders import SUFFIX
from digitpad.data.augmentation import Augmentation
from digitpad.estimators.registry import MODELS, model_kind
from digitpad.jobs.plan import SETTINGS_WITHOUT_EPOCHS, TrainingPlan, setting_names, usual_settings
from digitpad.jobs.plan_problems import name_of_run, name_problem, problems_of
from digitpad.jobs.run_folder import SaveOptions, check_place
from digitpad.jobs.runs import run_named
from digitpad.library.names import check_name, is_taken
from digitpad.training.record import DataChoice
from digitpad.training.settings import TrainingSettings

HOLDERS = (TrainingSettings, Augmentation)

INK_HELP = {
    "synthetic": "how many digits of synthetic ink are added",
    "non_digits": "how many synthetic drawings that are no digit are added, a class of their own",
    "pen_digits": "how many varied renderings of each digit of the real pen ink are added",
    "pen_letters": "how many of each of its letters and symbols are added, which are no digits",
}


def add_options(command: argparse.ArgumentParser) -> None:
    """Add all options of the command."""
    text = "which kind of model (default: %(default)s)"
    command.add_argument("--model", default="mlp", choices=list(MODELS), help=text)
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
        help="how many of MNIST's training digits (default: all, or none with --idx or --folder)",
    )
    group.add_argument(
        "--samples",
        type=int,
        metavar="TIMES",
        help="your own samples too, each of them this many times in an epoch",
    )
    group.add_argument("--idx", nargs=2, metavar=("IMAGES", "LABELS"), help="an IDX set")
    add_flag(group, "--transposed", "rows and columns are exchanged in the IDX set, as in EMNIST's")
    group.add_argument("--folder", metavar="DIR", help="pictures in folders named 0 to 9")


def _add_places(group: Any) -> None:
    where = group.add_mutually_exclusive_group()
    where.add_argument("--name", help="the model's name among your own (default: a new one)")
    where.add_argument("--out", type=Path, metavar="FILE", help="the model's file")
    add_flag(group, "--overwrite", "replace the file if it exists")
    text = "keep the model of every epoch too, for `digitpad inspect --epochs` and the inspector"
    add_flag(group, "--keep-epochs", text)
    group.add_argument(
        "--resume",
        type=Path,
        metavar="RUN",
        help="continue an interrupted run: its name as printed at the end, its folder, or a "
        "checkpoint file; --name and --out say where the model goes",
    )
    group.add_argument("--log", type=Path, metavar="FILE", help="a JSON line for every epoch")
    add_flag(group, "--quiet", "no progress, only the result")


def _add_setting(group: Any, field: dataclasses.Field[Any]) -> None:
    option, text = "--" + field.name.replace("_", "-"), INK_HELP.get(field.name)
    if field.type == "bool":
        group.add_argument(option, action=argparse.BooleanOptionalAction)
    else:
        kind = {"int": int, "float": float, "str": str}[str(field.type)]
        group.add_argument(option, type=kind, metavar=kind.__name__.upper(), help=text)


def plan_from(arguments: argparse.Namespace) -> TrainingPlan:
    """The plan that the options make. Raises `ParameterError` for all that cannot work."""
    own = arguments.idx or arguments.folder
    mnist = arguments.mnist if arguments.mnist is not None else 0 if own else DataChoice().mnist
    data = DataChoice(
        mnist=mnist,
        samples=arguments.samples or 0,
        idx=tuple(arguments.idx) if arguments.idx else None,
        folder=arguments.folder,
        transposed=arguments.transposed,
    )
    plan = TrainingPlan(
        model=arguments.model,
        parameters=_parameters(arguments.set),
        settings=usual_settings(arguments.model, data).with_changes(_given(arguments)),
        data=data,
        start=arguments.start or "",
    )
    if arguments.keep_epochs and not plan.kind.trains_in_epochs:
        raise ParameterError(
            "{model} learns in one go; there are no epochs to keep", model=plan.model
        )
    if problems := problems_of(plan):
        raise ParameterError(
            "{problems}", problems="; ".join(str(problem.reason) for problem in problems)
        )
    name = _checked_name(arguments)
    if name and not arguments.overwrite and (run := run_named(name)):
        raise name_of_run(run)
    return replace(plan, name=name)


def _given(arguments: argparse.Namespace) -> dict[str, Any]:
    """The settings that were given on the command line."""
    names = [name for holder in HOLDERS for name in setting_names(holder)]
    given = {n: getattr(arguments, n) for n in names if getattr(arguments, n, None) is not None}
    possible = {*SETTINGS_WITHOUT_EPOCHS, *setting_names(Augmentation)}
    kind = model_kind(arguments.model)
    wrong = [] if kind.trains_in_epochs else [name for name in given if name not in possible]
    if wrong:
        raise ParameterError(
            "{model} has no setting {wrong!r}; its parameters are given with --set: {parameters}",
            model=arguments.model,
            wrong=wrong[0].replace("_", "-"),
            parameters=", ".join(kind.parameters),
        )
    return given


def check_resume(arguments: argparse.Namespace) -> SaveOptions:
    """What happens with the model of a run that continues.

    Raises:
        ParameterError: an option would change the plan, or the model cannot go where it is to.
    """
    names = ("set", "start", "mnist", "samples", "idx", "transposed", "folder", "keep_epochs")
    given = [*_given(arguments), *(name for name in names if getattr(arguments, name))]
    if given:
        raise ParameterError(
            "--resume goes on with the run's own plan; leave out --{given}",
            given=given[0].replace("_", "-"),
        )
    _checked_name(arguments)
    return save_options_from(arguments)


def _checked_name(arguments: argparse.Namespace) -> str:
    """The given name, refused where it would replace another model unasked."""
    name: str = arguments.name or ""
    if name:
        check_name(name)
        if is_taken(name) and not arguments.overwrite:
            raise ParameterError(
                "there is a model called {name!r}; --overwrite replaces it", name=name
            )
    return name


def save_options_from(arguments: argparse.Namespace) -> SaveOptions:
    """What happens with the model; a file is refused where it would replace another unasked."""
    out: Path | None = arguments.out
    if out is not None:
        if out.suffix != SUFFIX:
            raise ParameterError("{out}: a model's file ends in {suffix}", out=out, suffix=SUFFIX)
        if problem := name_problem(str(out)):
            raise problem
        check_place(out)
        if out.exists() and not arguments.overwrite:
            raise ParameterError(
                "{out}: there is a model of this name; --overwrite replaces it", out=out
            )
    return SaveOptions(
        str(out.absolute()) if out else "", arguments.overwrite, arguments.keep_epochs
    )


def _parameters(texts: list[str]) -> dict[str, Any]:
    """`hidden=[64,32]` -> {"hidden": [64, 32]}; what is not JSON is a word."""
    parameters: dict[str, Any] = {}
    for text in texts:
        name, separator, value = text.partition("=")
        if not separator:
            raise ParameterError("--set takes NAME=VALUE, not {text!r}", text=text)
        parameters[name] = json_or_word(value)
    return parameters

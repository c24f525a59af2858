"""`digitpad sweep`: many trainings with different settings, and a table of what came of them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from digitpad.architectures import ARCHITECTURES
from digitpad.errors import DigitpadError, ParameterError
from digitpad.machines import MACHINES
from digitpad.sweep import (
    Outcome,
    Range,
    SweepData,
    best_first,
    check_names,
    combinations,
    drawn,
    run_sweep,
    with_changes,
)
from digitpad.sweep.trials import HERE
from digitpad.training_plan import DataChoice, TrainingPlan, load_digits

INTERRUPTED = 130
DIGITS, HELD_OUT = 12_000, 2_000
"""Few enough for many trainings, enough to tell good settings from bad ones."""


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("sweep", help="train with many settings and compare")
    command.add_argument(
        "--model",
        default="mlp",
        choices=[*ARCHITECTURES, *MACHINES],
        help="which kind of model (default: mlp)",
    )
    varied = command.add_argument_group("what is varied: settings and the model's parameters")
    varied.add_argument(
        "--grid",
        nargs="+",
        default=[],
        metavar="NAME=VALUES",
        help="values to try, such as learning_rate=0.05,0.1 'hidden=[64],[128,64]'",
    )
    varied.add_argument(
        "--range",
        nargs="+",
        default=[],
        metavar="NAME=LOW:HIGH",
        help="numbers to draw from, such as learning_rate=0.01:0.3; only with --random",
    )
    varied.add_argument(
        "--random", type=int, metavar="N", help="draw N combinations instead of trying all"
    )
    varied.add_argument(
        "--set",
        nargs="+",
        default=[],
        metavar="NAME=VALUE",
        help="what is the same in all trainings, such as epochs=3",
    )
    _add_data(command)
    running = command.add_argument_group("where it runs")
    running.add_argument("--repeats", type=int, default=1, metavar="N", help="seeds for each")
    running.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="trainings at once, in processes"
    )
    running.add_argument(
        "--cluster", metavar="ADDRESS", help="of a Dask scheduler, such as tcp://host:8786"
    )
    command.add_argument("--json", action="store_true", help="one JSON object")
    command.set_defaults(run=run)


def _add_data(command: argparse.ArgumentParser) -> None:
    data = command.add_argument_group("data")
    data.add_argument(
        "--mnist",
        type=int,
        default=DIGITS,
        metavar="N",
        help=f"how many of MNIST's training digits (default: {DIGITS:,})",
    )
    data.add_argument("--samples", type=int, default=0, metavar="TIMES", help="own samples as well")
    data.add_argument("--idx", nargs=2, metavar=("IMAGES", "LABELS"), help="an IDX set as well")
    data.add_argument("--folder", help="a folder of pictures as well")
    data.add_argument(
        "--validation",
        type=int,
        default=HELD_OUT,
        metavar="N",
        help=f"digits held out to judge by (default: {HELD_OUT:,})",
    )
    data.add_argument("--seed", type=int, default=0, help="of everything random")


def run(arguments: argparse.Namespace) -> int:
    """Try all combinations; after Ctrl-C, tell what there is so far."""
    plan = _plan(arguments)
    trials = _trials(arguments)
    data = SweepData.split(load_digits(plan), arguments.validation, arguments.seed)
    found: list[Outcome] = []
    code = 0
    try:
        with _back_end(arguments) as (backend, jobs), _told(len(trials), arguments) as tell:
            for outcome in run_sweep(
                plan, trials, data, repeats=arguments.repeats, jobs=jobs, backend=backend
            ):
                found.append(outcome)
                tell(outcome)
    except KeyboardInterrupt:
        code = INTERRUPTED
    ranked = best_first(found)
    if arguments.json:
        print(json.dumps(_as_dict(plan, data, ranked, len(trials))))
    elif ranked:
        _print(plan, ranked, len(trials))
    return code or (2 if ranked and ranked[0].problem else 0)


def _plan(arguments: argparse.Namespace) -> TrainingPlan:
    """What all trainings have in common. Synthetic ink would take longer than they do."""
    idx = tuple(arguments.idx) if arguments.idx else None
    choice = DataChoice(arguments.mnist, arguments.samples, idx, arguments.folder)
    plan = TrainingPlan.usual(arguments.model, choice)
    fixed = {name: _value(text) for name, text in _named(arguments.set, "--set")}
    check_names(plan, fixed)
    return with_changes(plan, {"synthetic": 0, "non_digits": 0, "seed": arguments.seed, **fixed})


def _trials(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    choices: dict[str, Sequence[Any] | Range] = {
        name: _values(text) for name, text in _named(arguments.grid, "--grid")
    }
    for name, text in _named(arguments.range, "--range"):
        if name in choices:
            raise ParameterError(f"{name} has values and a range; give one of them")
        choices[name] = _range(name, text)
    if not choices:
        raise ParameterError("nothing is varied; --grid NAME=VALUE,VALUE tells what to try")
    if arguments.random is not None:
        return drawn(choices, arguments.random, arguments.seed)
    return combinations(choices)


def _named(texts: list[str], option: str) -> Iterator[tuple[str, str]]:
    for text in texts:
        name, separator, value = text.partition("=")
        if not separator or not value:
            raise ParameterError(f"{option} takes NAME=..., not {text!r}")
        yield name.strip().replace("-", "_"), value


def _values(text: str) -> list[Any]:
    """`0.05,0.1` -> [0.05, 0.1]; `[64],[128,64]` -> [[64], [128, 64]]; `relu,tanh` -> words."""
    try:
        values: list[Any] = json.loads(f"[{text}]")
    except json.JSONDecodeError:
        return [_value(part) for part in text.split(",")]
    return values


def _value(text: str) -> Any:
    """What is not JSON is a word."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def _range(name: str, text: str) -> Range:
    ends = [_value(part) for part in text.split(":")]
    if len(ends) != 2 or not all(isinstance(end, int | float) for end in ends):
        raise ParameterError(f"{name}: a range is written LOW:HIGH, such as 0.01:0.3, not {text!r}")
    return Range(*ends)


@contextmanager
def _back_end(arguments: argparse.Namespace) -> Iterator[tuple[str, int]]:
    """The name of joblib's back end and how many trainings run at once."""
    needed = "needs more packages: pip install 'digitpad[cluster]'"
    if arguments.cluster:
        try:
            import distributed  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise DigitpadError(f"--cluster {needed}") from error
        client: Any = distributed.Client
        with client(arguments.cluster):
            yield "dask", -1
    elif arguments.jobs != 1:
        try:
            import joblib  # noqa: F401, PLC0415 - an extra
        except ImportError as error:
            raise DigitpadError(f"--jobs {needed}") from error
        yield "loky", arguments.jobs
    else:
        yield HERE, 1


@contextmanager
def _told(count: int, arguments: argparse.Namespace) -> Iterator[Any]:
    """A bar on the error output, with the best accuracy so far."""
    from rich.console import Console  # noqa: PLC0415 - only when something is shown
    from rich.progress import (  # noqa: PLC0415  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True, quiet=arguments.json)
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(f"sweeping {arguments.model}", total=count)
        best = 0.0

        def tell(outcome: Outcome) -> None:
            nonlocal best
            best = max(best, outcome.accuracy)
            text = f"sweeping {arguments.model}, best {best:.2%}"
            progress.update(task, advance=1, description=text)

        yield tell


def _as_dict(
    plan: TrainingPlan, data: SweepData, ranked: list[Outcome], count: int
) -> dict[str, Any]:
    return {
        "plan": plan.to_dict(),
        "train": len(data.train),
        "validation": len(data.validation),
        "trials": count,
        "outcomes": [
            {
                "number": one.number,
                "changes": one.changes,
                "accuracy": one.accuracy if one.accuracies else None,
                "spread": one.spread,
                "accuracies": one.accuracies,
                "losses": one.losses,
                "seconds": one.seconds,
                "problem": one.problem or None,
            }
            for one in ranked
        ],
        "command": None if not ranked or ranked[0].problem else _command(plan, ranked[0]),
    }


def _command(plan: TrainingPlan, best: Outcome) -> str:
    """What trains the best one on all of MNIST, with the ink that suits the model."""
    data = plan.data
    full = replace(data, mnist=DataChoice().mnist) if data.mnist else data
    usual = TrainingPlan.usual(plan.model, full).settings
    ink = {"synthetic": usual.synthetic, "non_digits": usual.non_digits}
    changed = with_changes(plan, {**ink, **best.changes})
    return replace(changed, data=full).command()


def _print(plan: TrainingPlan, ranked: list[Outcome], count: int) -> None:
    from rich.console import Console  # noqa: PLC0415 - only when a table is shown
    from rich.table import Table  # noqa: PLC0415

    names = list(dict.fromkeys(name for one in ranked for name in one.changes))
    table = Table(title=f"{plan.model}: {len(ranked)} of {count} trainings", title_justify="left")
    for name in ["", *names, "accuracy", "loss", "seconds"]:
        table.add_column(name.replace("_", " "), justify="right")
    for one in ranked:
        varied = [_shown(one.changes.get(name)) for name in names]
        if one.problem:
            table.add_row(str(one.number), *varied, "-", "-", "-")
            continue
        accuracy = f"{one.accuracy:.2%}" + (f" ± {one.spread:.2%}" if one.spread else "")
        figures = accuracy, f"{one.loss:.4f}", f"{one.seconds:.1f}"
        table.add_row(str(one.number), *varied, *figures)
    console = Console()
    console.print(table)
    for one in ranked:
        if one.problem:
            console.print(f"{one.number}: {one.problem}", highlight=False)
    if not ranked[0].problem:
        command = _command(plan, ranked[0])
        print(f"The best of these, trained on all digits:\n{command}")


def _shown(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)

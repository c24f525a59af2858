"""`digitpad sweep`: many trainings with different settings, and a table of their outcomes."""

from __future__ import annotations

import argparse
import json
import logging
import shlex
import shutil
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
from rich.table import Table

from digitpad.cli.options import add_flag
from digitpad.cli.output import visible
from digitpad.cli.tables import cell
from digitpad.common.child_processes import is_frozen
from digitpad.common.errors import DigitpadError, ParameterError, explained
from digitpad.common.reading import json_or_word
from digitpad.common.signals import Ended
from digitpad.data.training_ink import NO_INK
from digitpad.estimators.registry import MODELS
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.plan_digits import load_digits
from digitpad.jobs.run_folder import check_place
from digitpad.jobs.sweep import (
    HERE,
    Outcome,
    SweepData,
    SweepFolder,
    SweepPlan,
    best_first,
    run_sweep,
    sweeps_folder,
)
from digitpad.jobs.sweep_choices import Range, check_names, combinations, drawn
from digitpad.training.record import DataChoice

INTERRUPTED = 130
DIGITS, HELD_OUT = 12_000, 2_000
"""Few enough for many trainings, enough to tell good settings from bad ones."""

CONNECT_SECONDS = 10
FIGURES = ("number", "changes", "accuracy", "spread", "accuracies", "losses", "seconds", "problem")
_NEEDED = "needs more packages: pip install 'digitpad[cluster]'"


def register(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    text = "which kind of model (default: %(default)s)"
    command.add_argument("--model", default="mlp", choices=list(MODELS), help=text)
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
    running.add_argument(
        "--resume",
        nargs="?",
        const="",
        metavar="SWEEP",
        help="continue an interrupted sweep, the latest one by default",
    )
    add_flag(command, "--json", "one JSON object")
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
    """Try all combinations; when interrupted, show what there is so far."""
    earlier = None if arguments.resume is None else SweepFolder.read(arguments.resume)
    sweep = earlier.sweep if earlier else _sweep_plan(arguments)
    data = SweepData.split(load_digits(sweep.plan), sweep.validation, sweep.plan.settings.seed)
    check_place(sweeps_folder() / "new")
    folder = earlier or SweepFolder.create(sweep)
    code, problem = 0, None
    try:
        _try_missing(folder, data, arguments)
    except KeyboardInterrupt as error:
        code = error.exit_code if isinstance(error, Ended) else INTERRUPTED
    except (DigitpadError, OSError, MemoryError) as error:
        code, problem = 2, error
    ranked = best_first(folder.outcomes)
    if arguments.json:
        print(json.dumps(_as_dict(sweep, data, ranked)))
    elif ranked:
        _print(sweep, ranked)
    if not folder.missing or not ranked:
        shutil.rmtree(folder.folder, ignore_errors=True)
        if problem and not ranked:
            raise problem
    else:
        command = f"digitpad sweep --resume {shlex.quote(folder.folder.name)}"
        why = visible(str(explained(problem))) if problem else "stopped"
        print(f"digitpad: {why}; to go on: {command}", file=sys.stderr)
    return code or (2 if ranked and ranked[0].problem else 0)


def _try_missing(folder: SweepFolder, data: SweepData, arguments: argparse.Namespace) -> None:
    """Run the trials that are not finished, and record each."""
    sweep, missing = folder.sweep, folder.missing
    with (
        _back_end(arguments) as (backend, jobs),
        _progress(sweep, len(folder.outcomes), arguments) as show,
    ):
        for outcome in run_sweep(
            sweep.plan, missing, data, repeats=sweep.repeats, jobs=jobs, backend=backend
        ):
            folder.add(outcome)
            show(outcome)


def _sweep_plan(arguments: argparse.Namespace) -> SweepPlan:
    """What all trainings have in common, and in what each differs."""
    idx = tuple(arguments.idx) if arguments.idx else None
    choice = DataChoice(arguments.mnist, arguments.samples, idx, arguments.folder)
    plan = TrainingPlan.usual(arguments.model, choice)
    fixed = {name: json_or_word(text) for name, text in _named(arguments.set, "--set")}
    check_names(plan, fixed)
    # Drawing ink would take longer than the trainings.
    plan = plan.with_changes({**NO_INK, "seed": arguments.seed, **fixed})
    return SweepPlan(plan, _trials(arguments), arguments.validation, arguments.repeats)


def _trials(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    choices: dict[str, Sequence[Any] | Range] = {
        name: _values(text) for name, text in _named(arguments.grid, "--grid")
    }
    for name, text in _named(arguments.range, "--range"):
        if name in choices:
            raise ParameterError("{name} has values and a range; give one of them", name=name)
        ends = list(map(json_or_word, text.split(":")))
        if len(ends) != 2 or not all(isinstance(end, int | float) for end in ends):
            raise ParameterError(
                "{name}: a range is written LOW:HIGH, such as 0.01:0.3, not {text!r}",
                name=name,
                text=text,
            )
        choices[name] = Range(*ends)
    if not choices:
        raise ParameterError("nothing is varied; --grid NAME=VALUE,VALUE tells what to try")
    if arguments.random is not None:
        return drawn(choices, arguments.random, arguments.seed)
    return combinations(choices)


def _named(texts: list[str], option: str) -> Iterator[tuple[str, str]]:
    for text in texts:
        name, separator, value = text.partition("=")
        if not separator or not value:
            raise ParameterError("{option} takes NAME=..., not {text!r}", option=option, text=text)
        yield name.strip().replace("-", "_"), value


def _values(text: str) -> list[Any]:
    """`0.05,0.1` -> [0.05, 0.1]; `[64],[128,64]` -> [[64], [128, 64]]; `relu,tanh` -> words."""
    values = json_or_word(f"[{text}]")
    return values if isinstance(values, list) else list(map(json_or_word, text.split(",")))


@contextmanager
def _back_end(arguments: argparse.Namespace) -> Iterator[tuple[str, int]]:
    """The name of the back end, and how many trainings run at once."""
    if is_frozen() and (arguments.cluster or arguments.jobs != 1):
        # joblib would start this program as if it were Python; Dask is not part of it.
        raise DigitpadError(
            "this digitpad runs one training at a time; --jobs and --cluster need a digitpad that "
            "pip installs: pip install 'digitpad[cluster]'"
        )
    if arguments.cluster:
        with _dask_client(arguments.cluster):
            yield "dask", -1
    elif arguments.jobs != 1:
        try:
            import joblib  # noqa: F401, PLC0415 - an extra
        except ImportError as error:
            raise DigitpadError("--jobs {needed}", needed=_NEEDED) from error
        yield "loky", arguments.jobs
    else:
        yield HERE, 1


@contextmanager
def _dask_client(address: str) -> Iterator[None]:
    """A client of a Dask scheduler, to which it connects within some seconds."""
    try:
        import distributed  # noqa: PLC0415 - an extra
        from distributed.comm.addressing import get_address_host_port  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise DigitpadError("--cluster {needed}", needed=_NEEDED) from error
    make_client: Any = distributed.Client
    for name in ("distributed", "distributed.client"):  # each has a level of its own
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        # Without this, Dask starts threads and retries before it gives up.
        socket.create_connection(get_address_host_port(address), CONNECT_SECONDS).close()
        client = make_client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError, TypeError) as error:
        raise DigitpadError(
            "--cluster: no Dask scheduler answers at {address}; an address looks like "
            "tcp://host:8786",
            address=address,
        ) from error
    try:
        yield
    finally:
        with suppress(Exception):  # the scheduler may be dead
            client.close(timeout=CONNECT_SECONDS)


@contextmanager
def _progress(
    sweep: SweepPlan, done: int, arguments: argparse.Namespace
) -> Iterator[Callable[[Outcome], None]]:
    """A bar on the error output, with the best accuracy so far."""
    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True, quiet=arguments.json)
    model, best = sweep.plan.model, 0.0
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(f"sweeping {model}", total=len(sweep.trials), completed=done)

        def show(outcome: Outcome) -> None:
            nonlocal best
            best = max(best, outcome.accuracy)
            progress.update(task, advance=1, description=f"sweeping {model}, best {best:.2%}")

        yield show


def _as_dict(sweep: SweepPlan, data: SweepData, ranked: list[Outcome]) -> dict[str, Any]:
    return {
        "plan": sweep.plan.to_dict(),
        "train": len(data.train),
        "validation": len(data.validation),
        "trials": len(sweep.trials),
        "outcomes": [
            {name: getattr(one, name) for name in FIGURES}
            | {"accuracy": one.accuracy if one.accuracies else None}
            for one in ranked
        ],
        "command": None if not ranked or ranked[0].problem else _command(sweep.plan, ranked[0]),
    }


def _command(plan: TrainingPlan, best: Outcome) -> str:
    """The command that trains the best one on all of MNIST, with the ink of the model."""
    data = plan.data
    full = replace(data, mnist=DataChoice().mnist) if data.mnist else data
    usual = TrainingPlan.usual(plan.model, full).settings
    ink = {name: getattr(usual, name) for name in NO_INK}
    return replace(plan.with_changes({**ink, **best.changes}), data=full).command()


def _print(sweep: SweepPlan, ranked: list[Outcome]) -> None:
    plan = sweep.plan
    names = list(dict.fromkeys(name for one in ranked for name in one.changes))
    title = f"{plan.model}: {len(ranked)} of {len(sweep.trials)} trainings"
    table = Table(title=cell(title), title_justify="left")
    for name in ["", *names, "accuracy", "loss", "seconds"]:
        table.add_column(cell(name.replace("_", " ")), justify="right")
    for one in ranked:
        values = [one.changes.get(name) for name in names]
        varied = [f"{value:g}" if isinstance(value, float) else str(value) for value in values]
        accuracy = f"{one.accuracy:.2%}" + (f" ± {one.spread:.2%}" if one.spread else "")
        figures = accuracy, f"{one.loss:.4f}", f"{one.seconds:.1f}"
        figures = ("---",) * 3 if one.problem else figures
        table.add_row(*map(cell, (str(one.number), *varied, *figures)))
    console = Console()
    console.print(table)
    for one in ranked:
        if one.problem:
            console.print(cell(f"{one.number}: {one.problem}"))
    if not ranked[0].problem:
        command = _command(plan, ranked[0])
        print(f"The best of these, trained on all digits:\n{command}")

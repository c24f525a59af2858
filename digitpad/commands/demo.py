"""`digitpad demo`: the real window, drawn into by a replay of bundled ink, without a screen."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "demo", help="replay example ink through the window and write a moving picture of it"
    )
    _add_arguments(command)
    command.set_defaults(run=run)


def _add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", type=Path, default=Path(), help="folder for the pictures")
    command.add_argument("--digits", default="2370", help="which digits to draw (default: 2370)")
    command.add_argument("--model", help="a model's name or file (default: the best bundled one)")


def defaults() -> argparse.Namespace:
    """The arguments as they are when none is given."""
    command = argparse.ArgumentParser()
    _add_arguments(command)
    return command.parse_args([])


def run(arguments: argparse.Namespace) -> int:
    """Replay, print and write."""
    from digitpad.gui.demo import run_demo  # noqa: PLC0415 - loads Qt

    return run_demo(arguments.out, digits=arguments.digits, model=arguments.model)

"""`digitpad demo`: the real window, drawn into by a replay of bundled ink, without a screen."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from digitpad.cli.display import DisplayError, check_display, check_qt


def register(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("--out", type=Path, default=Path(), help="folder for the pictures")
    command.add_argument("--digits", default="2370", help="which digits to draw (default: 2370)")
    command.add_argument("--model", help="a model's name or file (default: the default model)")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Replay, print and write; without a display that works, Qt paints off screen."""
    try:
        check_display()
    except DisplayError:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    check_qt()
    from digitpad.gui.pad.demo import run_demo  # noqa: PLC0415 - loads Qt

    return run_demo(arguments.out, digits=arguments.digits, model=arguments.model)

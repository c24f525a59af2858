"""`digitpad` or `digitpad window`: open the drawing pad."""

from __future__ import annotations

import argparse
import gc
import sys

from digitpad.cli.display import DisplayError, check_display, check_qt
from digitpad.cli.main import main
from digitpad.cli.output import print_error


def register(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001
    """Open the window; where that is not possible, say why and show the same without a display."""
    try:
        check_display()
    except DisplayError as error:
        print_error(error)
        print(
            "So here is `digitpad demo`: the same window, drawn into without a display.", flush=True
        )
        return main(["demo"])
    # The window collects garbage when nothing happens; while it starts there is none.
    gc.disable()
    check_qt()
    from digitpad.gui.application import run as open_window  # noqa: PLC0415 - loads Qt

    return open_window(sys.argv[:1])

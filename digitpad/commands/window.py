"""`digitpad` or `digitpad window`: open the drawing pad."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

DEMO_FILE = "digitpad-demo"


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("window", help="open the drawing pad (the default)")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001
    """Open the window, or, where there is no display, say so and show the same without one."""
    if not display_available():
        from digitpad.commands import demo  # noqa: PLC0415 - only needed here

        print(
            "There is no display to open a window on, so here is `digitpad demo`: the same "
            "window, drawn into without a screen."
        )
        return demo.run(demo.defaults())
    from digitpad.gui.application import run as open_window  # noqa: PLC0415 - loads Qt

    return open_window(sys.argv[:1])


def display_available() -> bool:
    """Whether a window can be shown: always on macOS and Windows, elsewhere by the environment."""
    if sys.platform in {"darwin", "win32"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))

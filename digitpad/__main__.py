"""The program: `digitpad`, and `python -m digitpad`."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path


def start(words: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        words: those after the program's name; by default those of this process.

    Returns:
        The exit code.
    """
    # Until the handlers are there, Ctrl-C ends the program without a traceback.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    if getattr(sys, "frozen", False):
        from digitpad.common.child_processes import run_as_child  # noqa: PLC0415 - seldom needed

        run_as_child()
    from digitpad.cli.main import main  # noqa: PLC0415 - which may be interrupted
    from digitpad.common.signals import resend_if_swallowed  # noqa: PLC0415

    sys.unraisablehook = resend_if_swallowed
    return main(words)


def start_window() -> int:
    """Open the drawing pad; on Windows, the program of this name has no console."""
    for name in ("stdout", "stderr"):
        # What is printed without a console goes nowhere instead of failing, to the very end.
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    return start(["window"])


if __name__ == "__main__":
    sys.exit(start())

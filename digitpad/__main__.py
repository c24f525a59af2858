"""The program: `digitpad`, and `python -m digitpad`."""

import signal
import sys


def start() -> int:
    """Run the command line; returns the exit code."""
    # Until the handlers are there, Ctrl-C ends the program without a traceback.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from digitpad.cli.main import main  # noqa: PLC0415 - which may be interrupted
    from digitpad.common.signals import resend_if_swallowed  # noqa: PLC0415

    sys.unraisablehook = resend_if_swallowed
    return main()


if __name__ == "__main__":
    sys.exit(start())

"""The command line: everything the window does, one command each.

Each command reads its arguments, calls the core, and prints what came back. Its module is imported
only when it is called, so that `digitpad --help` answers at once. An error is printed in one line,
with exit code 2.
"""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Callable, Collection, Sequence

from digitpad import __version__
from digitpad.cli.output import make_output_safe, print_error
from digitpad.common.errors import DigitpadError
from digitpad.common.signals import Ended, ended_by_signals, exit_code

COMMANDS = {
    "window": "open the drawing pad (the default)",
    "recognize": "recognize the digit in pictures or ink files",
    "train": "train a model and watch it learn",
    "sweep": "train with many settings and compare",
    "evaluate": "measure the accuracy of a model",
    "inspect": "pictures and tables of a model's weights, activations and errors",
    "models": "list, rename, delete, import, export models",
    "weights": "print or export a model's weights",
    "preview": "a sheet of synthetic or augmented digits",
    "samples": "list, import, export or delete own samples",
    "lesson": "learn step by step how the classifiers work",
    "bench": "measure this computer, beside PyTorch and others",
    "demo": "replay example ink through the window and write a moving picture of it",
    "desktop": "add digitpad to the desktop's menu, or remove it there",
}
"""What each command is for; `digitpad.cli.NAME` has its `register` and `run`."""

OUTPUT_CLOSED = 141


def parser(loaded: Collection[str] = tuple(COMMANDS)) -> argparse.ArgumentParser:
    """The command line.

    Args:
        loaded: the commands whose modules are imported and whose arguments are known; the others
            only appear in the list of commands.
    """
    top = argparse.ArgumentParser(
        prog="digitpad", description="A drawing pad that recognizes handwritten digits."
    )
    top.add_argument("--version", action="version", version=f"digitpad {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    for name, text in COMMANDS.items():
        command = commands.add_parser(name, help=text)
        if name in loaded:
            importlib.import_module(f"digitpad.cli.{name}").register(command)
    top.set_defaults(run=_open_window)
    return top


def _open_window(arguments: argparse.Namespace) -> int:
    from digitpad.cli import window  # noqa: PLC0415 - imported when it is called, as any command

    return window.run(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: the words after the program's name; by default those of this process.

    Returns:
        the exit code: 0, or 2 after an error, 130 after Ctrl-C and 143 after SIGTERM, 141 where
        the output was closed.
    """
    make_output_safe()
    words = list(sys.argv[1:] if arguments is None else arguments)
    received: list[int] = []

    def end(number: int) -> None:
        received.append(number)
        raise Ended(number)

    try:
        return _run(words, end)
    except KeyboardInterrupt:
        return exit_code(received[0] if received else signal.SIGINT)
    except Exception:
        # An import that is interrupted may end in an error of any kind.
        if received:
            return exit_code(received[0])
        raise


def _run(words: list[str], end: Callable[[int], None]) -> int:
    """Run one command; returns its exit code, also after an error that has a message."""
    try:
        chosen = argparse.Namespace(run=_open_window)
        # The parser of all commands takes a tenth of the time of opening the window.
        if words:
            chosen = parser([word for word in words if word in COMMANDS][:1]).parse_args(words)
        with ended_by_signals(end):
            code = int(chosen.run(chosen))
        # Output that cannot be written is an error of the command, not of Python's end.
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The reader of the output has closed it, as `head` does.
        _discard_output()
        return OUTPUT_CLOSED
    except (DigitpadError, OSError, MemoryError) as error:
        print_error(error)
        try:
            sys.stdout.flush()
        except OSError:
            _discard_output()
        return 2


def _discard_output() -> None:
    """Let Python write what is left of the output to nowhere, instead of failing at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())

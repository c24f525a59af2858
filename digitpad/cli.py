"""The command line: everything the window does, one command each.

Thin on purpose. Each command reads its arguments, calls the core, and prints what came back. What
goes wrong is told in one line, with exit code 2.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from digitpad import __version__
from digitpad.commands import (
    bench,
    demo,
    evaluate,
    inspect,
    models,
    preview,
    recognize,
    samples,
    sweep,
    train,
    weights,
    window,
)
from digitpad.errors import DigitpadError

COMMANDS = (
    window,
    recognize,
    train,
    sweep,
    evaluate,
    inspect,
    models,
    weights,
    preview,
    samples,
    bench,
    demo,
)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="digitpad", description="A drawing pad that recognizes handwritten digits."
    )
    top.add_argument("--version", action="version", version=f"digitpad {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    for command in COMMANDS:
        command.register(commands)
    top.set_defaults(run=window.run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    chosen = parser().parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except BrokenPipeError:
        # Whoever read the output has had enough, as `head` does; nothing more can be said to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except (DigitpadError, OSError) as error:
        print(f"digitpad: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())

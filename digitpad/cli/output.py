"""What the command line prints, made safe for any terminal, pipe and file name."""

from __future__ import annotations

import contextlib
import io
import sys

from digitpad.common.errors import explained


def make_output_safe() -> None:
    r"""Print characters that the output's encoding lacks as `\u65e5` instead of failing.

    Redirected output has the encoding cp1252 on many Windows computers. Where the user has chosen
    another way, such as `PYTHONIOENCODING=ascii:replace`, that stays.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def print_error(error: BaseException) -> None:
    """Print an error to standard error, in one line; where that is closed, nowhere."""
    with contextlib.suppress(OSError):
        print(f"digitpad: {visible(str(explained(error)))}", file=sys.stderr)


def visible(text: str) -> str:
    r"""The text in one line, with control characters, such as in a file's name, as `\x1b`."""
    return "".join(
        character
        if character.isprintable() or character == "\N{IDEOGRAPHIC SPACE}"
        else character.encode("unicode_escape", "surrogatepass").decode("ascii")
        for character in text
    )

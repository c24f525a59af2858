"""`digitpad recognize FILE...`: read the digit in each picture, or in each drawing (ink JSON).

With `--number` all the digits of each, line by line from left to right.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from pathlib import Path
from typing import Any

from PIL import Image, UnidentifiedImageError

from digitpad.errors import DigitpadError, ImageError, InkError
from digitpad.ink import Ink
from digitpad.recognizer import Number, Recognition, Recognizer

STANDARD_INPUT = "-"
MAX_BYTES = 1 << 28
MAX_PIXELS = 100_000_000


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("recognize", help="recognize the digit in pictures or ink files")
    command.add_argument(
        "files",
        nargs="*",
        default=[STANDARD_INPUT],
        metavar="FILE",
        help="pictures or ink files; - or none reads standard input",
    )
    command.add_argument("--model", help="a model's name or file (default: the best bundled one)")
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.add_argument("--number", action="store_true", help="read several digits as a number")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one line a file; go on past a bad one, and say so at the end by the exit code."""
    recognizer = Recognizer.load(arguments.model)
    failed = 0
    for name in arguments.files:
        try:
            drawing = opened(read_bytes(name), _shown(name))
            print(_line(name, drawing, recognizer, arguments))
        except (DigitpadError, OSError) as error:
            failed += 1
            print(f"digitpad: {error}", file=sys.stderr)
            if arguments.json:
                print(json.dumps({"file": name, "error": str(error)}))
    return 2 if failed else 0


def read_bytes(name: str) -> bytes:
    """A file's or standard input's content, at most 256 MiB.

    Raises:
        ImageError: it is longer.
        OSError: it cannot be read.
    """
    if name == STANDARD_INPUT:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        with Path(name).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ImageError(f"{_shown(name)}: more than {MAX_BYTES:,} bytes, which is no digit")
    return data


def opened(data: bytes, source: str) -> Ink | Image.Image:
    """A picture or ink, told by the content; the picture's data have been read.

    Raises:
        ImageError, InkError: the content is neither, or is damaged.
    """
    if not data:
        raise ImageError(f"{source}: the file is empty, expected a picture or ink")
    if data.lstrip()[:1] == b"{":
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InkError(f"{source}: ink is UTF-8 text, but {error}") from error
        return Ink.from_json(text, source)
    try:
        picture = Image.open(io.BytesIO(data))
        if picture.width * picture.height > MAX_PIXELS:
            raise ImageError(
                f"{source}: {picture.width} x {picture.height} pixels are more than the "
                f"{MAX_PIXELS:,} allowed"
            )
        picture.load()
    except UnidentifiedImageError as error:
        raise ImageError(f"{source}: neither a picture of a known kind nor digitpad ink") from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ImageError(f"{source}: the picture is damaged ({error})") from error
    return picture


def _line(
    name: str, drawing: Ink | Image.Image, recognizer: Recognizer, arguments: argparse.Namespace
) -> str:
    """What to print about one file."""
    if arguments.number:
        if isinstance(drawing, Ink):
            number = recognizer.recognize_number_in_ink(drawing)
        else:
            number = recognizer.recognize_number_in_picture(drawing)
        if arguments.json:
            return _number_as_json(name, number, recognizer)
        return _number_as_text(name, number)
    if isinstance(drawing, Ink):
        result = recognizer.recognize_ink(drawing)
    else:
        result = recognizer.recognize_picture(drawing)
    return _as_json(name, result, recognizer) if arguments.json else _as_text(name, result)


def _shown(name: str) -> str:
    return "standard input" if name == STANDARD_INPUT else name


def _as_text(name: str, result: Recognition | None) -> str:
    if result is None:
        return f"{_shown(name)}: nothing drawn"
    doubt = "" if result.is_digit else "  (probably not a digit)"
    return f"{_shown(name)}: {result.digit}  {result.confidence:.1%}{doubt}"


def _as_json(name: str, result: Recognition | None, recognizer: Recognizer) -> str:
    entry: dict[str, Any] = {"file": name, "model": recognizer.name, "digit": None}
    if result is not None:
        entry |= _answer(result)
    return json.dumps(entry)


def _answer(result: Recognition) -> dict[str, Any]:
    return {
        "digit": result.digit,
        "probability": round(result.confidence, 6),
        "non_digit": round(result.non_digit, 6),
        "is_digit": result.is_digit,
        "probabilities": [round(float(p), 6) for p in result.probabilities],
    }


def _number_as_text(name: str, number: Number) -> str:
    if not number.digits:
        return f"{_shown(name)}: nothing drawn"
    doubt = "" if number.is_digits_only else "  (not all of it looks like digits)"
    return f"{_shown(name)}: {number.text.replace(chr(10), ' / ')}  {number.confidence:.1%}{doubt}"


def _number_as_json(name: str, number: Number, recognizer: Recognizer) -> str:
    digits = [
        {"box": [round(side, 2) for side in one.box], "line": one.line, **_answer(one.recognition)}
        for one in number.digits
    ]
    entry = {
        "file": name,
        "model": recognizer.name,
        "number": number.text or None,
        "probability": round(number.confidence, 6),
        "digits": digits,
    }
    return json.dumps(entry)

"""`digitpad recognize FILE...`: read the digit in each picture, or in each drawing (ink JSON).

With `--number` all the digits of each, line by line from left to right; a sign among them, such as
a dash or a comma, is printed as ?, with the reason. With `--stages DIR` what the page reader made
of each picture, step by step:

    DIR/photo/1-sheet.png  2-background.png  3-contrast.png  4-without-rules.png  5-ink.png
"""

from __future__ import annotations

import argparse
import io
import itertools
import json
import sys
from pathlib import Path
from typing import Any

from PIL import Image

from digitpad.cli.options import add_flag, add_overwrite, check_free
from digitpad.cli.output import print_error, visible
from digitpad.common.atomic_files import write_atomically
from digitpad.common.errors import DigitpadError, ImageError
from digitpad.imaging.page import Page
from digitpad.imaging.page.stage_pictures import STAGES, stage_picture
from digitpad.imaging.picture import read_picture
from digitpad.ink.strokes import Ink
from digitpad.recognition.answers import NO_DIGIT
from digitpad.recognition.drawings import MAX_BYTES, drawing_from_bytes
from digitpad.recognition.numbers import Number
from digitpad.recognition.recognizer import Recognition, Recognizer

STANDARD_INPUT = "-"


def register(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument(
        "files",
        nargs="*",
        default=[STANDARD_INPUT],
        metavar="FILE",
        help="pictures or ink files; - or none reads standard input",
    )
    command.add_argument("--model", help="a model's name or file (default: the default model)")
    add_flag(command, "--json", "one JSON object a line")
    add_flag(command, "--number", "read several digits as a number")
    command.add_argument(
        "--stages",
        type=Path,
        metavar="DIR",
        help="write each step of reading a picture as a PNG, into a folder per picture",
    )
    add_overwrite(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one line a file; go on past a bad one, and say so at the end by the exit code."""
    recognizer = Recognizer.load(arguments.model)
    if not arguments.json and not recognizer.model.description.is_calibrated:
        print(
            f"digitpad: the probabilities of {recognizer.name} are not calibrated", file=sys.stderr
        )
    failed = 0
    for name, folder in zip(arguments.files, _folders(arguments), strict=True):
        try:
            drawing: Ink | Page | Image.Image = drawing_from_bytes(read_bytes(name), _shown(name))
            if folder is not None and isinstance(drawing, Image.Image):
                drawing = read_picture(drawing)
                check_free(folder, arguments)
                _write_stages(folder, drawing)
            print(_line(name, drawing, recognizer, arguments))
        except (DigitpadError, OSError, MemoryError) as found:
            error: Exception = found
            if isinstance(found, MemoryError):
                error = ImageError("{source}: {error}", source=_shown(name), error=found)
            failed += 1
            print_error(error)
            if arguments.json:
                print(json.dumps({"file": name, "error": str(error)}))
    return 2 if failed else 0


def read_bytes(name: str) -> bytes:
    """The start of a file's or of standard input's content, one byte more than is allowed.

    Raises:
        OSError: it cannot be read.
    """
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _folders(arguments: argparse.Namespace) -> list[Path] | list[None]:
    """Where the steps of each file go: named like the file, with a number where names are equal."""
    if arguments.stages is None:
        return [None] * len(arguments.files)
    folders: list[Path] = []
    for name in arguments.files:
        own = "standard-input" if name == STANDARD_INPUT else Path(name).stem
        names = (own if count == 1 else f"{own}-{count}" for count in itertools.count(1))
        folders.append(next(f for f in (arguments.stages / n for n in names) if f not in folders))
    return folders


def _write_stages(folder: Path, page: Page) -> None:
    """Write one PNG for each step of the page reader."""
    for number, stage in enumerate(STAGES, start=1):
        file = io.BytesIO()
        stage_picture(page, stage).save(file, "PNG")
        write_atomically(folder / f"{number}-{stage}.png", file.getvalue())


def _line(
    name: str,
    drawing: Ink | Page | Image.Image,
    recognizer: Recognizer,
    arguments: argparse.Namespace,
) -> str:
    """What to print about one file."""
    if not arguments.number:
        result = (
            recognizer.recognize_ink(drawing)
            if isinstance(drawing, Ink)
            else recognizer.recognize_picture(drawing)
        )
        text = _as_text(result)
        entry = {"digit": None} if result is None else _answer(result)
    else:
        number = (
            recognizer.recognize_number_in_ink(drawing)
            if isinstance(drawing, Ink)
            else recognizer.recognize_number_in_picture(drawing)
        )
        text, entry = _number_as_text(number), _number_as_dict(number)
    if not arguments.json:
        return f"{_shown(name)}: {text}"
    description = recognizer.model.description
    facts = {"file": name, "model": description.name, "calibrated": description.is_calibrated}
    return json.dumps(facts | entry, allow_nan=False)


def _shown(name: str) -> str:
    return "standard input" if name == STANDARD_INPUT else visible(name)


def _as_text(result: Recognition | None) -> str:
    if result is None:
        return "nothing drawn"
    if result.reason is not None:
        return f"{result.text}  ({result.text} is {result.reason})"
    doubt = "" if result.is_digit else "  (probably not a digit)"
    return f"{result.digit}  {result.confidence:.1%}{doubt}"


def _answer(result: Recognition) -> dict[str, Any]:
    return {
        "digit": result.digit if result.reason is None else None,
        "probability": round(result.confidence, 6),
        "non_digit": round(result.non_digit, 6),
        "is_digit": result.is_digit,
        "reason": None if result.reason is None else str(result.reason),
        "classes": list(result.classes),
        "probabilities": [round(float(p), 6) for p in result.probabilities],
    }


def _number_as_text(number: Number) -> str:
    if not number.digits:
        return "nothing drawn"
    text = number.text.replace("\n", " / ")
    doubtful = [one.recognition for one in number.digits if not one.recognition.is_digit]
    reasons = dict.fromkeys(one.reason for one in doubtful)
    doubts = [f"{NO_DIGIT} is {reason}" for reason in reasons if reason is not None]
    if None in reasons:
        doubts.append("not all of it looks like digits")
    sure = f"  {number.confidence:.1%}" if number.text.strip(f"{NO_DIGIT}\n") else ""
    return f"{text}{sure}" + (f"  ({'; '.join(doubts)})" if doubts else "")


def _number_as_dict(number: Number) -> dict[str, Any]:
    digits = [
        {"box": [round(side, 2) for side in one.box], "line": one.line, **_answer(one.recognition)}
        for one in number.digits
    ]
    probability = round(number.confidence, 6)
    return {
        "number": number.text or None,
        "probability": probability,
        "is_digits_only": number.is_digits_only,
        "digits": digits,
    }

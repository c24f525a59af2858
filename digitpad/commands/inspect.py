"""`digitpad inspect MODEL`: pictures and tables of what is inside it and what it gets wrong."""

from __future__ import annotations

import argparse
import json
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from digitpad.commands.recognize import opened, read_bytes
from digitpad.data.example_ink import load_examples
from digitpad.data.mnist import load_idx_pair, load_mnist
from digitpad.errors import ImageError, ParameterError
from digitpad.ink import Ink
from digitpad.inspection.digit_map import PCA, methods
from digitpad.inspection.report import Report
from digitpad.library import find_model
from digitpad.recognizer import Recognizer
from digitpad.types import FloatArray

EXAMPLE = "4"
"""The bundled example digit that is looked at where no drawing is named."""

OF_THE_MODEL = ("weights", "filters", "optimal")
OF_A_DRAWING = ("activations", "saliency", "replay", "epochs")
OF_A_SET = ("confusion", "misread", "calibration", "robustness")
PARTS = (*OF_THE_MODEL, *OF_A_DRAWING, *OF_A_SET, "map")


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "inspect", help="pictures and tables of what is inside a model and what it gets wrong"
    )
    command.add_argument("model", nargs="?", help="a model's name or file (default: the best)")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write")
    command.add_argument("--json", action="store_true", help="one JSON object of what was found")
    parts = command.add_argument_group("what to look at (default: --weights and --confusion)")
    parts.add_argument("--all", action="store_true", help="everything")
    parts.add_argument("--weights", action="store_true", help="first and last layer, statistics")
    parts.add_argument("--filters", action="store_true", help="filters of all convolutions")
    parts.add_argument(
        "--optimal", action="store_true", help="what the network would like best to see"
    )
    for name, text in (
        ("activations", "what every layer puts out"),
        ("saliency", "which pixels speak for the answer"),
        ("replay", "the answer while the digit was drawn; needs ink"),
        ("epochs", "the answer after each epoch of a recorded training"),
    ):
        parts.add_argument(
            f"--{name}",
            nargs="?",
            const="",
            metavar="FILE",
            help=f"{text}, for a picture or ink (default: an example {EXAMPLE})",
        )
    parts.add_argument("--confusion", action="store_true", help="what is taken for what")
    parts.add_argument("--misread", action="store_true", help="all misread digits")
    parts.add_argument("--calibration", action="store_true", help="confidence against accuracy")
    parts.add_argument(
        "--robustness", action="store_true", help="accuracy on turned, moved ... soiled digits"
    )
    parts.add_argument(
        "--map", nargs="?", const="", metavar="LAYER", help="training digits as a layer sees them"
    )
    command.add_argument("--class", type=int, dest="cls", metavar="N", help="for --saliency")
    command.add_argument(
        "--method", choices=list(methods()), default=PCA, help="of the map (default: %(default)s)"
    )
    command.add_argument(
        "--idx",
        nargs=2,
        type=Path,
        metavar=("IMAGES", "LABELS"),
        help="an IDX set to examine instead of MNIST's test set",
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write what is asked for, and print what was written."""
    path = find_model(arguments.model)
    recognizer = Recognizer.load(path)
    report = Report(
        recognizer,
        path,
        arguments.out,
        test=lambda: load_idx_pair(*arguments.idx) if arguments.idx else load_mnist("test"),
        tell=_tell,
    )
    for part in _chosen(arguments):
        _write(report, part, recognizer, arguments)
    if report.notice:
        print(f"digitpad: {report.notice}", file=sys.stderr)
    if arguments.json:
        found = {"model": recognizer.name, "files": report.written, "left_out": report.left_out}
        print(json.dumps(found | report.figures))
        return 0
    for name in report.written:
        print(arguments.out / name)
    for part, reason in report.left_out.items():
        print(f"No {part}: {reason}")
    return 0


def _chosen(arguments: argparse.Namespace) -> list[str]:
    """The parts that are asked for, in the order of the help."""
    if arguments.all:
        return list(PARTS)
    asked = [part for part in PARTS if getattr(arguments, part) not in (None, False)]
    return asked or ["weights", "confusion"]


def _write(
    report: Report, part: str, recognizer: Recognizer, arguments: argparse.Namespace
) -> None:
    if part in OF_THE_MODEL or part in OF_A_SET:
        getattr(report, part)()
    elif part == "map":
        image = _network_input(recognizer, "")
        report.map(load_mnist("train"), image, arguments.map or None, arguments.method)
    elif part == "replay":
        drawing = _drawing(arguments.replay or "")
        if not isinstance(drawing, Ink):
            raise ParameterError(f"{arguments.replay}: only ink can be replayed, not a picture")
        report.replay(drawing)
    else:
        image = _network_input(recognizer, getattr(arguments, part) or "")
        if part == "saliency":
            report.saliency(image, arguments.cls)
        elif part == "epochs":
            report.epochs(image)
        else:
            report.activations(image)


@lru_cache
def _drawing(name: str) -> Any:
    """A file's ink or picture; the example where no file is named."""
    if name:
        return opened(read_bytes(name), name)
    return next(example.ink for example in load_examples() if example.label == EXAMPLE)


def _network_input(recognizer: Recognizer, name: str) -> FloatArray:
    """What the model sees of a drawing, (28, 28)."""
    drawing = _drawing(name)
    if isinstance(drawing, Ink):
        answer = recognizer.recognize_ink(drawing)
    else:
        answer = recognizer.recognize_picture(drawing)
    if answer is None:
        raise ImageError(f"{name}: nothing is drawn in it")
    return answer.stages.network_input


def _tell(what: str, done: int, total: int) -> None:
    """One line that changes, for people only."""
    if sys.stderr.isatty():
        end = "\r" if done < total else "\n"
        print(f"{what}: {done:,} of {total:,}   ", end=end, file=sys.stderr, flush=True)

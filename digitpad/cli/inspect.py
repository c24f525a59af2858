"""`digitpad inspect MODEL`: pictures and tables of its weights, activations and errors."""

from __future__ import annotations

import argparse
import json
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from digitpad.cli.options import add_flag, add_idx, add_overwrite, check_free, chosen_digits
from digitpad.cli.recognize import read_bytes
from digitpad.common.errors import ImageError, ParameterError
from digitpad.common.types import FloatArray
from digitpad.data.example_ink import load_examples
from digitpad.data.mnist import load_mnist
from digitpad.ink.strokes import Ink
from digitpad.inspection.digit_map import PCA, methods
from digitpad.inspection.report import Report
from digitpad.recognition.drawings import drawing_from_bytes
from digitpad.recognition.recognizer import Recognizer

EXAMPLE = "4"
"""The bundled example digit that is used where no drawing is named."""

OF_THE_MODEL = {
    "weights": "first and last layer, statistics",
    "filters": "filters of all convolutions",
    "optimal": "an image for each class that the network takes for it with the largest lead",
}
OF_A_DRAWING = {
    "activations": "the output of every layer",
    "saliency": "which pixels support the answer",
    "replay": "the answer while the digit was drawn; needs ink",
    "epochs": "the answer after each epoch of a recorded training",
}
OF_A_SET = {
    "confusion": "confusion matrix, precision and recall",
    "misread": "all misread digits",
    "calibration": "confidence against accuracy",
    "robustness": "accuracy on rotated, shifted, resized, thickened, noisy digits",
}
PARTS = (*OF_THE_MODEL, *OF_A_DRAWING, *OF_A_SET, "map")


def register(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("model", nargs="?", help="a model's name or file (default: the best)")
    command.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder to write to"
    )
    add_overwrite(command)
    add_flag(command, "--json", "print the figures as one JSON object")
    parts = command.add_argument_group("parts (default: --weights and --confusion)")
    add_flag(parts, "--all", "everything")
    for name, text in OF_THE_MODEL.items():
        add_flag(parts, f"--{name}", text)
    for name, text in OF_A_DRAWING.items():
        what = f"{text}, for a picture or ink (default: an example {EXAMPLE})"
        parts.add_argument(f"--{name}", nargs="?", const="", metavar="FILE", help=what)
    for name, text in OF_A_SET.items():
        add_flag(parts, f"--{name}", text)
    text = "a map of training digits by a layer's output"
    parts.add_argument("--map", nargs="?", const="", metavar="LAYER", help=text)
    command.add_argument("--class", type=int, dest="cls", metavar="N", help="for --saliency")
    command.add_argument(
        "--method", choices=list(methods()), default=PCA, help="of the map (default: %(default)s)"
    )
    add_idx(command, "an IDX set to evaluate instead of MNIST's test set")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the chosen parts, and print the names of the files."""
    check_free(arguments.out, arguments)
    recognizer = Recognizer.load(arguments.model)
    report = Report(
        recognizer,
        arguments.out,
        test=lambda: chosen_digits(arguments),
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
        return
    name = "" if part == "map" else getattr(arguments, part) or ""
    if part == "replay":
        drawing = _drawing(name)
        if not isinstance(drawing, Ink):
            raise ParameterError("{replay}: only ink can be replayed, not a picture", replay=name)
        report.replay(drawing)
        return
    image = _network_input(recognizer, name)
    if part == "map":
        report.map(load_mnist("train"), image, arguments.map or None, arguments.method)
    elif part == "saliency":
        report.saliency(image, arguments.cls)
    else:
        getattr(report, part)(image)


@lru_cache
def _drawing(name: str) -> Any:
    """A file's ink or picture; the example where no file is named."""
    if name:
        return drawing_from_bytes(read_bytes(name), name)
    return next(example.ink for example in load_examples() if example.label == EXAMPLE)


def _network_input(recognizer: Recognizer, name: str) -> FloatArray:
    """What the model sees of a drawing, (28, 28)."""
    answer = recognizer.recognize(_drawing(name))
    if answer is None:
        raise ImageError("{name}: nothing is drawn in it", name=name)
    return answer.stages.network_input


def _tell(what: str, done: int, total: int) -> None:
    """Progress on one line of a terminal; nothing where standard error is none."""
    if sys.stderr.isatty():
        end = "\r" if done < total else "\n"
        print(f"{what}: {done:,} of {total:,}   ", end=end, file=sys.stderr, flush=True)

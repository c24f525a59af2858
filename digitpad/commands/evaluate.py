"""`digitpad evaluate`: how well a model reads MNIST, another IDX set, or what people drew."""

from __future__ import annotations

import argparse
import io
import json
import time
from pathlib import Path
from typing import Any

from digitpad.data.mnist import load_idx_pair, load_mnist
from digitpad.data.stroke_arrays import read_labelled_ink
from digitpad.errors import InkError, ParameterError
from digitpad.evaluation import Evaluation, evaluate
from digitpad.files import write_atomically
from digitpad.ink_evaluation import Drawing, InkEvaluation, contact_sheet, evaluate_ink
from digitpad.library import find_model
from digitpad.modelfile import load_model
from digitpad.recognizer import Recognizer

SHEET_MOST = 320
PAIRS_SHOWN = 10


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("evaluate", help="measure a model on MNIST, an IDX set or ink")
    command.add_argument("--model", help="a model's name or file (default: the best bundled one)")
    command.add_argument(
        "--idx",
        nargs=2,
        type=Path,
        metavar=("IMAGES", "LABELS"),
        help="an IDX set instead of MNIST's test set",
    )
    command.add_argument("--ink", type=Path, metavar="FILE", help="labelled ink, .json or .npz")
    command.add_argument("--json", action="store_true", help="one JSON object")
    drawing = command.add_argument_group("how the ink is drawn")
    drawing.add_argument("--pen-width", type=float, default=0.0, help="in pad units")
    drawing.add_argument("--height", type=float, default=0.0, help="longer side, in pad units")
    drawing.add_argument("--canvas", type=float, default=0.0, help="pad side; places are random")
    drawing.add_argument("--as-picture", action="store_true", help="recognize a picture of the pad")
    drawing.add_argument("--sheet", type=Path, metavar="PNG", help="a contact sheet of the misread")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure and print."""
    if arguments.ink and arguments.idx:
        raise ParameterError("evaluate takes --ink or --idx, not both")
    return _run_ink(arguments) if arguments.ink else _run_images(arguments)


def _run_images(arguments: argparse.Namespace) -> int:
    model = load_model(find_model(arguments.model))
    digits = load_idx_pair(*arguments.idx) if arguments.idx else load_mnist("test")
    started = time.perf_counter()
    result = evaluate(model.classifier, digits)
    seconds = time.perf_counter() - started
    name = model.description.name
    if arguments.json:
        print(json.dumps(as_dict(result, name, digits.name) | {"seconds": seconds}))
    else:
        _print_summary(result, name, digits.name, seconds)
        _print_confusion(result)
    return 0


def _run_ink(arguments: argparse.Namespace) -> int:
    recognizer = Recognizer.load(arguments.model)
    items = read_labelled_ink(arguments.ink)
    drawing = Drawing(arguments.height, arguments.canvas, arguments.pen_width, arguments.as_picture)
    started = time.perf_counter()
    found = evaluate_ink(recognizer, items, drawing)
    seconds = time.perf_counter() - started
    if not found.items:
        raise InkError(f"{arguments.ink}: no drawing is labelled with a digit")
    if arguments.sheet:
        _write_sheet(found, arguments.sheet)
    name = arguments.ink.name
    if arguments.json:
        print(json.dumps(ink_as_dict(found, recognizer.name, name) | {"seconds": seconds}))
    else:
        _print_summary(found.result, recognizer.name, name, seconds)
        _print_writers(found)
        _print_confusion(found.result)
    return 0


def ink_as_dict(found: InkEvaluation, model: str, data: str) -> dict[str, Any]:
    """The figures for programs."""
    worst = found.worst_writers()
    return as_dict(found.result, model, data) | {
        "by_writer": {w: {"accuracy": a, "count": n} for w, (a, n) in found.by_writer.items()},
        "worst_writers": worst,
        "worst_tenth_of_writers": sum(worst.values()) / len(worst) if worst else None,
        "confusion_pairs": found.confusion_pairs(),
        "turned_away": found.turned_away,
    }


def _write_sheet(found: InkEvaluation, path: Path) -> None:
    wrong = found.result.misclassified[:SHEET_MOST]
    pictures = [found.recognitions[i].stages.network_input for i in wrong]
    captions = [
        f"{found.result.labels[i]}>{found.result.predicted[i]} {found.items[i].writer or ''}"
        for i in wrong
    ]
    buffer = io.BytesIO()
    contact_sheet(pictures, captions).save(buffer, "png")
    write_atomically(path, buffer.getvalue())


def as_dict(result: Evaluation, model: str, data: str) -> dict[str, Any]:
    """The figures for programs."""
    return {
        "model": model,
        "data": data,
        "count": len(result.labels),
        "accuracy": result.accuracy,
        "errors": int((~result.right).sum()),
        "loss": result.loss,
        "calibration_error": result.calibration_error(),
        "by_class": result.by_class,
        "confusion": result.confusion.tolist(),
    }


def _print_summary(result: Evaluation, model: str, data: str, seconds: float) -> None:
    print(
        f"{model} on {data}: {result.accuracy:.2%} of {len(result.labels):,} right, "
        f"{int((~result.right).sum())} wrong, calibration error "
        f"{result.calibration_error():.2%}, {seconds:.2f} s"
    )


def _print_writers(found: InkEvaluation) -> None:
    worst = found.worst_writers()
    if worst:
        mean = sum(worst.values()) / len(worst)
        shown = ", ".join(f"{writer} {accuracy:.1%}" for writer, accuracy in worst.items())
        print(f"The worst tenth of the writers with at least 20 digits, {mean:.2%}: {shown}")
    pairs = ", ".join(f"{a} as {b}: {n}" for a, b, n in found.confusion_pairs()[:PAIRS_SHOWN])
    print(f"Most frequent mistakes: {pairs or 'none'}")
    print(f"Taken for no digit: {found.turned_away:.2%}")


def _print_confusion(result: Evaluation) -> None:
    from rich.console import Console  # noqa: PLC0415 - only when a table is shown
    from rich.table import Table  # noqa: PLC0415

    classes = result.probabilities.shape[1]
    table = Table(title="Confusion: rows are the truth, columns the answers", title_justify="left")
    table.add_column("")
    for label in range(classes):
        table.add_column(str(label), justify="right")
    table.add_column("right", justify="right")
    for label, row in enumerate(result.confusion):
        shown = [str(count) if count else "·" for count in row]
        share = result.by_class.get(label)
        table.add_row(str(label), *shown, "-" if share is None else f"{share:.2%}")
    Console().print(table)

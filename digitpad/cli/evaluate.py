"""`digitpad evaluate`: accuracy of a model on MNIST, on another IDX set, or on recorded ink.

Ink of many writers is the harder test: the figures are by writer, with the kinds of misreading, and
where the ink holds letters, with how well they are told from digits.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from digitpad.cli.options import add_flag, add_idx, add_overwrite, check_free, chosen_digits
from digitpad.cli.tables import print_table
from digitpad.common.errors import DatasetError, InkError, ParameterError
from digitpad.data.mnist import Dataset
from digitpad.data.pen_ink import load_pen_ink
from digitpad.estimators.base import Classifier
from digitpad.estimators.calibration import REJECTED_DIGITS
from digitpad.evaluation.ink import (
    MIN_DIGITS,
    Drawing,
    InkEvaluation,
    evaluate_ink,
    write_contact_sheet,
)
from digitpad.evaluation.metrics import Evaluation, evaluate
from digitpad.ink.files import LabelledInk
from digitpad.ink.stroke_arrays import read_labelled_ink
from digitpad.library.catalog import find_model
from digitpad.library.model_file import load_model
from digitpad.recognition.recognizer import Recognizer

MAX_SHEET = 320
"""How many misread drawings the contact sheet shows at most."""

KINDS_SHOWN = 15

TRANSPOSED_SAMPLE = 500
"""Digits to try the other way when the accuracy is low."""

LOW_ACCURACY = 0.7
CLEARLY_HIGHER = 0.2


def register(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("--model", help="a model's name or file (default: the default model)")
    add_idx(command, "an IDX set instead of MNIST's test set")
    add_flag(
        command, "--transposed", "rows and columns are exchanged in the IDX set, as in EMNIST's"
    )
    command.add_argument(
        "--ink", type=Path, metavar="FILE", help="labelled ink, .json or .npz, instead"
    )
    command.add_argument(
        "--pen",
        choices=["validation", "test"],
        help="a part of the bundled pen ink instead, by writers that no model is trained on "
        "(models are chosen and calibrated on `validation`)",
    )
    add_flag(command, "--json", "print one JSON object")
    drawing = command.add_argument_group("how ink is drawn")
    for name, text in (
        ("--pen-width", "in pad units (default: as recorded)"),
        ("--height", "of the longer side, in pad units"),
        ("--canvas", "side of the pad; positions are random"),
    ):
        drawing.add_argument(name, type=float, default=0.0, help=text)
    add_flag(drawing, "--as-picture", "recognize pictures of the pad")
    drawing.add_argument(
        "--sheet",
        type=Path,
        metavar="PNG",
        help="write a contact sheet of the errors, ordered by kind",
    )
    add_overwrite(drawing)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure and print."""
    if sum(map(bool, (arguments.ink, arguments.idx, arguments.pen))) > 1:
        raise ParameterError("evaluate takes one of --ink, --idx and --pen")
    if arguments.transposed and not arguments.idx:
        raise ParameterError("--transposed needs --idx; other digits are never transposed")
    return _run_ink(arguments) if arguments.ink or arguments.pen else _run_images(arguments)


def _run_images(arguments: argparse.Namespace) -> int:
    model = load_model(find_model(arguments.model))
    digits, unknown = _known_digits(model.classifier, chosen_digits(arguments))
    started = time.perf_counter()
    result = evaluate(model.classifier, digits)
    seconds = time.perf_counter() - started
    name = model.description.name
    if arguments.json:
        figures = as_dict(result, name, digits.name) | {"unknown": unknown, "seconds": seconds}
        print(json.dumps(figures))
    else:
        _print_summary(result, name, digits.name, seconds)
        _print_unknown(unknown)
        _print_confusion(result)
    if arguments.idx and _is_better_transposed(model.classifier, digits, result.accuracy):
        hint = "they look transposed, as EMNIST's are; try --transposed"
        if arguments.transposed:
            hint = "they seem not to be transposed; try without --transposed"
        print(f"digitpad: accuracy on these images is low, and {hint}", file=sys.stderr)
    return 0


def _known_digits(classifier: Classifier, digits: Dataset) -> tuple[Dataset, dict[str, int]]:
    """The digits of classes that the classifier knows, and how many others there are by label."""
    known = digits.of_classes(classifier.classes_)
    others = digits.labels[~np.isin(digits.labels, classifier.classes_)]
    unknown = {str(label): n for label, n in sorted(Counter(others.tolist()).items())}
    if not len(known):
        raise DatasetError(
            "{name}: the model knows none of its labels, {labels}; it knows {classes}",
            name=digits.name,
            labels=", ".join(unknown) or "an empty set",
            classes=", ".join(map(str, classifier.classes_)),
        )
    return known, unknown


def _is_better_transposed(classifier: Classifier, digits: Dataset, accuracy: float) -> bool:
    """Whether the accuracy is low, but clearly higher if rows and columns are exchanged."""
    if accuracy > LOW_ACCURACY:
        return False
    count = min(TRANSPOSED_SAMPLE, len(digits))
    sample = digits.subset(np.linspace(0, len(digits) - 1, count).astype(np.int64))
    before, after = (evaluate(classifier, one).accuracy for one in (sample, sample.transposed()))
    return after > before + CLEARLY_HIGHER


def _run_ink(arguments: argparse.Namespace) -> int:
    if arguments.sheet:
        check_free(arguments.sheet, arguments)
    recognizer = Recognizer.load(arguments.model)
    name, items = _labelled_ink(arguments)
    drawing = Drawing(arguments.height, arguments.canvas, arguments.pen_width, arguments.as_picture)
    started = time.perf_counter()
    try:
        found = evaluate_ink(recognizer, items, drawing)
    except InkError as error:
        raise InkError("{path}: {error}", path=arguments.ink or name, error=error) from error
    seconds = time.perf_counter() - started
    if arguments.sheet:
        _write_sheet(found, arguments.sheet)
    if arguments.json:
        print(json.dumps(ink_as_dict(found, recognizer.name, name) | {"seconds": seconds}))
    else:
        _print_summary(found.result, recognizer.name, name, seconds)
        _print_unknown(found.left_out)
        _print_writers(found)
        _print_rejection(found)
        _print_confusion(found.result)
    return 0


def _labelled_ink(arguments: argparse.Namespace) -> tuple[str, list[LabelledInk]]:
    """The name of the ink that was chosen, and its drawings."""
    if arguments.pen:
        return f"pen ink {arguments.pen}", load_pen_ink(arguments.pen).items
    return arguments.ink.name, read_labelled_ink(arguments.ink)


def ink_as_dict(found: InkEvaluation, model: str, data: str) -> dict[str, Any]:
    """The figures of recorded ink as values for JSON."""
    worst = found.worst_writers()
    return as_dict(found.result, model, data) | {
        "by_writer": {w: {"accuracy": a, "count": n} for w, (a, n) in found.by_writer.items()},
        "worst_writers": worst,
        "worst_tenth_of_writers": sum(worst.values()) / len(worst) if worst else None,
        "confusion_pairs": [
            (one.label, one.answer, len(one.indices)) for one in found.kinds_of_misreading()
        ],
        "rejected": found.rejected,
        "rejection": found.rejection.as_dict() if found.rejection else None,
        "unknown": dict(found.unknown),
    }


def _write_sheet(found: InkEvaluation, path: Path) -> None:
    result = found.result
    wrong = [index for kind in found.kinds_of_misreading() for index in kind.indices][:MAX_SHEET]
    pictures = [found.recognitions[i].stages.network_input for i in wrong]
    captions = [
        f"{result.labels[i]}>{result.predicted[i]} {found.items[i].writer or ''}" for i in wrong
    ]
    write_contact_sheet(path, pictures, captions)


def as_dict(result: Evaluation, model: str, data: str) -> dict[str, Any]:
    """The figures as values for JSON; `confusion` has a row and a column for each of `classes`."""
    return {
        "model": model,
        "data": data,
        "classes": result.classes.tolist(),
        "count": len(result.labels),
        "accuracy": result.accuracy,
        "errors": len(result.misread),
        "loss": result.loss,
        "calibration_error": result.calibration().error,
        "by_class": result.by_class,
        "confusion": result.confusion.tolist(),
    }


def _print_summary(result: Evaluation, model: str, data: str, seconds: float) -> None:
    print(
        f"{model} on {data}: {result.accuracy:.2%} of {len(result):,} right, "
        f"{len(result.misread)} wrong, calibration error {result.calibration().error:.2%}, "
        f"{seconds:.2f} s"
    )


def _print_unknown(unknown: Mapping[str, int]) -> None:
    if unknown:
        labels = ", ".join(f"{label or 'none'} ({count})" for label, count in unknown.items())
        print(f"Left out, as the model does not know these labels: {labels}")


def _print_writers(found: InkEvaluation) -> None:
    worst = found.worst_writers()
    if worst:
        mean = sum(worst.values()) / len(worst)
        shown = ", ".join(f"{writer} {accuracy:.1%}" for writer, accuracy in worst.items())
        print(f"Worst tenth of the writers with at least {MIN_DIGITS} digits, {mean:.2%}: {shown}")
    kinds = found.kinds_of_misreading()
    shown = ", ".join(map(str, kinds[:KINDS_SHOWN]))
    more = f", and {len(kinds) - KINDS_SHOWN} rarer kinds" if len(kinds) > KINDS_SHOWN else ""
    print(f"Kinds of misreading: {shown or 'none'}{more}")


def _print_rejection(found: InkEvaluation) -> None:
    print(f"Digits rejected: {found.rejected:.2%}")
    rejection = found.rejection
    if rejection is not None:
        print(
            f"Other drawings let through: {rejection.let_through:.2%} of "
            f"{len(rejection.others):,}, or {rejection.let_through_at():.2%} where "
            f"{REJECTED_DIGITS:.0%} of the digits are rejected; "
            f"AUROC {rejection.area_under_curve:.4f}"
        )


def _print_confusion(result: Evaluation) -> None:
    rows = []
    for label, counts in zip(result.classes, result.confusion, strict=True):
        share = result.by_class.get(int(label))
        shown = [str(count) if count else "·" for count in counts]
        rows.append([str(label), *shown, "-" if share is None else f"{share:.2%}"])
    title = "Confusion matrix: a row for each label, a column for each answer"
    print_table(["", *map(str, result.classes), "right"], rows, title)

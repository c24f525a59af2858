"""`digitpad preview`: a picture of synthetic or augmented training digits."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

import numpy as np

from digitpad.cli.options import add_overwrite, check_free
from digitpad.common.pixels import as_floats
from digitpad.common.types import FloatArray
from digitpad.data.augmentation import Augmentation, augment
from digitpad.data.mnist import load_mnist
from digitpad.data.stroke_variation import network_image
from digitpad.data.synthetic.digits import VARIANTS
from digitpad.data.synthetic.generate import synthetic_ink, synthetic_set
from digitpad.evaluation.ink import write_contact_sheet
from digitpad.nn.architectures import ARCHITECTURES
from digitpad.training.settings import DEFAULT_SETTINGS

COLUMNS = 16
VARIATIONS = COLUMNS - 1


def register(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument("what", choices=["habits", "non-digits", "augmentation"])
    command.add_argument("--out", type=Path, required=True, metavar="PNG", help="the picture")
    command.add_argument(
        "--model",
        default="cnn",
        choices=list(ARCHITECTURES),
        help="whose augmentation (default: cnn)",
    )
    add_overwrite(command)
    command.add_argument("--seed", type=int, default=0)
    for field in dataclasses.fields(Augmentation):
        command.add_argument(f"--{field.name.replace('_', '-')}", type=float, metavar="FLOAT")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Draw the sheet."""
    check_free(arguments.out, arguments)
    generator = np.random.default_rng(arguments.seed)
    if arguments.what == "habits":
        digits = _habits(generator)
    elif arguments.what == "non-digits":
        images = as_floats(synthetic_set(0, 10 * COLUMNS, arguments.seed).images)
        digits = [(image, "") for image in images]
    else:
        digits = _augmented(_augmentation(arguments), generator)
    pictures, captions = zip(*digits, strict=True)
    write_contact_sheet(arguments.out, pictures, captions, COLUMNS)
    print(f"Written to {arguments.out}")
    return 0


def _augmentation(arguments: argparse.Namespace) -> Augmentation:
    names = [field.name for field in dataclasses.fields(Augmentation)]
    given = {n: getattr(arguments, n) for n in names if getattr(arguments, n) is not None}
    return DEFAULT_SETTINGS[arguments.model].with_changes(given).augmentation


Captioned = list[tuple[FloatArray, str]]
"""Images (28, 28), each with the text below it."""


def _habits(generator: np.random.Generator) -> Captioned:
    """A row for each habit, its name below the first digit."""
    return [
        (
            as_floats(network_image(synthetic_ink(habit, generator), generator)),
            habit.name if column == 0 else "",
        )
        for habit in VARIANTS
        for column in range(COLUMNS)
    ]


def _augmented(augmentation: Augmentation, generator: np.random.Generator) -> Captioned:
    """A row for each digit: the original, then variations of it."""
    mnist = load_mnist("train")
    digits: Captioned = []
    for label in range(10):
        original = as_floats(mnist.images[np.argmax(mnist.labels == label)])
        copies = np.repeat(original[None], VARIATIONS, axis=0)
        digits.append((original, "original"))
        digits += [(image, "") for image in augment(copies, augmentation, generator)]
    return digits

"""`digitpad preview`: look at what a model is trained on, before it is."""

from __future__ import annotations

import argparse
import dataclasses
import io
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from digitpad.architectures import ARCHITECTURES, architecture
from digitpad.data.augment import Augmentation, augment
from digitpad.data.mnist import load_mnist
from digitpad.data.synthetic.digits import HABITS
from digitpad.data.synthetic.generate import network_image, synthetic_ink, synthetic_set
from digitpad.files import write_atomically
from digitpad.ink_evaluation import contact_sheet
from digitpad.nn.parallel import as_network_input
from digitpad.types import FloatArray

COLUMNS = 16
VARIATIONS = COLUMNS - 1


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("preview", help="a sheet of synthetic or augmented digits")
    command.add_argument("what", choices=["habits", "non-digits", "augmentation"])
    command.add_argument("--out", type=Path, required=True, metavar="PNG", help="the picture")
    command.add_argument(
        "--model",
        default="cnn",
        choices=list(ARCHITECTURES),
        help="whose augmentation (default: cnn)",
    )
    command.add_argument("--seed", type=int, default=0)
    for field in dataclasses.fields(Augmentation):
        command.add_argument(f"--{field.name.replace('_', '-')}", type=float, metavar="FLOAT")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Draw the sheet."""
    generator = np.random.default_rng(arguments.seed)
    if arguments.what == "habits":
        sheet = _habits(generator)
    elif arguments.what == "non-digits":
        images = as_network_input(synthetic_set(0, 10 * COLUMNS, arguments.seed).images)
        sheet = contact_sheet(list(images), [""] * len(images), COLUMNS)
    else:
        sheet = _augmented(_augmentation(arguments), generator)
    buffer = io.BytesIO()
    sheet.save(buffer, "png")
    write_atomically(arguments.out, buffer.getvalue())
    print(f"Written to {arguments.out}")
    return 0


def _augmentation(arguments: argparse.Namespace) -> Augmentation:
    names = [field.name for field in dataclasses.fields(Augmentation)]
    given = {
        name: getattr(arguments, name) for name in names if getattr(arguments, name) is not None
    }
    return architecture(arguments.model).settings.with_changes(given).augmentation


def _habits(generator: np.random.Generator) -> Image.Image:
    """A row for each habit, its name below the first digit."""
    pictures: list[FloatArray] = []
    captions: list[str] = []
    for habit in HABITS:
        for column in range(COLUMNS):
            pictures.append(
                as_network_input(network_image(synthetic_ink(habit, generator), generator))
            )
            captions.append(habit.name if column == 0 else "")
    return contact_sheet(pictures, captions, COLUMNS)


def _augmented(augmentation: Augmentation, generator: np.random.Generator) -> Image.Image:
    """A row for each digit: the original, then variations of it."""
    mnist = load_mnist("train")
    pictures: list[FloatArray] = []
    captions: list[str] = []
    for label in range(10):
        original = as_network_input(mnist.images[np.argmax(mnist.labels == label)])
        copies = np.repeat(original[None], VARIATIONS, axis=0)
        pictures += [original, *augment(copies, augmentation, generator)]
        captions += ["original", *[""] * VARIATIONS]
    return contact_sheet(pictures, captions, COLUMNS)

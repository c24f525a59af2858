"""How much a model learns from a few corrections: errors of one writer's other digits, by writer.

    python -m tests.benchmarks.corrections --model cnn --pen validation
    python -m tests.benchmarks.corrections --model cnn --ink digits.npz --teach 5 --writers 50

Of each writer, some digits of each class are taught, at most half of them; the model is fine-tuned
on them as on corrections on the pad. The others show what that is worth, and letters and symbols
whether more of them are let through as digits.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from statistics import fmean

import numpy as np

from digitpad.common.types import AnyArray
from digitpad.data.mnist import Dataset
from digitpad.data.pen_ink import load_pen_ink
from digitpad.data.stroke_variation import network_image
from digitpad.ink.files import LabelledInk
from digitpad.ink.stroke_arrays import read_labelled_ink
from digitpad.library.catalog import find_model
from digitpad.library.model_file import Model, load_model
from digitpad.recognition.fine_tuning import adapt

LETTERS = 1000
"""How many letters and symbols, at most, show whether more of them are let through."""

FEWEST = 8
"""Writers with fewer digits that are not taught are left out."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one writer's corrections changed.

    Errors are shares of the digits not taught; let through is a share of `letters`, 0 without any.
    """

    writer: str
    taught: int
    others: int
    before: float
    after: float
    mnist_before: float
    mnist_after: float
    let_through_before: float = 0.0
    let_through_after: float = 0.0


def measure(
    model: Model,
    items: Iterable[LabelledInk],
    teach: int,
    *,
    letters: Sequence[LabelledInk] = (),
    writers: int = 0,
    seed: int = 0,
) -> Iterator[Outcome]:
    """Teach a copy of the model `teach` digits a class of each writer, the first `writers` of them.

    Which digits are taught depends on the seed and the writer only; 0 writers are all.
    """
    count = 0
    images = [network_image(item.ink) for item in letters]
    before = _let_through(model, images)
    for number, (writer, digits) in enumerate(sorted(_by_writer(items).items())):
        taught, others = split(digits, teach, np.random.default_rng((seed, number)))
        if len(others) < FEWEST or not len(taught):
            continue
        found = adapt(model, taught, seconds=60.0, seed=seed)
        yield Outcome(
            writer,
            len(taught),
            len(others),
            _errors(model, others),
            _errors(found.model, others),
            1 - found.mnist_before,
            1 - found.mnist_after,
            before,
            _let_through(found.model, images),
        )
        count += 1
        if count == writers:
            return


def split(digits: Dataset, teach: int, rng: np.random.Generator) -> tuple[Dataset, Dataset]:
    """The digits to teach, `teach` of each class but at most half of them, and all others."""
    chosen: list[int] = []
    for label in np.unique(digits.labels):
        own = rng.permutation(np.flatnonzero(digits.labels == label))
        chosen += own[: min(teach, len(own) // 2)].tolist()
    mask = np.zeros(len(digits), bool)
    mask[chosen] = True
    return digits.subset(np.flatnonzero(mask)), digits.subset(np.flatnonzero(~mask))


def _by_writer(items: Iterable[LabelledInk]) -> dict[str, Dataset]:
    drawings: defaultdict[str, list[LabelledInk]] = defaultdict(list)
    for item in items:
        if item.label in set("0123456789"):
            drawings[item.writer or "unknown"].append(item)
    return {
        writer: Dataset(
            np.stack([network_image(item.ink) for item in own]),
            np.array([int(item.label) for item in own], np.int64),
            writer,
        )
        for writer, own in drawings.items()
    }


def _errors(model: Model, digits: Dataset) -> float:
    return float(np.mean(model.classifier.predict(digits.images) != digits.labels))


def _let_through(model: Model, images: Sequence[AnyArray]) -> float:
    if not len(images):
        return 0.0
    _, non_digit = model.classifier.predict_with_rejection(np.stack(images))
    return float(np.mean(non_digit <= model.description.non_digit_threshold))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", help="default: the default model")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--pen", choices=["validation", "test"], default="validation")
    source.add_argument("--ink", type=Path, metavar="FILE")
    parser.add_argument("--teach", type=int, default=5, help="digits of each class")
    parser.add_argument("--writers", type=int, default=0, help="at most so many; 0 for all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    ink = options.ink
    letters = load_pen_ink(options.pen, LETTERS).letters
    items = read_labelled_ink(ink) if ink else load_pen_ink(options.pen).digits
    model = load_model(find_model(options.model))
    outcomes = []
    for one in measure(
        model,
        items,
        options.teach,
        letters=letters,
        writers=options.writers,
        seed=options.seed,
    ):
        outcomes.append(one)
        if not options.json:
            print(
                f"{one.writer}: {one.taught} taught, errors of {one.others} others "
                f"{one.before:.1%} -> {one.after:.1%}, letters let through "
                f"{one.let_through_before:.1%} -> {one.let_through_after:.1%}"
            )
    names = [one.name for one in fields(Outcome) if one.type is float]
    means = {name: fmean(getattr(one, name) for one in outcomes) for name in names}
    if options.json:
        print(json.dumps({**means, "writers": [asdict(one) for one in outcomes]}))
    else:
        print(
            f"mean over {len(outcomes)} writers: errors {means['before']:.2%} -> "
            f"{means['after']:.2%}; MNIST {means['mnist_before']:.2%} -> "
            f"{means['mnist_after']:.2%}; letters let through "
            f"{means['let_through_before']:.2%} -> {means['let_through_after']:.2%}"
        )


if __name__ == "__main__":
    main()

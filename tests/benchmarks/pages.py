"""How well pictures of handwriting are read, by condition, and how long that takes.

    python -m tests.benchmarks.pages --count 60
    python -m tests.benchmarks.pages --condition boxes rows-25 --save pictures

A digit is right if it is the answer, whether or not it is flagged as doubtful. A number is right if
all its digits and signs are, each at its place and in its line. A page without ink is right if
neither asking for a digit nor for a number finds what is called one.
"""

import argparse
import io
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from digitpad.recognition.answers import NO_DIGIT
from digitpad.recognition.drawings import drawing_from_bytes
from digitpad.recognition.recognizer import Recognizer
from tests.benchmarks.page_pictures.conditions import CONDITIONS, Kind, pages
from tests.benchmarks.page_pictures.writing import SIGNS, Page, Writing

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read on one page.

    Attributes:
        text: the digit or number, or why there is none.
        is_right: whether that is what the page says.
        characters: the share of its digits and signs that were read.
        is_flagged: whether the program doubts that it is a digit, or that all of it are digits.
        seconds: that it took, without opening the file.
    """

    text: str
    is_right: bool
    characters: float
    is_flagged: bool
    seconds: float


def read(recognizer: Recognizer, page: Page, kind: Kind) -> Reading:
    """Read one page."""
    started = time.perf_counter()
    if kind == "number":
        number = recognizer.recognize_number_in_picture(page.picture)
        text, is_flagged = number.text, not number.is_digits_only
    else:
        answer = recognizer.recognize_picture(page.picture)
        text = "" if answer is None else str(answer.digit)
        is_flagged = answer is not None and not answer.is_digit
    seconds = time.perf_counter() - started
    if kind == "blank":
        digits = recognizer.recognize_number_in_picture(page.picture).digits
        found = "".join(one.recognition.text for one in digits if one.recognition.is_digit)
        text = ("" if is_flagged else text) + (f" {found}" if found else "")
        return Reading(text, not text, float(not text), is_flagged, seconds)
    said = page.text.translate(str.maketrans(SIGNS, NO_DIGIT * len(SIGNS)))
    text = text.translate(str.maketrans(SIGNS, NO_DIGIT * len(SIGNS)))
    share = max(0.0, 1 - _edits(text, said) / max(len(said), 1))
    return Reading(text, text == said, share, is_flagged, seconds)


def _edits(one: str, other: str) -> int:
    """How many characters have to be changed, put in or left out (Levenshtein 1966)."""
    costs = list(range(len(other) + 1))
    for row, a in enumerate(one, start=1):
        before, costs[0] = costs[0], row
        for column, b in enumerate(other, start=1):
            before, costs[column] = (
                costs[column],
                min(costs[column] + 1, costs[column - 1] + 1, before + (a != b)),
            )
    return costs[-1]


def measure(
    recognizer: Recognizer,
    writing: Writing,
    names: Iterable[str],
    count: int,
    *,
    seed: int = 0,
    save: Path | None = None,
) -> Iterator[tuple[str, list[Reading]]]:
    """The readings of each condition; every picture that is read wrong can be saved with them."""
    for name in names:
        readings = []
        for number, page in enumerate(pages(name, writing, count, seed)):
            reading = read(recognizer, page, CONDITIONS[name].kind)
            readings.append(reading)
            if save is not None:
                _save(save / name, number, page, reading)
        yield name, readings


def _save(folder: Path, number: int, page: Page, reading: Reading) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    said, text = (
        one.replace("\n", "_").replace(NO_DIGIT, "x").replace(" ", "_") or "none"
        for one in (page.text, reading.text)
    )
    verdict = "right" if reading.is_right else f"wrong_{text}"
    page.picture.save(folder / f"{number:03}_{said[:40]}_{verdict[:50]}.png", compress_level=1)


def _line(name: str, readings: Sequence[Reading]) -> str:
    right = sum(one.is_right for one in readings)
    share = right / len(readings)
    characters = np.mean([one.characters for one in readings])
    flagged = np.mean([one.is_flagged for one in readings])
    milliseconds = 1000 * np.median([one.seconds for one in readings])
    below = "" if share >= CONDITIONS[name].bar else f"  below {CONDITIONS[name].bar:.0%}"
    return (
        f"{name:20}{right:6} /{len(readings):4}{share:8.1%}{characters:12.1%}{flagged:9.1%}"
        f"{milliseconds:9.1f}{below}"
    )


def _timings(recognizer: Recognizer, writing: Writing) -> Iterator[str]:
    """The medians for a large photo, read from a file, and for a small picture."""
    number = next(pages("number-gradient", writing, 1))
    file = io.BytesIO()
    number.picture.resize((4000, 3000), Image.Resampling.BICUBIC).save(file, "JPEG", quality=90)

    def large() -> None:
        picture = drawing_from_bytes(file.getvalue(), "photo")
        assert isinstance(picture, Image.Image)
        recognizer.recognize_number_in_picture(picture)

    small = next(pages("clean", writing, 1)).picture.resize((500, 500))
    works = {
        "12 megapixel photo of a number, file included": large,
        "500 x 500 picture of a digit": lambda: recognizer.recognize_picture(small),
    }
    for name, work in works.items():
        seconds = []
        for _ in range(ROUNDS + 1):
            started = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - started)
        yield f"{name}: {1000 * np.median(seconds[1:]):.1f} ms"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", help="default: the default model")
    parser.add_argument("--condition", nargs="+", choices=list(CONDITIONS), metavar="NAME")
    parser.add_argument("--count", type=int, default=200, help="pictures of each condition")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--part", choices=["validation", "test"], default="validation")
    parser.add_argument("--save", type=Path, metavar="DIR", help="save the pictures there")
    options = parser.parse_args()
    recognizer = Recognizer.load(options.model)
    writing = Writing.read_right_by(recognizer, options.part)
    print(f"{'condition':20}{'right':>12}{'share':>8}{'characters':>12}{'flagged':>9}{'ms':>9}")
    names = options.condition or list(CONDITIONS)
    for name, readings in measure(
        recognizer, writing, names, options.count, seed=options.seed, save=options.save
    ):
        print(_line(name, readings), flush=True)
    if not options.condition:
        for line in _timings(recognizer, writing):
            print(line, flush=True)


if __name__ == "__main__":
    main()

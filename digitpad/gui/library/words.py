"""Sizes, times and shares as they are written in the library, in one place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from digitpad.gui.error_words import in_words
from digitpad.library import Entry
from digitpad.model_comparison import ModelComparison, SetComparison

PROBABLY_REAL = 0.05
"""Below this probability of luck a difference is called real."""

_LONGEST_NAME = 20


def size_text(size: int) -> str:
    """A number of bytes: `411 KB`, `3.1 MB`."""
    if size < 1_000_000:
        return f"{size / 1000:.0f} KB" if size >= 1000 else f"{size} B"
    return f"{size / 1_000_000:.1f} MB"


def accuracy_text(share: float) -> str:
    """A share of right answers with two decimals: `99.66%`."""
    return f"{share:.2%}"


def signed(value: float, decimals: int = 0) -> str:
    """A difference with its sign, a minus of its own width, and ±0 for none."""
    text = f"{value:+.{decimals}f}"
    if float(text) == 0:
        return f"±{abs(float(text)):.{decimals}f}"
    return text.replace("-", "−")


def problem_text(entry: Entry) -> str:
    """What is wrong with a model's file, without the file's place."""
    return in_words(entry.problem).removeprefix(str(entry.path)).lstrip(":： ")


def set_name(name: str) -> str:
    """What a set of digits is called in the window."""
    if name == "MNIST train":
        return QCoreApplication.translate("library_words", "MNIST training digits")
    if name == "MNIST test":
        return QCoreApplication.translate("library_words", "MNIST test digits")
    if name == "own samples":
        return QCoreApplication.translate("library_words", "Your own samples")
    return name


def called(found: ModelComparison) -> tuple[str, str]:
    """What both models are called beside each other: by their names, if those differ."""
    old, new = found.old.name, found.new.name
    if old == new:
        translate = QCoreApplication.translate
        return translate("library_words", "the old one"), translate("library_words", "the new one")
    return shortened(old), shortened(new)


def shortened(name: str) -> str:
    """A name that leaves room for something beside it."""
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"


def verdict(found: SetComparison, old: str, new: str) -> str:
    """Whether one of the models of these names is really better, in a sentence."""
    translate = QCoreApplication.translate
    gained, lost = len(found.gained), len(found.lost)
    if gained == lost:
        return translate("library_words", "On these digits, both are equally good.")
    if found.luck >= PROBABLY_REAL:
        text = translate(
            "library_words",
            "So small a difference can be luck: two equally good models would differ this much "
            "with a probability of {luck}.",
        )
    else:
        text = translate(
            "library_words", "{better} is better, and hardly by luck (probability {luck})."
        )
    return text.format(better=new if gained > lost else old, luck=_chance(found.luck))


def _chance(probability: float) -> str:
    return f"{probability:.0%}" if probability >= 0.01 else "< 1%"

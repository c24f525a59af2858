"""Formats figures, names and verdicts of models."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from digitpad.evaluation.comparison import ModelComparison, SetComparison
from digitpad.gui.translation import translated
from digitpad.library.catalog import Entry

SIGNIFICANCE_LEVEL = 0.05
"""A difference with a smaller p-value is called real."""

_LONGEST_NAME = 20


def accuracy_text(share: float | None) -> str:
    """An accuracy with two decimals: `99.66%`; a dash if it was not measured."""
    return "–" if share is None else f"{share:.2%}"


def signed(value: float, decimals: int = 0) -> str:
    """A difference with its sign, a typographic minus, and ±0 for none."""
    text = f"{value:+.{decimals}f}"
    if float(text) == 0:
        return f"±{abs(float(text)):.{decimals}f}"
    return text.replace("-", "−")


def problem_text(entry: Entry) -> str:
    """What is wrong with a model's file, without its path; empty if nothing is."""
    return translated(entry.problem).removeprefix(str(entry.path)).lstrip(":： ")


def set_name(name: str) -> str:
    """The name of a set of digits, or of several joined by " + ", in the window's language."""
    translate = QCoreApplication.translate
    known = {
        "MNIST train": translate("library_words", "MNIST training digits"),
        "MNIST test": translate("library_words", "MNIST test digits"),
        "own samples": translate("library_words", "Your own samples"),
        "pen ink": translate("library_words", "Pen ink"),
    }
    return " + ".join(known.get(part, part) for part in name.split(" + "))


def display_names(found: ModelComparison) -> tuple[str, str]:
    """The names of both models, or "old" and "new" if the names are equal."""
    old, new = found.old.name, found.new.name
    if old == new:
        translate = QCoreApplication.translate
        return (
            translate("library_words", "the old model"),
            translate("library_words", "the new model"),
        )
    return shortened(old), shortened(new)


def shortened(name: str) -> str:
    """The name, elided if it is long."""
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"


def verdict(found: SetComparison, old: str, new: str) -> str:
    """Whether the difference of two models with these names is significant, in a sentence."""
    translate = QCoreApplication.translate
    gained, lost = len(found.gained), len(found.lost)
    if gained == lost:
        return translate("library_words", "Both models are equally accurate on these digits.")
    if found.p_value >= SIGNIFICANCE_LEVEL:
        text = translate("library_words", "The difference is not significant (p-value: {p_value}).")
    else:
        text = translate("library_words", "{better} is significantly better (p-value: {p_value}).")
    p_value = f"{found.p_value:.0%}" if found.p_value >= 0.01 else "< 1%"
    return text.format(better=new if gained > lost else old, p_value=p_value)

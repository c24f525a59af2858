"""Terms about how good a model is, and why it answers as it does."""

from __future__ import annotations

from functools import cache

import numpy as np

from digitpad.common.pixels import as_floats
from digitpad.data.mnist import Dataset
from digitpad.estimators.calibration import calibrate
from digitpad.evaluation.metrics import CalibrationCurve, evaluate
from digitpad.inspection.explaining import explain
from tests.tools.pictures.glossary.materials import digit, mnist, model, overfitted, tested
from tests.tools.pictures.glossary.sheet import Sheet

SHOWN = 28
ASKED = 8
"""The class whose precision and recall are shown."""

CELL = 17


def _accuracy(sheet: Sheet) -> None:
    """The first test digits, and which of them `softmax` misreads."""
    right = tested("softmax").right[:SHOWN]
    for place, image in enumerate(as_floats(mnist("test").images[:SHOWN])):
        row, column = divmod(place, SHOWN // 2)
        left, top = 32 * column, 36 * row
        sheet.ink(image, left, top, 28)
        if not right[place]:
            sheet.frame(left, top, 28, 28, colour=sheet.problem, width=2)
    text = f"{right.sum()} / {SHOWN} = {right.mean():.1%}"
    sheet.text(32 * SHOWN // 2 + 12, 32, text, size=14, ha="left")


def _matrix(sheet: Sheet, x: float, y: float) -> None:
    """The confusion matrix of `softmax`: right answers blue, others orange, with its digits."""
    shares = tested("softmax").shares
    strength = np.where(np.eye(10), -0.7 * shares, np.minimum(1, np.sqrt(12 * shares)))
    sheet.signed(strength, x, y, 10 * CELL, limit=1)
    for place in range(10):
        middle = (place + 0.5) * CELL
        sheet.text(x - 9, y + middle, str(place), colour=sheet.quiet)
        sheet.text(x + middle, y - 9, str(place), colour=sheet.quiet)


def _confusion(sheet: Sheet) -> None:
    """The confusion matrix of `softmax`."""
    _matrix(sheet, 18, 18)


def _precision_and_recall(sheet: Sheet) -> None:
    """The row that recall is about, and the column that precision is about."""
    _matrix(sheet, 18, 18)
    counts, place = tested("softmax").confusion, ASKED * CELL
    sheet.frame(18, 18 + place, 10 * CELL, CELL, colour=sheet.blue, width=2.5)
    sheet.frame(18 + place, 18, CELL, 10 * CELL, colour=sheet.orange, width=2.5)
    right = counts[ASKED, ASKED]
    for y, total, colour in (
        (70, counts[:, ASKED].sum(), sheet.orange),
        (18 + place + CELL / 2, counts[ASKED].sum(), sheet.blue),
    ):
        text = f"{right} / {total} = {right / total:.1%}"
        sheet.text(206, y, text, size=13, colour=colour, ha="left")


@cache
def _curves() -> list[CalibrationCurve]:
    """The calibration of an overfitted model, before and after."""
    classifier, test = overfitted(), mnist("test")
    halves = np.arange(5000), np.arange(5000, 10_000)
    before = evaluate(classifier, test.subset(halves[1])).calibration()
    held_out = test.subset(halves[0])
    calibrate(classifier, Dataset(held_out.images, held_out.labels, "held out"))
    return [before, evaluate(classifier, test.subset(halves[1])).calibration()]


def _calibration(sheet: Sheet) -> None:
    """Confidence and accuracy of an overfitted model, before calibration and after."""
    for start, curve, colour in zip((34, 270), _curves(), (sheet.orange, sheet.blue), strict=True):
        axes = sheet.chart(start, 6, 180, 150)
        axes.plot([0, 1], [0, 1], color=sheet.quiet, linewidth=0.8, linestyle="--")
        some = curve.counts >= 20
        axes.plot(
            curve.confidence[some],
            curve.accuracy[some],
            "o-",
            color=colour,
            linewidth=1.5,
            markersize=4,
        )
        axes.set(xlim=(0.2, 1.02), ylim=(0.2, 1.02))
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: f"{value:.0%}")


def _saliency(sheet: Sheet) -> None:
    """What supports an answer of `cnn`: gradient, gradient times ink, occlusion, Grad-CAM."""
    sheet.ink(digit(7), 0, 0)
    for place, method in enumerate(("gradient", "gradient-times-input", "occlusion", "grad-cam")):
        found = explain(model("cnn"), method, digit(7), 7)
        sheet.signed(found, 124 * (place + 1), 0, limit=float(np.quantile(np.abs(found), 0.995)))


PICTURES = {
    "accuracy": _accuracy,
    "calibration": _calibration,
    "confusion": _confusion,
    "precision-and-recall": _precision_and_recall,
    "saliency": _saliency,
}

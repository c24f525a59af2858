"""How well a model reads what people drew: all through the real path, writer by writer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from digitpad.evaluation import Evaluation
from digitpad.ink import Ink, LabelledInk, Stroke, rasterize
from digitpad.recognizer import Recognition, Recognizer
from digitpad.types import FloatArray

FEWEST = 20
"""Digits a writer needs for his or her accuracy to mean something."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """How the ink is brought onto the pad, instead of as it was recorded.

    Attributes:
        height: longer side of the drawing in pad units; 0 leaves it, and dots stay as they are.
        canvas: side of the square pad, on which the drawing gets a random place; 0 leaves it.
        pen_width: in pad units; 0 leaves it.
        as_picture: recognize the picture of the pad instead of the strokes.
        seed: of the random places.
    """

    height: float = 0.0
    canvas: float = 0.0
    pen_width: float = 0.0
    as_picture: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class InkEvaluation:
    """The answers to a set of labelled ink.

    Attributes:
        items: the drawings whose labels are digits.
        result: accuracy, confusion and so on.
        recognitions: one for each item.
    """

    items: Sequence[LabelledInk]
    result: Evaluation
    recognitions: Sequence[Recognition]

    @property
    def by_writer(self) -> dict[str, tuple[float, int]]:
        """Accuracy and count for each writer."""
        answers: defaultdict[str, list[bool]] = defaultdict(list)
        for item, right in zip(self.items, self.result.right, strict=True):
            answers[item.writer or "unknown"].append(bool(right))
        return {writer: (float(np.mean(a)), len(a)) for writer, a in sorted(answers.items())}

    def worst_writers(self, share: float = 0.1) -> dict[str, float]:
        """The worst share of those with at least 20 digits, worst first."""
        counted = [
            (accuracy, writer) for writer, (accuracy, n) in self.by_writer.items() if n >= FEWEST
        ]
        return {
            writer: accuracy
            for accuracy, writer in sorted(counted)[: max(1, int(len(counted) * share))]
        }

    @property
    def turned_away(self) -> float:
        """The share of drawings that the model takes for no digit."""
        return float(np.mean([not recognition.is_digit for recognition in self.recognitions]))

    def confusion_pairs(self) -> list[tuple[int, int, int]]:
        """(truth, answer, count) of the mistakes, most frequent first."""
        wrong = ~self.result.right
        pairs = zip(self.result.labels[wrong], self.result.predicted[wrong], strict=True)
        return [(int(a), int(b), n) for (a, b), n in Counter(pairs).most_common()]


def evaluate_ink(
    recognizer: Recognizer, items: Sequence[LabelledInk], drawing: Drawing | None = None
) -> InkEvaluation:
    """Recognize every drawing that is labelled with one of the model's classes.

    A drawing in which nothing is recognized counts as wrong, with even probabilities.
    """
    drawing = drawing or Drawing()
    classes = [str(label) for label in recognizer.model.description.classes]
    items = [item for item in items if item.label in classes]
    generator = np.random.default_rng(drawing.seed)
    recognitions = [_recognize(recognizer, item.ink, drawing, generator) for item in items]
    labels = np.array([classes.index(item.label or "") for item in items], np.int64)
    probabilities = np.array([r.probabilities for r in recognitions], np.float32)
    probabilities = probabilities.reshape(-1, len(classes))
    return InkEvaluation(
        items, Evaluation(labels, probabilities, probabilities.argmax(axis=1)), recognitions
    )


def _recognize(
    recognizer: Recognizer, ink: Ink, drawing: Drawing, generator: np.random.Generator
) -> Recognition:
    ink = place(ink, drawing, generator)
    result = (
        recognizer.recognize_picture(_picture(ink, drawing))
        if drawing.as_picture
        else recognizer.recognize_ink(ink)
    )
    if result is None:
        raise ValueError("ink that is drawn always leaves something to recognize")
    return result


def place(ink: Ink, drawing: Drawing, generator: np.random.Generator) -> Ink:
    """The ink in the size, place and pen that `drawing` asks for."""
    left, top, right, bottom = ink.bounds()
    longer_side = max(right - left, bottom - top)
    # A dot has no size that could be changed.
    scale = drawing.height / longer_side if drawing.height and longer_side else 1.0
    pen = drawing.pen_width or ink.pen_width * scale
    offset = np.zeros(2)
    if drawing.canvas:
        room = drawing.canvas - np.array([right - left, bottom - top]) * scale - pen
        offset = pen / 2 + generator.random(2) * np.maximum(room, 0)
        offset -= np.array([left, top]) * scale
    strokes = tuple(
        Stroke.of(stroke.points * scale + offset, stroke.times, stroke.pressures)
        for stroke in ink.strokes
    )
    return Ink(strokes, pen)


def _picture(ink: Ink, drawing: Drawing) -> Image.Image:
    left, top, right, bottom = ink.bounds()
    margin = ink.pen_width
    side = int(drawing.canvas or max(right - left, bottom - top) + 2 * margin) + 1
    offset = (0.0, 0.0) if drawing.canvas else (margin - left, margin - top)
    pixels = rasterize(ink, side, side, offset=offset)
    return Image.fromarray((255 - pixels * 255).astype(np.uint8))


def contact_sheet(
    pictures: Sequence[FloatArray], captions: Sequence[str], columns: int = 16
) -> Image.Image:
    """Small pictures (28, 28) with a line below each, row by row, to look at."""
    side, line = 56, 14
    rows = max(1, -(-len(pictures) // columns))
    sheet = Image.new("L", (columns * (side + 4), rows * (side + line + 4)), 255)
    pen = ImageDraw.Draw(sheet)
    for number, (pixels, caption) in enumerate(zip(pictures, captions, strict=True)):
        row, column = divmod(number, columns)
        corner = (column * (side + 4) + 2, row * (side + line + 4) + 2)
        tile = Image.fromarray((255 - pixels * 255).astype(np.uint8))
        sheet.paste(tile.resize((side, side), Image.Resampling.NEAREST), corner)
        pen.text((corner[0], corner[1] + side), caption, fill=0)
    return sheet

"""How well a model reads recorded ink, writer by writer, through the same path as the pad's ink."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from digitpad.common.atomic_files import write_atomically
from digitpad.common.errors import InkError
from digitpad.common.types import FloatArray
from digitpad.evaluation.metrics import Evaluation
from digitpad.evaluation.rejection import Rejection
from digitpad.ink.files import LabelledInk
from digitpad.ink.raster import rasterize
from digitpad.ink.strokes import Ink, Stroke
from digitpad.recognition.recognizer import Recognition, Recognizer

_DIGITS = frozenset("0123456789")

MIN_DIGITS = 20
"""Writers with fewer digits are left out of `worst_writers`."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """How the ink is drawn before it is recognized; by default as it was recorded.

    Attributes:
        height: longer side of the drawing in pad units; 0 keeps it. Dots are never scaled.
        canvas: side of the square pad, on which each drawing gets a random position; 0 keeps the
            recorded position.
        pen_width: in pad units; 0 keeps the recorded one.
        as_picture: recognize a picture of the pad instead of the strokes.
        seed: of the random positions.
    """

    height: float = 0.0
    canvas: float = 0.0
    pen_width: float = 0.0
    as_picture: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Misreading:
    """All errors of one kind.

    Attributes:
        label: the digit that was written.
        answer: the digit that it was read as.
        indices: of the items, the most confident error first.
    """

    label: int
    answer: int
    indices: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.label} read as {self.answer}: {len(self.indices)}"


@dataclass(frozen=True, slots=True, eq=False)
class InkEvaluation:
    """The answers to a set of labelled ink.

    Attributes:
        items: the drawings whose labels are classes of the model.
        result: accuracy, confusion matrix and so on.
        recognitions: one for each item.
        unknown: how many other drawings there are, by label; an empty label stands for none.
        rejection: how well digits and drawings labelled as something else are told apart; None
            where there are no such drawings, or the model has no output for them. Drawings that
            count as signs score 1, whatever the model says of them.
    """

    items: Sequence[LabelledInk]
    result: Evaluation
    recognitions: Sequence[Recognition]
    unknown: Mapping[str, int]
    rejection: Rejection | None = None

    @property
    def by_writer(self) -> dict[str, tuple[float, int]]:
        """Accuracy and count for each writer."""
        answers: defaultdict[str, list[bool]] = defaultdict(list)
        for item, right in zip(self.items, self.result.right, strict=True):
            answers[item.writer or "unknown"].append(bool(right))
        return {writer: (float(np.mean(a)), len(a)) for writer, a in sorted(answers.items())}

    def worst_writers(self, share: float = 0.1) -> dict[str, float]:
        """The accuracy of the worst `share` of writers with at least 20 digits, worst first."""
        counted = [(a, writer) for writer, (a, n) in self.by_writer.items() if n >= MIN_DIGITS]
        worst = sorted(counted)[: max(1, int(len(counted) * share))]
        return {writer: accuracy for accuracy, writer in worst}

    @property
    def left_out(self) -> dict[str, int]:
        """Those of `unknown` that not even `rejection` was measured on."""
        measured = self.rejection is not None
        return {x: n for x, n in self.unknown.items() if not x or x in _DIGITS or not measured}

    @property
    def rejected(self) -> float:
        """The share of digits that are taken for none: by the model, or as signs."""
        return float(np.mean([not recognition.is_digit for recognition in self.recognitions]))

    def kinds_of_misreading(self) -> list[Misreading]:
        """The errors by label and answer, the most frequent kind first."""
        kinds: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for index in self.result.misread:
            kinds[int(self.result.labels[index]), int(self.result.predicted[index])].append(
                int(index)
            )
        found = [Misreading(*pair, tuple(indices)) for pair, indices in kinds.items()]
        return sorted(found, key=lambda kind: (-len(kind.indices), kind.label, kind.answer))


def evaluate_ink(
    recognizer: Recognizer, items: Sequence[LabelledInk], drawing: Drawing | None = None
) -> InkEvaluation:
    """Recognize every drawing that is labelled with one of the model's classes.

    A model that can reject is also shown the drawings that are labelled as no digit at all.

    Raises:
        InkError: there is no such drawing, or nothing is drawn in one of them.
    """
    drawing = drawing or Drawing()
    classes = np.array(recognizer.model.description.classes, np.int64)
    names = {str(label) for label in classes}
    others = [item for item in items if item.label and item.label not in names | _DIGITS]
    unknown = Counter(item.label or "" for item in items if item.label not in names)
    items = [item for item in items if item.label in names]
    if not items:
        raise InkError(
            "no drawing is labelled with a class of the model, {classes}",
            classes=", ".join(sorted(names)),
        )
    generator = np.random.default_rng(drawing.seed)
    recognitions = [_recognize(recognizer, item, drawing, generator) for item in items]
    labels = np.array([int(item.label or 0) for item in items], np.int64)
    probabilities = np.array([one.probabilities for one in recognitions], np.float32)
    non_digit = np.array([one.non_digit for one in recognitions], np.float32)
    result = Evaluation(labels, probabilities, classes, non_digit)
    rejection = None
    if others and recognizer.model.description.non_digits:
        answers = [_recognize(recognizer, item, drawing, generator) for item in others]
        threshold = recognizer.model.description.non_digit_threshold
        rejection = Rejection(_scores(recognitions), _scores(answers), threshold)
    return InkEvaluation(items, result, recognitions, unknown, rejection)


def _scores(answers: Sequence[Recognition]) -> FloatArray:
    """(N,) the probability of being no digit, 1 for signs."""
    return np.array([one.with_non_digit()[-1] for one in answers], np.float32)


def _recognize(
    recognizer: Recognizer, item: LabelledInk, drawing: Drawing, generator: np.random.Generator
) -> Recognition:
    result = None
    if not item.ink.is_empty:
        ink = place(item.ink, drawing, generator)
        result = recognizer.recognize(_picture(ink, drawing) if drawing.as_picture else ink)
    if result is None:
        raise InkError(
            "a drawing labelled {label} of writer {writer!r} shows no ink",
            label=item.label,
            writer=item.writer or "unknown",
        )
    return result


def place(ink: Ink, drawing: Drawing, generator: np.random.Generator) -> Ink:
    """The ink with the size, position and pen width that `drawing` asks for."""
    left, top, right, bottom = ink.bounds()
    longer_side = max(right - left, bottom - top)
    # A dot has no size that could be scaled.
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


def write_contact_sheet(
    path: Path, pictures: Sequence[FloatArray], captions: Sequence[str], columns: int = 16
) -> None:
    """Write a PNG of images (28, 28) float32 in rows, each with a line of text below it.

    Raises:
        OSError: the file cannot be written.
    """
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
    buffer = io.BytesIO()
    sheet.save(buffer, "png")
    write_atomically(path, buffer.getvalue())

"""Numbers: several digits on the pad or in one picture, recognized in order.

ink or picture -> possible cuts -> every segment that may be a digit is recognized
-> the best sequence of segments -> Number("217", boxes, probabilities)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from digitpad.imaging.page import Page
from digitpad.imaging.preprocess import Stages, preprocess_stages
from digitpad.ink.raster import PEN_FRACTION, rasterize, rasterize_fitted
from digitpad.ink.strokes import Ink, Stroke
from digitpad.recognition.answers import Recognition
from digitpad.recognition.numbers import Box, Number, NumberDigit
from digitpad.recognition.segmentation.reading import (
    Segment,
    as_digit_or_sign,
    best_reading,
    digit_score,
    possible_segments,
    total_score,
)
from digitpad.recognition.segmentation.rows import PictureRow, rows_of_picture
from digitpad.recognition.segmentation.signs import frame_of_small, sign_of
from digitpad.recognition.segmentation.strokes import StrokeLine, possible_lines

Recognize = Callable[[Sequence[Stages]], list[Recognition]]
"""Recognizes several preprocessed digits at once."""

BATCH = 32
"""Digits recognized at once; few enough that one thread is used."""

View = tuple[float, tuple[Stroke, ...], Box | None]
"""What the model is shown of a mark: pen width, strokes, and the frame if it is small."""

Known = dict[View, Recognition]
"""Cached results; strokes are compared by identity."""

FRAME_PIXELS = 80
"""The side of the picture of a small mark."""


def number_in_ink(ink: Ink, recognize: Recognize, known: Known | None = None) -> Number:
    """Recognize the digits of a drawing; an empty `Number` if it is blank.

    Args:
        ink: the drawing.
        recognize: the model.
        known: a cache. Digits that have not changed since the last call are not recognized again.
            It is replaced by the results of this call.
    """
    groupings = [
        (odds, [_InkLine(ink, line) for line in lines]) for odds, lines in possible_lines(ink)
    ]
    needed = dict.fromkeys(
        view for _, lines in groupings for line in lines for view in line.views.values()
    )
    answers = {view: answer for view, answer in dict(known or {}).items() if view in needed}
    new = [view for view in needed if view not in answers]
    stages = [stages_of_mark(Ink(strokes, pen_width), frame) for pen_width, strokes, frame in new]
    answers |= dict(zip(new, _answers(stages, recognize), strict=True))
    if known is not None:
        known.clear()
        known |= answers
    readings = [(odds, *_read_lines(lines, answers)) for odds, lines in groupings]
    _, _, digits = max(readings, key=lambda reading: reading[0] + reading[1])
    return Number.of(digits)


class _InkLine:
    """A line, and what the model is shown of it.

    Attributes:
        ink: the drawing.
        line: one of its lines.
        strokes: of each segment that may be one digit, the indices, in drawing order.
        neighbours: of each, the boxes of the other tall marks.
        views: of each, the key of its picture.
    """

    def __init__(self, ink: Ink, line: StrokeLine) -> None:
        self.ink, self.line = ink, line
        segments = possible_segments(line.odds)
        self.strokes = {(f, end): tuple(sorted(line.strokes[f:end])) for f, end in segments}
        self.neighbours = {one: line.neighbours(own) for one, own in self.strokes.items()}
        self.views = {one: self._view(one) for one in segments}

    def part(self, segment: Segment) -> Ink:
        """The ink of one segment."""
        strokes = tuple(self.ink.strokes[number] for number in self.strokes[segment])
        return Ink(strokes, self.ink.pen_width)

    def _view(self, segment: Segment) -> View:
        part = self.part(segment)
        frame = frame_of_small(part.bounds(), part.pen_width, self.neighbours[segment])
        return part.pen_width, part.strokes, frame

    def read(self, answers: Known, index: int) -> tuple[float, list[NumberDigit]]:
        """The score of the best reading, and its digits."""
        marks = {
            segment: as_digit_or_sign(
                answers[view], sign_of(view[1], view[0], self.neighbours[segment]), len(view[1])
            )
            for segment, view in self.views.items()
        }
        scores = {segment: score for segment, (score, _) in marks.items()}
        reading = best_reading(self.line.odds, scores)
        digits = [
            NumberDigit(_box_of(self.part(one)), marks[one][1], index, self.strokes[one])
            for one in reading
        ]
        return total_score(self.line.odds, scores, reading), digits


def _read_lines(lines: Sequence[_InkLine], answers: Known) -> tuple[float, tuple[NumberDigit, ...]]:
    read = [line.read(answers, index) for index, line in enumerate(lines)]
    return sum(score for score, _ in read), tuple(digit for _, line in read for digit in line)


def _answers(several: Sequence[Stages], recognize: Recognize) -> list[Recognition]:
    """Recognize in small batches."""
    return [
        answer
        for first in range(0, len(several), BATCH)
        for answer in recognize(several[first : first + BATCH])
    ]


def stages_of_mark(ink: Ink, frame: Box | None = None) -> Stages:
    """Ink, preprocessed as one digit; a small mark as large as it is within its line.

    Args:
        ink: at least one stroke.
        frame: the square that is shown of a small mark, see `frame_of_small`.
    """
    if frame is None:
        stages = preprocess_stages(rasterize_fitted(ink), clean=True)
    else:
        left, top, right, _ = frame
        scale = FRAME_PIXELS / (right - left)
        grey = rasterize(
            ink,
            FRAME_PIXELS,
            FRAME_PIXELS,
            scale=scale,
            offset=(-left * scale, -top * scale),
            pen_width=PEN_FRACTION * (right - left),
        )
        stages = preprocess_stages(grey, clean=True, skip=frozenset({"crop"}))
    assert stages is not None  # noqa: S101 - a stroke always has ink
    return stages


def _box_of(part: Ink) -> Box:
    radius = part.pen_width / 2
    left, top, right, bottom = part.bounds()
    return left - radius, top - radius, right + radius, bottom + radius


def number_on_page(page: Page, recognize: Recognize) -> Number:
    """Recognize the digits of a page; an empty `Number` if it is blank.

    Boxes are in pixels of the picture in its upright orientation.
    """
    digits: list[NumberDigit] = []
    for index, row in enumerate(rows_of_picture(page.ink, page.pen_width)):
        digits += _read_row(row, index, recognize)
    return Number.of(tuple(replace(digit, box=page.box_in_picture(digit.box)) for digit in digits))


def _read_row(row: PictureRow, index: int, recognize: Recognize) -> list[NumberDigit]:
    views = [(segment, view) for segment in row.boxes for view in row.views(segment)]
    answers: dict[Segment, Recognition] = {}
    for (segment, _), answer in zip(views, _answers([v for _, v in views], recognize), strict=True):
        if segment not in answers or digit_score(answer) > digit_score(answers[segment]):
            answers[segment] = answer
    marks = {
        segment: as_digit_or_sign(
            answer,
            sign_of(row.strokes[segment], row.pen_width, row.neighbours(segment))
            if segment in row.strokes
            else None,
            len(row.strokes.get(segment, ())),
            row.size_score(segment),
        )
        for segment, answer in answers.items()
    }
    reading = best_reading(row.odds, {segment: score for segment, (score, _) in marks.items()})
    return [NumberDigit(row.box(segment), marks[segment][1], index) for segment in reading]

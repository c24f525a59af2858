"""Numbers: several digits on one pad or in one picture, read in order.

segment: pieces and likely gaps  ->  every stretch that may be a digit is recognized
         ->  reading: the best way through  ->  Number("217", boxes, probabilities)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from PIL import Image

from digitpad.ink import Ink, rasterize_fitted
from digitpad.picture import grey_from_picture
from digitpad.preprocess import Stages, preprocess_stages
from digitpad.recognition import Box, Number, NumberDigit, Recognition
from digitpad.segment.reading import Stretch, best_reading, chance, possible_stretches
from digitpad.segment.rows import PictureRow, rows_of_picture
from digitpad.segment.strokes import StrokeLine, lines_of_strokes

Recognize = Callable[[Sequence[Stages]], list[Recognition]]
"""Answers for several preprocessed digits at once."""

BATCH = 32


def number_in_ink(ink: Ink, recognize: Recognize) -> Number:
    """Read the digits of a drawing; an empty `Number` where nothing is drawn."""
    digits: list[NumberDigit] = []
    for place, line in enumerate(lines_of_strokes(ink)):
        digits += _read_strokes(ink, line, place, recognize)
    return Number.of(tuple(digits))


def _read_strokes(
    ink: Ink, line: StrokeLine, place: int, recognize: Recognize
) -> list[NumberDigit]:
    stretches = possible_stretches(line.odds)
    stages = {(first, end): _stages_of(ink, line.strokes[first:end]) for first, end in stretches}
    answers = _answers(stages, recognize)
    scores = {stretch: chance(answer) for stretch, answer in answers.items()}
    reading = best_reading(line.odds, scores)
    return [
        NumberDigit(_box_of(ink, strokes), answers[first, end], place, strokes)
        for first, end in reading
        for strokes in [tuple(sorted(line.strokes[first:end]))]
    ]


def _answers(stages: Mapping[Stretch, Stages], recognize: Recognize) -> dict[Stretch, Recognition]:
    """Recognized in batches small enough that starting threads would not pay."""
    several = list(stages.values())
    answers = [
        answer
        for first in range(0, len(several), BATCH)
        for answer in recognize(several[first : first + BATCH])
    ]
    return dict(zip(stages, answers, strict=True))


def _part_of(ink: Ink, strokes: Sequence[int]) -> Ink:
    return Ink(tuple(ink.strokes[number] for number in sorted(strokes)), ink.pen_width)


def _stages_of(ink: Ink, strokes: Sequence[int]) -> Stages:
    stages = preprocess_stages(rasterize_fitted(_part_of(ink, strokes)), clean=True)
    assert stages is not None  # noqa: S101 - a stroke always leaves ink
    return stages


def _box_of(ink: Ink, strokes: Sequence[int]) -> Box:
    box = np.array(_part_of(ink, strokes).bounds()) + ink.pen_width / 2 * np.array([-1, -1, 1, 1])
    left, top, right, bottom = box.tolist()
    return left, top, right, bottom


def number_in_picture(picture: Image.Image, recognize: Recognize) -> Number:
    """Read the digits of a picture; an empty `Number` where nothing stands out.

    Boxes are in pixels of the picture as it is looked at, the camera's turning undone.

    Raises:
        ImageError: the picture's data are damaged.
    """
    size = picture.size
    grey = grey_from_picture(picture)
    if (size[0] < size[1]) != (grey.shape[1] < grey.shape[0]):
        size = size[::-1]
    digits: list[NumberDigit] = []
    for place, row in enumerate(rows_of_picture(grey)):
        digits += _read_row(row, place, recognize)
    scale = size[0] / grey.shape[1], size[1] / grey.shape[0]
    return Number.of(tuple(_enlarged(digit, scale) for digit in digits))


def _enlarged(digit: NumberDigit, scale: tuple[float, float]) -> NumberDigit:
    """Its box in pixels of the whole picture, which may have been shrunk."""
    left, top, right, bottom = digit.box
    x, y = scale
    return replace(digit, box=(left * x, top * y, right * x, bottom * y))


def _read_row(row: PictureRow, place: int, recognize: Recognize) -> list[NumberDigit]:
    stages = {stretch: row.stages(stretch) for stretch in row.boxes}
    readable = {stretch: found for stretch, found in stages.items() if found is not None}
    answers = _answers(readable, recognize)
    scores = {
        stretch: chance(answer) + row.likely_size(stretch) for stretch, answer in answers.items()
    }
    reading = best_reading(row.odds, scores)
    return [NumberDigit(row.box(stretch), answers[stretch], place) for stretch in reading]

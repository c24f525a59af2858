"""Numbers: several digits on one pad or in one picture, read in order.

segment: pieces and likely gaps  ->  every stretch that may be a digit is recognized
         ->  reading: the best way through  ->  Number("217", boxes, probabilities)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PIL import Image

from digitpad.ink import Ink, Stroke, rasterize_fitted
from digitpad.picture import grey_from_picture
from digitpad.preprocess import Stages, preprocess_stages
from digitpad.recognition import Box, Number, NumberDigit, Recognition
from digitpad.segment.reading import Stretch, best_reading, chance, possible_stretches
from digitpad.segment.rows import PictureRow, rows_of_picture
from digitpad.segment.strokes import StrokeLine, lines_of_strokes

Recognize = Callable[[Sequence[Stages]], list[Recognition]]
"""Answers for several preprocessed digits at once."""

BATCH = 32


Known = dict[tuple[float, tuple[Stroke, ...]], Recognition]
"""Answers for groups of strokes drawn with a pen of some width; strokes are told by identity."""


def number_in_ink(ink: Ink, recognize: Recognize, known: Known | None = None) -> Number:
    """Read the digits of a drawing; an empty `Number` where nothing is drawn.

    Args:
        ink: the drawing.
        recognize: the model.
        known: its answers from the last time, which save asking again about digits that have not
            changed since; holds the new answers afterwards.
    """
    lines = lines_of_strokes(ink)
    asked = dict.fromkeys(
        _key(ink, line.strokes[first:end])
        for line in lines
        for first, end in possible_stretches(line.odds)
    )
    answers = {key: answer for key, answer in dict(known or {}).items() if key in asked}
    new = [key for key in asked if key not in answers]
    stages = [_stages_of(Ink(strokes, pen_width)) for pen_width, strokes in new]
    answers |= dict(zip(new, _answers(stages, recognize), strict=True))
    if known is not None:
        known.clear()
        known |= answers
    digits = [
        digit
        for place, line in enumerate(lines)
        for digit in _read_strokes(ink, line, place, answers)
    ]
    return Number.of(tuple(digits))


def _key(ink: Ink, strokes: Sequence[int]) -> tuple[float, tuple[Stroke, ...]]:
    return ink.pen_width, tuple(ink.strokes[number] for number in sorted(strokes))


def _read_strokes(ink: Ink, line: StrokeLine, place: int, answers: Known) -> list[NumberDigit]:
    by_stretch = {
        (first, end): answers[_key(ink, line.strokes[first:end])]
        for first, end in possible_stretches(line.odds)
    }
    scores = {stretch: chance(answer) for stretch, answer in by_stretch.items()}
    return [
        NumberDigit(_box_of(ink, strokes), by_stretch[first, end], place, strokes)
        for first, end in best_reading(line.odds, scores)
        for strokes in [tuple(sorted(line.strokes[first:end]))]
    ]


def _answers(several: Sequence[Stages], recognize: Recognize) -> list[Recognition]:
    """Recognized in batches small enough that starting threads would not pay."""
    return [
        answer
        for first in range(0, len(several), BATCH)
        for answer in recognize(several[first : first + BATCH])
    ]


def _stages_of(ink: Ink) -> Stages:
    stages = preprocess_stages(rasterize_fitted(ink), clean=True)
    assert stages is not None  # noqa: S101 - a stroke always leaves ink
    return stages


def _box_of(ink: Ink, strokes: Sequence[int]) -> Box:
    part = Ink(tuple(ink.strokes[number] for number in strokes), ink.pen_width)
    radius = ink.pen_width / 2
    left, top, right, bottom = part.bounds()
    return left - radius, top - radius, right + radius, bottom + radius


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
    views = [(stretch, view) for stretch in row.boxes for view in row.views(stretch)]
    answers: dict[Stretch, Recognition] = {}
    for (stretch, _), answer in zip(views, _answers([v for _, v in views], recognize), strict=True):
        if stretch not in answers or chance(answer) > chance(answers[stretch]):
            answers[stretch] = answer
    scores = {
        stretch: chance(answer) + row.likely_size(stretch) for stretch, answer in answers.items()
    }
    reading = best_reading(row.odds, scores)
    return [NumberDigit(row.box(stretch), answers[stretch], place) for stretch in reading]

"""The JSON of one ink, which its files and the command line share."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from digitpad.common.errors import InkError
from digitpad.common.reading import parse_json
from digitpad.common.validation import DescriptionError, build
from digitpad.ink.strokes import MAX_POINTS, Ink, Stroke

FORMAT = "digitpad-ink"
VERSION = 1

MAX_STROKES = 10_000
"""Of one ink."""


@dataclass(frozen=True)
class _StrokeRecord:
    points: list[Any]
    times: list[Any] | None = None
    pressures: list[Any] | None = None


@dataclass(frozen=True)
class _InkRecord:
    """The JSON of one ink; the label and the writer are those of `digitpad.ink.files`."""

    format: str
    version: int
    strokes: list[_StrokeRecord]
    pen_width: float = 20.0
    label: str | None = None
    writer: str | None = None


def ink_text(ink: Ink) -> str:
    """Ink as JSON; see `Ink.to_json`."""
    return json.dumps(ink_record(ink), separators=(",", ":"))


def ink_record(ink: Ink) -> dict[str, Any]:
    """The JSON object for ink."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "pen_width": ink.pen_width,
        "strokes": [
            {
                "points": np.round(stroke.points.astype(float), 2).tolist(),
                "times": np.round(stroke.times.astype(float), 3).tolist(),
                "pressures": np.round(stroke.pressures.astype(float), 3).tolist(),
            }
            for stroke in ink.strokes
        ],
    }


def ink_from_text(text: str | bytes, source: str) -> Ink:
    """Ink from JSON; the arguments are those of `Ink.from_json`.

    Raises:
        InkError: the text is not ink, is damaged, or has a newer version.
    """
    try:
        document = parse_json(text, source)
    except DescriptionError as error:
        raise InkError("{error}", error=error) from error
    return ink_from_record(document, source)


def ink_from_record(document: Any, source: str) -> Ink:
    """Ink from the JSON object of `ink_record`.

    Raises:
        InkError: the object is not ink, is damaged, or has a newer version.
    """
    check_format(document, FORMAT, source)
    given = document.get("strokes")
    if isinstance(given, list) and len(given) > MAX_STROKES:
        raise InkError("{source}: more than {limit:,} strokes", source=source, limit=MAX_STROKES)
    try:
        record = build(_InkRecord, document, source)
    except DescriptionError as error:
        raise InkError("{error}", error=error) from error
    if sum(len(one.points) for one in record.strokes) > MAX_POINTS:
        raise InkError("{source}: more than {limit:,} points", source=source, limit=MAX_POINTS)
    strokes: list[Stroke] = []
    for number, one in enumerate(record.strokes, start=1):
        try:
            points = _plain(_coordinates(one.points), "points").reshape(-1, 2)
            times = None if one.times is None else _plain(one.times, "times")
            forces = None if one.pressures is None else _plain(one.pressures, "pressures")
            strokes.append(Stroke.of(points, times, forces))
        except InkError as error:
            raise InkError(
                "{source}: stroke {number}: {error}", source=source, number=number, error=error
            ) from error
    try:
        return Ink(tuple(strokes), record.pen_width)
    except InkError as error:
        raise InkError("{source}: {error}", source=source, error=error) from error


def _coordinates(points: list[Any]) -> list[Any]:
    """The coordinates x, y, x, y, ... of points [x, y]. Raises `InkError`."""
    if not all(type(point) is list and len(point) == 2 for point in points):
        raise InkError("{name} must be a regular list of numbers", name="points")
    return [number for point in points for number in point]


def _plain(values: list[Any], name: str) -> npt.NDArray[np.float64]:
    """Numbers of JSON as an array; NumPy would take texts and much else for an array too."""
    if not set(map(type, values)) <= {int, float}:
        raise InkError("{name} must be numbers", name=name)
    try:
        return np.array(values, np.float64)
    except OverflowError:
        raise InkError("{name} must be numbers", name=name) from None


def check_format(document: Any, expected: str, source: str) -> None:
    """Check `format` and `version` of a JSON object.

    Raises:
        InkError: another format, or a newer version.
    """
    found = document.get("format") if isinstance(document, dict) else type(document).__name__
    if found != expected:
        raise InkError(
            '{source}: format is {found!r}, expected "{expected}"',
            source=source,
            found=found,
            expected=expected,
        )
    version = document.get("version")
    if type(version) is not int or not 1 <= version <= VERSION:
        raise InkError(
            "{source}: version is {version!r}, expected {current}; a newer digitpad may read it",
            source=source,
            version=version,
            current=VERSION,
        )

"""Ink: what the pen did, kept as strokes, and drawn at any size.

A stroke is the way of the pen from touching to lifting: points with their time and pressure. Ink
is a few strokes and the width of the pen. It is kept as it was drawn; pictures of it, large, small
or centred, are made from it whenever one is needed.

    Stroke: (P, 2) points, (P,) times, (P,) pressures      Ink -> rasterize -> (height, width)
"""

from __future__ import annotations

import gzip
import json
import math
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from digitpad.errors import InkError
from digitpad.files import write_atomically
from digitpad.raster import Segments, draw
from digitpad.types import FloatArray

FORMAT = "digitpad-ink"
SET_FORMAT = "digitpad-ink-set"
VERSION = 1

MAX_POINTS = 200_000
"""In one ink; an hour of uninterrupted writing has fewer."""

MAX_COORDINATE = 1e6
MAX_SIDE = 16_384
"""The largest picture of ink, in pixels."""

MAX_FILE_BYTES = 1 << 28

LIGHTEST_PRESSURE = 0.3
"""How wide a pen that hardly touches draws, relative to full pressure."""

PEN_FRACTION = 0.12
"""Pen width of fitted ink relative to its longer side; then strokes are as thick as MNIST's."""


def pen_radius(pen_width: float, pressures: FloatArray) -> FloatArray:
    """Radius of the pen at each pressure, (P,): half the width at 1, less at lower pressure."""
    part = LIGHTEST_PRESSURE + (1 - LIGHTEST_PRESSURE) * np.asarray(pressures, np.float32)
    return (0.5 * pen_width * part).astype(np.float32)


def _numbers(values: npt.ArrayLike, name: str, shape: tuple[int, ...]) -> FloatArray:
    """`values` as a read-only float32 array of this shape (-1: any length), or an InkError."""
    try:
        array = np.asarray(values)
    except (TypeError, ValueError):
        raise InkError(f"{name} must be a regular list of numbers") from None
    wanted = " x ".join("n" if side < 0 else str(side) for side in shape)
    if array.dtype.kind not in "iuf":
        raise InkError(f"{name} must be numbers, {wanted}")
    if array.ndim != len(shape) or any(
        side not in (-1, found) for side, found in zip(shape, array.shape, strict=True)
    ):
        found = " x ".join(map(str, array.shape)) or "one number"
        raise InkError(f"{name} must be {wanted} numbers, found {found}")
    if not np.isfinite(array).all() or np.abs(array).max(initial=0) > MAX_COORDINATE:
        raise InkError(f"{name} must be finite and at most {MAX_COORDINATE:,.0f} in size")
    result = array.astype(np.float32)
    result.setflags(write=False)
    return result


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """The way of the pen from touching the pad to lifting; made by `Stroke.of`, which checks.

    Attributes:
        points: (P, 2) float32, x to the right, y down, in pad units; P is at least 1.
        times: (P,) float32, seconds since the ink's first point, never decreasing.
        pressures: (P,) float32, 0 to 1; 1 from a mouse, 0.5 from a pen that does not tell.
    """

    points: FloatArray
    times: FloatArray
    pressures: FloatArray
    _bounds: list[tuple[float, float, float, float]] = field(default_factory=list, init=False)

    @classmethod
    def of(
        cls,
        points: npt.ArrayLike,
        times: npt.ArrayLike | None = None,
        pressures: npt.ArrayLike | None = None,
    ) -> Self:
        """A checked stroke. Without times 100 points a second, without pressures 1.

        Raises:
            InkError: no points, lengths that differ, or numbers that cannot be.
        """
        checked = _numbers(points, "points", (-1, 2))
        count = len(checked)
        if count == 0:
            raise InkError("a stroke needs at least one point")
        if count > MAX_POINTS:
            raise InkError(f"a stroke has {count:,} points, at most {MAX_POINTS:,} are possible")
        seconds = np.arange(count) / 100 if times is None else times
        forces = np.ones(count) if pressures is None else pressures
        checked_times = _numbers(seconds, "times", (count,))
        if (np.diff(checked_times) < 0).any() or checked_times[0] < 0:
            raise InkError("times must not be negative and never decrease")
        checked_pressures = _numbers(forces, "pressures", (count,))
        if checked_pressures.min() < 0 or checked_pressures.max() > 1:
            raise InkError("pressures must lie between 0 and 1")
        return cls(checked, checked_times, checked_pressures)

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the points; worked out once."""
        if not self._bounds:
            (left, top), (right, bottom) = self.points.min(axis=0), self.points.max(axis=0)
            self._bounds.append((float(left), float(top), float(right), float(bottom)))
        return self._bounds[0]

    def __repr__(self) -> str:
        return f"Stroke of {len(self.points)} points, {self.times[-1] - self.times[0]:.2f} s"


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """A drawing: strokes in the order in which they were made, and the width of the pen.

    Attributes:
        strokes: may be empty.
        pen_width: pad units, at pressure 1.
    """

    strokes: tuple[Stroke, ...] = ()
    pen_width: float = 20.0

    def __post_init__(self) -> None:
        """Refuse a pen that cannot be."""
        if not (math.isfinite(self.pen_width) and 0 < self.pen_width <= MAX_COORDINATE):
            raise InkError(f"pen width must be above 0, not {self.pen_width}")

    def __repr__(self) -> str:
        return f"Ink of {len(self.strokes)} strokes, {self.point_count} points"

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self.strokes

    @property
    def point_count(self) -> int:
        """Points of all strokes together."""
        return sum(len(stroke.points) for stroke in self.strokes)

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the points; the pen's width is not counted.

        Raises:
            InkError: the ink is empty.
        """
        if self.is_empty:
            raise InkError("empty ink has no bounds")
        left, top, right, bottom = zip(*(stroke.bounds() for stroke in self.strokes), strict=True)
        return min(left), min(top), max(right), max(bottom)

    def with_stroke(self, stroke: Stroke) -> Ink:
        """The same ink and one stroke more."""
        return replace(self, strokes=(*self.strokes, stroke))

    def transformed(self, scale: float = 1.0, offset: tuple[float, float] = (0.0, 0.0)) -> Ink:
        """The ink, pen included, `scale` times as large and then moved by `offset`."""
        moved = tuple(
            Stroke.of(
                stroke.points * scale + np.asarray(offset, np.float32),
                stroke.times,
                stroke.pressures,
            )
            for stroke in self.strokes
        )
        return Ink(moved, self.pen_width * scale)

    def to_json(self) -> str:
        """The ink as text; coordinates to a hundredth, times to a thousandth."""
        return json.dumps(_ink_record(LabelledInk(self)), separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes, source: str = "ink") -> Ink:
        """Ink from text made by `to_json`.

        Args:
            text: the JSON.
            source: what errors call it, such as the file's name.

        Raises:
            InkError: the text is not ink, is damaged, or is of a newer version.
        """
        return _read_record(_parse(text, source), source).ink


@dataclass(frozen=True, slots=True, eq=False)
class LabelledInk:
    """Ink, what it is meant to be, and whose hand it is, as far as known."""

    ink: Ink
    label: str | None = None
    writer: str | None = None


def rasterize(
    ink: Ink,
    width: int,
    height: int,
    *,
    scale: float = 1.0,
    offset: tuple[float, float] = (0.0, 0.0),
    pen_width: float | None = None,
) -> FloatArray:
    """The ink as a picture.

    Args:
        ink: what to draw.
        width: of the picture, in pixels.
        height: of the picture, in pixels.
        scale: pixels a pad unit.
        offset: where the pad's origin comes to lie, in pixels; pixel i covers i to i + 1.
        pen_width: instead of the ink's own, in pad units.

    Returns:
        (height, width) float32, 1.0 where the pen was, 0.0 elsewhere, in between at the edges.

    Raises:
        InkError: a picture of such a size cannot be.
    """
    if not (1 <= width <= MAX_SIDE and 1 <= height <= MAX_SIDE):
        raise InkError(f"ink can be drawn on 1 to {MAX_SIDE} pixels, not on {width} x {height}")
    pen = (ink.pen_width if pen_width is None else pen_width) * scale
    radii = [pen_radius(pen, stroke.pressures) for stroke in ink.strokes]
    return _drawn(ink, radii, (height, width), scale, offset)


def rasterize_fitted(
    ink: Ink, longer_side: int = 80, pen_fraction: float = PEN_FRACTION
) -> FloatArray:
    """The ink filling a picture: the same wherever, however large, with whichever pen it was drawn.

    The longer side, pen included, spans `longer_side` pixels; the pen is `pen_fraction` of that
    wide at any pressure. Only ink smaller than its own pen is different: a dot, even if the hand
    trembled, stays a dot, and its picture is smaller.

    Returns:
        (H, W) float32 with H or W equal to `longer_side`, ink from edge to edge.

    Raises:
        InkError: the ink is empty.
    """
    left, top, right, bottom = ink.bounds()
    pen = pen_fraction * longer_side
    scale = (longer_side - pen) / max(right - left, bottom - top, ink.pen_width)
    width = max(1, math.ceil((right - left) * scale + pen - 1e-3))
    height = max(1, math.ceil((bottom - top) * scale + pen - 1e-3))
    offset = (width - (left + right) * scale) / 2, (height - (top + bottom) * scale) / 2
    radii = [np.full(len(stroke.points), pen / 2, np.float32) for stroke in ink.strokes]
    return _drawn(ink, radii, (height, width), scale, offset, is_inside=True)


def _drawn(
    ink: Ink,
    radii: list[FloatArray],
    shape: tuple[int, int],
    scale: float,
    offset: tuple[float, float],
    *,
    is_inside: bool = False,
) -> FloatArray:
    """The strokes on an empty canvas; `radii` in pixels, for every point of every stroke."""
    canvas = np.zeros(shape, np.float32)
    if ink.strokes:
        points = [
            (stroke.points.astype(np.float64) * scale + offset).astype(np.float32)
            for stroke in ink.strokes
        ]
        segments = Segments.joined(list(map(Segments.along, points, radii)))
        draw(canvas, segments, is_inside=is_inside)
    return canvas


def read_ink_set(path: Path | str) -> list[LabelledInk]:
    """All ink of a file, `.json` or gzipped; a file of a single ink is a set of one.

    Raises:
        InkError: the file cannot be read, is not ink, is damaged, or is of a newer version.
    """
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InkError(f"{path}: cannot be read: {error.strerror}") from error
    document = _parse(_decompressed(content, str(path)), str(path))
    if document.get("format") == FORMAT:
        return [_read_record(document, str(path))]
    _check_format(document, SET_FORMAT, str(path))
    items = document.get("items")
    if not isinstance(items, list):
        raise InkError(f"{path}: a set of ink needs a list of items")
    return [
        _read_record(item, f"{path}: item {number}") for number, item in enumerate(items, start=1)
    ]


def write_ink_set(path: Path | str, items: Iterable[LabelledInk]) -> None:
    """Write ink to a file, gzipped where the name ends in `.gz`; the same ink, the same bytes."""
    document = {
        "format": SET_FORMAT,
        "version": VERSION,
        "items": [_ink_record(item) for item in items],
    }
    content = json.dumps(document, separators=(",", ":")).encode()
    if str(path).endswith(".gz"):
        content = gzip.compress(content, 9, mtime=0)
    write_atomically(path, content)


def _ink_record(item: LabelledInk) -> dict[str, Any]:
    record: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "pen_width": item.ink.pen_width,
        "strokes": [
            {
                "points": np.round(stroke.points.astype(float), 2).tolist(),
                "times": np.round(stroke.times.astype(float), 3).tolist(),
                "pressures": np.round(stroke.pressures.astype(float), 3).tolist(),
            }
            for stroke in item.ink.strokes
        ],
    }
    notes = {"label": item.label, "writer": item.writer}
    return record | {key: value for key, value in notes.items() if value is not None}


def _decompressed(content: bytes, source: str) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    stream = zlib.decompressobj(wbits=31)
    try:
        text = stream.decompress(content, MAX_FILE_BYTES)
    except zlib.error as error:
        raise InkError(f"{source}: damaged gzip data ({error})") from error
    if stream.unconsumed_tail:
        raise InkError(f"{source}: holds more than {MAX_FILE_BYTES:,} bytes")
    if not stream.eof:
        raise InkError(f"{source}: gzip data ends too early")
    return text


def _parse(text: str | bytes, source: str) -> dict[str, Any]:
    if len(text) > MAX_FILE_BYTES:
        raise InkError(f"{source}: {len(text):,} bytes, at most {MAX_FILE_BYTES:,} are possible")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InkError(f"{source}: not JSON ({error})") from error
    if not isinstance(document, dict):
        raise InkError(f"{source}: not ink, but a JSON {type(document).__name__}")
    return document


def _check_format(document: dict[str, Any], wanted: str, source: str) -> None:
    if document.get("format") != wanted:
        raise InkError(f'{source}: format is {document.get("format")!r}, expected "{wanted}"')
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise InkError(f"{source}: version is {version!r}, expected {VERSION}")
    if version > VERSION:
        raise InkError(
            f"{source}: version {version} is newer than this digitpad knows ({VERSION});"
            " a newer digitpad can read it"
        )


def _read_record(document: object, source: str) -> LabelledInk:
    if not isinstance(document, dict):
        raise InkError(f"{source}: not ink, but a JSON {type(document).__name__}")
    _check_format(document, FORMAT, source)
    pen_width, records = document.get("pen_width", 20.0), document.get("strokes")
    if isinstance(pen_width, bool) or not isinstance(pen_width, int | float):
        raise InkError(f"{source}: pen width must be a number, not {pen_width!r}")
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise InkError(f"{source}: strokes must be a list of objects")
    strokes: list[Stroke] = []
    for number, record in enumerate(records, start=1):
        try:
            strokes.append(
                Stroke.of(record.get("points"), record.get("times"), record.get("pressures"))
            )
        except InkError as error:
            raise InkError(f"{source}: stroke {number}: {error}") from None
    if sum(len(stroke.points) for stroke in strokes) > MAX_POINTS:
        raise InkError(f"{source}: more than {MAX_POINTS:,} points")
    texts = [document.get(key) for key in ("label", "writer")]
    if not all(text is None or isinstance(text, str) for text in texts):
        raise InkError(f"{source}: label and writer must be texts")
    try:
        ink = Ink(tuple(strokes), float(pen_width))
    except (InkError, OverflowError) as error:
        raise InkError(f"{source}: {error}") from None
    return LabelledInk(ink, *texts)

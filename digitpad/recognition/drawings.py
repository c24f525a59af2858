"""Drawings in whatever form a caller has them: files, pictures, arrays, lists of points.

path, bytes of a file      -> a picture or ink
array (height, width, 3)   -> a picture
[[(x, y), ...], ...]       -> ink
array (height, width)      -> a grey picture, ink 1.0 on 0.0
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from digitpad.common.errors import DatasetError, ImageError, InkError
from digitpad.common.reading import open_file
from digitpad.common.types import FloatArray
from digitpad.estimators.inputs import as_array, scaled
from digitpad.imaging.picture_files import open_picture
from digitpad.ink.strokes import Ink, Stroke

MAX_BYTES = 1 << 28

Drawing = Ink | Image.Image | FloatArray


def as_drawing(given: Any) -> Drawing:
    """Ink, a PIL picture, or a grey picture (height, width) float32, ink 1.0 on 0.0.

    Args:
        given: a path to a picture or an ink file, a PIL picture, `Ink`, an array (height, width)
            with bright ink on dark, the uint8 array (height, width, 3 or 4) of a coloured picture,
            or strokes, each a list of points (x, y).

    Raises:
        ImageError: it is no picture, or damaged.
        InkError: it is no ink.
        OSError: the file cannot be read.
    """
    if isinstance(given, Ink | Image.Image):
        return given
    if isinstance(given, str | Path):
        return read_drawing(given)
    if isinstance(given, np.ndarray) and given.dtype != object:
        is_coloured = given.dtype == np.uint8 and given.ndim == 3 and given.shape[2] in (3, 4)
        return Image.fromarray(given) if is_coloured else _grey(given)
    if isinstance(given, Sequence) and not isinstance(given, bytes):
        return _ink(given)
    raise ImageError(
        "a drawing is a path, a PIL picture, an array (height, width), Ink, or a list of strokes, "
        "not {found}",
        found=type(given).__name__,
    )


def _grey(array: Any) -> FloatArray:
    if array.ndim != 2 or not array.size:
        raise ImageError(
            "an array with a digit has shape (height, width), found {shape}", shape=array.shape
        )
    try:
        picture: FloatArray = scaled(as_array(array[None]), 1.0, pictures_only=True)[0]
    except DatasetError as error:
        raise ImageError("{error}", error=error) from error
    return picture.clip(0, 1)


def _ink(strokes: Sequence[Any]) -> Ink:
    """Strokes of points (x, y), or the points of one stroke."""
    is_one_stroke = len(strokes) > 0 and all(
        len(point) == 2 and all(np.isscalar(number) for number in point)
        for point in strokes
        if isinstance(point, Sequence | np.ndarray)
    )
    try:
        return Ink(tuple(Stroke.of(points) for points in ([strokes] if is_one_stroke else strokes)))
    except (TypeError, ValueError) as error:
        raise InkError(
            "strokes are lists of points (x, y), but {error}", error=str(error)
        ) from error


def read_drawing(path: Path | str) -> Ink | Image.Image:
    """The picture or ink in a file.

    Raises:
        ImageError, InkError: the content is neither, or is damaged.
        OSError: the file cannot be read.
    """
    with open_file(path) as file:
        return drawing_from_bytes(file.read(MAX_BYTES + 1), str(path))


def drawing_from_bytes(data: bytes, source: str) -> Ink | Image.Image:
    """A picture or ink, told apart by the content; the picture's data have been read.

    Args:
        data: of a file.
        source: what errors call it.

    Raises:
        ImageError, InkError: the content is neither, is damaged, or is too large.
    """
    if len(data) > MAX_BYTES:
        raise ImageError(
            "{source}: more than {max_bytes:,} bytes, which is no digit",
            source=source,
            max_bytes=MAX_BYTES,
        )
    if not data:
        raise ImageError("{source}: the file is empty, expected a picture or ink", source=source)
    if data[:1000].lstrip().startswith(b"{"):
        return Ink.from_json(data, source)
    return open_picture(io.BytesIO(data), source)

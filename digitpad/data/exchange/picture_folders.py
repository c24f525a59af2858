"""Samples as pictures in folders, one folder a digit, named 0 to 9.

    mine/0/000012.png    mine/0/000031.png    mine/7/000003.png

What is written is 28x28, ink white on black, and comes back pixel by pixel. Any other picture of a
digit goes through the same preprocessing as one that is recognized.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from digitpad.data.mnist import SIDE
from digitpad.data.samples import NewSample, Sample, image_bytes
from digitpad.errors import DatasetError, ImageError
from digitpad.files import write_atomically
from digitpad.preprocess import grey_from_picture, preprocess
from digitpad.types import ByteArray

ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff"})
MAX_PIXELS = 100_000_000
MAX_PICTURES = 200_000


def read(folder: Path) -> list[NewSample]:
    """Every picture, folder by folder. Raises `DatasetError`, naming the file."""
    if not folder.is_dir():
        raise DatasetError(f"{folder}: not a folder; pictures lie in folders named 0 to 9")
    places = [(digit, folder / str(digit)) for digit in range(10)]
    found = [(digit, place) for digit, place in places if place.is_dir()]
    if not found:
        raise DatasetError(f"{folder}: has no folder named 0 to 9 with pictures of that digit")
    files = [
        (digit, path)
        for digit, place in found
        for path in sorted(place.iterdir())
        if path.suffix.lower() in ENDINGS and not path.name.startswith(".")
    ]
    if len(files) > MAX_PICTURES:
        raise DatasetError(f"{folder}: {len(files):,} pictures, at most {MAX_PICTURES:,}")
    return [NewSample(digit, _image(path)) for digit, path in files]


def write(folder: Path, samples: Sequence[Sample]) -> int:
    """One PNG each, named by the sample's number."""
    if folder.is_file():
        raise DatasetError(f"{folder}: a file, expected a folder")
    for sample in samples:
        buffer = io.BytesIO()
        Image.fromarray(sample.image).save(buffer, "PNG", optimize=True)
        write_atomically(folder / str(sample.label) / f"{sample.id:06d}.png", buffer.getvalue())
    return len(samples)


def _image(path: Path) -> ByteArray:
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise DatasetError(
                    f"{path}: {picture.width} x {picture.height} pixels, at most {MAX_PIXELS:,}"
                )
            picture.load()
            return _as_stored(picture, path)
    except UnidentifiedImageError as error:
        raise DatasetError(f"{path}: not a picture of a known kind") from error
    except (OSError, SyntaxError, ValueError, ImageError, Image.DecompressionBombError) as error:
        raise DatasetError(f"{path}: the picture cannot be read ({error})") from error


def _as_stored(picture: Image.Image, path: Path) -> ByteArray:
    if picture.mode == "L" and picture.size == (SIDE, SIDE):
        pixels = np.asarray(picture, np.uint8)
        edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
        if np.median(edge) == 0 and pixels.any():
            return pixels
    image = preprocess(grey_from_picture(picture))
    if image is None:
        raise DatasetError(f"{path}: no digit in it, nothing stands out")
    return image_bytes(image)

"""Samples as pictures in folders named 0 to 9, by the digit that they show.

    mine/0/000012.png    mine/0/000031.png    mine/7/000003.png

Written pictures are 28 x 28, white ink on black, and are read back pixel by pixel. All other
pictures go through the same preprocessing as those that are recognized.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from digitpad.common.atomic_files import write_atomically
from digitpad.common.errors import DatasetError, ImageError
from digitpad.common.pixels import SIDE, as_bytes
from digitpad.common.progress import Report, no_report
from digitpad.common.reading import open_file
from digitpad.common.types import ByteArray
from digitpad.data.own_samples import NewSample, Sample
from digitpad.imaging.picture import read_picture
from digitpad.imaging.picture_files import SUFFIXES, open_picture
from digitpad.imaging.preprocess import stages_of_page

MAX_PICTURES = 200_000


def read(folder: Path, report: Report = no_report) -> list[NewSample]:
    """Every picture, folder by folder.

    Raises:
        DatasetError: there is no folder of a digit, or a picture cannot be read; the message names
            it.
    """
    if not folder.is_dir():
        raise DatasetError(
            "{folder}: not a folder; expected one with folders named 0 to 9", folder=folder
        )
    places = [(digit, folder / str(digit)) for digit in range(10)]
    found = [(digit, place) for digit, place in places if place.is_dir()]
    if not found:
        raise DatasetError(
            "{folder}: has no folder named 0 to 9 with pictures of that digit", folder=folder
        )
    files = [
        (digit, path)
        for digit, place in found
        for path in sorted(place.iterdir())
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
    ]
    if len(files) > MAX_PICTURES:
        raise DatasetError(
            "{folder}: {count:,} pictures, at most {limit:,} are allowed",
            folder=folder,
            count=len(files),
            limit=MAX_PICTURES,
        )
    samples = []
    for number, (digit, path) in enumerate(files, 1):
        samples.append(NewSample(digit, _image(path)))
        report(number, len(files))
    return samples


def write(folder: Path, samples: Sequence[Sample], report: Report = no_report) -> int:
    """One PNG for each sample, named by its id."""
    if folder.is_file():
        raise DatasetError("{folder}: a file, expected a folder", folder=folder)
    for number, sample in enumerate(samples, 1):
        report(number, len(samples))
        buffer = io.BytesIO()
        Image.fromarray(sample.image).save(buffer, "PNG", optimize=True)
        write_atomically(folder / str(sample.label) / f"{sample.id:06d}.png", buffer.getvalue())
    return len(samples)


def _image(path: Path) -> ByteArray:
    try:
        with open_file(path) as file:
            return _as_stored(open_picture(file, path), path)
    except (OSError, ImageError) as error:
        raise DatasetError("{error}", error=error) from error


def _as_stored(picture: Image.Image, path: Path) -> ByteArray:
    """The image (28, 28) of a picture; one that already has this form stays as it is."""
    if picture.mode == "L" and picture.size == (SIDE, SIDE):
        pixels = np.asarray(picture, np.uint8)
        edge = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
        if np.median(edge) == 0 and pixels.any():
            return pixels
    stages = stages_of_page(read_picture(picture))
    if stages is None:
        raise DatasetError("{path}: no digit in it, the picture is blank", path=path)
    return as_bytes(stages.network_input)

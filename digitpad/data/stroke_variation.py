"""How writers differ: the same strokes, drawn in another style.

    strokes, about 1 high  ->  WriterStyle: slant, width, bending, rotation  ->  Ink  ->  image

Synthetic glyphs and recorded drawings pass through the same steps; only how much the styles differ
is another matter, since a recorded drawing already has a style of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from digitpad.common.pixels import as_bytes
from digitpad.common.types import AnyArray, ByteArray
from digitpad.data.synthetic.glyphs import Strokes
from digitpad.imaging.preprocess import preprocess
from digitpad.ink.raster import PEN_FRACTION, rasterize_fitted
from digitpad.ink.strokes import Ink, Stroke

CHARACTER_HEIGHT = 200.0
"""In pad units."""

PATH_STEP = 0.02
"""Distance of the points of a smoothed stroke, relative to the height of a character."""

UNSTEADINESS = 2.0
"""Standard deviation of the rotation of single drawings of one writer, in degrees."""

PEN_WIDTH_SPREAD = 0.15
"""Standard deviation of the logarithm of the pen width."""


@dataclass(frozen=True, slots=True)
class WriterStyle:
    """How one person writes.

    Attributes:
        slant: how far the top leans to the right, relative to the height; negative to the left.
        width: relative to a character of usual width.
        rotation: degrees.
        bend: size of smooth deviations, relative to the height of a character.
        carelessness: standard deviation of each stroke's displacement, relative to that height.
        haste: how far a quick pen cuts corners: the standard deviation of the Gaussian that the
            path is smoothed with, relative to that height.
    """

    slant: float
    width: float
    rotation: float
    bend: float
    carelessness: float
    haste: float = 0.0

    def write(self, strokes: Strokes, rng: np.random.Generator) -> Ink:
        """A character, about 1 high, written once in this style."""
        angle = np.deg2rad(self.rotation + rng.normal(0, UNSTEADINESS))
        rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        shear = np.array([[self.width, -self.slant], [0, 1]])
        matrix = rotation @ shear
        phases = rng.uniform(0, 2 * np.pi, (2, 2, 2))
        frequencies = rng.uniform(1.5, 6.0, (2, 2, 2))
        written = []
        for stroke in strokes:
            moved = _smoothed(stroke, self.haste) + rng.normal(0, self.carelessness, 2)
            waves = np.sin(moved @ frequencies[0] + phases[0, 0]) + np.sin(
                moved @ frequencies[1] + phases[1, 0]
            )
            written.append((moved + self.bend * waves) @ matrix.T)
        return Ink(tuple(Stroke.of(stroke * CHARACTER_HEIGHT) for stroke in written))


@dataclass(frozen=True, slots=True)
class StyleSpread:
    """How much the styles differ: the standard deviations of `WriterStyle`'s attributes.

    Attributes:
        slant: of normally distributed slants.
        width: of the logarithm of the width.
        rotation: of normally distributed rotations, in degrees.
        bend, carelessness, haste: of normal distributions, of which the absolute value is taken.
        usual_slant: the mean of the slants.
    """

    slant: float
    width: float
    rotation: float
    bend: float
    carelessness: float
    haste: float = 0.0
    usual_slant: float = 0.0

    def style(self, rng: np.random.Generator) -> WriterStyle:
        """A random style; most are close to the usual one."""
        return WriterStyle(
            slant=float(rng.normal(self.usual_slant, self.slant)),
            width=float(np.exp(rng.normal(0.0, self.width))),
            rotation=float(rng.normal(0, self.rotation)),
            bend=float(abs(rng.normal(0, self.bend))),
            carelessness=float(abs(rng.normal(0, self.carelessness))),
            # Not drawn where unused: synthetic digits keep their random numbers.
            haste=float(abs(rng.normal(0, self.haste))) if self.haste else 0.0,
        )


SYNTHETIC_STYLES = StyleSpread(0.2, 0.22, 5, 0.022, 0.02, usual_slant=0.12)
"""Of synthetic glyphs."""

RECORDED_STYLES = StyleSpread(0.15, 0.15, 5.7, 0.02, 0.015, haste=0.03)
"""Of variations of a recorded drawing. With `UNSTEADINESS`, rotations have a deviation of 6."""


def varied(ink: Ink, rng: np.random.Generator) -> Ink:
    """A recorded drawing as another writer, or the same one another time, might draw it."""
    left, top, right, bottom = ink.bounds()
    side = max(right - left, bottom - top) or 1.0
    strokes = [(stroke.points.astype(np.float64) - (left, top)) / side for stroke in ink.strokes]
    return RECORDED_STYLES.style(rng).write(strokes, rng)


def _smoothed(stroke: AnyArray, deviation: float) -> AnyArray:
    """The path of a stroke, (n, 2), averaged along its length with a Gaussian; its ends stay."""
    steps = np.hypot(*np.diff(stroke, axis=0).T)
    length = np.concatenate([[0.0], np.cumsum(steps)])
    count = int(length[-1] / PATH_STEP)
    if deviation < PATH_STEP / 4 or count < 4:
        return stroke
    even = np.linspace(0, length[-1], count + 1)
    path = np.stack([np.interp(even, length, axis) for axis in stroke.T], axis=1)
    reach = min(count, int(3 * deviation / PATH_STEP) + 1)
    weights = np.exp(-0.5 * np.square(np.arange(-reach, reach + 1) * PATH_STEP / deviation))
    # Continued point-symmetrically beyond its ends, which therefore stay where they are.
    before, after = 2 * path[0] - path[reach:0:-1], 2 * path[-1] - path[-2 : -reach - 2 : -1]
    padded = np.concatenate([before, path, after])
    kernel = weights / weights.sum()
    return np.stack([np.convolve(axis, kernel, "valid") for axis in padded.T], axis=1)


def network_image(ink: Ink, rng: np.random.Generator | None = None) -> ByteArray:
    """The preprocessed image of ink, (28, 28) uint8.

    Args:
        ink: any that is not empty.
        rng: gives the pen a slightly random width; None draws with the usual one.
    """
    pen = PEN_FRACTION
    if rng is not None:
        pen *= float(np.exp(rng.normal(0, PEN_WIDTH_SPREAD)))
    image = preprocess(rasterize_fitted(ink, pen_fraction=pen), clean=True)
    assert image is not None  # noqa: S101 - ink that is not empty leaves a mark
    return as_bytes(image)

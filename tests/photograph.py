"""MNIST digits as someone would photograph them: on paper, in bad light, a little askew.

For tests and measurements of pictures.
"""

import io
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image, ImageFilter

Paper = Literal["plain", "ruled", "squared"]

PENS = ((25, 25, 30), (30, 50, 140), (150, 30, 40), (90, 90, 95))
"""Black, blue and red ink, and pencil."""


@dataclass(frozen=True)
class Conditions:
    """How a photo is taken; each part of it can be left out."""

    paper: Paper = "plain"
    light: bool = True
    shadow: bool = True
    askew: bool = True


def photograph(
    image: np.ndarray, random: np.random.Generator, conditions: Conditions = Conditions()
) -> Image.Image:
    """A photo of a digit, (28, 28) uint8 ink 255, some 200 to 320 pixels large, through JPEG."""
    width, height = (int(side) for side in random.integers(200, 320, 2))
    ink = _digit_on_page(image, width, height, random)
    pen = np.array(PENS[random.integers(len(PENS))], np.float32) / 255
    rules = _rules(conditions.paper, width, height, random)
    paper = np.float32(1) - random.uniform(0, 0.12, 3).astype(np.float32)
    page = paper * (1 - rules[:, :, None]) + rules[:, :, None] * np.float32([0.45, 0.6, 0.85])
    page = page * (1 - ink[:, :, None]) + ink[:, :, None] * pen
    if conditions.askew:
        page = _askew(page, random)
    page *= _lighting(page.shape[:2], random, conditions)[:, :, None]
    page += random.uniform(0.005, 0.025) * random.standard_normal(page.shape, np.float32)
    return _through_the_camera(page, random)


def photographed(
    images: np.ndarray, conditions: Conditions = Conditions(), seed: int = 0
) -> list[Image.Image]:
    """A photo of every digit of (N, 28, 28) uint8."""
    random = np.random.default_rng(seed)
    return [photograph(image, random, conditions) for image in images]


def _digit_on_page(image, width, height, random):
    """The digit at a usual size, somewhere on the page, (H, W) from 0 to 1."""
    side = int(random.uniform(0.45, 0.95) * min(width, height))
    large = Image.fromarray(image).resize((side, side), Image.Resampling.BICUBIC)
    page = Image.new("L", (width, height), 0)
    left, top = (int(random.integers(0, room + 1)) for room in (width - side, height - side))
    page.paste(large, (left, top))
    return np.asarray(page, np.float32) / 255 * np.float32(random.uniform(0.8, 1.0))


def _rules(paper, width, height, random):
    rules = np.zeros((height, width), np.float32)
    if paper == "plain":
        return rules
    spacing = random.uniform(0.09, 0.2) * height
    thick = int(random.integers(1, 4))
    strength = np.float32(random.uniform(0.5, 1.0))
    for along in (rules, rules.T) if paper == "squared" else (rules,):
        for place in np.arange(random.uniform(0, spacing), along.shape[0] - thick, spacing):
            along[int(place) : int(place) + thick] = strength
    return rules


def _askew(page, random):
    """Turned a little, and seen a little from the side; the page goes on beyond the frame."""
    height, width = page.shape[:2]
    room = 0.06 * min(width, height)
    corners = np.array([[0, 0], [0, height], [width, height], [width, 0]], float)
    inner = corners + (np.array([width, height]) / 2 - corners) * 0.08
    moved = inner + random.uniform(-room / 2, room / 2, (4, 2))
    large = Image.fromarray((page * 255).clip(0, 255).astype(np.uint8))
    seen = large.transform(
        (width, height), Image.Transform.QUAD, moved.ravel().tolist(), Image.Resampling.BICUBIC
    )
    return np.asarray(seen, np.float32) / 255


def _lighting(shape, random, conditions):
    height, width = shape
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    light = np.full(shape, random.uniform(0.75, 1.0))
    if conditions.light:
        angle = random.uniform(0, 2 * np.pi)
        light *= 1 + random.uniform(0.1, 0.4) * (np.cos(angle) * x + np.sin(angle) * y) - 0.15
        light *= 1 - random.uniform(0, 0.25) * (x**2 + y**2) / 2
    if conditions.shadow:
        angle, where = random.uniform(0, 2 * np.pi), random.uniform(-0.6, 0.6)
        beyond = np.cos(angle) * x + np.sin(angle) * y - where
        softness = random.uniform(0.02, 0.2)
        light *= 1 - random.uniform(0.15, 0.5) / (1 + np.exp(-beyond / softness))
    return light.astype(np.float32)


def _through_the_camera(page, random):
    pixels = Image.fromarray((page * 255).clip(0, 255).astype(np.uint8))
    pixels = pixels.filter(ImageFilter.GaussianBlur(random.uniform(0, 1.5)))
    file = io.BytesIO()
    pixels.save(file, "JPEG", quality=int(random.integers(55, 95)))
    return Image.open(file)

"""Pages and grounds on which nobody has written."""

import numpy as np

from digitpad.common.types import FloatArray
from tests.benchmarks.page_pictures.physics import (
    Rng,
    Shape,
    as_picture,
    desk,
    gradient,
    hand_shadow,
    inked,
    laid_on,
    paper,
    photo,
    rules,
    smooth_noise,
    template,
    vignette,
    white_paper,
)
from tests.benchmarks.page_pictures.writing import Page, Writing, page_shape


def _blank_page(shape: Shape, rng: Rng) -> FloatArray:
    """One of many kinds of page or ground on which nobody has written."""
    kind = int(rng.integers(11))
    if kind == 0:
        return np.full((*shape, 3), rng.uniform(0, 1), np.float32)
    if kind == 1:
        page = desk(shape, rng)
    elif kind == 2:
        page = paper(shape, (0.12, 0.2, 0.16), rng, rng.uniform(0.01, 0.05))
        page += 0.06 * smooth_noise(shape, rng.uniform(20, 120), rng)[:, :, None]
    elif kind == 3:
        page = _cloth(shape, rng)
    elif kind == 8:
        page = template(shape, rng)
    else:
        page = white_paper(shape, rng)
    if kind == 4:
        page = page * _folded(shape, rng)[:, :, None]
    if kind == 5:
        squared = rng.random() < 0.5
        spacing = rng.uniform(0.05, 0.2) * min(shape)
        lines = rules(shape, spacing, max(0.8, 0.04 * spacing), 0.4 * spacing, squared=squared)
        page = inked(page, lines * np.float32(0.7), (0.5, 0.65, 0.88))
    if kind == 6:
        page = page * hand_shadow(shape, rng)[:, :, None]
    if kind == 7:
        crumples = smooth_noise(shape, rng.uniform(10, 100), rng)
        page = page * (1 - 0.04 * np.abs(crumples))[:, :, None].astype(np.float32)
    if kind == 9:
        height, width = (round(0.7 * side) for side in shape)
        page = laid_on(desk(shape, rng), page[:height, :width], rng.uniform(-6, 6), rng)
    return page


def _cloth(shape: Shape, rng: Rng) -> FloatArray:
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    period = rng.uniform(3, 20)
    weave = np.sin(2 * np.pi * x / period) * np.sin(2 * np.pi * y / period)
    colour = np.float32(rng.uniform(0.2, 0.9, 3))
    page: FloatArray = colour * (1 + rng.uniform(0.03, 0.12) * weave[:, :, None])
    return page.clip(0, 1).astype(np.float32)


def _folded(shape: Shape, rng: Rng) -> FloatArray:
    """The light on a sheet with one to three folds: a line each, and one side darker."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    light = np.ones(shape, np.float32)
    for _ in range(rng.integers(1, 4)):
        angle = rng.choice([0.0, np.pi / 2]) + rng.normal(0, 0.03)
        middle = np.array(shape[::-1]) * rng.uniform(0.25, 0.75, 2)
        away = np.cos(angle) * (x - middle[0]) + np.sin(angle) * (y - middle[1])
        width = min(shape) * rng.uniform(0.003, 0.01)
        light *= 1 - rng.uniform(0.03, 0.15) / (1 + np.exp(-away / width).clip(0, 1e6))
        light *= 1 - rng.uniform(-0.05, 0.15) * np.exp(-np.square(away / width))
    return light


def blank(_: Writing, rng: Rng, __: int) -> Page:
    shape = page_shape(rng)
    page = _blank_page(shape, rng)
    light = gradient(shape, rng.uniform(0.5, 1), rng) * vignette(shape, rng.uniform(0, 0.5), rng)
    light *= np.float32(rng.uniform(0.4, 1))
    if rng.random() < 0.2:
        return Page(as_picture(page), "")
    return Page(photo(page * light[:, :, None], rng, noise=rng.uniform(0.003, 0.03)), "")

"""The stages of the page reader as pictures, to be looked at.

    sheet > background > contrast > without rules > ink

All but the first two show the pen's colour black on white.
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from digitpad.common.pixels import as_bytes
from digitpad.common.types import FloatArray
from digitpad.imaging.page.page import Page

STAGES = ("sheet", "background", "contrast", "without-rules", "ink")
"""Their names, in order."""


def stage_picture(page: Page, stage: str) -> Image.Image:
    """One stage: sheet and background in their colours, the others dark on white.

    Args:
        page: as it was read.
        stage: its name, one of `STAGES`.
    """
    if stage == "sheet":
        return _in_colours(page.colours)
    if stage == "background":
        return _in_colours(paper_colours(page))
    ink = {"contrast": page.contrast, "without-rules": page.without_rules, "ink": page.ink}
    return Image.fromarray(as_bytes(1 - ink[stage]))


def paper_colours(page: Page) -> FloatArray:
    """(H, W, channels) from 0 to 1: what the page would look like without ink."""
    height, width = page.ink.shape
    level = page.background.enlarged(height, width)
    return np.broadcast_to(level, (height, width, level.shape[2]))


def _in_colours(colours: FloatArray) -> Image.Image:
    values = as_bytes(colours)
    return Image.fromarray(values if values.shape[2] == 3 else np.squeeze(values, axis=2))

"""Pages with digits of a few strokes, for tests of the page reader."""

import numpy as np
from PIL import Image, ImageDraw

STROKES = {
    "0": [[(50, 5), (20, 25), (15, 60), (30, 92), (55, 95), (78, 75), (80, 35), (65, 10), (50, 5)]],
    "1": [[(35, 25), (55, 5), (55, 95)]],
    "3": [
        [(22, 15), (45, 5), (70, 15), (70, 35), (45, 47), (72, 58), (76, 80), (50, 96), (20, 84)]
    ],
    "5": [[(75, 6), (30, 6), (25, 45), (50, 40), (72, 55), (72, 80), (48, 95), (20, 85)]],
    "9": [[(70, 25), (50, 5), (28, 18), (28, 40), (50, 50), (70, 30), (70, 95)]],
}
"""Each digit in a box of 100 x 100."""


def digit_ink(digit, height, pen):
    """(H, W) float32 of a digit `height` pixels high, two pens of room around it."""
    times = 4
    room = 2 * pen
    scale = times * height / 100
    image = Image.new("L", (times * (height + 2 * room), times * (height + 2 * room)))
    draw = ImageDraw.Draw(image)
    for stroke in STROKES[digit]:
        points = [(x * scale + times * room, y * scale + times * room) for x, y in stroke]
        draw.line(points, 255, times * pen, "curve")
        for x, y in (points[0], points[-1]):
            radius = times * pen / 2
            draw.ellipse([x - radius, y - radius, x + radius, y + radius], 255)
    return np.asarray(image.reduce(times), np.float32) / 255


def page_with(digit, size, height, pen, *, place=(0.5, 0.5)):
    """Ink (H, W) of a page of `size` = (width, height) with a digit around a place."""
    ink = digit_ink(digit, height, pen)
    page = np.zeros((size[1], size[0]), np.float32)
    left = int(place[0] * size[0]) - ink.shape[1] // 2
    top = int(place[1] * size[1]) - ink.shape[0] // 2
    page[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return page


def coloured(ink, paper=(1.0, 1.0, 1.0), pen=(0.0, 0.0, 0.0)):
    """(H, W, 3) float32 from 0 to 1."""
    layer = ink[:, :, None]
    return np.float32(paper) * (1 - layer) + np.float32(pen) * layer


def as_picture(colours):
    """A Pillow picture of (H, W, channels) from 0 to 1, or (H, W)."""
    return Image.fromarray((colours * 255).round().clip(0, 255).astype(np.uint8))


def shaded(height=200, width=240):
    """Illumination that decreases from left to right, with a shadow at the lower right."""
    y, x = np.mgrid[0:height, 0:width]
    light = 0.95 - 0.45 * x / width
    shadow = 1 / (1 + np.exp(-(x / width + y / height - 1.3) / 0.03))
    return (light * (1 - 0.3 * shadow)).astype(np.float32)

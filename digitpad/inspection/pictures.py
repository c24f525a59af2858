"""What is inside a model as figures: galleries of weights, feature maps, explanations, digits.

Gallery, Observed, maps, digits -> tiles in rows, with a scale beside them -> Figure
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from digitpad.inspection.activations import LayerView, Observed
from digitpad.inspection.colours import blended, diverging, ink, usual_limit
from digitpad.inspection.figure import FAINT, INK, Figure
from digitpad.inspection.mistakes import Examination
from digitpad.inspection.weights import Gallery, OutputWeights
from digitpad.types import AnyArray, ByteArray, FloatArray, IntArray

MARGIN, GAP, LINE, TITLE = 16, 6, 13, 26
TILE = 56
SCALE_WIDTH, SCALE_HEIGHT = 14, 120
"""Of the bar that tells what the colours mean."""

MOST_TILES = 256


def tiles(
    title: str,
    pictures: Sequence[ByteArray],
    captions: Sequence[str],
    *,
    columns: int = 16,
    side: float = TILE,
    note: str = "",
    limit: float | None = None,
) -> Figure:
    """Pictures (rows, columns, 3) in rows, each with a line below.

    Args:
        title: above all of it.
        pictures: of any sizes; the longer side spans a tile.
        captions: one each, may be empty.
        columns: the most in a row.
        side: of a tile.
        note: a sentence below all of it.
        limit: the value of full colour, where the pictures are signed: adds the scale of colours.
    """
    columns = max(1, min(columns, len(pictures)))
    rows = -(-len(pictures) // columns)
    line = LINE if any(captions) else 0
    wide, high = columns * (side + GAP), rows * (side + line + GAP)
    bar = 0 if limit is None else SCALE_WIDTH + 60
    least = 0 if limit is None else SCALE_HEIGHT + 2 * LINE
    below = TITLE if note else 0
    figure = Figure(max(2 * MARGIN + wide + bar, 420), 2 * TITLE + max(high, least) + below)
    figure.text(MARGIN, TITLE, title, size=14)
    for number, (picture, caption) in enumerate(zip(pictures, captions, strict=True)):
        row, column = divmod(number, columns)
        x, y = MARGIN + column * (side + GAP), 1.5 * TITLE + row * (side + line + GAP)
        _fit(figure, x, y, side, picture)
        figure.text(x + side / 2, y + side + LINE - 3, caption, size=9, anchor="middle")
    if limit is not None:
        _scale(figure, MARGIN + wide + 12, 1.5 * TITLE, limit)
    figure.text(MARGIN, figure.height - 10, note, size=10, colour="#666666")
    return figure


def gallery_figure(gallery: Gallery, title: str) -> Figure:
    """A gallery of weights, all on the same scale, or of landmark digits."""
    shown = gallery.chosen(np.arange(min(len(gallery.pictures), MOST_TILES)))
    limit = usual_limit(gallery.pictures) if gallery.is_signed else None
    pictures = [
        ink(picture) if limit is None else diverging(picture, limit) for picture in shown.pictures
    ]
    if gallery.kind == "landmarks":
        captions = [text.rpartition(": ")[2] for text in shown.titles]
    else:
        captions = [str(number) for number in shown.numbers]
    return tiles(title, pictures, captions, note=gallery.note, limit=limit)


def heatmap_figure(plane: FloatArray, title: str, note: str = "") -> Figure:
    """One plane of weights (rows, columns), with the scale of its colours."""
    limit = usual_limit(plane)
    rows, columns = plane.shape
    step = min(14.0, 900 / columns, 700 / rows)
    wide, high = columns * step, rows * step
    figure = Figure(
        max(2 * MARGIN + wide + SCALE_WIDTH + 60, 420),
        2 * TITLE + max(high, SCALE_HEIGHT + 2 * LINE) + TITLE,
    )
    figure.text(MARGIN, TITLE, title, size=14)
    figure.pixels(MARGIN, 1.5 * TITLE, wide, high, diverging(plane, limit))
    figure.rectangle(MARGIN, 1.5 * TITLE, wide, high, outline=FAINT)
    _scale(figure, MARGIN + wide + 12, 1.5 * TITLE, limit)
    figure.text(MARGIN, figure.height - 10, note, size=10, colour="#666666")
    return figure


def output_figure(found: OutputWeights, title: str) -> Figure:
    """The last layer's weights: a row for each output, a column for each unit."""
    limit = usual_limit(found.weight)
    high = 18.0
    step = min(10.0, 900 / len(found.weight))
    wide = len(found.weight) * step
    figure = Figure(
        2 * MARGIN + 60 + max(wide, 300) + SCALE_WIDTH + 60,
        2 * TITLE + max(high * len(found.outputs), SCALE_HEIGHT + 2 * LINE) + TITLE,
    )
    figure.text(MARGIN, TITLE, title, size=14)
    for row, name in enumerate(found.outputs):
        y = 1.5 * TITLE + row * high
        figure.text(MARGIN + 54, y + 13, name, size=10, anchor="end")
        colours = diverging(found.weight[:, row], limit)[None]
        figure.pixels(MARGIN + 60, y, wide, high - 1, colours)
    _scale(figure, MARGIN + 60 + wide + 12, 1.5 * TITLE, limit)
    note = f"What every {found.units} adds to each output: orange speaks for it, blue against."
    figure.text(MARGIN, figure.height - 10, note, size=10, colour="#666666")
    return figure


def layer_figure(observed: Observed, view: LayerView) -> Figure:
    """What one layer puts out: a picture for each channel, or a row of units."""
    output = observed[view.index]
    title = f"{view.title} ({view.name}): {' x '.join(map(str, view.shape))}"
    limit = usual_limit(output)
    if not view.is_spatial:
        rows = max(1, round(np.sqrt(len(output) / 4)))
        plane = np.full(-(-len(output) // rows) * rows, np.nan, np.float32)
        plane[: len(output)] = output
        plane = np.nan_to_num(plane.reshape(rows, -1))
        return heatmap_figure(plane, title, "Every square is a unit, numbered line by line.")
    pictures = [diverging(output[:, :, channel], limit) for channel in range(view.units)]
    captions = [str(channel) for channel in range(view.units)]
    note = "Every picture is a channel: orange above zero, blue below."
    return tiles(title, pictures, captions, note=note, limit=limit)


def explanation_figure(
    image: FloatArray, maps: Sequence[tuple[str, FloatArray]], title: str
) -> Figure:
    """A drawing, and beside it maps of what speaks for an answer, laid over the drawing."""
    pictures, captions = [ink(image)], ["the drawing"]
    for name, found in maps:
        pictures.append(blended(ink(image * 0.35), diverging(found), 0.75))
        captions.append(name)
    note = "Orange speaks for the class, blue against; each map has a scale of its own."
    return tiles(title, pictures, captions, columns=4, side=168, note=note)


def misread_figure(found: Examination, images: AnyArray, most: int = MOST_TILES) -> Figure:
    """The misread digits, the most confident error first, with both probabilities."""
    which = found.misread[:most]
    shown = f"the first {most} of " if len(found.misread) > most else ""
    title = f"Misread: {shown}{len(found.misread)} of {len(found):,} ({found.data})"
    return tiles(
        title,
        [ink(picture) for picture in _floats(images[which])],
        [_caption(found, int(i)) for i in which],
        columns=12,
        side=68,
        note="Truth and answer, each with the probability it was given in percent.",
    )


def digits_figure(images: AnyArray, which: IntArray, captions: Sequence[str], title: str) -> Figure:
    """Some digits of a set."""
    return tiles(title, [ink(picture) for picture in _floats(images[which])], captions)


def _caption(found: Examination, i: int) -> str:
    truth, answer = found.labels[i], found.predicted[i]
    given, sure = found.true_probability[i], found.answer_probability[i]
    return f"{truth}: {given:.0%}  {answer}: {sure:.0%}"


def _floats(images: AnyArray) -> FloatArray:
    if images.dtype == np.uint8:
        return np.multiply(images, np.float32(1 / 255), dtype=np.float32)
    return images


def _fit(figure: Figure, x: float, y: float, side: float, picture: ByteArray) -> None:
    """A picture in the middle of a square tile."""
    rows, columns = picture.shape[:2]
    step = side / max(rows, columns)
    wide, high = columns * step, rows * step
    left, top = x + (side - wide) / 2, y + (side - high) / 2
    figure.pixels(left, top, wide, high, picture)
    figure.rectangle(left, top, wide, high, outline=FAINT)


def _scale(figure: Figure, x: float, y: float, limit: float) -> None:
    """The bar that says which number has which colour."""
    values = np.linspace(limit, -limit, 61, dtype=np.float32)[:, None]
    figure.pixels(x, y + 4, SCALE_WIDTH, SCALE_HEIGHT, diverging(values, limit))
    figure.rectangle(x, y + 4, SCALE_WIDTH, SCALE_HEIGHT, outline=FAINT)
    for share, value in ((0.0, limit), (0.5, 0.0), (1.0, -limit)):
        text = f"{value:.3g}"
        figure.text(x + SCALE_WIDTH + 5, y + 8 + share * SCALE_HEIGHT, text, size=9, colour=INK)

"""The pictures of a report, drawn by matplotlib: galleries, heatmaps, curves, a map of digits.

    Gallery, Observed, Evaluation, Curve, DigitMap ...  ->  Figure  ->  .png or .svg

Numbers around zero are blue below, white at zero, orange above. The two ends differ in brightness
from the middle and in hue from each other, also for people who do not tell red from green.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap, to_rgb
from matplotlib.figure import Figure
from PIL import Image

from digitpad.common.atomic_files import write_atomically
from digitpad.common.errors import ParameterError
from digitpad.common.pixels import as_floats
from digitpad.common.types import AnyArray, FloatArray
from digitpad.evaluation.metrics import Evaluation
from digitpad.evaluation.robustness import CHANGES, Curve
from digitpad.inspection.activations import LayerView, Observed
from digitpad.inspection.colours import ABOVE, BELOW, CLASSES
from digitpad.inspection.digit_map import PCA, DigitMap
from digitpad.inspection.weights import Gallery, OutputWeights

QUIET, FAINT = "#666666", "#bbbbbb"
UNITS_PER_INCH, DOTS_PER_INCH = 100, 200
"""Sizes below are in hundredths of an inch, two pixels each in a PNG."""

MARGIN, GAP, LINE, HEAD = 18, 6, 14, 44
SCALE_ROOM = 80
"""To the right of a picture, for the bar that tells which number has which colour."""

MOST_TILES = 256


def save(figure: Figure, path: Path) -> None:
    """Write a file ending in .png or .svg; it is replaced whole or not at all.

    Raises:
        ParameterError: the name has another ending.
        OSError: the file cannot be written.
    """
    if path.suffix not in (".png", ".svg"):
        raise ParameterError("{path}: a figure is saved as .png or .svg", path=path)
    metadata = {"Date": None} if path.suffix == ".svg" else {"Software": None}
    buffer = io.BytesIO()
    # The same figure gives the same bytes, and texts stay texts.
    settings: dict[Any, Any] = {"svg.hashsalt": "digitpad", "svg.fonttype": "none"}
    with rc_context(settings), warnings.catch_warnings():
        # A model's name may have letters that the font does not.
        warnings.simplefilter("ignore", UserWarning)
        figure.savefig(buffer, format=path.suffix[1:], dpi=DOTS_PER_INCH, metadata=metadata)
    write_atomically(path, buffer.getvalue())


def usual_limit(values: AnyArray) -> float:
    """The value at which colours end: all but the most extreme half percent, and never 0."""
    finite = np.abs(values[np.isfinite(values)])
    limit = float(np.quantile(finite, 0.995)) if finite.size else 0.0
    return limit or float(finite.max(initial=0)) or 1.0


# Pictures in rows


def tiles(
    title: str,
    pictures: Sequence[FloatArray],
    captions: Sequence[str],
    *,
    columns: int = 16,
    side: int = 56,
    note: str = "",
    limit: float | None = None,
) -> Figure:
    """Pictures of one size in rows, each with a line below.

    Args:
        title: above all of it.
        pictures: each (rows, columns) float32; ink from 0 to 1, or signed with a `limit`.
        captions: one each, may be empty.
        columns: the most in a row.
        side: of a tile; a picture's longer side spans it.
        note: a sentence below all of it.
        limit: the value of full colour, where the pictures are signed: adds the scale of colours.
    """
    columns = max(1, min(columns, len(pictures)))
    rows = -(-len(pictures) // columns)
    pitch = side + GAP, side + GAP + (LINE if any(captions) else 0)
    wide, high = columns * pitch[0], rows * pitch[1]
    figure, axes = _sheet(title, note, wide, high, scale=limit is not None)
    axes.axis("off")
    if not pictures:
        return figure
    sheet = np.full((2 * high, 2 * wide), np.nan, np.float32)  # as sharp as the PNG
    frames = []
    for number, (picture, caption) in enumerate(zip(pictures, captions, strict=True)):
        row, column = divmod(number, columns)
        large = _enlarged(picture, 2 * side)
        down, across = large.shape
        left, top = column * pitch[0], row * pitch[1]
        y, x = 2 * top + side - down // 2, 2 * left + side - across // 2
        sheet[y : y + down, x : x + across] = large
        frames.append((x / 2, y / 2, (x + across) / 2, (y + down) / 2))
        below = top + side + LINE - 4
        axes.text(left + side / 2, below, caption, ha="center", va="baseline", fontsize=6.5)
    shown = axes.imshow(sheet, extent=(0, wide, high, 0), **_colours(limit))
    _outline(axes, frames)
    if limit is not None:
        _scale(figure, axes, shown)
    return figure


def _enlarged(picture: FloatArray, length: int) -> FloatArray:
    """Each pixel as a square, so that the longer side has this length."""
    high, wide = (max(1, round(count * length / max(picture.shape))) for count in picture.shape)
    grey = Image.fromarray(np.ascontiguousarray(picture, np.float32))
    return np.asarray(grey.resize((wide, high), Image.Resampling.NEAREST))


def gallery_figure(gallery: Gallery, title: str) -> Figure:
    """A gallery of weights, all on the same scale, or of landmark digits."""
    shown = gallery.chosen(np.arange(min(len(gallery.pictures), MOST_TILES)))
    limit = usual_limit(gallery.pictures) if gallery.is_signed else None
    captions = [str(number) for number in shown.numbers]
    if gallery.kind == "landmarks":
        captions = [text.rpartition(": ")[2] for text in shown.titles]
    return tiles(title, list(shown.pictures), captions, note=gallery.note, limit=limit)


def layer_figure(observed: Observed, view: LayerView) -> Figure:
    """The output of one layer: a picture for each channel, or a square for each unit."""
    output = observed[view.index]
    title = f"{view.title} ({view.name}): {' x '.join(map(str, view.shape))}"
    if view.is_spatial:
        note = "Every picture is a channel: orange above zero, blue below."
        pictures = list(output.transpose(2, 0, 1))
        captions = [str(channel) for channel in range(view.units)]
        return tiles(title, pictures, captions, note=note, limit=usual_limit(output))
    rows = max(1, round(np.sqrt(len(output) / 4)))
    plane = np.zeros(-(-len(output) // rows) * rows, np.float32)
    plane[: len(output)] = output
    note = "Every square is a unit, numbered line by line."
    return heatmap_figure(plane.reshape(rows, -1), title, note)


def explanation_figure(
    image: FloatArray, maps: Sequence[tuple[str, FloatArray]], title: str
) -> Figure:
    """A drawing, and beside it maps of what supports an answer, each with its own scale."""
    note = "Orange supports the class, blue is evidence against it; each map has its own scale."
    side, columns = 168, 4
    rows = -(-(len(maps) + 1) // columns)
    wide, high = min(columns, len(maps) + 1) * (side + GAP), rows * (side + GAP + LINE)
    figure, axes = _sheet(title, note, wide, high)
    axes.axis("off")
    for number, (name, found) in enumerate([("the drawing", image), *maps]):
        row, column = divmod(number, columns)
        left, top = column * (side + GAP), row * (side + GAP + LINE)
        extent = (left, left + side, top + side, top)
        ink = image if number == 0 else image * 0.35
        axes.imshow(ink, extent=extent, **_colours(None))
        if number:
            limit = usual_limit(found)
            axes.imshow(found, extent=extent, alpha=0.75, **_colours(limit))
        _outline(axes, [(left, top, left + side, top + side)])
        axes.text(left + side / 2, top + side + LINE - 3, name, ha="center", fontsize=8)
    axes.set(xlim=(0, wide), ylim=(high, 0))
    return figure


def misread_figure(found: Evaluation, images: AnyArray, most: int = MOST_TILES) -> Figure:
    """The misread digits, the most confident error first, with both probabilities."""
    which = found.misread[:most]
    shown = f"the first {most} of " if len(found.misread) > most else ""
    title = f"Misread: {shown}{len(found.misread)} of {len(found):,} ({found.data})"
    captions = [
        f"{found.labels[i]}: {found.true_probability[i]:.0%}  "
        f"{found.predicted[i]}: {found.answer_probability[i]:.0%}"
        for i in which
    ]
    note = "Truth and answer, each with its probability in percent."
    return tiles(title, list(as_floats(images[which])), captions, columns=12, side=68, note=note)


# Heatmaps


def heatmap_figure(plane: FloatArray, title: str, note: str = "") -> Figure:
    """One plane of weights (rows, columns), with the scale of its colours."""
    rows, columns = plane.shape
    step = min(14.0, 900 / columns, 700 / rows)
    figure, axes = _sheet(title, note, columns * step, rows * step, scale=True)
    shown = axes.imshow(plane, extent=(0, columns, rows, 0), **_colours(usual_limit(plane)))
    axes.set(xticks=[], yticks=[], aspect="auto")
    _scale(figure, axes, shown)
    return figure


def output_figure(found: OutputWeights, title: str) -> Figure:
    """The last layer's weights: a row for each output, a column for each unit."""
    units, outputs = found.weight.shape
    wide = max(300.0, min(10.0 * units, 900))
    note = f"What every {found.units} adds to each output: orange raises it, blue lowers it."
    figure, axes = _sheet(title, note, wide, 18.0 * outputs, left=60, scale=True)
    shown = axes.imshow(found.weight.T, **_colours(usual_limit(found.weight)))
    axes.set(aspect="auto", xticks=[], yticks=range(outputs), yticklabels=found.outputs)
    _scale(figure, axes, shown)
    return figure


def confusion_figure(found: Evaluation, names: Sequence[str], title: str) -> Figure:
    """The confusion matrix with counts; the darker a cell, the larger its share of the row."""
    count, side = len(names), 38
    note = "Rows are the truth. Blue: right. Orange: misread, darker where it happens more often."
    figure, axes = _sheet(title, note, count * side, count * side, left=36, top=36, right=80)
    right = np.eye(count, dtype=bool)
    strength = np.where(right, 0.55 * found.shares, np.minimum(1, np.sqrt(12 * found.shares)))
    full = np.where(right[:, :, None], to_rgb(BELOW[1]), to_rgb(ABOVE[1]))
    axes.imshow(1 + strength[:, :, None] * (full - 1))
    for row, column in np.argwhere(found.confusion):
        text = f"{found.confusion[row, column]}"
        axes.text(column, row, text, ha="center", va="center", fontsize=8)
    for row, recall in enumerate(found.recall):
        text = "-" if np.isnan(recall) else f"{recall:.1%}"
        axes.text(count + 0.4, row, text, ha="center", va="center", fontsize=8)
    axes.text(count + 0.4, -0.9, "right", ha="center", fontsize=8, color=QUIET)
    places = range(count)
    axes.set(xticks=places, xticklabels=names, yticks=places, yticklabels=names)
    axes.set_xlabel("answer", color=QUIET, loc="left")
    axes.xaxis.set_label_position("top")
    axes.tick_params(length=0, top=False, labeltop=True, labelbottom=False)
    axes.set_xticks(np.arange(count - 1) + 0.5, minor=True)
    axes.set_yticks(np.arange(count - 1) + 0.5, minor=True)
    axes.grid(which="minor", color="white", linewidth=1.5)
    axes.tick_params(which="minor", length=0)
    axes.spines[:].set_visible(False)
    return figure


# Curves


def calibration_figure(found: Evaluation, title: str) -> Figure:
    """Confidence against accuracy: on the diagonal, probabilities mean what they say."""
    bins = found.calibration()
    figure, axes = _sheet(title, "", 300, 300, left=52, top=12, below=40)
    axes.plot([0, 1], [0, 1], color=FAINT, linewidth=1)
    axes.plot(bins.confidence, bins.accuracy, color=CLASSES[0])
    sizes = 20 + 120 * bins.counts / max(len(found), 1)
    axes.scatter(bins.confidence, bins.accuracy, sizes, color=CLASSES[0], clip_on=False)
    axes.text(0.97, 0.05, f"calibration error {bins.error:.2%}", ha="right", fontsize=9)
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="share of right answers")
    _show_percent(axes)
    return figure


def robustness_figure(curves: Mapping[str, Curve], title: str) -> Figure:
    """A small plot for each kind of change."""
    columns, wide, high = 3, 330, 250
    rows = -(-len(curves) // columns)
    figure = _figure(columns * wide + MARGIN, rows * high + HEAD, title)
    for number, curve in enumerate(curves.values()):
        row, column = divmod(number, columns)
        place = (MARGIN + 46 + column * wide, HEAD + 16 + row * high)
        axes = _axes(figure, *place, wide - 80, high - 76)
        axes.axvline(curve.unchanged, color=FAINT, linewidth=1)
        axes.plot(curve.values, curve.accuracies, marker="o", markersize=3.5, color=CLASSES[0])
        axes.set(ylim=(0, 1.02), xlabel=CHANGES[curve.change].unit, ylabel="accuracy")
        axes.set_title(curve.change, fontsize=10, loc="left")
        _show_percent(axes)
    return figure


def map_figure(found: DigitMap, title: str, position: FloatArray | None = None) -> Figure:
    """All digits of a map, each written as itself in its class's colour; a ring marks a drawing."""
    figure, axes = _sheet(title, "", 640, 520, left=52, top=8, below=40)
    for label in np.unique(found.labels):
        x, y = found.positions[found.labels == label].T
        colour = CLASSES[int(label) % len(CLASSES)]
        axes.scatter(x, y, 36, color=colour, marker=f"${label}$", linewidths=0)
    if position is not None:
        ring: dict[str, Any] = {
            "color": "white",
            "edgecolors": "#222222",
            "linewidths": 2.5,
            "zorder": 3,
        }
        x, y = position
        axes.scatter(x, y, 90, **ring)
    if found.method == PCA:
        texts = [f"principal component {i + 1}: {found.explained[i]:.0%}" for i in (0, 1)]
        axes.set(xlabel=texts[0], ylabel=texts[1])
    axes.set(xticks=[], yticks=[])
    return figure


def answers_figure(
    moments: AnyArray, probabilities: FloatArray, names: Sequence[str], title: str, across: str
) -> Figure:
    """Probabilities over time or over epochs: a line for each class that ever reaches 5 %."""
    figure, axes = _sheet(title, "", 520, 260, left=52, top=12, below=40)
    marker = "o" if len(moments) == 1 else ""
    for k, name in enumerate(names):
        values = probabilities[:, k]
        if values.max() < 0.05:
            continue
        colour = CLASSES[k % len(CLASSES)]
        axes.plot(moments, values, color=colour, marker=marker)
        best = int(values.argmax())
        axes.text(moments[best], values[best] + 0.02, name, color=colour, ha="center")
    axes.set(ylim=(0, 1.12), yticks=np.linspace(0, 1, 5), xlabel=across, ylabel="probability")
    _show_percent(axes)
    return figure


def _show_percent(axes: Axes) -> None:
    """Shares as percent on the y axis, with faint lines across."""
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    axes.grid(axis="y", color="#eeeeee")
    axes.set_axisbelow(True)


# Sheets


def _figure(width: float, height: float, title: str, note: str = "") -> Figure:
    """A white sheet with a title above and a note below; sizes in hundredths of an inch."""
    figure = Figure((width / UNITS_PER_INCH, height / UNITS_PER_INCH))
    figure.text(MARGIN / width, 1 - 22 / height, title, fontsize=11)
    figure.text(MARGIN / width, 10 / height, note, fontsize=8, color=QUIET)
    return figure


def _sheet(
    title: str,
    note: str,
    wide: float,
    high: float,
    *,
    left: float = 0,
    top: float = 0,
    right: float = 0,
    below: float = 0,
    scale: bool = False,
) -> tuple[Figure, Axes]:
    """A figure with one pair of axes of this size, and room around it."""
    room = SCALE_ROOM if scale else right
    least = 120 if scale else 0
    width = max(2 * MARGIN + left + wide + room, 440, MARGIN + 5.2 * len(note))
    height = HEAD + top + max(high, least) + below + (28 if note else MARGIN)
    figure = _figure(width, height, title, note)
    return figure, _axes(figure, MARGIN + left, HEAD - 8 + top, wide, high)


def _axes(figure: Figure, left: float, top: float, wide: float, high: float) -> Axes:
    """Axes with their upper left corner here, in hundredths of an inch."""
    width, height = (length * UNITS_PER_INCH for length in figure.get_size_inches())
    bottom = height - top - high
    axes = figure.add_axes((left / width, bottom / height, wide / width, high / height))
    axes.tick_params(labelsize=8)
    axes.spines[:].set_color(FAINT)
    return axes


def _colours(limit: float | None) -> dict[str, Any]:
    """How `imshow` paints numbers: ink black on white, or signed up to a limit."""
    if limit is None:
        return {"cmap": "Greys", "vmin": 0, "vmax": 1, "interpolation": "nearest"}
    colours = [*reversed(BELOW), "white", *ABOVE]
    scale = LinearSegmentedColormap.from_list("around zero", colours, 255)
    return {"cmap": scale, "vmin": -limit, "vmax": limit, "interpolation": "nearest"}


def _scale(figure: Figure, axes: Axes, shown: Any) -> None:
    """The bar that tells which number has which colour."""
    width, height = (length * UNITS_PER_INCH for length in figure.get_size_inches())
    place = axes.get_position()
    bar = figure.add_axes(
        (place.x1 + 12 / width, place.y1 - 120 / height, 14 / width, 120 / height)
    )
    limit = shown.get_clim()[1]
    figure.colorbar(shown, bar, ticks=[-limit, 0, limit], format="{x:.3g}")
    bar.tick_params(labelsize=8, length=0)


def _outline(axes: Axes, boxes: Sequence[tuple[float, float, float, float]]) -> None:
    """Faint frames around boxes, each (left, top, right, bottom)."""
    frames = [[(x0, y0), (x1, y0), (x1, y1), (x0, y1)] for x0, y0, x1, y1 in boxes]
    axes.add_collection(PolyCollection(frames, facecolors="none", edgecolors=FAINT, linewidths=0.6))

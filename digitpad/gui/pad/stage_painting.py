"""Paints the processing steps: those of `stage_views`, and the features of vector machines."""

from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QPen

from digitpad.common.pixels import SIDE, as_bytes
from digitpad.common.types import FloatArray
from digitpad.estimators.base import Classifier
from digitpad.estimators.svm import SVM
from digitpad.features.deskew import deskew
from digitpad.features.pictures import edge_directions, edge_picture, spectrum_picture
from digitpad.gui.charts.colour_maps import InkColours, image_of
from digitpad.gui.pad.stage_views import PaintContext, StageView
from digitpad.gui.translation import QT_TRANSLATE_NOOP
from digitpad.imaging.page.stage_pictures import paper_colours
from digitpad.imaging.preprocess import BOX, CENTRE, Stages

_LEVELS = 10
"""Number of line shades; the weakest are not drawn."""

_REACH = 0.46
"""Half the length of a line, relative to the cell."""

_DIGIT_BENEATH = 0.16
_USES_EDGES = frozenset({"edges", "hog", "smooth-hog"})
_USES_DIRECTIONS = frozenset({"hog", "smooth-hog"})
_USES_WAVES = frozenset({"fourier", "waves", "radial", "angular"})
_USED = QT_TRANSLATE_NOOP("StageView", "The current model uses these features.")
_NOT_USED = QT_TRANSLATE_NOOP("StageView", "The current model does not use these features.")


# The steps of every model


def _paint_pad(context: PaintContext, stages: Stages, pad: FloatArray | None) -> None:
    _paint_smooth(context, stages.grey if pad is None else pad)


def _paint_crop(context: PaintContext, stages: Stages, _pad: FloatArray | None) -> None:
    _paint_smooth(context, stages.crop)


def _paint_box(context: PaintContext, stages: Stages, _pad: FloatArray | None) -> None:
    _paint_pixels(context, _framed(stages.box)[0])


def _paint_centre(context: PaintContext, stages: Stages, _pad: FloatArray | None) -> None:
    framed, left, top = _framed(stages.box)
    square = _paint_pixels(context, framed)
    x, y = stages.box_centre
    place = (left + x) / len(framed), (top + y) / len(framed)
    _paint_cross(context, square, *place)
    _paint_dot(context, square, *place)


def paint_input(context: PaintContext, stages: Stages, _pad: FloatArray | None = None) -> None:
    """The network input, with its middle (a cross) and its centre of mass (a dot)."""
    square = _paint_pixels(context, stages.network_input)
    _paint_cross(context, square, CENTRE / SIDE, CENTRE / SIDE)
    x, y = stages.centre_of_mass
    _paint_dot(context, square, x / SIDE, y / SIDE)


# The features of vector machines


def views_for(classifier: Classifier) -> tuple[StageView, ...]:
    """The extra steps of this model; none for a model that reads the pixels directly."""
    if not isinstance(classifier, SVM) or classifier.features is None:
        return ()
    names = frozenset(classifier.features.split("+"))

    def view(
        name: str, title: str, explanation: str, paint: Callable[..., object], uses: frozenset[str]
    ) -> StageView:
        """A step whose picture is painted from the input that the features get."""

        def paint_features(context: PaintContext, stages: Stages, _pad: FloatArray | None) -> None:
            image = stages.network_input
            paint(context, deskew(image[None])[0] if classifier.deskew else image)

        used = bool(names & uses)
        remark = _USED if used else _NOT_USED
        return StageView(name, title, explanation, remark=remark, counts=used, paint=paint_features)

    return (
        view(
            "edges",
            QT_TRANSLATE_NOOP("StageView", "Edges"),
            QT_TRANSLATE_NOOP("StageView", "Edge strength at each pixel."),
            lambda context, image: _paint_pixels(context, edge_picture(image)),
            _USES_EDGES,
        ),
        view(
            "directions",
            QT_TRANSLATE_NOOP("StageView", "Directions"),
            QT_TRANSLATE_NOOP(
                "StageView",
                "Histogram of oriented gradients (HOG): the edge directions in each "
                "part of the picture. Bolder lines mean stronger edges.",
            ),
            partial(_paint_directions, smooth="hog" not in names),
            _USES_DIRECTIONS,
        ),
        view(
            "waves",
            QT_TRANSLATE_NOOP("StageView", "Frequencies"),
            QT_TRANSLATE_NOOP(
                "StageView",
                "Fourier spectrum of the digit on a log scale, with low frequencies in the middle.",
            ),
            lambda context, image: _paint_pixels(context, spectrum_picture(image)),
            _USES_WAVES,
        ),
    )


def _paint_directions(context: PaintContext, image: FloatArray, *, smooth: bool) -> None:
    """One line for each cell and direction, as long as a cell, the weakest first."""
    opacity = context.painter.opacity()
    context.painter.setOpacity(opacity * _DIGIT_BENEATH)
    square = _paint_pixels(context, image)
    context.painter.setOpacity(opacity)
    found = edge_directions(image, smooth=smooth)
    pixel = square.width() / SIDE
    reach = found.cell * pixel * _REACH
    across, down = np.cos(found.angles) * reach, np.sin(found.angles) * reach
    left, top = (start + found.centres * pixel for start in (square.left(), square.top()))
    colour = QColor(context.palette.color(QPalette.ColorRole.Text))
    pen = QPen(colour, max(1.0, 0.3 * pixel + 0.6), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    context.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    levels = np.rint(found.strengths * _LEVELS)
    for level in range(1, _LEVELS + 1):
        rows, columns, lines = np.nonzero(levels == level)
        x, y, dx, dy = left[columns], top[rows], across[lines], down[lines]
        ends = np.stack([x - dx, y - dy, x + dx, y + dy], axis=1)
        colour.setAlphaF(level / _LEVELS)
        pen.setColor(colour)
        context.painter.setPen(pen)
        context.painter.drawLines([QLineF(*line) for line in ends.tolist()])


# Painting


def _paint_smooth(context: PaintContext, grey: FloatArray) -> None:
    """Fit ink into the square, keeping its proportions."""
    _paint_fitted(context, InkColours(context.palette).image(grey))


def _paint_colours(context: PaintContext, colours: FloatArray) -> None:
    """The same for colours (H, W, 1 or 3) from 0 to 1."""
    values = np.broadcast_to(as_bytes(colours), (*colours.shape[:2], 3)).astype(np.uint32)
    _paint_fitted(context, image_of(values @ np.array([1 << 16, 1 << 8, 1], np.uint32)))


def _paint_fitted(context: PaintContext, image: QImage) -> None:
    scale = min(context.square.width() / image.width(), context.square.height() / image.height())
    place = QRectF(0, 0, image.width() * scale, image.height() * scale)
    place.moveCenter(context.square.center())
    context.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    # Scaling below one half in a single step would skip pixels.
    large = place.size() * context.ratio
    smaller = image.scaled(
        large.toSize().expandedTo(QSize(1, 1)),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    context.painter.drawImage(place, smaller)


def _paint_pixels(context: PaintContext, grey: FloatArray) -> QRectF:
    """Paint a square of pixels aligned to device pixels; returns its rectangle."""
    count = len(grey)
    enlargement = max(1, int(context.square.width() * context.ratio) // count)
    side = enlargement * count / context.ratio
    left = round((context.square.center().x() - side / 2) * context.ratio) / context.ratio
    top = round((context.square.center().y() - side / 2) * context.ratio) / context.ratio
    square = QRectF(left, top, side, side)
    context.painter.drawImage(
        square.topLeft(), InkColours(context.palette).image(grey, enlargement, context.ratio)
    )
    return square


def _paint_cross(context: PaintContext, square: QRectF, x: float, y: float) -> None:
    """Paint thin lines through a point, given as shares of the square."""
    colour = QColor(context.palette.color(QPalette.ColorRole.Accent))
    colour.setAlphaF(0.45)
    context.painter.setPen(QPen(colour, 1))
    across, down = square.left() + x * square.width(), square.top() + y * square.height()
    context.painter.drawLine(QPointF(across, square.top()), QPointF(across, square.bottom()))
    context.painter.drawLine(QPointF(square.left(), down), QPointF(square.right(), down))


def _paint_dot(context: PaintContext, square: QRectF, x: float, y: float) -> None:
    context.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    context.painter.setBrush(context.palette.color(QPalette.ColorRole.Accent))
    context.painter.setPen(QPen(context.palette.color(QPalette.ColorRole.Base), 1.5))
    place = QPointF(square.left() + x * square.width(), square.top() + y * square.height())
    context.painter.drawEllipse(place, 3.0, 3.0)


def _framed(box: FloatArray) -> tuple[FloatArray, int, int]:
    """A box centred in an empty square, and its left and top there."""
    height, width = box.shape
    side = max(BOX, height, width)
    left, top = (side - width) // 2, (side - height) // 2
    square = np.zeros((side, side), np.float32)
    square[top : top + height, left : left + width] = box
    return square, left, top


_PAINT: dict[str, Callable[..., object]] = {
    "sheet": lambda context, page: _paint_colours(context, page.colours),
    "background": lambda context, page: _paint_colours(context, paper_colours(page)),
    "contrast": lambda context, page: _paint_smooth(context, page.contrast),
    "without-rules": lambda context, page: _paint_smooth(context, page.without_rules),
    "writing": lambda context, page: _paint_smooth(context, page.ink),
    "ink": _paint_pad,
    "crop": _paint_crop,
    "box": _paint_box,
    "centre": _paint_centre,
    "input": paint_input,
}
"""How the steps of the page reader are painted, given the page, and those of every model."""


def paint_stage(view: StageView, context: PaintContext, *values: object) -> None:
    """Paint a step.

    Args:
        view: of the step.
        context: where.
        values: the page for a step of the page reader; else all stages, and the picture of the
            whole pad or None.
    """
    (view.paint or _PAINT[view.name])(context, *values)

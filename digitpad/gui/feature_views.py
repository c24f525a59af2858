"""What a model that uses features makes of the 28x28 pixels: edges, their directions, waves.

Networks find their own features and have none of this. For a vector machine all three are shown,
and those that it does not use stand back.
"""

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen

from digitpad.classifier import Classifier
from digitpad.features.deskew import deskew
from digitpad.features.hog import SIDE
from digitpad.features.pictures import edge_directions, edge_picture, spectrum_picture
from digitpad.gui.stage_views import Brush, Paint, StageView, paint_pixels
from digitpad.gui.translation import QT_TRANSLATE_NOOP
from digitpad.preprocess import Stages
from digitpad.svm import SVM
from digitpad.types import FloatArray

_LEVELS = 10
"""So many shades of strokes; the weakest ones, which would only be a haze, are left out."""

_REACH = 0.46
"""Half a stroke's length, relative to the cell."""

_DIGIT_BENEATH = 0.16
_USES_EDGES = frozenset({"edges", "hog", "smooth-hog"})
_USES_DIRECTIONS = frozenset({"hog", "smooth-hog"})
_USES_WAVES = frozenset({"fourier", "waves", "radial", "angular"})
_USED = QT_TRANSLATE_NOOP("StageView", "The model that answers looks at this.")
_NOT_USED = QT_TRANSLATE_NOOP("StageView", "The model that answers does not look at this.")


def views_for(classifier: Classifier) -> tuple[StageView, ...]:
    """The further steps of this model; none for one that gets the pixels as they are."""
    if not isinstance(classifier, SVM) or classifier.features is None:
        return ()
    names = frozenset(classifier.features.split("+"))
    upright = classifier.deskew
    paint_strokes = _directions_painter(upright, smooth="hog" not in names)
    return (
        _view("edges", names & _USES_EDGES, _edges_painter(upright)),
        _view("directions", names & _USES_DIRECTIONS, paint_strokes),
        _view("waves", names & _USES_WAVES, _waves_painter(upright)),
    )


_TEXTS = {
    "edges": (
        QT_TRANSLATE_NOOP("StageView", "Edges"),
        QT_TRANSLATE_NOOP(
            "StageView", "Where ink begins or ends; the more sharply, the stronger the edge."
        ),
    ),
    "directions": (
        QT_TRANSLATE_NOOP("StageView", "Directions"),
        QT_TRANSLATE_NOOP(
            "StageView",
            "Which way edges run in each part of the picture: a stroke for each direction, the "
            "bolder the more edge there is.",
        ),
    ),
    "waves": (
        QT_TRANSLATE_NOOP("StageView", "Waves"),
        QT_TRANSLATE_NOOP(
            "StageView",
            "The digit as a sum of waves: how strong each is, on a log scale; long waves are in "
            "the middle, short ones at the rim.",
        ),
    ),
}


def _view(name: str, uses: frozenset[str], paint: Paint) -> StageView:
    title, explanation = _TEXTS[name]
    remark = _USED if uses else _NOT_USED
    return StageView(name, title, explanation, False, paint, remark=remark, counts=bool(uses))


def _seen(stages: Stages, *, upright: bool) -> FloatArray:
    """(28, 28) as the features are taken from it: with its slant taken out where the model does."""
    image = stages.network_input
    return deskew(image[None])[0] if upright else image


def _edges_painter(upright: bool) -> Paint:
    def paint(brush: Brush, stages: Stages, _pad: FloatArray | None) -> None:
        paint_pixels(brush, edge_picture(_seen(stages, upright=upright)))

    return paint


def _waves_painter(upright: bool) -> Paint:
    def paint(brush: Brush, stages: Stages, _pad: FloatArray | None) -> None:
        paint_pixels(brush, spectrum_picture(_seen(stages, upright=upright)))

    return paint


def _directions_painter(upright: bool, *, smooth: bool) -> Paint:
    def paint(brush: Brush, stages: Stages, _pad: FloatArray | None) -> None:
        image = _seen(stages, upright=upright)
        opacity = brush.painter.opacity()
        brush.painter.setOpacity(opacity * _DIGIT_BENEATH)
        square = paint_pixels(brush, image)
        brush.painter.setOpacity(opacity)
        _paint_strokes(brush, square, image, smooth=smooth)

    return paint


def _paint_strokes(brush: Brush, square: QRectF, image: FloatArray, *, smooth: bool) -> None:
    """One small stroke for each cell and direction, as long as a cell, the weakest first."""
    found = edge_directions(image, smooth=smooth)
    pixel = square.width() / SIDE
    reach = found.cell * pixel * _REACH
    across, down = np.cos(found.angles) * reach, np.sin(found.angles) * reach
    left, top = (start + found.centres * pixel for start in (square.left(), square.top()))
    colour = QColor(brush.palette.color(QPalette.ColorRole.Text))
    pen = QPen(colour, max(1.0, 0.3 * pixel + 0.6), Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    brush.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    levels = np.rint(found.strengths * _LEVELS)
    for level in range(1, _LEVELS + 1):
        rows, columns, lines = np.nonzero(levels == level)
        x, y, dx, dy = left[columns], top[rows], across[lines], down[lines]
        ends = np.stack([x - dx, y - dy, x + dx, y + dy], axis=1)
        colour.setAlphaF(level / _LEVELS)
        pen.setColor(colour)
        brush.painter.setPen(pen)
        brush.painter.drawLines([QLineF(*line) for line in ends.tolist()])

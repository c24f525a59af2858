"""The processing steps from ink to network input: name, explanation and how each is painted.

    sheet > paper > contrast > no lines > writing      of a picture, before its digits
    ink > crop > scale > centre > 28 x 28 > edges, directions, frequencies

The last three are features of vector machines; networks learn their own and have none of these
steps. A vector machine shows all three, and those that it does not use are faded.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QPen

from digitpad.common.pixels import SIDE, as_bytes
from digitpad.common.types import FloatArray
from digitpad.estimators.base import Classifier
from digitpad.estimators.svm import SVM
from digitpad.features.deskew import deskew
from digitpad.features.pictures import edge_directions, edge_picture, spectrum_picture
from digitpad.gui.charts.colour_maps import InkColours, image_of
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


@dataclass(frozen=True, slots=True, eq=False)
class PaintContext:
    """What a step is painted with: painter, target square, palette, device-pixel ratio."""

    painter: QPainter
    square: QRectF
    palette: QPalette
    ratio: float

    @property
    def colours(self) -> InkColours:
        """The shades of ink."""
        return InkColours(self.palette)


@dataclass(frozen=True, slots=True, eq=False)
class StageView:
    """One step.

    Attributes:
        name: as in `digitpad.imaging.preprocess.SKIPPABLE`, if it is one of those.
        title: in English; `translated` gives it in the current language.
        explanation: one sentence, in English too.
        paint: paints it, given all stages and the picture of the whole pad; for a step of the page
            reader, given the page.
        can_be_left_out: whether it can be skipped.
        remark: a further sentence that depends on the model, in English too.
        counts: whether the current model uses it.
    """

    name: str
    title: str
    explanation: str
    paint: Callable[..., object]
    can_be_left_out: bool = False
    remark: str = ""
    counts: bool = True


def translated(text: str) -> str:
    """A title or explanation in the current language."""
    return QCoreApplication.translate("StageView", text)


# The steps of the page reader


PAGE_STAGES = (
    StageView(
        "sheet",
        QT_TRANSLATE_NOOP("StageView", "Sheet"),
        QT_TRANSLATE_NOOP(
            "StageView",
            "The picture, or the sheet of paper that was found in it, straightened.",
        ),
        lambda context, page: _paint_colours(context, page.colours),
    ),
    StageView(
        "background",
        QT_TRANSLATE_NOOP("StageView", "Paper"),
        QT_TRANSLATE_NOOP(
            "StageView",
            "What the paper would look like without ink: its colour and the light on it.",
        ),
        lambda context, page: _paint_colours(context, paper_colours(page)),
    ),
    StageView(
        "contrast",
        QT_TRANSLATE_NOOP("StageView", "Contrast"),
        QT_TRANSLATE_NOOP("StageView", "How much each pixel differs from the paper."),
        lambda context, page: _paint_smooth(context, page.contrast),
    ),
    StageView(
        "without-rules",
        QT_TRANSLATE_NOOP("StageView", "No lines"),
        QT_TRANSLATE_NOOP("StageView", "Removes ruled lines, squares and form boxes."),
        lambda context, page: _paint_smooth(context, page.without_rules),
    ),
    StageView(
        "writing",
        QT_TRANSLATE_NOOP("StageView", "Writing"),
        QT_TRANSLATE_NOOP("StageView", "Removes specks, and what reaches in from the edge."),
        lambda context, page: _paint_smooth(context, page.ink),
    ),
)


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


STAGES = (
    StageView(
        "ink",
        QT_TRANSLATE_NOOP("StageView", "Ink"),
        QT_TRANSLATE_NOOP("StageView", "The drawing at its position on the pad."),
        _paint_pad,
    ),
    StageView(
        "crop",
        QT_TRANSLATE_NOOP("StageView", "Crop"),
        QT_TRANSLATE_NOOP(
            "StageView",
            "Crops the ink, so that the position on the pad does not matter.",
        ),
        _paint_crop,
        can_be_left_out=True,
    ),
    StageView(
        "box",
        QT_TRANSLATE_NOOP("StageView", "Scale"),
        QT_TRANSLATE_NOOP(
            "StageView",
            "Scales the longer side to 20 pixels, so that the size does not matter.",
        ),
        _paint_box,
        can_be_left_out=True,
    ),
    StageView(
        "centre",
        QT_TRANSLATE_NOOP("StageView", "Centre"),
        QT_TRANSLATE_NOOP(
            "StageView",
            "Finds the centre of mass of the ink (the dot), which is moved to "
            "the middle as in the training digits.",
        ),
        _paint_centre,
        can_be_left_out=True,
    ),
    StageView(
        "input",
        QT_TRANSLATE_NOOP("StageView", "28 × 28"),
        QT_TRANSLATE_NOOP(
            "StageView",
            "The input of the model: 28 × 28 pixels with the centre of mass in the middle.",
        ),
        paint_input,
    ),
)


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
        return StageView(name, title, explanation, paint_features, remark=remark, counts=used)

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
    _paint_fitted(context, context.colours.image(grey))


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
        square.topLeft(), context.colours.image(grey, enlargement, context.ratio)
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

"""The steps from ink to answer, each with its name, its explanation and how it is drawn.

The strip shows whatever is in this list, in its order; a further step is one entry more.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen

from digitpad.gui.grey_image import InkColours
from digitpad.gui.translation import QT_TRANSLATE_NOOP
from digitpad.preprocess import BOX, CENTRE, SIDE, Stages
from digitpad.types import FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Brush:
    """What a step is painted with: on `square`, in these colours, at `ratio` pixels a unit."""

    painter: QPainter
    square: QRectF
    colours: InkColours
    palette: QPalette
    ratio: float


Paint = Callable[[Brush, Stages, FloatArray | None], None]


@dataclass(frozen=True, slots=True)
class StageView:
    """One step.

    Attributes:
        name: as in `digitpad.preprocess.SKIPPABLE`, where it is one of those.
        title: its caption, in English; `translated` gives it in the language shown.
        explanation: one sentence, likewise.
        can_be_left_out: whether there is a way without it.
        paint: draws it from all stages and the picture of the whole pad.
        remark: a further sentence, also in English, where it depends on the model.
        counts: whether the model that answers makes use of it.
    """

    name: str
    title: str
    explanation: str
    can_be_left_out: bool
    paint: Paint
    remark: str = ""
    counts: bool = True


def translated(text: str) -> str:
    """A title or explanation in the language shown."""
    return QCoreApplication.translate("StageView", text)


def _paint_pad(brush: Brush, stages: Stages, pad: FloatArray | None) -> None:
    _paint_smooth(brush, stages.grey if pad is None else pad)


def _paint_crop(brush: Brush, stages: Stages, _pad: FloatArray | None) -> None:
    _paint_smooth(brush, stages.crop)


def _paint_box(brush: Brush, stages: Stages, _pad: FloatArray | None) -> None:
    paint_pixels(brush, _framed(stages.box, max(BOX, *stages.box.shape)))


def _paint_centre(brush: Brush, stages: Stages, _pad: FloatArray | None) -> None:
    side = max(BOX, *stages.box.shape)
    framed = _framed(stages.box, side)
    left, top = _margins(stages.box, side)
    x, y = stages.box_centre
    square = paint_pixels(brush, framed)
    _paint_cross(brush, square, (left + x) / side, (top + y) / side)
    _paint_dot(brush, square, (left + x) / side, (top + y) / side)


def _paint_input(brush: Brush, stages: Stages, _pad: FloatArray | None) -> None:
    square = paint_pixels(brush, stages.network_input)
    _paint_cross(brush, square, CENTRE / SIDE, CENTRE / SIDE)
    x, y = stages.centre_of_mass
    _paint_dot(brush, square, x / SIDE, y / SIDE)


STAGES = (
    StageView(
        "ink",
        QT_TRANSLATE_NOOP("StageView", "Ink"),
        QT_TRANSLATE_NOOP("StageView", "What is drawn, where it is drawn on the pad."),
        can_be_left_out=False,
        paint=_paint_pad,
    ),
    StageView(
        "crop",
        QT_TRANSLATE_NOOP("StageView", "Cut out"),
        QT_TRANSLATE_NOOP(
            "StageView",
            "Only the ink is kept: it must not matter where on the pad a digit is drawn.",
        ),
        can_be_left_out=True,
        paint=_paint_crop,
    ),
    StageView(
        "box",
        QT_TRANSLATE_NOOP("StageView", "20 pixels"),
        QT_TRANSLATE_NOOP(
            "StageView",
            "The longer side becomes 20 pixels: it must not matter how large a digit is drawn.",
        ),
        can_be_left_out=True,
        paint=_paint_box,
    ),
    StageView(
        "centre",
        QT_TRANSLATE_NOOP("StageView", "Centre"),
        QT_TRANSLATE_NOOP(
            "StageView",
            "The centre of mass of the ink, the dot, is what will be moved to the middle, as it "
            "was done with the digits that the network has learned from.",
        ),
        can_be_left_out=True,
        paint=_paint_centre,
    ),
    StageView(
        "input",
        QT_TRANSLATE_NOOP("StageView", "28 × 28"),
        QT_TRANSLATE_NOOP(
            "StageView", "What the network sees: 28 by 28 pixels, the centre of mass in the middle."
        ),
        can_be_left_out=False,
        paint=_paint_input,
    ),
)


def _paint_smooth(brush: Brush, grey: FloatArray) -> None:
    """Fit a picture into the square, keeping its proportion."""
    image = brush.colours.image(grey)
    scale = min(brush.square.width() / image.width(), brush.square.height() / image.height())
    place = QRectF(0, 0, image.width() * scale, image.height() * scale)
    place.moveCenter(brush.square.center())
    brush.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    # Shrinking to less than half in one step would leave pixels out.
    large = place.size() * brush.ratio
    smaller = image.scaled(
        large.toSize().expandedTo(QSize(1, 1)),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    brush.painter.drawImage(place, smaller)


def paint_pixels(brush: Brush, grey: FloatArray) -> QRectF:
    """Draw a square of pixels on whole screen pixels; returns where it went."""
    count = len(grey)
    enlargement = max(1, int(brush.square.width() * brush.ratio) // count)
    side = enlargement * count / brush.ratio
    left = round((brush.square.center().x() - side / 2) * brush.ratio) / brush.ratio
    top = round((brush.square.center().y() - side / 2) * brush.ratio) / brush.ratio
    square = QRectF(left, top, side, side)
    brush.painter.drawImage(square.topLeft(), brush.colours.image(grey, enlargement, brush.ratio))
    return square


def _paint_cross(brush: Brush, square: QRectF, x: float, y: float) -> None:
    """Hairlines through a point, given as shares of the square."""
    colour = QColor(brush.palette.color(QPalette.ColorRole.Accent))
    colour.setAlphaF(0.45)
    brush.painter.setPen(QPen(colour, 1))
    across, down = square.left() + x * square.width(), square.top() + y * square.height()
    brush.painter.drawLine(QPointF(across, square.top()), QPointF(across, square.bottom()))
    brush.painter.drawLine(QPointF(square.left(), down), QPointF(square.right(), down))


def _paint_dot(brush: Brush, square: QRectF, x: float, y: float) -> None:
    brush.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    brush.painter.setBrush(brush.palette.color(QPalette.ColorRole.Accent))
    brush.painter.setPen(QPen(brush.palette.color(QPalette.ColorRole.Base), 1.5))
    place = QPointF(square.left() + x * square.width(), square.top() + y * square.height())
    brush.painter.drawEllipse(place, 3.0, 3.0)


def _margins(box: FloatArray, side: int) -> tuple[int, int]:
    """Left and top of a box in the middle of a square."""
    height, width = box.shape
    return (side - width) // 2, (side - height) // 2


def _framed(box: FloatArray, side: int) -> FloatArray:
    """A box in the middle of an empty square of `side` pixels."""
    left, top = _margins(box, side)
    square = np.zeros((side, side), np.float32)
    square[top : top + box.shape[0], left : left + box.shape[1]] = box
    return square

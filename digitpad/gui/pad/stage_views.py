"""The processing steps from ink to network input: their names and explanations.

    sheet > paper > contrast > no lines > writing      of a picture, before its digits
    ink > crop > scale > centre > 28 x 28 > edges, directions, frequencies

`stage_painting` paints them, and has the last three: features of vector machines. Networks learn
their own and have none of these steps. A vector machine shows all three, and those that it does not
use are faded.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter, QPalette

from digitpad.gui.translation import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True, eq=False)
class PaintContext:
    """What a step is painted with: painter, target square, palette, device-pixel ratio."""

    painter: QPainter
    square: QRectF
    palette: QPalette
    ratio: float


@dataclass(frozen=True, slots=True, eq=False)
class StageView:
    """One step.

    Attributes:
        name: as in `digitpad.imaging.preprocess.SKIPPABLE`, if it is one of those.
        title: in English; `translated` gives it in the current language.
        explanation: one sentence, in English too.
        can_be_left_out: whether it can be skipped.
        remark: a further sentence that depends on the model, in English too.
        counts: whether the current model uses it.
        paint: paints it, given all stages and the picture of the whole pad; None where
            `stage_painting` knows by the name how to do it.
    """

    name: str
    title: str
    explanation: str
    can_be_left_out: bool = False
    remark: str = ""
    counts: bool = True
    paint: Callable[..., object] | None = None


def translated(text: str) -> str:
    """A title or explanation in the current language."""
    return QCoreApplication.translate("StageView", text)


PAGE_STAGES = (
    StageView(
        "sheet",
        QT_TRANSLATE_NOOP("StageView", "Sheet"),
        QT_TRANSLATE_NOOP(
            "StageView",
            "The picture, or the sheet of paper that was found in it, straightened.",
        ),
    ),
    StageView(
        "background",
        QT_TRANSLATE_NOOP("StageView", "Paper"),
        QT_TRANSLATE_NOOP(
            "StageView",
            "What the paper would look like without ink: its colour and the light on it.",
        ),
    ),
    StageView(
        "contrast",
        QT_TRANSLATE_NOOP("StageView", "Contrast"),
        QT_TRANSLATE_NOOP("StageView", "How much each pixel differs from the paper."),
    ),
    StageView(
        "without-rules",
        QT_TRANSLATE_NOOP("StageView", "No lines"),
        QT_TRANSLATE_NOOP("StageView", "Removes ruled lines, squares and form boxes."),
    ),
    StageView(
        "writing",
        QT_TRANSLATE_NOOP("StageView", "Writing"),
        QT_TRANSLATE_NOOP("StageView", "Removes specks, and what reaches in from the edge."),
    ),
)
"""The steps of the page reader."""

STAGES = (
    StageView(
        "ink",
        QT_TRANSLATE_NOOP("StageView", "Ink"),
        QT_TRANSLATE_NOOP("StageView", "The drawing at its position on the pad."),
    ),
    StageView(
        "crop",
        QT_TRANSLATE_NOOP("StageView", "Crop"),
        QT_TRANSLATE_NOOP(
            "StageView",
            "Crops the ink, so that the position on the pad does not matter.",
        ),
        can_be_left_out=True,
    ),
    StageView(
        "box",
        QT_TRANSLATE_NOOP("StageView", "Scale"),
        QT_TRANSLATE_NOOP(
            "StageView",
            "Scales the longer side to 20 pixels, so that the size does not matter.",
        ),
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
        can_be_left_out=True,
    ),
    StageView(
        "input",
        QT_TRANSLATE_NOOP("StageView", "28 × 28"),
        QT_TRANSLATE_NOOP(
            "StageView",
            "The input of the model: 28 × 28 pixels with the centre of mass in the middle.",
        ),
    ),
)
"""The steps of every model."""

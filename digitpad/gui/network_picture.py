"""The 28 x 28 input of the network, enlarged, with its centre of mass marked.

MNIST's digits have their centre of mass in the middle; a mark elsewhere shows that preprocessing
went wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from digitpad.gui import theme
from digitpad.gui.pad.stage_views import PaintContext

if TYPE_CHECKING:
    from digitpad.imaging.preprocess import Stages


class NetworkPicture(QWidget):
    """Shows `Stages.network_input` of its `stages`, enlarged by a whole number of device pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.stages: Stages | None = None
        self.setFixedSize(theme.PICTURE_SIDE, theme.PICTURE_SIDE)
        text = self.tr(
            "The input of the model: the drawing cropped, scaled to 20 × 20 "
            "pixels and centred on its centre of mass (the dot)"
        )
        self.setAccessibleName(self.tr("Model input"))
        self.setAccessibleDescription(text)
        # Qt wraps the lines of a tooltip only if it is rich text.
        self.setToolTip(f"<p>{text}</p>")

    def show_stages(self, stages: Stages | None) -> None:
        """Show this input; None, when nothing is drawn, leaves the frame empty."""
        self.stages = stages
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the input in a frame."""
        palette, frame = self.palette(), QRectF(self.rect())
        painter = QPainter(self)
        painter.fillRect(frame, palette.color(QPalette.ColorRole.Base))
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.drawRect(frame.adjusted(0, 0, -1, -1))
        if self.stages is not None:
            from digitpad.gui.pad.stage_painting import paint_input  # noqa: PLC0415

            paint_input(
                PaintContext(painter, frame, palette, self.devicePixelRatioF()), self.stages
            )

"""Every layer's output for the drawing on the pad, all of it, live.

The maps of a layer share one scale, so that a pale map is a quiet one. A layer's numbers become
one image; only what can be seen is made and painted.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from digitpad.gui import theme
from digitpad.gui.colour_maps import both_maps, image_of, is_readable_in_dark
from digitpad.gui.inspector.map_layout import Band, Spot, bands
from digitpad.gui.inspector.model_steps import Step
from digitpad.gui.inspector.wording import BEND_NAMES, shape_text
from digitpad.inspection.activations import Observed
from digitpad.types import FloatArray

_DARK, _LIGHT = QColor("#14171b"), QColor("#ffffff")


class FeatureMaps(QAbstractScrollArea):
    """Shows what every step of a network puts out.

    `looked_at` carries the `Spot` under the pointer or the keyboard's mark. A click holds it, so
    that the pointer may go elsewhere; another click lets go.
    """

    looked_at = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: list[Step] = []
        self._outputs: list[FloatArray] = []
        self._bands: list[Band] = []
        self._names: tuple[str, ...] = ()
        self._images: dict[int, QImage] = {}
        self._spot: Spot | None = None
        self._maps = both_maps(self.palette())
        self.is_held = False
        self.setFont(theme.scaled(self.font(), 0.88))
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    # What is shown

    def show_steps(self, steps: list[Step], names: tuple[str, ...]) -> None:
        """Make room for these steps; `names` are those of the outputs."""
        self._steps, self._names = steps, names
        self._outputs, self._images = [], {}
        self._spot, self.is_held = None, False
        self._fit()

    def show_observed(self, observed: Observed | None) -> None:
        """Show what lights up; None: nothing is drawn."""
        self._outputs = [] if observed is None else [output_of(s, observed) for s in self._steps]
        self._images.clear()
        # Texts take longer to paint than maps, and stay as they are.
        top = self.verticalScrollBar().value()
        region = QRegion()
        for band in self._bands:
            region += band.whole().translated(0, -top).toAlignedRect()
        self.viewport().update(region)

    @property
    def spot(self) -> Spot | None:
        """What is looked at."""
        return self._spot

    @property
    def outputs(self) -> list[FloatArray]:
        """What is shown: one array a step."""
        return self._outputs

    def look_at(self, spot: Spot) -> None:
        """Look at this place, and tell."""
        if spot != self._spot:
            self._spot = spot
            self.viewport().update()
            self.looked_at.emit(spot)

    def place_of(self, spot: Spot) -> QRectF:
        """Where a map or unit stands in the viewport."""
        place = self._bands[spot.step].place(spot.unit)
        return place.translated(0, -self.verticalScrollBar().value())

    def bring_into_view(self, step: int) -> None:
        """Scroll to a step."""
        self.verticalScrollBar().setValue(round(self._bands[step].top))

    # What can be done

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Look at what is under the pointer."""
        spot = self._spot_at(event.position())
        if spot is not None and not self.is_held:
            self.look_at(spot)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hold what is under the pointer, or let go."""
        spot = self._spot_at(event.position())
        if spot is None or event.button() != Qt.MouseButton.LeftButton:
            return
        before = self._spot
        is_same = before is not None and (before.step, before.unit) == (spot.step, spot.unit)
        self.is_held = not (self.is_held and is_same)
        self.look_at(spot)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from map to map, up and down from layer to layer."""
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        if event.key() not in steps or not self._steps:
            super().keyPressEvent(event)
            return
        down, right = steps[Qt.Key(event.key())]
        before = self._spot or Spot(0, 0)
        step = min(max(before.step + down, 0), len(self._steps) - 1)
        unit = min(max(before.unit + right, 0), self._steps[step].shape[-1] - 1)
        self.look_at(self._middle(step, unit))

    def _middle(self, step: int, unit: int) -> Spot:
        """The pixel in the middle of a map."""
        band = self._bands[step]
        rows, columns = band.pixels
        return Spot(step, unit) if band.are_units else Spot(step, unit, rows // 2, columns // 2)

    def _spot_at(self, point: QPointF) -> Spot | None:
        below = point + QPointF(0, self.verticalScrollBar().value())
        for step, band in enumerate(self._bands):
            if band.top <= below.y() < band.bottom:
                return band.spot_at(step, below)
        return None

    # What it looks like

    def _fit(self) -> None:
        line = self.fontMetrics().height() + 2
        room, ratio = self.viewport().size(), self.devicePixelRatioF()
        self._bands = bands(self._steps, room.width(), room.height(), line, ratio)
        self._images.clear()
        whole = self._bands[-1].bottom if self._bands else 0
        self.verticalScrollBar().setRange(0, max(0, round(whole - room.height())))
        self.verticalScrollBar().setPageStep(room.height())
        self.verticalScrollBar().setSingleStep(40)
        self.viewport().update()

    def whole_size(self) -> QSize:
        """The size of all layers together."""
        whole = self._bands[-1].bottom if self._bands else 0
        return QSize(self.viewport().width(), round(whole))

    def paint_whole(self, painter: QPainter) -> None:
        """Paint all layers."""
        painter.setFont(self.font())
        for step in range(len(self._steps)):
            self._paint_step(painter, step)

    def sizeHint(self) -> QSize:
        """Some room."""
        return QSize(560, 480)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the layers that can be seen."""
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        top = self.verticalScrollBar().value()
        painter.translate(0, -top)
        wanted = event.region().translated(0, top)
        for step, band in enumerate(self._bands):
            title = band.title(self.viewport().width()).toAlignedRect()
            if wanted.intersects(title.united(band.whole().toAlignedRect())):
                self._paint_step(painter, step, with_title=wanted.intersects(title))
        if self._spot is not None and self._bands:
            self._paint_spot(painter, self._spot)

    def _paint_step(self, painter: QPainter, step: int, *, with_title: bool = True) -> None:
        band = self._bands[step]
        if with_title:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            line = band.title(self.viewport().width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self._title(self._steps[step]))
        if self._outputs:
            image = self._image(step)
            painter.drawImage(band.whole(), image)
            if self._steps[step].kind == "output":
                self._paint_names(painter, band, image)

    def _title(self, step: Step) -> str:
        bend = BEND_NAMES.get(step.bend, "")
        return "   ".join(filter(None, (step.title, bend, shape_text(step.shape))))

    def _paint_names(self, painter: QPainter, band: Band, image: QImage) -> None:
        for unit, name in enumerate(self._names[: band.count]):
            colour = image.pixelColor(unit * (band.pixels[1] + 1), 0)
            painter.setPen(_DARK if is_readable_in_dark(colour) else _LIGHT)
            text = name if len(name) == 1 else "∅"
            painter.drawText(band.place(unit), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_spot(self, painter: QPainter, spot: Spot) -> None:
        role = QPalette.ColorRole
        band = self._bands[spot.step]
        place = band.place(spot.unit)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.palette().color(role.Accent), 2.5 if self.is_held else 1.5))
        painter.drawRect(place.adjusted(-1, -1, 1, 1))
        if not band.are_units:
            corner = place.topLeft() + QPointF(spot.x, spot.y) * band.pixel
            painter.setPen(QPen(self.palette().color(role.WindowText), 1))
            painter.drawRect(QRectF(corner.x(), corner.y(), band.pixel, band.pixel))

    def _image(self, step: int) -> QImage:
        """All maps of a layer."""
        found = self._images.get(step)
        if found is None:
            output = self._outputs[step]
            colours = self._maps[bool(output.min() < 0)]
            maps = output.transpose(2, 0, 1) if output.ndim == 3 else output[:, None, None]
            pixels = colours.pixels(maps, colours.scale_of(output))
            ground = self.palette().color(QPalette.ColorRole.Window).rgb()
            found = self._images[step] = image_of(self._bands[step].mosaic(pixels, ground))
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size makes other rows."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._maps = both_maps(self.palette())
            self._images.clear()
        super().changeEvent(event)


def output_of(step: Step, observed: Observed) -> FloatArray:
    """What a step puts out: (H, W, C) or (units,)."""
    if step.last is None:
        return np.asarray(observed.image[:, :, None], np.float32)
    return observed[step.last]

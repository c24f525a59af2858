"""The processing steps from ink to network input as a row of small live pictures.

    sheet > paper > contrast > no lines > writing > ink > crop > scale > centre > 28 x 28
                                                        > edges, directions, frequencies

The first five are shown for a picture only, the last three for models that compute these features.
A step that can be skipped is a button: when it is switched off, it is struck through, and the bars
show the answer without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from digitpad.gui import theme
from digitpad.gui.pad.stage_views import PAGE_STAGES, STAGES, PaintContext, StageView, translated
from digitpad.gui.widgets import row

if TYPE_CHECKING:
    from digitpad.common.types import FloatArray
    from digitpad.estimators.base import Classifier
    from digitpad.imaging.page import Page
    from digitpad.imaging.preprocess import Stages

_LARGEST_SIDE = 96
_SMALLEST_SIDE = 56
_SMALLEST_OF_MANY = 32
"""With the extra steps, all must fit in the window's current width."""

_SKIPPED_OPACITY = 0.25
_UNUSED_OPACITY = 0.55
_BOX = 11.0
"""The side of the check box of a step, in pixels at device-pixel ratio 1."""

_BOX_GAP = 4.0
_NAME_SIZES = (1.0, 0.93, 0.86, 0.8, 0.7)
_NARROW_GAP = 2
_UPDATE_MILLISECONDS = 33


class StageTile(QAbstractButton):
    """One step: its picture, its name, and a check box if it can be skipped."""

    def __init__(self, view: StageView) -> None:
        super().__init__()
        self.view = view
        self._stages: Stages | None = None
        self._pad: FloatArray | None = None
        self._smallest_side = _SMALLEST_SIDE
        self.setAccessibleName(translated(view.title))
        self.setCheckable(view.can_be_left_out)
        self.setChecked(view.can_be_left_out)
        self.setFont(theme.scaled(self.font(), 0.9))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if view.can_be_left_out:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.toggled.connect(self._describe)
        self._describe()

    @property
    def is_left_out(self) -> bool:
        """Whether this step is skipped."""
        return self.isCheckable() and not self.isChecked()

    def show_stages(self, stages: Stages | None, pad: FloatArray | None) -> None:
        """Show this step; None, when nothing is drawn, leaves the frame empty."""
        if stages is not self._stages:
            self._stages, self._pad = stages, pad
            self.update(self.square().toAlignedRect())

    def sizeHint(self) -> QSize:
        """The largest picture and a line of text."""
        return QSize(_LARGEST_SIDE, self._height_for(_LARGEST_SIDE))

    def minimumSizeHint(self) -> QSize:
        """The smallest picture and a line of text."""
        return QSize(self._smallest_side, self._height_for(_SMALLEST_SIDE))

    def shrink_to(self, side: int) -> None:
        """Set the smallest side of the picture, in pad units."""
        self._smallest_side = side
        self.updateGeometry()

    def _height_for(self, side: int) -> int:
        return side + theme.GAP_SMALL + self.fontMetrics().height()

    def square(self) -> QRectF:
        """The square of the picture; it stands above the name, which does not move."""
        room = self.height() - theme.GAP_SMALL - self.fontMetrics().height()
        side = min(self.width(), room, _LARGEST_SIDE)
        return QRectF((self.width() - side) // 2, room - side, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame and picture, and the name unless it stays."""
        role, palette = QPalette.ColorRole, self.palette()
        painter = QPainter(self)
        square = self.square()
        painter.fillRect(square, palette.color(role.Base))
        used = 1.0 if self.view.counts else _UNUSED_OPACITY
        painter.setOpacity(_SKIPPED_OPACITY if self.is_left_out else used)
        inner = square.adjusted(3, 3, -3, -3)
        values = self._values()
        if values[0] is not None:
            # Nothing is drawn when the pad is shown first, before NumPy has been imported.
            from digitpad.gui.pad.stage_painting import paint_stage  # noqa: PLC0415

            context = PaintContext(painter, inner, palette, self.devicePixelRatioF())
            paint_stage(self.view, context, *values)
        painter.setOpacity(1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        is_marked = self.hasFocus() or (self.underMouse() and self.isCheckable())
        painter.setPen(QPen(palette.color(role.Accent if is_marked else role.Mid), 1))
        painter.drawRect(square.adjusted(0.5, 0.5, -0.5, -0.5))
        if self.is_left_out:
            font, text, _ = self._fitted(self.tr("Skipped"), 0.8 * square.width())
            painter.setFont(theme.weighted(font, QFont.Weight.Bold))
            painter.setPen(palette.color(role.WindowText))
            painter.drawText(square, Qt.AlignmentFlag.AlignCenter, text)
        if event.rect().bottom() > square.bottom():
            self._paint_name(painter, square)

    def _values(self) -> tuple[object, ...]:
        """What the step is painted from; the first is None while there is nothing."""
        return self._stages, self._pad

    def _paint_name(self, painter: QPainter, square: QRectF) -> None:
        role = QPalette.ColorRole
        beside = _BOX + _BOX_GAP if self.isCheckable() else 0
        font, name, width = self._fitted(translated(self.view.title), self.width() - beside)
        font.setStrikeOut(self.is_left_out)
        painter.setFont(font)
        left = max(0.0, square.center().x() - (width + beside) / 2)
        top = square.bottom() + theme.GAP_SMALL
        line = QRectF(left + beside, top, width + 1, self.height() - top)
        painter.setPen(self.palette().color(role.PlaceholderText))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        if self.isCheckable():
            box = QRectF(left, line.center().y() - _BOX / 2, _BOX, _BOX)
            self._paint_check_box(painter, box)

    def _paint_check_box(self, painter: QPainter, box: QRectF) -> None:
        role, palette = QPalette.ColorRole, self.palette()
        accent = palette.color(role.Accent)
        painter.setPen(QPen(palette.color(role.Dark) if self.is_left_out else accent, 1.2))
        painter.setBrush(palette.color(role.Base) if self.is_left_out else accent)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5)
        if not self.is_left_out:
            painter.setPen(QPen(palette.color(role.HighlightedText), 1.6))
            corners = ((0.24, 0.52), (0.43, 0.72), (0.77, 0.3))
            painter.drawPolyline([box.topLeft() + QPointF(x * _BOX, y * _BOX) for x, y in corners])

    def _fitted(self, text: str, room: float) -> tuple[QFont, str, float]:
        """Font, text and width of a text, in a smaller font or shortened if necessary."""
        for size in _NAME_SIZES:
            font = theme.scaled(self.font(), size)
            metrics = QFontMetricsF(font)
            if metrics.horizontalAdvance(text) <= room:
                break
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        return font, shown, metrics.horizontalAdvance(shown)

    def _describe(self) -> None:
        text = translated(self.view.explanation)
        if self.view.remark:
            text += " " + translated(self.view.remark)
        if self.is_left_out:
            text += " " + self.tr("This step is skipped; click to include it.")
        elif self.isCheckable():
            text += " " + self.tr("Click to skip this step and see its effect.")
        self.setAccessibleDescription(text)
        # As rich text it is broken into lines.
        self.setToolTip(f"<p>{text}</p>")
        self.update()


class PageTile(StageTile):
    """One step of the page reader."""

    _page: Page | None = None

    def show_page(self, page: Page | None) -> None:
        """Show this step of a page; None leaves the frame empty."""
        self._page = page
        self.update()

    def _values(self) -> tuple[object, ...]:
        return (self._page,)


class PipelineStrip(QWidget):
    """All steps side by side. `left_out_changed` carries the names of those skipped."""

    left_out_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.page_tiles = tuple(PageTile(view) for view in PAGE_STAGES)
        self.tiles = tuple(StageTile(view) for view in STAGES)
        self.feature_tiles: tuple[StageTile, ...] = ()
        self._features: tuple[object, object] = (None, None)
        self._page: Page | None = None
        self._shown: tuple[Stages | None, FloatArray | None] = (None, None)
        self._newest: tuple[Stages | None, Callable[[], FloatArray] | None] = (None, None)
        # Painted less often than the bars, which come first.
        self._update_timer = QTimer(self, singleShot=True, interval=_UPDATE_MILLISECONDS)
        self._update_timer.timeout.connect(self._show_newest)
        self._row = row(of=self)
        # An arrow follows each step; the last one leads to the features.
        self._page_arrows, arrows = map(self._add_steps, (self.page_tiles, self.tiles))
        self._to_features = arrows[-1]
        for hidden in (*self.page_tiles, *self._page_arrows, self._to_features):
            hidden.hide()
        for tile in self.tiles:
            tile.toggled.connect(lambda _: self.left_out_changed.emit(self.left_out()))

    def _add_steps(self, tiles: Sequence[StageTile]) -> list[_Arrow]:
        """Add steps, with an arrow behind each."""
        arrows = [_Arrow(tile) for tile in tiles]
        for tile, arrow in zip(tiles, arrows, strict=True):
            self._row.addWidget(tile, 1)
            self._row.addWidget(arrow)
        return arrows

    def show_stages(
        self, stages: Stages | None, pad: Callable[[], FloatArray] | None = None
    ) -> None:
        """Show the steps of a digit soon.

        Args:
            stages: the steps; None if nothing is drawn.
            pad: returns the picture of the pad; None if there is no ink on it.
        """
        self._newest = stages, pad
        if not self._update_timer.isActive():
            self._update_timer.start()

    def show_page(self, page: Page | None) -> None:
        """Show the steps of reading a picture before those of its digits; None hides them."""
        if page is self._page:
            return
        self._page = page
        for tile in self.page_tiles:
            tile.show_page(page)
        # Shrink first, so that showing the tiles does not enlarge the window.
        self._shrink()
        for widget in (*self.page_tiles, *self._page_arrows):
            widget.setVisible(page is not None)

    def _shrink(self) -> None:
        """Make room for further steps, if there are any."""
        has_more = bool(self.feature_tiles) or self._page is not None
        for tile in (*self.page_tiles, *self.tiles, *self.feature_tiles):
            tile.shrink_to(_SMALLEST_OF_MANY if has_more else _SMALLEST_SIDE)
        self._row.setSpacing(_NARROW_GAP if has_more else theme.GAP_SMALL)

    @property
    def is_idle(self) -> bool:
        """Whether the newest steps are shown."""
        return not self._update_timer.isActive()

    def _show_newest(self) -> None:
        stages, pad = self._newest
        self._shown = stages, None if pad is None else pad()
        for tile in (*self.tiles, *self.feature_tiles):
            tile.show_stages(*self._shown)

    def show_features_of(self, classifier: Classifier) -> None:
        """Show the extra steps of this model instead of the previous model's."""
        features = getattr(classifier, "features", None), getattr(classifier, "deskew", None)
        if features == self._features:
            return
        self._features = features
        from digitpad.gui.pad.stage_painting import views_for  # noqa: PLC0415

        views = views_for(classifier)
        for tile in self.feature_tiles:
            self._row.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.feature_tiles = tuple(StageTile(view) for view in views)
        # Likewise before the tiles are added.
        self._shrink()
        self._to_features.setVisible(bool(views))
        for tile in self.feature_tiles:
            self._row.addWidget(tile, 1)
            tile.show_stages(*self._shown)

    def left_out(self) -> frozenset[str]:
        """The names of the skipped steps."""
        return frozenset(tile.view.name for tile in self.tiles if tile.is_left_out)

    def include_all_steps(self) -> None:
        """Skip no step."""
        for tile in self.tiles:
            if tile.is_left_out:
                tile.setChecked(True)


class _Arrow(QWidget):
    """An arrow between two steps, at half the height of the pictures."""

    def __init__(self, before: StageTile) -> None:
        super().__init__()
        self._before = before
        self.setFixedWidth(8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the arrow beside the previous step's picture."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Dark), 1.4))
        middle = round(self._before.square().center().y())
        painter.drawPolyline(
            [QPointF(1.5, middle - 5), QPointF(6, middle), QPointF(1.5, middle + 5)]
        )

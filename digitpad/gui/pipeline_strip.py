"""The way from ink to answer as a row of small pictures, live.

    ink > cut out > 20 pixels > centre > 28 x 28 > edges, directions, waves

The last three are there only while a model answers that looks at the digit through them. A step
that can be left out is a button: pressed out, the network gets the digit without it, and the bars
show what the step was good for.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from digitpad.classifier import Classifier
from digitpad.gui import theme
from digitpad.gui.feature_views import views_for
from digitpad.gui.grey_image import InkColours
from digitpad.gui.stage_views import STAGES, Brush, StageView, translated
from digitpad.preprocess import Stages
from digitpad.types import FloatArray

_LARGEST_SIDE = 96
_SMALLEST_SIDE = 56
_SMALLEST_OF_MANY = 36
"""With further steps there must be room for all in the window as it is."""

_FADED = 0.25
_STANDS_BACK = 0.55
_MARK_RADIUS = 4.0
_MARK_GAP = 4.0
_NAME_SIZES = (1.0, 0.93, 0.86, 0.8)
_NARROW_GAP = 2
_PAUSE_MILLISECONDS = 50
"""Between two pictures of the steps: quick enough to look alive, and the pen has more time."""

_WAIT_MILLISECONDS = 4
_LONGEST_WAIT = 0.05
"""Seconds that a step is put off at most while the pen keeps the program busy."""


class StageTile(QAbstractButton):
    """One step: its picture, its name beneath, and where it can be left out a mark to say so."""

    def __init__(self, view: StageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self._stages: Stages | None = None
        self._pad: FloatArray | None = None
        self._smallest_side = _SMALLEST_SIDE
        self._fitted: tuple[tuple[str, float, str], tuple[QFont, str, float]] | None = None
        self._colours = InkColours(self.palette())
        self.setCheckable(view.can_be_left_out)
        self.setChecked(view.can_be_left_out)
        self.setFont(theme.scaled(self.font(), 0.9))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if view.can_be_left_out:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.toggled.connect(self._translate)
        self._translate()

    @property
    def is_left_out(self) -> bool:
        """Whether the network gets the digit without this step."""
        return self.isCheckable() and not self.isChecked()

    def show_stages(self, stages: Stages | None, pad: FloatArray | None) -> None:
        """Show this step; None, nothing drawn, leaves the frame empty."""
        if stages is not self._stages:
            self._stages, self._pad = stages, pad
            # Now that there is time, not together with the next answer.
            self.repaint(self.square().toAlignedRect())

    def sizeHint(self) -> QSize:
        """The largest picture and a line of text."""
        return QSize(_LARGEST_SIDE, self._height_for(_LARGEST_SIDE))

    def minimumSizeHint(self) -> QSize:
        """The smallest picture that shows anything."""
        return QSize(self._smallest_side, self._height_for(_SMALLEST_SIDE))

    def shrink_to(self, side: int) -> None:
        """Allow the picture to become so small, in pad units."""
        self._smallest_side = side
        self.updateGeometry()

    def _height_for(self, side: int) -> int:
        return side + theme.GAP_SMALL + self.fontMetrics().height()

    def square(self) -> QRectF:
        """On the name, which stays where it is however small the picture."""
        room = self.height() - theme.GAP_SMALL - self.fontMetrics().height()
        side = min(self.width(), room, _LARGEST_SIDE)
        return QRectF((self.width() - side) // 2, room - side, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame, picture and name, where changed."""
        role = QPalette.ColorRole
        painter = QPainter(self)
        square = self.square()
        painter.fillRect(square, self.palette().color(role.Base))
        painter.setOpacity(self._strength())
        if self._stages is not None:
            inner = square.adjusted(3, 3, -3, -3)
            ratio = self.devicePixelRatioF()
            brush = Brush(painter, inner, self._colours, self.palette(), ratio)
            self.view.paint(brush, self._stages, self._pad)
        painter.setOpacity(1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        is_marked = self.hasFocus() or (self.underMouse() and self.isCheckable())
        painter.setPen(QPen(self.palette().color(role.Accent if is_marked else role.Mid), 1))
        painter.drawRect(square.adjusted(0.5, 0.5, -0.5, -0.5))
        if event.rect().bottom() > square.bottom():
            self._paint_name(painter, square)

    def _strength(self) -> float:
        if self.is_left_out:
            return _FADED
        return 1.0 if self.view.counts else _STANDS_BACK

    def _paint_name(self, painter: QPainter, square: QRectF) -> None:
        role = QPalette.ColorRole
        mark = 2 * _MARK_RADIUS + _MARK_GAP if self.isCheckable() else 0
        font, name, width = self._fitted_name(self.width() - mark)
        width += mark
        painter.setFont(font)
        left = max(0.0, square.center().x() - width / 2)
        top = square.bottom() + theme.GAP_SMALL
        line = QRectF(left + mark, top, width, self.height() - top)
        painter.setPen(self.palette().color(role.PlaceholderText))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        if self.isCheckable():
            colour = self.palette().color(role.Dark if self.is_left_out else role.Accent)
            painter.setPen(QPen(colour, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush if self.is_left_out else colour)
            circle = QRectF(left, 0, 2 * _MARK_RADIUS, 2 * _MARK_RADIUS)
            circle.moveTop(line.center().y() - _MARK_RADIUS)
            painter.drawEllipse(circle)

    def _fitted_name(self, room: float) -> tuple[QFont, str, float]:
        """Font, text and width of the name, a little smaller where it would not fit otherwise."""
        name = translated(self.view.title)
        key = name, room, self.font().key()
        if self._fitted is None or self._fitted[0] != key:
            for size in _NAME_SIZES:
                font = theme.scaled(self.font(), size)
                metrics = QFontMetricsF(font)
                if metrics.horizontalAdvance(name) <= room:
                    break
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
            self._fitted = key, (font, shown, metrics.horizontalAdvance(shown))
        return self._fitted[1]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._colours = InkColours(self.palette())
            self.update()
        super().changeEvent(event)

    def _translate(self) -> None:
        text = translated(self.view.explanation)
        if self.view.remark:
            text += " " + translated(self.view.remark)
        if self.is_left_out:
            text += " " + self.tr("It is left out now; click to bring it back.")
        elif self.isCheckable():
            text += " " + self.tr("Click to leave it out and see what it is good for.")
        self.setAccessibleName(translated(self.view.title))
        self.setAccessibleDescription(text)
        # As rich text it is broken into lines.
        self.setToolTip(f"<p>{text}</p>")
        self.update()


class PipelineStrip(QWidget):
    """All steps side by side. `left_out_changed` carries the names of those left out.

    Attributes:
        has_to_wait: asked before each step is shown; a step is put off while it says so, but not
            for ever.
    """

    left_out_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = tuple(StageTile(view) for view in STAGES)
        self.feature_tiles: tuple[StageTile, ...] = ()
        self._newest: tuple[Stages | None, Callable[[], FloatArray] | None] = (None, None)
        self._shown: tuple[Stages | None, FloatArray | None] = (None, None)
        self._not_shown: list[StageTile] = []
        self._is_newer = False
        self._painted = self._stepped = 0.0
        self.has_to_wait: Callable[[], bool] = lambda: False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._go_on)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_SMALL)
        for number, tile in enumerate(self.tiles):
            if number:
                row.addWidget(_Arrow(self.tiles[number - 1]))
            row.addWidget(tile, 1)
            tile.toggled.connect(self._tell)
        self._to_features = _Arrow(self.tiles[-1])
        self._to_features.hide()
        row.addWidget(self._to_features)

    def show_stages(
        self, stages: Stages | None, pad: Callable[[], FloatArray] | None = None
    ) -> None:
        """Show the way of one digit; soon, for the bars come first, and not more often than shown.

        Args:
            stages: the steps; None where nothing is drawn.
            pad: makes the picture of the pad that the digit is drawn on; None where there is none.
        """
        self._newest = stages, pad
        self._is_newer = True
        if not self._rest.isActive():
            elapsed = 1000 * (time.perf_counter() - self._painted)
            self._rest.start(max(0, round(_PAUSE_MILLISECONDS - elapsed)))

    @property
    def is_idle(self) -> bool:
        """Whether the newest steps are shown."""
        return not self._rest.isActive()

    def _go_on(self) -> None:
        """Show the newest steps one by one, so that the pen never waits for all of them."""
        now = time.perf_counter()
        if self.has_to_wait() and now - self._stepped < _LONGEST_WAIT:
            self._rest.start(_WAIT_MILLISECONDS)
            return
        self._stepped = now
        if not self._not_shown:
            stages, make_pad = self._newest
            self._is_newer = False
            self._painted = time.perf_counter()
            self._shown = stages, None if make_pad is None else make_pad()
            self._not_shown = [*self.tiles, *self.feature_tiles]
        else:
            self._not_shown.pop(0).show_stages(*self._shown)
        if self._not_shown:
            self._rest.start(0)
        elif self._is_newer:
            self._rest.start(_PAUSE_MILLISECONDS)

    def show_features_of(self, classifier: Classifier) -> None:
        """Add what this model makes of the 28x28 pixels, or take away what another one made."""
        views = views_for(classifier)
        self._not_shown = [tile for tile in self._not_shown if tile in self.tiles]
        for tile in self.feature_tiles:
            self._row.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.feature_tiles = tuple(StageTile(view) for view in views)
        # First of all, so that there is room for the others without a larger window.
        for tile in (*self.tiles, *self.feature_tiles):
            tile.shrink_to(_SMALLEST_OF_MANY if views else _SMALLEST_SIDE)
        self._row.setSpacing(_NARROW_GAP if views else theme.GAP_SMALL)
        self._to_features.setVisible(bool(views))
        for tile in self.feature_tiles:
            self._row.addWidget(tile, 1)
            tile.show_stages(*self._shown)

    def left_out(self) -> frozenset[str]:
        """The names of the steps that are left out."""
        return frozenset(tile.view.name for tile in self.tiles if tile.is_left_out)

    def leave_nothing_out(self) -> None:
        """Bring all steps back."""
        for tile in self.tiles:
            if tile.is_left_out:
                tile.setChecked(True)

    def _tell(self) -> None:
        self.left_out_changed.emit(self.left_out())


class _Arrow(QWidget):
    """From one step to the next, at the height of the pictures' middle."""

    def __init__(self, before: StageTile) -> None:
        super().__init__()
        self._before = before
        self.setFixedWidth(8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it beside the picture of the step before."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Dark), 1.4))
        middle = round(self._before.square().center().y())
        painter.drawPolyline(
            [QPointF(1.5, middle - 5), QPointF(6, middle), QPointF(1.5, middle + 5)]
        )

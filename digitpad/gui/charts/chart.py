"""The base of all charts: a pyqtgraph plot with the look, the menu and the keys of the program."""

from __future__ import annotations

import html
from abc import abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypedDict, Unpack

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QLabel, QMenu, QMessageBox, QToolTip, QWidget

from digitpad.common.atomic_files import write_atomically
from digitpad.common.csv_writing import table_as_csv
from digitpad.gui import theme
from digitpad.gui.charts.spare_plots import take_plot
from digitpad.gui.help import HelpMark, set_help_topic
from digitpad.gui.picture_export import painted_image, write_picture
from digitpad.gui.save_dialog import ask_save_path
from digitpad.gui.translation import translated
from digitpad.gui.widgets import column, plain, plain_label, row

_SMALL = 0.88
_KEY_ZOOM = 1.5
_AXES = ("left", "bottom", "top")


Table = tuple[Sequence[str], Sequence[Sequence[object]]]
"""The header and the rows of a CSV file."""


class Options(TypedDict, total=False):
    """What the constructors of all charts take.

    Attributes:
        show_title: whether the title is visible; True unless given.
        interactive: whether one can zoom and pan; True unless given. Small charts in a form are not
            interactive, so that the wheel scrolls the form.
    """

    show_title: bool
    interactive: bool


class Chart(QWidget):
    """A plot with a title and a legend above it. It is at least `SMALLEST_LINES` of text high.

    Args:
        title: in bold above the plot; also the accessible name and the suggested file name.
        x_title, y_title: of the axes, with the unit, such as `"time (s)"`.
        options: see `Options`.

    Attributes:
        plot: the `pyqtgraph.PlotItem`.
        view: the `pyqtgraph.PlotWidget`, which receives the mouse.
        hover_text: the read-out at the pointer or the keyboard's cursor; empty if there is none.
    """

    SMALLEST_LINES = 5

    def __init__(
        self, title: str, x_title: str = "", y_title: str = "", **options: Unpack[Options]
    ) -> None:
        super().__init__()
        self.title, self.hover_text = title, ""
        interactive = options.get("interactive", True)
        self._interactive, self._content = interactive, ""
        self._axis_titles = {"bottom": x_title, "left": y_title}
        self._legend_entries: list[tuple[str, Callable[[], QColor]]] = []
        self.view: Any = take_plot()
        self.plot: Any = self.view.getPlotItem()
        self.plot.hideButtons()
        self.plot.setMouseEnabled(x=interactive, y=interactive)
        for name in _AXES:
            axis = self.plot.getAxis(name)
            axis.enableAutoSIPrefix(False)
            axis.setStyle(tickLength=0, hideOverlappingLabels=True)
        self.view.setFrameShape(self.view.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.view.viewport().installEventFilter(self)
        self.view.scene().sigMouseClicked.connect(self._on_mouse_clicked)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(title)

        self.title_label, self.legend_label = plain_label(title, bold=True), QLabel()
        self.title_label.setVisible(options.get("show_title", True) and bool(title))
        self.legend_label.setTextFormat(Qt.TextFormat.RichText)
        self.legend_label.setWordWrap(True)
        self.legend_label.hide()
        self._head = row(self.title_label, (self.legend_label, 1))
        # Takes the room while there is no legend.
        self._head.addStretch(0)
        column(self._head, (self.view, 1), spacing=2, of=self)
        self.apply_style()

    def explain_in_guide(self, topic: str) -> None:
        """Set the help topic, and show a mark that opens it beside the title; call it once."""
        set_help_topic(self, topic)
        if not self.title_label.isHidden():
            place = self._head.indexOf(self.title_label) + 1
            self._head.insertWidget(place, HelpMark(topic, self.title))

    # For subclasses

    def apply_style(self) -> None:
        """Set all colours and fonts; called again when the palette or the font changes."""
        quiet = self.colour(QPalette.ColorRole.PlaceholderText)
        font = theme.scaled(self.font(), _SMALL)
        line = self.fontMetrics().height()
        self.view.setMinimumSize(7 * line, self.SMALLEST_LINES * line)
        self.view.setBackground(self.colour(QPalette.ColorRole.Base))
        for name in _AXES:
            axis = self.plot.getAxis(name)
            axis.setPen(self.pen(QPalette.ColorRole.Mid))
            axis.setTextPen(quiet)
            axis.setTickFont(font)
        for name, title in self._axis_titles.items():
            if title:
                style = {"color": quiet.name(), "font-size": f"{font.pointSizeF():g}pt"}
                self.plot.getAxis(name).setLabel(html.escape(title), **style)
        self._style_border()
        self._show_legend()

    def colour(self, role: QPalette.ColorRole) -> QColor:
        """A colour of the palette."""
        return self.palette().color(role)

    def pen(
        self,
        colour: QColor | QPalette.ColorRole,
        width: float = 1,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    ) -> QPen:
        """A pen whose width is in pixels, however far the view is zoomed."""
        pen = QPen(colour if isinstance(colour, QColor) else self.colour(colour), width, style)
        pen.setCosmetic(True)
        return pen

    def series_colours(self) -> list[QColor]:
        """The colours of the first, second, ... curve or group."""
        colours = theme.class_colours(self.palette())
        return [*theme.series_colours(self.palette()), *colours[2:]]

    def class_colour(self, place: int) -> QColor:
        """The colour of a class, by its place among the classes."""
        colours = theme.class_colours(self.palette())
        return colours[place % len(colours)]

    def set_legend(self, entries: Sequence[tuple[str, Callable[[], QColor]]]) -> None:
        """Show names with their colours beside the title.

        The colours are asked for again when the palette changes.
        """
        if [name for name, _ in entries] != [name for name, _ in self._legend_entries]:
            self._legend_entries = list(entries)
            self._show_legend()

    def show_hover(self, text: str, at: QPointF | None = None) -> None:
        """Show a text at a position of the view, or remove it; it is plain text."""
        if not text:
            if self.hover_text:
                QToolTip.hideText()
                self.setAccessibleDescription(self._content)
            self.hover_text = ""
            return
        self.hover_text = text
        place = self.view.viewport().mapToGlobal((at or QPointF()).toPoint())
        QToolTip.showText(place, f"<p style='white-space:pre'>{html.escape(text)}</p>", self)

    def describe_content(self, text: str) -> None:
        """Say in words what the chart shows, for screen readers."""
        self._content = text
        self.setAccessibleDescription(text)

    def on_hover(self, at: QPointF | None) -> None:
        """The pointer is at a position of the view, in pixels; None if it has left."""

    def on_click(self, at: QPointF) -> None:
        """The left button was clicked at a position of the view, in pixels."""

    def on_arrow(self, right: int, down: int) -> bool:
        """An arrow key; returns whether it has an effect."""
        return False

    def on_return(self) -> None:
        """The return key."""

    def table(self) -> Table | None:
        """The numbers shown; None if there is nothing to write."""
        return None

    def to_chart(self, at: QPointF) -> QPointF:
        """Convert a position of the view in pixels to coordinates of the chart."""
        self.plot.layout.activate()
        point: QPointF = self.plot.vb.mapSceneToView(self.view.mapToScene(at.toPoint()))
        return point

    def to_pixels(self, x: float, y: float) -> QPointF:
        """Convert coordinates of the chart to a position of the view in pixels."""
        self.plot.layout.activate()
        scene = self.plot.vb.mapViewToScene(QPointF(x, y))
        return QPointF(self.view.mapFromScene(scene))

    def show_percent(self, axis: str) -> None:
        """Write the ticks of an axis, "left" or "bottom", as percentages."""
        self.format_ticks(axis, _percent_text)

    def format_ticks(self, axis: str, text: Callable[[float, float], str]) -> None:
        """Write ticks with a function of the value and the distance between ticks."""
        item = self.plot.getAxis(axis)
        # Set on the object: pyqtgraph has no hook for it but a subclass.
        item.tickStrings = lambda values, _scale, step: [text(value, step) for value in values]

    # View

    def sizeHint(self) -> QSize:
        """Enough to read the axes; pyqtgraph's own hint depends on the content."""
        return QSize(320, 240)

    def hasHeightForWidth(self) -> bool:
        """The legend wraps, but the plot has any height."""
        return False

    def reset_view(self) -> None:
        """Show everything."""
        self.plot.autoRange()
        self.plot.enableAutoRange()

    def zoom(self, factor: float) -> None:
        """Enlarge (above 1) or reduce the content around the middle."""
        if self._interactive:
            self.plot.vb.scaleBy((1 / factor, 1 / factor))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and - zoom, 0 resets the view; arrows and return are for the subclass."""
        key = event.key()
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if key in steps and self.on_arrow(*steps[Qt.Key(key)]):
            self.setAccessibleDescription(self.hover_text or self._content)
            return
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom(_KEY_ZOOM)
        elif key == Qt.Key.Key_Minus:
            self.zoom(1 / _KEY_ZOOM)
        elif key == Qt.Key.Key_0:
            self.reset_view()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.on_return()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        self._style_border()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Remove the frame and the keyboard's cursor."""
        self._style_border()
        self.on_hover(None)
        super().focusOutEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pointer over the plot."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self.on_hover(event.position() if not event.buttons() else None)
        elif event.type() == QEvent.Type.Leave:
            self.on_hover(None)
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self.reset_view()
        return super().eventFilter(watched, event)

    def _on_mouse_clicked(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not event.double():
            self.on_click(QPointF(self.view.mapFromScene(event.scenePos())))

    def changeEvent(self, event: QEvent) -> None:
        """Pyqtgraph keeps colours and fonts, so they are set again."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self.title_label.setFont(theme.weighted(self.font(), QFont.Weight.DemiBold))
            self.apply_style()

    def _style_border(self) -> None:
        role = QPalette.ColorRole
        self.plot.vb.setBorder(self.pen(role.Accent if self.hasFocus() else role.Mid))

    def _show_legend(self) -> None:
        parts = [
            f'<span style="color:{colour().name()}">●</span>&nbsp;{html.escape(name)}'
            for name, colour in self._legend_entries
        ]
        self.legend_label.setText(" &nbsp; ".join(parts))
        self.legend_label.setVisible(bool(parts))

    # Menu and files

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Reset View, Copy, Save As..."""
        self.make_menu().popup(event.globalPos())

    def make_menu(self) -> QMenu:
        """The context menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._interactive:
            menu.addAction(self.tr("Reset View"), self.reset_view)
        menu.addAction(self.tr("Copy"), self.copy)
        menu.addAction(self.tr("Save As…"), self.save_as)
        return menu

    def copy(self) -> None:
        """Copy the chart as a picture to the clipboard."""
        QGuiApplication.clipboard().setImage(self.picture())

    def save_as(self) -> None:
        """Ask for a file and write it."""
        kinds = [("PNG", ".png"), ("SVG", ".svg")]
        if self.table() is not None:
            kinds.append(("CSV", ".csv"))
        name = self.title or self.tr("chart")
        path = ask_save_path(self, self.tr("Save Chart"), name, kinds)
        if path is not None:
            try:
                self.save(path)
            except OSError as error:
                QMessageBox.warning(self, self.tr("Save Chart"), plain(translated(error)))

    def save(self, path: Path) -> None:
        """Write the chart; the suffix is .png, .svg or .csv.

        Raises:
            OSError: the file cannot be written.
        """
        if path.suffix.lower() == ".csv":
            write_atomically(path, self.csv())
        else:
            write_picture(path, *self._painting())

    def picture(self) -> QImage:
        """The chart at twice the resolution of the screen."""
        return painted_image(*self._painting())

    def _painting(self) -> tuple[QSize, QColor, Callable[[QPainter], None]]:
        # A picture shows neither the read-out nor the frame of the focus.
        self.on_hover(None)
        paper = self.colour(QPalette.ColorRole.Window)
        return self.size(), paper, lambda painter: self.render(painter, QPoint())

    def csv(self) -> bytes:
        """A CSV file of `table`."""
        return table_as_csv(*(self.table() or ((), ())))


class IndexedChart(Chart):
    """A chart of numbered things, such as bars or points, one of which may be under the pointer.

    `hovered` carries its index, or -1; `clicked` the index of one that was clicked or chosen with
    the return key.

    Attributes:
        index: of the one under the pointer or the keyboard's cursor, -1 for none.
    """

    hovered = Signal(int)
    clicked = Signal(int)
    index = -1

    # Implemented by subclasses. A widget cannot be an ABC, but mypy checks abstract methods anyway.

    @abstractmethod
    def index_at(self, at: QPointF) -> int:
        """The index at a position of the plot, in pixels; -1 for none."""

    @abstractmethod
    def place_of(self, index: int) -> tuple[float, float]:
        """Coordinates of the chart for the read-out of the one with this index."""

    @abstractmethod
    def text_of(self, index: int) -> str:
        """The read-out of the one with this index."""

    def show_index(self) -> None:
        """Show which one is under the pointer."""

    # Pointer and keyboard

    def on_hover(self, at: QPointF | None) -> None:
        """Show what is under the pointer."""
        index = -1 if at is None else self._index_in_plot(at)
        if index != self.index:
            self.index = index
            self.show_index()
            self.hovered.emit(index)
        self.show_hover("" if index < 0 else self.text_of(index), at)

    def on_click(self, at: QPointF) -> None:
        """Emit what was clicked."""
        index = self._index_in_plot(at)
        if index >= 0:
            self.clicked.emit(index)

    def on_return(self) -> None:
        """Emit the one of the read-out."""
        if self.index >= 0:
            self.clicked.emit(self.index)

    def move_index(self, by: int, count: int) -> bool:
        """Move the read-out among `count`, for `on_arrow`."""
        if not by or not count:
            return False
        index = min(max(self.index + by, 0), count - 1)
        self.on_hover(self.to_pixels(*self.place_of(index)))
        return True

    def _index_in_plot(self, at: QPointF) -> int:
        return self.index_at(at) if self.plot.vb.sceneBoundingRect().contains(at) else -1


def _percent_text(value: float, step: float) -> str:
    """A share with as many decimals as the distance of the ticks needs."""
    decimals = int(np.clip(np.ceil(-np.log10(max(step, 1e-9))) - 2, 0, 3)) if step < 0.01 else 0
    return f"{value:.{decimals}%}"

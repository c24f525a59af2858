"""The ordinary window beside the pad: training, models, inspector, samples.

It stands beside the main window, not above it. Its place is remembered, and it never opens larger
than the screen.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QMainWindow,
    QSplitter,
    QToolButton,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.background import BackgroundJob
from digitpad.gui.help import add_help_keys, set_help_topic
from digitpad.gui.pad.live_pad import PadDock
from digitpad.gui.session import Session
from digitpad.gui.widgets import Part, column, fit_screen


class SecondaryWindow(QMainWindow):
    """A window that remembers its place.

    Args:
        name: of the settings of its place, such as "inspector".
        session: what it shows.
        size: its first size in a usual font, in pixels at device-pixel ratio 1.
        topic: the section of the guide about it; empty for the guide's first page.
    """

    def __init__(self, name: str, session: Session, size: QSize, topic: str = "") -> None:
        super().__init__()
        self._name = name
        self.session = session
        self.pad_dock: PadDock | None = None
        keys = QKeySequence.keyBindings(QKeySequence.StandardKey.Close)
        if QKeySequence("Ctrl+W") not in keys:
            keys.append(QKeySequence("Ctrl+W"))
        shortcut = QShortcut(keys[0], self, self.close)
        shortcut.setKeys(keys)
        add_help_keys(self)
        set_help_topic(self, topic)
        if not self.restoreGeometry(session.state.geometry_of(name)):
            self.resize(theme.for_font(size, self.font()))

    def fill(self, *parts: Part) -> None:
        """Show parts below each other, as `digitpad.gui.widgets.column` takes them."""
        content = QWidget()
        column(*parts, spacing=theme.GAP, of=content).setContentsMargins(*[theme.GAP_LARGE] * 4)
        self.setCentralWidget(content)

    def add_pad_dock(self) -> PadDock:
        """Add a small live pad that is shown with a button at the lower edge.

        Whether it is shown, and where, is remembered. Its `toggleViewAction` fits in a menu too.
        Call it once, in the constructor.
        """
        self.pad_dock = dock = PadDock(self.session, self)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        button = QToolButton()
        button.setDefaultAction(dock.toggleViewAction())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.statusBar().addPermanentWidget(button)
        self.statusBar().setSizeGripEnabled(False)
        self.restoreState(self.session.state.geometry_of(f"{self._name}-docks"))
        dock.toggleViewAction().triggered.connect(self._make_room)
        return dock

    def show_columns(self, side: Iterable[Part], main: Iterable[Part], side_width: int) -> None:
        """Show a narrow column at the left and a wide one at the right, with a splitter between.

        Args:
            side: from top to bottom, as `digitpad.gui.widgets.column` takes them; one of them takes
                all the height that is left.
            main: likewise.
            side_width: in pixels at device-pixel ratio 1.
        """
        splitter = QSplitter()
        for parts, right in ((side, 0), (main, theme.GAP)):
            page = QWidget()
            column(*parts, of=page).setContentsMargins(theme.GAP, theme.GAP, right, theme.GAP)
            splitter.addWidget(page)
        splitter.setCollapsible(1, False)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([side_width, self.width() - side_width])
        self.setCentralWidget(splitter)

    def _make_room(self, pad_is_shown: bool) -> None:
        """Make the window wider for the pad, as far as the screen allows, or narrower again."""
        dock = self.pad_dock
        if dock is not None and not dock.isFloating() and not self.isMaximized():
            width = dock.sizeHint().width() if pad_is_shown else -dock.width()
            self.resize(self.width() + width, self.height())
            fit_screen(self)

    def bring_forward(self) -> None:
        """Show the window in front of the others."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        fit_screen(self)
        self.raise_()
        self.activateWindow()

    def shut_down(self) -> None:
        """Stop all background work before the program ends."""
        for job in self.findChildren(BackgroundJob):
            job.shut_down()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place."""
        self.session.state.remember_geometry(self._name, self.saveGeometry())
        if self.pad_dock is not None:
            self.session.state.remember_geometry(f"{self._name}-docks", self.saveState())
        super().closeEvent(event)

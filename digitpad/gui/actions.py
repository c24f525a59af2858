"""All actions of the main window: their shortcuts, their places in the menus and their texts.

The main window connects them. Menus, buttons and the shortcut dialog use the same `QAction`s.
"""

import sys
from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from digitpad.common.labels import NON_DIGIT
from digitpad.gui import icons
from digitpad.gui.pad.tools import Tool
from digitpad.gui.wording import without_mnemonic

Keys = QKeySequence.StandardKey


class Actions(QObject):
    """The actions of a window, and its menu bar."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._make_file_and_edit_actions()
        self._make_view_and_model_actions()
        self._fill_menu_bar()
        for action in (self.undo, self.redo, self.clear, self.pen, self.eraser):
            name = without_mnemonic(action.text())
            action.setIconText(name)
            action.setToolTip(_with_key(name, action))
        self.train.setToolTip(_with_key(self.tr("Train a model"), self.train))
        self.train.setIconText(self.tr("Train…"))
        self.colour_icons()

    def _make_file_and_edit_actions(self) -> None:
        self.open = self._action(self.tr("&Open…"), Keys.Open)
        self.save = self._action(self.tr("&Save As…"), Keys.Save, Keys.SaveAs)
        self.quit = self._action(self.tr("&Quit"), Keys.Quit, "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.undo = self._action(self.tr("&Undo"), Keys.Undo)
        self.redo = self._action(self.tr("&Redo"), Keys.Redo, "Ctrl+Y", "Ctrl+Shift+Z")
        self.copy_drawing = self._action(self.tr("&Copy Drawing"), Keys.Copy)
        self.copy_answer = self._action(self.tr("Copy &Answer"), "Ctrl+Shift+C")
        self.paste = self._action(self.tr("&Paste Picture"), Keys.Paste)
        self.clear = self._action(self.tr("C&lear"), "Escape", "Delete", "Backspace")
        self.pen = self._action(self.tr("P&en"), "P")
        self.eraser = self._action(self.tr("Era&ser"), "E")
        self.tools = {Tool.PEN: self.pen, Tool.ERASER: self.eraser}
        group = QActionGroup(self)
        for action in self.tools.values():
            action.setCheckable(True)
            group.addAction(action)
        self.thinner = self._action(self.tr("Thi&nner Pen"), "[")
        self.thicker = self._action(self.tr("Thic&ker Pen"), "]")
        self.preferences = self._action(self.tr("Pre&ferences…"), Keys.Preferences, "Ctrl+,")
        self.preferences.setMenuRole(QAction.MenuRole.PreferencesRole)

    def _make_view_and_model_actions(self) -> None:
        self.stages = self._action(self.tr("Show &Processing Steps"), "S")
        self.pixel_cursor = self._action(self.tr("Draw with &Keyboard"), "K")
        self.one_digit = self._action(self.tr("&One Digit Only"), "O")
        for action in (self.stages, self.pixel_cursor, self.one_digit):
            action.setCheckable(True)
        self.mark_as = {digit: self._action(f"&{digit}", str(digit)) for digit in range(10)}
        self.mark_as[NON_DIGIT] = self._action(self.tr("&Not a Digit"), "N")
        self.undo_correction = self._action(self.tr("&Undo Last Correction"), "Ctrl+Alt+Z")
        self.samples = self._action(self.tr("My &Samples…"), "Ctrl+B")
        self.record_samples = self._action(self.tr("&Record Samples…"), "Ctrl+R")
        self.train = self._action(self.tr("&Train Model…"), "Ctrl+T")
        self.library = self._action(self.tr("&Models…"), "Ctrl+L")
        self.inspect = self._action(self.tr("&Inspect Model…"), "Ctrl+I")
        self.compare = self._action(self.tr("&Compare Models…"), _compare_key())
        self.guide = self._action(self.tr("&Guide"), "F1")
        self.lessons = self._action(self.tr("&Lessons…"), "Ctrl+Shift+L")
        self.tour = self._action(self.tr("&Quick Tour"))
        self.whats_this = self._action(self.tr("&What Is This?"), Keys.WhatsThis)
        self.shortcuts = self._action(self.tr("&Keyboard Shortcuts"), "Ctrl+/", "?")
        self.about = self._action(self.tr("&About digitpad"))
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def _action(self, text: str, *shortcuts: Keys | str) -> QAction:
        """Create an action with the platform's standard keys and those given as text."""
        action = QAction(text, self._window)
        # Else macOS guesses from the words what belongs in the menu of the application.
        action.setMenuRole(QAction.MenuRole.NoRole)
        keys: list[QKeySequence] = []
        for shortcut in shortcuts:
            bound = (
                [QKeySequence(shortcut)]
                if isinstance(shortcut, str)
                else QKeySequence.keyBindings(shortcut)
            )
            keys += [key for key in bound if key not in keys]
        action.setShortcuts(keys)
        return action

    def bind_to_pad(self, pad: QWidget) -> None:
        """Let letters, digits and brackets act only while the pad has focus.

        Elsewhere they belong to the focused widget: in a list they select an entry.
        """
        for action in self._window.findChildren(QAction):
            keys = [key.toString() for key in action.shortcuts()]
            if keys and all(len(key) == 1 for key in keys):
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                pad.addAction(action)

    def _fill_menu_bar(self) -> None:
        self._add_menu(self.tr("&File"), [self.open, self.save], [self.quit])
        self._add_menu(
            self.tr("&Edit"),
            [self.undo, self.redo],
            [self.copy_drawing, self.copy_answer, self.paste, self.clear],
            [self.pen, self.eraser, self.thinner, self.thicker],
            [self.preferences],
        )
        self._add_menu(self.tr("&View"), [self.stages, self.pixel_cursor])
        mark_as = QMenu(self.tr("Mark &As"), self._window)
        mark_as.addActions(list(self.mark_as.values()))
        self.model_menu = self._add_menu(
            self.tr("&Model"),
            [mark_as.menuAction(), self.undo_correction],
            [self.one_digit],
            [self.samples, self.record_samples],
            [self.train, self.library, self.inspect, self.compare],
        )
        self.help_menu = self._add_menu(
            self.tr("&Help"),
            [self.guide, self.lessons, self.tour, self.whats_this],
            [self.shortcuts, self.about],
        )

    def _add_menu(self, title: str, *groups: Iterable[QAction]) -> QMenu:
        menu = self._window.menuBar().addMenu(title)
        for index, group in enumerate(groups):
            if index:
                menu.addSeparator()
            menu.addActions(list(group))
        return menu

    def colour_icons(self) -> None:
        """Paint the icons in the colours of the theme."""
        for action, name in (
            (self.undo, "undo"),
            (self.redo, "redo"),
            (self.clear, "clear"),
            (self.pen, "pen"),
            (self.eraser, "eraser"),
        ):
            action.setIcon(icons.symbol(name, self._window.palette()))


def _compare_key() -> str:
    """Control+M; on macOS, where Command+M minimizes a window, with Shift."""
    return "Ctrl+Shift+M" if sys.platform == "darwin" else "Ctrl+M"


def key_text(action: QAction) -> str:
    """The first shortcut of an action, as the platform writes it."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _with_key(text: str, action: QAction) -> str:
    return f"{text} ({key_text(action)})"

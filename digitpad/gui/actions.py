"""What one can do in the window: every action with its keys, its place in the menus and its words.

The window connects them to what does the work. Menus, buttons and the sheet of shortcuts all show
these same actions, so each is written down once.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from digitpad.gui import icons
from digitpad.gui.erasing import EraserKind
from digitpad.gui.theme import Scheme
from digitpad.gui.tools import Tool
from digitpad.gui.translation import LANGUAGES
from digitpad.gui.wording import without_mnemonic

Keys = QKeySequence.StandardKey


class Actions(QObject):
    """All actions of a window, and its menu bar."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.open = self._action(Keys.Open)
        self.save = self._action(Keys.Save)
        self.paste = self._action(Keys.Paste)
        self.copy_drawing = self._action(Keys.Copy)
        self.copy_answer = self._action("Ctrl+Shift+C")
        self.quit = self._action(Keys.Quit, "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.undo = self._action(Keys.Undo)
        self.redo = self._action(Keys.Redo, "Ctrl+Y", "Ctrl+Shift+Z")
        self.clear = self._action("Escape", "Delete", "Backspace")
        self.pen = self._action("P")
        self.eraser = self._action("E")
        self.thinner = self._action("[")
        self.thicker = self._action("]")
        self.right_digits = {digit: self._action(str(digit)) for digit in range(10)}
        self.forget = self._action("Ctrl+Alt+Z")
        self.samples = self._action("Ctrl+B")
        self.round = self._action("Ctrl+R")
        self.one_digit = self._action("O")
        self.one_digit.setCheckable(True)
        self.settings = self._action(Keys.Preferences, "Ctrl+,")
        self.settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.stages = self._action("S")
        self.pixel_cursor = self._action("K")
        for action in (self.stages, self.pixel_cursor):
            action.setCheckable(True)
        self.compare = self._action("Ctrl+M")
        self.train = self._action("Ctrl+T")
        self.library = self._action("Ctrl+L")
        self.inspect = self._action("Ctrl+I")
        self.shortcuts = self._action("F1", "?")
        self.about = self._action()
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.tools = {Tool.PEN: self.pen, Tool.ERASER: self.eraser}
        self.eraser_kinds = {kind: self._action() for kind in EraserKind}
        self.schemes = {scheme: self._action() for scheme in Scheme}
        self.languages = {code: self._action() for code in LANGUAGES}
        for choices in (self.tools, self.eraser_kinds, self.schemes, self.languages):
            self._make_exclusive(list(choices.values()))
        self._fill_menu_bar()
        self.colour_icons()
        self.translate()

    def _action(self, *shortcuts: Keys | str) -> QAction:
        """An action with all keys of the platform for it, and those given as text."""
        action = QAction(self._window)
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

    def _make_exclusive(self, choices: list[QAction]) -> None:
        group = QActionGroup(self)
        for action in choices:
            action.setCheckable(True)
            group.addAction(action)

    def _fill_menu_bar(self) -> None:
        bar = self._window.menuBar()
        self.file_menu = bar.addMenu("")
        self.file_menu.addActions([self.open, self.save])
        self.file_menu.addSeparator()
        self.file_menu.addAction(self.quit)
        self.edit_menu = bar.addMenu("")
        self.edit_menu.addActions([self.undo, self.redo])
        self.edit_menu.addSeparator()
        self.edit_menu.addAction(self.clear)
        self.edit_menu.addSeparator()
        self.edit_menu.addActions([self.copy_drawing, self.copy_answer, self.paste])
        self.edit_menu.addSeparator()
        self.edit_menu.addActions([self.pen, self.eraser])
        self.eraser_menu = _submenu(self.edit_menu, list(self.eraser_kinds.values()))
        self.edit_menu.addSeparator()
        self.edit_menu.addActions([self.thinner, self.thicker])
        self.edit_menu.addSeparator()
        self.edit_menu.addActions([self.one_digit, self.settings])
        self.learn_menu = bar.addMenu("")
        self.right_digit_menu = _submenu(self.learn_menu, list(self.right_digits.values()))
        self.learn_menu.addAction(self.forget)
        self.learn_menu.addSeparator()
        self.learn_menu.addActions([self.samples, self.round])
        self.learn_menu.addSeparator()
        self.learn_menu.addActions([self.train, self.library])
        self.view_menu = bar.addMenu("")
        self.view_menu.addActions([self.stages, self.pixel_cursor])
        self.view_menu.addSeparator()
        self.view_menu.addActions([self.inspect, self.compare])
        self.view_menu.addSeparator()
        self.theme_menu = _submenu(self.view_menu, list(self.schemes.values()))
        self.language_menu = _submenu(self.view_menu, list(self.languages.values()))
        self.help_menu = bar.addMenu("")
        self.help_menu.addActions([self.shortcuts, self.about])

    def colour_icons(self) -> None:
        """Paint the symbols in the colours of the theme."""
        for action, name in (
            (self.undo, "undo"),
            (self.redo, "redo"),
            (self.clear, "clear"),
            (self.pen, "pen"),
            (self.eraser, "eraser"),
        ):
            action.setIcon(icons.symbol(name, self._window.palette()))

    def translate(self) -> None:
        """Set all words in the language shown."""
        self.file_menu.setTitle(self.tr("&File"))
        self.edit_menu.setTitle(self.tr("&Edit"))
        self.learn_menu.setTitle(self.tr("&Learn"))
        self.right_digit_menu.setTitle(self.tr("The &right digit is"))
        self.view_menu.setTitle(self.tr("&View"))
        self.help_menu.setTitle(self.tr("&Help"))
        self.theme_menu.setTitle(self.tr("&Theme"))
        self.language_menu.setTitle(self.tr("&Language"))
        self.eraser_menu.setTitle(self.tr("The eraser &takes"))
        self.quit.setText(self.tr("&Quit"))
        self.open.setText(self.tr("&Open picture or ink…"))
        self.save.setText(self.tr("&Save the drawing…"))
        self.copy_drawing.setText(self.tr("&Copy the drawing"))
        self.copy_answer.setText(self.tr("Copy the &answer"))
        self.paste.setText(self.tr("&Paste a picture"))
        self.undo.setText(self.tr("&Undo"))
        self.redo.setText(self.tr("&Redo"))
        self.clear.setText(self.tr("C&lear"))
        self.pen.setText(self.tr("P&en"))
        self.eraser.setText(self.tr("Erase&r"))
        self.thinner.setText(self.tr("Thi&nner pen"))
        self.thicker.setText(self.tr("Thic&ker pen"))
        for digit, action in self.right_digits.items():
            action.setText(f"&{digit}")
        self.forget.setText(self.tr("&Undo the last learning"))
        self.samples.setText(self.tr("&My samples…"))
        self.round.setText(self.tr("&Write each digit…"))
        self.one_digit.setText(self.tr("&One digit only"))
        self.settings.setText(self.tr("Se&ttings…"))
        self.stages.setText(self.tr("From &ink to answer"))
        self.pixel_cursor.setText(self.tr("Draw with the &keyboard"))
        self.compare.setText(self.tr("&Compare models…"))
        self.train.setText(self.tr("&Train a model…"))
        self.library.setText(self.tr("&Models…"))
        self.inspect.setText(self.tr("Look &into the model…"))
        self.shortcuts.setText(self.tr("&Keyboard shortcuts"))
        self.about.setText(self.tr("&About digitpad"))
        self.eraser_kinds[EraserKind.STROKE].setText(self.tr("Whole &strokes"))
        self.eraser_kinds[EraserKind.AREA].setText(self.tr("What is &under it"))
        self.schemes[Scheme.SYSTEM].setText(self.tr("As the &system"))
        self.schemes[Scheme.LIGHT].setText(self.tr("&Light"))
        self.schemes[Scheme.DARK].setText(self.tr("&Dark"))
        self.schemes[Scheme.HIGH_CONTRAST].setText(self.tr("&High contrast"))
        for code, name in LANGUAGES.items():
            self.languages[code].setText(name)
        self.train.setToolTip(self.tr("Train a model, and watch it learn (Ctrl+T)"))
        self.train.setIconText(self.tr("Train…"))
        for action in (self.undo, self.redo, self.clear, self.pen, self.eraser):
            name = without_mnemonic(action.text())
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setIconText(name)
            action.setToolTip(f"{name} ({key})")


def _submenu(menu: QMenu, actions: list[QAction]) -> QMenu:
    submenu = menu.addMenu("")
    submenu.addActions(actions)
    return submenu

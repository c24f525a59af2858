"""The list of keyboard shortcuts, read from the actions so that it is never out of date."""

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QMenu,
    QMenuBar,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.help import add_help_keys, set_help_topic
from digitpad.gui.widgets import column, scrolled
from digitpad.gui.wording import without_mnemonic

_SIZE = QSize(520, 600)


class ShortcutDialog(QDialog):
    """The shortcuts of each menu, and the keys of the keyboard pen."""

    def __init__(self, bar: QMenuBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        add_help_keys(self)
        set_help_topic(self, "pad#tools")
        area = scrolled(self._table())
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column(area, of=self).setContentsMargins(theme.GAP_LARGE, theme.GAP, 0, theme.GAP)
        self.setWindowTitle(self.tr("Keyboard Shortcuts"))
        room = self.screen().availableSize() * 0.9
        self.resize(theme.for_font(_SIZE, self.font()).boundedTo(room))

    def lines(self) -> list[tuple[str, str]]:
        """(action, keys) for everything that has a key; headings have no keys."""
        found: list[tuple[str, str]] = []
        for top in self._bar.actions():
            menu = top.menu()
            if isinstance(menu, QMenu):
                with_keys = [line for line in _lines_of(menu) if line[1]]
                if with_keys:
                    found += [(_name(top), ""), *with_keys]
        found.append((self.tr("Keyboard pen"), ""))
        found.append((self.tr("Move"), self.tr("Arrow keys")))
        found.append((self.tr("Move four squares"), self.tr("Shift + arrow keys")))
        found.append((self.tr("Pen down, pen up"), self.tr("Space")))
        return found

    def _table(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, theme.GAP_LARGE, 0)
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(theme.GAP_LARGE)
        grid.setVerticalSpacing(theme.GAP_SMALL)
        for row, (what, keys) in enumerate(self.lines()):
            label = QLabel(what)
            if keys:
                grid.addWidget(QLabel(keys), row, 1, Qt.AlignmentFlag.AlignRight)
            else:
                label.setFont(theme.scaled(self.font(), 1.2))
                label.setContentsMargins(0, theme.GAP if row else 0, 0, 0)
            grid.addWidget(label, row, 0)
        grid.setRowStretch(grid.rowCount(), 1)
        return table


def _lines_of(menu: QMenu) -> Iterator[tuple[str, str]]:
    """The entries of a menu and its submenus; those of the digits are one line."""
    for action in menu.actions():
        below = action.menu()
        if not isinstance(below, QMenu):
            yield _name(action), _keys(action)
            continue
        digits = [one for one in below.actions() if _keys(one).isdigit()]
        if digits:
            yield _name(action), f"{_keys(digits[0])} – {_keys(digits[-1])}"
        yield from (line for line in _lines_of(below) if not line[1].isdigit())


def _name(action: QAction) -> str:
    return without_mnemonic(action.text()).rstrip("…")


def _keys(action: QAction) -> str:
    """The first shortcut; further ones are alternatives."""
    native = QKeySequence.SequenceFormat.NativeText
    return action.shortcut().toString(native)

"""Clicks in the library window, and what it shows."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.gui.library.model_table import NAME

LEFT = Qt.MouseButton.LeftButton


def names(window):
    return window.table.names()


def click_row(window, name):
    table = window.table
    index = table.index_of(name)
    table.scrollTo(index)
    QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).center())
    assert window.entry.name == name


def click(button):
    assert button.isEnabled()
    QTest.mouseClick(button, LEFT)


def cell(window, name, column=NAME):
    return window.table.index_of(name, column).data()

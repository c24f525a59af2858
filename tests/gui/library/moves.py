"""What a person does in the library's window, and sees there."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.gui.library.model_list import NAME

LEFT = Qt.MouseButton.LeftButton


def names(window):
    return [entry.name for entry in window.table.list.entries]


def click_row(window, name):
    table = window.table
    index = table.list.index(table.list.row_of(name), NAME)
    table.scrollTo(index)
    QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(index).center())
    assert window.entry.name == name


def click(button):
    assert button.isEnabled()
    QTest.mouseClick(button, LEFT)


def cell(window, name, column):
    table = window.table.list
    return table.index(table.row_of(name), column).data()

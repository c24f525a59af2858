"""Small widgets that several windows share."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.gui.widgets import ConfirmButton


def test_the_question_before_discarding_has_no_mark_of_a_shortcut(surroundings, qtbot):
    button = ConfirmButton()
    qtbot.addWidget(button)
    button.set_texts("丢弃(&D)", "丢弃(&D)")
    button.show()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.dialog.text() == "丢弃"
    button.dialog.close()

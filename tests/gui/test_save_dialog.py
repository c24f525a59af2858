"""Saving under a name that exists already, with and without its suffix, through the real dialog."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox

from digitpad.gui import save_dialog
from digitpad.gui.samples.sample_files import ask_for_export
from digitpad.gui.save_dialog import ask_save_path
from tests.gui.drawing import draw_seven, settle

KINDS = [("PNG", ".png"), ("SVG", ".svg")]


class User:
    """Types a name into the dialog, and answers the question whether to replace a file."""

    def __init__(self, folder, name, *, replaces=False, kind=None):
        self.folder, self.name, self.replaces, self.kind = folder, name, replaces, kind
        self.was_asked = False
        self._steps_left = 100
        self._plan_step()

    def _plan_step(self):
        # A new timer for each step, since the question opens within a step.
        if self._steps_left:
            QTimer.singleShot(20, self._act)

    def _act(self):
        widget = QApplication.activeModalWidget()
        if not self._steps_left:
            return
        self._steps_left -= 1
        self._plan_step()
        if widget is not None and not self._steps_left:
            widget.reject()
        elif isinstance(widget, QMessageBox):
            self.was_asked = True
            answer = (
                QMessageBox.StandardButton.Yes if self.replaces else QMessageBox.StandardButton.No
            )
            QTest.mouseClick(widget.button(answer), Qt.MouseButton.LeftButton)
            self.name = None if not self.replaces else self.name
        elif isinstance(widget, QFileDialog):
            if self.name is None:
                QTest.keyClick(widget, Qt.Key.Key_Escape)
                return
            if self.kind is not None:
                widget.selectNameFilter(self.kind)
                widget.filterSelected.emit(self.kind)
            field = widget.findChild(QLineEdit)
            field.setText(str(self.folder / self.name))
            QTest.keyClick(field, Qt.Key.Key_Return)

    def stop(self):
        self._steps_left = 0


@pytest.fixture
def user(surroundings, tmp_path):
    users = []

    def make(name, **options):
        users.append(User(tmp_path, name, **options))
        return users[-1]

    yield make
    for one in users:
        one.stop()


@pytest.mark.parametrize("name", ["digit", "digit.png", "digit.new"])
def test_an_existing_file_is_replaced_only_after_a_question(user, tmp_path, window, name):
    existing = tmp_path / (name if name.endswith(".png") else name + ".png")
    existing.write_text("precious")
    refusing = user(name)
    assert ask_save_path(window, "Save", "a.png", KINDS) is None
    assert refusing.was_asked
    refusing.stop()
    agreeing = user(name, replaces=True)
    assert ask_save_path(window, "Save", "a.png", KINDS) == existing
    assert agreeing.was_asked


def test_a_name_without_suffix_gets_that_of_the_chosen_format(user, tmp_path, window):
    one = user("digit", kind="SVG (*.svg)")
    assert ask_save_path(window, "Save", "a.png", KINDS) == tmp_path / "digit.svg"
    assert not one.was_asked


def test_the_drawing_does_not_overwrite_a_file_unasked(user, tmp_path, window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    (tmp_path / "digit.png").write_text("precious")
    one = user("digit")
    window.actions_.save.trigger()
    assert one.was_asked
    assert (tmp_path / "digit.png").read_text() == "precious"


def test_samples_are_not_exported_over_a_file_unasked(user, tmp_path, window):
    (tmp_path / "mine.json.gz").write_text("precious")
    one = user("mine")
    assert not ask_for_export(window, "ink")
    assert one.was_asked


def test_no_other_place_of_the_window_asks_where_to_save():
    """A suffix that is added after the dialog has asked would replace another file unasked."""
    gui = Path(save_dialog.__file__).parent
    asking = [
        path.name
        for path in gui.rglob("*.py")
        if re.search(r"getSaveFileName|AcceptSave", path.read_text("utf-8"))
    ]
    assert asking == ["save_dialog.py"]

"""Names, duplicates, notes, deleting and its undoing in the library's window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from digitpad import library
from digitpad.modelfile import load_model, read_description
from tests.gui.library.moves import LEFT, click, click_row, names
from tests.small_models import kept_model, same_tensors


def type_name(window, text, key=Qt.Key.Key_Return):
    field = window.table.findChild(QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, key)


def test_a_name_is_typed_in_place_and_undone(opened, settled, qtbot):
    kept_model("mine")
    window = opened()
    click_row(window, "mine")
    click(window.buttons.rename)
    with qtbot.waitSignal(window.models_changed, timeout=15_000):
        type_name(window, "better")
    settled(window)
    assert names(window)[-1] == "better"
    assert window.entry.name == "better"
    assert window.details.name.text() == "better"
    click(window.bar.undo)
    settled(window)
    assert names(window)[-1] == "mine"
    assert window.entry.name == "mine"


def test_a_name_that_is_taken_is_told_and_changes_nothing(opened, settled, qtbot):
    kept_model("mine")
    window = opened()
    click_row(window, "mine")
    click(window.buttons.rename)
    with qtbot.waitSignal(window.errands.failed, timeout=15_000):
        type_name(window, "cnn")
    settled(window)
    assert window.bar.text.property("tone") == "problem"
    assert "already" in window.bar.text.text()
    assert names(window)[-1] == "mine"
    click(window.buttons.rename)
    type_name(window, "cnn", Qt.Key.Key_Escape)
    assert not window.errands.is_busy


def test_a_duplicate_appears_and_is_selected(opened, settled, qtbot):
    window = opened()
    click_row(window, "mlp")
    with qtbot.waitSignal(window.models_changed, timeout=15_000):
        click(window.buttons.duplicate)
    settled(window)
    assert window.entry.name == "mlp-2"
    assert same_tensors(
        load_model(library.find_model("mlp-2")), load_model(library.find_model("mlp"))
    )


def test_deleting_is_undone_by_the_bar(opened, settled, qtbot):
    content = kept_model("mine").read_bytes()
    kept_model("other")
    window = opened()
    click_row(window, "mine")
    with qtbot.waitSignal(window.models_changed, timeout=15_000):
        click(window.buttons.delete)
    settled(window)
    assert "mine" not in names(window)
    assert window.entry.name == "other"
    assert "mine was deleted" in window.bar.text.text()
    click(window.bar.undo)
    settled(window)
    assert window.entry.name == "mine"
    assert library.find_model("mine").read_bytes() == content
    assert not window.bar.undo.isVisible()


def test_the_delete_key_deletes(opened, settled):
    kept_model("mine")
    window = opened()
    click_row(window, "mine")
    QTest.keyClick(window.table, Qt.Key.Key_Delete)
    settled(window)
    assert "mine" not in names(window)


def test_notes_are_kept_when_they_are_left(opened, settled):
    path = kept_model("mine")
    window = opened()
    click_row(window, "mine")
    QTest.mouseClick(window.details.notes.viewport(), LEFT)
    QTest.keyClicks(window.details.notes, "learned at night")
    click_row(window, "cnn")
    settled(window)
    assert read_description(path).notes == "learned at night"
    assert window.details.notes.toPlainText() == ""
    click_row(window, "mine")
    assert window.details.notes.toPlainText() == "learned at night"


def test_notes_are_kept_after_a_pause_and_typing_goes_on(opened, settled, qtbot):
    window = opened()
    click_row(window, "cnn")
    notes = window.details.notes
    notes.setFocus()
    QTest.keyClicks(notes, "the ")
    qtbot.waitUntil(lambda: library.entry("cnn").notes == "the", timeout=15_000)
    settled(window)
    QTest.keyClicks(notes, "best")
    assert notes.toPlainText() == "the best"
    window.close()
    assert library.entry("cnn").notes == "the best"


def test_notes_typed_before_a_new_name_come_along(opened, settled):
    kept_model("mine")
    window = opened()
    click_row(window, "mine")
    window.details.notes.setFocus()
    QTest.keyClicks(window.details.notes, "good")
    window.rename("mine", "better")
    settled(window)
    assert library.entry("better").notes == "good"
    assert "mine" not in library.available_models()


def test_the_escape_key_keeps_notes_too(opened, settled):
    window = opened()
    click_row(window, "cnn")
    QTest.keyClicks(window.details.notes, "quick")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    settled(window)
    assert library.entry("cnn").notes == "quick"

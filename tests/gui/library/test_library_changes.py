"""Renaming, duplicating, notes and deleting in the library window, with undo."""

import threading

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from digitpad.library import catalog
from digitpad.library.model_file import load_model, read_description
from tests.gui.choosing import wait_until_loaded
from tests.gui.library.interaction import LEFT, click, click_row, names
from tests.small_models import kept_model, same_tensors


def type_name(window, text, key=Qt.Key.Key_Return):
    field = window.table.findChild(QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, key)


def test_a_name_is_edited_in_place_and_undone(opened, session, settled, qtbot):
    kept_model("mine")
    window = opened()
    click_row(window, "mine")
    click(window.buttons.button("rename"))
    with qtbot.waitSignal(session.models_changed, timeout=15_000):
        type_name(window, "better")
    settled(window)
    assert names(window)[-1] == "better"
    assert window.entry.name == "better"
    assert window.details.name.text() == "better"
    click(window.bar.undo)
    settled(window)
    assert names(window)[-1] == "mine"
    assert window.entry.name == "mine"


def test_a_name_in_use_is_refused_and_changes_nothing(opened, session, settled, qtbot):
    kept_model("mine")
    window = opened()
    click_row(window, "mine")
    click(window.buttons.button("rename"))
    with qtbot.waitSignal(window.work.failed, timeout=15_000):
        type_name(window, "cnn")
    settled(window)
    assert window.bar.text.property("tone") == "problem"
    assert "already" in window.bar.text.text()
    assert names(window)[-1] == "mine"
    click(window.buttons.button("rename"))
    type_name(window, "cnn", Qt.Key.Key_Escape)
    assert not window.work.is_busy


def test_a_duplicate_appears_and_is_selected(opened, session, settled, qtbot):
    window = opened()
    click_row(window, "mlp")
    with qtbot.waitSignal(session.models_changed, timeout=15_000):
        click(window.buttons.button("duplicate"))
    settled(window)
    assert window.entry.name == "mlp-2"
    assert same_tensors(
        load_model(catalog.find_model("mlp-2")), load_model(catalog.find_model("mlp"))
    )


def test_deleting_is_undone_with_the_button(opened, session, settled, qtbot):
    content = kept_model("mine").read_bytes()
    kept_model("other")
    window = opened()
    click_row(window, "mine")
    with qtbot.waitSignal(session.models_changed, timeout=15_000):
        click(window.buttons.button("delete"))
    settled(window)
    assert "mine" not in names(window)
    assert window.entry.name == "other"
    assert "mine was moved to the trash" in window.bar.text.text()
    click(window.bar.undo)
    settled(window)
    assert window.entry.name == "mine"
    assert catalog.find_model("mine").read_bytes() == content
    assert not window.bar.undo.isVisible()


def test_the_delete_key_deletes(opened, settled):
    kept_model("mine")
    window = opened()
    click_row(window, "mine")
    QTest.keyClick(window.table, Qt.Key.Key_Delete)
    settled(window)
    assert "mine" not in names(window)


def test_notes_are_saved_when_the_focus_is_lost(opened, settled):
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


def test_notes_are_saved_after_a_pause_while_typing_continues(opened, session, settled, qtbot):
    window = opened()
    click_row(window, "cnn")
    notes = window.details.notes
    notes.setFocus()
    QTest.keyClicks(notes, "the ")
    qtbot.waitUntil(lambda: catalog.entry("cnn").notes == "the", timeout=15_000)
    settled(window)
    QTest.keyClicks(notes, "best")
    assert notes.toPlainText() == "the best"
    window.close()
    settled(window)
    assert catalog.entry("cnn").notes == "the best"


def test_notes_typed_before_renaming_are_saved(opened, settled):
    kept_model("mine")
    window = opened()
    click_row(window, "mine")
    window.details.notes.setFocus()
    QTest.keyClicks(window.details.notes, "good")
    window.rename("mine", "better")
    settled(window)
    assert catalog.entry("better").notes == "good"
    assert "mine" not in catalog.available_models()


def test_cancelling_saves_typed_notes_and_completes_file_operations(
    opened, settled, qtbot, monkeypatch
):
    kept_model("mine")
    window = opened()
    click_row(window, "mine")
    may_go_on = threading.Event()
    rename = catalog.rename

    def slow_rename(*names):
        assert may_go_on.wait(30)
        return rename(*names)

    monkeypatch.setattr(catalog, "rename", slow_rename)
    window.rename("mine", "better")
    click_row(window, "cnn")
    window.details.notes.setFocus()
    QTest.keyClicks(window.details.notes, "typed meanwhile")
    click_row(window, "mlp")
    qtbot.waitUntil(window.bar.progress.isVisible)
    assert not window.bar.cancel.isVisible(), "a file operation is not cancelled"
    window.bar.cancel_requested.emit()
    may_go_on.set()
    settled(window)
    assert "better" in names(window)
    assert "was renamed" in window.bar.text.text()
    assert catalog.entry("cnn").notes == "typed meanwhile"


def test_the_window_of_a_comparison_is_deleted_with_the_library(opened, settled, qtbot):
    window = opened()
    click_row(window, "mlp")
    action = next(one for one in window.buttons.compare_menu.actions() if one.text() == "softmax")
    action.trigger()
    window.close()
    with qtbot.waitSignal(window.comparison.destroyed):
        window.shut_down()


def test_each_action_reads_the_library_once(opened, settled, monkeypatch):
    kept_model("mine")
    window = opened()
    click_row(window, "mine")
    click(window.buttons.button("use"))
    settled(window)
    read = []
    entries = catalog.entries
    monkeypatch.setattr(catalog, "entries", lambda: read.append(None) or entries())
    for act in (
        lambda: window.rename("mine", "better"),
        window.duplicate,
        window.make_default,
        window.delete,
        window.bar.run_undo,
    ):
        read.clear()
        act()
        settled(window)
        assert len(read) == 1, act


def test_ctrl_z_undoes_the_last_change(opened, settled, qtbot):
    kept_model("mine")
    window = opened()
    with qtbot.waitActive(window, timeout=5000):
        window.activateWindow()
    click_row(window, "mine")
    QTest.keyClick(window.table, Qt.Key.Key_Delete)
    settled(window)
    assert "mine" not in names(window)
    QTest.keyClick(window.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(window)
    assert window.entry.name == "mine"
    assert "restored" in window.bar.text.text()


def test_a_message_ends_with_the_next_action(opened, settled):
    kept_model("mine")
    window = opened()
    click_row(window, "mine")
    QTest.keyClick(window.table, Qt.Key.Key_Delete)
    settled(window)
    assert window.bar.undo.isVisible()
    window.close()
    window.show()
    assert window.bar.text.text() == ""
    assert not window.bar.undo.isVisible()


def test_the_closing_keys_close_and_saves_notes_too(opened, settled, qtbot):
    window = opened()
    with qtbot.waitActive(window, timeout=5000):
        window.activateWindow()
    click_row(window, "cnn")
    window.details.notes.setFocus()
    QTest.keyClicks(window.details.notes, "quick")
    QTest.keyClick(window.details.notes, Qt.Key.Key_Escape)
    assert window.isVisible()
    QTest.keySequence(window.details.notes, QKeySequence(QKeySequence.StandardKey.Close))
    assert not window.isVisible()
    settled(window)
    assert catalog.entry("cnn").notes == "quick"


def test_a_model_in_use_keeps_answering_under_its_new_name(opened, session, settled):
    kept_model("mine")
    window = opened()
    click_row(window, "mine")
    click(window.buttons.button("use"))
    wait_until_loaded(session)
    window.rename("mine", "better")
    settled(window)
    assert session.selected.name == "better"
    click_row(window, "better")
    click(window.buttons.button("delete"))
    settled(window)
    assert session.selected.name == "cnn"


def test_a_model_that_is_saved_elsewhere_appears(opened, session, settled):
    window = opened()
    kept_model("fresh")
    session.refresh_models()
    settled(window)
    assert "fresh" in names(window)


def test_a_model_that_has_become_unusable_is_reported(opened, session):
    path = kept_model("mine")
    window = opened()
    click_row(window, "mine")
    path.write_bytes(b"no model")
    click(window.buttons.button("use"))
    wait_until_loaded(session)
    assert "not a readable model file" in window.bar.text.text()
    assert session.selected.name == "cnn"

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QToolButton

from digitpad.data.example_ink import load_examples
from digitpad.gui.state import WindowState
from digitpad.gui.theme import Scheme
from tests.gui.bars import lengths
from tests.gui.choosing import choose, preferences, wait_until_loaded
from tests.gui.drawing import draw_ink, draw_seven, draw_stroke, line, settle


def answer(window):
    return window.answer.digit_text()


def highlighted(window):
    return [row.digit for row in window.bars.rows if row.is_best]


def assert_no_answer(window):
    assert answer(window) == "–"
    assert highlighted(window) == []
    assert (lengths(window.bars) == 0).all()
    assert {row.text() for row in window.bars.rows} == {""}


@pytest.mark.parametrize("digit", "0123456789")
def test_a_drawn_digit_is_read_and_its_bar_is_the_longest(window, qtbot, digit):
    hands = [item.ink for item in load_examples() if item.label == digit][:3]
    assert len(hands) == 3
    for ink in hands:
        draw_ink(window.canvas, ink)
        settle(window, qtbot)
        assert answer(window) == digit
        assert highlighted(window) == [int(digit)]
        shown = lengths(window.bars)
        assert int(np.argmax(shown)) == int(digit)
        eleventh = window.bars.non_digit_row.length
        assert shown.sum() + eleventh == pytest.approx(1, abs=1e-3)
        window.canvas.document.clear()
        settle(window, qtbot)


def test_an_empty_pad_gives_no_answer(window, qtbot):
    settle(window, qtbot)
    assert_no_answer(window)
    assert window.answer.caption() == "No answer yet"


def test_bars_move_before_the_pen_is_lifted(window, qtbot):
    draw_seven(window.canvas, release=False)
    settle(window, qtbot)
    assert window.canvas.document.is_drawing
    assert answer(window) == "7"
    assert lengths(window.bars)[7] > 0.5


def test_clear_removes_the_answer_and_undo_restores_it(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    shown = lengths(window.bars)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    settle(window, qtbot)
    assert_no_answer(window)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    assert answer(window) == "7"
    assert np.allclose(lengths(window.bars), shown)


def test_redo_draws_the_stroke_again(window, qtbot):
    draw_seven(window.canvas)
    window.canvas.document.undo()
    settle(window, qtbot)
    assert_no_answer(window)
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    assert answer(window) == "7"


def test_actions_are_enabled_only_when_they_have_an_effect(window):
    offered = [
        action.isEnabled()
        for action in (window.actions_.undo, window.actions_.redo, window.actions_.clear)
    ]
    assert offered == [False, False, False]
    draw_seven(window.canvas, release=False)
    assert window.actions_.undo.isEnabled()
    assert window.actions_.clear.isEnabled()
    window.canvas.document.undo()
    offered = [
        action.isEnabled()
        for action in (window.actions_.undo, window.actions_.redo, window.actions_.clear)
    ]
    assert offered == [False, True, False]


def test_the_buttons_below_the_pad_work(window):
    draw_seven(window.canvas)
    buttons = {button.text(): button for button in window.tool_row.findChildren(QToolButton)}
    QTest.mouseClick(buttons["Clear"], Qt.MouseButton.LeftButton)
    assert window.canvas.document.is_empty
    QTest.mouseClick(buttons["Undo"], Qt.MouseButton.LeftButton)
    assert not window.canvas.document.is_empty


def test_the_picture_of_the_network_is_the_input_of_the_answer(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    recognition = window.session.answering.recognize_ink(window.canvas.document.ink())
    shown = window.picture.stages.network_input
    assert np.array_equal(shown, recognition.stages.network_input)


def test_drawing_beyond_the_edge_still_gives_an_answer(window, qtbot):
    width, height = window.canvas.width(), window.canvas.height()
    draw_stroke(window.canvas, line((0.5 * width, -60), (0.5 * width, height + 60), 40))
    settle(window, qtbot)
    assert answer(window) == "1"


def test_resizing_changes_neither_ink_nor_answer(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    before = window.canvas.document.ink().to_json()
    window.resize(760, 580)
    window.resize(1200, 700)
    settle(window, qtbot)
    assert window.canvas.document.ink().to_json() == before
    assert answer(window) == "7"


def test_a_model_that_cannot_be_loaded_is_reported_and_the_old_one_stays(window, qtbot, own_home):
    models = own_home / "models"
    models.mkdir(parents=True)
    (models / "mine.safetensors").write_bytes(b"not a model")
    before = window.session.answering
    window.chooser.box.addItem("mine")
    window.chooser.box.setCurrentText("mine")
    window.chooser.box.textActivated.emit("mine")
    wait_until_loaded(window.session)
    assert window.session.answering is before
    assert window.chooser.box.currentText() == before.name
    assert window.chooser.problem.isVisible()
    assert "mine.safetensors" in window.chooser.problem.text()
    draw_seven(window.canvas)
    settle(window, qtbot)
    assert answer(window) == "7"


def test_another_model_answers_the_drawing_at_once(window, qtbot):
    others = [name for name in main_window_models(window) if name != window.session.selected.name]
    if not others:
        pytest.skip("only one model is bundled")
    draw_seven(window.canvas)
    settle(window, qtbot)
    first = lengths(window.bars)
    window.chooser.box.textActivated.emit(others[0])
    wait_until_loaded(window.session)
    settle(window, qtbot)
    assert window.session.answering.name == others[0]
    assert answer(window) == "7"
    assert not np.array_equal(lengths(window.bars), first)


def test_the_window_says_what_answers_while_another_model_is_loaded(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    choose(window.chooser.box, "svm-hog")
    assert window.chooser.box.currentText() == window.session.loading == "svm-hog"
    assert window.status.loading.text() == "Loading svm-hog …; cnn answers until then"
    assert window.status.loading.isVisible()
    assert window.session.answering.name == "cnn"
    assert answer(window) == "7"
    wait_until_loaded(window.session)
    assert window.session.answering.name == "svm-hog"
    assert window.status.loading.isHidden()
    assert window.chooser.box.currentText() == "svm-hog"


def test_the_window_can_be_drawn_on_before_its_first_model_is_loaded(surroundings, qtbot):
    window = surroundings.window("svm-hog")
    qtbot.addWidget(window)
    assert window.session.answering is None
    assert window.status.loading.text() == "Loading svm-hog …"
    draw_seven(window.canvas)
    assert_no_answer(window)
    window.show()
    wait_until_loaded(window.session)
    settle(window, qtbot)
    assert answer(window) == "7"


def main_window_models(window):
    return [window.chooser.box.itemText(index) for index in range(window.chooser.box.count())]


def test_without_any_model_the_window_opens_and_reports_it(
    surroundings, qtbot, monkeypatch, tmp_path
):
    for module in ("catalog", "listing"):
        monkeypatch.setattr(f"digitpad.library.{module}.bundled_models", lambda: tmp_path)
    window = surroundings.window()
    qtbot.addWidget(window)
    window.show()
    wait_until_loaded(window.session)
    assert window.chooser.problem.isVisible()
    assert str(tmp_path) in window.chooser.problem.text()
    draw_seven(window.canvas)
    settle(window, qtbot)
    assert_no_answer(window)


def test_settings_and_geometry_are_restored_at_the_next_start(surroundings, qtbot):
    window = surroundings.window()
    qtbot.addWidget(window)
    window.show()
    wait_until_loaded(window.session)
    window.resize(761, 613)
    choose(preferences(window).general.theme, "Dark")
    choose(preferences(window).general.language, "简体中文")
    window.close()
    state = WindowState()
    assert state.scheme is Scheme.DARK
    assert state.language == "zh_CN"
    assert state.model == window.session.selected.name
    again = surroundings.window()
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (761, 613)


def test_damaged_settings_are_ignored(surroundings, qtbot, own_home):
    own_home.mkdir(parents=True)
    (own_home / "window.ini").write_bytes(b"\x00\xff[[[geometry=@@@\ntheme=purple\n")
    state = WindowState()
    assert state.scheme is Scheme.SYSTEM
    assert state.geometry_of("pad").isEmpty()


def test_the_window_fits_a_small_laptop(window):
    assert window.width() <= 1366
    assert window.height() <= 700
    assert window.minimumSizeHint().width() <= 800
    assert window.minimumSizeHint().height() <= 600


def test_every_digit_fits_at_the_smallest_size(window):
    window.resize(window.minimumSizeHint())
    panel = window.bars.parentWidget().rect()
    last = window.bars.rows[9]
    corner = last.mapTo(window.bars.parentWidget(), QPoint(last.width() - 1, last.height() - 1))
    assert panel.contains(corner)
    assert last.height() >= last.fontMetrics().height()


def test_about_names_version_and_licences(window, qtbot):
    window.actions_.about.trigger()
    box = window.findChild(QMessageBox)
    assert "digitpad" in box.text()
    assert "MIT" in box.informativeText()
    assert "CC BY-SA 3.0" in box.informativeText()
    box.close()


def test_it_opens_on_the_screen_even_if_it_was_larger(window):
    window.resize(5000, 4000)
    window.move(3000, 2000)
    window.open()
    assert window.screen().availableGeometry().contains(window.frameGeometry())


def test_unfinished_training_is_reported_and_the_button_shows_it(window, monkeypatch):
    assert not window.status.unfinished.isVisible()
    window.status.show_unfinished(True)
    assert window.status.unfinished.isVisible()
    assert window.windows.training is None
    QTest.mouseClick(window.status.unfinished.button, Qt.MouseButton.LeftButton)
    window.windows.training.form.speeds.pause()
    assert window.windows.training.isVisible()
    assert not window.status.unfinished.isVisible()


def test_what_interrupted_writes_left_is_told_once_in_the_window_of_the_models(window):
    window.session.removed_files = 2
    window.windows.open_library()
    library = window.windows.library
    assert library.bar.text.text() == "2 temporary files of interrupted writes were removed."
    library.close()
    window.windows.open_library()
    assert library.bar.text.text() == ""


def test_a_clipboard_whose_owner_is_gone_has_no_picture(window):
    assert not window.picture_controller.accept(None)


def test_a_window_that_starts_minimized_does_not_wait_for_its_first_paint(surroundings, qtbot):
    window = surroundings.window()
    qtbot.addWidget(window)
    told = []
    window.first_painted.connect(lambda: told.append(window.isMinimized()))
    window.showMinimized()
    assert told == [True]
    wait_until_loaded(window.session)
    window.showNormal()
    QTest.qWait(50)
    assert told == [True]

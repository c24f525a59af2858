import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from digitpad.data.example_ink import load_examples
from digitpad.gui import main_window
from digitpad.gui.state import WindowState
from digitpad.gui.theme import Scheme
from tests.gui.drawing import draw_ink, draw_seven, draw_stroke, line, settle


def answer(window):
    return window.answer.digit_text()


def highlighted(window):
    return [row.digit for row in window.bars.rows if row.is_best]


def assert_no_answer(window):
    assert answer(window) == "–"
    assert highlighted(window) == []
    assert (window.bars.lengths() == 0).all()
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
        lengths = window.bars.lengths()
        assert int(np.argmax(lengths)) == int(digit)
        assert lengths.sum() == pytest.approx(1, abs=1e-3)
        window.canvas.clear()
        settle(window, qtbot)


def test_an_empty_pad_gives_no_answer(window, qtbot):
    settle(window, qtbot)
    assert_no_answer(window)
    assert window.answer.caption() == "No answer yet"


def test_bars_move_before_the_pen_is_lifted(window, qtbot):
    draw_seven(window.canvas, release=False)
    settle(window, qtbot)
    assert window.canvas.is_drawing
    assert answer(window) == "7"
    assert window.bars.lengths()[7] > 0.5


def test_clear_takes_the_answer_away_and_undo_brings_it_back(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    shown = window.bars.lengths()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    settle(window, qtbot)
    assert_no_answer(window)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    assert answer(window) == "7"
    assert np.allclose(window.bars.lengths(), shown)


def test_redo_draws_the_stroke_again(window, qtbot):
    draw_seven(window.canvas)
    window.canvas.undo()
    settle(window, qtbot)
    assert_no_answer(window)
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    assert answer(window) == "7"


def test_actions_are_offered_only_when_they_do_something(window):
    offered = [
        action.isEnabled()
        for action in (window.actions_.undo, window.actions_.redo, window.actions_.clear)
    ]
    assert offered == [False, False, False]
    draw_seven(window.canvas, release=False)
    assert window.actions_.undo.isEnabled()
    assert window.actions_.clear.isEnabled()
    window.canvas.undo()
    offered = [
        action.isEnabled()
        for action in (window.actions_.undo, window.actions_.redo, window.actions_.clear)
    ]
    assert offered == [False, True, False]


def test_the_buttons_below_the_pad_work(window):
    draw_seven(window.canvas)
    buttons = {button.text(): button for button in window.tool_row.findChildren(QToolButton)}
    QTest.mouseClick(buttons["Clear"], Qt.MouseButton.LeftButton)
    assert window.canvas.is_empty
    QTest.mouseClick(buttons["Undo"], Qt.MouseButton.LeftButton)
    assert not window.canvas.is_empty


def test_the_picture_of_the_network_is_the_input_of_the_answer(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    recognition = window.recognition.recognizer.recognize_ink(window.canvas.ink())
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
    before = window.canvas.ink().to_json()
    window.resize(760, 580)
    window.resize(1200, 700)
    settle(window, qtbot)
    assert window.canvas.ink().to_json() == before
    assert answer(window) == "7"


def test_a_model_that_cannot_be_loaded_is_told_and_the_old_one_goes_on(window, qtbot, own_home):
    models = own_home / "models"
    models.mkdir(parents=True)
    (models / "mine.safetensors").write_bytes(b"not a model")
    before = window.recognition.recognizer
    window.chooser.box.addItem("mine")
    window.chooser.box.setCurrentText("mine")
    window.chooser.box.textActivated.emit("mine")
    assert window.recognition.recognizer is before
    assert window.chooser.box.currentText() == before.name
    assert window.chooser.problem.isVisible()
    assert "mine.safetensors" in window.chooser.problem.text()
    draw_seven(window.canvas)
    settle(window, qtbot)
    assert answer(window) == "7"


def test_another_model_answers_the_drawing_at_once(window, qtbot):
    others = [name for name in main_window_models(window) if name != window.chooser.loaded]
    if not others:
        pytest.skip("only one model is bundled")
    draw_seven(window.canvas)
    settle(window, qtbot)
    first = window.bars.lengths()
    window.chooser.box.textActivated.emit(others[0])
    settle(window, qtbot)
    assert window.recognition.recognizer.name == others[0]
    assert answer(window) == "7"
    assert not np.array_equal(window.bars.lengths(), first)


def main_window_models(window):
    return [window.chooser.box.itemText(index) for index in range(window.chooser.box.count())]


def test_without_any_model_the_window_opens_and_says_what_is_missing(
    surroundings, qtbot, monkeypatch, tmp_path
):
    monkeypatch.setattr("digitpad.library.bundled_models", lambda: tmp_path)
    window = surroundings.window()
    qtbot.addWidget(window)
    window.show()
    assert window.chooser.problem.isVisible()
    assert str(tmp_path) in window.chooser.problem.text()
    draw_seven(window.canvas)
    settle(window, qtbot)
    assert_no_answer(window)


def test_choices_and_place_are_kept_until_the_next_start(surroundings, qtbot):
    window = surroundings.window()
    qtbot.addWidget(window)
    window.show()
    window.resize(761, 613)
    window.actions_.schemes[Scheme.DARK].trigger()
    window.actions_.languages["zh_CN"].trigger()
    window.close()
    state = WindowState()
    assert state.scheme is Scheme.DARK
    assert state.language == "zh_CN"
    assert state.model == window.chooser.loaded
    again = surroundings.window()
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (761, 613)


def test_damaged_settings_are_as_good_as_none(surroundings, qtbot, own_home):
    own_home.mkdir(parents=True)
    (own_home / "window.ini").write_bytes(b"\x00\xff[[[geometry=@@@\ntheme=purple\n")
    state = WindowState()
    assert state.scheme is Scheme.SYSTEM
    assert state.geometry.isEmpty()


def test_the_window_fits_a_small_laptop(window):
    assert window.width() <= 1366
    assert window.height() <= 700
    assert window.minimumSizeHint().width() <= 800
    assert window.minimumSizeHint().height() <= 600


def test_every_digit_has_room_at_the_smallest_size(window):
    window.resize(window.minimumSizeHint())
    panel = window.bars.parentWidget().rect()
    last = window.bars.rows[9]
    corner = last.mapTo(window.bars.parentWidget(), QPoint(last.width() - 1, last.height() - 1))
    assert panel.contains(corner)
    assert last.height() >= last.fontMetrics().height()


def test_about_names_version_and_licences(window, qtbot):
    window.actions_.about.trigger()
    box = window.findChild(main_window.QMessageBox)
    assert "digitpad" in box.text()
    assert "MIT" in box.informativeText()
    assert "CC BY-SA 3.0" in box.informativeText()
    box.close()

"""Correct it and it learns: with the real store and the real learning, in the background."""

import hashlib

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.data.samples import SampleStore
from digitpad.gui import lessons
from digitpad.library import available_models, find_model
from digitpad.paths import bundled_models, user_models
from digitpad.personal import adapt
from tests.gui.drawing import LEFT, draw_ink, draw_seven, draw_stroke, line, settle
from tests.gui.test_numbers import number_ink


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A busy machine must not change what is learned."""
    monkeypatch.setattr(lessons, "adapt", patient_adapt)


def patient_adapt(model, samples, *, seconds=2.0, seed=0):
    return adapt(model, samples, seconds=60 if seconds else 0, seed=seed)


@pytest.fixture
def window(window, qtbot):
    """With the model that learns fastest."""
    window.chooser.choose("cnn-small")
    return window


@pytest.fixture
def seven(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    yield window
    window.teaching.learner.close()


def learned(window, qtbot):
    learner = window.teaching.learner
    qtbot.waitUntil(lambda: not learner.is_busy and not learner._pending, timeout=90_000)
    settle(window, qtbot)


def stored():
    with SampleStore() as store:
        return store.samples()


def fingerprints():
    files = sorted(bundled_models().glob("*.safetensors"))
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_a_click_on_a_bar_stores_the_digit_and_the_model_learns_it(seven, qtbot):
    before = fingerprints()
    name = seven.chooser.loaded
    row = seven.bars.rows[1]
    QTest.mouseClick(row, LEFT)
    assert "Learning that this is a 1" in seven.panel.note.text.text()
    learned(seven, qtbot)
    (sample,) = stored()
    assert (sample.label, sample.predicted, sample.model) == (1, 7, name)
    assert sample.ink.point_count == seven.canvas.ink().point_count
    assert seven.chooser.loaded == f"personal-{name}"
    assert seven.answer.digit_text() == "1"
    note = seven.panel.note.text.text()
    assert "Learned from this 1." in note
    assert "Your own digits: 0 → 1 of 1 right" in note
    assert note.count("%") == 2
    assert fingerprints() == before
    assert find_model(f"personal-{name}").parent == user_models()


def test_one_can_go_on_drawing_while_it_learns(seven, qtbot):
    QTest.keyClick(seven, Qt.Key.Key_7)
    learned(seven, qtbot)
    seven.canvas.clear()
    draw_ink(seven.canvas, number_ink("2"))
    settle(seven, qtbot)
    QTest.keyClick(seven, Qt.Key.Key_2)
    assert seven.teaching.learner.is_busy
    draw_stroke(seven.canvas, line((10, 10), (40, 40)))
    assert seven.teaching.learner.is_busy
    learned(seven, qtbot)
    assert [sample.label for sample in stored()] == [7, 2]


def test_one_click_takes_learning_back_to_the_very_same_answers(seven, qtbot):
    name, before = seven.chooser.loaded, seven.bars.lengths()
    QTest.keyClick(seven, Qt.Key.Key_1)
    learned(seven, qtbot)
    assert not np.allclose(seven.bars.lengths(), before, atol=0.05)
    QTest.mouseClick(seven.panel.note.undo, LEFT)
    learned(seven, qtbot)
    assert seven.chooser.loaded == name
    assert np.allclose(seven.bars.lengths(), before)
    assert stored() == []
    assert available_models() == [one for one in available_models() if "personal" not in one]
    assert "Taken back" in seven.panel.note.text.text()


def test_taking_the_second_lesson_back_leaves_the_first(seven, qtbot):
    QTest.keyClick(seven, Qt.Key.Key_1)
    learned(seven, qtbot)
    first = find_model(seven.chooser.loaded).read_bytes()
    seven.canvas.clear()
    draw_ink(seven.canvas, number_ink("5"))
    settle(seven, qtbot)
    QTest.keyClick(seven, Qt.Key.Key_3)
    learned(seven, qtbot)
    assert find_model(seven.chooser.loaded).read_bytes() != first
    seven.actions_.forget.trigger()
    learned(seven, qtbot)
    assert find_model(seven.chooser.loaded).read_bytes() == first
    assert [sample.label for sample in stored()] == [1]


def test_the_same_digit_said_twice_is_stored_once_and_another_replaces_it(seven, qtbot):
    QTest.keyClick(seven, Qt.Key.Key_1)
    QTest.keyClick(seven, Qt.Key.Key_1)
    QTest.keyClick(seven, Qt.Key.Key_4)
    learned(seven, qtbot)
    assert [sample.label for sample in stored()] == [4]
    assert seven.answer.digit_text() == "4"
    assert len(seven.teaching.learner._lessons) == 1


def test_corrections_made_while_it_learns_are_all_kept(seven, qtbot):
    QTest.keyClick(seven, Qt.Key.Key_7)
    for digit in "358":
        seven.canvas.clear()
        draw_ink(seven.canvas, number_ink(digit))
        settle(seven, qtbot)
        QTest.keyClick(seven, getattr(Qt.Key, f"Key_{digit}"))
    learned(seven, qtbot)
    assert sorted(sample.label for sample in stored()) == [3, 5, 7, 8]


def test_of_a_number_only_the_digit_looked_at_is_corrected(window, qtbot):
    draw_ink(window.canvas, number_ink("253"), 0.9)
    settle(window, qtbot)
    window.answer.digit_picked.emit(1)
    QTest.keyClick(window, Qt.Key.Key_5)
    learned(window, qtbot)
    (sample,) = stored()
    assert sample.label == 5
    digit = window.shown.number.digits[1]
    assert len(sample.ink.strokes) == len(digit.strokes)
    window.teaching.learner.close()


def test_nothing_can_be_corrected_on_an_empty_pad(window, qtbot):
    settle(window, qtbot)
    QTest.keyClick(window, Qt.Key.Key_4)
    QTest.mouseClick(window.bars.rows[4], LEFT)
    assert not window.teaching.learner.is_busy
    assert not (user_models().parent / "samples.sqlite3").exists()


def test_a_store_that_cannot_be_used_is_told_and_drawing_goes_on(seven, qtbot, own_home):
    own_home.mkdir(parents=True, exist_ok=True)
    (own_home / "samples.sqlite3").mkdir()
    QTest.keyClick(seven, Qt.Key.Key_1)
    learned(seven, qtbot)
    assert "samples.sqlite3" in seven.panel.note.text.text()
    assert seven.answer.digit_text() == "7"
    draw_stroke(seven.canvas, line((10, 10), (40, 40)))
    assert len(seven.canvas.ink().strokes) > 1


def test_a_model_that_cannot_be_saved_still_answers_and_says_so(seven, qtbot, monkeypatch):
    def full(path, model):
        raise OSError("No space left on device")

    monkeypatch.setattr(lessons, "save_model", full)
    QTest.keyClick(seven, Qt.Key.Key_1)
    learned(seven, qtbot)
    assert "No space left" in seven.panel.note.text.text()
    assert seven.answer.digit_text() == "1"
    assert len(stored()) == 1


def test_another_model_chosen_while_it_learns_stays(seven, qtbot):
    QTest.keyClick(seven, Qt.Key.Key_1)
    seven.chooser.choose("mlp")
    learned(seven, qtbot)
    assert seven.chooser.loaded == "mlp"

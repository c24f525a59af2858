"""Corrections: stored, learned in the background, and undone, with the real store and model."""

import gc
import hashlib
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest

from digitpad.common.labels import NON_DIGIT
from digitpad.common.user_folders import bundled_models, user_models
from digitpad.data.own_samples import NewSample, SampleStore
from digitpad.estimators.network import NetworkClassifier
from digitpad.gui.pad import learner as learner_module
from digitpad.gui.pad import personal_model
from digitpad.gui.pad.personal_model import LearningResult, UndoStep
from digitpad.gui.session import Session
from digitpad.gui.state import WindowState
from digitpad.library import trash
from digitpad.library.catalog import duplicate, find_model
from digitpad.library.listing import available_models
from digitpad.library.model_file import Model, load_model, read_description
from digitpad.library.training_record import accuracies
from digitpad.recognition.fine_tuning import adapt
from digitpad.recognition.recognizer import Recognizer
from tests.gui.bars import lengths
from tests.gui.choosing import select
from tests.gui.drawing import LEFT, draw_ink, draw_seven, draw_stroke, line, settle
from tests.gui.inspector.looking import click_row
from tests.gui.pad.test_numbers import number_ink
from tests.gui.rejecting_models import rejecting, use


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """Without a time limit, so that a busy machine does not change what is learned."""
    monkeypatch.setattr(personal_model, "adapt", patient_adapt)


def patient_adapt(model, samples, *, seconds=2.0, seed=0):
    return adapt(model, samples, seconds=60 if seconds else 0, seed=seed)


@pytest.fixture
def window(window, qtbot):
    """The window with the model that learns fastest."""
    select(window.session, "cnn-small")
    return window


@pytest.fixture
def seven(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    yield window
    window.corrections.learner.close()


def mark(window, key):
    """Mark the digit with its key, and keep a label that the model finds impossible."""
    QTest.keyClick(window, key)
    keep_label(window)


def keep_label(window):
    if window.corrections.question is not None:
        QTest.mouseClick(window.corrections.question.keep, LEFT)
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)


def learned(window, qtbot):
    learner = window.corrections.learner
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
    name = seven.session.selected.name
    row = seven.bars.rows[1]
    QTest.mouseClick(row, LEFT)
    keep_label(seven)
    assert "Updating the model with this 1" in seven.panel.note.text.text()
    learned(seven, qtbot)
    (sample,) = stored()
    assert (sample.label, sample.predicted, sample.model) == (1, 7, name)
    assert sample.ink.point_count == seven.canvas.document.ink().point_count
    assert seven.session.selected.name == f"personal-{name}"
    assert seven.answer.digit_text() == "1"
    note = seven.panel.note.text.text()
    assert "Model updated with this 1." in note
    assert "Your own digits: 0 → 1 of 1 right" in note
    assert note.count("%") == 2
    assert fingerprints() == before
    own = find_model(f"personal-{name}")
    assert own.parent == user_models()
    assert accuracies(read_description(own)) == {}, "those of the model it comes from hold no more"


def test_a_key_pressed_before_a_change_was_read_is_about_the_changed_drawing(seven, qtbot):
    seven.canvas.document.clear()
    draw_ink(seven.canvas, number_ink("2"))
    assert not seven.recognition.is_idle
    mark(seven, Qt.Key.Key_2)
    learned(seven, qtbot)
    (sample,) = stored()
    assert (sample.label, sample.predicted) == (2, 2)
    assert sample.ink.point_count == seven.canvas.document.ink().point_count


def test_a_key_pressed_right_after_an_undo_stores_nothing_that_is_gone(seven, qtbot):
    seven.canvas.document.undo()
    assert not seven.recognition.is_idle
    QTest.keyClick(seven, Qt.Key.Key_7)
    learned(seven, qtbot)
    assert not seven.corrections.learner.can_undo


def test_corrections_keep_no_models_for_undo_and_only_the_last_ones(seven, qtbot, monkeypatch):
    learner = seven.corrections.learner
    for number in range(learner_module.MOST_UNDO_STEPS + 2):
        step = UndoStep((number,), "cnn-small", Path("x"), b"file")
        learner._on_learned(LearningResult((), 1, step), None, [])
    assert [step.samples for step in learner._undo_steps] == [
        (number,) for number in range(2, learner_module.MOST_UNDO_STEPS + 2)
    ]
    before = models_alive()
    mark(seven, Qt.Key.Key_7)
    learned(seven, qtbot)
    for key in (Qt.Key.Key_1, Qt.Key.Key_4, Qt.Key.Key_9):
        draw_stroke(seven.canvas, line((10 + 9 * int(key - Qt.Key.Key_0), 10), (40, 40)))
        mark(seven, key)
        learned(seven, qtbot)
    assert models_alive() <= before + 1


def models_alive():
    gc.collect()
    return sum(type(thing) is NetworkClassifier for thing in gc.get_objects())


def test_drawing_continues_while_it_learns(seven, qtbot):
    mark(seven, Qt.Key.Key_7)
    learned(seven, qtbot)
    seven.canvas.document.clear()
    draw_ink(seven.canvas, number_ink("2"))
    settle(seven, qtbot)
    mark(seven, Qt.Key.Key_2)
    assert seven.corrections.learner.is_busy
    draw_stroke(seven.canvas, line((10, 10), (40, 40)))
    assert seven.corrections.learner.is_busy
    learned(seven, qtbot)
    assert [sample.label for sample in stored()] == [7, 2]


def test_undoing_a_correction_restores_the_same_answers(seven, qtbot):
    name, before = seven.session.selected.name, lengths(seven.bars)
    mark(seven, Qt.Key.Key_1)
    learned(seven, qtbot)
    assert not np.allclose(lengths(seven.bars), before, atol=0.05)
    QTest.mouseClick(seven.panel.note.undo, LEFT)
    learned(seven, qtbot)
    assert seven.session.selected.name == name
    assert np.allclose(lengths(seven.bars), before)
    assert stored() == []
    assert available_models() == [one for one in available_models() if "personal" not in one]
    assert "Correction undone" in seven.panel.note.text.text()


def test_undoing_the_second_correction_keeps_the_first(seven, qtbot):
    mark(seven, Qt.Key.Key_1)
    learned(seven, qtbot)
    first = find_model(seven.session.selected.name).read_bytes()
    seven.canvas.document.clear()
    draw_ink(seven.canvas, number_ink("5"))
    settle(seven, qtbot)
    mark(seven, Qt.Key.Key_3)
    learned(seven, qtbot)
    assert find_model(seven.session.selected.name).read_bytes() != first
    seven.actions_.undo_correction.trigger()
    learned(seven, qtbot)
    assert find_model(seven.session.selected.name).read_bytes() == first
    assert [sample.label for sample in stored()] == [1]


def test_repeating_a_correction_stores_it_once_and_another_label_replaces_it(seven, qtbot):
    mark(seven, Qt.Key.Key_1)
    mark(seven, Qt.Key.Key_1)
    mark(seven, Qt.Key.Key_4)
    learned(seven, qtbot)
    assert [sample.label for sample in stored()] == [4]
    assert seven.answer.digit_text() == "4"
    assert len(seven.corrections.learner._undo_steps) == 1


def test_corrections_made_while_it_learns_are_all_kept(seven, qtbot):
    mark(seven, Qt.Key.Key_7)
    for digit in "358":
        seven.canvas.document.clear()
        draw_ink(seven.canvas, number_ink(digit))
        settle(seven, qtbot)
        mark(seven, getattr(Qt.Key, f"Key_{digit}"))
    learned(seven, qtbot)
    assert sorted(sample.label for sample in stored()) == [3, 5, 7, 8]


def test_in_a_number_only_the_selected_digit_is_corrected(window, qtbot):
    draw_ink(window.canvas, number_ink("253"), 0.9)
    settle(window, qtbot)
    window.answer.digit_picked.emit(1)
    mark(window, Qt.Key.Key_5)
    learned(window, qtbot)
    (sample,) = stored()
    assert sample.label == 5
    digit = window.session.drawing.shown.number.digits[1]
    assert len(sample.ink.strokes) == len(digit.strokes)
    window.corrections.learner.close()


def test_nothing_can_be_corrected_on_an_empty_pad(window, qtbot):
    settle(window, qtbot)
    mark(window, Qt.Key.Key_4)
    QTest.mouseClick(window.bars.rows[4], LEFT)
    assert not window.corrections.learner.is_busy
    assert not (user_models().parent / "samples.sqlite3").exists()


def test_an_unusable_sample_store_is_reported_and_drawing_continues(seven, qtbot, own_home):
    own_home.mkdir(parents=True, exist_ok=True)
    (own_home / "samples.sqlite3").mkdir()
    mark(seven, Qt.Key.Key_1)
    learned(seven, qtbot)
    assert "samples.sqlite3" in seven.panel.note.text.text()
    assert seven.answer.digit_text() == "7"
    draw_stroke(seven.canvas, line((10, 10), (40, 40)))
    assert len(seven.canvas.document.ink().strokes) > 1


def test_a_model_that_cannot_be_saved_still_answers_and_says_so(seven, qtbot, monkeypatch):
    def full(path, model):
        raise OSError("No space left on device")

    monkeypatch.setattr(personal_model, "save_model", full)
    mark(seven, Qt.Key.Key_1)
    learned(seven, qtbot)
    assert "No space left" in seven.panel.note.text.text()
    assert seven.answer.digit_text() == "1"
    assert len(stored()) == 1


def test_another_model_selected_while_it_learns_stays_selected(seven, qtbot):
    mark(seven, Qt.Key.Key_1)
    select(seven.session, "mlp")
    learned(seven, qtbot)
    assert seven.session.selected.name == "mlp"


def test_what_waits_when_the_window_closes_is_stored(seven, qtbot):
    learner = seven.corrections.learner
    seven.corrections.correct(7)
    ink = seven.recognition.ink
    seven.corrections._last_correction = None
    sample = NewSample(1, np.zeros((28, 28), np.uint8), ink.transformed(0.5, (0, 0)))
    learner.correct(sample, seven.session.selected.model)
    assert learner._pending
    started = time.monotonic()
    learner.close()
    assert time.monotonic() - started < 2
    qtbot.waitUntil(lambda: len(stored()) == 2, timeout=90_000)
    assert sorted(one.label for one in stored()) == [1, 7]


def test_the_store_is_opened_once_however_many_threads_ask_for_it(surroundings, monkeypatch):
    opened = []

    class SlowStore(SampleStore):
        def __init__(self):
            opened.append(threading.get_ident())
            time.sleep(0.1)
            super().__init__()

    monkeypatch.setattr("digitpad.data.own_samples.SampleStore", SlowStore)
    session = Session(WindowState())
    stores = []
    threads = [threading.Thread(target=lambda: stores.append(session.store())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 1
    assert stores[0] is stores[1]
    session.close_store()


def test_a_correction_during_a_trial_names_the_model_that_answered(seven, qtbot):
    chosen = seven.session.selected
    description = chosen.model.description.changed(name="modified copy of cnn-small")
    seven.session.begin_trial(Recognizer(Model(description, chosen.model.classifier)), "training")
    settle(seven, qtbot)
    seven.corrections.correct(1)
    keep_label(seven)
    learned(seven, qtbot)
    (sample,) = stored()
    assert sample.model == "modified copy of cnn-small"


def test_a_label_that_the_model_finds_impossible_is_asked_about_once(seven, qtbot):
    QTest.keyClick(seven, Qt.Key.Key_1)
    question = seven.corrections.question
    assert question.text().startswith("The model reads this as a 7 (")
    assert question.text().endswith("Keep it as 1?")
    QTest.keyClick(question, Qt.Key.Key_Return)
    assert seven.corrections.question is None
    assert not seven.corrections.learner.is_busy
    mark(seven, Qt.Key.Key_1)
    learned(seven, qtbot)
    assert [sample.label for sample in stored()] == [1]
    mark(seven, Qt.Key.Key_1)
    assert seven.corrections.question is None
    assert not seven.corrections.learner.is_busy


def test_a_label_that_the_model_finds_likely_is_not_asked_about(seven, qtbot):
    QTest.keyClick(seven, Qt.Key.Key_7)
    assert seven.corrections.question is None
    learned(seven, qtbot)
    assert [sample.label for sample in stored()] == [7]


def test_what_is_no_digit_can_be_taught(seven, qtbot):
    assert seven.actions_.mark_as[NON_DIGIT].isEnabled()
    mark(seven, Qt.Key.Key_N)
    learned(seven, qtbot)
    (sample,) = stored()
    assert (sample.label, sample.predicted) == (NON_DIGIT, 7)
    assert "Model updated with this drawing." in seven.panel.note.text.text()
    assert seven.session.drawing.shown.recognition.non_digit > 0.5


def test_not_a_digit_is_offered_only_for_models_that_reject(seven):
    model = seven.session.model
    description = model.description.changed(non_digits=False)
    seven.session.use(Model(description, model.classifier))
    assert seven.actions_.mark_as[1].isEnabled()
    assert not seven.actions_.mark_as[NON_DIGIT].isEnabled()


def test_the_result_says_on_how_many_digits_it_was_measured(seven, qtbot):
    mark(seven, Qt.Key.Key_7)
    learned(seven, qtbot)
    assert "2,000 of the MNIST test digits" in seven.panel.note.text.text()


def test_a_message_ends_with_the_drawing_that_it_is_about(seven, qtbot):
    note = seven.panel.note
    mark(seven, Qt.Key.Key_7)
    draw_stroke(seven.canvas, line((10, 10), (40, 40)))
    assert "Updating" in note.text.text(), "until it has been learned"
    assert note.isVisible()
    learned(seven, qtbot)
    QTest.mouseClick(note.undo, LEFT)
    learned(seven, qtbot)
    assert "Correction undone" in note.text.text()
    draw_stroke(seven.canvas, line((40, 10), (10, 40)))
    assert not note.isVisible()


def test_an_undo_ends_the_message_about_the_drawing(seven):
    seven.panel.note.show_text("Saved as digit.png")
    assert seven.panel.note.isVisible()
    seven.canvas.document.undo()
    assert not seven.panel.note.isVisible()


def test_a_paste_without_a_picture_is_no_longer_reported_after_a_drop(seven, qtbot, tmp_path):
    QGuiApplication.clipboard().setText("words")
    seven.actions_.paste.trigger()
    assert "no picture on the clipboard" in seven.panel.note.text.text()
    seven.canvas.grab().save(str(tmp_path / "seven.png"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "seven.png"))])
    drop = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    seven.dropEvent(drop)
    assert not seven.panel.note.isVisible()
    qtbot.waitUntil(lambda: seven.picture_controller.pane.is_shown)


def test_another_model_learns_the_same_correction_and_keeps_that_of_the_first(seven, qtbot):
    mark(seven, Qt.Key.Key_1)
    learned(seven, qtbot)
    select(seven.session, "mlp")
    settle(seven, qtbot)
    mark(seven, Qt.Key.Key_1)
    learned(seven, qtbot)
    assert seven.session.selected.name == "personal-mlp"
    assert find_model("personal-cnn-small").is_file()
    assert len(seven.corrections.learner._undo_steps) == 2


def test_a_deleted_sample_can_be_taught_again(seven, qtbot):
    mark(seven, Qt.Key.Key_7)
    learned(seven, qtbot)
    seven.corrections.open_samples()
    browser = seven.corrections.browser
    click_row(browser.list, 0)
    QTest.mouseClick(browser.delete_button, LEFT)
    assert stored() == []
    browser.close()
    mark(seven, Qt.Key.Key_7)
    learned(seven, qtbot)
    assert [sample.label for sample in stored()] == [7]


def test_the_personal_model_does_not_have_the_threshold_of_the_user(seven, qtbot):
    seven.session.set_threshold(0.875)
    mark(seven, Qt.Key.Key_7)
    learned(seven, qtbot)
    saved = load_model(find_model("personal-cnn-small")).description
    assert saved.non_digit_threshold != 0.875
    assert seven.session.selected.model.description.non_digit_threshold == 0.875


def test_a_trial_goes_on_while_the_selected_model_learns_and_that_is_undone(seven, qtbot):
    chosen = seven.session.selected
    description = chosen.model.description.changed(name="modified copy of cnn-small")
    trial = Recognizer(Model(description, chosen.model.classifier))
    seven.session.begin_trial(trial, "experiment")
    settle(seven, qtbot)
    mark(seven, Qt.Key.Key_7)
    learned(seven, qtbot)
    assert seven.session.selected.name == "personal-cnn-small"
    assert seven.session.answering is trial
    QTest.mouseClick(seven.panel.note.undo, LEFT)
    learned(seven, qtbot)
    assert seven.session.selected.name == "cnn-small"
    assert seven.session.answering is trial


def test_undo_restores_the_model_also_after_another_was_selected_meanwhile(seven, qtbot):
    mark(seven, Qt.Key.Key_7)
    learned(seven, qtbot)
    for name in ("mlp", "personal-cnn-small"):
        select(seven.session, name)
    seven.actions_.undo_correction.trigger()
    learned(seven, qtbot)
    assert seven.session.selected.name == "cnn-small"


def test_a_correction_can_be_undone_after_its_base_model_was_deleted(seven, qtbot):
    """Then the default answers; the sample and the personal model are gone."""
    duplicate("cnn-small", "mine")
    seven.session.refresh_models()
    select(seven.session, "mine")
    settle(seven, qtbot)
    mark(seven, Qt.Key.Key_7)
    learned(seven, qtbot)
    assert seven.session.selected.name == "personal-mine"
    trash.delete("mine")
    seven.actions_.undo_correction.trigger()
    learned(seven, qtbot)
    assert seven.session.selected.name == available_models()[0]
    assert not stored()
    assert not seven.corrections.learner.can_undo


def test_the_question_gives_the_probability_that_the_bars_show(seven, qtbot):
    use(seven, rejecting(seven.session.selected, 0.3))
    settle(seven, qtbot)
    QTest.keyClick(seven, Qt.Key.Key_1)
    assert f"({seven.bars.rows[7].text()})" in seven.corrections.question.text()
    assert seven.bars.rows[7].text() < "70.1%"
    QTest.keyClick(seven.corrections.question, Qt.Key.Key_Escape)

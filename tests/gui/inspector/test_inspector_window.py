import subprocess
import sys
import threading

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from digitpad.gui.inspector import inspector_window
from digitpad.gui.inspector.inspector_window import PAGES, InspectorWindow, PageEntry
from digitpad.gui.inspector.page import Page
from digitpad.gui.inspector.saving import SaveTarget, picture_target, tensor_target
from digitpad.gui.pad.shown_number import ShownNumber
from digitpad.gui.theme import Scheme
from digitpad.ink.strokes import Ink
from tests.gui.choosing import select
from tests.gui.drawing import draw_seven, settle
from tests.gui.inspector.looking import click_row, drawing
from tests.gui.inspector.pages import draw_in, recognizer, recognizer_of
from tests.gui.rejecting_models import rejecting, use


class RecordingPage(Page):
    """A page that records its calls."""

    is_live = True

    def __init__(self, session):
        super().__init__(session)
        self.explanation = "What the page shows."
        self.calls = []

    def show_model(self, recognizer):
        self.calls.append(recognizer.model)

    def show_drawing(self, ink, recognition):
        self.calls.append(ink)


class StaticPage(RecordingPage):
    is_live = False


class FakeEntry:
    """An entry that creates one of these pages."""

    def __init__(self, kind):
        self.kind, self.module, self.title = kind, kind.__name__, kind.__name__
        self.topic = "inspector"

    def load(self):
        return self.kind


def opened_window(session, qtbot):
    window = InspectorWindow(session)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def inspector(session, qtbot, monkeypatch):
    monkeypatch.setattr(
        inspector_window, "PAGES", (FakeEntry(RecordingPage), FakeEntry(StaticPage))
    )
    session.use(recognizer("mlp").model)
    window = opened_window(session, qtbot)
    yield window
    window.shut_down()


@pytest.fixture
def real_inspector(session, qtbot):
    session.use(recognizer("cnn").model)
    draw_in(session, drawing())
    window = opened_window(session, qtbot)
    yield window
    window.shut_down()


def test_a_page_is_created_when_it_is_first_opened(inspector):
    assert len(inspector._opened) == 1
    first = inspector.page
    inspector.open_page("StaticPage")
    assert inspector.page is not first
    assert inspector.open_page("RecordingPage") is first


def test_the_window_shows_the_explanation_of_the_page(inspector):
    assert inspector.title.text() == "RecordingPage"
    assert inspector.explanation.text() == "What the page shows."


def test_only_the_visible_page_is_updated(inspector, session):
    hidden = inspector.page
    seen = inspector.open_page("StaticPage")
    hidden.calls.clear()
    session.use(recognizer("softmax").model)
    assert seen.calls[-1] is recognizer("softmax").model
    assert hidden.calls == []
    inspector.open_page("RecordingPage")
    assert hidden.calls[0] is recognizer("softmax").model


def test_a_trial_is_shown_between_the_strokes_of_the_pen(inspector, session, qtbot, monkeypatch):
    monkeypatch.setattr(RecordingPage, "follows_training", True)
    inspector.page.calls.clear()
    trained = recognizer("softmax")
    session.begin_trial(trained, "training")
    assert inspector.page.calls == []
    qtbot.waitUntil(lambda: trained.model in inspector.page.calls)


def test_a_hidden_window_shows_what_has_changed_when_it_is_shown_again(inspector, session):
    inspector.close()
    inspector.page.calls.clear()
    session.use(recognizer("softmax").model)
    assert inspector.page.calls == []
    inspector.show()
    assert inspector.page.calls[0] is recognizer("softmax").model


def test_another_threshold_does_not_show_the_model_again(inspector, session, qtbot):
    inspector.page.calls.clear()
    session.set_threshold(0.3)
    draw_in(session, drawing())
    qtbot.waitUntil(lambda: inspector.page.calls[-1:] == [session.drawing.ink])
    assert not any(call is recognizer("mlp").model for call in inspector.page.calls)


def test_a_page_that_is_not_live_gets_no_drawings(inspector, session, qtbot):
    page = inspector.open_page("StaticPage")
    draw_in(session, drawing())
    qtbot.wait(100)
    assert [told for told in page.calls if isinstance(told, Ink)] == []


def test_of_many_drawings_the_page_gets_the_newest(inspector, session, qtbot):
    qtbot.waitUntil(lambda: inspector.page.calls[-1:] == [session.drawing.ink])
    inspector.page.calls.clear()
    inks = [Ink() for _ in range(40)]
    for ink in inks:
        session.show_drawing(ink, ShownNumber())
    qtbot.waitUntil(lambda: bool(inspector.page.calls))
    assert inspector.page.calls == [inks[-1]]


def test_the_answer_is_shown_beside_the_pages(inspector, session):
    draw_in(session, drawing())
    assert "<b>7</b>" in inspector.answer.text()
    session.show_drawing(Ink(), ShownNumber())
    assert "empty" in inspector.answer.text()


def test_a_trial_is_announced_and_ended_by_its_button(inspector, session, qtbot):
    session.begin_trial(recognizer("softmax"), "experiment")
    assert inspector.trial.isVisible()
    QTest.mouseClick(inspector.end_trial, Qt.MouseButton.LeftButton)
    assert session.trial is None
    assert not inspector.trial.isVisible()


@pytest.mark.parametrize("kind", ["experiment", "training"])
def test_only_the_trial_of_an_experiment_ends_with_the_window(inspector, session, kind):
    session.begin_trial(recognizer("softmax"), kind)
    inspector.close()
    assert (session.trial is None) == (kind == "experiment")


def test_while_a_trial_answers_the_page_gets_the_answer_of_the_selected_model(
    inspector, session, qtbot
):
    answers = []
    inspector.page.show_drawing = lambda _ink, recognition: answers.append(recognition)
    session.begin_trial(recognizer("softmax"), "training")
    draw_in(session, drawing())
    qtbot.waitUntil(lambda: len(answers) > 0)
    expected = recognizer("mlp").recognize_stages([answers[-1].stages])[0]
    assert np.array_equal(answers[-1].probabilities, expected.probabilities)


def test_a_target_is_saved_and_reported(inspector, qtbot, tmp_path, monkeypatch):
    threads = []

    def write(path):
        threads.append(threading.current_thread())
        path.write_text("1")

    target = SaveTarget("All of it…", "all", (".csv", ".npz"), write)
    inspector.page.save_targets = lambda: [target]
    asked = []

    def ask(_parent, _title, name, kinds):
        asked.append((name, kinds))
        return tmp_path / "all.npz"

    monkeypatch.setattr(inspector_window, "ask_save_path", ask)
    inspector.save_menu.aboutToShow.emit()
    inspector.save_menu.actions()[0].trigger()
    assert asked == [("all.csv", [("CSV", ".csv"), ("NPZ", ".npz")])]
    qtbot.waitUntil(inspector.message.isVisible)
    assert (tmp_path / "all.npz").read_text() == "1"
    assert "all.npz" in inspector.message.text()
    assert threading.main_thread() not in threads, "numbers are written in the background"


def test_a_picture_is_painted_by_the_window(inspector, tmp_path):
    inspector.save(picture_target("Picture…", "window", inspector), tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert "a.png" in inspector.message.text()


@pytest.mark.parametrize("is_picture", [False, True])
def test_a_file_that_cannot_be_written_is_reported(inspector, qtbot, tmp_path, is_picture):
    def fail(path):
        raise OSError("the disk is full")

    target = SaveTarget("All…", "all", (".csv",), fail, is_picture)
    inspector.save(target, tmp_path / "all.csv")
    qtbot.waitUntil(inspector.message.isVisible)
    assert "disk is full" in inspector.message.text()


def test_a_message_disappears_when_it_no_longer_concerns_what_is_shown(inspector, session):
    inspector.page.problem_found.emit("This cannot be read.")
    assert inspector.message.isVisible()
    inspector.open_page("StaticPage")
    assert not inspector.message.isVisible()
    inspector.page.problem_found.emit("This cannot be read.")
    session.use(recognizer("softmax").model)
    assert not inspector.message.isVisible()


def test_with_nothing_to_save_the_menu_says_so(inspector):
    inspector.save_menu.aboutToShow.emit()
    (only,) = inspector.save_menu.actions()
    assert not only.isEnabled()


def test_every_page_of_the_list_can_be_created_and_has_an_explanation(session, qtbot):
    window = opened_window(session, qtbot)
    for row, entry in enumerate(PAGES):
        window.list.setCurrentRow(row)
        assert isinstance(entry, PageEntry)
        assert len(window.explanation.text()) > 20
        assert window.page.notice, "without a model, a page says so"
    window.shut_down()


def test_the_menu_opens_the_inspector_and_the_pad_stays_usable(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    window.actions_.inspect.trigger()
    inspector = window.windows.inspector
    qtbot.waitUntil(lambda: "<b>7</b>" in inspector.answer.text())
    assert "cnn" in inspector.windowTitle()
    window.canvas.document.clear()
    qtbot.waitUntil(lambda: "empty" in inspector.answer.text())


def test_it_follows_the_theme(inspector, surroundings):
    light = inspector.grab().toImage().pixelColor(5, 5)
    surroundings.appearance.choose(Scheme.DARK)
    assert inspector.grab().toImage().pixelColor(5, 5).lightnessF() < 0.3 < light.lightnessF()


def test_opening_imports_only_the_visible_page():
    code = (
        "import sys; import digitpad.gui.inspector.inspector_window;"
        "print([name for name in sys.modules if name in {'pyqtgraph',"
        "'digitpad.gui.inspector.weights', 'digitpad.gui.inspector.errors'}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_targets_write_all_their_file_types(inspector, tmp_path):
    tensor = np.arange(12, dtype=np.float32).reshape(2, 3, 2)
    numbers = tensor_target("Numbers…", "weights", tensor)
    numbers.write(tmp_path / "a.csv")
    numbers.write(tmp_path / "a.npz")
    read = np.loadtxt(tmp_path / "a.csv", delimiter=",", dtype=np.float32, skiprows=1)
    assert np.array_equal(read.reshape(2, 3, 2), tensor)
    with np.load(tmp_path / "a.npz") as archive:
        assert np.array_equal(archive["weights"], tensor)
    picture = picture_target("Picture…", "window", inspector)
    picture.write(tmp_path / "a.png")
    picture.write(tmp_path / "a.svg")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert "RecordingPage" in (tmp_path / "a.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("end", ["close", "keys", "hide"])
def test_the_pad_answers_with_a_changed_copy_until_the_inspector_closes(
    real_inspector, session, qtbot, end
):
    page = real_inspector.open_page("experiments")
    click_row(page.units.list, 3)
    QTest.mouseClick(page.outcome.trial, Qt.MouseButton.LeftButton)
    assert session.answering.model.classifier is page.experiment.model.classifier
    assert session.answering.name == "modified copy of cnn"
    assert real_inspector.trial.isVisible()
    with qtbot.waitActive(real_inspector):
        real_inspector.activateWindow()
    if end == "keys":
        QTest.keySequence(real_inspector, QKeySequence(QKeySequence.StandardKey.Close))
    else:
        getattr(real_inspector, end)()
    assert not real_inspector.isVisible()
    assert session.trial is None
    assert session.answering is session.selected
    assert not page.outcome.trial.isChecked()


def test_escape_leaves_the_window_and_the_trial_as_they_are(real_inspector, session, qtbot):
    page = real_inspector.open_page("experiments")
    click_row(page.units.list, 3)
    QTest.mouseClick(page.outcome.trial, Qt.MouseButton.LeftButton)
    QTest.keyClick(real_inspector, Qt.Key.Key_Escape)
    assert real_inspector.isVisible()
    assert session.trial is not None


def test_selecting_a_model_ends_the_trial(real_inspector, session):
    page = real_inspector.open_page("experiments")
    click_row(page.units.list, 3)
    QTest.mouseClick(page.outcome.trial, Qt.MouseButton.LeftButton)
    session.use(recognizer("mlp").model)
    assert not page.outcome.trial.isChecked()
    assert not real_inspector.trial.isVisible()


def test_a_saved_copy_is_in_the_list_of_models(real_inspector, session, qtbot):
    page = real_inspector.open_page("experiments")
    click_row(page.units.list, 3)
    with qtbot.waitSignal(session.models_changed):
        page.save_copy("tinkered")
    assert "tinkered" in session.names
    assert "tinkered" in real_inspector.message.text()


def test_the_page_of_a_layer_opens_its_weights_and_activations(real_inspector):
    real_inspector.page.show_part("conv3")
    real_inspector.page.weights_button.click()
    assert real_inspector.title.text() == "Weights"
    assert real_inspector.page.view.name == "conv3"
    real_inspector.open_page("architecture").activations_button.click()
    assert real_inspector.title.text() == "Activations"
    assert real_inspector.page.maps.spot is not None


@pytest.mark.parametrize("factor", [1.0, 2.0])
@pytest.mark.parametrize("size", [QSize(820, 600), QSize(1366, 768)])
def test_nothing_is_cut_in_a_small_window_or_with_a_large_font(session, qtbot, qapp, size, factor):
    font = qapp.font()
    larger = qapp.font()
    larger.setPointSizeF(font.pointSizeF() * factor)
    qapp.setFont(larger)
    try:
        session.use(recognizer("mlp").model)
        draw_in(session, drawing())
        window = opened_window(session, qtbot)
        window.resize(size)
        for row in range(len(PAGES)):
            window.list.setCurrentRow(row)
            qtbot.wait(20)
            # The window keeps its size: what needs more room scrolls.
            assert window.size() == size
            page = window.page
            assert page.width() >= page.minimumSizeHint().width()
            assert page.height() >= page.minimumSizeHint().height()
        window.shut_down()
    finally:
        qapp.setFont(font)


def test_undo_acts_on_the_pad_or_on_the_page_that_has_the_focus(window, qtbot):
    window.windows.open_inspector()
    inspector = window.windows.inspector
    page = inspector.open_page("experiments")
    qtbot.waitUntil(lambda: page.experiment is not None)
    inspector.pad_dock.show()
    qtbot.waitUntil(lambda: inspector.pad_dock.pad is not None)
    with qtbot.waitActive(inspector):
        inspector.activateWindow()
    page.experiment.switch_off(page.subject.name, 0)
    canvas = inspector.pad_dock.pad.canvas
    draw_seven(canvas)
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.document.is_empty
    assert page.experiment.is_changed
    page.subject_list.setFocus()
    QTest.keyClick(page.subject_list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not page.experiment.is_changed


def test_a_page_never_shows_the_answer_of_the_former_model(window, qtbot):
    window.session.use(recognizer_of((1, 2, 3, 7, 9)).model)
    draw_seven(window.canvas)
    settle(window, qtbot)
    window.windows.open_inspector()
    page = window.windows.inspector.open_page("saliency")
    qtbot.waitUntil(lambda: page.is_idle)
    select(window.session, "cnn")
    qtbot.waitUntil(lambda: page.is_idle and len(page.picker.buttons) >= 10)


def test_the_answer_has_the_probability_of_the_bars(window, qtbot):
    use(window, rejecting(window.session.selected, 0.3))
    draw_seven(window.canvas)
    settle(window, qtbot)
    window.windows.open_inspector()
    assert window.windows.inspector.answer.text().endswith(window.bars.rows[7].text())

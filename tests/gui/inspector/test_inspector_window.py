import subprocess
import sys
import time

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog

from digitpad.gui.inspector import inspector_window
from digitpad.gui.inspector.inspector_window import PAGES, InspectorWindow, PageEntry
from digitpad.gui.inspector.page import Page, SaveTarget
from digitpad.gui.inspector.saving import picture_target, tensor_target
from digitpad.gui.theme import Scheme
from digitpad.gui.translation import ENGLISH, SIMPLIFIED_CHINESE
from digitpad.ink import Ink
from tests.gui.drawing import draw_seven, settle
from tests.gui.inspector.looking import drawing
from tests.gui.inspector.pages import recognizer


class Listening(Page):
    """A page that notes what it is told."""

    is_live = True

    def __init__(self, parent=None):
        super().__init__(parent)
        self.told = []
        self.ended = 0

    def explanation(self):
        return "What one hears."

    def use_recognizer(self, recognizer):
        self.told.append(recognizer)

    def show_drawing(self, ink, recognition):
        self.told.append(ink)

    def trial_ended(self):
        self.ended += 1


class Deaf(Listening):
    is_live = False


class Listed:
    """An entry that makes one of these pages."""

    def __init__(self, kind):
        self.kind, self.module, self.title = kind, kind.__name__, kind.__name__

    def make(self):
        return self.kind()


@pytest.fixture
def inspector(surroundings, qtbot, monkeypatch):
    monkeypatch.setattr(inspector_window, "PAGES", (Listed(Listening), Listed(Deaf)))
    window = InspectorWindow()
    qtbot.addWidget(window)
    window.use_recognizer(recognizer("mlp"))
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.shut_down()


def test_a_page_is_made_when_it_is_first_looked_at(inspector):
    assert len(inspector._opened) == 1
    first = inspector.page
    inspector.open_page("Deaf")
    assert inspector.page is not first
    assert inspector.open_page("Listening") is first


def test_the_window_says_what_is_seen(inspector):
    assert inspector.title.text() == "Listening"
    assert inspector.explanation.text() == "What one hears."


def test_only_the_page_that_is_seen_is_told(inspector, qtbot):
    hidden = inspector.page
    seen = inspector.open_page("Deaf")
    hidden.told.clear()
    inspector.use_recognizer(recognizer("softmax"))
    assert seen.told[-1] is recognizer("softmax")
    assert hidden.told == []
    inspector.open_page("Listening")
    assert hidden.told[0] is recognizer("softmax")


def test_a_page_that_is_not_live_hears_nothing_of_drawings(inspector, qtbot):
    page = inspector.open_page("Deaf")
    inspector.show_drawing(drawing(), None)
    qtbot.waitUntil(lambda: inspector.is_idle)
    assert [told for told in page.told if isinstance(told, Ink)] == []


def test_of_many_drawings_the_page_is_told_the_newest(inspector, qtbot):
    qtbot.wait(50)
    inspector.page.told.clear()
    inks = [Ink() for _ in range(40)]
    started = time.perf_counter()
    for ink in inks:
        inspector.show_drawing(ink, None)
    assert (time.perf_counter() - started) / len(inks) < 0.003
    qtbot.waitUntil(lambda: inspector.is_idle)
    assert inspector.page.told == [inks[-1]]


def test_the_answer_stands_beside_the_pages(inspector, qtbot):
    ink = drawing()
    inspector.show_drawing(ink, recognizer("mlp").recognize_ink(ink))
    qtbot.waitUntil(lambda: "<b>7</b>" in inspector.answer.text())
    inspector.show_drawing(Ink(), None)
    qtbot.waitUntil(lambda: "empty" in inspector.answer.text())


def test_a_trial_is_announced_and_ended_by_its_button(inspector, qtbot):
    with qtbot.waitSignal(inspector.answer_with):
        inspector.page.answer_with.emit(recognizer("mlp"))
    assert inspector.trial.isVisible()
    with qtbot.waitSignal(inspector.answer_with) as told:
        inspector.end_trial.click()
    assert told.args == [None]
    assert inspector.page.ended == 1
    assert not inspector.trial.isVisible()


def test_a_trial_ends_with_the_window(inspector, qtbot):
    inspector.page.answer_with.emit(recognizer("mlp"))
    with qtbot.waitSignal(inspector.answer_with) as told:
        inspector.close()
    assert told.args == [None]


def test_a_target_is_saved_and_said_so(inspector, tmp_path, monkeypatch):
    target = SaveTarget("All of it…", "all", (".csv", ".npz"), lambda path: path.write_text("1"))
    inspector.page.save_targets = lambda: [target]
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "all"), "NPZ (*.npz)")
    )
    inspector.save_menu.aboutToShow.emit()
    inspector.save_menu.actions()[0].trigger()
    assert (tmp_path / "all.npz").read_text() == "1"
    assert "all.npz" in inspector.message.text()


def test_a_file_that_cannot_be_written_is_told(inspector, tmp_path):
    def fail(path):
        raise OSError("the disk is full")

    inspector.save(SaveTarget("All…", "all", (".csv",), fail), tmp_path / "all.csv")
    assert inspector.message.isVisible()
    assert "disk is full" in inspector.message.text()


def test_with_nothing_to_save_the_menu_says_so(inspector):
    inspector.save_menu.aboutToShow.emit()
    (only,) = inspector.save_menu.actions()
    assert not only.isEnabled()


def test_every_page_of_the_list_can_be_made_and_speaks(surroundings, qtbot):
    window = InspectorWindow()
    qtbot.addWidget(window)
    window.show()
    for row, entry in enumerate(PAGES):
        window.list.setCurrentRow(row)
        assert isinstance(entry, PageEntry)
        assert len(window.explanation.text()) > 20
        assert window.page.notice, "without a model, a page says so"
    window.shut_down()


def test_the_menu_opens_it_on_the_drawing_and_the_pad_goes_on(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    window.actions_.inspect.trigger()
    inspector = window.rooms.inspector
    qtbot.waitUntil(lambda: "<b>7</b>" in inspector.answer.text())
    assert "cnn" in inspector.windowTitle()
    window.canvas.clear()
    qtbot.waitUntil(lambda: "empty" in inspector.answer.text())


def test_it_follows_the_theme(inspector, surroundings):
    light = inspector.grab().toImage().pixelColor(5, 5)
    surroundings.appearance.choose(Scheme.DARK)
    assert inspector.grab().toImage().pixelColor(5, 5).lightnessF() < 0.3 < light.lightnessF()


def test_opening_reads_no_code_of_pages_that_are_not_seen():
    code = (
        "import sys; import digitpad.gui.inspector.inspector_window;"
        "print([name for name in sys.modules if name in {"
        "'digitpad.gui.inspector.weights', 'digitpad.gui.inspector.mistakes'}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_targets_write_what_they_promise(inspector, tmp_path):
    tensor = np.arange(12, dtype=np.float32).reshape(2, 3, 2)
    numbers = tensor_target("Numbers…", "weights", tensor)
    numbers.write(tmp_path / "a.csv")
    numbers.write(tmp_path / "a.npz")
    lines = (tmp_path / "a.csv").read_text().splitlines()
    assert "2 x 3 x 2" in lines[0]
    read = np.loadtxt(tmp_path / "a.csv", delimiter=",", dtype=np.float32)
    assert np.array_equal(read.reshape(2, 3, 2), tensor)
    with np.load(tmp_path / "a.npz") as archive:
        assert np.array_equal(archive["weights"], tensor)
    picture = picture_target("Picture…", "window", inspector)
    picture.write(tmp_path / "a.png")
    picture.write(tmp_path / "a.svg")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert "Listening" in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_the_pad_answers_with_a_changed_copy_until_the_inspector_closes(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    window.actions_.inspect.trigger()
    inspector = window.rooms.inspector
    page = inspector.open_page("experiments")
    page.units.toggled.emit(3)
    page.outcome.trial.click()
    assert window.recognition.recognizer.model is page.experiment.model
    assert inspector.trial.isVisible()
    inspector.close()
    assert window.recognition.recognizer.model.classifier is (
        window.chooser.recognizer.model.classifier
    )
    assert not page.outcome.is_tried


def test_a_copy_that_is_kept_can_be_chosen_on_the_pad(window, qtbot):
    window.actions_.inspect.trigger()
    page = window.rooms.inspector.open_page("experiments")
    page.units.toggled.emit(3)
    with qtbot.waitSignal(window.rooms.models_changed):
        page.keep("tinkered")
    assert "tinkered" in window.rooms.inspector.message.text()


def test_a_layer_leads_to_its_weights_and_activations(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    window.actions_.inspect.trigger()
    inspector = window.rooms.inspector
    inspector.page.show_part("conv3")
    inspector.page.weights_button.click()
    assert inspector.title.text() == "Weights"
    assert inspector.page.view.name == "conv3"
    inspector.open_page("architecture").activations_button.click()
    assert inspector.title.text() == "Activations"
    assert inspector.page.maps.spot is not None


def test_another_language_leaves_everything_where_it_is(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    window.actions_.inspect.trigger()
    inspector = window.rooms.inspector
    architecture = inspector.open_page("architecture")
    architecture.show_part("conv3")
    weights = inspector.open_page("weights")
    weights.show_part("conv2")
    experiments = inspector.open_page("experiments")
    experiments.subject_list.setCurrentIndex(2)
    experiments.units.toggled.emit(3)
    activations = inspector.open_page("activations")
    qtbot.waitUntil(lambda: activations.maps.spot is not None)
    for language in (SIMPLIFIED_CHINESE, ENGLISH):
        window._translation.choose(language)
        assert "conv3" in architecture.name.text()
        assert weights.view.name == "conv2"
        assert experiments.subject_list.currentIndex() == 2
        assert experiments.experiment.is_changed
        assert activations.is_showing_content

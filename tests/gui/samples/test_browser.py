import threading

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest

from digitpad.common.labels import NON_DIGIT
from digitpad.common.pixels import as_floats
from digitpad.data.example_ink import load_examples
from digitpad.data.importers import kind_of
from digitpad.data.own_samples import NewSample, SampleStore
from digitpad.gui.samples import browser as browser_module
from digitpad.gui.samples import sample_files
from digitpad.gui.samples.browser import SampleBrowser
from digitpad.gui.session import Session
from tests.data.few_digits import few_digits

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def session(surroundings):
    session = Session(surroundings.state)
    yield session
    session.close_store()


@pytest.fixture
def store(session):
    """Two of each digit from 0 to 9; the 3 was read as an 8."""
    digits = few_digits(200)
    store = session.store()
    for digit in range(10):
        for which in np.flatnonzero(digits.labels == digit)[:2]:
            predicted = 8 if digit == 3 else digit
            image = np.asarray(digits.images[which], np.uint8)
            store.add(NewSample(digit, image, predicted=predicted, model="cnn"))
    return store


@pytest.fixture
def browser(session, store, qtbot):
    browser = SampleBrowser(session)
    qtbot.addWidget(browser)
    browser.show()
    qtbot.waitExposed(browser)
    return browser


def labels(browser):
    return [sample.label for sample in browser.samples]


def select(browser, *rows):
    browser.list.clearSelection()
    flag = QItemSelectionModel.SelectionFlag.Select
    for row in rows:
        browser.list.selectionModel().select(browser.list.model().index(row, 0), flag)


def test_all_samples_are_shown_the_newest_first_with_their_counts(browser):
    assert labels(browser) == [digit for digit in range(9, -1, -1) for _ in range(2)]
    texts = [browser.digits.item(row).text() for row in range(11)]
    assert texts[0].endswith("20")
    assert all(text.endswith("2") for text in texts[1:])


def test_selecting_a_digit_shows_only_its_samples(browser):
    browser.digits.setCurrentRow(5)
    assert labels(browser) == [4, 4]


def test_only_misread_samples_can_be_shown(browser):
    browser.misread.click()
    assert labels(browser) == [3, 3]
    assert "read as 8" in browser.list.entry(0).description


def test_a_digit_key_relabels_the_selection_and_undo_restores_the_label(browser, store):
    select(browser, 0, 3)
    QTest.keyClick(browser.list, Qt.Key.Key_5)
    assert store.count_by_label().tolist() == [2, 2, 2, 2, 2, 4, 2, 2, 1, 1, 0]
    QTest.keyClick(browser, Qt.Key.Key_Z, CONTROL)
    assert store.count_by_label().tolist() == [2] * 10 + [0]
    browser.redo()
    assert store.count_by_label()[5] == 4


def test_deleting_can_be_undone(browser, store):
    select(browser, 0, 1)
    QTest.keyClick(browser.list, Qt.Key.Key_Delete)
    assert store.count_by_label()[9] == 0
    assert len(labels(browser)) == 18
    browser.undo_button.click()
    assert store.count_by_label()[9] == 2
    assert len(labels(browser)) == 20


def test_delete_is_disabled_without_a_selection(browser):
    assert not browser.delete_button.isEnabled()
    select(browser, 0)
    assert browser.delete_button.isEnabled()


@pytest.mark.parametrize("name", ["mine-images-idx3-ubyte.gz", "mine.csv", "folder"])
def test_what_is_exported_can_be_imported_and_that_undone(browser, store, tmp_path, qtbot, name):
    browser.export_to(tmp_path / name, kind_of(name))
    qtbot.waitUntil(lambda: "20 samples written" in browser.message.text(), timeout=10_000)
    browser.import_from(tmp_path / name)
    qtbot.waitUntil(
        lambda: len(store) == 40 and "imported" in browser.message.text(), timeout=10_000
    )
    browser.undo()
    assert len(store) == 20
    browser.redo()
    assert len(store) == 40


def test_a_file_that_cannot_be_imported_is_reported_and_changes_nothing(
    browser, store, tmp_path, qtbot
):
    (tmp_path / "broken.csv").write_text("no digits here", encoding="utf-8")
    browser.import_from(tmp_path / "broken.csv")
    qtbot.waitUntil(lambda: browser.message.property("tone") == "problem", timeout=10_000)
    assert "broken.csv" in browser.message.text()
    assert len(store) == 20
    assert not browser.undo_stack.canUndo()


def test_a_folder_that_cannot_be_written_is_reported(browser, tmp_path, qtbot):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    browser.export_to(tmp_path / "file" / "mine.csv", "csv")
    qtbot.waitUntil(lambda: browser.message.property("tone") == "problem")
    assert "Errno" not in browser.message.text()


def test_an_empty_store_has_nothing_to_export(session, qtbot):
    browser = SampleBrowser(session)
    qtbot.addWidget(browser)
    assert not browser.export_button.isEnabled()
    assert browser.samples == []


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ((0,), "1 sample deleted; undo brings it back."),
        ((0, 1), "2 samples deleted; undo brings them back."),
    ],
)
def test_one_sample_and_several_are_counted_in_good_english(browser, rows, text):
    select(browser, *rows)
    QTest.keyClick(browser.list, Qt.Key.Key_Delete)
    assert browser.message.text() == text


def test_samples_can_be_marked_as_no_digit_and_are_counted(browser, store):
    select(browser, 0)
    action = browser.label_button.menu().actions()[NON_DIGIT]
    assert action.text() == "&Not a Digit"
    action.trigger()
    assert browser.message.text() == "1 sample is now labelled not a digit."
    assert browser.digits.item(NON_DIGIT + 1).text().endswith("1")
    browser.digits.setCurrentRow(NON_DIGIT + 1)
    assert labels(browser) == [NON_DIGIT]
    assert "Label not a digit" in browser.list.entry(0).description


def test_an_import_shows_its_progress_and_can_be_cancelled(browser, store, monkeypatch, qtbot):
    go_on = threading.Event()

    def slow(_place, report):
        for step in range(1, 10_000):
            report(step, 10_000)
            go_on.wait(0.01)
        return []

    monkeypatch.setattr(sample_files, "read_samples", slow)
    browser.import_from("folder")
    qtbot.waitUntil(lambda: browser.progress.value() > 0)
    assert browser.progress.isVisible()
    assert not browser.import_button.isEnabled()
    QTest.mouseClick(browser.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not browser.progress.isVisible())
    assert browser.message.text() == "Cancelled."
    assert len(store) == 20
    assert browser.import_button.isEnabled()


def test_closing_during_an_import_neither_waits_nor_loses_samples(browser, store, tmp_path, qtbot):
    browser.export_to(tmp_path / "mine.csv", "csv")
    qtbot.waitUntil(lambda: not browser.job.is_busy)
    browser.import_from(tmp_path / "mine.csv")
    browser.close()
    assert not browser.isVisible()
    qtbot.waitUntil(lambda: len(store) == 40, timeout=10_000)


def test_it_follows_changes_made_elsewhere(browser, store):
    store.delete([browser.samples[0].id])
    browser.session.samples_changed.emit()
    assert len(labels(browser)) == 19


def test_it_is_an_ordinary_window_that_fits_a_small_screen(browser, surroundings, qtbot):
    assert browser.parent() is None
    assert not browser.isModal()
    assert browser.minimumSizeHint().width() <= 1366
    assert browser.minimumSizeHint().height() <= 700


def test_a_hidden_window_reads_nothing_until_it_is_shown(browser, store, monkeypatch):
    reads = []
    read = store.samples
    monkeypatch.setattr(store, "samples", lambda **options: reads.append(1) or read(**options))
    browser.close()
    store.delete([browser.samples[0].id])
    browser.session.samples_changed.emit()
    assert not reads
    browser.show()
    assert len(labels(browser)) == 19


def test_many_samples_are_read_in_the_background(browser, store, monkeypatch, qtbot):
    monkeypatch.setattr(browser_module, "_READ_AT_ONCE", 5)
    store.delete([browser.samples[0].id])
    browser.session.samples_changed.emit()
    assert len(labels(browser)) == 20
    qtbot.waitUntil(lambda: len(labels(browser)) == 19)
    browser.digits.setCurrentRow(5)
    qtbot.waitUntil(lambda: labels(browser) == [4, 4])


def test_an_import_that_is_cancelled_while_it_is_stored_leaves_nothing(
    browser, store, tmp_path, monkeypatch, qtbot
):
    browser.export_to(tmp_path / "mine.csv", "csv")
    qtbot.waitUntil(lambda: not browser.job.is_busy)
    storing, go_on = threading.Event(), threading.Event()
    add_all = SampleStore.add_all

    def slow(own, samples):
        added = add_all(own, samples)
        storing.set()
        assert go_on.wait(60)
        return added

    monkeypatch.setattr(SampleStore, "add_all", slow)
    browser.import_from(tmp_path / "mine.csv")
    assert storing.wait(60)
    QTest.mouseClick(browser.cancel, Qt.MouseButton.LeftButton)
    go_on.set()
    qtbot.waitUntil(lambda: len(store) == 20)
    assert not browser.undo_stack.canUndo()


def test_pictures_are_exported_to_a_new_folder(browser, tmp_path, monkeypatch, qtbot):
    (tmp_path / "my-digits").mkdir()
    monkeypatch.setattr(sample_files.QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    action(browser.export_button, "Pictures").trigger()
    qtbot.waitUntil(lambda: "20 samples written" in browser.message.text())
    assert not any((tmp_path / "my-digits").iterdir())
    assert len(list((tmp_path / "my-digits-2").glob("*/*.png"))) == 20


@pytest.mark.parametrize("agrees", [False, True])
def test_an_existing_file_of_labels_is_replaced_only_after_a_question(
    browser, tmp_path, monkeypatch, qtbot, agrees
):
    labels_file = tmp_path / "mine-labels-idx1-ubyte.gz"
    labels_file.write_bytes(b"mine")
    images = tmp_path / "mine-images-idx3-ubyte.gz"
    monkeypatch.setattr(sample_files, "ask_save_path", lambda *_: images)
    asked = []
    monkeypatch.setattr(
        sample_files, "may_replace", lambda _, __, path: asked.append(path) or agrees
    )
    action(browser.export_button, "IDX").trigger()
    qtbot.waitUntil(lambda: not browser.job.is_busy)
    assert asked == [labels_file]
    assert images.exists() == agrees
    assert (labels_file.read_bytes() != b"mine") == agrees


def action(button, text):
    return next(one for one in button.menu().actions() if text in one.text())


def test_a_window_without_samples_says_how_to_get_some(session, qtbot):
    browser = SampleBrowser(session)
    qtbot.addWidget(browser)
    browser.show()
    assert browser.empty.isVisible()
    assert "press the key of the right digit" in browser.empty.text()
    session.store().add(NewSample(3, few_digits(200).images[0], predicted=3, model="cnn"))
    session.samples_changed.emit()
    assert browser.list.isVisible()
    browser.digits.setCurrentRow(5)
    assert browser.empty.isVisible()
    assert "Choose All" in browser.empty.text()


def test_a_sample_is_shown_on_the_pad_with_its_strokes_if_it_has_any(browser, store, qtbot):
    ink = load_examples()[0].ink
    store.add(NewSample(1, np.asarray(few_digits(200).images[0]), ink=ink))
    browser.session.samples_changed.emit()
    browser.list.choose(0)
    QTest.keyClick(browser.list, Qt.Key.Key_Return)
    assert browser.session.document.ink().to_json() == ink.to_json()
    place = browser.list.place(1).center()
    with qtbot.waitSignal(browser.session.digit_opened) as opened:
        QTest.mouseClick(browser.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(browser.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseRelease(browser.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert np.array_equal(opened.args[0], as_floats(browser.samples[1].image))
    _, inspect = browser.list.actions()
    with qtbot.waitSignals([browser.session.digit_opened, browser.session.inspection_requested]):
        inspect.trigger()

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from digitpad.data.exchange import kind_of
from digitpad.data.samples import NewSample, SampleStore
from digitpad.gui.samples.browser import SampleBrowser
from tests.data.few_digits import few_digits

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def store():
    """Ten zeros to nines, the threes taken for an eight."""
    digits = few_digits(200)
    with SampleStore() as store:
        for digit in range(10):
            for which in np.flatnonzero(digits.labels == digit)[:2]:
                predicted = 8 if digit == 3 else digit
                image = np.asarray(digits.images[which], np.uint8)
                store.add(NewSample(digit, image, predicted=predicted, model="cnn"))
        yield store


@pytest.fixture
def browser(surroundings, store, qtbot):
    browser = SampleBrowser(store)
    qtbot.addWidget(browser)
    browser.show()
    qtbot.waitExposed(browser)
    return browser


def labels(browser):
    return [sample.label for sample in browser.list.samples]


def select(browser, *rows):
    browser.view.clearSelection()
    for row in rows:
        index = browser.list.index(row)
        browser.view.selectionModel().select(
            index, browser.view.selectionModel().SelectionFlag.Select
        )


def test_all_samples_are_shown_the_newest_first_with_their_counts(browser):
    assert labels(browser) == [digit for digit in range(9, -1, -1) for _ in range(2)]
    texts = [browser.digits.item(row).text() for row in range(11)]
    assert texts[0].endswith("20")
    assert all(text.endswith("2") for text in texts[1:])


def test_a_digit_shows_its_samples_alone(browser):
    browser.digits.setCurrentRow(5)
    assert labels(browser) == [4, 4]


def test_the_misread_can_be_shown_alone(browser):
    browser.misread.click()
    assert labels(browser) == [3, 3]
    assert "read as 8" in browser.list.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_figure_relabels_what_is_selected_and_undo_brings_the_old_label_back(browser, store):
    select(browser, 0, 3)
    QTest.keyClick(browser.view, Qt.Key.Key_5)
    assert store.count_by_label().tolist() == [2, 2, 2, 2, 2, 4, 2, 2, 1, 1]
    QTest.keyClick(browser, Qt.Key.Key_Z, CONTROL)
    assert store.count_by_label().tolist() == [2] * 10
    browser.redo()
    assert store.count_by_label()[5] == 4


def test_deleting_can_be_undone(browser, store):
    select(browser, 0, 1)
    QTest.keyClick(browser.view, Qt.Key.Key_Delete)
    assert store.count_by_label()[9] == 0
    assert len(labels(browser)) == 18
    browser.undo_button.click()
    assert store.count_by_label()[9] == 2
    assert len(labels(browser)) == 20


def test_nothing_selected_offers_nothing_to_delete(browser):
    assert not browser.delete_button.isEnabled()
    select(browser, 0)
    assert browser.delete_button.isEnabled()


@pytest.mark.parametrize("name", ["mine-images-idx3-ubyte.gz", "mine.csv", "folder"])
def test_what_is_exported_can_be_imported_and_that_undone(browser, store, tmp_path, qtbot, name):
    browser.export_to(tmp_path / name, kind_of(name))
    assert "20 samples written" in browser.message.text()
    browser.import_from(tmp_path / name)
    qtbot.waitUntil(
        lambda: len(store) == 40 and "imported" in browser.message.text(), timeout=10_000
    )
    browser.undo()
    assert len(store) == 20
    browser.redo()
    assert len(store) == 40


def test_a_file_that_cannot_be_imported_is_named_and_changes_nothing(
    browser, store, tmp_path, qtbot
):
    (tmp_path / "broken.csv").write_text("no digits here", encoding="utf-8")
    browser.import_from(tmp_path / "broken.csv")
    qtbot.waitUntil(lambda: browser.message.property("tone") == "problem", timeout=10_000)
    assert "broken.csv" in browser.message.text()
    assert len(store) == 20
    assert not browser.undo_stack.canUndo()


def test_a_folder_that_cannot_be_written_is_told(browser, tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    browser.export_to(tmp_path / "file" / "mine.csv", "csv")
    assert browser.message.property("tone") == "problem"


def test_an_empty_store_has_nothing_to_export(surroundings, qtbot, tmp_path):
    with SampleStore(tmp_path / "empty.sqlite3") as empty:
        browser = SampleBrowser(empty)
        qtbot.addWidget(browser)
        assert not browser.export_button.isEnabled()
        assert browser.list.rowCount() == 0

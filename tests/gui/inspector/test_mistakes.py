import dataclasses
import threading

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from digitpad.gui.inspector.measured_page import Measurement
from digitpad.gui.inspector.mistakes import MistakesPage
from digitpad.inspection.mistakes import examine
from tests.gui.inspector.pages import few, opened, recognizer

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(surroundings, few_digits, qtbot):
    page = opened(MistakesPage(), qtbot)
    yield page
    page.shut_down()


@pytest.fixture
def examined(page, qtbot):
    page.use_recognizer(recognizer())
    qtbot.waitUntil(lambda: page.is_showing_content, timeout=10_000)
    return page


def expected():
    return examine(recognizer().model.classifier, few("test"))


def click_cell(page, qtbot, row, column):
    place = page.matrix.grid().rectangle(row, column).center().toPoint()
    qtbot.mouseMove(page.matrix, place)
    qtbot.mouseClick(page.matrix, LEFT, pos=place)


def gallery_numbers(page):
    return [page.gallery.list.digit(row).number for row in range(page.gallery.list.rowCount())]


def test_the_matrix_counts_what_was_taken_for_what(examined):
    confusion = expected().confusion
    texts = examined.matrix.cell_texts()
    assert [[int(text or 0) for text in row] for row in texts] == confusion.tolist()
    off_diagonal = confusion - np.diag(confusion.diagonal())
    assert np.array_equal(examined.matrix.values, off_diagonal)


def test_shares_are_per_cent_of_what_was_written(examined, qtbot):
    qtbot.mouseClick(examined.shares, LEFT, pos=QPoint(8, examined.shares.height() // 2))
    assert examined.matrix.in_shares
    texts = examined.matrix.cell_texts()
    shares = np.array([[float(text or 0) for text in row] for row in texts])
    assert np.allclose(shares, 100 * expected().shares, atol=0.051)


def test_the_gallery_begins_with_all_misread_the_surest_first(examined):
    assert gallery_numbers(examined) == expected().misread.tolist()
    first = examined.gallery.list.digit(0)
    assert first.is_misread
    assert first.answer_probability > first.true_probability
    assert f"read as {first.answer}" in examined.gallery.list.describe(first)


def test_a_click_on_a_cell_shows_its_digits_and_a_button_goes_back(examined, qtbot):
    found = expected()
    truth, answer = divmod(int((found.confusion - np.diag([10**6] * 10)).argmax()), 10)
    click_cell(examined, qtbot, truth, answer)
    assert gallery_numbers(examined) == found.cell(truth, answer).tolist()
    assert examined.gallery_title.text().startswith(f"{truth} read as {answer}")
    qtbot.mouseClick(examined.all_button, LEFT)
    assert gallery_numbers(examined) == found.misread.tolist()
    assert not examined.all_button.isVisible()


def test_a_cell_on_the_diagonal_shows_the_digits_read_right(examined, qtbot):
    click_cell(examined, qtbot, 1, 1)
    assert gallery_numbers(examined) == expected().cell(1, 1).tolist()
    assert not examined.gallery.list.digit(0).is_misread


def test_pointing_at_a_cell_says_it_in_words(examined, qtbot):
    place = examined.matrix.grid().rectangle(1, 1).center().toPoint()
    qtbot.mouseMove(examined.matrix, place)
    qtbot.mouseMove(examined.matrix, place + QPoint(1, 0))
    count = int(expected().confusion[1, 1])
    assert examined.matrix.readout().startswith(f"1 read as 1, rightly: {count} (")


def test_figures_are_those_of_the_examination(examined):
    found = expected()
    assert f"{found.accuracy:.2%}" in examined.summary.text()
    assert f"{found.calibration().error:.2%}" in examined.calibration_text.text()
    text = examined.rates.describe(3)
    assert f"{found.precision[3]:.2%}" in text
    assert f"{found.recall[3]:.2%}" in text
    curve = found.calibration()
    assert examined.calibration.describe(len(curve.counts) - 1).startswith(f"{curve.counts[-1]:,} ")


def test_what_was_found_is_kept_and_not_measured_again(examined, surroundings, qtbot):
    def refuse(*_):
        raise AssertionError("measured again")

    second = opened(MistakesPage(), qtbot)
    second.measurement = dataclasses.replace(MistakesPage.measurement, measure=refuse)
    second.use_recognizer(recognizer())
    qtbot.waitUntil(lambda: second.is_showing_content, timeout=10_000)
    assert gallery_numbers(second) == gallery_numbers(examined)
    second.shut_down()


def slow(begun):
    """A measurement that comes to no end by itself."""

    def measure(_classifier, _digits, report):
        while True:
            report.progress(3, 10)
            begun.set()
            report.check()
            threading.Event().wait(0.005)

    return Measurement(lambda *_: None, measure, lambda *_: None)


def button(page):
    return next(button for button in page.findChildren(QPushButton) if button.isVisible())


def test_measuring_shows_its_progress_and_can_be_cancelled_and_begun_again(page, qtbot):
    begun = threading.Event()
    page.measurement = slow(begun)
    page.use_recognizer(recognizer())
    qtbot.waitUntil(lambda: "10,000" in page.notice, timeout=10_000)
    assert button(page).text() == "Cancel"
    qtbot.mouseClick(button(page), LEFT)
    assert not page.work.is_busy
    assert page.notice.startswith("Let the model read")
    page.measurement = MistakesPage.measurement
    qtbot.mouseClick(button(page), LEFT)
    qtbot.waitUntil(lambda: page.is_showing_content, timeout=10_000)


def test_a_failure_is_told_instead_of_an_empty_page(page, qtbot):
    def fail(*_):
        raise OSError("the disk is gone")

    page.measurement = Measurement(lambda *_: None, fail, lambda *_: None)
    page.use_recognizer(recognizer())
    qtbot.waitUntil(lambda: page.notice == "the disk is gone", timeout=10_000)


def test_a_result_that_cannot_be_kept_is_shown_all_the_same(page, qtbot):
    def fail(*_):
        raise OSError("the disk is full")

    page.measurement = dataclasses.replace(MistakesPage.measurement, keep=fail)
    page.use_recognizer(recognizer())
    qtbot.waitUntil(lambda: page.is_showing_content, timeout=10_000)
    assert "the disk is full" in page.notice_line.text()


def test_another_model_replaces_the_first(examined, qtbot):
    examined.use_recognizer(recognizer("svm-hog"))
    found = examine(recognizer("svm-hog").model.classifier, few("test"))
    qtbot.waitUntil(lambda: f"{found.accuracy:.2%}" in examined.summary.text(), timeout=20_000)
    assert gallery_numbers(examined) == found.misread.tolist()

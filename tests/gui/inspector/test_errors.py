import dataclasses
import threading

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton

from digitpad.common.errors import Cancelled
from digitpad.common.pixels import as_floats
from digitpad.evaluation.metrics import evaluate
from digitpad.gui.inspector.errors import ErrorsPage
from digitpad.gui.inspector.measured_page import Measurement
from tests.gui.ending import end_jobs
from tests.gui.inspector.looking import click_row
from tests.gui.inspector.pages import few, opened, recognizer, recognizer_of

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(session, few_digits, qtbot):
    page = opened(ErrorsPage(session), qtbot)
    yield page
    page.shut_down()
    end_jobs(page)


@pytest.fixture
def examined(page, qtbot):
    page.use_recognizer(recognizer())
    qtbot.waitUntil(lambda: page.is_showing_content, timeout=10_000)
    return page


def expected():
    return evaluate(recognizer().model.classifier, few("test"))


def point_at(page, qtbot, row, column):
    view = page.matrix.view.viewport()
    place = page.matrix.rectangle(row, column).center().toPoint()
    qtbot.mouseMove(view, place)
    return view, place


def click_cell(page, qtbot, row, column):
    view, place = point_at(page, qtbot, row, column)
    qtbot.mouseClick(view, LEFT, pos=place)


def shown_numbers(page):
    return [page.digits.entry(row).data for row in range(page.digits.count)]


def test_the_matrix_counts_labels_and_answers(examined):
    confusion = expected().confusion
    texts = examined.matrix.cell_texts()
    assert [[int(text or 0) for text in row] for row in texts] == confusion.tolist()
    off_diagonal = confusion - np.diag(confusion.diagonal())
    assert np.array_equal(examined.matrix.values, off_diagonal)


def test_shares_are_per_cent_of_each_label(examined, qtbot):
    qtbot.mouseClick(examined.shares, LEFT, pos=QPoint(8, examined.shares.height() // 2))
    assert examined.shares.isChecked()
    texts = examined.matrix.cell_texts()
    shares = np.array([[float(text or 0) for text in row] for row in texts])
    assert np.allclose(shares, 100 * expected().shares, atol=0.051)


def test_the_gallery_starts_with_all_errors_the_most_confident_first(examined):
    assert shown_numbers(examined) == expected().misread.tolist()
    number, entry = expected().misread[0], examined.digits.entry(0)
    answer, label = expected().predicted[number], few("test").labels[number]
    assert [line.text[0] for line in entry.lines] == [str(answer), str(label)]
    assert f"read as {answer}" in entry.description


def test_a_click_on_a_cell_shows_its_digits_and_a_button_shows_all_errors(examined, qtbot):
    found = expected()
    truth, answer = divmod(int((found.confusion - np.diag([10**6] * 10)).argmax()), 10)
    click_cell(examined, qtbot, truth, answer)
    assert shown_numbers(examined) == found.cell(truth, answer).tolist()
    assert examined.digits_title.text().startswith(f"{truth} read as {answer}")
    qtbot.mouseClick(examined.all_button, LEFT)
    assert shown_numbers(examined) == found.misread.tolist()
    assert not examined.all_button.isVisible()


def test_a_cell_on_the_diagonal_shows_correctly_recognized_digits(examined, qtbot):
    click_cell(examined, qtbot, 1, 1)
    assert shown_numbers(examined) == expected().cell(1, 1).tolist()
    assert len(examined.digits.entry(0).lines) == 1


def test_hovering_over_a_cell_describes_it(examined, qtbot):
    view, place = point_at(examined, qtbot, 1, 1)
    qtbot.mouseMove(view, place + QPoint(1, 0))
    count = int(expected().confusion[1, 1])
    qtbot.waitUntil(lambda: examined.matrix.readout().startswith(f"1 read correctly: {count} ("))


def test_figures_are_those_of_the_examination(examined):
    found = expected()
    assert f"{found.accuracy:.2%}</b> of 400 digits right" in examined.summary.text()
    for name, values in (("precision", found.precision), ("recall", found.recall)):
        classes, rates = examined.rates.data(name)
        assert classes.tolist() == list(range(10))
        assert np.allclose(rates, values)
    curve = found.calibration()
    chart = examined.calibration
    assert any(f"{curve.error:.2%}" in name for name in chart.curves)
    assert chart.text_at(1.0).startswith(f"{curve.counts[-1]:,} digits")


def test_charts_are_painted(examined):
    for chart in (examined.matrix, examined.rates, examined.calibration):
        image = chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        assert len(set(bytes(image.constBits()))) > 10


def test_results_are_cached_and_not_measured_again(session, examined, surroundings, qtbot):
    def refuse(**_):
        raise AssertionError("measured again")

    second = opened(ErrorsPage(session), qtbot)
    second.measurement = dataclasses.replace(ErrorsPage.measurement, measure=refuse)
    second.use_recognizer(recognizer())
    qtbot.waitUntil(lambda: second.is_showing_content, timeout=10_000)
    assert shown_numbers(second) == shown_numbers(examined)
    second.shut_down()


def slow(begun):
    """A measurement that runs until it is cancelled."""

    def measure(*, progress, cancelled, **_):
        while not cancelled():
            progress(3, 10)
            begun.set()
            threading.Event().wait(0.005)
        raise Cancelled("stopped")

    return Measurement(lambda *_: None, measure, lambda *_: None)


def button(page):
    return next(button for button in page.findChildren(QPushButton) if button.isVisible())


def test_measuring_shows_progress_and_can_be_cancelled_and_restarted(page, qtbot):
    begun = threading.Event()
    page.measurement = slow(begun)
    page.use_recognizer(recognizer())
    qtbot.waitUntil(lambda: "10,000" in page.notice, timeout=10_000)
    assert button(page).text() == "Cancel"
    qtbot.mouseClick(button(page), LEFT)
    assert not page.work.is_busy
    assert page.notice.startswith("Run the model on")
    page.measurement = ErrorsPage.measurement
    qtbot.mouseClick(button(page), LEFT)
    qtbot.waitUntil(lambda: page.is_showing_content, timeout=10_000)


def test_a_failure_is_reported_on_the_page(page, qtbot):
    def fail(**_):
        raise OSError("the disk is gone")

    page.measurement = Measurement(lambda *_: None, fail, lambda *_: None)
    page.use_recognizer(recognizer())
    qtbot.waitUntil(lambda: page.notice == "the disk is gone", timeout=10_000)


def test_a_result_that_cannot_be_cached_is_still_shown(page, qtbot):
    def fail(*_):
        raise OSError("the disk is full")

    page.measurement = dataclasses.replace(ErrorsPage.measurement, keep=fail)
    page.use_recognizer(recognizer())
    qtbot.waitUntil(lambda: page.is_showing_content, timeout=10_000)
    assert "the disk is full" in page.problem.text()


def test_another_model_replaces_the_first(examined, qtbot):
    examined.use_recognizer(recognizer("svm-hog"))
    found = evaluate(recognizer("svm-hog").model.classifier, few("test"))
    qtbot.waitUntil(lambda: f"{found.accuracy:.2%}" in examined.summary.text(), timeout=20_000)
    assert shown_numbers(examined) == found.misread.tolist()


def test_a_model_of_fewer_classes_is_examined_on_the_digits_it_knows(page, qtbot):
    classes = (1, 4, 7, 9)
    page.use_recognizer(recognizer_of(classes))
    qtbot.waitUntil(lambda: page.is_showing_content, timeout=10_000)
    known = few("test").of_classes(classes)
    found = evaluate(recognizer_of(classes).model.classifier, known)
    texts = page.matrix.cell_texts()
    assert [[int(text or 0) for text in row] for row in texts] == found.confusion.tolist()
    assert shown_numbers(page) == found.misread.tolist()
    assert [name for _, name in page.rates.plot.getAxis("bottom")._tickLevels[0]] == list("1479")
    number, entry = known_errors(found)[0], page.digits.entry(0)
    assert entry.lines[0].text[0] == str(found.predicted[number])
    assert entry.lines[1].text[0] == str(known.labels[number])


def known_errors(found):
    return found.misread.tolist()


def test_a_misread_digit_is_shown_on_the_pad(examined, qtbot):
    said = []
    examined.message_shown.connect(said.append)
    assert not examined.pad_button.isEnabled()
    click_row(examined.digits, 2)
    image = as_floats(few("test").images[expected().misread[2]])
    with qtbot.waitSignal(examined.session.digit_opened) as opened_digit:
        qtbot.mouseClick(examined.pad_button, LEFT)
    assert np.array_equal(opened_digit.args[0], image)
    assert "on the pad" in said[-1]
    with qtbot.waitSignal(examined.session.digit_opened) as opened_digit:
        qtbot.keyClick(examined.digits, Qt.Key.Key_Space)
    assert np.array_equal(opened_digit.args[0], image)
    (action,) = examined.digits.actions()
    with qtbot.waitSignal(examined.session.digit_opened) as opened_digit:
        action.trigger()
    assert np.array_equal(opened_digit.args[0], image)


def test_a_correct_digit_of_the_diagonal_is_shown_on_the_pad(examined, qtbot):
    click_cell(examined, qtbot, 7, 7)
    with qtbot.waitSignal(examined.session.digit_opened) as opened_digit:
        place = examined.digits.place(1).center()
        qtbot.mouseClick(examined.digits.viewport(), LEFT, pos=place)
        qtbot.mouseDClick(examined.digits.viewport(), LEFT, pos=place)
        qtbot.mouseRelease(examined.digits.viewport(), LEFT, pos=place)
    number = expected().cell(7, 7)[1]
    assert np.array_equal(opened_digit.args[0], as_floats(few("test").images[number]))

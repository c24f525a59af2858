import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from digitpad.gui.charts.colour_maps import Scale
from digitpad.gui.charts.confusion import ConfusionMatrix
from digitpad.gui.charts.heatmap import Heatmap, outline
from digitpad.gui.theme import DARK, Scheme
from digitpad.gui.wording import number_text
from tests.gui.charts import pointing
from tests.gui.charts.pointing import shown


@pytest.fixture
def heatmap(surroundings, qtbot):
    heatmap = shown(qtbot, Heatmap())
    heatmap.show_values(np.arange(-10, 10, dtype=np.float32).reshape(4, 5))
    heatmap.grab()
    return heatmap


def point_at(heatmap, row, column):
    pointing.point_at(heatmap, column + 0.5, row + 0.5)


def click(heatmap, row, column):
    pointing.click_at(heatmap, column + 0.5, row + 0.5)


def turn_wheel(heatmap, row, column, steps):
    pointing.turn_wheel(heatmap, column + 0.5, row + 0.5, steps)


def shows_all(heatmap):
    rows, columns = heatmap.values.shape
    seen = heatmap.plot.vb.viewRect()
    return seen.contains(QRectF(0, 0, columns, rows))


def test_the_value_under_the_pointer_is_shown(heatmap, qtbot):
    with qtbot.waitSignal(heatmap.cell_hovered) as told:
        point_at(heatmap, 1, 2)
    assert (told.args[0].row, told.args[0].column, told.args[0].value) == (1, 2, -3.0)
    assert heatmap.readout() == "row 1, column 2:  −3.000"


def test_outside_the_cells_no_value_is_shown(heatmap):
    point_at(heatmap, 1, 2)
    QTest.mouseMove(heatmap, QPoint(heatmap.width() - 3, 3))
    assert heatmap.readout() == ""


def test_labels_replace_row_and_column_numbers(heatmap):
    heatmap.show_labels(["a", "b", "c", "d"], ["v", "w", "x", "y", "z"])
    point_at(heatmap, 3, 4)
    assert heatmap.readout() == "d, z:  9.000"


def test_a_click_chooses_a_cell(heatmap, qtbot):
    with qtbot.waitSignal(heatmap.cell_clicked) as told:
        click(heatmap, 2, 0)
    assert (told.args[0].row, told.args[0].column) == (2, 0)


def test_the_wheel_zooms_at_the_pointer(heatmap):
    place = heatmap.rectangle(3, 4).center()
    turn_wheel(heatmap, 3, 4, 6)
    assert heatmap.plot.vb.viewRect().width() < 4
    assert heatmap.cell_at(place) == (3, 4)


def test_the_wheel_does_not_zoom_out_beyond_all_cells(heatmap):
    before = heatmap.plot.vb.viewRange()
    turn_wheel(heatmap, 0, 0, -6)
    assert heatmap.plot.vb.viewRange() == before


def test_dragging_pans_a_zoomed_view(heatmap):
    turn_wheel(heatmap, 2, 2, 8)
    port = heatmap.view.viewport()
    start = heatmap.rectangle(2, 2).center().toPoint()
    before = heatmap.plot.vb.viewRect().topLeft()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    for step in (10, 20, 30):
        drag(port, start + QPoint(step, step))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start + QPoint(30, 30))
    after = heatmap.plot.vb.viewRect().topLeft()
    assert after.x() < before.x()
    assert after.y() < before.y()


def drag(port, place):
    # `QTest.mouseMove` sends no buttons, so the event is sent directly.
    left = Qt.MouseButton.LeftButton
    where = QPointF(place), QPointF(port.mapToGlobal(place))
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        port, QMouseEvent(QEvent.Type.MouseMove, *where, Qt.MouseButton.NoButton, left, none)
    )


def test_a_double_click_resets_the_view(heatmap):
    turn_wheel(heatmap, 0, 0, 6)
    assert not shows_all(heatmap)
    pointing.double_click_at(heatmap, 0.5, 0.5)
    assert shows_all(heatmap)


def test_the_keyboard_reaches_every_cell(heatmap, qtbot):
    heatmap.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        QTest.keyClick(heatmap, key)
    assert (heatmap.hovered.row, heatmap.hovered.column) == (1, 0)
    assert heatmap.accessibleDescription() == heatmap.readout()
    QTest.keyClick(heatmap, Qt.Key.Key_Plus)
    assert not shows_all(heatmap)
    QTest.keyClick(heatmap, Qt.Key.Key_0)
    assert shows_all(heatmap)
    with qtbot.waitSignal(heatmap.cell_clicked):
        QTest.keyClick(heatmap, Qt.Key.Key_Return)


def test_the_view_follows_the_keyboard_cursor(heatmap):
    turn_wheel(heatmap, 0, 0, 12)
    for _ in range(4):
        QTest.keyClick(heatmap, Qt.Key.Key_Right)
    cell = heatmap.hovered
    assert heatmap.plot.vb.viewRect().contains(QPointF(cell.column + 0.5, cell.row + 0.5))


def test_cells_are_painted_in_one_sharp_colour_each(heatmap):
    image = heatmap.view.grab().toImage()
    for row in range(4):
        for column in range(5):
            box = heatmap.rectangle(row, column).toRect().adjusted(2, 2, -2, -2)
            expected = QColor.fromRgb(int(heatmap.cell_colours()[row, column]))
            corners = box.topLeft(), box.bottomRight(), box.center()
            assert {image.pixelColor(corner).name() for corner in corners} == {expected.name()}


def test_square_cells_stay_square(heatmap):
    for size in (301, 398):
        heatmap.resize(size, 300)
        heatmap.grab()
        cell = heatmap.rectangle(1, 1)
        assert abs(cell.width() - cell.height()) <= 1


def test_zero_stays_in_the_middle_of_the_scale(heatmap):
    heatmap.show_values(np.array([[-1.0, 5.0]]))
    assert heatmap.scale == Scale(-5.0, 5.0)


def test_counts_begin_at_zero(surroundings, qtbot):
    counts = shown(qtbot, Heatmap(diverging=False))
    counts.show_values(np.array([[3, 9]]))
    assert counts.scale == Scale(0.0, 9.0)


def test_a_new_shape_resets_the_view(heatmap):
    turn_wheel(heatmap, 0, 0, 6)
    point_at(heatmap, 0, 0)
    heatmap.show_values(np.zeros((2, 2)))
    assert shows_all(heatmap)
    assert heatmap.hovered is None


def test_without_values_nothing_is_painted_and_nothing_breaks(heatmap):
    heatmap.show_values(None)
    QTest.mouseMove(heatmap.view.viewport(), QPoint(50, 50))
    QTest.keyClick(heatmap, Qt.Key.Key_Right)
    image = heatmap.view.grab().toImage()
    assert image.pixelColor(50, 50) == image.pixelColor(200, 200)
    assert heatmap.hovered is None


def test_the_theme_changes_the_background(heatmap, surroundings):
    heatmap.show_values(np.array([[0.0, 1.0]]))
    surroundings.appearance.choose(Scheme.DARK)
    image = heatmap.view.grab().toImage()
    assert image.pixelColor(heatmap.rectangle(0, 0).center().toPoint()) == QColor(DARK.paper)


def test_ink_is_outlined_along_the_edges_of_its_pixels():
    inked = np.zeros((3, 3), bool)
    inked[1, 1] = True
    assert sorted(outline(inked)) == [(1, 1, 1, 2), (1, 1, 2, 1), (1, 2, 2, 2), (2, 1, 2, 2)]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (-0.25, "−0.250"), (12.34, "12.3"), (0.00001, "1.0e−05"), (123456.0, "1.2e+05")],
)
def test_numbers_are_short(value, text):
    assert number_text(value) == text


def test_cells_have_texts_only_where_they_fit(heatmap):
    texts = [["" for _ in range(5)] for _ in range(4)]
    texts[1][2] = "37"
    heatmap.show_texts(texts)
    assert has_text(heatmap, 1, 2)
    assert not has_text(heatmap, 1, 3)
    texts[1][2] = "a text that is too long for a cell"
    heatmap.show_texts(texts)
    assert not has_text(heatmap, 1, 2)


def has_text(heatmap, row, column):
    """Whether a cell has more than one colour inside."""
    inside = heatmap.rectangle(row, column).adjusted(3, 3, -3, -3).toRect()
    image = heatmap.view.grab(inside).toImage()
    colours = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    return len(colours) > 1


def test_the_colour_bar_has_the_ends_of_the_scale(heatmap):
    heatmap.show_values(np.array([[-1.0, 5.0]]))
    assert heatmap.bar.levels() == (-5, 5)


def test_a_heatmap_says_in_words_what_it_shows(heatmap):
    expected = "4 rows and 5 columns, values from −10.0 to 9.000"
    assert heatmap.accessibleDescription() == expected


@pytest.fixture
def confusion(surroundings, qtbot):
    matrix = shown(qtbot, ConfusionMatrix("Confusion matrix"))
    matrix.show_counts(np.array([[90, 10, 0], [0, 50, 50]]), ["0", "1", "–"])
    matrix.grab()
    return matrix


def test_a_confusion_matrix_colours_errors_only(confusion):
    assert confusion.values.tolist() == [[0, 10, 0], [0, 0, 50]]
    assert confusion.cell_texts() == [["90", "10", ""], ["", "50", "50"]]
    assert confusion.accessibleDescription() == "140 of 200 predicted correctly"


def test_a_click_gives_the_true_and_the_predicted_class(confusion, qtbot):
    with qtbot.waitSignal(confusion.pair_clicked) as told:
        click(confusion, 1, 2)
    assert told.args == [1, 2]
    point_at(confusion, 0, 1)
    assert confusion.hover_text == "0 read as 1: 10 (10.00%)"
    point_at(confusion, 0, 0)
    assert confusion.hover_text == "0 read correctly: 90 (90.00%)"


def test_shares_are_of_each_row(confusion):
    confusion.show_shares(True)
    assert confusion.cell_texts() == [["90.0", "10.0", ""], ["", "50.0", "50.0"]]
    confusion.show_counts(None)
    assert confusion.values is None

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from digitpad.gui.colour_maps import Scale
from digitpad.gui.heatmap import Heatmap
from digitpad.gui.heatmap_painting import outline
from digitpad.gui.theme import DARK, Scheme
from digitpad.gui.wording import number_text


@pytest.fixture
def heatmap(surroundings, qtbot):
    heatmap = Heatmap()
    qtbot.addWidget(heatmap)
    heatmap.resize(400, 360)
    heatmap.show_values(np.arange(-10, 10, dtype=np.float32).reshape(4, 5))
    heatmap.show()
    qtbot.waitExposed(heatmap)
    return heatmap


def middle_of(heatmap, row, column):
    return heatmap.grid().rectangle(row, column).center().toPoint()


def point_at(heatmap, row, column):
    QTest.mouseMove(heatmap, middle_of(heatmap, row, column))


def turn_wheel(heatmap, place, steps):
    event = QWheelEvent(
        QPointF(place),
        QPointF(heatmap.mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(heatmap, event)


def test_the_value_under_the_pointer_is_told(heatmap, qtbot):
    with qtbot.waitSignal(heatmap.cell_hovered) as told:
        point_at(heatmap, 1, 2)
    assert (told.args[0].row, told.args[0].column, told.args[0].value) == (1, 2, -3.0)
    assert heatmap.readout() == "row 1, column 2:  −3.000"


def test_beside_the_cells_nothing_is_told(heatmap):
    point_at(heatmap, 1, 2)
    QTest.mouseMove(heatmap, QPoint(heatmap.width() - 3, 3))
    assert heatmap.readout() == ""


def test_labels_take_the_place_of_numbers(heatmap):
    heatmap.show_labels(["a", "b", "c", "d"], ["v", "w", "x", "y", "z"])
    point_at(heatmap, 3, 4)
    assert heatmap.readout() == "d, z:  9.000"


def test_a_click_chooses_a_cell(heatmap, qtbot):
    with qtbot.waitSignal(heatmap.cell_clicked) as told:
        QTest.mouseClick(heatmap, Qt.MouseButton.LeftButton, pos=middle_of(heatmap, 2, 0))
    assert (told.args[0].row, told.args[0].column) == (2, 0)


def test_the_wheel_zooms_where_the_pointer_is(heatmap):
    place = middle_of(heatmap, 3, 4)
    turn_wheel(heatmap, place, 6)
    assert heatmap.zoom > 2
    assert heatmap.grid().cell_at(QPointF(place)) == (3, 4)


def test_the_wheel_never_shows_less_than_all_of_it(heatmap):
    turn_wheel(heatmap, middle_of(heatmap, 0, 0), -6)
    assert heatmap.zoom == 1
    assert heatmap.grid().area.contains(heatmap.grid().frame)


def test_dragging_moves_what_is_zoomed(heatmap):
    place = middle_of(heatmap, 2, 2)
    turn_wheel(heatmap, place, 8)
    before = heatmap.grid().frame.topLeft()
    QTest.mousePress(heatmap, Qt.MouseButton.LeftButton, pos=place)
    # A move of the test's own mouse carries no buttons, so the event is sent as a hand would.
    drag(heatmap, place + QPoint(20, 12))
    assert heatmap.grid().frame.topLeft() - before == QPointF(20, 12)


def drag(heatmap, place):
    left = Qt.MouseButton.LeftButton
    where = QPointF(place), QPointF(heatmap.mapToGlobal(place))
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        heatmap, QMouseEvent(QEvent.Type.MouseMove, *where, Qt.MouseButton.NoButton, left, none)
    )


def test_a_double_click_shows_all_again(heatmap):
    turn_wheel(heatmap, middle_of(heatmap, 0, 0), 6)
    QTest.mouseDClick(heatmap, Qt.MouseButton.LeftButton, pos=middle_of(heatmap, 0, 0))
    assert heatmap.zoom == 1


def test_the_keyboard_reaches_every_cell(heatmap, qtbot):
    heatmap.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        QTest.keyClick(heatmap, key)
    assert (heatmap.hovered.row, heatmap.hovered.column) == (1, 0)
    QTest.keyClick(heatmap, Qt.Key.Key_Plus)
    assert heatmap.zoom > 1
    QTest.keyClick(heatmap, Qt.Key.Key_0)
    assert heatmap.zoom == 1
    with qtbot.waitSignal(heatmap.cell_clicked):
        QTest.keyClick(heatmap, Qt.Key.Key_Return)


def test_walking_moves_what_is_zoomed_along(heatmap):
    turn_wheel(heatmap, middle_of(heatmap, 0, 0), 12)
    for _ in range(4):
        QTest.keyClick(heatmap, Qt.Key.Key_Right)
    cell = heatmap.hovered
    assert heatmap.grid().visible.contains(heatmap.grid().rectangle(cell.row, cell.column).center())


def test_cells_are_painted_in_one_sharp_colour_each(heatmap):
    image = heatmap.grab().toImage()
    for row in range(4):
        for column in range(5):
            box = heatmap.grid().rectangle(row, column).toRect().adjusted(1, 1, -2, -2)
            value = float(heatmap.values[row, column])
            expected = heatmap.colour_map.colour(value, heatmap.scale)
            corners = box.topLeft(), box.bottomRight(), box.center()
            assert {image.pixelColor(corner).name() for corner in corners} == {expected.name()}


def test_all_cells_measure_the_same_whole_number_of_pixels(heatmap):
    for size in (301, 333, 398):
        heatmap.resize(size, size)
        width, height = heatmap.grid().cell
        assert width == height == int(width)


def test_zero_stays_in_the_middle_of_the_scale(heatmap):
    heatmap.show_values(np.array([[-1.0, 5.0]]))
    assert heatmap.scale == Scale(-5.0, 5.0)


def test_counts_begin_at_zero(surroundings, qtbot):
    counts = Heatmap(diverging=False)
    qtbot.addWidget(counts)
    counts.show_values(np.array([[3, 9]]))
    assert counts.scale == Scale(0.0, 9.0)


def test_a_new_shape_is_seen_whole(heatmap):
    turn_wheel(heatmap, middle_of(heatmap, 0, 0), 6)
    point_at(heatmap, 0, 0)
    heatmap.show_values(np.zeros((2, 2)))
    assert heatmap.zoom == 1
    assert heatmap.hovered is None


def test_without_values_nothing_is_painted_and_nothing_breaks(heatmap):
    heatmap.show_values(None)
    QTest.mouseMove(heatmap, QPoint(50, 50))
    QTest.keyClick(heatmap, Qt.Key.Key_Right)
    image = heatmap.grab().toImage()
    assert image.pixelColor(50, 50) == image.pixelColor(350, 300)
    assert heatmap.hovered is None


def test_the_theme_changes_the_paper(heatmap, surroundings):
    heatmap.show_values(np.array([[0.0, 1.0]]))
    surroundings.appearance.choose(Scheme.DARK)
    image = heatmap.grab().toImage()
    assert image.pixelColor(middle_of(heatmap, 0, 0)) == QColor(DARK.paper)


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


def test_cells_have_their_texts_where_those_fit(heatmap):
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
    inside = heatmap.grid().rectangle(row, column).adjusted(3, 3, -3, -3).toRect()
    image = heatmap.grab(inside).toImage()
    colours = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    return len(colours) > 1

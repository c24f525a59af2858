import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtTest import QTest

from digitpad.gui.charts.colour_maps import Scale
from digitpad.gui.digit_list import DigitList, Entry, Line

LEFT = Qt.MouseButton.LeftButton


def entry(row):
    image = np.zeros((28, 28), np.float32)
    image[row % 28] = 1
    return Entry(image, (Line(f"no. {row}"),), f"Digit <{row}>", data=row)


@pytest.fixture
def digits(surroundings, qtbot):
    digits = DigitList()
    qtbot.addWidget(digits)
    digits.resize(500, 300)
    digits.show_entries(40, entry)
    digits.show()
    qtbot.waitExposed(digits)
    return digits


def click(digits, row, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.mouseClick(digits.viewport(), LEFT, modifiers, digits.place(row).center())


def test_a_click_picks_an_entry(digits, qtbot):
    with qtbot.waitSignal(digits.picked) as picked:
        click(digits, 4)
    assert picked.args == [4]
    assert digits.chosen == 4
    assert digits.entry(4).data == 4


def test_arrow_keys_pick_entries(digits):
    rows = []
    digits.picked.connect(rows.append)
    click(digits, 2)
    QTest.keyClick(digits, Qt.Key.Key_Right)
    QTest.keyClick(digits, Qt.Key.Key_Down)
    assert rows[:2] == [2, 3]
    assert rows[2] > 4


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_key_activates_the_current_entry(digits, key):
    activated = []
    digits.activated.connect(lambda index: activated.append(index.row()))
    click(digits, 3)
    QTest.keyClick(digits, key)
    assert activated == [3]


def test_selecting_from_the_program_emits_nothing(digits):
    rows = []
    digits.picked.connect(rows.append)
    digits.choose(30)
    assert digits.chosen == 30
    assert digits.viewport().rect().contains(digits.place(30))
    digits.choose(-1)
    assert digits.chosen == -1
    assert rows == []


def test_a_click_after_a_selection_from_the_program_picks(digits):
    rows = []
    digits.choose(1)
    digits.picked.connect(rows.append)
    click(digits, 0)
    assert (digits.chosen_rows, rows) == ([0], [0])


def test_several_entries_can_be_selected(digits):
    digits.setSelectionMode(DigitList.SelectionMode.ExtendedSelection)
    click(digits, 1)
    click(digits, 3, Qt.KeyboardModifier.ShiftModifier)
    assert digits.chosen_rows == [1, 2, 3]


def test_other_entries_start_at_the_top_with_none_selected(digits):
    digits.choose(30)
    digits.show_entries(20, entry)
    assert digits.chosen == -1
    assert digits.verticalScrollBar().value() == 0


def test_new_pictures_of_the_same_entries_keep_selection_and_place(digits, qtbot):
    digits.choose(30)
    qtbot.waitUntil(lambda: digits.verticalScrollBar().value() > 0)
    place = digits.verticalScrollBar().value()
    digits.show_entries(40, entry, keep_place=True)
    assert digits.chosen == 30
    assert digits.verticalScrollBar().value() == place


def test_only_a_few_of_many_entries_are_made(digits, qtbot):
    made = []

    def counted(row):
        made.append(row)
        return entry(row)

    digits.show_entries(10_000, counted)
    qtbot.waitUntil(lambda: digits.verticalScrollBar().maximum() > 1000)
    digits.grab()
    assert len(set(made)) < 400


def test_an_entry_is_described_for_screen_readers_and_in_its_tooltip(digits):
    item = QAccessible.queryAccessibleInterface(digits).child(2)
    model, index = digits.model(), digits.model().index(2, 0, QModelIndex())
    assert item is not None
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Digit <2>"
    assert model.data(index, Qt.ItemDataRole.ToolTipRole) == "<p>Digit &lt;2&gt;</p>"


def test_ink_is_painted_in_sharp_squares(digits):
    image = digits.grab().toImage()
    ratio = digits.devicePixelRatioF()
    place = digits.place(5)
    corner = digits.viewport().mapTo(digits, place.topLeft())
    column = round((corner.x() + place.width() / 2) * ratio)
    shades = [
        image.pixelColor(column, round((corner.y() + y + 0.5) * ratio)).lightness()
        for y in range(place.height())
    ]
    # Row 5 of the image is ink; each of its pixels has two screen pixels.
    dark = [y for y, shade in enumerate(shades) if shade < 128]
    assert dark == [10, 11]


def test_numbers_are_painted_in_the_colours_of_their_scale(digits):
    values = np.array([[-1, 1]], np.float32)
    digits.show_entries(
        1, lambda _: Entry(values, (Line(""),), "", is_off=False), scale=Scale(-1, 1)
    )
    image = digits.grab().toImage()
    centre = digits.viewport().mapTo(digits, digits.place(0).center())
    blue = image.pixelColor(centre.x() - 10, centre.y() + 2)
    orange = image.pixelColor(centre.x() + 10, centre.y() + 2)
    assert blue.blue() > blue.red()
    assert orange.red() > orange.blue()


def test_few_pictures_are_larger_than_many(surroundings, qtbot):
    digits = DigitList((60, 160))
    qtbot.addWidget(digits)
    digits.resize(600, 400)
    digits.show()
    digits.show_entries(4, entry)
    assert digits.place(0).width() > 150
    digits.show_entries(200, entry)
    assert digits.place(0).width() == 60


def test_all_entries_can_be_painted_into_a_file(digits):
    size = digits.whole_size()
    assert size.height() > digits.height()
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    digits.paint_whole(painter)
    painter.end()
    bottom = image.copy(0, size.height() - 80, size.width(), 80)
    assert len({bottom.pixel(x, y) for x in range(bottom.width()) for y in range(80)}) > 2

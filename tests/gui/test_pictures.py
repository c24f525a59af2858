"""Pictures opened, pasted, dropped, saved and copied; broken ones too."""

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from digitpad.gui import picture_files
from digitpad.gui.picture_files import from_clipboard, load_picture
from digitpad.gui.theme import Scheme
from digitpad.ink import Ink, Stroke, rasterize
from digitpad.recognizer import Recognizer
from tests.gui.drawing import draw_seven, line, settle
from tests.gui.test_numbers import number_ink


def picture_of(digits, width=700, height=300):
    ink = number_ink(digits, size=160, gap=60).transformed(1.0, (60, 70))
    grey = 1 - rasterize(Ink(ink.strokes, 16.0), width, height)
    return Image.fromarray((grey * 255).astype(np.uint8))


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "number.png"
    picture_of("253").save(path)
    return path


def opened(window, qtbot, path):
    window.desk.open_file(path)
    qtbot.waitUntil(lambda: not window.desk.is_busy, timeout=20_000)
    settle(window, qtbot)


def test_an_opened_picture_is_shown_and_read_with_a_frame_around_each_digit(window, qtbot, photo):
    opened(window, qtbot, photo)
    assert window.desk.pane.isVisible()
    assert window.answer.digit_text() == "253"
    assert window.boxes.count == 3
    pad = window.canvas.rect()
    for digit in window.shown.number.digits:
        assert pad.contains(window.boxes._frame(digit).toRect())


@pytest.mark.parametrize("way_back", ["click", "escape", "draw"])
def test_the_way_back_to_the_pad(window, qtbot, photo, way_back):
    draw_seven(window.canvas)
    settle(window, qtbot)
    opened(window, qtbot, photo)
    if way_back == "click":
        QTest.mouseClick(window.desk.pane, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    elif way_back == "escape":
        QTest.keyClick(window, Qt.Key.Key_Escape)
    else:
        window.canvas.undo()
        window.canvas.redo()
    settle(window, qtbot)
    assert not window.desk.pane.isVisible()
    assert window.answer.digit_text() == "7"


def test_escape_leads_back_to_an_empty_pad_too(window, qtbot, photo):
    opened(window, qtbot, photo)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    settle(window, qtbot)
    assert not window.desk.pane.isVisible()
    assert window.answer.digit_text() == "–"


def test_another_model_reads_the_picture_too(window, qtbot, photo):
    opened(window, qtbot, photo)
    window.chooser.choose("mlp")
    qtbot.waitUntil(lambda: not window.desk.is_busy, timeout=20_000)
    assert len(window.answer.digit_text()) == 3


def test_of_pictures_opened_quickly_the_last_one_counts(window, qtbot, photo, tmp_path):
    picture_of("17").save(tmp_path / "last.png")
    window.desk.open_file(photo)
    window.desk.open_file(photo)
    opened(window, qtbot, tmp_path / "last.png")
    assert window.answer.digit_text() == "17"


def test_a_broken_picture_opened_while_another_is_read_is_told(window, qtbot, photo, tmp_path):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture at all")
    window.desk.open_file(photo)
    opened(window, qtbot, broken)
    assert "broken.png" in window.panel.note.text.text()
    assert not window.desk.pane.isVisible()


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.HIGH_CONTRAST])
def test_what_stands_at_a_frame_can_be_read_on_a_white_picture(
    window, surroundings, qtbot, photo, scheme
):
    surroundings.appearance.choose(scheme)
    opened(window, qtbot, photo)
    boxes = window.boxes
    digit = window.shown.number.digits[1]
    place = boxes._label_place(boxes._frame(digit), boxes.label(digit)).toRect()
    image = window.grab(place.translated(boxes.mapTo(window, QPoint(0, 0)))).toImage()
    levels = [
        image.pixelColor(x, y).lightness()
        for x in range(4, image.width() - 4)
        for y in range(4, image.height() - 4)
    ]
    assert max(levels) - min(levels) > 80


def test_a_pasted_picture_is_read(window, qtbot):
    rows = np.ascontiguousarray(np.asarray(picture_of("4")))
    image = QImage(rows.data, 700, 300, 700, QImage.Format.Format_Grayscale8).copy()
    QGuiApplication.clipboard().setImage(image)
    window.actions_.paste.trigger()
    qtbot.waitUntil(lambda: not window.desk.is_busy, timeout=20_000)
    assert window.desk.pane.isVisible()
    assert window.answer.digit_text() == "4"


def test_a_clipboard_without_a_picture_is_told_and_nothing_changes(window, qtbot):
    QGuiApplication.clipboard().setText("seven")
    draw_seven(window.canvas)
    settle(window, qtbot)
    window.actions_.paste.trigger()
    assert window.panel.note.text.text() == "There is no picture on the clipboard."
    assert window.answer.digit_text() == "7"


def test_a_dropped_file_is_opened(window, qtbot, photo):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(200, 200), copy, data, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(200, 200), copy, data, left, none))
    qtbot.waitUntil(window.desk.pane.isVisible, timeout=20_000)
    settle(window, qtbot)
    assert window.answer.digit_text() == "253"


def broken(tmp_path):
    path = tmp_path / "broken.png"
    picture_of("2").save(path)
    path.write_bytes(path.read_bytes()[:300])
    return path


def no_picture(tmp_path):
    path = tmp_path / "letter.jpg"
    path.write_text("Dear Sir", encoding="utf-8")
    return path


def enormous(tmp_path):
    path = tmp_path / "enormous.png"
    Image.new("1", (20_000, 12_000)).save(path)
    return path


def bad_ink(tmp_path):
    path = tmp_path / "ink.json"
    path.write_text("[]", encoding="utf-8")
    return path


def missing(tmp_path):
    return tmp_path / "nowhere.png"


@pytest.mark.parametrize("make", [broken, no_picture, enormous, bad_ink, missing])
def test_what_cannot_be_opened_is_named_and_drawing_goes_on(window, qtbot, tmp_path, make):
    draw_seven(window.canvas)
    path = make(tmp_path)
    opened(window, qtbot, path)
    assert path.name in window.panel.note.text.text()
    assert window.panel.note.text.property("tone") == "problem"
    assert not window.desk.pane.isVisible()
    assert window.answer.digit_text() == "7"


@pytest.mark.parametrize("colour", ["white", "black"])
def test_an_empty_picture_and_one_all_ink_give_no_answer(window, qtbot, tmp_path, colour):
    path = tmp_path / "plain.png"
    Image.new("RGB", (300, 200), colour).save(path)
    opened(window, qtbot, path)
    assert window.answer.digit_text() == "–"
    assert "stands out" in window.panel.note.text.text()


def test_of_an_animation_the_first_frame_is_read(window, qtbot, tmp_path):
    path = tmp_path / "moving.gif"
    frames = [picture_of("2"), picture_of("5")]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    opened(window, qtbot, path)
    assert window.answer.digit_text() == "2"


def test_a_large_photograph_is_shrunk_and_keeps_its_way_up(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (3000, 2000), "white").save(path, exif=exif)
    loaded = load_picture(path)
    assert max(loaded.size) <= 1200
    assert loaded.height > loaded.width


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16", "F"])
def test_pictures_of_every_mode_can_be_shown(tmp_path, mode):
    path = tmp_path / "picture.tiff"
    Image.new(mode, (40, 30)).save(path)
    image = picture_files.to_screen(load_picture(path))
    assert (image.width(), image.height()) == (40, 30)


def test_the_saved_drawing_is_read_as_what_was_drawn(window, qtbot, tmp_path):
    draw_seven(window.canvas)
    window.desk.save_to(tmp_path / "seven.png")
    with Image.open(tmp_path / "seven.png") as picture:
        assert Recognizer.load().recognize_picture(picture).digit == 7
    window.desk.save_to(tmp_path / "seven.svg")
    text = (tmp_path / "seven.svg").read_text(encoding="utf-8")
    assert text.count("<path") >= 1
    assert "viewBox" in text
    window.desk.save_to(tmp_path / "seven.json")
    before = window.canvas.ink().point_count
    window.canvas.clear()
    window.desk.open_file(tmp_path / "seven.json")
    assert window.canvas.ink().point_count == before
    window.canvas.undo()
    assert window.canvas.is_empty


def test_a_place_that_cannot_be_written_is_told(window, tmp_path):
    draw_seven(window.canvas)
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    window.desk.save_to(tmp_path / "file" / "seven.png")
    assert window.panel.note.text.property("tone") == "problem"
    assert "seven.png" in window.panel.note.text.text()


def test_answer_and_drawing_can_be_copied(window, qtbot):
    draw_seven(window.canvas)
    settle(window, qtbot)
    window.actions_.copy_answer.trigger()
    assert QGuiApplication.clipboard().text() == "7"
    window.actions_.copy_drawing.trigger()
    picture = from_clipboard(QGuiApplication.clipboard().image())
    assert Recognizer.load().recognize_picture(picture).digit == 7


def test_nothing_is_offered_to_save_on_an_empty_pad(window):
    for action in (window.actions_.save, window.actions_.copy_drawing):
        assert not action.isEnabled()
    assert not window.actions_.copy_answer.isEnabled()


def test_a_pen_that_did_nothing_is_saved_as_a_dot(tmp_path, window):
    window.canvas.replace(Ink((Stroke.of(line((50, 50), (50, 50), 1)),)))
    window.desk.save_to(tmp_path / "dot.svg")
    assert (tmp_path / "dot.svg").stat().st_size > 100

"""Pictures that are opened, pasted, dropped, saved and copied, damaged ones included."""

import threading
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from digitpad.common.pixels import as_floats
from digitpad.data.mnist import load_mnist
from digitpad.gui.pad import picture_controller, picture_files
from digitpad.gui.pad.picture_files import from_clipboard, load_picture, to_screen
from digitpad.gui.theme import DARK, LIGHT, Scheme
from digitpad.ink.files import LabelledInk, read_ink_set, write_ink_set
from digitpad.ink.raster import rasterize
from digitpad.ink.strokes import Ink, Stroke
from digitpad.recognition.recognizer import Recognizer
from tests.gui.choosing import select, wait_until_loaded
from tests.gui.drawing import draw_seven, line, settle
from tests.gui.pad.test_numbers import number_ink


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
    window.picture_controller.open_file(path)
    qtbot.waitUntil(lambda: not window.picture_controller.is_busy, timeout=20_000)
    settle(window, qtbot)


def test_an_opened_picture_is_shown_and_each_digit_is_framed(window, qtbot, photo):
    opened(window, qtbot, photo)
    assert window.picture_controller.pane.isVisible()
    assert window.answer.digit_text() == "253"
    assert window.boxes.count == 3
    pad = window.canvas.rect()
    for digit in window.session.drawing.shown.number.digits:
        assert pad.contains(window.boxes._frame(digit).toRect())


def test_a_digit_is_read_as_it_is_and_again_by_another_model(window, qtbot):
    image = as_floats(load_mnist("test").images[8])
    window.session.open_digit(image)
    qtbot.waitUntil(lambda: window.session.drawing.shown.recognition is not None)
    for name in ("cnn", "mlp"):
        select(window.session, name)
        qtbot.waitUntil(lambda: not window.picture_controller.is_busy)
        shown = window.session.drawing.shown.recognition
        expected = Recognizer.load(name).model.classifier.predict_proba(image[None])[0]
        assert np.array_equal(shown.stages.network_input, image)
        assert np.allclose(shown.probabilities, expected, atol=1e-6)
    (digit,) = window.session.drawing.shown.number.digits
    assert window.canvas.rect().contains(window.boxes._frame(digit).toRect())
    assert window.picture_controller.page is None
    QTest.mouseClick(window.picture_controller.pane, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    assert window.session.drawing.shown.recognition is None


def test_an_opened_digit_has_the_colours_of_the_theme(window, surroundings, qtbot):
    pane = window.picture_controller.pane
    window.session.open_digit(as_floats(load_mnist("test").images[8]))
    qtbot.waitUntil(lambda: pane.is_shown)
    corner = (pane.place()[1] + QPointF(3, 3)).toPoint()
    for scheme, colours in ((Scheme.LIGHT, LIGHT), (Scheme.DARK, DARK)):
        surroundings.appearance.choose(scheme)
        assert pane.grab().toImage().pixelColor(corner).name() == colours.paper


def test_a_digit_of_a_data_set_is_not_learned(window, qtbot):
    window.session.open_digit(as_floats(load_mnist("test").images[8]))
    qtbot.waitUntil(lambda: window.session.drawing.shown.recognition is not None)
    QTest.keyClick(window, Qt.Key.Key_3)
    settle(window, qtbot)
    assert len(window.session.store()) == 0
    assert "not learned" in window.panel.note.text.text()


def test_the_answer_stays_while_a_model_in_training_takes_over(window, qtbot):
    window.session.open_digit(as_floats(load_mnist("test").images[8]))
    qtbot.waitUntil(lambda: window.session.drawing.shown.recognition is not None)
    shown = []
    window.session.drawing_changed.connect(lambda: shown.append(window.session.drawing.shown))
    window.session.begin_trial(Recognizer.load("mlp"), "training")
    qtbot.waitUntil(lambda: not window.picture_controller.is_busy and bool(shown))
    assert all(one.recognition is not None for one in shown)


def test_a_digit_that_comes_before_the_model_is_shown_with_it(window, qtbot):
    controller, session = window.picture_controller, window.session
    selected, session.selected = session.selected, None
    session.open_digit(as_floats(load_mnist("test").images[8]))
    assert not controller.pane.is_shown
    session.selected = selected
    session.answering_changed.emit()
    qtbot.waitUntil(lambda: session.drawing.shown.recognition is not None)
    assert controller.pane.is_shown


def test_an_empty_digit_is_not_opened(window):
    window.session.open_digit(np.zeros((28, 28), np.float32))
    assert not window.picture_controller.is_busy


@pytest.mark.parametrize("way_back", ["click", "escape", "draw"])
def test_removing_the_picture_shows_the_pad_again(window, qtbot, photo, way_back):
    draw_seven(window.canvas)
    settle(window, qtbot)
    opened(window, qtbot, photo)
    if way_back == "click":
        QTest.mouseClick(
            window.picture_controller.pane, Qt.MouseButton.LeftButton, pos=QPoint(50, 50)
        )
    elif way_back == "escape":
        QTest.keyClick(window, Qt.Key.Key_Escape)
    else:
        window.canvas.document.undo()
        window.canvas.document.redo()
    settle(window, qtbot)
    assert not window.picture_controller.pane.isVisible()
    assert window.answer.digit_text() == "7"


def test_escape_removes_a_picture_from_an_empty_pad_too(window, qtbot, photo):
    opened(window, qtbot, photo)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    settle(window, qtbot)
    assert not window.picture_controller.pane.isVisible()
    assert window.answer.digit_text() == "–"


def test_another_model_recognizes_the_picture_again(window, qtbot, photo):
    opened(window, qtbot, photo)
    select(window.session, "mlp")
    qtbot.waitUntil(lambda: not window.picture_controller.is_busy, timeout=20_000)
    assert len(window.answer.digit_text()) == 3


def test_of_several_pictures_opened_quickly_the_last_one_is_shown(window, qtbot, photo, tmp_path):
    picture_of("17").save(tmp_path / "last.png")
    window.picture_controller.open_file(photo)
    window.picture_controller.open_file(photo)
    opened(window, qtbot, tmp_path / "last.png")
    assert window.answer.digit_text() == "17"


def test_a_damaged_picture_opened_while_another_is_read_is_reported(window, qtbot, photo, tmp_path):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture at all")
    window.picture_controller.open_file(photo)
    opened(window, qtbot, broken)
    assert "broken.png" in window.panel.note.text.text()
    assert not window.picture_controller.pane.isVisible()


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK, Scheme.HIGH_CONTRAST])
def test_labels_of_frames_are_readable_on_a_white_picture(
    window, surroundings, qtbot, photo, scheme
):
    surroundings.appearance.choose(scheme)
    opened(window, qtbot, photo)
    boxes = window.boxes
    digit = window.session.drawing.shown.number.digits[1]
    place = boxes._label_place(boxes._frame(digit), boxes.label(digit)).toRect()
    image = window.grab(place.translated(boxes.mapTo(window, QPoint(0, 0)))).toImage()
    levels = [
        image.pixelColor(x, y).lightness()
        for x in range(4, image.width() - 4)
        for y in range(4, image.height() - 4)
    ]
    assert max(levels) - min(levels) > 80


class SlowRecognizer:
    """Answers when it is allowed to."""

    def __init__(self):
        self.may_answer = threading.Event()

    def recognize_number_in_picture(self, picture):
        self.may_answer.wait(20)
        return Recognizer.load().recognize_number_in_picture(picture)


@pytest.fixture
def slow(window, monkeypatch):
    """The recognizer of pictures, which waits."""
    recognizer = SlowRecognizer()
    monkeypatch.setattr(
        window.session.answering,
        "recognize_number_in_picture",
        recognizer.recognize_number_in_picture,
    )
    yield recognizer
    recognizer.may_answer.set()


def test_the_pad_says_that_a_picture_is_being_read_while_that_takes_long(
    window, qtbot, photo, slow
):
    pane = window.picture_controller.pane
    window.picture_controller.open_file(photo)
    assert not pane.isVisible()
    qtbot.waitUntil(pane.isVisible, timeout=10_000)
    assert pane.is_reading
    slow.may_answer.set()
    qtbot.waitUntil(lambda: not window.picture_controller.is_busy, timeout=20_000)
    settle(window, qtbot)
    assert not pane.is_reading
    assert window.answer.digit_text() == "253"


@pytest.mark.parametrize("way", ["click", "escape", "draw"])
def test_reading_a_picture_can_be_cancelled(window, qtbot, photo, slow, way):
    pane = window.picture_controller.pane
    window.picture_controller.open_file(photo)
    qtbot.waitUntil(pane.isVisible, timeout=10_000)
    if way == "click":
        QTest.mouseClick(pane, Qt.MouseButton.LeftButton)
    elif way == "escape":
        QTest.keyClick(window, Qt.Key.Key_Escape)
    else:
        window.session.document.replace(number_ink("7"))
    assert not pane.isVisible()
    assert not window.picture_controller.is_busy
    slow.may_answer.set()
    qtbot.waitUntil(lambda: window.picture_controller._job._task is None, timeout=20_000)
    assert not pane.isVisible()


def test_a_cancelled_picture_leaves_an_empty_pad_that_cannot_be_cleared(window, qtbot, photo, slow):
    window.picture_controller.open_file(photo)
    qtbot.waitUntil(window.picture_controller.pane.isVisible, timeout=10_000)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    slow.may_answer.set()
    assert not window.actions_.clear.isEnabled()


def test_a_model_that_begins_to_answer_does_not_end_the_reading_of_another_picture(
    window, qtbot, photo, tmp_path
):
    opened(window, qtbot, photo)
    other = tmp_path / "other.png"
    picture_of("64").save(other)
    window.picture_controller.open_file(other)
    window.session.use(Recognizer.load("mlp").model)
    qtbot.waitUntil(lambda: not window.picture_controller.is_busy, timeout=20_000)
    settle(window, qtbot)
    assert window.answer.digit_text() == "64"
    assert window.session.answering.name == "mlp"


def test_ink_opened_after_a_picture_that_waits_for_a_model_stays(
    surroundings, qtbot, photo, tmp_path
):
    window = surroundings.window("svm-hog")
    qtbot.addWidget(window)
    ink = tmp_path / "seven.json"
    write_ink_set(ink, [LabelledInk(number_ink("7"), "7")])
    window.picture_controller.open_file(photo)
    window.picture_controller.open_file(ink)
    wait_until_loaded(window.session)
    qtbot.waitUntil(lambda: not window.picture_controller.is_busy, timeout=20_000)
    settle(window, qtbot)
    assert window.picture_controller.page is None
    assert not window.canvas.document.ink().is_empty


def test_a_picture_that_is_opened_ends_the_message_that_there_is_none(window, qtbot, photo):
    QGuiApplication.clipboard().setText("seven")
    window.actions_.paste.trigger()
    assert window.panel.note.isVisible()
    opened(window, qtbot, photo)
    assert not window.panel.note.isVisible()


def test_a_picture_opened_before_the_first_model_is_loaded_is_read_then(surroundings, qtbot, photo):
    window = surroundings.window("svm-hog")
    qtbot.addWidget(window)
    assert window.session.answering is None
    window.picture_controller.open_file(photo)
    assert not window.picture_controller.is_busy
    wait_until_loaded(window.session)
    qtbot.waitUntil(lambda: window.picture_controller.page is not None, timeout=20_000)
    settle(window, qtbot)
    assert window.picture_controller.pane.is_shown


@pytest.mark.parametrize("model", ["mlp", "svm-hog"])
def test_of_a_picture_the_strip_shows_how_its_page_was_read(surroundings, qtbot, photo, model):
    window = surroundings.window(model)
    wait_until_loaded(window.session)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    size = window.size()
    tiles = window.strip.page_tiles
    assert not any(tile.isVisible() for tile in tiles)
    opened(window, qtbot, photo)
    assert window.size() == size
    names = ["sheet", "background", "contrast", "without-rules", "writing"]
    assert [tile.view.name for tile in tiles] == names
    shown = [pixels_of(tile) for tile in tiles]
    paper = shown.pop(1)
    assert np.ptp(paper) < 10
    assert all(np.ptp(pixels) > 100 for pixels in shown)
    places = [tile.geometry() for tile in (*tiles, *window.strip.tiles)]
    assert all(one.right() < other.left() for one, other in pairwise(places))
    assert window.strip.rect().contains(places[-1])
    QTest.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert not any(tile.isVisible() for tile in tiles)


def pixels_of(tile):
    """The pixels within the frame, (H, W) of 0 to 255."""
    frame = tile.square().toRect().adjusted(4, 4, -4, -4)
    image = tile.grab(frame).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(-1, image.bytesPerLine())
    return rows[:, : image.width()].astype(float)


def test_another_model_does_not_read_the_page_anew(window, qtbot, photo):
    opened(window, qtbot, photo)
    page = window.picture_controller.page
    window.session.select("cnn" if window.session.selected.name != "cnn" else "mlp")
    wait_until_loaded(window.session)
    qtbot.waitUntil(lambda: not window.picture_controller.is_busy, timeout=20_000)
    settle(window, qtbot)
    assert window.picture_controller.page is page
    assert window.answer.digit_text() == "253"


def test_a_pasted_picture_is_read(window, qtbot):
    rows = np.ascontiguousarray(np.asarray(picture_of("4")))
    image = QImage(rows.data, 700, 300, 700, QImage.Format.Format_Grayscale8).copy()
    QGuiApplication.clipboard().setImage(image)
    window.actions_.paste.trigger()
    qtbot.waitUntil(lambda: not window.picture_controller.is_busy, timeout=20_000)
    assert window.picture_controller.pane.isVisible()
    assert window.answer.digit_text() == "4"


def test_a_clipboard_without_a_picture_is_reported_and_nothing_changes(window, qtbot):
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
    qtbot.waitUntil(lambda: not window.picture_controller.is_busy, timeout=20_000)
    assert window.picture_controller.pane.isVisible()
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
def test_a_file_that_cannot_be_opened_is_reported_and_drawing_continues(
    window, qtbot, tmp_path, make
):
    draw_seven(window.canvas)
    path = make(tmp_path)
    opened(window, qtbot, path)
    assert path.name in window.panel.note.text.text()
    assert window.panel.note.text.property("tone") == "problem"
    assert "Errno" not in window.panel.note.text.text()
    assert not window.picture_controller.pane.isVisible()
    assert window.answer.digit_text() == "7"


@pytest.mark.parametrize("colour", ["white", "black"])
def test_uniform_pictures_give_no_answer(window, qtbot, tmp_path, colour):
    path = tmp_path / "plain.png"
    Image.new("RGB", (300, 200), colour).save(path)
    opened(window, qtbot, path)
    assert window.answer.digit_text() == "–"
    assert "No digit was found" in window.panel.note.text.text()


def test_of_an_animation_the_first_frame_is_read(window, qtbot, tmp_path):
    path = tmp_path / "moving.gif"
    frames = [picture_of("2"), picture_of("5")]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    opened(window, qtbot, path)
    assert window.answer.digit_text() == "2"


def test_a_large_photograph_is_scaled_down_and_rotated_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (6000, 4000), "white").save(path, exif=exif)
    loaded = load_picture(path)
    assert loaded.size == (2000, 3000)
    shown = picture_files.to_screen(loaded)
    assert (shown.width(), shown.height()) == (667, 1000)


def test_the_frame_of_a_digit_lies_around_it_in_a_large_picture_too(window, qtbot, tmp_path):
    path = tmp_path / "large.png"
    picture = picture_of("7").resize((2800, 1200))
    picture.save(path)
    opened(window, qtbot, path)
    ink = np.asarray(picture) < 128
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    scale, corner = window.picture_controller.pane.place()
    assert scale * 2800 < window.canvas.width()
    digit = QRectF(columns[0], rows[0], np.ptp(columns), np.ptp(rows))
    seen = QRectF(corner + digit.topLeft() * scale, digit.size() * scale)
    frame = window.boxes._frame(window.session.drawing.shown.number.digits[0])
    assert frame.contains(seen)
    assert frame.width() < seen.width() + 20
    assert frame.height() < seen.height() + 20


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16", "F"])
def test_pictures_of_every_mode_can_be_shown(tmp_path, mode):
    path = tmp_path / "picture.tiff"
    Image.new(mode, (40, 30)).save(path)
    image = picture_files.to_screen(load_picture(path))
    assert (image.width(), image.height()) == (40, 30)


def test_the_saved_drawing_is_read_as_what_was_drawn(window, qtbot, tmp_path):
    draw_seven(window.canvas)
    window.picture_controller.save_to(tmp_path / "seven.png")
    with Image.open(tmp_path / "seven.png") as picture:
        assert Recognizer.load().recognize_picture(picture).digit == 7
    window.picture_controller.save_to(tmp_path / "seven.svg")
    text = (tmp_path / "seven.svg").read_text(encoding="utf-8")
    assert text.count("<path") >= 1
    assert "viewBox" in text
    window.picture_controller.save_to(tmp_path / "seven.json")
    before = window.canvas.document.ink().point_count
    window.canvas.document.clear()
    window.picture_controller.open_file(tmp_path / "seven.json")
    qtbot.waitUntil(lambda: window.canvas.document.ink().point_count == before)
    window.canvas.document.undo()
    assert window.canvas.document.is_empty


def test_a_path_that_cannot_be_written_is_reported(window, tmp_path):
    draw_seven(window.canvas)
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    window.picture_controller.save_to(tmp_path / "file" / "seven.png")
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


def test_saving_is_disabled_on_an_empty_pad(window):
    for action in (window.actions_.save, window.actions_.copy_drawing):
        assert not action.isEnabled()
    assert not window.actions_.copy_answer.isEnabled()


def test_a_stroke_of_one_point_is_saved_as_a_dot(tmp_path, window):
    window.canvas.document.replace(Ink((Stroke.of(line((50, 50), (50, 50), 1)),)))
    window.picture_controller.save_to(tmp_path / "dot.svg")
    assert (tmp_path / "dot.svg").stat().st_size > 100


def test_of_several_dropped_files_the_window_says_which_one_is_read(window, qtbot, photo, tmp_path):
    other = tmp_path / "other.png"
    picture_of("17").save(other)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (photo, other)])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(200, 200), copy, data, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(200, 200), copy, data, left, none))
    qtbot.waitUntil(lambda: window.picture_controller.pane.is_shown, timeout=30_000)
    text = window.panel.note.text.text()
    assert text == f"Only {photo.name} was opened: the pad opens one file at a time."


def test_of_several_drawings_in_a_file_the_first_is_opened_and_that_is_said(
    window, qtbot, tmp_path, monkeypatch
):
    items = [LabelledInk(number_ink(digit), digit) for digit in "72"]
    write_ink_set(tmp_path / "ink.json", items)
    threads = []

    def reading(path):
        threads.append(threading.current_thread())
        return read_ink_set(path)

    monkeypatch.setattr(picture_controller, "read_ink_set", reading)
    opened(window, qtbot, tmp_path / "ink.json")
    assert window.answer.digit_text() == "7"
    assert window.panel.note.text.text() == "ink.json has 2 drawings; the first was opened."
    assert threading.main_thread() not in threads


def test_a_pasted_picture_is_converted_in_the_background(window, qtbot, monkeypatch):
    threads = []

    def converting(image):
        threads.append(threading.current_thread())
        return from_clipboard(image)

    monkeypatch.setattr(picture_controller, "from_clipboard", converting)
    QGuiApplication.clipboard().setImage(to_screen(picture_of("253")))
    window.actions_.paste.trigger()
    qtbot.waitUntil(lambda: not window.picture_controller.is_busy, timeout=20_000)
    settle(window, qtbot)
    assert window.answer.digit_text() == "253"
    assert len(threads) == 1
    assert threading.main_thread() not in threads


def test_the_ink_beneath_a_picture_is_not_what_was_read(window, qtbot, photo):
    draw_seven(window.canvas)
    settle(window, qtbot)
    opened(window, qtbot, photo)
    assert window.session.drawing.ink.is_empty
    window.actions_.compare.trigger()
    text = window.windows.answers.agreement
    qtbot.waitUntil(lambda: text.text().startswith("A picture has no strokes."), timeout=60_000)
    window.windows.open_inspector()
    page = window.windows.inspector.open_page("timeline")
    qtbot.waitUntil(lambda: page.notice.startswith("A picture has no strokes."))
    window.picture_controller.remove_picture()
    settle(window, qtbot)
    assert not window.session.drawing.ink.is_empty

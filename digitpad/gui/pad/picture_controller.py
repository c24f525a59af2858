"""Opens, pastes and recognizes pictures on the pad; saves and copies the drawing.

A picture covers the pad until it is clicked away. It is read in the background; while a large one
takes long, the pad says so, and a click or Escape cancels. Errors are shown beside the answer, and
the pad stays usable.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData, QObject, QSizeF, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from digitpad.common.errors import ImageError, InkError
from digitpad.common.pixels import SIDE
from digitpad.common.types import FloatArray
from digitpad.gui.background import BackgroundJob, Task
from digitpad.gui.pad.canvas import Canvas
from digitpad.gui.pad.picture_files import (
    drawing_as_image,
    from_clipboard,
    load_picture,
    save_drawing,
    to_screen,
)
from digitpad.gui.pad.picture_pane import PicturePane
from digitpad.gui.save_dialog import ask_save_path
from digitpad.gui.session import Session
from digitpad.gui.translation import translated
from digitpad.imaging.page import Page
from digitpad.imaging.picture import read_picture
from digitpad.imaging.picture_files import SUFFIXES
from digitpad.imaging.preprocess import Stages, stages_of_digit
from digitpad.ink.files import read_ink_set
from digitpad.ink.strokes import Ink
from digitpad.recognition.numbers import Number, NumberDigit
from digitpad.recognition.recognizer import Recognizer

_INK_SUFFIXES = (".json", ".json.gz")
_SLOW_MILLISECONDS = 400
"""After this time the pad says that the picture is being read."""


@dataclass(frozen=True, slots=True, eq=False)
class OpenedPicture:
    """A picture as it is shown and as it was read, which does not depend on the model.

    Attributes:
        image: to be shown; a large picture is reduced. A digit is its ink (28, 28) float32, which
            is painted in the colours of the theme.
        size: of the picture, in pixels.
        content: its ink, and the steps by which it was found; or the stages of a digit that is
            read as it is, such as one of MNIST.
    """

    image: QImage | FloatArray
    size: QSizeF
    content: Page | Stages


class PictureController(QObject):
    """Shows pictures on the pad and recognizes them in the background.

    `recognized` carries the `Number` of a picture, `message` a text and whether it is an error; an
    empty text ends the message before it. `reading` is emitted when a picture takes long and the
    pad is covered, `removed` when the picture is gone and the pad is visible again.
    """

    recognized = Signal(object)
    message = Signal(str, bool)
    reading = Signal()
    removed = Signal()

    def __init__(
        self, session: Session, canvas: Canvas, pane: PicturePane, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.pane = pane
        self._session = session
        self._canvas = canvas
        self._opened: OpenedPicture | None = None
        self._reader: Recognizer | None = None  # that reads, or was the last to read
        self._waiting: Path | QImage | OpenedPicture | None = None  # for the first model
        self._job = BackgroundJob(self)
        self._job.failed.connect(self._show_error)
        self._job.idle.connect(self._on_idle)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MILLISECONDS)
        self._slow.timeout.connect(self.pane.show_reading)
        self._slow.timeout.connect(self.reading)
        self.pane.dismissed.connect(self.remove_picture)
        session.document.ink_changed.connect(self.remove_picture)
        session.digit_opened.connect(self.open_digit)
        session.answering_changed.connect(self._read_again)

    @property
    def page(self) -> Page | None:
        """The picture on the pad, as it was read; None where there is none."""
        content = None if self._opened is None else self._opened.content
        return content if isinstance(content, Page) else None

    @property
    def is_busy(self) -> bool:
        """Whether a picture is being recognized."""
        return self._job.is_busy

    def _read_again(self) -> None:
        """Recognize the current picture with the model that answers now, unless one is read."""
        if self._waiting is not None:
            self._read(self._waiting)
        elif self._opened is not None and not self.is_busy:
            self._read(self._opened)

    def _on_idle(self) -> None:
        self._end_reading()
        # Meanwhile another model may have begun to answer.
        if self._opened is not None and self._reader is not self._session.answering:
            self._read(self._opened)

    def remove_picture(self) -> None:
        """Remove the picture from the pad; one that is being read is cancelled."""
        self._job.cancel()
        self._waiting = None
        self._end_reading()
        if self.pane.is_shown:
            self._opened = None
            self.pane.remove_picture()
            self.removed.emit()

    def close(self) -> None:
        """Cancel the running recognition."""
        self._slow.stop()
        self._job.shut_down()

    # Opening and pasting

    def open(self, parent: QWidget) -> None:
        """Ask for a file and open it."""
        kinds = self.tr("Pictures and ink")
        patterns = " ".join(f"*{suffix}" for suffix in (*SUFFIXES, *_INK_SUFFIXES))
        everything = self.tr("All files")
        filters = f"{kinds} ({patterns});;{everything} (*)"
        place, _ = QFileDialog.getOpenFileName(parent, self.tr("Open"), "", filters)
        if place:
            self.open_file(Path(place))

    def open_file(self, path: Path) -> None:
        """Open a picture, or an ink file."""
        self.message.emit("", False)
        if path.name.lower().endswith(_INK_SUFFIXES):
            self._open_ink(path)
        else:
            self._read(path)

    def open_digit(self, image: FloatArray) -> None:
        """Open a digit (28, 28) float32 that is the model's input as it is."""
        self.message.emit("", False)
        stages = stages_of_digit(image)
        if stages is not None:
            self._read(OpenedPicture(image, QSizeF(SIDE, SIDE), stages))

    def paste(self) -> None:
        """Open the picture on the clipboard."""
        if not self.accept(QGuiApplication.clipboard().mimeData()):
            self.message.emit(self.tr("There is no picture on the clipboard."), True)

    def can_accept(self, data: QMimeData) -> bool:
        """Whether dropped data may contain a picture."""
        return data.hasImage() or any(url.isLocalFile() for url in data.urls())

    def accept(self, data: QMimeData | None) -> bool:
        """Open a dropped or pasted picture; returns False if there is none."""
        if data is None:  # the program that had copied something has ended
            return False
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.open_file(paths[0])
            if len(paths) > 1:
                text = self.tr("Only {name} was opened: the pad opens one file at a time.")
                self.message.emit(text.format(name=paths[0].name), False)
            return True
        image = QGuiApplication.clipboard().image() if not data.hasImage() else data.imageData()
        if image is None or image.isNull():
            return False
        self.message.emit("", False)
        self._read(image)
        return True

    def _open_ink(self, path: Path) -> None:
        self._waiting = None
        self._job.start(lambda _: _load_ink(path), partial(self._show_ink, path))

    def _show_ink(self, path: Path, inks: list[Ink]) -> None:
        self.remove_picture()
        self._canvas.document.replace(inks[0])
        if len(inks) > 1:
            text = self.tr("{name} has {count} drawings; the first was opened.")
            self.message.emit(text.format(name=path.name, count=len(inks)), False)

    def _read(self, source: Path | QImage | OpenedPicture) -> None:
        """Recognize a picture instead of the one that is being recognized."""
        answering = self._session.answering
        if answering is None:
            self._waiting = source
        else:
            self._waiting = None
            self._reader = answering
            self._job.start(partial(_load_and_read, source, answering), self._show)
            if not self.pane.is_shown:
                self._slow.start()

    def _show(self, outcome: tuple[OpenedPicture, Number]) -> None:
        self._opened, number = outcome
        content = self._opened.content
        self._session.opened_digit = content if isinstance(content, Stages) else None
        self._canvas.document.finish()
        self._slow.stop()
        self.pane.show_picture(self._opened.image, self._opened.size)
        if not number.digits:
            self.message.emit(self.tr("No digit was found in this picture."), False)
        self.recognized.emit(number)

    def _show_error(self, error: Exception) -> None:
        self.message.emit(translated(error), True)

    def _end_reading(self) -> None:
        self._slow.stop()
        if self.pane.is_reading:
            self.pane.end_reading()
            if not self.pane.is_shown:
                self.removed.emit()

    # Saving and copying

    def save(self, parent: QWidget) -> None:
        """Ask for a file and save the drawing."""
        kinds = (("PNG", ".png"), ("SVG", ".svg"), (self.tr("Ink"), ".json"))
        path = ask_save_path(parent, self.tr("Save drawing"), "digit.png", kinds)
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Save the drawing in the format of the file's suffix."""
        try:
            save_drawing(path, self._canvas.document.ink(), self._canvas.size())
        except OSError as error:
            self._show_error(
                ImageError("{path}: the drawing was not saved: {error}", path=path, error=error)
            )
        else:
            self.message.emit(self.tr("Saved as {path}").format(path=path), False)

    def copy_drawing(self) -> None:
        """Copy the drawing to the clipboard as a picture."""
        image = drawing_as_image(self._canvas.document.ink(), self._canvas.size())
        QGuiApplication.clipboard().setImage(image)
        self.message.emit(self.tr("The drawing was copied to the clipboard."), False)

    def copy_answer(self, number: Number) -> None:
        """Copy the recognized number to the clipboard as text."""
        QGuiApplication.clipboard().setText(number.text)
        self.message.emit(
            self.tr("{text} was copied to the clipboard.").format(text=number.text), False
        )


def _load_ink(path: Path) -> list[Ink]:
    """Runs in the worker thread."""
    inks = [item.ink for item in read_ink_set(path)]
    if not inks or inks[0].is_empty:
        raise InkError("{path}: there is no drawing in it", path=path)
    return inks


def _load_and_read(
    source: Path | QImage | OpenedPicture, recognizer: Recognizer, task: Task
) -> tuple[OpenedPicture, Number]:
    """Runs in the worker thread."""
    if isinstance(source, OpenedPicture):
        opened = source
    else:
        picture = from_clipboard(source) if isinstance(source, QImage) else load_picture(source)
        task.check_cancelled()
        opened = OpenedPicture(to_screen(picture), QSizeF(*picture.size), read_picture(picture))
    task.check_cancelled()
    content = opened.content
    if isinstance(content, Page):
        return opened, recognizer.recognize_number_in_picture(content)
    rows, columns = np.nonzero(content.network_input)
    box = columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
    left, top, right, bottom = map(float, box)
    answer = recognizer.recognize_stages([content])[0]
    return opened, Number.of((NumberDigit((left, top, right, bottom), answer),))

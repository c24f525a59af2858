"""Pictures come and go: opened, pasted, dropped; saved and copied.

What goes wrong is told beside the answer, and drawing goes on.
"""

from functools import partial
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from digitpad.errors import DigitpadError, InkError
from digitpad.gui.canvas import Canvas
from digitpad.gui.error_words import in_words
from digitpad.gui.picture_files import (
    drawing_as_image,
    from_clipboard,
    load_picture,
    save_drawing,
    to_screen,
)
from digitpad.gui.picture_pane import PicturePane
from digitpad.gui.worker import Worker
from digitpad.ink import read_ink_set
from digitpad.recognizer import Number, Recognizer

_INK_SUFFIXES = (".json", ".json.gz")


class PictureDesk(QObject):
    """Lays pictures on the pad and has them read in the background.

    `read` carries the `Number` of a picture, `told` a text and whether it is a problem, `left`
    says that the pad is back.
    """

    read = Signal(object)
    told = Signal(str, bool)
    left = Signal()

    def __init__(self, canvas: Canvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pane = PicturePane(canvas)
        self._canvas = canvas
        self._recognizer: Recognizer | None = None
        self._picture: Image.Image | None = None
        self._worker = Worker(self)
        self._next: Path | Image.Image | None = None
        self._worker.finished.connect(self._show)
        self._worker.failed.connect(self._tell_of_picture)
        self.pane.dismissed.connect(self.take_away)
        canvas.lay_over(self.pane)

    @property
    def is_busy(self) -> bool:
        """Whether a picture is being read."""
        return self._worker.is_busy

    def use(self, recognizer: Recognizer) -> None:
        """Let this model read from now on, the picture on the pad first."""
        self._recognizer = recognizer
        if self.pane.is_shown and self._picture is not None:
            self._read(self._picture)

    def take_away(self) -> None:
        """Back to the pad."""
        if self.pane.is_shown:
            self._picture = None
            self.pane.take_away()
            self.left.emit()

    def close(self) -> None:
        """Let what is being read come to its end."""
        self._worker.wait()

    # In

    def open(self, parent: QWidget) -> None:
        """Ask for a file and open it."""
        kinds = self.tr("Pictures and ink")
        patterns = "*.png *.jpg *.jpeg *.bmp *.gif *.tif *.tiff *.webp *.pgm *.json *.json.gz"
        everything = self.tr("All files")
        filters = f"{kinds} ({patterns});;{everything} (*)"
        place, _ = QFileDialog.getOpenFileName(parent, self.tr("Open"), "", filters)
        if place:
            self.open_file(Path(place))

    def open_file(self, path: Path) -> None:
        """Open a picture, or ink as it was saved."""
        if path.name.lower().endswith(_INK_SUFFIXES):
            self._open_ink(path)
        else:
            self._read(path)

    def paste(self) -> None:
        """Take the picture on the clipboard."""
        if not self.take(QGuiApplication.clipboard().mimeData()):
            self.told.emit(self.tr("There is no picture on the clipboard."), True)

    def can_take(self, data: QMimeData) -> bool:
        """Whether there may be a picture in what is dropped."""
        return data.hasImage() or any(url.isLocalFile() for url in data.urls())

    def take(self, data: QMimeData) -> bool:
        """Take a dropped or pasted picture; False where there is none."""
        for url in data.urls():
            if url.isLocalFile():
                self.open_file(Path(url.toLocalFile()))
                return True
        image = QGuiApplication.clipboard().image() if not data.hasImage() else data.imageData()
        if image is None or image.isNull():
            return False
        try:
            self._read(from_clipboard(image))
        except DigitpadError as error:
            self._tell(error)
        return True

    def _open_ink(self, path: Path) -> None:
        try:
            items = read_ink_set(path)
            if not items or items[0].ink.is_empty:
                raise InkError(f"{path}: there is no drawing in it")
        except (DigitpadError, OSError) as error:
            self._tell(error)
        else:
            self.take_away()
            self._canvas.replace(items[0].ink)

    def _read(self, source: Path | Image.Image) -> None:
        """Read this, or, while another picture is being read, this next; the newest counts."""
        if self._worker.is_busy:
            self._next = source
        elif self._recognizer is not None:
            self._worker.start(partial(_load_and_read, source, self._recognizer))

    def _has_read_next(self) -> bool:
        """Whether there is a newer picture, so that what came of this one is not wanted."""
        source, self._next = self._next, None
        if source is None:
            return False
        self._read(source)
        return True

    def _show(self, outcome: tuple[Image.Image, Number]) -> None:
        if self._has_read_next():
            return
        self._picture, number = outcome
        self._canvas.finish()
        self.pane.show_picture(to_screen(self._picture))
        if not number.digits:
            self.told.emit(self.tr("Nothing in this picture stands out as a digit."), False)
        self.read.emit(number)

    def _tell_of_picture(self, error: Exception) -> None:
        if not self._has_read_next():
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        self.told.emit(in_words(error), True)
        if not isinstance(error, DigitpadError | OSError):
            raise error

    # Out

    def save(self, parent: QWidget) -> None:
        """Ask for a place and save the drawing there."""
        ink = self.tr("Ink")
        filters = f"PNG (*.png);;SVG (*.svg);;{ink} (*.json)"
        place, chosen = QFileDialog.getSaveFileName(
            parent, self.tr("Save the drawing"), "digit.png", filters
        )
        if place:
            path = Path(place)
            self.save_to(path if path.suffix else path.with_suffix(_suffix_of(chosen)))

    def save_to(self, path: Path) -> None:
        """Save the drawing; its kind follows the name."""
        try:
            save_drawing(path, self._canvas.ink(), self._canvas.size())
        except OSError as error:
            self.told.emit(f"{path}: {error.strerror or error}", True)
        else:
            self.told.emit(self.tr("Saved as {path}").format(path=path), False)

    def copy_drawing(self) -> None:
        """Put the drawing on the clipboard, as a picture."""
        image = drawing_as_image(self._canvas.ink(), self._canvas.size())
        QGuiApplication.clipboard().setImage(image)
        self.told.emit(self.tr("The drawing is on the clipboard."), False)

    def copy_answer(self, number: Number) -> None:
        """Put what was read on the clipboard, as text."""
        QGuiApplication.clipboard().setText(number.text)
        self.told.emit(self.tr("{text} is on the clipboard.").format(text=number.text), False)


def _load_and_read(
    source: Path | Image.Image, recognizer: Recognizer
) -> tuple[Image.Image, Number]:
    """In the other thread."""
    picture = source if isinstance(source, Image.Image) else load_picture(source)
    return picture, recognizer.recognize_number_in_picture(picture)


def _suffix_of(filter_text: str) -> str:
    return filter_text.partition("*")[2].rstrip(")") or ".png"

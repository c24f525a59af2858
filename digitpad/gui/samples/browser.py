"""A window with all own samples: by digit, the misread alone, relabelled and deleted with undo.

+-----------+----------------------------------+
| All   34  |  [4]  [4]  [4]  [4]  [4]  [4]    |
| 0      3  |   4    4   4<-9  4    4    4     |
| ...       |                                  |
| [x] misread                                  |
+-----------+----------------------------------+
| Delete  Undo  Redo    Import  Export  Learn  |
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QUndoStack
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.data.exchange import KINDS, read_samples, write_samples
from digitpad.data.samples import Sample, SampleStore
from digitpad.errors import DigitpadError
from digitpad.gui import theme
from digitpad.gui.error_words import in_words
from digitpad.gui.samples.places import ask_for_place_to_read, ask_for_place_to_write
from digitpad.gui.samples.sample_commands import added, deleted, relabelled
from digitpad.gui.samples.sample_list import SAMPLE_ROLE, SampleList, Thumbnail
from digitpad.gui.worker import Worker

_SIZE = QSize(900, 560)


class SampleBrowser(QDialog):
    """Shows a `SampleStore`. `learning_asked` and `round_asked` are for whoever opened it."""

    learning_asked = Signal()
    round_asked = Signal()

    def __init__(self, store: SampleStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.undo_stack = QUndoStack(self)
        self._worker = Worker(self)
        self._worker.finished.connect(self._take_imported)
        self._worker.failed.connect(lambda error: self._say(in_words(error), is_problem=True))
        self.digits = QListWidget()
        self.digits.setFixedWidth(120)
        for _ in range(11):
            self.digits.addItem(QListWidgetItem())
        self.digits.setCurrentRow(0)
        self.misread = QCheckBox()
        self.list = SampleList(self)
        self.view = _Thumbnails()
        self.view.setModel(self.list)
        self.view.setItemDelegate(Thumbnail(self.view))
        self.message = QLabel()
        self.message.setWordWrap(True)
        self._make_buttons()
        self._lay_out()
        self.digits.currentRowChanged.connect(self.refresh)
        self.misread.toggled.connect(self.refresh)
        self.view.label_typed.connect(self.relabel)
        self.view.delete_typed.connect(self.delete)
        self.view.selectionModel().selectionChanged.connect(self._update_buttons)
        self.undo_stack.indexChanged.connect(self._update_buttons)
        self.resize(_SIZE)
        self._translate()
        self.refresh()
        if store.notice:
            self._say(in_words(store.notice), is_problem=True)

    # What is shown

    def refresh(self) -> None:
        """Show the store as it is now."""
        with self._telling():
            counts = self._store.count_by_label()
            row = self.digits.currentRow()
            label = row - 1 if row > 0 else None
            self.list.show_samples(
                self._store.samples(
                    label=label, misread=self.misread.isChecked(), newest_first=True
                )
            )
            for digit, count in enumerate([counts.sum(), *counts]):
                name = self.tr("All") if digit == 0 else str(digit - 1)
                self.digits.item(digit).setText(f"{name}   ·   {count}")
        self._update_buttons()

    def chosen(self) -> list[Sample]:
        """The samples that are selected."""
        rows = self.view.selectionModel().selectedIndexes()
        return [index.data(SAMPLE_ROLE) for index in rows]

    def _say(self, text: str, *, is_problem: bool = False) -> None:
        self.message.setProperty("tone", "problem" if is_problem else "quiet")
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setText(text)

    def show_text(self, text: str) -> None:
        """Something worth a line, such as what learning brought."""
        self._say(text)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """What goes wrong is said below the list; nothing is lost by it."""
        try:
            yield
        except (DigitpadError, OSError) as error:
            self._say(in_words(error), is_problem=True)

    # What can be done

    def relabel(self, label: int) -> None:
        """The selected samples are `label`s."""
        ids = [sample.id for sample in self.chosen() if sample.label != label]
        if ids:
            with self._telling():
                self.undo_stack.push(relabelled(self._store, ids, label, self.refresh))
                text = self.tr("{count} samples are now labelled {digit}.")
                self._say(text.format(count=len(ids), digit=label))

    def delete(self) -> None:
        """Delete the selected samples; undo brings them back."""
        ids = [sample.id for sample in self.chosen()]
        if ids:
            with self._telling():
                self.undo_stack.push(deleted(self._store, ids, self.refresh))
                self._say(
                    self.tr("{count} samples deleted; undo brings them back.").format(
                        count=len(ids)
                    )
                )

    def undo(self) -> None:
        """Take the last change back."""
        with self._telling():
            self.undo_stack.undo()
            self._say("")

    def redo(self) -> None:
        """Do it again."""
        with self._telling():
            self.undo_stack.redo()
            self._say("")

    def import_from(self, place: Path | str) -> None:
        """Read labelled digits in the background and store them."""
        if self._worker.is_busy:
            return
        self._say(self.tr("Reading {place} …").format(place=place))
        store = self._store
        self._worker.start(lambda: [sample.id for sample in store.add_all(read_samples(place))])

    def _take_imported(self, ids: list[int]) -> None:
        self.undo_stack.push(added(self._store, ids, self.refresh))
        self._say(self.tr("{count} samples imported.").format(count=len(ids)))

    def export_to(self, place: Path | str, kind: str) -> None:
        """Write the samples shown to a place."""
        with self._telling():
            count = write_samples(place, self.list.samples, kind)
            self._say(
                self.tr("{count} samples written to {place}.").format(count=count, place=place)
            )

    def _ask_and_import(self, *, folder: bool) -> None:
        place = ask_for_place_to_read(self, folder=folder)
        if place:
            self.import_from(place)

    def _ask_and_export(self, kind: str) -> None:
        place = ask_for_place_to_write(self, kind)
        if place:
            self.export_to(place, kind)

    # What it looks like

    def _make_buttons(self) -> None:
        self.delete_button = _push(self.delete)
        self.undo_button = _push(self.undo)
        self.redo_button = _push(self.redo)
        self.learn_button = _push(self.learning_asked.emit)
        self.round_button = _push(self.round_asked.emit)
        self.import_button, self.export_button = QToolButton(), QToolButton()
        self.import_menu, self.export_menu = QMenu(self), QMenu(self)
        self._import_file = self.import_menu.addAction("")
        self._import_file.triggered.connect(lambda: self._ask_and_import(folder=False))
        self._import_folder = self.import_menu.addAction("")
        self._import_folder.triggered.connect(lambda: self._ask_and_import(folder=True))
        self._exports = {kind: self.export_menu.addAction("") for kind in KINDS}
        for kind, action in self._exports.items():
            action.triggered.connect(partial(self._ask_and_export, kind))
        for button, menu in (
            (self.import_button, self.import_menu),
            (self.export_button, self.export_menu),
        ):
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for keys, do in (
            (QKeySequence.StandardKey.Undo, self.undo),
            (QKeySequence.StandardKey.Redo, self.redo),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.digits, 1)
        left.addWidget(self.misread)
        above = QHBoxLayout()
        above.setSpacing(theme.GAP)
        above.addLayout(left)
        above.addWidget(self.view, 1)
        below = QHBoxLayout()
        below.setSpacing(theme.GAP_SMALL)
        for button in (self.delete_button, self.undo_button, self.redo_button):
            below.addWidget(button)
        below.addStretch(1)
        for other in (self.import_button, self.export_button, self.round_button):
            below.addWidget(other)
        below.addWidget(self.learn_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.GAP_LARGE] * 4)
        column.setSpacing(theme.GAP)
        column.addLayout(above, 1)
        column.addWidget(self.message)
        column.addLayout(below)

    def _update_buttons(self) -> None:
        self.delete_button.setEnabled(bool(self.view.selectionModel().selectedIndexes()))
        self.undo_button.setEnabled(self.undo_stack.canUndo())
        self.redo_button.setEnabled(self.undo_stack.canRedo())
        self.export_button.setEnabled(bool(self.list.samples))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let an import that is under way come to its end."""
        self._worker.wait()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
            self.refresh()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.setWindowTitle(self.tr("My samples"))
        self.digits.setAccessibleName(self.tr("Digits"))
        self.view.setAccessibleName(self.tr("Samples"))
        self.view.setAccessibleDescription(
            self.tr("Keys 0 to 9 give the selected samples another label, Delete removes them")
        )
        self.misread.setText(self.tr("&Misread only"))
        self.delete_button.setText(self.tr("&Delete"))
        self.undo_button.setText(self.tr("&Undo"))
        self.redo_button.setText(self.tr("&Redo"))
        self.import_button.setText(self.tr("Import"))
        self.export_button.setText(self.tr("Export"))
        self.round_button.setText(self.tr("&Write each digit…"))
        self.learn_button.setText(self.tr("&Learn from these"))
        self._import_file.setText(self.tr("A &file (IDX, CSV, ink)…"))
        self._import_folder.setText(self.tr("A f&older of pictures…"))
        self._exports["idx"].setText(self.tr("&IDX, as MNIST…"))
        self._exports["png"].setText(self.tr("&Pictures in folders…"))
        self._exports["csv"].setText(self.tr("&CSV…"))
        self._exports["ink"].setText(self.tr("I&nk (JSON)…"))


class _Thumbnails(QListView):
    """The thumbnails, with keys for what is done most: a figure relabels, Delete deletes."""

    label_typed = Signal(int)
    delete_typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSpacing(4)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Relabel or delete what is selected."""
        key = event.key()
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self.label_typed.emit(key - Qt.Key.Key_0)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.delete_typed.emit()
        else:
            super().keyPressEvent(event)


def _push(action: Callable[[], object]) -> QPushButton:
    button = QPushButton()
    button.setAutoDefault(False)
    button.clicked.connect(lambda _=False: action())
    return button

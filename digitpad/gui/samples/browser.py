"""A window with all own samples: filter, relabel and delete with undo, import and export.

+-----------+----------------------------------+
| All   34  |  [4]  [4]  [4]  [4]  [4]  [4]    |
| 0      3  |   4    4   4<-9  4    4    4     |
| ...       |                                  |
| [x] misread                                  |
+-----------+----------------------------------+
| Delete  Undo  Redo    Import  Export  Train  |
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QKeySequence,
    QShortcut,
    QShowEvent,
    QUndoStack,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QListWidget,
    QMenu,
    QPushButton,
    QStackedWidget,
)

from digitpad.common.errors import DigitpadError, SampleError
from digitpad.common.labels import NON_DIGIT
from digitpad.data.importers import KINDS, write_samples
from digitpad.data.own_samples import Sample
from digitpad.gui import theme
from digitpad.gui.background import BackgroundJob
from digitpad.gui.digit_list import Entry
from digitpad.gui.pad.doubtful_label import label_name
from digitpad.gui.pad.ink_document import UNDO_LIMIT
from digitpad.gui.samples.sample_files import (
    ask_for_export,
    ask_for_import,
    import_samples,
    read_store,
    report_of,
)
from digitpad.gui.samples.sample_list import SampleList
from digitpad.gui.samples.store_changes import added, deleted, relabelled
from digitpad.gui.secondary_window import SecondaryWindow
from digitpad.gui.session import Session
from digitpad.gui.translation import translated
from digitpad.gui.widgets import ProgressBar, Tone, column, plain_label, push_button, row, set_tone
from digitpad.ink.strokes import Ink

_SIZE = QSize(900, 560)
_READ_AT_ONCE = 500
"""More samples are read in the background."""


class SampleBrowser(SecondaryWindow):
    """Shows the user's own samples.

    `learning_requested` and `recording_requested` are emitted when their buttons are clicked.

    Attributes:
        samples: those that are shown, the newest first.

    Raises:
        SampleError: the samples cannot be opened.
    """

    learning_requested = Signal()
    recording_requested = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("samples", session, _SIZE, "your-hand#samples")
        self.setWindowTitle(self.tr("My Samples"))
        self._store = session.store()
        self.samples: list[Sample] = []
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_LIMIT)
        self.job, self._reading = BackgroundJob(self), BackgroundJob(self)
        for job in (self.job, self._reading):
            job.failed.connect(lambda error: self.show_text(translated(error), "problem"))
        self.job.cancelled.connect(lambda: self.show_text(self.tr("Cancelled.")))
        self.digits = QListWidget()
        self.digits.setAccessibleName(self.tr("Digits"))
        self.digits.addItems([""] * (NON_DIGIT + 2))
        self.digits.setCurrentRow(0)
        self.misread = QCheckBox(self.tr("&Misread only"))
        self.list = SampleList()
        self.list.setAccessibleName(self.tr("Samples"))
        self.list.setAccessibleDescription(
            self.tr("Keys 0 to 9 give the selected samples another label, Delete removes them")
        )
        self.list.offer_pad(session, self._ink_of, inspects=True)
        self.empty = plain_label(tone="quiet", wraps=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        self.pages.addWidget(self.empty)
        self.message = plain_label(wraps=True)
        self.progress = ProgressBar()
        self.cancel = push_button(self.tr("Cancel"), self.job.cancel)
        self._make_buttons()
        self._build_layout()
        self._connect()
        self._show_progress()
        if self._store.notice:
            self.show_text(translated(self._store.notice), "problem")

    def _connect(self) -> None:
        for filtered in (self.digits.currentRowChanged, self.misread.toggled):
            filtered.connect(self.refresh)
            filtered.connect(lambda: self.show_text(""))
        self.list.label_typed.connect(self.relabel)
        self.list.delete_typed.connect(self.delete)
        self.list.selectionModel().selectionChanged.connect(self._update_buttons)
        self.undo_stack.indexChanged.connect(self._update_buttons)
        self.session.samples_changed.connect(self.refresh)
        for change in (self.job.started, self.job.idle, self.job.cancelled):
            change.connect(self._show_progress)
        self.job.progressed.connect(self.progress.show_progress)

    # Content

    def refresh(self) -> None:
        """Read the store again, if the window is visible."""
        if not self.isVisible():
            return
        with self._showing_errors():
            counts = self._store.count_by_label()
            row = self.digits.currentRow()
            label = row - 1 if row > 0 else None
            misread = self.misread.isChecked()
            names = [self.tr("All"), *map(str, range(10)), self.tr("Not a digit")]
            for item, (name, count) in enumerate(zip(names, [counts.sum(), *counts], strict=True)):
                self.digits.item(item).setText(f"{name}   ·   {count}")
            if counts.sum() > _READ_AT_ONCE:
                self._reading.start(
                    lambda task: read_store(self._store, label, misread, task), self._show_samples
                )
            else:
                self._reading.cancel()
                self._show_samples(
                    self._store.samples(label=label, misread=misread, newest_first=True)
                )
        self.digits.setFixedWidth(
            self.digits.sizeHintForColumn(0) + 2 * theme.GAP + 2 * self.digits.frameWidth()
        )

    def _show_samples(self, samples: list[Sample]) -> None:
        self.samples = samples
        self.list.show_samples(samples)
        self.empty.setText(self._nothing_text())
        self.pages.setCurrentWidget(self.list if samples else self.empty)
        self._update_buttons()

    def _nothing_text(self) -> str:
        """What to do while no sample is shown."""
        if self.digits.currentRow() > 0 or self.misread.isChecked():
            return self.tr("No sample of this kind. Choose All at the left to see the others.")
        return self.tr(
            "No samples yet. Draw a digit on the pad; if the answer is wrong, press the key of the "
            "right digit. Or write some with Record Samples…, or import a file."
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Show what has changed while the window was hidden."""
        super().showEvent(event)
        self.refresh()

    def chosen(self) -> list[Sample]:
        """The selected samples."""
        return [self.samples[row] for row in self.list.chosen_rows]

    def _ink_of(self, entry: Entry) -> Ink | None:
        """The strokes of a sample; None for one that is only an image, or damaged."""
        try:
            return entry.data.ink if isinstance(entry.data, Sample) else None
        except SampleError as error:
            self.show_text(translated(error), "problem")
            return None

    def show_text(self, text: str, tone: Tone = "quiet") -> None:
        """Show a message, such as the result of learning."""
        set_tone(self.message, tone)
        self.message.setText(text)

    @contextmanager
    def _showing_errors(self) -> Iterator[None]:
        """Show errors below the list."""
        try:
            yield
        except (DigitpadError, OSError) as error:
            self.show_text(translated(error), "problem")

    def _show_progress(self) -> None:
        is_busy = self.job.is_busy
        self.progress.show_progress()
        self.progress.setVisible(is_busy)
        self.cancel.setVisible(is_busy)
        self._update_buttons()

    # User actions

    def relabel(self, label: int) -> None:
        """Set the label of the selected samples: 0 to 9, or `NON_DIGIT`."""
        ids = [sample.id for sample in self.chosen() if sample.label != label]
        if ids:
            with self._showing_errors():
                self.undo_stack.push(
                    relabelled(self._store, ids, label, self.session.samples_changed.emit)
                )
                text = (
                    self.tr("1 sample is now labelled {digit}.")
                    if len(ids) == 1
                    else self.tr("{count} samples are now labelled {digit}.")
                )
                self.show_text(text.format(count=len(ids), digit=label_name(label)))

    def delete(self) -> None:
        """Delete the selected samples; can be undone."""
        ids = [sample.id for sample in self.chosen()]
        if ids:
            with self._showing_errors():
                self.undo_stack.push(deleted(self._store, ids, self.session.samples_changed.emit))
                text = (
                    self.tr("1 sample deleted; undo brings it back.")
                    if len(ids) == 1
                    else self.tr("{count} samples deleted; undo brings them back.")
                )
                self.show_text(text.format(count=len(ids)))

    def undo(self) -> None:
        """Undo the last change."""
        with self._showing_errors():
            self.undo_stack.undo()
            self.show_text("")

    def redo(self) -> None:
        """Redo the last undone change."""
        with self._showing_errors():
            self.undo_stack.redo()
            self.show_text("")

    def import_from(self, place: Path | str) -> None:
        """Read labelled digits in the background and store them."""
        if self.job.is_busy:
            return
        self.show_text(self.tr("Reading {place} …").format(place=place))
        store = self._store
        self.job.start(lambda task: import_samples(store, place, task), then=self._on_imported)

    def _on_imported(self, ids: list[int]) -> None:
        self.undo_stack.push(added(self._store, ids, self.session.samples_changed.emit))
        text = (
            self.tr("1 sample imported.") if len(ids) == 1 else self.tr("{count} samples imported.")
        )
        self.show_text(text.format(count=len(ids)))

    def export_to(self, place: Path | str, kind: str) -> None:
        """Write the samples shown to a file or folder, in the background."""
        if self.job.is_busy:
            return
        self.show_text(self.tr("Writing {place} …").format(place=place))
        samples = list(self.samples)
        self.job.start(
            lambda task: write_samples(place, samples, kind, report=report_of(task)),
            then=lambda count: self._on_exported(place, count),
        )

    def _on_exported(self, place: Path | str, count: int) -> None:
        text = (
            self.tr("1 sample written to {place}.")
            if count == 1
            else self.tr("{count} samples written to {place}.")
        )
        self.show_text(text.format(count=count, place=place))

    def _ask_and_import(self, *, folder: bool) -> None:
        place = ask_for_import(self, folder=folder)
        if place:
            self.import_from(place)

    def _ask_and_export(self, kind: str) -> None:
        place = ask_for_export(self, kind)
        if place:
            self.export_to(place, kind)

    # Buttons and layout

    def _make_buttons(self) -> None:
        self.delete_button = push_button(self.tr("&Delete"), self.delete)
        self.undo_button = push_button(self.tr("&Undo"), self.undo)
        self.redo_button = push_button(self.tr("&Redo"), self.redo)
        self.learn_button = push_button(
            self.tr("&Train on All Samples"), self.learning_requested.emit
        )
        self.record_button = push_button(self.tr("&Record Samples…"), self.recording_requested.emit)
        self.label_button = _menu_button(
            self.tr("Mar&k As"),
            [
                (f"&{label}" if label < NON_DIGIT else self.tr("&Not a Digit"), label)
                for label in range(NON_DIGIT + 1)
            ],
            self.relabel,
        )
        self.import_button = _menu_button(
            self.tr("&Import"),
            [
                (self.tr("A &file (IDX, CSV, ink)…"), False),
                (self.tr("A f&older of pictures…"), True),
            ],
            lambda folder: self._ask_and_import(folder=folder),
        )
        names = {
            "idx": self.tr("&IDX (MNIST format)…"),
            "png": self.tr("&Pictures in folders…"),
            "csv": self.tr("&CSV…"),
            "ink": self.tr("I&nk (JSON)…"),
        }
        self.export_button = _menu_button(
            self.tr("&Export"), [(names[kind], kind) for kind in KINDS], self._ask_and_export
        )
        for keys, do in (
            (QKeySequence.StandardKey.Undo, self.undo),
            (QKeySequence.StandardKey.Redo, self.redo),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    def _build_layout(self) -> None:
        left = column((self.digits, 1), self.misread)
        changing = self.delete_button, self.label_button, self.undo_button, self.redo_button
        files = self.import_button, self.export_button
        self.fill(
            (row(left, (self.pages, 1), spacing=theme.GAP), 1),
            row((self.message, 1), self.progress, self.cancel),
            row(*changing, None),
            row(*files, None, self.record_button, self.learn_button),
        )

    def _update_buttons(self) -> None:
        has_chosen, is_busy = bool(self.list.chosen_rows), self.job.is_busy
        self.delete_button.setEnabled(has_chosen)
        self.label_button.setEnabled(has_chosen)
        self.undo_button.setEnabled(self.undo_stack.canUndo())
        self.redo_button.setEnabled(self.undo_stack.canRedo())
        self.import_button.setEnabled(not is_busy)
        self.export_button.setEnabled(bool(self.samples) and not is_busy)


def _menu_button(
    text: str, entries: Sequence[tuple[str, Any]], choose: Callable[[Any], object]
) -> QPushButton:
    """A button with a menu; `choose` gets the value of the chosen entry."""
    button = push_button(text)
    menu = QMenu(button)
    for name, value in entries:
        action = QAction(name, menu)
        action.triggered.connect(lambda _=False, value=value: choose(value))
        menu.addAction(action)
    button.setMenu(menu)
    return button

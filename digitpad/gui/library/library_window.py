"""The window of the model library: table, details and file operations.

+---------------------------+---------------------+
| [filter]                  |  cnn                |
| model      MNIST   size   |  99.66% on MNIST    |
| cnn        99.7%  0.8 MB  |  notes, curves,     |
| mine       91.2%  0.1 MB  |  settings           |
+---------------------------+---------------------+
| [Use] [Make Default] ...     mine was deleted   |
| [Import] [Export] ...        [Undo]             |
+-------------------------------------------------+
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QHideEvent,
    QKeySequence,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QLineEdit, QSplitter, QWidget

from digitpad.common.errors import DigitpadError, ParameterError
from digitpad.evaluation.model_figures import measure_model
from digitpad.gui import theme
from digitpad.gui.background import BackgroundJob, Task
from digitpad.gui.library.comparison_window import ComparisonWindow
from digitpad.gui.library.details import ModelDetails
from digitpad.gui.library.message_bar import MessageBar
from digitpad.gui.library.model_actions import ModelActions, ask_for_export, ask_for_models
from digitpad.gui.library.model_table import ModelTable
from digitpad.gui.library.texts import accuracy_text
from digitpad.gui.secondary_window import SecondaryWindow
from digitpad.gui.session import Session
from digitpad.gui.translation import translated
from digitpad.gui.widgets import Message, column, row
from digitpad.jobs.plan import plan_of
from digitpad.library import catalog, trash
from digitpad.library.catalog import Entry
from digitpad.library.exports import export
from digitpad.library.model_file import load_model
from digitpad.library.trash import Deleted

_SIZE = QSize(1160, 690)
_SPLITTER_SIZES = (600, 520)


class LibraryWindow(SecondaryWindow):
    """Shows the library, and works with the selected model.

    `train_again` carries a `TrainingPlan`.

    Attributes:
        work: file operations, in order.
        refreshing: started by `refresh`, so that several changes at once read the library once.
        measuring: evaluates a model.
        buttons: what can be done; the table's context menu has the same actions.
    """

    train_again = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__("library", session, _SIZE, "models")
        self.setWindowTitle(self.tr("Models"))
        self.work, self.measuring = BackgroundJob(self), BackgroundJob(self)
        self.refreshing = QTimer(self, singleShot=True, interval=0)
        self.refreshing.timeout.connect(self._read)
        self._to_select = ""
        self._stop_importing = threading.Event()
        self.table = ModelTable()
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setToolTip(self.tr("Show only models with this text in name, type or notes"))
        self.filter.setAccessibleName(self.tr("Filter models"))
        self.filter.setClearButtonEnabled(True)
        self.nothing_found = Message()
        self.details = ModelDetails()
        self.bar = MessageBar()
        self.comparison: ComparisonWindow | None = None
        self.buttons = ModelActions()
        self.table.addActions(self.buttons.actions())
        self.setAcceptDrops(True)
        self._connect()
        self._build_layout()
        self._show(None)
        self.table.setFocus()

    # Content

    @property
    def entry(self) -> Entry | None:
        """The selected model."""
        return self.table.entry

    def refresh(self, select: str = "") -> None:
        """Read the library again and select a model."""
        self._to_select = select or self._to_select
        self.refreshing.start()

    def _read(self) -> None:
        select, self._to_select = self._to_select, ""
        self.work.add(
            lambda _: catalog.entries(),
            lambda entries: self.table.show_entries(entries, select),
        )

    def _show(self, entry: Entry | None) -> None:
        self.details.show_entry(entry)
        self.buttons.show_entry(entry, self.table.list.entries)

    def _filter(self, text: str) -> None:
        self.table.show_only(text)
        found_none = self.tr("No model has this text. Clear the filter to see all models.")
        self.nothing_found.show_text("" if self.table.names() else found_none)

    # User actions on the selected model

    def use(self) -> None:
        """Use the model from now on."""
        if self.entry is not None and not self.entry.problem:
            name = self.entry.name
            text = self.tr("The pad now uses {name}.").format(name=name)
            self.session.select(name, then=lambda: self.bar.show_message(text))

    def make_default(self) -> None:
        """Use the model now and in future sessions."""
        if self.entry is None:
            return
        name = self.entry.name

        def then(_: object) -> None:
            self.bar.show_message(self.tr("{name} is now the default model.").format(name=name))
            self._refresh_all(name)
            self.session.select(name)

        self._enqueue(partial(catalog.set_default, name), then)

    def train_like_this(self) -> None:
        """Open the training window with the settings of this model."""
        if self.entry is None or self.entry.description is None:
            return
        try:
            plan = plan_of(self.entry.description)
        except ParameterError as error:
            self._show_problem(error)
        else:
            self.train_again.emit(plan)

    def compare_with(self, other: str) -> None:
        """Compare it with another model on the same digits."""
        if self.entry is None:
            return
        if self.comparison is None:
            self.comparison = ComparisonWindow(self.session)
        self.comparison.bring_forward()
        self.comparison.compare(other, self.entry.name)

    def measure(self) -> None:
        """Evaluate the model, and store its accuracy in its file."""
        if self.entry is None or self.entry.is_bundled or self.entry.problem:
            return
        name = self.entry.name

        def work(task: Task) -> dict[str, float]:
            return measure_model(name, progress=task.progress, cancelled=task.cancelled)

        def then(figures: dict[str, float]) -> None:
            text = self.tr("{name} was measured: {share} on the MNIST test digits.")
            share = accuracy_text(figures["mnist_test_accuracy"])
            self.bar.show_message(text.format(name=name, share=share))
            self._refresh_all()

        self.bar.show_message(self.tr("Measuring {name} …").format(name=name))
        self.measuring.start(work, then)

    def rename(self, name: str, new: str) -> None:
        """Rename a model; can be undone."""

        def then(_: object) -> None:
            text = self.tr("{name} was renamed to {new}.").format(name=name, new=new)
            self.bar.show_message(text, undo=partial(self.rename, new, name))
            self.session.rename(name, new)
            self.refresh(new)

        self._enqueue(partial(catalog.rename, name, new), then)

    def duplicate(self) -> None:
        """Copy the model, and select the copy."""
        if self.entry is None:
            return
        name = self.entry.name

        def then(copy: str) -> None:
            text = self.tr("{name} was duplicated as {copy}.").format(name=name, copy=copy)
            self.bar.show_message(text)
            self._refresh_all(copy)

        self._enqueue(partial(catalog.duplicate, name), then)

    def delete(self) -> None:
        """Move the model to the trash; can be undone."""
        if self.entry is None or self.entry.is_bundled:
            return

        def then(deleted: Deleted) -> None:
            text = self.tr("{name} was moved to the trash.").format(name=deleted.name)
            self.bar.show_message(text, undo=partial(self.restore, deleted))
            self._refresh_all()

        self._enqueue(partial(trash.delete, self.entry.name), then)

    def restore(self, deleted: Deleted) -> None:
        """Restore a deleted model."""

        def then(name: str) -> None:
            self.bar.show_message(self.tr("{name} was restored.").format(name=name))
            self._refresh_all(name)

        self._enqueue(partial(trash.restore, deleted), then)

    # Files

    def import_from(self, places: list[str]) -> None:
        """Import model files, each fully validated first; then say which could not be."""
        if not places:
            return
        stop = self._stop_importing

        def work(task: Task) -> tuple[list[str], list[Exception]]:
            names: list[str] = []
            errors: list[Exception] = []
            for number, place in enumerate(places):
                task.progress(number, len(places))
                if stop.is_set():
                    break
                try:
                    names.append(catalog.import_model(Path(place)))
                except (DigitpadError, OSError) as error:
                    errors.append(error)
            return names, errors

        def then(found: tuple[list[str], list[Exception]]) -> None:
            names, errors = found
            if names:
                self._refresh_all(names[-1])
            text = self.tr("Imported: {names}.").format(names=", ".join(names)) if names else ""
            lines = [self.tr("Cancelled.") if stop.is_set() else "", text]
            lines += [translated(error) for error in errors]
            self.bar.show_message("\n".join(filter(None, lines)), is_problem=bool(errors))

        self.bar.clear()
        self.work.add(work, then)

    def export_to(self, place: str) -> None:
        """Export the model for other programs."""
        if self.entry is None:
            return
        name, path = self.entry.name, self.entry.path

        def then(_: object) -> None:
            text = self.tr("{name} was exported to {place}.").format(name=name, place=place)
            self.bar.show_message(text)

        self._enqueue(lambda: export(load_model(path), place), then)

    def _save_notes(self, name: str, text: str) -> None:
        self.work.add(lambda _: catalog.set_notes(name, text), lambda _: self.refresh())

    def _enqueue(self, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        """Run a file operation after the notes have been saved."""
        self.bar.clear()
        self.details.notes.save()
        self.work.add(lambda _: work(), then)

    def _refresh_all(self, select: str = "") -> None:
        self.session.refresh_models()
        self.refresh(select)

    def _refresh_if_visible(self) -> None:
        """Models were saved or changed elsewhere, or here."""
        if self.isVisible():
            self.refresh()

    def _show_problem(self, error: Exception) -> None:
        self.bar.show_message(translated(error), is_problem=True)

    def _cancel(self) -> None:
        """Cancel measuring and importing; other file operations run to their end."""
        self.measuring.cancel()
        # The task itself is not cancelled: it reports what it has imported until then.
        self._stop_importing.set()
        self._stop_importing = threading.Event()
        self.bar.show_message(self.tr("Cancelled."))

    # Files dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import the dropped files."""
        self.import_from([url.toLocalFile() for url in event.mimeData().urls()])
        event.acceptProposedAction()

    # Layout and window

    def _ask_and_import(self) -> None:
        self.import_from(ask_for_models(self))

    def _ask_and_export(self, kind: str) -> None:
        if self.entry is not None and (place := ask_for_export(self, self.entry.name, kind)):
            self.export_to(place)

    def _connect(self) -> None:
        for job in (self.work, self.measuring):
            job.failed.connect(self._show_problem)
            self.bar.watch(job)
        self.bar.cancel_requested.connect(self._cancel)
        self.table.chosen.connect(self._show)
        self.table.list.renamed.connect(self.rename)
        self.table.delete_typed.connect(self.delete)
        self.table.doubleClicked.connect(lambda _: self.use())
        self.filter.textChanged.connect(self._filter)
        self.details.notes_written.connect(self._save_notes)
        self.details.measure.clicked.connect(self.measure)
        for name, act in {
            "use": self.use,
            "default": self.make_default,
            "train": self.train_like_this,
            "import": self._ask_and_import,
            "duplicate": self.duplicate,
            "rename": self.table.edit_name,
            "delete": self.delete,
        }.items():
            self.buttons.action(name).triggered.connect(lambda _=False, act=act: act())
        self.buttons.comparison_chosen.connect(self.compare_with)
        self.buttons.export_chosen.connect(self._ask_and_export)
        self.session.models_changed.connect(self._refresh_if_visible)
        self.session.failed.connect(self._show_problem)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.bar.run_undo)

    def _build_layout(self) -> None:
        left = QWidget()
        column(self.filter, self.nothing_found, (self.table, 1), of=left)
        self._splitter = QSplitter()
        for side in (left, self.details):
            self._splitter.addWidget(side)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setSizes(list(_SPLITTER_SIZES))
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setHandleWidth(theme.GAP)
        below = row(self.buttons, (self.bar, 1), spacing=theme.GAP)
        self.fill((self._splitter, 1), below)

    def showEvent(self, event: QShowEvent) -> None:
        """Messages from before no longer hold."""
        if not event.spontaneous():
            self.bar.clear()
            self._tell_removed_files()
        super().showEvent(event)

    def _tell_removed_files(self) -> None:
        count, self.session.removed_files = self.session.removed_files, 0
        if count:
            text = self.tr("{count} temporary files of interrupted writes were removed.")
            self.bar.show_message(text.format(count=count))

    def hideEvent(self, event: QHideEvent) -> None:
        """Save the notes."""
        self.details.notes.save()
        super().hideEvent(event)

    def shut_down(self) -> None:
        """Save the notes; file operations run to their end in the background."""
        self.refreshing.stop()
        self.details.notes.save()
        self.work.leave()
        super().shut_down()
        comparison, self.comparison = self.comparison, None
        if comparison is not None:
            comparison.shut_down()
            comparison.close()
            comparison.deleteLater()

"""The window of models: which there are, what each is, and what can be done with them.

+---------------------------+---------------------+
| model        MNIST  size  |  cnn           [Use]|
| cnn          99.7%  0.8 M |  99.66% of MNIST    |
| mlp          98.7%  0.4 M |  notes, curve,      |
| mine         91.2%  0.1 M |  every setting      |
+---------------------------+---------------------+
| mine was deleted. [Undo]                        |
| Import  Duplicate  Rename  Delete  Export  ...  |
+-------------------------------------------------+
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import QDialog, QSplitter, QVBoxLayout, QWidget

from digitpad import library, trash
from digitpad.errors import ParameterError
from digitpad.gui import theme
from digitpad.gui.error_words import in_words
from digitpad.gui.library.comparison_window import ComparisonWindow
from digitpad.gui.library.details import ModelDetails
from digitpad.gui.library.errands import Errands
from digitpad.gui.library.library_buttons import LibraryButtons
from digitpad.gui.library.model_table import ModelTable
from digitpad.gui.library.places import ask_for_export, ask_for_models
from digitpad.gui.library.undo_bar import UndoBar
from digitpad.library import Entry
from digitpad.model_exports import export
from digitpad.modelfile import SUFFIX, load_model
from digitpad.training_plan import plan_of
from digitpad.trash import Deleted

_SIZE = QSize(1160, 690)
_HALVES = (580, 540)


class LibraryWindow(QDialog):
    """Shows the library, and tells what is chosen there.

    `models_changed` when models came, went or changed their names, `renamed` with a model's old
    and new name, `default_chosen` with the name of a model to answer from now on, `train_again`
    with a `TrainingPlan`.
    """

    models_changed = Signal()
    renamed = Signal(str, str)
    default_chosen = Signal(str)
    train_again = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.errands = Errands(self)
        self.table = ModelTable()
        self.details = ModelDetails()
        self.bar = UndoBar()
        self.buttons = LibraryButtons()
        self.comparison: ComparisonWindow | None = None
        self.setAcceptDrops(True)
        self._connect()
        self._lay_out()
        self.resize(_SIZE)
        self._translate()

    def _connect(self) -> None:
        self.errands.failed.connect(lambda text: self.bar.say(text, is_problem=True))
        self.table.chosen.connect(self._show)
        self.table.list.renamed.connect(self.rename)
        self.table.delete_typed.connect(self.delete)
        self.table.doubleClicked.connect(lambda _: self.use())
        self.details.notes_written.connect(self._keep_notes)
        buttons = self.buttons
        buttons.use.clicked.connect(self.use)
        buttons.default.clicked.connect(self.make_default)
        buttons.train.clicked.connect(self.train_like_this)
        buttons.rename.clicked.connect(self.table.edit_name)
        buttons.duplicate.clicked.connect(self.duplicate)
        buttons.delete.clicked.connect(self.delete)
        buttons.imports.clicked.connect(self._ask_and_import)
        buttons.export_chosen.connect(self._ask_and_export)
        buttons.comparison_chosen.connect(self.compare_with)

    # What is shown

    @property
    def entry(self) -> Entry | None:
        """The model that is selected."""
        return self.table.entry

    def refresh(self, select: str = "") -> None:
        """Show the library as it is now, with a model selected."""
        self.errands.do(library.entries, lambda found: self._show_entries(found, select))

    def _show_entries(self, entries: list[Entry], select: str) -> None:
        self.table.show_entries(entries, select)
        self.buttons.offer_comparisons([one.name for one in entries if not one.problem])

    def _show(self, entry: Entry | None) -> None:
        self.details.show_entry(entry)
        self.buttons.show_entry(entry)

    # What can be done; each of these with the model that is selected

    def use(self) -> None:
        """Answer with it from now on."""
        if self.entry is not None and not self.entry.problem:
            self.default_chosen.emit(self.entry.name)
            self.bar.say(self.tr("The pad answers with {name}.").format(name=self.entry.name))

    def make_default(self) -> None:
        """Answer with it now and in all times to come."""
        if self.entry is None:
            return
        name = self.entry.name

        def then(_: object) -> None:
            self.bar.say(self.tr("{name} is the default from now on.").format(name=name))
            self._tell_of_change(name)
            self.default_chosen.emit(name)

        self._do(partial(library.set_default, name), then)

    def train_like_this(self) -> None:
        """Open a training that is set as this model's was."""
        if self.entry is None or self.entry.description is None:
            return
        try:
            plan = plan_of(self.entry.description)
        except ParameterError as error:
            self.bar.say(in_words(error), is_problem=True)
        else:
            self.train_again.emit(plan)

    def compare_with(self, other: str) -> None:
        """Let it and another model read the same digits."""
        if self.entry is None:
            return
        if self.comparison is None:
            self.comparison = ComparisonWindow(self)
        self.comparison.show()
        self.comparison.compare(other, self.entry.name)
        self.comparison.raise_()

    def rename(self, name: str, new: str) -> None:
        """Give a model another name; undo gives the old one back."""

        def then(_: object) -> None:
            text = self.tr("{name} is called {new} now.").format(name=name, new=new)
            self.bar.say(text, undo=partial(self.rename, new, name))
            self.renamed.emit(name, new)
            self._tell_of_change(new)

        self._do(partial(library.rename, name, new), then)

    def duplicate(self) -> None:
        """Copy it, and let the copy's name be typed."""
        if self.entry is None:
            return
        name = self.entry.name

        def then(copy: str) -> None:
            text = self.tr("{name} was copied as {copy}.").format(name=name, copy=copy)
            self.bar.say(text)
            self._tell_of_change(copy)

        self._do(partial(library.duplicate, name), then)

    def delete(self) -> None:
        """Move it to the trash; undo brings it back."""
        if self.entry is None or self.entry.is_bundled:
            return

        def then(deleted: Deleted) -> None:
            text = self.tr("{name} was deleted.").format(name=deleted.name)
            self.bar.say(text, undo=partial(self.restore, deleted))
            self._tell_of_change()

        self._do(partial(trash.delete, self.entry.name), then)

    def restore(self, deleted: Deleted) -> None:
        """Bring a deleted model back."""

        def then(name: str) -> None:
            self.bar.say(self.tr("{name} is back.").format(name=name))
            self._tell_of_change(name)

        self._do(partial(trash.restore, deleted), then)

    def import_from(self, places: list[str]) -> None:
        """Take model files in, after checking all of each."""

        def then(name: str) -> None:
            self.bar.say(self.tr("{name} was imported.").format(name=name))
            self._tell_of_change(name)

        for place in places:
            self._do(partial(library.import_model, Path(place)), then)

    def export_to(self, place: str) -> None:
        """Write it for other programs."""
        if self.entry is None:
            return
        name, path = self.entry.name, self.entry.path

        def then(_: object) -> None:
            text = self.tr("{name} was written to {place}.").format(name=name, place=place)
            self.bar.say(text)

        self._do(lambda: export(load_model(path), place), then)

    def _keep_notes(self, name: str, text: str) -> None:
        self.errands.do(partial(library.set_notes, name, text), lambda _: self.refresh())

    def _do(self, work: Callable[[], Any], then: Callable[[Any], object]) -> None:
        """Do something to files, after what was noted is kept."""
        self.details.notes.keep()
        self.errands.do(work, then)

    def _tell_of_change(self, select: str = "") -> None:
        self.refresh(select)
        self.models_changed.emit()

    def _ask_and_import(self) -> None:
        self.import_from(ask_for_models(self))

    def _ask_and_export(self, kind: str) -> None:
        if self.entry is not None and (place := ask_for_export(self, self.entry.name, kind)):
            self.export_to(place)

    # Files dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Model files may be dropped."""
        if _model_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import them."""
        self.import_from(_model_files(event))
        event.acceptProposedAction()

    # What it looks like

    def _lay_out(self) -> None:
        self._halves = QSplitter()
        self._halves.addWidget(self.table)
        self._halves.addWidget(self.details)
        self._halves.setChildrenCollapsible(False)
        self._halves.setStretchFactor(0, 1)
        self._halves.setStretchFactor(1, 1)
        self._halves.setSizes(list(_HALVES))
        self._halves.setHandleWidth(theme.GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.GAP_LARGE] * 4)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self._halves, 1)
        column.addWidget(self.bar)
        column.addWidget(self.buttons)

    def hideEvent(self, event: QHideEvent) -> None:
        """The escape key hides a dialog without closing it; what was noted is kept."""
        self.details.notes.keep()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was asked for is done, and what was noted is kept."""
        self.details.notes.keep()
        self.errands.finish()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.setWindowTitle(self.tr("Models"))
        self.table.setAccessibleName(self.tr("Models"))


def _model_files(event: QDropEvent) -> list[str]:
    """The model files among what is dragged."""
    places = [url.toLocalFile() for url in event.mimeData().urls()]
    return [place for place in places if place.endswith(SUFFIX)]

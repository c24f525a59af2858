"""The larger windows beside the pad: training, the model library, the inspector.

Each is made when it is first asked for, and its code is read only then, so the pad opens as fast
as if they were not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from digitpad.ink import Ink
from digitpad.recognition import Recognition
from digitpad.recognizer import Recognizer
from digitpad.runs.run import unfinished_runs

if TYPE_CHECKING:
    from digitpad.gui.inspector.inspector_window import InspectorWindow
    from digitpad.gui.library.library_window import LibraryWindow
    from digitpad.gui.training.training_window import TrainingWindow


class Rooms(QObject):
    """Opens the larger windows and passes on what concerns the pad.

    `models_changed` is emitted when models came or went, `model_chosen` carries the name of one to
    answer with from now on, `trying` a `Recognizer` that is not on disk (one in training, one that
    is experimented with) or None when the pad is to answer with its own again.
    """

    models_changed = Signal()
    model_chosen = Signal(str)
    trying = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._recognizer: Recognizer | None = None
        self._drawing: tuple[Ink, Recognition | None] = (Ink(), None)
        self.training: TrainingWindow | None = None
        self.library: LibraryWindow | None = None
        self.inspector: InspectorWindow | None = None

    def open_training(self) -> TrainingWindow:
        """Show where models are trained."""
        training = self._training()
        _bring_forward(training)
        return training

    def open_library(self) -> None:
        """Show which models there are."""
        if self.library is None:
            from digitpad.gui.library.library_window import LibraryWindow  # noqa: PLC0415

            self.library = LibraryWindow(self._window)
            self.library.models_changed.connect(self.models_changed)
            self.library.renamed.connect(self._follow_name)
            self.library.default_chosen.connect(self.model_chosen)
            self.library.train_again.connect(lambda plan: self.open_training().start_from(plan))
        self.library.refresh()
        _bring_forward(self.library)

    def open_inspector(self) -> None:
        """Look into the model that answers."""
        if self.inspector is None:
            from digitpad.gui.inspector.inspector_window import InspectorWindow  # noqa: PLC0415

            self.inspector = InspectorWindow(self._window)
            self.inspector.answer_with.connect(self.trying)
            self.inspector.model_kept.connect(lambda _name: self.models_changed.emit())
            self.inspector.use_recognizer(self._recognizer)
        self.inspector.show_drawing(*self._drawing)
        _bring_forward(self.inspector)

    def offer_unfinished(self) -> None:
        """If a training was cut short the last time, offer to go on."""
        if unfinished_runs():
            self._training().offer_unfinished()

    def use_recognizer(self, recognizer: Recognizer | None) -> None:
        """From now on the pad answers with this model."""
        self._recognizer = recognizer
        if self.inspector is not None:
            self.inspector.use_recognizer(recognizer)

    def make_way(self) -> None:
        """The pen moves; what computes elsewhere is to wait."""
        if self.training is not None:
            self.training.watcher.make_way()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """What is on the pad, and its answer."""
        self._drawing = ink, recognition
        if self.inspector is not None and self.inspector.isVisible():
            self.inspector.show_drawing(ink, recognition)

    def shut_down(self) -> None:
        """The program ends: nothing is lost and nothing goes on."""
        for room in (self.training, self.inspector):
            if room is not None:
                room.shut_down()

    def _training(self) -> TrainingWindow:
        if self.training is None:
            from digitpad.gui.training.training_window import TrainingWindow  # noqa: PLC0415

            self.training = TrainingWindow(self._window)
            self.training.model_kept.connect(self._take_kept)
            self.training.live_recognizer.connect(self.trying)
        return self.training

    def _follow_name(self, old: str, new: str) -> None:
        """The model that answers goes on answering under its new name."""
        if self._recognizer is not None and self._recognizer.name == old:
            self.model_chosen.emit(new)

    def _take_kept(self, name: str) -> None:
        self.models_changed.emit()
        self.model_chosen.emit(name)
        if self.library is not None:
            self.library.refresh()


def _bring_forward(dialog: QDialog) -> None:
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()

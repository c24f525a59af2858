"""What the window works with: the model in use, a trial, the reading options, the own samples.

Widgets show this state and change it; none keeps a copy of it. It has no widgets itself.

    loaded in the background
          |
    selected model --+--> answering model --> pad, comparison, inspector, teaching
    trial -----------+    (the trial while there is one)

The user's threshold belongs to a model's name, so it holds for every use of that model.

The pad is shown before NumPy and all that recognizes have been imported, so nothing of it is
imported at the top.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from digitpad.gui.background import BackgroundJob, Task
from digitpad.gui.pad.ink_document import InkDocument
from digitpad.gui.pad.shown_number import ShownNumber
from digitpad.gui.state import WindowState
from digitpad.ink.strokes import Ink
from digitpad.library.listing import available_models, base_name
from digitpad.recognition.numbers import Number

if TYPE_CHECKING:
    from digitpad.common.types import FloatArray
    from digitpad.data.own_samples import SampleStore
    from digitpad.imaging.preprocess import Stages
    from digitpad.library.model_file import Model
    from digitpad.recognition.recognizer import Recognizer

TrialKind = Literal["experiment", "training"]


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """A model that answers for a while although it is not in the library.

    Attributes:
        recognizer: answers meanwhile.
        kind: "experiment" for a changed copy, "training" for a model in training.
    """

    recognizer: Recognizer
    kind: TrialKind


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """The ink on the pad and the number that was read."""

    ink: Ink = Ink()  # noqa: RUF009 - frozen
    shown: ShownNumber = ShownNumber()  # noqa: RUF009 - frozen


class Session(QObject):
    """The state that the windows share.

    `loading_changed`: a model is being loaded, or no longer. `selected_changed`: another model was
    selected or loaded again. `answering_changed`: another model, or the same one with another
    threshold, answers from now on. `trial_changed`: a trial began or ended. `models_changed`: the
    list of models. `options_changed`: the reading options. `drawing_changed`: the ink, its answer,
    or the selected digit. `pen_moved`: a pen draws, so that other work should pause.
    `training_changed`: a training run began or ended. `samples_changed`: the own samples.
    `digit_opened` carries a digit's image (28, 28) float32 that the pad should show, and
    `inspection_requested` asks for the inspector. `failed` carries the error of a model that cannot
    be loaded; the one in use stays.

    Attributes:
        state: the settings of the last session.
        document: the ink on the pad, which the main window's pad and every live pad edit.
        names: of all models in the library.
        model: the selected model as it was loaded, with its own threshold; None until then.
        selected: the selected model, with the user's threshold; None until one has been loaded.
        loading: the name of the model that is being loaded, which will be the selected one, or
            None.
        trial: the trial, or None while there is none.
        drawing: the newest ink and its answer.
        removed_files: how many temporary files of interrupted writes were removed at the start, for
            the window of the models to tell once.
        opened_digit: the stages of the digit that lies on the pad as an image; it is not learned.
        before_loading: called in the loader's thread before a model is loaded.
    """

    loading_changed = Signal()
    selected_changed = Signal()
    answering_changed = Signal()
    trial_changed = Signal()
    models_changed = Signal()
    options_changed = Signal()
    drawing_changed = Signal()
    pen_moved = Signal()
    training_changed = Signal()
    samples_changed = Signal()
    digit_opened = Signal(object)
    inspection_requested = Signal()
    failed = Signal(object)

    def __init__(self, state: WindowState) -> None:
        super().__init__()
        self.state = state
        self.document = InkDocument(self)
        self.removed_files = 0
        self.names = available_models()
        self.model: Model | None = None
        self.selected: Recognizer | None = None
        self.trial: Trial | None = None
        self.loading: str | None = None
        self._load_again: Callable[[str], None] | None = None
        self._loader = BackgroundJob(self)
        self._loader.failed.connect(self._on_not_loaded)
        self._training: str | None = None
        self._skipped_steps: frozenset[str] = frozenset()
        self.drawing = Drawing()
        self.opened_digit: Stages | None = None
        self.before_loading: Callable[[], object] = lambda: None
        self._picked: int | None = None
        self._store_lock = threading.Lock()
        self._store: SampleStore | None = None

    # Models

    @property
    def training_model(self) -> Recognizer | None:
        """The model in training, while the pad uses it."""
        trial = self.trial
        return trial.recognizer if trial is not None and trial.kind == "training" else None

    @property
    def answering(self) -> Recognizer | None:
        """The model that answers: that of the trial, else the selected one."""
        return self.selected if self.trial is None else self.trial.recognizer

    def select(
        self,
        name: str | None,
        *,
        end_trial: bool = True,
        then: Callable[[], object] | None = None,
    ) -> None:
        """Load a model in the background; the former one answers meanwhile.

        Emits `failed` on error. A later call replaces one whose model is still being loaded.

        Args:
            name: of a model or its file; None for the default.
            end_trial: as for `use`.
            then: called after the model has been selected.
        """

        def load(_: Task) -> Recognizer:
            self.before_loading()
            from digitpad.recognition.recognizer import Recognizer  # noqa: PLC0415

            return Recognizer.load(name)

        def use(recognizer: Recognizer) -> None:
            self.loading = self._load_again = None
            self.use(recognizer.model, end_trial=end_trial)
            self.loading_changed.emit()
            if then is not None:
                then()

        self.loading = Path(name or next(iter(self.names), "")).stem
        self._load_again = partial(self.select, end_trial=end_trial, then=then)
        self._loader.start(load, use)
        self.loading_changed.emit()

    def cancel_loading(self) -> None:
        """Keep the models that are selected and answer now."""
        if self.loading is not None:
            self.loading = self._load_again = None
            self._loader.cancel()
            self.loading_changed.emit()

    def _on_not_loaded(self, error: Exception) -> None:
        self.loading = self._load_again = None
        self.loading_changed.emit()
        self.failed.emit(error)

    def use(self, model: Model, *, end_trial: bool = True) -> None:
        """Select a model that was loaded elsewhere.

        Args:
            model: as it was loaded, with its own threshold.
            end_trial: let it answer at once; otherwise a trial goes on.
        """
        self.model = model
        self.selected = self._recognizer(model)
        self.state.model = self.selected.name
        ends_trial = end_trial and self.trial is not None
        if ends_trial:
            self.trial = None
        if self.selected.name not in self.names:
            self.names = available_models()
            self.models_changed.emit()
        # The pad answers first, so that a page never shows the former model's answer as this one's.
        self.answering_changed.emit()
        self.selected_changed.emit()
        if ends_trial:
            self.trial_changed.emit()

    def begin_trial(self, recognizer: Recognizer, kind: TrialKind) -> None:
        """Let another model answer until `end_trial`, or until a model is selected."""
        self.trial = Trial(recognizer, kind)
        self.answering_changed.emit()
        self.trial_changed.emit()

    def end_trial(self, kind: TrialKind | None = None) -> None:
        """Let the selected model answer again; with `kind`, only if the trial is of that kind."""
        if self.trial is not None and kind in {None, self.trial.kind}:
            self.trial = None
            self.answering_changed.emit()
            self.trial_changed.emit()

    def refresh_models(self) -> None:
        """Read the list again. If the selected model is gone, the default is selected."""
        before, self.names = self.names, available_models()
        self.models_changed.emit()
        name = self._chosen
        if name in before and name not in self.names:
            self.select(None, end_trial=False)

    def rename(self, old: str, new: str) -> None:
        """A model was renamed: keep using it under its new name."""
        self.names = available_models()
        self.models_changed.emit()
        if self._chosen != old:
            return
        if self._load_again is not None:
            self._load_again(new)
        else:
            self.select(new, end_trial=False)

    @property
    def _chosen(self) -> str | None:
        """The name of the model that is selected, or will be as soon as it is loaded."""
        if self.loading is None and self.selected is not None:
            return self.selected.name
        return self.loading

    # Reading options

    def threshold_of(self, name: str) -> float | None:
        """The user's threshold for a model, or for its base model; None for the model's own."""
        own = self.state.threshold_of(name)
        return self.state.threshold_of(base_name(name)) if own is None else own

    def with_threshold(self, recognizer: Recognizer) -> Recognizer:
        """The same model with the user's threshold for it."""
        from digitpad.gui.pad.threshold import with_threshold  # noqa: PLC0415

        return with_threshold(recognizer, self.threshold_of(recognizer.name))

    def _recognizer(self, model: Model) -> Recognizer:
        from digitpad.recognition.recognizer import Recognizer  # noqa: PLC0415

        return self.with_threshold(Recognizer(model))

    def set_threshold(self, threshold: float | None) -> None:
        """Set the threshold of the selected model; None for the model's own."""
        if self.model is not None:
            self.state.remember_threshold(self.model.description.name, threshold)
            self.selected = self._recognizer(self.model)
            self.answering_changed.emit()

    @property
    def one_digit_only(self) -> bool:
        """Whether the whole drawing counts as one digit."""
        return self.state.one_digit_only

    @one_digit_only.setter
    def one_digit_only(self, only: bool) -> None:
        if only != self.state.one_digit_only:
            self.state.one_digit_only = only
            self.options_changed.emit()

    @property
    def skipped_steps(self) -> frozenset[str]:
        """The preprocessing steps that are skipped, of `digitpad.imaging.preprocess.SKIPPABLE`."""
        return self._skipped_steps

    @skipped_steps.setter
    def skipped_steps(self, steps: frozenset[str]) -> None:
        if steps != self._skipped_steps:
            self._skipped_steps = steps
            self.options_changed.emit()

    # What is drawn, trained and collected

    def show_number(self, ink: Ink, number: Number) -> None:
        """Set the newest ink and its answer. Of the same ink, the picked digit stays selected."""
        if ink is not self.drawing.ink:
            self._picked = None
        self.show_drawing(ink, ShownNumber.of(number, self._picked))

    def show_drawing(self, ink: Ink, shown: ShownNumber) -> None:
        """Set the newest ink, its answer and the selected digit."""
        self.drawing = Drawing(ink, shown)
        self.drawing_changed.emit()

    def open_digit(self, image: FloatArray, ink: Ink | None = None) -> None:
        """Show a digit on the pad: its ink, if there is any, else its image (28, 28) as it is."""
        if ink is None:
            self.digit_opened.emit(image)
        else:
            self.document.replace(ink)

    def pick_digit(self, index: int) -> None:
        """Select a digit of the number, to show its details."""
        self._picked = index
        self.show_number(self.drawing.ink, self.drawing.shown.number)

    @property
    def training(self) -> str | None:
        """The name of the run that trains now; None while nothing is trained."""
        return self._training

    @training.setter
    def training(self, name: str | None) -> None:
        if name != self._training:
            self._training = name
            self.training_changed.emit()

    def store(self) -> SampleStore:
        """The user's samples, opened on first use; any thread may call it.

        Raises:
            SampleError: the file cannot be opened.
        """
        from digitpad.data.own_samples import SampleStore  # noqa: PLC0415

        with self._store_lock:
            if self._store is None:
                self._store = SampleStore()
            return self._store

    def close_store(self) -> None:
        """Close the user's samples, if they are open; any thread may call it."""
        with self._store_lock:
            store, self._store = self._store, None
        if store is not None:
            store.close()

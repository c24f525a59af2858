"""What a model's weights can be compared with: how they began, or another model of the same kind.

Reading another model takes longer than a frame, so the list and the weights come from a thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from digitpad.errors import DigitpadError
from digitpad.gui.error_words import in_words
from digitpad.gui.inspector.long_work import LongWork
from digitpad.inspection.tensors import initial_weights
from digitpad.inspection.weights import tensors
from digitpad.library import available_models, find_model
from digitpad.modelfile import SUFFIX, Model, ModelDescription, load_model, read_description
from digitpad.types import AnyArray

_NOTHING, _START, _FILE = "", "start", "file"


@dataclass(frozen=True, slots=True, eq=False)
class Others:
    """Tensors to compare with.

    Attributes:
        name: of the model they are from, for people.
        tensors: by name, as they recognize.
    """

    name: str
    tensors: Mapping[str, AnyArray]


class ComparisonChooser(QComboBox):
    """Offers what there is to compare with. `chosen` carries `Others`, or None for nothing.

    `failed` carries a sentence on what could not be read.
    """

    chosen = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: Model | None = None
        self._names: list[str] = []
        self._start_is_known = False
        self._lists, self._reads = LongWork(self), LongWork(self)
        self._lists.finished.connect(self._take_names)
        self._reads.finished.connect(self.chosen)
        self._reads.failed.connect(lambda error: self.failed.emit(in_words(error)))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(self._choose)
        self._translate()

    def use_model(self, model: Model | None) -> None:
        """Offer what can be compared with this model."""
        self._model, self._names, self._start_is_known = model, [], False
        self._reads.cancel()
        self._fill()
        if model is not None:
            description = model.description
            self._lists.begin(
                lambda _: (initial_weights(model) is not None, same_kind_as(description))
            )

    def shut_down(self) -> None:
        """Wait for what is being read."""
        self._lists.shut_down()
        self._reads.shut_down()

    @property
    def is_busy(self) -> bool:
        """Whether something is being read."""
        return self._lists.is_busy or self._reads.is_busy

    def _take_names(self, found: tuple[bool, list[str]]) -> None:
        self._start_is_known, self._names = found
        kept = self.currentData()
        self._fill()
        self.setCurrentIndex(max(0, self.findData(kept)))

    def _fill(self) -> None:
        self.clear()
        self.addItem(self.tr("Compare with nothing"), _NOTHING)
        if self._start_is_known:
            self.addItem(self.tr("Less how they began"), _START)
        for name in self._names:
            self.addItem(self.tr("Less those of {model}").format(model=name), f"model:{name}")
        self.addItem(self.tr("Less those of a file…"), _FILE)

    def _choose(self) -> None:
        choice, model = self.currentData(), self._model
        if model is None or choice == _NOTHING:
            self.chosen.emit(None)
        elif choice == _START:
            started = self.tr("how they began")
            self._reads.begin(lambda _: Others(started, initial_weights(model) or {}))
        elif choice == _FILE:
            self._ask_for_file()
        else:
            path = find_model(choice.partition(":")[2])
            self._reads.begin(lambda _: read_others(path))

    def _ask_for_file(self) -> None:
        models = self.tr("Models")
        filters = f"{models} (*{SUFFIX})"
        place, _ = QFileDialog.getOpenFileName(self, self.tr("Compare with a model"), "", filters)
        if place:
            self._reads.begin(lambda _: read_others(Path(place)))
        else:
            self.setCurrentIndex(0)
            self.chosen.emit(None)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        kept = self.currentData()
        self._fill()
        self.setCurrentIndex(max(0, self.findData(kept)))
        tip = self.tr("Show how the weights differ from those of another model")
        self.setToolTip(f"<p>{tip}</p>")
        self.setAccessibleName(self.tr("Compare with"))


def read_others(path: Path) -> Others:
    """The tensors of a model file. Raises `ModelFileError`."""
    model = load_model(path)
    return Others(model.description.name, tensors(model.classifier))


def same_kind_as(description: ModelDescription) -> list[str]:
    """Names of the other models whose tensors have the same names and shapes."""
    names = []
    for name in available_models():
        try:
            other = read_description(find_model(name))
        except (DigitpadError, OSError):
            continue
        is_same = other.architecture == description.architecture
        if is_same and other.parameters == description.parameters and name != description.name:
            names.append(name)
    return names

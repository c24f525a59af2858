"""What can be changed in a model, and the two views in which one changes it.

units and pixels: pictures that a click switches off and on
weights:          a tensor whose elements can be selected and edited
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from PySide6.QtCore import QCoreApplication, QLocale, QModelIndex, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QAbstractItemView, QDoubleSpinBox, QStackedLayout, QWidget

from digitpad.common.pixels import SIDE
from digitpad.common.types import FloatArray
from digitpad.estimators.base import Classifier
from digitpad.gui import theme
from digitpad.gui.charts.colour_maps import Scale
from digitpad.gui.charts.heatmap import Cell, Heatmap
from digitpad.gui.digit_list import DigitList, Entry, Line
from digitpad.gui.inspector.model_steps import Step, steps_of
from digitpad.gui.inspector.weight_views import PICTURE_SIDES, Pictures
from digitpad.gui.widgets import column, plain_label, push_button, row
from digitpad.gui.wording import shape_text, signed_text
from digitpad.inspection.activations import inspectable, observe
from digitpad.inspection.experiments import LANDMARKS, PIXELS, Experiment
from digitpad.inspection.tensors import as_plane
from digitpad.inspection.unit_order import contributions
from digitpad.inspection.weights import parts
from digitpad.nn.layers import Shape
from digitpad.nn.network import Network

translate = QCoreApplication.translate

_LARGEST = 1e6
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Subject:
    """A part of a model that can be changed.

    Attributes:
        kind: whether units are switched off, pixels are switched off, or weights are edited.
        name: of the layer or the tensor.
        title: the text in the list.
        step: the layer as a step, for units of a network.
    """

    kind: Literal["units", "pixels", "weights"]
    name: str
    title: str
    step: Step | None = None


def subjects_of(experiment: Experiment) -> list[Subject]:
    """All subjects of a model, units first."""
    steps = {step.name: step for step in steps_of(experiment.original.classifier)}
    units = [_units(name, count, steps.get(name)) for name, count in experiment.layers().items()]
    weights = [
        Subject("weights", name, f"{name}   {shape_text(tensor.shape)}")
        for name, tensor in experiment.tensors().items()
    ]
    return [*units, *weights]


def _units(name: str, count: int, step: Step | None) -> Subject:
    if name == PIXELS:
        return Subject("pixels", name, translate("ExperimentSubjects", "Switch off pixels"))
    if name == LANDMARKS or step is None:
        return Subject("units", name, translate("ExperimentSubjects", "Switch off landmarks"))
    text = translate("ExperimentSubjects", "Switch off units of {layer} ({count})")
    if step.kind == "conv":
        text = translate("ExperimentSubjects", "Switch off filters of {layer} ({count})")
    return Subject("units", name, text.format(layer=step.title, count=count), step)


def layer_titles(experiment: Experiment) -> dict[str, str]:
    """The titles of what can be switched off, by name."""
    titles = {step.name: step.title for step in steps_of(experiment.original.classifier)}
    titles[PIXELS] = translate("ExperimentSubjects", "Pixels")
    return titles


def explanation_of(subject: Subject) -> str:
    """One sentence on what can be done here."""
    texts = {
        "units": translate(
            "ExperimentSubjects",
            "Click a picture to switch that unit off (ablation) or on and see the effect on "
            "the answer. The saved model does not change.",
        ),
        "pixels": translate(
            "ExperimentSubjects",
            "Click a pixel to hide it from the model or show it again. The saved "
            "model does not change.",
        ),
        "weights": translate(
            "ExperimentSubjects",
            "Click a value and edit it below to see the effect on the answer. "
            "The saved model does not change.",
        ),
    }
    return texts[subject.kind]


class UnitSwitches(QWidget):
    """The units of a layer, or the pixels. `toggled` carries the number of the clicked one.

    Attributes:
        pictures: of the units: weights in the first layer, outputs in the others.
    """

    toggled = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._subject: Subject | None = None
        self._network: Network | None = None
        self.pictures: Pictures | None = None
        self._are_weights = False
        self._notes: list[str] = []
        self._off: frozenset[int] = frozenset()
        self._drawing: FloatArray | None = None
        self.list = DigitList(PICTURE_SIDES)
        self.list.setAccessibleName(self.tr("Units"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.clicked.connect(self._emit_unit)
        # By keyboard, and by the second of two quick clicks.
        self.list.activated.connect(self._emit_unit)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.list)

    @cached_property
    def pixels(self) -> Heatmap:
        """The pixels of the drawing; made when first needed, since that takes a while."""
        pixels = Heatmap(self.tr("Pixels"), diverging=False, show_title=False)
        pixels.cell_clicked.connect(lambda cell: self.toggled.emit(cell.row * SIDE + cell.column))
        self._stack.addWidget(pixels)
        return pixels

    def show_layer(
        self, experiment: Experiment, subject: Subject, drawing: FloatArray | None
    ) -> None:
        """Show the units of this layer."""
        classifier = experiment.original.classifier
        self._subject, self._drawing, self.pictures = subject, drawing, None
        self._network = inspectable(classifier)
        # Weights do not depend on the drawing, as the outputs of the other layers do.
        self._are_weights = is_first_layer(self._network, subject.step)
        if subject.kind == "units" and self._are_weights:
            self.pictures = weights_of_units(classifier)
        self._stack.setCurrentWidget(self.list if subject.kind == "units" else self.pixels)
        self.show_off(experiment)
        self._show(keep_place=False)

    def show_drawing(self, drawing: FloatArray | None) -> None:
        """Update the drawing."""
        self._drawing = drawing
        self._show(keep_place=True)

    def show_off(self, experiment: Experiment) -> None:
        """Show which units are switched off."""
        if self._subject is not None:
            name = self._subject.name
            self._off = frozenset(unit for layer, unit in experiment.changes.off if layer == name)
            self._show(keep_place=True)

    def _show(self, *, keep_place: bool) -> None:
        if self._subject is not None and self._subject.kind == "pixels":
            self._show_pixels()
        elif self._subject is not None:
            self._show_units(self._subject.step, keep_place=keep_place)

    def _show_pixels(self) -> None:
        drawing = np.zeros((SIDE, SIDE), np.float32) if self._drawing is None else self._drawing
        marks = np.full(SIDE * SIDE, "", dtype=object)
        marks[list(self._off)] = "×"
        self.pixels.show_values(drawing, Scale(0.0, 1.0))
        self.pixels.show_texts(marks.reshape(SIDE, SIDE).tolist())

    def _show_units(self, step: Step | None, *, keep_place: bool) -> None:
        network = self._network
        if step is not None and network is not None:
            if self.pictures is None or not self._are_weights:
                self.pictures = outputs_of_units(network, step, self._drawing)
            self._notes = contributions_to_answer(network, step, self._drawing)
        else:
            self._notes = []
        pictures = self.pictures
        if pictures is not None:
            self.list.show_entries(
                len(pictures.values),
                self._entry,
                scale=pictures.scale,
                is_signed=pictures.is_signed,
                keep_place=keep_place,
            )

    def _entry(self, row: int) -> Entry:
        pictures = self.pictures
        assert pictures is not None  # noqa: S101 - there are no rows without pictures
        number = int(pictures.numbers[row])
        is_off = number in self._off
        note = self._notes[row] if self._notes else ""
        state = self.tr("off") if is_off else self.tr("on")
        text = self.tr("Unit {number}, {state}").format(number=number, state=state)
        lines = (Line(str(number)), Line(note))
        return Entry(pictures.values[row], lines, text, is_off=is_off)

    def _emit_unit(self, index: QModelIndex) -> None:
        if self.pictures is not None:
            self.toggled.emit(int(self.pictures.numbers[index.row()]))


def weights_of_units(classifier: Classifier) -> Pictures | None:
    """The weights of the first layer, or the landmarks; None if they are no pictures."""
    gallery = parts(classifier).pictures
    if gallery is None:
        return None
    scale = Scale.around_zero(gallery.pictures) if gallery.is_signed else Scale(0.0, 1.0)
    return Pictures(gallery.pictures, gallery.numbers, scale, gallery.is_signed)


def outputs_of_units(network: Network, step: Step, drawing: FloatArray | None) -> Pictures:
    """The outputs of a layer's units for a drawing (28, 28); zeros without a drawing."""
    count = step.shape[-1]
    side = step.shape[:2] if len(step.shape) == 3 else (1, 1)
    values = np.zeros((count, *side), np.float32)
    if drawing is not None and step.last is not None:
        output = observe(network, drawing)[step.last]
        values[...] = np.moveaxis(output, -1, 0).reshape(values.shape)
    is_signed = bool(values.min(initial=0.0) < 0)
    scale = Scale.around_zero(values) if is_signed else Scale.from_zero(values)
    return Pictures(values, np.arange(count), scale, is_signed)


def is_first_layer(network: Network | None, step: Step | None) -> bool:
    """Whether no layer with parameters comes before this one, or there are no layers."""
    if network is None or step is None:
        return True
    return not any(layer.parameters for layer in network.layers[: step.layer])


def contributions_to_answer(network: Network, step: Step, drawing: FloatArray | None) -> list[str]:
    """The contribution of each unit to the logit of the answer, as texts; [] if unknown."""
    if drawing is None or step.last is None:
        return []
    observed = observe(network, drawing)
    shares = contributions(observed, step.last, int(np.argmax(observed.logits[:10])))
    return [signed_text(share) for share in shares.tolist()]


class WeightEditor(QWidget):
    """Shows a tensor. `weight_set` carries the index (a tuple) and the new value of an element.

    Attributes:
        index: of the selected element.
    """

    weight_set = Signal(object, float)

    def __init__(self) -> None:
        super().__init__()
        self._experiment: Experiment | None = None
        self._tensor = ""
        self._shape: Shape = ()
        self.index: tuple[int, ...] | None = None
        self.heatmap = Heatmap(
            self.tr("Values of this tensor"), square_cells=False, show_title=False
        )
        self.heatmap.describe = self._describe
        self.heatmap.cell_clicked.connect(self._choose)
        self.place = plain_label()
        self.value = NumberBox()
        self.value.setAccessibleName(self.tr("Selected value"))
        self.value.valueChanged.connect(self._set)
        self.zero_button = push_button(self.tr("Set to &zero"), lambda: self.value.setValue(0.0))
        below = row(self.place, self.value, self.zero_button, None, spacing=theme.GAP)
        column((self.heatmap, 1), below, of=self)
        self._show_value()

    def show_tensor(self, experiment: Experiment, name: str) -> None:
        """Show the current values of a tensor."""
        tensor = experiment.tensors()[name]
        if name != self._tensor or experiment is not self._experiment:
            self.index = None
            self.heatmap.unmark()
        self._experiment, self._tensor, self._shape = experiment, name, tensor.shape
        self.heatmap.show_values(as_plane(tensor))
        self.heatmap.show_blocks(*(tensor.shape[:2] if tensor.ndim == 4 else (0, 0)))
        step = float(np.std(tensor)) / 2
        self.value.setSingleStep(max(10**-_DECIMALS, step))
        self._show_value()

    def _choose(self, cell: Cell) -> None:
        self.index = index_in_tensor(self._shape, cell.row, cell.column)
        self.heatmap.mark(cell.row, cell.column, 1, 1)
        self._show_value()
        self.value.setFocus()
        self.value.selectAll()

    def _show_value(self) -> None:
        has_choice = self.index is not None and self._experiment is not None
        self.value.setEnabled(has_choice)
        self.zero_button.setEnabled(has_choice)
        if self.index is None or self._experiment is None:
            self.place.setText(self.tr("Click a value to edit it"))
            return
        self.place.setText(self._name(self.index))
        self.value.blockSignals(True)
        self.value.setValue(self._experiment.weight(self._tensor, self.index))
        self.value.blockSignals(False)

    def _set(self, value: float) -> None:
        if self.index is not None:
            self.weight_set.emit(self.index, value)

    def _describe(self, cell: Cell) -> str:
        return self._name(index_in_tensor(self._shape, cell.row, cell.column))

    def _name(self, index: tuple[int, ...]) -> str:
        return f"{self._tensor} [{', '.join(map(str, index))}]"


class NumberBox(QDoubleSpinBox):
    """A number that may be typed with a decimal point or comma.

    In English, Qt takes a comma for a separator of thousands, so that 0,05 would become 5.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setLocale(QLocale.c())
        self.setRange(-_LARGEST, _LARGEST)
        self.setDecimals(_DECIMALS)
        self.setKeyboardTracking(False)

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Accept what is a number with a point."""
        state: tuple[QValidator.State, str, int] = super().validate(_with_point(text), place)
        return state

    def valueFromText(self, text: str) -> float:
        """Read the number."""
        return super().valueFromText(_with_point(text))


def _with_point(text: str) -> str:
    return text.replace(",", ".")


def index_in_tensor(shape: Shape, row: int, column: int) -> tuple[int, ...]:
    """The index of a tensor element from a cell of `digitpad.inspection.tensors.as_plane`."""
    if len(shape) == 4:
        height, width, _, _ = shape
        return (row % height, column % width, row // height, column // width)
    return (column,) if len(shape) == 1 else (row, column)

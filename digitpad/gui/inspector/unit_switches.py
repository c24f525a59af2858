"""The units of a layer as pictures that are clicked off and on.

Pixels are switched off on a picture of the drawing itself.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from digitpad.gui.colour_maps import Scale
from digitpad.gui.heatmap import Heatmap
from digitpad.gui.heatmap_geometry import Cell
from digitpad.gui.inspector.experiment_subjects import Subject
from digitpad.gui.inspector.picture_gallery import PictureGallery
from digitpad.gui.inspector.unit_pictures import (
    UnitPictures,
    is_first_layer,
    outputs_of_units,
    shares_in_answer,
    weights_of_units,
)
from digitpad.gui.inspector.wording import signed_text
from digitpad.inspection.activations import inspectable
from digitpad.inspection.experiments import Experiment
from digitpad.nn.network import Network
from digitpad.types import FloatArray

_SIDE = 28


class UnitSwitches(QWidget):
    """Shows one layer's units. `toggled` carries the number of the one that was clicked."""

    toggled = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject | None = None
        self._network: Network | None = None
        self._units: UnitPictures | None = None
        self._off: frozenset[int] = frozenset()
        self._drawing: FloatArray | None = None
        self.gallery = PictureGallery()
        self.gallery.chosen.connect(self._tell_unit)
        self.pixels = Heatmap(diverging=False)
        self.pixels.cell_clicked.connect(self._tell_pixel)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.gallery)
        self._stack.addWidget(self.pixels)

    def show_layer(
        self, experiment: Experiment, subject: Subject, drawing: FloatArray | None
    ) -> None:
        """Show this layer's units."""
        classifier = experiment.original.classifier
        self._subject, self._drawing = subject, drawing
        self._network = inspectable(classifier)
        step, network = subject.step, self._network
        self._units = None
        if subject.kind == "units":
            if step is None or network is None or is_first_layer(network, step):
                self._units = weights_of_units(classifier)
            self._show_units(keep_place=False)
        self._stack.setCurrentWidget(self.gallery if subject.kind == "units" else self.pixels)
        self.show_off(experiment)

    def show_drawing(self, drawing: FloatArray | None) -> None:
        """The drawing has changed."""
        self._drawing = drawing
        if self._subject is not None and self._subject.kind == "pixels":
            self._show_pixels()
        elif self._subject is not None and self._subject.kind == "units":
            self._show_units(keep_place=True)

    def show_off(self, experiment: Experiment) -> None:
        """Fade what is switched off."""
        if self._subject is None:
            return
        name = self._subject.name
        self._off = frozenset(unit for layer, unit in experiment.changes.off if layer == name)
        if self._subject.kind == "pixels":
            self._show_pixels()
        elif self._units is not None:
            places = np.flatnonzero(np.isin(self._units.numbers, list(self._off)))
            self.gallery.fade(frozenset(places.tolist()))

    def _show_pixels(self) -> None:
        drawing = np.zeros((_SIDE, _SIDE), np.float32) if self._drawing is None else self._drawing
        marks = np.full(_SIDE * _SIDE, "", dtype=object)
        marks[list(self._off)] = "×"
        self.pixels.show_values(drawing, Scale(0.0, 1.0))
        self.pixels.show_texts(marks.reshape(_SIDE, _SIDE).tolist())

    def _show_units(self, *, keep_place: bool) -> None:
        step, network = None if self._subject is None else self._subject.step, self._network
        if self._units is None or not self._units.are_weights:
            if step is None or network is None:
                return
            self._units = outputs_of_units(network, step, self._drawing)
        if not (keep_place and self._units.are_weights):
            self.gallery.show_pictures(self._units.pictures, keep_place=keep_place)
        shares = None
        if step is not None and network is not None and self._drawing is not None:
            shares = shares_in_answer(network, step, self._drawing)
        self.gallery.show_notes([] if shares is None else [signed_text(s) for s in shares.tolist()])

    def _tell_unit(self, place: int) -> None:
        self.gallery.choose(-1)
        if self._units is not None:
            self.toggled.emit(int(self._units.numbers[place]))

    def _tell_pixel(self, cell: Cell) -> None:
        self.toggled.emit(cell.row * _SIDE + cell.column)

"""Where the drawing lies: training digits as a map, as one of the model's layers sees them.

layer [v]  method [v]       0 1 2 3 4 5 6 7 8 9
+-------------------------------+  drawing
|  map                          |  its nearest training digits
+-------------------------------+
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.inspector.class_legend import ClassLegend
from digitpad.gui.inspector.digit_scatter import DigitScatter
from digitpad.gui.inspector.hover_card import HoverCard
from digitpad.gui.inspector.measured_page import Measured, MeasuredPage, Measurement
from digitpad.gui.inspector.model_steps import layer_title
from digitpad.gui.inspector.neighbour_panel import NEIGHBOURS, Neighbour, NeighbourPanel
from digitpad.gui.inspector.page import SaveTarget
from digitpad.gui.inspector.saving import picture_target, tensor_target
from digitpad.gui.wording import percent
from digitpad.ink import Ink
from digitpad.inspection.activations import inspectable, layers
from digitpad.inspection.digit_map import PCA, TSNE, DigitMap, map_layers, methods
from digitpad.inspection.kept_results import KeptResults
from digitpad.nn.parallel import as_network_input
from digitpad.recognition import Recognition
from digitpad.recognizer import Recognizer
from digitpad.types import FloatArray, IntArray

_METHODS = (PCA, TSNE)


class MapPage(MeasuredPage):
    """The map of one layer, and the drawing in it, live."""

    is_live = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measured: Measured | None = None
        self._recognition: Recognition | None = None
        self.layer, self.method = QComboBox(), QComboBox()
        for method in _METHODS:
            self.method.addItem("", method)
        self._allow_methods()
        self.layer_label, self.method_label, self.spread = QLabel(), QLabel(), QLabel()
        for label in (self.layer_label, self.method_label, self.spread):
            label.setProperty("tone", "quiet")
        self.legend = ClassLegend()
        self.scatter = DigitScatter()
        self.card = HoverCard(self.scatter)
        self.panel = NeighbourPanel()
        self.legend.chosen.connect(self.scatter.show_only)
        self.scatter.hovered.connect(self._show_card)
        self.layer.activated.connect(self._start_chosen)
        self.method.activated.connect(self._start_chosen)
        self.set_content(self._laid_out())
        self.translate()

    def explanation(self) -> str:
        """What one sees."""
        return self.tr(
            "2,000 training digits as the chosen layer sees them: those alike to it lie "
            "close together, and your drawing moves among them."
        )

    def what_is_awaited(self) -> str:
        """While the map is made."""
        if self._chosen()[1] == TSNE:
            return self.tr("t-SNE moves 2,000 training digits until like lies beside like…")
        return self.tr("2,000 training digits pass through the layer…")

    def what_to_do(self) -> str:
        """Where it was cancelled."""
        return self.tr("Make a map of 2,000 training digits.")

    def use_recognizer(self, recognizer: Recognizer | None) -> None:
        """Make a map of this model's best layer."""
        self._measured = None
        self._recognition = None
        if recognizer is not None:
            self._offer_layers(recognizer)
            self._choose_measurement()
        super().use_recognizer(recognizer)

    def show_measured(self, measured: Measured) -> None:
        """Show a map."""
        self._measured = measured
        found = self._map()
        names = self._names()
        self.legend.offer(names)
        self.scatter.show_digits(found.positions, found.labels, names)
        self.scatter.show_only(self.legend.only)
        self._say_spread()
        self._locate()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Show where this lies."""
        self._recognition = recognition
        if self._measured is not None:
            self._locate()

    def save_targets(self) -> list[SaveTarget]:
        """The page, and the positions."""
        if self._measured is None or not self.is_showing_content:
            return []
        positions = self.tr("The digits’ positions…")
        return [
            picture_target(self.tr("This page as a picture…"), "map", self),
            tensor_target(positions, "positions", self._map().positions),
        ]

    # What is asked for

    def _chosen(self) -> tuple[str, str]:
        return self.layer.currentData() or "", self.method.currentData() or PCA

    def _offer_layers(self, recognizer: Recognizer) -> None:
        classifier = recognizer.model.classifier
        self.layer.clear()
        titles = self._titles(recognizer)
        for name in map_layers(classifier):
            self.layer.addItem(titles.get(name, name), name)

    def _titles(self, recognizer: Recognizer) -> dict[str, str]:
        """Names of layers for people."""
        titles = {"pixels": self.tr("The pixels"), "features": self.tr("The features")}
        network = inspectable(recognizer.model.classifier)
        if network is not None:
            titles |= {view.name: layer_title(view) for view in layers(network)}
        return titles

    def _allow_methods(self) -> None:
        """t-SNE comes from a library that may not be there; then it says how to get it."""
        model = self.method.model()
        if TSNE not in methods() and isinstance(model, QStandardItemModel):
            model.item(_METHODS.index(TSNE)).setEnabled(False)

    def _choose_measurement(self) -> None:
        layer, method = self._chosen()
        self.measurement = Measurement(
            lambda kept, classifier, digits: kept.map(classifier, digits, layer, method),
            lambda classifier, digits, report: DigitMap.fit(
                classifier,
                layer,
                digits,
                method,
                progress=report.progress,
                cancelled=report.cancelled,
            ),
            KeptResults.keep_map,
            "train",
        )

    def _start_chosen(self) -> None:
        self._choose_measurement()
        self.start()

    def _offer_again(self, error: Exception | None = None) -> None:
        """A cancelled map leaves the one before it, if there is one."""
        if self._measured is None or error is not None:
            super()._offer_again(error)
            return
        found = self._map()
        self.layer.setCurrentIndex(self.layer.findData(found.layer))
        self.method.setCurrentIndex(self.method.findData(found.method))
        self.show_content()

    # What is shown

    def _map(self) -> DigitMap:
        assert self._measured is not None  # noqa: S101 - asked only where something is shown
        found: DigitMap = self._measured.found
        return found

    def _names(self) -> list[str]:
        assert self._recognizer is not None  # noqa: S101
        return [str(name) for name in self._recognizer.model.classifier.classes_]

    def _digit(self, number: int) -> Neighbour:
        """A digit of the training set."""
        assert self._measured is not None  # noqa: S101
        digits = self._measured.digits
        image = as_network_input(digits.images[number])
        return Neighbour(image, self._names()[digits.labels[number]])

    def _locate(self) -> None:
        recognition = self._recognition
        if recognition is None:
            self.scatter.show_drawing(None, np.zeros(0, np.int64))
            self.panel.show_drawing(None, "", [])
            return
        image: FloatArray = recognition.stages.network_input
        position, numbers = self._map().locate(image, NEIGHBOURS)
        self.scatter.show_drawing(position, self._rows(numbers))
        sure = percent(recognition.confidence)
        text = self.tr("read as {digit}, {sure}").format(digit=recognition.digit, sure=sure)
        self.panel.show_drawing(image, text, [self._digit(number) for number in numbers.tolist()])

    def _rows(self, numbers: IntArray) -> IntArray:
        """The map's rows of digits of the training set; the map has them in ascending order."""
        return np.searchsorted(self._map().which, numbers).astype(np.int64)

    def _show_card(self, row: int) -> None:
        if row < 0:
            self.card.hide()
            return
        found = self._map()
        (place,) = self.scatter.places(found.positions[row : row + 1]).tolist()
        digit = self._digit(int(found.which[row]))
        text = self.tr("a {name}").format(name=digit.name)
        self.card.show_digit(digit.image, text, QPointF(*place).toPoint())

    def _say_spread(self) -> None:
        shown = float(self._map().explained.sum())
        if self._map().method == TSNE:
            text = self.tr("Only who is whose neighbour means something here.")
        else:
            text = self.tr("These two directions show {share} of all differences.")
        self.spread.setText(text.format(share=f"{shown:.0%}"))

    # What it looks like

    def _laid_out(self) -> QWidget:
        content = QWidget()
        above = QHBoxLayout()
        above.setSpacing(theme.GAP_SMALL)
        above.addWidget(self.layer_label)
        above.addWidget(self.layer)
        above.addSpacing(theme.GAP_SMALL)
        above.addWidget(self.method_label)
        above.addWidget(self.method)
        above.addStretch(1)
        above.addWidget(self.legend)
        left = QVBoxLayout()
        left.setSpacing(theme.GAP_SMALL)
        left.addLayout(above)
        left.addWidget(self.scatter, 1)
        left.addWidget(self.spread)
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_LARGE)
        row.addLayout(left, 1)
        row.addWidget(self.panel)
        return content

    def translate(self) -> None:
        """Write all texts."""
        self.layer_label.setText(self.tr("Layer"))
        self.method_label.setText(self.tr("Made by"))
        self.method.setItemText(0, self.tr("PCA"))
        self.method.setItemText(1, self.tr("t-SNE"))
        if TSNE not in methods():
            tip = self.tr("t-SNE needs scikit-learn: pip install 'digitpad[map]'")
            self.method.setToolTip(tip)
        self.layer.setAccessibleName(self.tr("Layer"))
        self.method.setAccessibleName(self.tr("How the map is made"))
        self.scatter.setAccessibleName(self.tr("Map of training digits"))
        if self._recognizer is not None:
            titles = self._titles(self._recognizer)
            for place in range(self.layer.count()):
                name = self.layer.itemData(place)
                self.layer.setItemText(place, titles.get(name, name))
        if self._measured is not None:
            self._say_spread()
            self._locate()

"""Inspector page: a map of training digits by a layer's activations, with the drawing in it.

layer [v]  method [v]              [all classes v]
+-------------------------------+  drawing
|  map                          |  its nearest training digits
+-------------------------------+
"""

from __future__ import annotations

from collections import Counter
from functools import partial

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QWidget

from digitpad.common.pixels import as_floats
from digitpad.common.types import FloatArray
from digitpad.gui import theme
from digitpad.gui.charts.scatter import ScatterChart
from digitpad.gui.digit_list import DigitList, Entry, Line
from digitpad.gui.inspector.class_filter import ClassFilter
from digitpad.gui.inspector.digit_picture import DigitPicture, HoverCard
from digitpad.gui.inspector.measured_page import MeasuredPage, Measurement
from digitpad.gui.inspector.model_steps import layer_title
from digitpad.gui.inspector.saving import SaveTarget, tensor_target
from digitpad.gui.session import Session
from digitpad.gui.widgets import column, plain_label, row
from digitpad.gui.wording import percent
from digitpad.ink.strokes import Ink
from digitpad.inspection.activations import inspectable, layers
from digitpad.inspection.digit_map import PCA, TSNE, DigitMap, map_layers, methods
from digitpad.inspection.result_cache import KeptResults
from digitpad.recognition.answers import Recognition
from digitpad.recognition.recognizer import Recognizer

_METHODS = (PCA, TSNE)
_NEIGHBOURS = 9
_LARGE, _SMALL = 112, 56
_PANEL_WIDTH = 230
_PANEL_LETTERS = 26


class DigitMapPage(MeasuredPage):
    """The map of a layer, and the live position of the drawing in it."""

    is_live = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.explanation = self.tr(
            "Layer outputs for 2,000 training digits in two dimensions. Similar "
            "digits are close together; the marker shows your drawing. Click a digit to "
            "show it on the pad."
        )
        self.cancelled_text = self.tr("Create a map of 2,000 training digits.")
        self._recognition: Recognition | None = None
        self.layer, self.method = QComboBox(), QComboBox()
        self.layer.setAccessibleName(self.tr("Layer"))
        self.method.setAccessibleName(self.tr("Projection method"))
        self.method.addItem(self.tr("PCA"), PCA)
        self.method.addItem(self.tr("t-SNE"), TSNE)
        self._allow_methods()
        self.spread = plain_label(tone="quiet")
        self.only = ClassFilter()
        self.scatter = ScatterChart(self.tr("Map of training digits"), show_title=False)
        # Distances are meaningful only with one scale for both axes.
        self.scatter.plot.setAspectLocked()
        self.card = HoverCard(self.scatter.view)
        self.panel = NeighbourPanel()
        self.only.chosen.connect(self.scatter.show_only)
        self.scatter.hovered.connect(self._show_card)
        self.scatter.clicked.connect(self._open_on_pad)
        self.offer_pad(self.panel.digits)
        self.layer.activated.connect(self._start_chosen)
        self.method.activated.connect(self._start_chosen)
        above = row(
            *(plain_label(self.tr("Layer"), tone="quiet"), self.layer, theme.GAP_SMALL),
            *(plain_label(self.tr("Method"), tone="quiet"), self.method, theme.GAP_SMALL),
            *(None, self.only),
        )
        left = column(above, (self.scatter, 1), self.spread)
        self.set_content(row((left, 1), self.panel, spacing=theme.GAP_LARGE))

    def forget_model(self) -> None:
        """Show nothing of the former model."""
        self.measured, self._recognition = None, None
        super().forget_model()

    def show_model(self, recognizer: Recognizer) -> None:
        """Compute a map of this model's most telling layer."""
        self._offer_layers(recognizer)
        self._start_chosen()

    def show_measured(self) -> None:
        """Show a map."""
        found, names = self._map(), self.class_names
        rows = np.searchsorted(np.array(names, np.int64), found.labels)
        self.only.offer(names)
        # The digit under the pointer is shown on the card instead of a text.
        self.scatter.show_points(found.positions, rows, names, [""] * len(rows))
        self.scatter.show_only(self.only.only)
        if found.method == TSNE:
            text = self.tr("Only neighbourhoods are meaningful; distances are not.")
        else:
            text = self.tr("These two components explain {share} of the variance.")
        self.spread.setText(text.format(share=f"{float(found.explained.sum()):.0%}"))
        self._locate()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Show the position of the drawing."""
        self._recognition = recognition
        if self.measured is not None:
            self._locate()

    def save_targets(self) -> list[SaveTarget]:
        """The page as a picture, and the positions as numbers."""
        if not self.is_showing_content:
            return []
        positions = self.tr("Positions of the digits…")
        numbers = tensor_target(positions, "positions", self._map().positions)
        return [self.page_target("map"), numbers]

    # Selection of layer and method

    def _offer_layers(self, recognizer: Recognizer) -> None:
        classifier = recognizer.model.classifier
        titles = {"pixels": self.tr("Pixels"), "features": self.tr("Features")}
        network = inspectable(classifier)
        if network is not None:
            titles |= {view.name: layer_title(view) for view in layers(network)}
        self.layer.clear()
        for name in map_layers(classifier):
            self.layer.addItem(titles.get(name, name), name)

    def _allow_methods(self) -> None:
        """Disable t-SNE if its library is missing, with a hint how to install it."""
        model = self.method.model()
        if TSNE not in methods() and isinstance(model, QStandardItemModel):
            model.item(_METHODS.index(TSNE)).setEnabled(False)
            tip = self.tr("t-SNE needs scikit-learn: pip install 'digitpad[map]'")
            self.method.setToolTip(tip)

    def _start_chosen(self) -> None:
        layer, method = self.layer.currentData(), self.method.currentData()
        self.loading_text = self.tr("Computing the layer outputs for 2,000 training digits…")
        if method == TSNE:
            self.loading_text = self.tr("Computing t-SNE for 2,000 training digits…")
        self.measurement = Measurement(
            lambda kept, digits: kept.map(digits, layer, method),
            partial(DigitMap.fit, layer=layer, method=method),
            KeptResults.keep_map,
            "train",
        )
        self.start()

    def offer_restart(self, error: Exception | None = None) -> None:
        """After cancelling, show the previous map, if there is one."""
        if self.measured is None or error is not None:
            super().offer_restart(error)
            return
        found = self._map()
        self._loading_delay.stop()
        self.layer.setCurrentIndex(self.layer.findData(found.layer))
        self.method.setCurrentIndex(self.method.findData(found.method))
        self.show_content()

    # Content

    def _map(self) -> DigitMap:
        found: DigitMap = self.result().found
        return found

    def _digit(self, number: int) -> tuple[FloatArray, str]:
        """A digit of the training set and its label."""
        digits = self.result().digits
        return as_floats(digits.images[number]), str(digits.labels[number])

    def _locate(self) -> None:
        recognition = self._recognition
        if recognition is None:
            self.scatter.show_position(None)
            self.panel.show_drawing(None, "", [])
            return
        image: FloatArray = recognition.stages.network_input
        position, numbers = self._map().locate(image, _NEIGHBOURS)
        # The map is in the ascending order of the digits' numbers.
        self.scatter.show_position(position, np.searchsorted(self._map().which, numbers))
        text = self.tr("read as {digit}, {confidence}")
        text = text.format(digit=recognition.digit, confidence=percent(recognition.confidence))
        self.panel.show_drawing(image, text, [self._digit(number) for number in numbers.tolist()])

    def _open_on_pad(self, row: int) -> None:
        self.session.open_digit(self._digit(int(self._map().which[row]))[0])
        self.tell_on_pad()

    def _show_card(self, row: int) -> None:
        if row < 0:
            self.card.hide()
            return
        found = self._map()
        image, name = self._digit(int(found.which[row]))
        x, y = found.positions[row].tolist()
        place = self.scatter.to_pixels(x, y).toPoint()
        self.card.show_digit(image, self.tr("Label {name}").format(name=name), place)


class NeighbourPanel(QWidget):
    """Beside the map: the drawing, and its nearest training digits by the model's activations."""

    def __init__(self) -> None:
        super().__init__()
        self.drawing = DigitPicture(_LARGE)
        self.drawing.setAccessibleName(self.tr("Your drawing"))
        self.answer, self.sentence = plain_label(), plain_label(tone="quiet", wraps=True)
        title = plain_label(self.tr("Nearest training digits"), bold=True, wraps=True)
        self.sentence.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.digits = DigitList((_SMALL, _SMALL))
        self.digits.setAccessibleName(title.text())
        column(self.drawing, self.answer, title, self.sentence, (self.digits, 1), of=self)
        letters = _PANEL_LETTERS * self.fontMetrics().averageCharWidth()
        self.setFixedWidth(max(_PANEL_WIDTH, letters))

    def show_drawing(
        self, image: FloatArray | None, answer: str, neighbours: list[tuple[FloatArray, str]]
    ) -> None:
        """Show a drawing, its answer and its nearest digits with their labels; None for none."""
        self.drawing.show_image(image)
        self.answer.setText(answer)
        entries = [
            Entry(picture, (Line(name),), self.tr("Label {name}").format(name=name))
            for picture, name in neighbours
        ]
        self.digits.show_entries(len(entries), entries.__getitem__)
        if not neighbours:
            self.sentence.setText(self.tr("Draw a digit to show it on the map."))
            return
        ((name, count),) = Counter(name for _, name in neighbours).most_common(1)
        is_all = count == len(neighbours)
        text = (
            self.tr("All {total} are {name}.")
            if is_all
            else self.tr("{count} of {total} are {name}.")
        )
        self.sentence.setText(text.format(count=count, total=len(neighbours), name=name))

"""Page: what was learned. Units, filters and planes as pictures, and every tensor as it is.

[view v] [order v] [channel v]            [compare v]
+------------------------------------+  +-----------+
|  [ ] [ ] [ ] [ ] [ ] [ ]           |  | Unit 7    |
|  [ ] [ ] [ ] [ ] [ ] [ ]           |  | [       ] |
+------------------------------------+  | figures   |
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from digitpad.errors import ParameterError
from digitpad.gui import theme
from digitpad.gui.error_words import in_words
from digitpad.gui.heatmap import Heatmap
from digitpad.gui.heatmap_geometry import Cell
from digitpad.gui.inspector.page import Page, SaveTarget
from digitpad.gui.inspector.picture_gallery import PictureGallery
from digitpad.gui.inspector.saving import painted_target, picture_target, tensor_target
from digitpad.gui.inspector.weight_comparison import ComparisonChooser, Others
from digitpad.gui.inspector.weight_detail import WeightDetail
from digitpad.gui.inspector.weight_views import (
    WeightView,
    explanation_of,
    pictures_of,
    plane_of,
    views_of,
)
from digitpad.gui.inspector.wording import signed_text
from digitpad.ink import Ink
from digitpad.inspection.activations import inspectable, observe
from digitpad.inspection.tensors import subtract
from digitpad.inspection.unit_order import Order, contributions, order
from digitpad.inspection.weights import first_layer_pictures, output_names, tensors
from digitpad.nn.network import Network
from digitpad.recognition import Recognition
from digitpad.recognizer import Recognizer
from digitpad.types import AnyArray, FloatArray

_REORDER_MILLISECONDS = 250
"""While one draws, pictures change places at most so often, or nobody could follow them."""


class WeightsPage(Page):
    """The model's weights."""

    is_live = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recognizer: Recognizer | None = None
        self._network: Network | None = None
        self._tensors: dict[str, AnyArray] = {}
        self._others: Others | None = None
        self._views: list[WeightView] = []
        self._recognition: Recognition | None = None
        self._contribution: FloatArray | None = None
        self.view_list, self.order_list, self.channel_list = QComboBox(), QComboBox(), QComboBox()
        for chooser in (self.view_list, self.order_list, self.channel_list):
            chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.view_list.setMaxVisibleItems(20)
        self.comparison = ComparisonChooser()
        self.gallery = PictureGallery()
        self.plane = Heatmap(square_cells=False)
        self.plane.describe = self._describe_plane
        self.stack = QStackedWidget()
        self.stack.addWidget(self.gallery)
        self.stack.addWidget(self.plane)
        self.detail = WeightDetail()
        self._reorder = QTimer(self)
        self._reorder.setSingleShot(True)
        self._reorder.setInterval(_REORDER_MILLISECONDS)
        self._reorder.timeout.connect(self._put_in_order)
        self.set_content(self._laid_out())
        self._connect()
        self.translate()
        self.show_empty(self.tr("There is no model to look into."))

    def _connect(self) -> None:
        self.view_list.activated.connect(self._show_view)
        self.order_list.activated.connect(self._put_in_order)
        self.channel_list.activated.connect(self._show_pictures)
        self.comparison.chosen.connect(self._compare_with)
        self.comparison.failed.connect(self._say_problem)
        self.gallery.chosen.connect(self._show_chosen)

    # What the window tells

    def explanation(self) -> str:
        """What one sees."""
        if self._views:
            return explanation_of(self.view)
        return self.tr("The numbers that were learned, as colours.")

    def use_recognizer(self, recognizer: Recognizer | None) -> None:
        """Show this model's weights."""
        self._recognizer, self._others = recognizer, None
        self.comparison.use_model(None if recognizer is None else recognizer.model)
        if recognizer is None:
            self._views = []
            self.show_empty(self.tr("There is no model to look into."))
            return
        classifier = recognizer.model.classifier
        self._network = inspectable(classifier)
        self._tensors = tensors(classifier)
        self._views = views_of(classifier)
        self._contribution = None
        self._fill_views()
        self._show_view()
        self.show_content()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Say how much each unit adds to the answer, where that can be said."""
        self._recognition = recognition
        if self.is_showing_content:
            self._find_contributions()

    def show_part(self, part: str) -> None:
        """Go to a step's weights."""
        for view in self._views:
            if view.name == part or part in view.tensor.split("."):
                self._choose(view)
                self._show_view()
                return

    def _choose(self, view: WeightView) -> None:
        for place in range(self.view_list.count()):
            if self.view_list.itemData(place) == view:
                self.view_list.setCurrentIndex(place)

    def save_targets(self) -> list[SaveTarget]:
        """The view as a picture, its tensor as numbers."""
        if not self.is_showing_content:
            return []
        view, tensor = self.view, self._shown_tensor()
        name = view.tensor.replace(".", "-")
        targets = [
            tensor_target(self.tr("{name} as numbers…").format(name=view.tensor), name, tensor)
        ]
        if view.is_gallery:
            text = self.tr("All pictures of this view…")
            paint, size = self.gallery.paint_whole, self.gallery.whole_size
            targets.insert(0, painted_target(text, view.name, self.gallery, paint, size))
            text = self.tr("The chosen picture…")
            targets.insert(1, picture_target(text, f"{view.name}-detail", self.detail.heatmap))
        else:
            targets.insert(0, picture_target(self.tr("This heatmap…"), name, self.plane))
        histogram = self.detail.statistics.histogram
        targets.append(picture_target(self.tr("The histogram…"), f"{name}-histogram", histogram))
        return targets

    def shut_down(self) -> None:
        """Wait for what is being read."""
        self._reorder.stop()
        self.comparison.shut_down()

    # What is looked at

    @property
    def view(self) -> WeightView:
        """The view that is shown."""
        chosen: WeightView = self.view_list.currentData()
        return chosen

    def _shown_tensor(self) -> AnyArray:
        """The view's tensor, or how it differs from the other's."""
        if self._others is None or self.view.kind == "landmarks":
            return self._tensors[self.view.tensor]
        return subtract(self._tensors, self._others.tensors, self.view.tensor)

    def _compare_with(self, others: Others | None) -> None:
        self._others = others
        try:
            self._shown_tensor()
        except ParameterError as error:
            self._others = None
            self._say_problem(in_words(error))
        self._show_view()

    def _say_problem(self, text: str) -> None:
        self.comparison.setCurrentIndex(0)
        self.problem_found.emit(text)

    def _show_view(self) -> None:
        """The view that is chosen, with its lists."""
        view = self.view
        tensor = self._shown_tensor()
        title = view.tensor
        if self._others is not None:
            title = self.tr("{tensor} less {other}").format(
                tensor=view.tensor, other=self._others.name
            )
        self.detail.show_tensor(title, tensor)
        self._fill_channels()
        self._fill_orders()
        self.explanation_changed.emit()
        self.stack.setCurrentWidget(self.gallery if view.is_gallery else self.plane)
        if view.is_gallery:
            self._show_pictures()
            self._find_contributions()
            self._put_in_order()
            self._show_chosen(int(self.gallery.order[0]))
        else:
            self.detail.show_no_picture()
            self._show_plane(tensor)

    def _show_pictures(self) -> None:
        if self._recognizer is None:
            return
        channel = self.channel_list.currentData() if self.channel_list.isVisibleTo(self) else None
        pictures = pictures_of(
            self.view, self._shown_tensor(), self._recognizer.model.classifier, channel
        )
        self.gallery.show_pictures(pictures)
        self._put_in_order()

    def _show_plane(self, tensor: AnyArray) -> None:
        plane = plane_of(self.view, tensor)
        names = self._output_names() if self.view.kind == "output" else ()
        block = tensor.shape[:2] if tensor.ndim == 4 and self.view.kind == "tensor" else (0, 0)
        self.plane.show_values(plane)
        self.plane.show_labels(rows=names if len(names) == len(plane) else ())
        self.plane.show_blocks(*block)

    def _show_chosen(self, number: int) -> None:
        pictures = self.gallery.pictures
        if pictures is None:
            return
        self.gallery.choose(number)
        self.detail.show_picture(
            pictures.titles[number],
            self.view,
            self._shown_tensor(),
            number,
            pictures.values[number],
            scale=pictures.scale if self.view.kind == "landmarks" else None,
        )

    def _describe_plane(self, cell: Cell) -> str:
        if self.view.kind != "output":
            return self.tr("row {row}, column {column}").format(row=cell.row, column=cell.column)
        names = self._output_names()
        output = names[cell.row] if cell.row < len(names) else str(cell.row)
        text = self.tr("unit {unit} for {output}")
        return text.format(unit=cell.column, output=output)

    def _output_names(self) -> tuple[str, ...]:
        return () if self._recognizer is None else output_names(self._recognizer.model.classifier)

    # In which order

    def _find_contributions(self) -> None:
        step = self.view.step if self.view.kind in {"units", "filters"} else None
        recognition, network = self._recognition, self._network
        if recognition is None or network is None or step is None or step.last is None:
            self._contribution = None
            self.gallery.show_notes(self._landmark_notes() if step is None else ())
            return
        observed = observe(network, recognition.stages.network_input)
        answer = int(np.argmax(recognition.probabilities))
        self._contribution = contributions(observed, step.last, answer)
        self.gallery.show_notes([signed_text(value) for value in self._contribution.tolist()])
        if self.order_list.currentData() == "contribution" and not self._reorder.isActive():
            self._reorder.start()

    def _landmark_notes(self) -> list[str]:
        """Which output each landmark speaks for most."""
        if self.view.kind != "landmarks" or self._recognizer is None:
            return []
        names = self._output_names()
        gallery = first_layer_pictures(self._recognizer.model.classifier)
        if gallery is None or len(names) < 3:
            return []
        best = self._tensors["planes.weight"][gallery.numbers].argmax(axis=1)
        return [self.tr("for {digit}").format(digit=names[place]) for place in best]

    def _put_in_order(self) -> None:
        pictures = self.gallery.pictures
        by: Order = self.order_list.currentData() or "number"
        if pictures is None or not self.view.is_gallery:
            return
        if by == "contribution" and self._contribution is None:
            by = "number"
        self.gallery.put_in_order(order(pictures.values, by, self._contribution))

    # Lists

    def _fill_views(self) -> None:
        self.view_list.clear()
        for view in self._views:
            self.view_list.addItem(view.title, view)
        of_steps = sum(view.kind != "tensor" for view in self._views)
        if of_steps:
            self.view_list.insertSeparator(of_steps)

    def _fill_channels(self) -> None:
        view = self.view
        channels = self._tensors[view.tensor].shape[2] if view.kind == "filters" else 1
        self.channel_list.setVisible(channels > 1)
        self.channel_list.clear()
        self.channel_list.addItem(self.tr("Mean over all channels"), None)
        for channel in range(channels):
            self.channel_list.addItem(self.tr("Channel {number}").format(number=channel), channel)

    def _fill_orders(self) -> None:
        kept = self.order_list.currentData()
        view = self.view
        self.order_list.setVisible(view.is_gallery and view.kind != "planes")
        self.order_list.clear()
        is_ranked = view.kind == "landmarks"
        first = self.tr("Most weight first") if is_ranked else self.tr("As numbered")
        self.order_list.addItem(first, "number")
        if view.kind in {"units", "filters"}:
            self.order_list.addItem(self.tr("By what they add to this answer"), "contribution")
            self.order_list.addItem(self.tr("Largest first"), "norm")
        self.order_list.addItem(self.tr("Like beside like"), "similarity")
        self.order_list.setCurrentIndex(max(0, self.order_list.findData(kept)))

    # What it looks like

    def _laid_out(self) -> QWidget:
        choices = QHBoxLayout()
        choices.setSpacing(theme.GAP_SMALL)
        for chooser in (self.view_list, self.order_list, self.channel_list):
            choices.addWidget(chooser)
        choices.addStretch(1)
        choices.addWidget(self.comparison)
        below = QHBoxLayout()
        below.setSpacing(theme.GAP_LARGE)
        below.addWidget(self.stack, 1)
        below.addWidget(self.detail)
        board = QWidget()
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(choices)
        column.addLayout(below, 1)
        return board

    def translate(self) -> None:
        """Write all texts in the language shown."""
        self.view_list.setAccessibleName(self.tr("What to look at"))
        self.order_list.setAccessibleName(self.tr("In which order"))
        self.channel_list.setAccessibleName(self.tr("Of which channel"))
        self.gallery.setAccessibleName(self.tr("Pictures of weights"))
        self.plane.setAccessibleName(self.tr("Weights"))
        tip = self.tr(
            "What a unit adds: how much lower the answer's sum would be without it, as far as a "
            "straight line tells"
        )
        self.order_list.setToolTip(f"<p>{tip}</p>")
        if self._recognizer is not None:
            kept = self.view_list.currentIndex()
            self._views = views_of(self._recognizer.model.classifier)
            self._fill_views()
            self.view_list.setCurrentIndex(kept)
            self._show_view()

"""Inspector page: the weights. Units, filters and planes as pictures, and every tensor as it is.

[view v] [order v] [channel v]            [compare v]
+------------------------------------+  +-----------+
|  [ ] [ ] [ ] [ ] [ ] [ ]           |  | Unit 7    |
|  [ ] [ ] [ ] [ ] [ ] [ ]           |  | [       ] |
+------------------------------------+  | figures   |
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout

from digitpad.common.errors import ParameterError
from digitpad.common.types import AnyArray, FloatArray, IntArray
from digitpad.gui import theme
from digitpad.gui.charts.heatmap import Cell, Heatmap
from digitpad.gui.digit_list import DigitList, Entry, Line
from digitpad.gui.inspector.page import Page
from digitpad.gui.inspector.saving import SaveTarget, painted_target, picture_target, tensor_target
from digitpad.gui.inspector.weight_panels import (
    ComparisonChooser,
    ReferenceTensors,
    WeightDetail,
)
from digitpad.gui.inspector.weight_views import (
    PICTURE_SIDES,
    Pictures,
    WeightView,
    explanation_of,
    pictures_of,
    plane_of,
    title_of,
    views_of,
)
from digitpad.gui.session import Session
from digitpad.gui.translation import translated
from digitpad.gui.widgets import column, row
from digitpad.gui.wording import signed_text
from digitpad.ink.strokes import Ink
from digitpad.inspection.activations import inspectable, observe
from digitpad.inspection.tensors import subtract
from digitpad.inspection.unit_order import Order, contributions, order
from digitpad.inspection.weights import output_names, parts
from digitpad.nn.network import Network
from digitpad.recognition.answers import Recognition
from digitpad.recognition.recognizer import Recognizer


class WeightsPage(Page):
    """The model's weights."""

    is_live = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.explanation = self.tr(
            "The weights of the model as colours: orange is positive, blue negative."
        )
        self._network: Network | None = None
        self._tensors: dict[str, AnyArray] = {}
        self._reference: ReferenceTensors | None = None
        self._views: list[WeightView] = []
        self._recognition: Recognition | None = None
        self._contribution: FloatArray | None = None
        self.pictures: Pictures | None = None
        self.order: IntArray = np.zeros(0, np.int64)
        self._notes: list[str] = []
        self.view_list, self.order_list, self.channel_list = QComboBox(), QComboBox(), QComboBox()
        self.comparison = ComparisonChooser()
        self.gallery = DigitList(PICTURE_SIDES)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.gallery)
        self.detail = WeightDetail()
        self.set_content(self._layout())
        self.view_list.activated.connect(self._show_view)
        self.order_list.activated.connect(self._apply_order)
        self.channel_list.activated.connect(self._show_pictures)
        self.comparison.chosen.connect(self._compare_with)
        self.comparison.failed.connect(self._show_problem)
        self.gallery.picked.connect(lambda row: self._show_picture(int(self.order[row])))

    # Called by the page's base and the inspector window

    def forget_model(self) -> None:
        """Drop its weights."""
        self._reference, self._contribution, self._views = None, None, []
        self.comparison.use_model(None)
        self.detail.forget()

    def show_model(self, recognizer: Recognizer) -> None:
        """Show the weights of this model."""
        self.comparison.use_model(recognizer.model)
        classifier = recognizer.model.classifier
        self._network = inspectable(classifier)
        self._tensors = classifier.tensors()
        self._views = views_of(classifier, self._tensors)
        self.view_list.clear()
        for view in self._views:
            self.view_list.addItem(view.title, view)
        of_steps = sum(view.kind != "tensor" for view in self._views)
        if of_steps:
            self.view_list.insertSeparator(of_steps)
        self._show_view()
        self.show_content()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Show each unit's contribution to the answer, if it is defined."""
        self._recognition = recognition
        if self.is_showing_content and self.view.is_gallery:
            self._find_contributions()
            self._apply_order()

    def show_part(self, part: str) -> None:
        """Show the weights of a step."""
        for place in range(self.view_list.count()):
            view = self.view_list.itemData(place)
            if view is not None and (view.name == part or part in view.tensor.split(".")):
                self.view_list.setCurrentIndex(place)
                self._show_view()
                return

    def save_targets(self) -> list[SaveTarget]:
        """The view as a picture, its tensor as numbers."""
        if not self.is_showing_content:
            return []
        view, name = self.view, self.view.tensor.replace(".", "-")
        numbers = self.tr("{name} (numbers)…").format(name=view.tensor)
        histogram = self.tr("Histogram…")
        targets = [
            tensor_target(numbers, name, self._shown_tensor()),
            picture_target(histogram, f"{name}-histogram", self.detail.histogram),
        ]
        if not view.is_gallery:
            return [picture_target(self.tr("Heatmap…"), name, self.plane), *targets]
        every, chosen = self.tr("All pictures (picture)…"), self.tr("Selected picture…")
        paint, size = self.gallery.paint_whole, self.gallery.whole_size
        return [
            painted_target(every, view.name, self.gallery, paint, size),
            picture_target(chosen, f"{view.name}-detail", self.detail.heatmap),
            *targets,
        ]

    # What is shown

    @cached_property
    def plane(self) -> Heatmap:
        """Shows a tensor as it is; made when first needed, since that takes a while."""
        plane = Heatmap(self.tr("Weights"), square_cells=False, show_title=False)
        plane.describe = self._describe_plane
        self.stack.addWidget(plane)
        return plane

    @property
    def view(self) -> WeightView:
        """The view shown."""
        chosen: WeightView = self.view_list.currentData()
        return chosen

    def _shown_tensor(self) -> AnyArray:
        """The view's tensor, or its difference from the reference."""
        if self._reference is None or self.view.kind == "landmarks":
            return self._tensors[self.view.tensor]
        return subtract(self._tensors, self._reference.tensors, self.view.tensor)

    def _compare_with(self, reference: ReferenceTensors | None) -> None:
        self._reference = reference
        self.message_shown.emit("")
        try:
            self._shown_tensor()
        except ParameterError as error:
            self._show_problem(translated(error))
        self._show_view()

    def _show_problem(self, text: str) -> None:
        self._reference = None
        self.comparison.setCurrentIndex(0)
        self.problem_found.emit(text)

    def _show_view(self) -> None:
        """Show the selected view and its lists."""
        view, tensor = self.view, self._shown_tensor()
        title = view.tensor
        if self._reference is not None:
            text = self.tr("{tensor} minus {other}")
            title = text.format(tensor=title, other=self._reference.name)
        self.detail.show_tensor(title, tensor)
        self._fill_channels()
        self._fill_orders()
        self.explain(explanation_of(view))
        self.stack.setCurrentWidget(self.gallery if view.is_gallery else self.plane)
        if view.is_gallery:
            self._show_pictures()
        else:
            self.detail.show_no_picture()
            self._show_plane(tensor)

    def _show_pictures(self) -> None:
        if self.recognizer is None:
            return
        classifier = self.recognizer.model.classifier
        channel = self.channel_list.currentData()
        pictures = pictures_of(self.view, self._shown_tensor(), classifier, channel)
        self.pictures, self.order = pictures, np.arange(len(pictures.values))
        self._find_contributions()
        self.gallery.show_entries(
            len(pictures.values), self._entry, scale=pictures.scale, is_signed=pictures.is_signed
        )
        self._apply_order()
        self._show_picture(int(self.order[0]))
        self.gallery.choose(0)

    def _entry(self, row: int) -> Entry:
        pictures, number = self.pictures, int(self.order[row])
        assert pictures is not None  # noqa: S101 - there are no rows without pictures
        lines = [Line(self._title(number))]
        if self.view.kind != "planes":
            lines.append(Line(self._notes[number] if self._notes else ""))
        text = ", ".join(line.text for line in lines if line.text)
        return Entry(pictures.values[number], tuple(lines), text)

    def _title(self, row: int) -> str:
        assert self.pictures is not None  # noqa: S101 - there are no titles without pictures
        return title_of(self.view, int(self.pictures.numbers[row]), self._output_names())

    def _show_picture(self, number: int) -> None:
        """Show a picture enlarged; for a filter, all of its kernels."""
        pictures, view = self.pictures, self.view
        if pictures is None:
            return
        self.detail.show_picture(
            self._title(number),
            view,
            self._shown_tensor()[:, :, :, number] if view.kind == "filters" else None,
            pictures.values[number],
            scale=pictures.scale if view.kind == "landmarks" else None,
        )

    def _show_plane(self, tensor: AnyArray) -> None:
        plane = plane_of(self.view, tensor)
        names = self._output_names() if self.view.kind == "output" else ()
        block = tensor.shape[:2] if tensor.ndim == 4 and self.view.kind == "tensor" else (0, 0)
        self.plane.show_values(plane)
        self.plane.show_labels(rows=names if len(names) == len(plane) else ())
        self.plane.show_blocks(*block)

    def _describe_plane(self, cell: Cell) -> str:
        if self.view.kind != "output":
            return self.tr("row {row}, column {column}").format(row=cell.row, column=cell.column)
        names = self._output_names()
        output = names[cell.row] if cell.row < len(names) else str(cell.row)
        text = self.tr("unit {unit} for {output}")
        return text.format(unit=cell.column, output=output)

    def _output_names(self) -> tuple[str, ...]:
        return () if self.recognizer is None else output_names(self.recognizer.model.classifier)

    # Order and notes

    def _find_contributions(self) -> None:
        step = self.view.step if self.view.kind in {"units", "filters"} else None
        recognition, network = self._recognition, self._network
        self._contribution = None
        self._notes = self._landmark_notes()
        if recognition is not None and network is not None and step and step.last is not None:
            observed = observe(network, recognition.stages.network_input)
            answer = int(np.argmax(recognition.probabilities))
            self._contribution = contributions(observed, step.last, answer)
            self._notes = [signed_text(value) for value in self._contribution.tolist()]

    def _landmark_notes(self) -> list[str]:
        """The class with the largest weight of each landmark."""
        if self.view.kind != "landmarks" or self.recognizer is None:
            return []
        names = self._output_names()
        gallery = parts(self.recognizer.model.classifier).pictures
        if gallery is None or len(names) < 3:
            return []
        best = self._tensors["planes.weight"][gallery.numbers].argmax(axis=1)
        return [self.tr("for {digit}").format(digit=names[place]) for place in best]

    def _apply_order(self) -> None:
        """Sort the pictures; the selected one stays selected."""
        if self.pictures is None:
            return
        by: Order = self.order_list.currentData() or "number"
        if by == "contribution" and self._contribution is None:
            by = "number"
        number = int(self.order[self.gallery.chosen]) if self.gallery.chosen >= 0 else -1
        self.order = order(self.pictures.values, by, self._contribution)
        self.gallery.update_entries()
        if number >= 0:
            self.gallery.choose(self.order.tolist().index(number), scroll=False)

    def _fill_channels(self) -> None:
        view = self.view
        channels = self._tensors[view.tensor].shape[2] if view.kind == "filters" else 1
        self.channel_list.setVisible(channels > 1)
        self.channel_list.clear()
        self.channel_list.addItem(self.tr("Mean over all channels"), None)
        for channel in range(channels if channels > 1 else 0):
            self.channel_list.addItem(self.tr("Channel {number}").format(number=channel), channel)

    def _fill_orders(self) -> None:
        kept = self.order_list.currentData()
        view = self.view
        self.order_list.setVisible(view.is_gallery and view.kind != "planes")
        self.order_list.clear()
        is_ranked = view.kind == "landmarks"
        first = self.tr("Sort by weight") if is_ranked else self.tr("Sort by number")
        self.order_list.addItem(first, "number")
        if view.kind in {"units", "filters"}:
            self.order_list.addItem(self.tr("Sort by contribution to this answer"), "contribution")
            self.order_list.addItem(self.tr("Sort by L2 norm"), "norm")
        self.order_list.addItem(self.tr("Sort by similarity"), "similarity")
        self.order_list.setCurrentIndex(max(0, self.order_list.findData(kept)))

    # Layout

    def _layout(self) -> QVBoxLayout:
        self.view_list.setAccessibleName(self.tr("View"))
        self.view_list.setMaxVisibleItems(20)
        self.order_list.setAccessibleName(self.tr("Order"))
        tip = self.tr(
            "Contribution of a unit: the decrease of the answer's logit without "
            "it, by linear approximation"
        )
        self.order_list.setToolTip(f"<p>{tip}</p>")
        self.channel_list.setAccessibleName(self.tr("Channel"))
        self.gallery.setAccessibleName(self.tr("Pictures of weights"))
        lists = self.view_list, self.order_list, self.channel_list
        for chooser in (*lists, self.comparison):
            chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            chooser.setMinimumWidth(100)
        below = row((self.stack, 1), self.detail, spacing=theme.GAP_LARGE)
        return column(row(*lists, None, self.comparison), (below, 1), spacing=theme.GAP)

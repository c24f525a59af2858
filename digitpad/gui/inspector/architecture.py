"""Inspector page: the model as a row of layers, and details of the selected one.

[picture] > [conv 1] > [conv 2] > ... > [output]
-------------------------------------------------
Convolution 2              | parameters by layer
Each of the 64 filters ... | conv 1  -
parameters   18,496        | conv 2  ---
[Weights] [Activations]    | dense 1 ------------
"""

from __future__ import annotations

from math import prod

import numpy as np
from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from digitpad.common.types import FloatArray
from digitpad.gui import theme
from digitpad.gui.charts.bars import BarChart
from digitpad.gui.charts.colour_maps import map_for
from digitpad.gui.inspector.model_steps import (
    Step,
    heading,
    parameters_text,
    receptive_field_text,
    steps_of,
    thumbnail,
    what_it_does,
)
from digitpad.gui.inspector.page import Page
from digitpad.gui.inspector.saving import SaveTarget
from digitpad.gui.session import Session
from digitpad.gui.widgets import column, plain_label, push_button, row, scrolled
from digitpad.gui.wording import ACTIVATION_NAMES, large_number, percent, shape_text
from digitpad.ink.strokes import Ink
from digitpad.inspection.activations import inspectable
from digitpad.inspection.step_values import ObservedModel, observe_model
from digitpad.library.model_file import Model
from digitpad.library.training_record import accuracies
from digitpad.nn.network import Network
from digitpad.recognition.answers import Recognition
from digitpad.recognition.recognizer import Recognizer

_THUMBNAIL = 66


class ArchitecturePage(Page):
    """The model's steps, with the outputs for the drawing on the pad."""

    is_live = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.explanation = self.tr(
            "The layers of the model with their output for your drawing, shapes and parameters."
        )
        self._network: Network | None = None
        self._steps: list[Step] = []
        self._step: Step | None = None
        self.row = LayerRow()
        self.row.chosen.connect(self._show_step)
        self.name, self.what = plain_label(bold=True, size=1.2), plain_label(wraps=True)
        names = (
            self.tr("Input"),
            self.tr("Output"),
            self.tr("Parameters"),
            self.tr("Multiplications per image"),
            self.tr("Receptive field"),
        )
        self.facts = [
            (plain_label(name, tone="quiet"), plain_label(wraps=True, selectable=True))
            for name in names
        ]
        self.bars = BarChart(self.tr("Parameters by layer"))
        self.bars.explain_in_guide("inspector#architecture")
        self.bars.plot.hideAxis("bottom")
        self.summary = plain_label(tone="quiet", wraps=True)
        self.weights_button = push_button(
            self.tr("Show &weights"), lambda: self._ask_for("weights")
        )
        self.activations_button = push_button(
            self.tr("Show &activations"), lambda: self._ask_for("activations")
        )
        self.set_content(self._layout())

    # Called by the page's base and the inspector window

    def show_model(self, recognizer: Recognizer) -> None:
        """Show the steps of this model."""
        classifier = recognizer.model.classifier
        self._network = inspectable(classifier)
        self._steps = steps_of(classifier)
        self.summary.setText(self._in_sum(recognizer.model))
        self.row.show_steps(self._steps)
        self.show_content()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Show the outputs for the drawing on the cards."""
        observed = None
        if self.recognizer is not None and recognition is not None:
            classifier, image = self.recognizer.model.classifier, recognition.stages.network_input
            observed = observe_model(classifier, self._network, image)
        self.row.show_drawing(observed)

    def show_part(self, part: str) -> None:
        """Select a step by its name."""
        self.row.choose(part)

    def save_targets(self) -> list[SaveTarget]:
        """The whole page as a picture."""
        return [self.page_target("architecture")] if self.is_showing_content else []

    # The selected step

    def _show_step(self, step: Step) -> None:
        self._step = step
        self.name.setText(heading(step))
        self.what.setText(what_it_does(step))
        total = sum(other.parameters for other in self._steps)
        share = f"  ({percent(step.parameters / total)})" if step.parameters else ""
        output = shape_text(step.shape)
        if len(step.shape) == 3:
            count = f"{prod(step.shape):,}"
            output += self.tr("  =  {count} numbers").format(count=count)
        values = (
            shape_text(step.input_shape) if step.input_shape else "–",
            output,
            parameters_text(step) + share,
            large_number(step.multiplications) if step.multiplications else "–",
            receptive_field_text(step),
        )
        for (_, label), value in zip(self.facts, values, strict=True):
            label.setText(value)
        self._show_parameters(step)
        self.weights_button.setEnabled(bool(step.parameters))
        self.activations_button.setEnabled(step.last is not None)

    def _show_parameters(self, chosen: Step) -> None:
        learned = [step for step in self._steps if step.parameters]
        role, palette = QPalette.ColorRole, self.palette()
        self.bars.show_bars(
            [step.title for step in learned],
            np.array([step.parameters for step in learned], np.float64),
            # The counts stand beside the bars.
            (0, 1.8 * max((step.parameters for step in learned), default=1)),
            [[f"{step.parameters:,}" for step in learned]],
            colours=[palette.color(role.Accent if s is chosen else role.Dark) for s in learned],
        )
        line = round(1.7 * self.fontMetrics().height())
        self.bars.setFixedHeight((len(learned) + 2) * line)

    def _in_sum(self, model: Model) -> str:
        count = f"{sum(step.parameters for step in self._steps):,}"
        text = self.tr("{count} parameters in total.").format(count=count)
        accuracy = accuracies(model.description).get("mnist")
        if accuracy is not None:
            read = self.tr("Accuracy on the MNIST test set: {share}.")
            text += " " + read.format(share=f"{accuracy:.2%}")
        return text

    def _ask_for(self, page: str) -> None:
        if self._step is not None:
            self.page_requested.emit(page, self._step.name)

    # Layout

    def _layout(self) -> QVBoxLayout:
        scroll = scrolled(self.row)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = scroll.horizontalScrollBar().sizeHint().height()
        self.row.resized.connect(lambda height: scroll.setFixedHeight(height + bar))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GAP_LARGE)
        grid.setVerticalSpacing(theme.GAP_SMALL)
        grid.setColumnStretch(1, 1)
        for line, (label, value) in enumerate(self.facts):
            grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, line, 1)
        buttons = row(self.weights_button, self.activations_button, None, spacing=theme.GAP)
        details = column(self.name, self.what, grid, buttons, None, spacing=theme.GAP)
        shares = column(self.bars, self.summary, None, spacing=theme.GAP)
        below = row((details, 3), (shares, 2), spacing=2 * theme.GAP_LARGE)
        return column(scroll, below, None, spacing=theme.GAP)


class LayerCard(QToolButton):
    """A step: a thumbnail of its output, its name, its shape and its number of parameters."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step
        self.thumbnail: FloatArray | None = None
        self.setProperty("kind", "card")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIconSize(QSize(_THUMBNAIL, _THUMBNAIL))
        self.setFont(theme.scaled(self.font(), 0.88))
        activation = ACTIVATION_NAMES.get(step.activation, "")
        count = f"{step.parameters:,}" if step.parameters else ""
        # Every card has four lines, so that all are equally high.
        self.setText("\n".join((step.title, activation, shape_text(step.shape), count)))
        self.setAccessibleName(f"{step.title}, {shape_text(step.shape)}")
        self.show_thumbnail(None)

    def show_thumbnail(self, values: FloatArray | None) -> None:
        """Show this picture of the step's output; None for an empty frame."""
        self.thumbnail = values
        palette, ratio = self.palette(), self.devicePixelRatioF()
        picture = QPixmap(self.iconSize() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(palette.color(QPalette.ColorRole.Base))
        painter = QPainter(picture)
        if values is not None:
            rows, columns = values.shape
            height = max(10, min(_THUMBNAIL, _THUMBNAIL * rows // columns))
            place = QRect(0, (_THUMBNAIL - height) // 2, _THUMBNAIL, height)
            painter.drawImage(place, map_for(values, palette).image(values))
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawRect(0, 0, _THUMBNAIL - 1, _THUMBNAIL - 1)
        painter.end()
        self.setIcon(QIcon(picture))

    def changeEvent(self, event: QEvent) -> None:
        """Paint the thumbnail in the colours of the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.show_thumbnail(self.thumbnail)


class LayerRow(QWidget):
    """All cards side by side, one of them selected.

    `chosen` carries its `Step`, `resized` the height that the cards need.
    """

    chosen = Signal(object)
    resized = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[LayerCard] = []
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._emit_choice)
        self._row = row(spacing=0, of=self)

    def show_steps(self, steps: list[Step]) -> None:
        """Create a card for each step and select the first one with parameters."""
        for card in self.cards:
            self._group.removeButton(card)
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.cards = [LayerCard(step) for step in steps]
        for place, card in enumerate(self.cards):
            if place:
                self._row.addWidget(QLabel("›"))
            self._row.addWidget(card)
            self._group.addButton(card, place)
        self._row.addStretch(1)
        learned = [card for card in self.cards if card.step.parameters]
        if self.cards:
            (learned or self.cards)[0].setChecked(True)
            self.resized.emit(max(card.sizeHint().height() for card in self.cards))

    def show_drawing(self, observed: ObservedModel | None) -> None:
        """Show the outputs for a drawing; None when nothing is drawn."""
        for card in self.cards:
            card.show_thumbnail(None if observed is None else thumbnail(card.step, observed))

    def choose(self, name: str) -> None:
        """Select the step of this name, if there is one."""
        for card in self.cards:
            if card.step.name == name:
                card.setChecked(True)

    def _emit_choice(self, place: int, is_on: bool) -> None:
        if is_on:
            self.chosen.emit(self.cards[place].step)

"""Page: the network as a row of layers, and what there is to know about the one that is chosen.

[picture] > [conv 1] > [conv 2] > ... > [output]
-------------------------------------------------
Convolution 2              | where the parameters are
Each of the 32 filters ... | conv 1  -
parameters   9,248         | conv 2  ---
[Weights] [Activations]    | dense 1 ------------
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.inspector.layer_cards import LayerRow
from digitpad.gui.inspector.model_steps import Step, steps_of
from digitpad.gui.inspector.page import Page, SaveTarget
from digitpad.gui.inspector.saving import picture_target
from digitpad.gui.inspector.share_bars import ShareBars
from digitpad.gui.inspector.step_texts import StepTexts
from digitpad.gui.inspector.wording import large_number, shape_text
from digitpad.gui.wording import percent
from digitpad.ink import Ink
from digitpad.inspection.activations import inspectable, observe
from digitpad.modelfile import ModelDescription
from digitpad.nn.network import Network
from digitpad.recognition import Recognition
from digitpad.recognizer import Recognizer

_FACTS = 5


class ArchitecturePage(Page):
    """The model's steps; the drawing on the pad flows through them."""

    is_live = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recognizer: Recognizer | None = None
        self._network: Network | None = None
        self._steps: list[Step] = []
        self._learned: list[Step] = []
        self._step: Step | None = None
        self._texts = StepTexts(self)
        self.row = LayerRow()
        self.row.chosen.connect(self._show_step)
        self.name = QLabel()
        self.name.setFont(theme.weighted(theme.scaled(self.font(), 1.2), QFont.Weight.DemiBold))
        self.what = QLabel()
        self.what.setWordWrap(True)
        self.facts = [(QLabel(), QLabel()) for _ in range(_FACTS)]
        self.bars_title = QLabel()
        self.bars_title.setProperty("tone", "quiet")
        self.bars = ShareBars()
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.summary.setProperty("tone", "quiet")
        self.weights_button = _push(lambda: self._ask_for("weights"))
        self.activations_button = _push(lambda: self._ask_for("activations"))
        self._scroll = QScrollArea()
        self._board = self._laid_out()
        self.set_content(self._board)
        self.translate()
        self.show_empty(self.tr("There is no model to look into."))

    # What the window tells

    def explanation(self) -> str:
        """What one sees."""
        return self.tr(
            "The way of the drawing through the model: what each step makes of it, in which shape, "
            "and how many numbers were learned in it."
        )

    def use_recognizer(self, recognizer: Recognizer | None) -> None:
        """Show this model's steps."""
        self._recognizer = recognizer
        if recognizer is None:
            self._network = None
            self.show_empty(self.tr("There is no model to look into."))
            return
        classifier = recognizer.model.classifier
        self._network = inspectable(classifier)
        self._steps = steps_of(classifier)
        self._learned = [step for step in self._steps if step.parameters]
        self.bars.show_shares([(step.title, step.parameters) for step in self._learned])
        self.summary.setText(self._in_sum(recognizer.model.description))
        self.row.show_steps(self._steps)
        bar = self._scroll.horizontalScrollBar().sizeHint().height()
        self._scroll.setFixedHeight(self.row.sizeHint().height() + bar)
        self.show_content()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Let the drawing flow through the cards."""
        if self._network is None or recognition is None:
            self.row.show_picture(None if recognition is None else recognition.stages.network_input)
        else:
            self.row.show_drawing(observe(self._network, recognition.stages.network_input))

    def show_part(self, part: str) -> None:
        """Choose a step by its name."""
        self.row.choose(part)

    def save_targets(self) -> list[SaveTarget]:
        """The whole page as a picture."""
        if not self.is_showing_content:
            return []
        return [picture_target(self.tr("This page as a picture…"), "architecture", self._board)]

    # The step that is chosen

    def _show_step(self, step: Step) -> None:
        self._step = step
        self.name.setText(self._texts.heading(step))
        self.what.setText(self._texts.what_it_does(step))
        lines = self._facts_of(step)
        for (label, value), (name, text) in zip(self.facts, lines, strict=True):
            label.setText(name)
            value.setText(text)
        self.bars.mark(self._learned.index(step) if step in self._learned else -1)
        self.weights_button.setEnabled(bool(step.parameters))
        self.activations_button.setEnabled(step.layer is not None)

    def _facts_of(self, step: Step) -> list[tuple[str, str]]:
        total = sum(other.parameters for other in self._steps)
        share = f"  ({percent(step.parameters / total)})" if step.parameters else ""
        taken = shape_text(step.taken) if step.taken else "–"
        numbers = prod(step.shape)
        out = f"{shape_text(step.shape)}"
        if len(step.shape) == 3:
            out += self.tr("  =  {count} numbers").format(count=f"{numbers:,}")
        return [
            (self.tr("Takes in"), taken),
            (self.tr("Puts out"), out),
            (self.tr("Learned numbers"), self._texts.sum_of_parameters(step) + share),
            (
                self.tr("Products for one drawing"),
                large_number(step.multiplications) if step.multiplications else "–",
            ),
            (self.tr("Sees of the drawing"), self._texts.seen(step)),
        ]

    def _in_sum(self, description: ModelDescription) -> str:
        learned = sum(step.parameters for step in self._steps)
        text = self.tr("Altogether {count} learned numbers.").format(count=f"{learned:,}")
        accuracy = description.measured.get("mnist_test_accuracy")
        if accuracy is not None:
            read = self.tr("It reads {share} of MNIST's test digits right.")
            text += " " + read.format(share=f"{accuracy:.2%}")
        return text

    def _ask_for(self, page: str) -> None:
        if self._step is not None:
            self.page_asked.emit(page, self._step.name)

    # What it looks like

    def _laid_out(self) -> QWidget:
        self._scroll.setWidget(self.row)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        board = QWidget()
        column = QVBoxLayout(board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self._scroll)
        below = QHBoxLayout()
        below.setSpacing(2 * theme.GAP_LARGE)
        below.addLayout(self._details(), 3)
        below.addLayout(self._shares(), 2)
        column.addLayout(below)
        column.addStretch(1)
        return board

    def _details(self) -> QVBoxLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GAP_LARGE)
        grid.setVerticalSpacing(theme.GAP_SMALL)
        grid.setColumnStretch(1, 1)
        for line, (label, value) in enumerate(self.facts):
            label.setProperty("tone", "quiet")
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setWordWrap(True)
            grid.addWidget(label, line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, line, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.weights_button)
        buttons.addWidget(self.activations_button)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(theme.GAP)
        column.addWidget(self.name)
        column.addWidget(self.what)
        column.addLayout(grid)
        column.addLayout(buttons)
        column.addStretch(1)
        return column

    def _shares(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.GAP)
        column.addWidget(self.bars_title)
        column.addWidget(self.bars)
        column.addWidget(self.summary)
        column.addStretch(1)
        return column

    def translate(self) -> None:
        """Write all texts in the language shown."""
        self.bars_title.setText(self.tr("Where the learned numbers are"))
        self.weights_button.setText(self.tr("&Weights of this step"))
        self.activations_button.setText(self.tr("&Activations of this step"))
        if self._recognizer is not None:
            kept = self._step
            self.use_recognizer(self._recognizer)
            if kept is not None:
                self.row.choose(kept.name)


def _push(action: Callable[[], object]) -> QPushButton:
    button = QPushButton()
    button.setAutoDefault(False)
    button.clicked.connect(lambda _=False: action())
    return button

"""Inspector page: four saliency maps of the drawing for one class, side by side.

[The answer] [0] [1] ... [9]            [x] rather than a 7
gradient   gradient x ink   occlusion   Grad-CAM
the input that maximizes each class: 0 1 2 3 4 5 6 7 8 9
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QStackedLayout, QWidget

from digitpad.common.types import FloatArray
from digitpad.gui import theme
from digitpad.gui.charts.heatmap import Heatmap
from digitpad.gui.inspector.class_picker import ClassPicker
from digitpad.gui.inspector.explainer import (
    GRAD_CAM,
    GRADIENT,
    MAPS,
    OCCLUSION,
    TIMES_INPUT,
    Explainer,
    Explanation,
    Question,
)
from digitpad.gui.inspector.ideal_inputs import IdealInputs
from digitpad.gui.inspector.page import Page
from digitpad.gui.inspector.saving import SaveTarget, tensor_target
from digitpad.gui.session import Session
from digitpad.gui.translation import translated
from digitpad.gui.widgets import column, plain_label, row
from digitpad.gui.wording import number_text
from digitpad.ink.strokes import Ink
from digitpad.recognition.answers import NO_DIGIT, Recognition
from digitpad.recognition.recognizer import Recognizer


class SaliencyPage(Page):
    """Explains the answer for the drawing on the pad, live."""

    is_live = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.explanation = self.tr(
            "The pixels that determine the answer, found by four methods. Orange "
            "supports the class, blue opposes it."
        )
        self._explainer: Explainer | None = None
        self._recognition: Recognition | None = None
        self.picker = ClassPicker()
        self.picker.chosen.connect(self._explain)
        self.versus = QCheckBox()
        self.versus.setChecked(True)
        self.versus.toggled.connect(self._explain)
        self.versus.setToolTip(self.tr("Explain the difference between this class and the answer"))
        names = {
            GRADIENT: self.tr("Gradient"),
            TIMES_INPUT: self.tr("Gradient × ink"),
            OCCLUSION: self.tr("Occlusion"),
            GRAD_CAM: self.tr("Grad-CAM"),
        }
        self.tiles = {
            method: SaliencyTile(names[method], diverging=method != GRAD_CAM) for method in MAPS
        }
        self.ideal = IdealInputs()
        self.ideal.chosen.connect(self.picker.choose)
        self.work.partial_result.connect(self._show)
        self.work.failed.connect(self._show_failed)
        self.pen_idle.timeout.connect(self._explain_slow)
        maps = QGridLayout()
        maps.setSpacing(theme.GAP_SMALL)
        maps.setHorizontalSpacing(theme.GAP)
        maps.setRowStretch(0, 1)
        for place, tile in enumerate(self.tiles.values()):
            maps.addWidget(tile, 0, place)
            maps.addWidget(tile.sentence, 1, place)
            maps.setColumnStretch(place, 1)
        self.set_content(column(self.picker, self.versus, (maps, 1), self.ideal, spacing=theme.GAP))

    def forget_model(self) -> None:
        """Explain nothing."""
        self.work.cancel()
        self._recognition, self._explainer = None, None

    def show_model(self, recognizer: Recognizer) -> None:
        """Explain the answers of this model."""
        model = recognizer.model
        symbols = [str(name) for name in model.classifier.classes_]
        symbols += [NO_DIGIT] if model.description.non_digits else []
        self._explainer = Explainer(model.classifier)
        self.picker.offer(symbols)
        self.ideal.use(model.classifier, symbols)
        for method, tile in self.tiles.items():
            tile.clear()
            tile.show_reason(self._explainer.reason_unsupported(method))
        self.show_empty(self._no_drawing())

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Explain the answer for this drawing."""
        if self._explainer is None:
            return
        self._recognition = recognition
        if recognition is None:
            self.work.cancel()
            self.pen_idle.stop()
            self.show_empty(self._no_drawing())
            return
        self.picker.show_probabilities(recognition.probabilities, recognition.non_digit)
        self._explain()
        self.show_content()

    def question(self) -> Question | None:
        """The current question; None without a drawing."""
        if self._recognition is None:
            return None
        place, answer = self.picker.place, self.picker.answer
        versus = answer if self.versus.isChecked() and place != answer else None
        return Question(self._recognition.stages.network_input, place, versus)

    def _explain(self) -> None:
        self._name_classes()
        question = self.question()
        if question is None or self._explainer is None:
            return
        for explanation in self._explainer.fast_maps(question):
            self._show(explanation)
        self.pen_idle.start()

    def _explain_slow(self) -> None:
        question, explainer = self.question(), self._explainer
        if question is not None and explainer is not None:
            self.work.start(lambda task: explainer.slow_maps(question, task))

    def _show(self, explanation: Explanation) -> None:
        tile = self.tiles[explanation.method]
        tile.show_map(explanation.values, explanation.question.image)

    def _show_failed(self, error: Exception) -> None:
        self.tiles[OCCLUSION].show_reason(translated(error))

    def save_targets(self) -> list[SaveTarget]:
        """The page as a picture, and each map as numbers."""
        targets = [self.page_target("saliency")] if self.is_showing_content else []
        for method, tile in self.tiles.items():
            if tile.map.values is not None and not tile.reason:
                text = self.tr("{name} (numbers)…").format(name=tile.title.text())
                targets.append(tensor_target(text, method, tile.map.values))
        return targets

    def _no_drawing(self) -> str:
        return self.tr("Draw a digit on the pad to see which pixels determine the answer.")

    def _name_classes(self) -> None:
        """Set the texts with the names of the selected class and the answer."""
        if not self.picker.buttons:
            return
        answer = self.picker.name_of(self.picker.answer)
        self.versus.setText(self.tr("rather than {answer}").format(answer=answer))
        self.versus.setEnabled(self.picker.place != self.picker.answer)
        name = self.picker.name_of(self.picker.place)
        texts = {
            GRADIENT: self.tr("The effect of slightly more ink at each pixel on {name}."),
            TIMES_INPUT: self.tr("The contribution of the existing ink to {name}."),
            OCCLUSION: self.tr("The decrease of {name} when a small square hides the ink."),
            GRAD_CAM: self.tr("The regions of the last convolution that support {name}."),
        }
        for method, text in texts.items():
            self.tiles[method].sentence.setText(text.format(name=name))


class SaliencyTile(QWidget):
    """A heatmap of (28, 28) with the outline of the drawing, or the reason why there is none.

    Attributes:
        sentence: what the map shows; it stands below, in the layout of the page.
    """

    def __init__(self, name: str, *, diverging: bool) -> None:
        super().__init__()
        self._is_diverging = diverging
        self.title = plain_label(name, bold=True)
        self.reach = plain_label(tone="quiet")
        self.reach.setToolTip(self.tr("Values of the strongest colours"))
        self.map = Heatmap(name, diverging=diverging, with_bar=False, show_title=False)
        self.sentence = plain_label(tone="quiet", wraps=True)
        self._instead = plain_label(tone="quiet", wraps=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._instead.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.map)
        self._stack.addWidget(self._instead)
        column(row((self.title, 1), self.reach), (self._stack, 1), of=self)

    @property
    def reason(self) -> str:
        """Why there is no map; "" if there is one."""
        return "" if self._stack.currentWidget() is self.map else self._instead.text()

    def show_map(self, values: FloatArray, ink: FloatArray) -> None:
        """Show a map, and the outline of its ink."""
        self.map.show_values(values)
        self.map.show_ink(ink)
        reach = number_text(self.map.scale.high)
        self.reach.setText(f"±{reach}" if self._is_diverging else f"0 – {reach}")
        self._stack.setCurrentWidget(self.map)

    def show_reason(self, reason: str) -> None:
        """Show this reason instead of a map; "" shows the map again."""
        self._instead.setText(reason)
        self._stack.setCurrentWidget(self._instead if reason else self.map)
        self.sentence.setVisible(not reason)

    def clear(self) -> None:
        """Remove the map until the next one."""
        self.map.show_values(None)
        self.map.show_ink(None)
        self.reach.clear()

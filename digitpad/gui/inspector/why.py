"""Why this answer: four maps of what speaks for a class, side by side over the drawing.

[The answer] [0] [1] ... [9]            [x] rather than a 7
gradient   gradient x ink   occlusion   Grad-CAM
what the network would like best to see: 0 1 2 3 4 5 6 7 8 9
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.error_words import in_words
from digitpad.gui.inspector.class_picker import NO_DIGIT, ClassPicker
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
from digitpad.gui.inspector.long_work import LongWork
from digitpad.gui.inspector.map_tile import MapTile
from digitpad.gui.inspector.page import Page, SaveTarget
from digitpad.gui.inspector.saving import picture_target, tensor_target
from digitpad.ink import Ink
from digitpad.recognition import Recognition
from digitpad.recognizer import Recognizer

_REST_MILLISECONDS = 120
"""The slow maps wait until the pen has rested for so long; the pad comes first."""


class WhyPage(Page):
    """Explains the answer to the drawing on the pad, live."""

    is_live = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explainer: Explainer | None = None
        self._recognition: Recognition | None = None
        self.picker = ClassPicker()
        self.picker.chosen.connect(self._ask)
        self.versus = QCheckBox()
        self.versus.setChecked(True)
        self.versus.toggled.connect(self._ask)
        self.tiles = {method: MapTile(diverging=method != GRAD_CAM) for method in MAPS}
        self.ideal = IdealInputs()
        self.ideal.chosen.connect(self.picker.choose)
        self.work = LongWork(self)
        self.work.half_done.connect(self._show)
        self.work.failed.connect(self._say_failed)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self._ask_slow)
        self.set_content(self._laid_out())
        self.translate()
        self.show_empty(self._no_drawing())

    def explanation(self) -> str:
        """What one sees."""
        return self.tr(
            "Orange speaks for the class, blue against it: where in your drawing "
            "the answer comes from, found in four ways."
        )

    def use_recognizer(self, recognizer: Recognizer | None) -> None:
        """Explain this model's answers."""
        self.work.cancel()
        self._recognition = None
        if recognizer is None:
            self._explainer = None
            self.show_empty(self.tr("There is no model to look into."))
            return
        model = recognizer.model
        signs = [str(name) for name in model.classifier.classes_]
        signs += [NO_DIGIT] if model.description.non_digits else []
        self._explainer = Explainer(model.classifier)
        self.picker.offer(signs)
        self.ideal.use(model.classifier, signs)
        for tile in self.tiles.values():
            tile.clear()
            tile.say_why_not("")
        self._say_what_is_missing()
        self.show_empty(self._no_drawing())

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Explain the answer to this."""
        if self._explainer is None:
            return
        self._recognition = recognition
        if recognition is None:
            self.work.cancel()
            self._rest.stop()
            self.show_empty(self._no_drawing())
            return
        self.picker.show_probabilities(recognition.probabilities, recognition.non_digit)
        self._ask()
        self.show_content()

    def question(self) -> Question | None:
        """What is asked now; None without a drawing."""
        if self._recognition is None:
            return None
        place, answer = self.picker.place, self.picker.answer
        versus = answer if self.versus.isChecked() and place != answer else None
        return Question(self._recognition.stages.network_input, place, versus)

    def _ask(self) -> None:
        self._name_classes()
        question = self.question()
        if question is None or self._explainer is None:
            return
        for explanation in self._explainer.at_once(question):
            self._show(explanation)
        self._rest.start()

    def _ask_slow(self) -> None:
        question, explainer = self.question(), self._explainer
        if question is not None and explainer is not None:
            self.work.begin(lambda report: explainer.in_time(question, report))

    def _show(self, explanation: Explanation) -> None:
        tile = self.tiles[explanation.method]
        tile.show_map(explanation.values, explanation.question.image)

    def _say_failed(self, error: Exception) -> None:
        self.tiles[OCCLUSION].say_why_not(in_words(error))

    @property
    def is_idle(self) -> bool:
        """Whether the newest drawing has been explained in all ways."""
        return not self._rest.isActive() and not self.work.is_busy

    def save_targets(self) -> list[SaveTarget]:
        """The page, and each map's numbers."""
        targets = [picture_target(self.tr("This page as a picture…"), "why", self)]
        for method, tile in self.tiles.items():
            if tile.map.values is not None and not tile.reason:
                text = self.tr("Numbers of “{name}”…").format(name=tile.title.text())
                targets.append(tensor_target(text, method, tile.map.values))
        return targets

    def shut_down(self) -> None:
        """Nothing goes on."""
        self._rest.stop()
        self.work.shut_down()
        self.ideal.shut_down()

    def _say_what_is_missing(self) -> None:
        """In place of each map that the model cannot have: why."""
        for method, tile in self.tiles.items():
            if self._explainer is not None and (reason := self._explainer.why_not(method)):
                tile.say_why_not(reason)

    # What it looks like

    def _laid_out(self) -> QWidget:
        content = QWidget()
        above = QHBoxLayout()
        above.setSpacing(theme.GAP)
        above.addWidget(self.picker, 1)
        above.addWidget(self.versus)
        maps = QHBoxLayout()
        maps.setSpacing(theme.GAP)
        for tile in self.tiles.values():
            maps.addWidget(tile, 1)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(above)
        column.addLayout(maps, 3)
        column.addWidget(self.ideal, 1)
        return content

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All maps are equally wide to the pixel, so that their pixels are equally large."""
        gaps = (len(self.tiles) - 1) * theme.GAP
        for tile in self.tiles.values():
            tile.setMaximumWidth((self.width() - gaps) // len(self.tiles))
        super().resizeEvent(event)

    def _no_drawing(self) -> str:
        return self.tr("Draw a digit on the pad, and see here why it is read as it is.")

    def _name_classes(self) -> None:
        """The texts that name the class asked about and the answer."""
        if not self.picker.buttons:
            return
        answer = self.picker.name_of(self.picker.answer)
        self.versus.setText(self.tr("rather than {answer}").format(answer=answer))
        self.versus.setEnabled(self.picker.place != self.picker.answer)
        name = self.picker.name
        texts = {
            GRADIENT: self.tr("Where a little more ink would speak for {name} or against it."),
            TIMES_INPUT: self.tr("What the ink that is there adds to {name}, or takes from it."),
            OCCLUSION: self.tr("What {name} loses where a small square of paper covers the ink."),
            GRAD_CAM: self.tr("Where the last convolution sees what it takes for {name}."),
        }
        for method, text in texts.items():
            self.tiles[method].sentence.setText(text.format(name=name))

    def translate(self) -> None:
        """Write all texts."""
        names = {
            GRADIENT: self.tr("Gradient"),
            TIMES_INPUT: self.tr("Gradient × ink"),
            OCCLUSION: self.tr("Occlusion"),
            GRAD_CAM: self.tr("Grad-CAM"),
        }
        for method, name in names.items():
            self.tiles[method].title.setText(name)
            self.tiles[method].map.setAccessibleName(name)
        self.versus.setToolTip(
            self.tr("Ask what speaks for this class and not just as much for the answer")
        )
        self._say_what_is_missing()
        self._name_classes()

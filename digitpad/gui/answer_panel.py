"""The right side of the window: which model answers, its answer, and what stands behind it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.answer import Answer
from digitpad.gui.learning_note import LearningNote
from digitpad.gui.model_chooser import ModelChooser
from digitpad.gui.network_picture import NetworkPicture
from digitpad.gui.probability_bars import ProbabilityBars
from digitpad.gui.shown_number import ShownNumber


class AnswerPanel(QWidget):
    """Model, answer, what the network sees, and ten bars, one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chooser = ModelChooser()
        self.answer = Answer()
        self.picture = NetworkPicture()
        self.bars = ProbabilityBars()
        self.note = LearningNote()
        self._picture_caption = QLabel()
        self._picture_caption.setProperty("tone", "quiet")
        self._picture_caption.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(theme.PANEL_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chooser)
        column.addSpacing(theme.GAP_LARGE)
        column.addLayout(self._answer_line())
        column.addSpacing(theme.GAP_LARGE)
        column.addWidget(self.bars, 10)
        column.addStretch(1)
        column.addWidget(self.note)
        self._translate()

    def show_number(self, shown: ShownNumber) -> None:
        """Show this answer, and the digit looked at in detail."""
        recognition = shown.recognition
        self.answer.show_number(shown)
        if recognition is None:
            self.bars.show_probabilities(None)
            self.picture.show_stages(None)
        else:
            self.bars.show_probabilities(recognition.probabilities, is_answer=recognition.is_digit)
            self.picture.show_stages(recognition.stages)

    def show_picture(self, visible: bool) -> None:
        """Show what the network sees here, or leave the place to the answer."""
        self.picture.setVisible(visible)
        self._picture_caption.setVisible(visible)

    def _answer_line(self) -> QHBoxLayout:
        picture = QVBoxLayout()
        picture.setSpacing(theme.GAP_SMALL)
        picture.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignRight)
        picture.addWidget(self._picture_caption)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(self.answer, 1)
        line.addLayout(picture)
        return line

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self._picture_caption.setText(self.tr("What the network sees"))

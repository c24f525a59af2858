"""The right side of the window: model chooser, answer, network input and probability bars."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from digitpad.gui import theme
from digitpad.gui.network_picture import NetworkPicture
from digitpad.gui.pad.answer import Answer
from digitpad.gui.pad.learning_note import LearningNote
from digitpad.gui.pad.model_chooser import ModelChooser
from digitpad.gui.pad.probability_bars import ProbabilityBars
from digitpad.gui.pad.shown_number import ShownNumber
from digitpad.gui.session import Session
from digitpad.gui.widgets import column, plain_label, row

_NOTE_LINES = 3
_LEAST_FIGURES = 28
"""The width of the panel in figures, at least."""


class AnswerPanel(QWidget):
    """Model, answer, network input, bars and a place for messages in a column."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chooser = ModelChooser(session)
        self.answer = Answer()
        self.picture = NetworkPicture()
        self.bars = ProbabilityBars()
        self.bars.show_model(session.answering)
        self.note = LearningNote()
        self._picture_caption = plain_label(self.tr("Model input"), tone="quiet")
        self._picture_caption.setAlignment(Qt.AlignmentFlag.AlignRight)
        # Wider for a large font.
        figures = _LEAST_FIGURES * self.fontMetrics().horizontalAdvance("0")
        self.setFixedWidth(max(theme.PANEL_WIDTH, figures))
        self.note_place = self._note_place()
        picture = column(row(None, self.picture), self._picture_caption)
        answer = row((self.answer, 1), picture, spacing=theme.GAP)
        parts = self.chooser, theme.GAP, answer, theme.GAP, (self.bars, 10), None, self.note_place
        column(*parts, spacing=0, of=self)
        session.answering_changed.connect(lambda: self.bars.show_model(session.answering))

    def show_number(self, shown: ShownNumber) -> None:
        """Show this answer, and the details of the selected digit."""
        recognition = shown.recognition
        self.answer.show_number(shown)
        self.bars.show_answer(recognition)
        self.picture.show_stages(None if recognition is None else recognition.stages)

    def show_picture(self, visible: bool) -> None:
        """Show the network input here, or give its place to the answer."""
        self.picture.setVisible(visible)
        self._picture_caption.setVisible(visible)

    def _note_place(self) -> QScrollArea:
        """Room for a message, always there, so that nothing moves when one appears."""
        place = QScrollArea()
        place.setWidget(self.note)
        self.note.hide()
        place.setWidgetResizable(True)
        place.setFrameShape(QFrame.Shape.NoFrame)
        place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        place.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        place.setFixedHeight(2 * theme.GAP_SMALL + _NOTE_LINES * self.fontMetrics().lineSpacing())
        return place

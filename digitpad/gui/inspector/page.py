"""The base class of the inspector's pages.

A page is in one of three states:

    show_empty("Draw a digit")   show_loading("Reading 10,000 digits")   show_content()

It observes the session, but only while it is visible: first comes `use_recognizer`, if the selected
model has changed, then `show_drawing`, if the page is live.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLayout, QPushButton, QStackedLayout, QWidget

from digitpad.estimators.base import Classifier
from digitpad.gui import theme
from digitpad.gui.background import BackgroundJob
from digitpad.gui.digit_list import DigitList
from digitpad.gui.inspector.saving import SaveTarget, picture_target
from digitpad.gui.session import Drawing, Session
from digitpad.gui.widgets import ProgressBar, column, keep_space_when_hidden, plain_label, row
from digitpad.ink.strokes import Ink
from digitpad.recognition.answers import Recognition
from digitpad.recognition.recognizer import Recognizer

_REST_MILLISECONDS = 60
"""The time between two updates while the user draws, in which the pad can paint its strokes."""

_PEN_IDLE_MILLISECONDS = 120
"""What takes longer than a frame is computed when the pen has been idle for this time."""

_BUSY_WIDTH = 180
_PANEL_WIDTH, _PANEL_LINES = 300, 14

Action = tuple[str, Callable[[], None]]
"""The text and the function of the button below a notice, such as "Cancel"."""


class Page(QWidget):
    """A page of the inspector.

    Attributes:
        is_live: class attribute, whether the page follows the drawing.
        follows_training: class attribute, whether the page shows the model in training while that
            answers on the pad.
        recognizer: with the model that is shown; None if there is none.
        explanation: one sentence on what the page shows; the window writes it above the page.
        work: what takes longer than a frame.
        pen_idle: a timer to start such work with when the pen is idle.
    """

    is_live: ClassVar[bool] = False
    follows_training: ClassVar[bool] = False

    problem_found = Signal(str)
    """An error that leaves the page usable; the window shows it below the page."""

    message_shown = Signal(str)
    """Something was done; the window shows it below the page. "" removes the last message."""

    explanation_changed = Signal()
    """The text of `explanation` has changed."""

    page_requested = Signal(str, str)
    """Open the page of this module at this part, such as ("weights", "conv1")."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.recognizer: Recognizer | None = None
        self.explanation = ""
        self.content = QWidget()
        self._notice = _Notice()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._notice)
        self._stack.addWidget(self.content)
        self._shown_classifier: Classifier | None = None
        self._shown_drawing: Drawing | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._rest.timeout.connect(self.refresh)
        self.pen_idle = QTimer(self, singleShot=True, interval=_PEN_IDLE_MILLISECONDS)
        self.work = BackgroundJob(self)
        session.selected_changed.connect(self.refresh)
        session.trial_changed.connect(self._refresh_soon)
        session.drawing_changed.connect(self._refresh_soon)
        self.show_no_model()

    # Implemented by subclasses. A widget cannot be an ABC, but mypy checks abstract methods anyway.

    def forget_model(self) -> None:
        """Drop what belongs to the former model, and cancel work for it."""

    @abstractmethod
    def show_model(self, recognizer: Recognizer) -> None:
        """Show another model. Long tasks belong in a `BackgroundJob`."""

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Set the drawing and its answer by the page's model, None if nothing is drawn."""

    def show_part(self, part: str) -> None:
        """Show a part of the page, such as a layer's weights."""

    def save_targets(self) -> list[SaveTarget]:
        """What can be saved now; called when the menu opens."""
        return []

    def shut_down(self) -> None:
        """Stop the timers, before the program ends; the window stops the background work."""
        self.pen_idle.stop()

    # For subclasses

    def explain(self, text: str) -> None:
        """Change the `explanation`."""
        self.explanation = text
        self.explanation_changed.emit()

    @property
    def is_idle(self) -> bool:
        """Whether all work for the newest drawing is done."""
        return not self.pen_idle.isActive() and not self.work.is_busy

    @property
    def class_names(self) -> list[str]:
        """The names of the model's classes; none without a model."""
        recognizer = self.recognizer
        return [] if recognizer is None else list(map(str, recognizer.model.classifier.classes_))

    def page_target(self, name: str) -> SaveTarget:
        """The page as a picture, with this name for the file."""
        return picture_target(self.tr("This page (picture)…"), name, self.content)

    def offer_pad(self, digits: DigitList) -> None:
        """Let the digits of a list be shown on the pad; all pages then show them."""
        digits.offer_pad(self.session)
        digits.opened_on_pad.connect(self.tell_on_pad)

    def tell_on_pad(self) -> None:
        """Say that a digit was put on the pad."""
        self.message_shown.emit(self.tr("The digit is on the pad now, and on every page."))

    # What the session says

    def use_recognizer(self, recognizer: Recognizer | None) -> None:
        """Show this model, or the notice that there is none."""
        self.recognizer = None
        self.forget_model()
        self.recognizer = recognizer
        if recognizer is None:
            self.show_no_model()
        else:
            self.show_model(recognizer)

    def refresh(self) -> None:
        """Show the newest state of the session, if the page is visible."""
        if not self.isVisible():
            return
        recognizer, drawing = self.session.selected, self.session.drawing
        if self.follows_training:
            recognizer = self.session.training_model or recognizer
        classifier = None if recognizer is None else recognizer.model.classifier
        # A new threshold makes a new recognizer of the same model, which is not shown again.
        if classifier is not self._shown_classifier:
            self._shown_classifier, self._shown_drawing = classifier, None
            self.use_recognizer(recognizer)
        if self.is_live and drawing is not self._shown_drawing:
            self._shown_drawing = drawing
            self._rest.start()
            self.show_drawing(drawing.ink, self._answer_of(recognizer, drawing))

    def _refresh_soon(self) -> None:
        if not self._rest.isActive():
            # After the pad has painted the stroke that has just been drawn.
            QTimer.singleShot(0, self, self.refresh)

    def _answer_of(self, recognizer: Recognizer | None, drawing: Drawing) -> Recognition | None:
        """The answer of a page's model, also while another one answers on the pad."""
        answer = drawing.shown.recognition
        if answer is None or recognizer is None or recognizer is self.session.answering:
            return answer
        return recognizer.recognize_stages([answer.stages])[0]

    def showEvent(self, event: QShowEvent) -> None:
        """Show what has changed while the page was hidden."""
        super().showEvent(event)
        self.refresh()

    # The three states

    def set_content(self, layout: QLayout) -> None:
        """Set what `show_content` shows; called once, in the constructor."""
        self.content.setLayout(layout)

    def show_content(self) -> None:
        """Show the content."""
        self._stack.setCurrentWidget(self.content)

    def show_empty(self, text: str, action: Action | None = None) -> None:
        """Show a notice why there is no content; `action` becomes a button."""
        self._notice.show_message(text, None, action)
        self._stack.setCurrentWidget(self._notice)

    def show_no_model(self) -> None:
        """Show the notice that there is no model."""
        self.show_empty(self.tr("No model is selected."))

    def show_loading(
        self, text: str, progress: tuple[int, int] = (0, 0), action: Action | None = None
    ) -> None:
        """Show a notice with a progress bar; a total of 0 is unknown."""
        self._notice.show_message(text, progress, action)
        self._stack.setCurrentWidget(self._notice)

    @property
    def is_showing_content(self) -> bool:
        """Whether the content is shown."""
        return self._stack.currentWidget() is self.content

    @property
    def notice(self) -> str:
        """The text shown instead of the content; "" while the content is shown."""
        return "" if self.is_showing_content else self._notice.label.text()


def panel_width(widget: QWidget) -> int:
    """The width of the column of details at the right of a page, in pixels."""
    return max(_PANEL_WIDTH, _PANEL_LINES * widget.fontMetrics().height())


class _Notice(QWidget):
    """A centred text, a progress bar while loading, and an optional button."""

    def __init__(self) -> None:
        super().__init__()
        self.label = plain_label(tone="quiet", wraps=True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = ProgressBar()
        self._bar.setFixedSize(_BUSY_WIDTH, theme.GAP_SMALL)
        self._button = QPushButton()
        self._button.clicked.connect(self._run_action)
        self._action: Action | None = None
        # They keep their space when hidden, so that the text does not move.
        keep_space_when_hidden(self._bar)
        keep_space_when_hidden(self._button)
        lines = (row(None, self._bar, None), row(None, self._button, None))
        self.setLayout(column(None, self.label, *lines, None, spacing=theme.GAP))

    def show_message(
        self, text: str, progress: tuple[int, int] | None, action: Action | None
    ) -> None:
        """Show a text.

        Args:
            text: a sentence.
            progress: (done, total) for the bar, total 0 if unknown; None for no bar.
            action: for the button; None for no button.
        """
        self.label.setText(text)
        self._bar.setVisible(progress is not None)
        if progress is not None:
            self._bar.show_progress(*progress)
        self._action = action
        self._button.setText("" if action is None else action[0])
        self._button.setVisible(action is not None)

    def _run_action(self) -> None:
        if self._action is not None:
            self._action[1]()

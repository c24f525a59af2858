"""The base class of the inspector's pages.

A page is in one of three states:

    show_empty("Draw a digit")   show_loading("Reading 10,000 digits")   show_content()

It observes the session, but only while it is visible: first comes `use_recognizer`, if the selected
model has changed, then `show_drawing`, if the page is live.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from digitpad.estimators.base import Classifier
from digitpad.gui import theme
from digitpad.gui.digit_list import DigitList
from digitpad.gui.session import Drawing, Session
from digitpad.gui.widgets import keep_space_when_hidden
from digitpad.ink.strokes import Ink
from digitpad.recognition.answers import Recognition
from digitpad.recognition.recognizer import Recognizer

_REST_MILLISECONDS = 60
"""The time between two updates while the user draws, in which the pad can paint its strokes."""

_BUSY_WIDTH = 180
_PANEL_WIDTH, _PANEL_LINES = 300, 14


@dataclass(frozen=True, slots=True)
class SaveTarget:
    """Something that can be saved; `digitpad.gui.inspector.saving` creates the usual ones.

    Attributes:
        text: for the menu, such as "This page as a picture…".
        name: the suggested file name, without suffix.
        suffixes: the file types that `write` supports, such as (".png", ".svg").
        write: writes to a path with one of the suffixes; an OSError is shown to the user.
        is_picture: whether it is painted, which only the window's thread may do; data are written
            in the background.
    """

    text: str
    name: str
    suffixes: tuple[str, ...]
    write: Callable[[Path], None]
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """The text and the function of the button below a notice, such as "Cancel"."""

    text: str
    act: Callable[[], None]


class Page(QWidget):
    """A page of the inspector.

    Attributes:
        is_live: class attribute, whether the page follows the drawing.
        follows_training: class attribute, whether the page shows the model in training while that
            answers on the pad.
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

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._content: QWidget | None = None
        self._notice = _Notice()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._notice)
        self._shown_classifier: Classifier | None = None
        self._shown_drawing: Drawing | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._rest.timeout.connect(self.refresh)
        session.selected_changed.connect(self.refresh)
        session.trial_changed.connect(self._refresh_soon)
        session.drawing_changed.connect(self._refresh_soon)
        self.show_no_model()

    # Implemented by subclasses

    def explanation(self) -> str:
        """One sentence on what the page shows; the window writes it above the page."""
        raise NotImplementedError

    def use_recognizer(self, recognizer: Recognizer | None) -> None:
        """Set the model, or None. Long tasks belong in a `BackgroundJob`."""
        raise NotImplementedError

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Set the drawing and its answer by the page's model, None if nothing is drawn."""

    def show_part(self, part: str) -> None:
        """Show a part of the page, such as a layer's weights."""

    def save_targets(self) -> list[SaveTarget]:
        """What can be saved now; called when the menu opens."""
        return []

    def offer_pad(self, digits: DigitList) -> None:
        """Let the digits of a list be shown on the pad; all pages then show them."""
        digits.offer_pad(self.session)
        digits.opened_on_pad.connect(self.tell_on_pad)

    def tell_on_pad(self) -> None:
        """Say that a digit was put on the pad."""
        self.message_shown.emit(self.tr("The digit is on the pad now, and on every page."))

    def shut_down(self) -> None:
        """Cancel all background work, before the program ends."""

    # What the session says

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

    def set_content(self, content: QWidget) -> None:
        """Set the widget that `show_content` shows; called once, in the constructor."""
        self._content = content
        self._stack.addWidget(content)

    def show_content(self) -> None:
        """Show the content."""
        if self._content is not None:
            self._stack.setCurrentWidget(self._content)

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
        return self._content is not None and self._stack.currentWidget() is self._content

    @property
    def notice(self) -> str:
        """The text shown instead of the content; "" while the content is shown."""
        return "" if self.is_showing_content else self._notice.text()


def class_names(recognizer: Recognizer | None) -> list[str]:
    """The names of a model's classes; none without a model."""
    return [] if recognizer is None else [str(one) for one in recognizer.model.classifier.classes_]


def panel_width(widget: QWidget) -> int:
    """The width of the column of details at the right of a page, in pixels."""
    return max(_PANEL_WIDTH, _PANEL_LINES * widget.fontMetrics().height())


class _Notice(QWidget):
    """A centred text, a progress bar while loading, and an optional button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel()
        # Texts contain names of models.
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setWordWrap(True)
        self._label.setProperty("tone", "quiet")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(_BUSY_WIDTH, theme.GAP_SMALL)
        self._button = QPushButton()
        self._button.clicked.connect(self._act)
        self._action: Action | None = None
        column = QVBoxLayout(self)
        column.setSpacing(theme.GAP)
        column.addStretch(1)
        column.addWidget(self._label)
        for below in (self._bar, self._button):
            # They keep their space when hidden, so that the text does not move.
            keep_space_when_hidden(below)
            column.addWidget(below, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def text(self) -> str:
        """The text shown."""
        return self._label.text()

    def show_message(
        self, text: str, progress: tuple[int, int] | None, action: Action | None
    ) -> None:
        """Show a text.

        Args:
            text: a sentence.
            progress: (done, total) for the bar, total 0 if unknown; None for no bar.
            action: for the button; None for no button.
        """
        self._label.setText(text)
        self._bar.setVisible(progress is not None)
        if progress is not None:
            done, total = progress
            self._bar.setRange(0, total)
            self._bar.setValue(done)
        self._action = action
        self._button.setText(action.text if action is not None else "")
        self._button.setVisible(action is not None)

    def _act(self) -> None:
        if self._action is not None:
            self._action.act()

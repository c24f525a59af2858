"""What every page of the inspector has in common, so that the window can treat them alike.

A page is in one of three states: there is nothing to show yet (it says what to do), it is being
prepared (it says what is awaited), or there is something to see:

    show_empty("Draw a digit")   show_loading("Reading 10,000 digits")   show_content()

The window makes a page when it is first looked at and speaks only to the page that is seen: first
`use_recognizer`, if the model has changed, then `show_drawing`, if the page is live.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from digitpad.gui import theme
from digitpad.ink import Ink
from digitpad.recognition import Recognition
from digitpad.recognizer import Recognizer

_BUSY_WIDTH = 180


@dataclass(frozen=True, slots=True)
class SaveTarget:
    """Something that can be saved; `digitpad.gui.inspector.saving` makes the usual ones.

    Attributes:
        text: for the menu, such as "This page as a picture…".
        name: the file's name to suggest, without suffix.
        suffixes: the kinds of file that `write` knows by their suffix, such as (".png", ".svg").
        write: writes to a path with one of the suffixes; an OSError is shown to the person.
    """

    text: str
    name: str
    suffixes: tuple[str, ...]
    write: Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Action:
    """What the button beneath a notice says and does, such as "Cancel"."""

    text: str
    act: Callable[[], None]


class Page(QWidget):
    """One view of the inspector.

    Attributes:
        is_live: whether the page follows the drawing; a class sets it.
    """

    is_live: ClassVar[bool] = False

    answer_with = Signal(object)
    """A `Recognizer` to try on the pad, or None for the model on disk; only experiments emit it."""

    model_kept = Signal(str)
    """A model was kept among the user's own, under this name; only experiments emit it."""

    problem_found = Signal(str)
    """Something went wrong that leaves the page usable; the window shows the sentence below it."""

    explanation_changed = Signal()
    """`explanation` says something else now."""

    page_asked = Signal(str, str)
    """Go to the page with this file name, to this part of it, such as ("weights", "conv1")."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content: QWidget | None = None
        self._notice = _Notice()
        self._states = QStackedLayout(self)
        self._states.addWidget(self._notice)

    # What a page fills in

    def explanation(self) -> str:
        """One sentence that says what one sees; the window writes it above the page."""
        raise NotImplementedError

    def use_recognizer(self, recognizer: Recognizer | None) -> None:
        """Look into this model from now on; None: there is none. Long work goes to a `Worker`."""
        raise NotImplementedError

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """What is on the pad, and its answer; None: nothing is drawn. At most once a frame."""

    def show_part(self, part: str) -> None:
        """Bring a part of the page forward, such as a layer's weights."""

    def trial_ended(self) -> None:
        """The pad answers with the model on disk again, after `answer_with`."""

    def save_targets(self) -> list[SaveTarget]:
        """What can be saved of what is shown now; asked when the menu opens."""
        return []

    def shut_down(self) -> None:
        """The window closes: cancel what is under way and wait for it."""

    def translate(self) -> None:
        """Write all texts in the language shown; called by the page and when it changes."""

    # The three states

    def set_content(self, content: QWidget) -> None:
        """The widget that `show_content` brings forward; once, when the page is made."""
        self._content = content
        self._states.addWidget(content)

    def show_content(self) -> None:
        """There is something to see."""
        if self._content is not None:
            self._states.setCurrentWidget(self._content)

    def show_empty(self, text: str, action: Action | None = None) -> None:
        """Nothing to see yet: say why, and what to do; `action` becomes a button."""
        self._notice.say(text, None, action)
        self._states.setCurrentWidget(self._notice)

    def show_loading(
        self, text: str, progress: tuple[int, int] = (0, 0), action: Action | None = None
    ) -> None:
        """It is on its way: say what is awaited, and how far it is if that is known."""
        self._notice.say(text, progress, action)
        self._states.setCurrentWidget(self._notice)

    @property
    def is_showing_content(self) -> bool:
        """Whether there is something to see now."""
        return self._content is not None and self._states.currentWidget() is self._content

    @property
    def notice(self) -> str:
        """What is said instead of content; empty while there is content."""
        return "" if self.is_showing_content else self._notice.text()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.translate()
        super().changeEvent(event)


class _Notice(QWidget):
    """A quiet text in the middle, a bar while something is awaited, and perhaps a button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setWordWrap(True)
        self._label.setProperty("tone", "quiet")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(_BUSY_WIDTH, theme.GAP_SMALL)
        self._button = QPushButton()
        self._button.setAutoDefault(False)
        self._button.clicked.connect(self._act)
        self._action: Action | None = None
        column = QVBoxLayout(self)
        column.setSpacing(theme.GAP)
        column.addStretch(1)
        column.addWidget(self._label)
        for below in (self._bar, self._button):
            # They keep their room, so that the text stays where it is.
            policy = below.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            below.setSizePolicy(policy)
            column.addWidget(below, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def text(self) -> str:
        """What is said."""
        return self._label.text()

    def say(self, text: str, progress: tuple[int, int] | None, action: Action | None) -> None:
        """Say this.

        Args:
            text: a sentence.
            progress: (done, total) for the bar; a total of 0 is not known; None: without a bar.
            action: for the button; None: without one.
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

"""Small widgets, and functions for standard widgets, that several windows share."""

import html
from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

from PySide6 import QtGui
from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.wording import without_mnemonic

Tone = Literal["plain", "quiet", "problem"]


_AnyLayout = TypeVar("_AnyLayout", bound=QBoxLayout)


Part = QWidget | QLayout | tuple[QWidget | QLayout, int] | int | None
"""A part of a row or column; in a pair the number is how far it stretches.

A number alone is a distance in pixels, and None takes the room that is left.
"""


def row(*parts: Part, spacing: int = theme.GAP_SMALL, of: QWidget | None = None) -> QHBoxLayout:
    """Parts side by side, `spacing` pixels apart, without margins; `of` is the widget they fill."""
    return _filled(QHBoxLayout(), parts, spacing, of)


def column(*parts: Part, spacing: int = theme.GAP_SMALL, of: QWidget | None = None) -> QVBoxLayout:
    """Parts below each other; the arguments are those of `row`."""
    return _filled(QVBoxLayout(), parts, spacing, of)


def _filled(
    layout: _AnyLayout, parts: Sequence[Part], spacing: int, of: QWidget | None
) -> _AnyLayout:
    if of is not None:
        of.setLayout(layout)
    for part in parts:
        content, stretch = part if isinstance(part, tuple) else (part, 0)
        if isinstance(content, QWidget):
            layout.addWidget(content, stretch)
        elif isinstance(content, QLayout):
            layout.addLayout(content, stretch)
        elif content is None:
            layout.addStretch(1)
        else:
            layout.addSpacing(content)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


def push_button(text: str = "", action: Callable[[], object] | None = None) -> QPushButton:
    """A button that runs a function and is never the dialog's default button."""
    button = QPushButton(text)
    button.setAutoDefault(False)
    if action is not None:
        button.clicked.connect(lambda _=False: action())
    return button


def plain_label(
    text: str = "",
    *,
    tone: Tone | None = None,
    wraps: bool = False,
    selectable: bool = False,
    bold: bool = False,
    size: float = 1.0,
) -> QLabel:
    """A label that shows its text as it is, which may hold names from outside.

    Args:
        text: shown at first.
        tone: as in `set_tone`; None for the usual look.
        wraps: whether the text is broken into lines.
        selectable: whether it can be selected with the mouse, to copy it.
        bold: whether it is a heading.
        size: of the letters, relative to the usual ones.
    """
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    if tone is not None:
        label.setProperty("tone", tone)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if size != 1:
        label.setFont(theme.scaled(label.font(), size))
    if bold:
        label.setFont(theme.weighted(label.font(), QtGui.QFont.Weight.DemiBold))
    return label


def plain(text: str) -> str:
    """A text for a tooltip or a question: Qt takes what looks like HTML there for HTML."""
    if "<" not in text and "&" not in text:
        return text
    return f"<p style='white-space: pre-wrap'>{html.escape(text)}</p>"


def set_tone(label: QLabel, tone: Tone) -> None:
    """Change the style of a label, see `digitpad.gui.theme.style_sheet`."""
    label.setProperty("tone", tone)
    # The style sheet is applied to a changed property only after unpolish and polish.
    label.style().unpolish(label)
    label.style().polish(label)


def keep_space_when_hidden(widget: QWidget) -> None:
    """Keep the widget's space in the layout while it is hidden, so that the layout is stable."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def fit_screen(window: QWidget) -> None:
    """Shrink and move a window so that the whole of it is on its screen."""
    place = window.screen().availableGeometry()
    outer = window.frameGeometry()
    size = outer.size().boundedTo(place.size())
    window.resize(size - (outer.size() - window.size()))
    left = min(max(window.x(), place.left()), place.right() - size.width() + 1)
    top = min(max(window.y(), place.top()), place.bottom() - size.height() + 1)
    window.move(left, top)


def announce(widget: QWidget, text: str) -> None:
    """Let screen readers say a text, from Qt 6.8 on."""
    if hasattr(QtGui, "QAccessibleAnnouncementEvent"):
        event = QtGui.QAccessibleAnnouncementEvent(widget, text)
        QtGui.QAccessible.updateAccessibility(event)


class ConfirmButton(QPushButton):
    """A button for an action that cannot be undone: a dialog asks first.

    `confirmed` is emitted if the question is answered with the button of the same text.

    Attributes:
        dialog: the open question; None while nothing is asked.
        yes: the dialog's button that confirms.
    """

    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._question = ""
        self.dialog: QMessageBox | None = None
        self.yes: QPushButton | None = None
        self.setAutoDefault(False)
        self.clicked.connect(self._ask)

    def set_texts(self, plain: str, question: str) -> None:
        """Set the button's text, and the question of the dialog."""
        self._question = without_mnemonic(question)
        self.setText(plain)

    def _ask(self) -> None:
        if self.dialog is not None:
            return
        box = QMessageBox(self.window())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(plain(self._question))
        box.setInformativeText(self.tr("This cannot be undone."))
        self.yes = box.addButton(self.text(), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.finished.connect(self._on_answered)
        self.dialog = box
        box.open()

    def _on_answered(self) -> None:
        box, self.dialog = self.dialog, None
        if box is not None and box.clickedButton() is self.yes:
            self.confirmed.emit()


def scrolled(content: QWidget) -> QScrollArea:
    """An area without a frame that scrolls a widget where there is no room for all of it."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(content)
    return area


class VerticalScrollArea(QScrollArea):
    """Scrolls one widget vertically and is always as wide as the widget needs.

    The scroll bar is always shown, so that the layout does not change when it is needed.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the content and the scroll bar."""
        bar = self.verticalScrollBar().sizeHint().width()
        width = self._content.minimumSizeHint().width() + bar
        return QSize(width, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Update the minimum width when the content is laid out again."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._content:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class ProgressBar(QProgressBar):
    """A bar without text, for `BackgroundJob.progressed`."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)

    def show_progress(self, done: int = 0, total: int = 0) -> None:
        """Show how much is done; a total of 0 is unknown."""
        self.setRange(0, total)
        self.setValue(done)


class Message(QLabel):
    """A line of plain text that is hidden while it is empty."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWordWrap(True)
        self.hide()

    def show_text(self, text: str, *, is_problem: bool = False) -> None:
        """Show a text; an empty one hides the line."""
        self.setText(text)
        self.setVisible(bool(text))
        set_tone(self, "problem" if is_problem else "quiet")

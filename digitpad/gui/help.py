"""Help at every place of the windows: F1, "What Is This?" and marks beside headings.

A widget with a help topic stands for itself and for all widgets in it. The topic names a section of
the guide. Links to the guide are URLs such as `guide:training#augmentation`; opening one shows that
section.

    F1          opens the guide at the topic of the focused widget
    Shift+F1    explains the widget that is clicked next, with a link into the guide
    ?           beside a heading, opens the guide at its topic
"""

from __future__ import annotations

import html

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QWhatsThisClickedEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QToolButton, QWhatsThis, QWidget

from digitpad.gui.translation import current_language
from digitpad.gui.widgets import row

SCHEME = "guide"
"""The scheme of the URLs that open the guide."""

_TOPIC = "help_topic"


def set_help_topic(widget: QWidget, topic: str) -> None:
    """Let F1 and "What Is This?" in this widget lead to a section of the guide."""
    widget.setProperty(_TOPIC, topic)


def help_topic(widget: QWidget | None) -> str:
    """The topic of a widget or of the nearest one around it; the guide's first page if none."""
    from digitpad.gui.guide.pages import CONTENTS  # noqa: PLC0415

    while widget is not None:
        topic = widget.property(_TOPIC)
        if topic:
            return str(topic)
        widget = widget.parentWidget()
    return CONTENTS


def open_guide(topic: str) -> None:
    """Show a section of the guide."""
    QDesktopServices.openUrl(QUrl(f"{SCHEME}:{topic}"))


def open_guide_at_focus(window: QWidget) -> None:
    """Show the section on the widget that has the focus in a window."""
    open_guide(help_topic(window.focusWidget() or window))


def add_help_keys(window: QWidget) -> None:
    """Let F1 and Shift+F1 work in a window without a menu."""
    QShortcut(QKeySequence(Qt.Key.Key_F1), window, lambda: open_guide_at_focus(window))
    QShortcut(QKeySequence.StandardKey.WhatsThis, window, explain_next_click)


class HelpMark(QToolButton):
    """A small "?" that opens the guide at a topic.

    Args:
        topic: a section of the guide.
        name: what it explains, for screen readers.
    """

    def __init__(self, topic: str, name: str) -> None:
        super().__init__()
        self.setText("?")
        self.setProperty("kind", "help")
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(self.tr("Open the guide"))
        self.clicked.connect(lambda: open_guide(help_topic(self)))
        self.explain(topic, name)

    def explain(self, topic: str, name: str) -> None:
        """Lead to another topic."""
        set_help_topic(self, topic)
        self.setAccessibleName(self.tr("Help: {name}").format(name=name))


def heading_with_help(heading: QLabel, topic: str) -> QHBoxLayout:
    """A row with a heading and a mark that opens its topic."""
    return row(heading, HelpMark(topic, heading.text()), None)


def explanation(widget: QWidget) -> str:
    """What "What Is This?" says about a widget, as HTML.

    It is the tooltip of the widget or of the nearest one around it that belongs to the same topic;
    without one, its description for screen readers and the first paragraph of the guide's section.
    """
    from digitpad.gui.guide.pages import read_guide  # noqa: PLC0415 - not needed at the start

    section = read_guide(current_language()).section(help_topic(widget))
    if section is None:
        return ""
    tip, description = "", ""
    around: QWidget | None = widget
    while around is not None:
        tip = tip or around.toolTip()
        description = description or around.accessibleDescription()
        if around.property(_TOPIC):
            break
        around = around.parentWidget()
    parts = [tip] if tip else [description, section.summary]
    link = f'<a href="{SCHEME}:{section.topic}">{html.escape(section.title)}</a>'
    more = QCoreApplication.translate("HelpMark", "In the guide: {link}").format(link=link)
    return "".join(_paragraph(part) for part in parts if part) + f"<p>{more}</p>"


def _paragraph(text: str) -> str:
    # As everywhere in the program, a tooltip in HTML begins with a tag.
    return text if text.startswith("<") else f"<p>{html.escape(text)}</p>"


def explain_next_click() -> None:
    """Explain the widget that is clicked next; Escape or a second call ends this."""
    if QWhatsThis.inWhatsThisMode():
        QWhatsThis.leaveWhatsThisMode()
        return
    application = QApplication.instance()
    if application is not None:
        # Only during this mode: a filter in Python would see, and delay, every event of the pen.
        _Explainer(application)
        QWhatsThis.enterWhatsThisMode()


class _Explainer(QObject):
    """Answers Qt's questions for texts until the mode ends."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._application = application
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the explanation of the clicked widget."""
        if event.type() == QEvent.Type.LeaveWhatsThisMode:
            self._application.removeEventFilter(self)
            self.deleteLater()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            # Escape ends this mode, and is not the window's shortcut.
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
            return event.isAccepted()
        elif isinstance(watched, QWidget) and isinstance(event, QHelpEvent):
            if event.type() not in {QEvent.Type.QueryWhatsThis, QEvent.Type.WhatsThis}:
                return False
            text = explanation(watched)
            if text and event.type() == QEvent.Type.WhatsThis:
                QWhatsThis.showText(event.globalPos(), text, _link_receiver(watched.window()))
            event.setAccepted(bool(text))
            return bool(text)
        return False


class _LinkReceiver(QWidget):
    """Is never shown; Qt sends it the links that are clicked in an explanation."""

    def event(self, event: QEvent) -> bool:
        """Open the guide."""
        if isinstance(event, QWhatsThisClickedEvent):
            QWhatsThis.hideText()
            QDesktopServices.openUrl(QUrl(event.href()))
            return True
        return super().event(event)


def _link_receiver(window: QWidget) -> _LinkReceiver:
    return window.findChild(_LinkReceiver) or _LinkReceiver(window)

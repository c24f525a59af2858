"""A small live pad beside another window: the same ink as the main window, and the same answers.

    +----------------+
    | Model: cnn     |
    |   small pad    |      drawing here is drawing on the pad
    |  Undo   Clear  |
    |       7        |
    | 0 --   1 ---   |
    +----------------+

`PadDock` holds it at the side of a `SecondaryWindow`.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDockWidget, QPushButton, QSizePolicy, QWidget

from digitpad.gui import theme
from digitpad.gui.help import set_help_topic
from digitpad.gui.pad.answer import Answer
from digitpad.gui.pad.canvas import Canvas
from digitpad.gui.pad.probability_bars import ProbabilityBars
from digitpad.gui.session import Session
from digitpad.gui.widgets import column, plain_label, row

_WIDTH = 260
_LEAST_FIGURES = 18
"""The least width in figures, for the line below the answer."""
_ANSWER_HEIGHT = 60
"""Without the line below the digits."""


class LivePad(QWidget):
    """Shows and edits the session's ink, and shows its answer."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        set_help_topic(self, "pad")
        self.canvas = Canvas(session.document, is_small=True)
        self.answer = Answer()
        self.answer.setFixedHeight(_ANSWER_HEIGHT + self.fontMetrics().height())
        self.bars = ProbabilityBars(is_compact=True)
        self.model = plain_label(tone="quiet", wraps=True)
        self.undo = QPushButton(self.tr("Undo"))
        self.clear = QPushButton(self.tr("Clear"))
        self.undo.clicked.connect(session.document.undo)
        self.clear.clicked.connect(session.document.clear)
        keys = QKeySequence.StandardKey
        document = session.document
        for key, act in ((keys.Undo, document.undo), (keys.Redo, document.redo)):
            shortcut = QShortcut(self)
            shortcut.setKeys(key)
            shortcut.activated.connect(act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.setMinimumWidth(_LEAST_FIGURES * self.fontMetrics().horizontalAdvance("0"))
        pad, buttons = (_PadPlace(self.canvas), 1), row(self.undo, self.clear)
        whole = column(self.model, pad, buttons, self.answer, self.bars, of=self)
        whole.addStretch(0)
        whole.setContentsMargins(theme.GAP, theme.GAP_SMALL, theme.GAP, theme.GAP)
        self.answer.digit_picked.connect(session.pick_digit)
        session.drawing_changed.connect(self._show_drawing)
        session.answering_changed.connect(self._show_model)
        document.ink_changed.connect(lambda ink: self.clear.setEnabled(not ink.is_empty))
        document.undo_stack.canUndoChanged.connect(self.undo.setEnabled)
        self.clear.setEnabled(not document.is_empty)
        self.undo.setEnabled(document.undo_stack.canUndo())
        self._show_drawing()
        self._show_model()

    def _show_drawing(self) -> None:
        shown = self._session.drawing.shown
        self.answer.show_number(shown)
        self.bars.show_answer(shown.recognition)

    def _show_model(self) -> None:
        recognizer = self._session.answering
        self.bars.show_model(recognizer)
        if recognizer is None:
            self.model.clear()
        elif self._session.trial is None:
            self.model.setText(self.tr("Model: {name}").format(name=recognizer.name))
        else:
            self.model.setText(self.tr("Model on trial: {name}").format(name=recognizer.name))


class _PadPlace(QWidget):
    """Keeps the small canvas as large as possible in the proportions of the pad."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self._canvas = canvas
        canvas.setParent(self)
        canvas.document.pad_size_changed.connect(self._place)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 90)

    def sizeHint(self) -> QSize:
        """The usual width."""
        across, down = self._canvas.document.pad_size
        return QSize(_WIDTH, round(_WIDTH * down / across))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the canvas again."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        across, down = self._canvas.document.pad_size
        scale = min(self.width() / across, self.height() / down)
        size = QSize(max(1, round(across * scale)), max(1, round(down * scale)))
        left = (self.width() - size.width()) // 2
        self._canvas.setGeometry(left, 0, size.width(), size.height())
        # No more than the canvas needs at this width.
        self.setMaximumHeight(max(self.minimumHeight(), round(self.width() * down / across)))
        self.updateGeometry()


class PadDock(QDockWidget):
    """Holds a live pad, which is made when the dock is first shown."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.pad: LivePad | None = None
        self.setWindowTitle(self.tr("Pad"))
        self.setObjectName("pad")
        self.setAllowedAreas(
            Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea
        )
        self.toggleViewAction().setText(self.tr("Show Pad"))
        self.visibilityChanged.connect(self._make_pad)
        self.hide()

    def _make_pad(self, is_visible: bool) -> None:
        if is_visible and self.pad is None:
            self.pad = LivePad(self._session)
            self.setWidget(self.pad)

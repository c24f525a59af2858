"""The window: the pad on the left, on the right what the network makes of it.

    +-----------------------+------------------+
    |                       | Model [cnn    v] |
    |                       |   7     28x28    |
    |          pad          | 0 ----           |
    |                       | 1 -              |
    |                       | ...              |
    | undo redo       clear | 9 ---------      |
    +-----------------------+------------------+

It only connects: the pad's ink goes to the recognition, its answers to whatever shows them.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from digitpad import __version__
from digitpad.gui import icons, theme
from digitpad.gui.actions import Actions
from digitpad.gui.answer import Answer
from digitpad.gui.canvas import Canvas
from digitpad.gui.erasing import EraserKind
from digitpad.gui.live_recognition import LiveRecognition
from digitpad.gui.model_chooser import ModelChooser
from digitpad.gui.network_picture import NetworkPicture
from digitpad.gui.probability_bars import ProbabilityBars
from digitpad.gui.state import WindowState
from digitpad.gui.theme import Appearance, Scheme
from digitpad.gui.tool_row import ToolRow
from digitpad.gui.tools import Tool
from digitpad.gui.translation import Translation
from digitpad.ink import Ink
from digitpad.recognizer import Recognition, Recognizer

_FIRST_WIDTH, _FIRST_HEIGHT = 980, 640


class MainWindow(QMainWindow):
    """The drawing pad with its live answers.

    Args:
        appearance: light or dark, to be chosen in the View menu.
        translation: the language, to be chosen there too.
        state: what is remembered from the last time.
        model: a model's name or file; None takes the one used last, or the default.
    """

    def __init__(
        self,
        appearance: Appearance,
        translation: Translation,
        state: WindowState,
        model: str | None = None,
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._translation = translation
        self._state = state
        self.canvas = Canvas()
        self.answer = Answer()
        self.picture = NetworkPicture()
        self.bars = ProbabilityBars()
        self.chooser = ModelChooser()
        self.recognition = LiveRecognition(self)
        self.canvas.eraser_kind = state.eraser_kind
        self.canvas.start_with_pen_width(state.pen_width)
        self.actions_ = Actions(self)
        self.tool_row = ToolRow(self.actions_)
        self.tool_row.show_pen_width(self.canvas.pen_width)
        self._connect_actions()
        self.setCentralWidget(self._content())
        self.setWindowIcon(icons.application_icon())
        self._translate()

        self.canvas.ink_changed.connect(self._take_ink)
        self.canvas.pen_width_changed.connect(self._remember_pen_width)
        self.tool_row.pen_width_chosen.connect(self.canvas.choose_pen_width)
        self.canvas.undo_stack.indexChanged.connect(self._update_actions)
        self.recognition.recognized.connect(self._show_recognition)
        self.chooser.recognizer_loaded.connect(self._use_recognizer)
        self._update_actions()
        self._show_recognition(None)
        if model is None:
            self.chooser.choose_first_of(state.model)
        else:
            self.chooser.choose(model)
        if not self.restoreGeometry(state.geometry):
            self.resize(_FIRST_WIDTH, _FIRST_HEIGHT)
        self.canvas.setFocus()

    # Ink goes round

    def _take_ink(self, ink: Ink) -> None:
        self.recognition.submit(ink)
        self._update_actions()

    def _use_recognizer(self, recognizer: Recognizer) -> None:
        self._state.model = recognizer.name
        self.recognition.use(recognizer)

    def _show_recognition(self, recognition: Recognition | None) -> None:
        self.answer.show_recognition(recognition)
        self.bars.show_probabilities(recognition.probabilities if recognition else None)
        self.picture.show_stages(recognition.stages if recognition else None)

    def _update_actions(self) -> None:
        stack = self.canvas.undo_stack
        under_way = self.canvas.is_drawing or self.canvas.is_erasing
        self.actions_.undo.setEnabled(stack.canUndo() or under_way)
        self.actions_.redo.setEnabled(stack.canRedo())
        self.actions_.clear.setEnabled(not self.canvas.is_empty)

    # What one can do

    def _connect_actions(self) -> None:
        actions = self.actions_
        actions.quit.triggered.connect(self.close)
        actions.undo.triggered.connect(self.canvas.undo)
        actions.redo.triggered.connect(self.canvas.redo)
        actions.clear.triggered.connect(self.canvas.clear)
        actions.about.triggered.connect(self._show_about)
        for tool, action in actions.tools.items():
            action.triggered.connect(lambda _=False, tool=tool: self._choose_tool(tool))
        for kind, action in actions.eraser_kinds.items():
            action.triggered.connect(lambda _=False, kind=kind: self._choose_eraser(kind))
        for scheme, action in actions.schemes.items():
            action.triggered.connect(lambda _=False, scheme=scheme: self._choose_scheme(scheme))
        for code, action in actions.languages.items():
            action.triggered.connect(lambda _=False, code=code: self._choose_language(code))
        actions.tools[self.canvas.tool].setChecked(True)
        actions.schemes[self._appearance.scheme].setChecked(True)
        actions.languages[self._translation.language].setChecked(True)
        actions.eraser_kinds[self.canvas.eraser_kind].setChecked(True)

    def _choose_tool(self, tool: Tool) -> None:
        """The eraser's key pressed again brings the pen back."""
        again = tool is Tool.ERASER and self.canvas.tool is Tool.ERASER
        self.canvas.tool = Tool.PEN if again else tool
        self.actions_.tools[self.canvas.tool].setChecked(True)

    def _choose_eraser(self, kind: EraserKind) -> None:
        self._state.eraser_kind = kind
        self.canvas.eraser_kind = kind

    def _remember_pen_width(self, width: float) -> None:
        self._state.pen_width = width
        self.tool_row.show_pen_width(width)

    def _choose_scheme(self, scheme: Scheme) -> None:
        self._state.scheme = scheme
        self._appearance.choose(scheme)

    def _choose_language(self, code: str) -> None:
        self._state.language = code
        self._translation.choose(code)

    def _show_about(self) -> None:
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("About digitpad"))
        box.setIconPixmap(self.windowIcon().pixmap(64))
        box.setText(f"<b>digitpad {__version__}</b>")
        box.setInformativeText(
            self.tr(
                "A drawing pad that recognizes handwritten digits while they are drawn, with "
                "networks written and trained in pure NumPy.\n\nMIT licence. The MNIST data set "
                "by Yann LeCun and Corinna Cortes is licensed CC BY-SA 3.0."
            )
        )
        box.open()

    # What it looks like

    def _content(self) -> QWidget:
        content = QWidget()
        columns = QHBoxLayout(content)
        columns.setContentsMargins(theme.GAP_LARGE, theme.GAP_SMALL, theme.GAP_LARGE, theme.GAP)
        columns.setSpacing(theme.GAP_LARGE)
        columns.addLayout(self._pad_column(), 1)
        columns.addWidget(self._answer_column())
        return content

    def _pad_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.tool_row)
        return column

    def _answer_column(self) -> QWidget:
        panel = QWidget()
        panel.setFixedWidth(theme.PANEL_WIDTH)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chooser)
        column.addSpacing(theme.GAP_LARGE)
        column.addLayout(self._answer_line())
        column.addSpacing(theme.GAP_LARGE)
        column.addWidget(self.bars, 10)
        column.addStretch(1)
        return panel

    def _answer_line(self) -> QHBoxLayout:
        self._picture_caption = QLabel()
        self._picture_caption.setProperty("tone", "quiet")
        self._picture_caption.setAlignment(Qt.AlignmentFlag.AlignRight)
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
        """Follow the theme and the language."""
        if event.type() == QEvent.Type.PaletteChange:
            self.actions_.colour_icons()
        elif event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.setWindowTitle("digitpad")
        self.actions_.translate()
        self._picture_caption.setText(self.tr("What the network sees"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember place and size."""
        self._state.geometry = self.saveGeometry()
        super().closeEvent(event)

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
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QMessageBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from digitpad import __version__
from digitpad.gui import icons, theme
from digitpad.gui.answer import Answer
from digitpad.gui.canvas import Canvas
from digitpad.gui.live_recognition import LiveRecognition
from digitpad.gui.model_chooser import ModelChooser
from digitpad.gui.network_picture import NetworkPicture
from digitpad.gui.probability_bars import ProbabilityBars
from digitpad.gui.state import WindowState
from digitpad.gui.theme import Appearance, Scheme
from digitpad.gui.translation import LANGUAGES, Translation
from digitpad.gui.wording import without_mnemonic
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
        self._make_actions()
        self._fill_menu_bar()
        self.setCentralWidget(self._content())
        self.setWindowIcon(icons.application_icon())
        self._colour_icons()
        self._translate()

        self.canvas.ink_changed.connect(self._take_ink)
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
        self._undo.setEnabled(stack.canUndo() or self.canvas.is_drawing)
        self._redo.setEnabled(stack.canRedo())
        self._clear.setEnabled(not self.canvas.is_empty)

    # What one can do

    def _make_actions(self) -> None:
        self._quit = self._action(QKeySequence.StandardKey.Quit, "Ctrl+Q")
        self._quit.setMenuRole(QAction.MenuRole.QuitRole)
        self._quit.triggered.connect(self.close)
        self._undo = self._action(QKeySequence.StandardKey.Undo)
        self._undo.triggered.connect(self.canvas.undo)
        self._redo = self._action(QKeySequence.StandardKey.Redo, "Ctrl+Y", "Ctrl+Shift+Z")
        self._redo.triggered.connect(self.canvas.redo)
        self._clear = self._action("Escape", "Delete", "Backspace")
        self._clear.triggered.connect(self.canvas.clear)
        self._about = QAction(self)
        self._about.setMenuRole(QAction.MenuRole.AboutRole)
        self._about.triggered.connect(self._show_about)
        self._schemes = {scheme: QAction(self) for scheme in Scheme}
        self._languages = {code: QAction(name, self) for code, name in LANGUAGES.items()}
        for actions, now in (
            (self._schemes, self._appearance.scheme),
            (self._languages, self._translation.language),
        ):
            group = QActionGroup(self)
            for value, action in actions.items():
                action.setCheckable(True)
                action.setChecked(value == now)
                group.addAction(action)
        for scheme, action in self._schemes.items():
            action.triggered.connect(lambda _=False, scheme=scheme: self._choose_scheme(scheme))
        for code, action in self._languages.items():
            action.triggered.connect(lambda _=False, code=code: self._choose_language(code))

    def _action(self, *shortcuts: QKeySequence.StandardKey | str) -> QAction:
        """An action with all keys of the platform for it, and those given as text."""
        action = QAction(self)
        keys: list[QKeySequence] = []
        for shortcut in shortcuts:
            bound = (
                [QKeySequence(shortcut)]
                if isinstance(shortcut, str)
                else QKeySequence.keyBindings(shortcut)
            )
            keys += [key for key in bound if key not in keys]
        action.setShortcuts(keys)
        return action

    def _fill_menu_bar(self) -> None:
        bar = self.menuBar()
        self._file_menu = bar.addMenu("")
        self._file_menu.addAction(self._quit)
        self._edit_menu = bar.addMenu("")
        self._edit_menu.addActions([self._undo, self._redo])
        self._edit_menu.addSeparator()
        self._edit_menu.addAction(self._clear)
        self._view_menu = bar.addMenu("")
        self._theme_menu = self._submenu(list(self._schemes.values()))
        self._language_menu = self._submenu(list(self._languages.values()))
        self._help_menu = bar.addMenu("")
        self._help_menu.addAction(self._about)

    def _submenu(self, actions: list[QAction]) -> QMenu:
        menu = self._view_menu.addMenu("")
        menu.addActions(actions)
        return menu

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
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP_SMALL)
        buttons.addWidget(self._button(self._undo))
        buttons.addWidget(self._button(self._redo))
        buttons.addStretch(1)
        buttons.addWidget(self._button(self._clear))
        column.addLayout(buttons)
        return column

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

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

    def _colour_icons(self) -> None:
        for action, name in ((self._undo, "undo"), (self._redo, "redo"), (self._clear, "clear")):
            action.setIcon(icons.symbol(name, self.palette()))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the language."""
        if event.type() == QEvent.Type.PaletteChange:
            self._colour_icons()
        elif event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.setWindowTitle("digitpad")
        self._file_menu.setTitle(self.tr("&File"))
        self._edit_menu.setTitle(self.tr("&Edit"))
        self._view_menu.setTitle(self.tr("&View"))
        self._help_menu.setTitle(self.tr("&Help"))
        self._theme_menu.setTitle(self.tr("&Theme"))
        self._language_menu.setTitle(self.tr("&Language"))
        self._quit.setText(self.tr("&Quit"))
        self._undo.setText(self.tr("&Undo"))
        self._redo.setText(self.tr("&Redo"))
        self._clear.setText(self.tr("&Clear"))
        self._about.setText(self.tr("&About digitpad"))
        self._schemes[Scheme.SYSTEM].setText(self.tr("As the &system"))
        self._schemes[Scheme.LIGHT].setText(self.tr("&Light"))
        self._schemes[Scheme.DARK].setText(self.tr("&Dark"))
        self._picture_caption.setText(self.tr("What the network sees"))
        for action in (self._undo, self._redo, self._clear):
            name = without_mnemonic(action.text())
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setIconText(name)
            action.setToolTip(f"{name} ({key})")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember place and size."""
        self._state.geometry = self.saveGeometry()
        super().closeEvent(event)

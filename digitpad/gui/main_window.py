"""The window: the pad on the left, on the right what the network makes of it.

    +-----------------------+------------------+
    |                       | Model [cnn    v] |
    |          pad          |        7         |
    |                       | 0 ----           |
    | undo  pen  o--- clear | 1 -              |
    |  ink > cut > 28x28    | ...              |
    +-----------------------+------------------+

It only connects: the pad's ink goes to the recognition, its answers to whatever shows them.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMainWindow, QMessageBox, QVBoxLayout, QWidget

from digitpad import __version__
from digitpad.gui import icons, theme
from digitpad.gui.actions import Actions
from digitpad.gui.answer_panel import AnswerPanel
from digitpad.gui.canvas import Canvas
from digitpad.gui.comparison import Comparison
from digitpad.gui.digit_boxes import DigitBoxes
from digitpad.gui.erasing import EraserKind
from digitpad.gui.lessons import base_name
from digitpad.gui.live_recognition import LiveRecognition
from digitpad.gui.picture_desk import PictureDesk
from digitpad.gui.pipeline_strip import PipelineStrip
from digitpad.gui.pixel_cursor import PixelCursor
from digitpad.gui.rooms import Rooms
from digitpad.gui.settings_dialog import SettingsDialog
from digitpad.gui.shortcut_sheet import ShortcutSheet
from digitpad.gui.shown_number import ShownNumber
from digitpad.gui.state import WindowState
from digitpad.gui.teaching import Teaching
from digitpad.gui.theme import Appearance, Scheme
from digitpad.gui.threshold import with_threshold
from digitpad.gui.tool_row import ToolRow
from digitpad.gui.tools import Tool
from digitpad.gui.translation import Translation
from digitpad.ink import Ink, rasterize
from digitpad.recognizer import Number, Recognizer
from digitpad.types import FloatArray

_FIRST_WIDTH, _FIRST_HEIGHT = 980, 690
_PAD_PICTURE_SIDE = 96
"""Of the first step's picture, in pad units."""


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
        self._number = Number()
        self._picked: int | None = None
        self._settings: SettingsDialog | None = None
        self.canvas = Canvas()
        self.boxes = DigitBoxes(self.canvas)
        self.pixel_cursor = PixelCursor(self.canvas)
        self.comparison = Comparison(self)
        self.rooms = Rooms(self)
        self.canvas.lay_over(self.boxes)
        self.canvas.lay_over(self.pixel_cursor)
        self.desk = PictureDesk(self.canvas, self)
        self.strip = PipelineStrip()
        self.strip.has_to_wait = lambda: not self.recognition.is_idle
        self.panel = AnswerPanel()
        self.answer, self.bars = self.panel.answer, self.panel.bars
        self.picture, self.chooser = self.panel.picture, self.panel.chooser
        self.recognition = LiveRecognition(self)
        self.canvas.eraser_kind = state.eraser_kind
        self.canvas.start_with_pen_width(state.pen_width)
        self.actions_ = Actions(self)
        self.tool_row = ToolRow(self.actions_)
        self.train_button = self.chooser.add_button(self.actions_.train)
        self.tool_row.show_pen_width(self.canvas.pen_width)
        self.setCentralWidget(self._content())
        self.setWindowIcon(icons.application_icon())
        self.setWindowTitle("digitpad")
        self.setAcceptDrops(True)
        self._connect()
        self._connect_actions()
        self.teaching = Teaching(self.panel, self.actions_, self.recognition, self)
        self._show_strip(state.shows_stages)
        self._update_actions()
        self._show_number(Number())
        if model is None:
            self.chooser.choose_first_of(state.model)
        else:
            self.chooser.choose(model)
        if not self.restoreGeometry(state.geometry):
            self.resize(_FIRST_WIDTH, _FIRST_HEIGHT)
        self.canvas.setFocus()

    # Ink goes round

    def _connect(self) -> None:
        self.canvas.ink_changed.connect(self._take_ink)
        self.canvas.pen_width_changed.connect(self._remember_pen_width)
        self.canvas.undo_stack.indexChanged.connect(self._update_actions)
        self.tool_row.pen_width_chosen.connect(self.canvas.choose_pen_width)
        self.recognition.recognized.connect(self._show_number_of_ink)
        self.chooser.recognizer_loaded.connect(self._use_recognizer)
        self.answer.digit_picked.connect(self._pick_digit)
        self.desk.read.connect(self._show_number)
        self.desk.left.connect(self.recognition.answer_again)
        for change in (self.desk.read, self.desk.left):
            change.connect(self._update_actions)
        self.desk.told.connect(self._tell)
        self.desk.pane.moved.connect(lambda: self._show_number(self._number))
        self.strip.left_out_changed.connect(self.recognition.leave_out)
        self.rooms.models_changed.connect(self.chooser.read_list_again)
        self.rooms.model_chosen.connect(self.chooser.choose)
        self.rooms.trying.connect(self._try)

    def _take_ink(self, ink: Ink) -> None:
        if self.canvas.is_drawing:
            self.rooms.make_way()
        self.desk.take_away()
        self._picked = None
        self.recognition.pad = (self.canvas.width(), self.canvas.height())
        self.recognition.submit(ink)
        self.comparison.submit(ink)
        self._update_actions()

    def _use_recognizer(self, recognizer: Recognizer) -> None:
        self._state.model = recognizer.name
        threshold = self._threshold_of(recognizer.name)
        self._answer_with(with_threshold(recognizer, threshold))
        self.rooms.use_recognizer(recognizer)
        self._show_settings_of_model()

    def _try(self, recognizer: Recognizer | None) -> None:
        """Answer with a model that is not on disk, or again with the chosen one."""
        if recognizer is not None:
            self._answer_with(recognizer)
        elif self.chooser.recognizer is not None:
            self._use_recognizer(self.chooser.recognizer)

    def _answer_with(self, recognizer: Recognizer) -> None:
        self.strip.show_features_of(recognizer.model.classifier)
        self.recognition.use(recognizer)
        self.desk.use(recognizer)

    def _threshold_of(self, name: str) -> float | None:
        """A person's own model keeps what was chosen for the one it came from."""
        own = self._state.threshold_of(name)
        return self._state.threshold_of(base_name(name)) if own is None else own

    @property
    def shown(self) -> ShownNumber:
        """What is shown now."""
        return ShownNumber.of(self._number, self._picked)

    def _show_number_of_ink(self, number: Number) -> None:
        """The pad's answer, unless a picture lies on it."""
        if not self.desk.pane.is_shown:
            self._show_number(number)

    def _show_number(self, number: Number) -> None:
        self._number = number
        shown = self.shown
        self.panel.show_number(shown)
        self.teaching.show_number(shown)
        self.boxes.show_number(shown, *self.desk.pane.place())
        self.actions_.copy_answer.setEnabled(bool(number.text))
        self.rooms.show_drawing(self.recognition.ink, shown.recognition)
        if self.strip.isVisibleTo(self):
            stages = None if shown.recognition is None else shown.recognition.stages
            has_pad = stages is not None and not self.desk.pane.is_shown
            self.strip.show_stages(stages, self._pad_picture if has_pad else None)

    def _pick_digit(self, place: int) -> None:
        self._picked = place
        self._show_number(self._number)

    def _pad_picture(self) -> FloatArray:
        """The whole pad, small."""
        width, height = self.canvas.width(), self.canvas.height()
        scale = _PAD_PICTURE_SIDE * self.devicePixelRatioF() / max(width, height)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        return rasterize(self.recognition.ink, *size, scale=scale)

    def _update_actions(self) -> None:
        stack = self.canvas.undo_stack
        under_way = self.canvas.is_drawing or self.canvas.is_erasing
        self.actions_.undo.setEnabled(stack.canUndo() or under_way)
        self.actions_.redo.setEnabled(stack.canRedo())
        for action in (self.actions_.clear, self.actions_.save, self.actions_.copy_drawing):
            action.setEnabled(not self.canvas.is_empty)
        if self.desk.pane.is_shown:
            self.actions_.clear.setEnabled(True)

    # What one can do

    def _connect_actions(self) -> None:
        actions = self.actions_
        actions.quit.triggered.connect(self.close)
        actions.undo.triggered.connect(self.canvas.undo)
        actions.redo.triggered.connect(self.canvas.redo)
        actions.clear.triggered.connect(self._clear)
        actions.open.triggered.connect(lambda: self.desk.open(self))
        actions.save.triggered.connect(lambda: self.desk.save(self))
        actions.paste.triggered.connect(self.desk.paste)
        actions.copy_drawing.triggered.connect(self.desk.copy_drawing)
        actions.copy_answer.triggered.connect(lambda: self.desk.copy_answer(self._number))
        actions.settings.triggered.connect(self._open_settings)
        actions.about.triggered.connect(self._show_about)
        actions.pixel_cursor.toggled.connect(self._use_pixel_cursor)
        actions.compare.triggered.connect(self.comparison.show)
        actions.train.triggered.connect(self.rooms.open_training)
        actions.library.triggered.connect(self.rooms.open_library)
        actions.inspect.triggered.connect(self.rooms.open_inspector)
        actions.shortcuts.triggered.connect(self._show_shortcuts)
        actions.stages.toggled.connect(self._show_strip)
        actions.one_digit.toggled.connect(self.recognition.read_one_digit_only)
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

    def _clear(self) -> None:
        """Takes a picture away first, then the ink."""
        if self.desk.pane.is_shown:
            self.desk.take_away()
        else:
            self.canvas.clear()
        self._update_actions()

    def _tell(self, text: str, is_problem: bool) -> None:
        if is_problem:
            self.panel.note.show_problem(text)
        else:
            self.panel.note.show_text(text)
        self._update_actions()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures are welcome."""
        if self.desk.can_take(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read a dropped picture."""
        if self.desk.take(event.mimeData()):
            event.acceptProposedAction()

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

    def _show_strip(self, visible: bool) -> None:
        """Steps that are not seen are not left out either."""
        self._state.shows_stages = visible
        self.actions_.stages.setChecked(visible)
        if not visible:
            self.strip.leave_nothing_out()
        self.strip.setVisible(visible)
        self.panel.show_picture(not visible)
        self._show_number(self._number)

    def _use_pixel_cursor(self, used: bool) -> None:
        self.pixel_cursor.setVisible(used)
        (self.pixel_cursor if used else self.canvas).setFocus()

    def _show_shortcuts(self) -> None:
        sheet = ShortcutSheet(self.menuBar(), self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.show()

    def _choose_scheme(self, scheme: Scheme) -> None:
        self._state.scheme = scheme
        self._appearance.choose(scheme)

    def _choose_language(self, code: str) -> None:
        self._state.language = code
        self._translation.choose(code)

    def _open_settings(self) -> None:
        if self._settings is None:
            self._settings = SettingsDialog(self)
            self._settings.threshold_chosen.connect(self._choose_threshold)
            self._settings.training_asked.connect(self.rooms.open_training)
        self._show_settings_of_model()
        self._settings.show()
        self._settings.raise_()

    def _show_settings_of_model(self) -> None:
        description = self.chooser.description
        if self._settings is not None and description is not None:
            threshold = self._threshold_of(description.name)
            self._settings.show_model(description, threshold)

    def _choose_threshold(self, threshold: float | None) -> None:
        recognizer, description = self.recognition.recognizer, self.chooser.description
        if recognizer is not None and description is not None:
            self._state.remember_threshold(description.name, threshold)
            counts = description.non_digit_threshold if threshold is None else threshold
            self._answer_with(with_threshold(recognizer, counts))

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
        columns.addWidget(self.panel)
        return content

    def _pad_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.tool_row)
        column.addWidget(self.strip)
        return column

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the language."""
        if event.type() == QEvent.Type.PaletteChange:
            self.actions_.colour_icons()
        elif event.type() == QEvent.Type.LanguageChange:
            self.actions_.translate()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember place and size; what was opened beside the pad closes with it."""
        for dialog in self.findChildren(QDialog):
            dialog.close()
        self._state.geometry = self.saveGeometry()
        self.rooms.shut_down()
        self.desk.close()
        self.teaching.learner.close()
        super().closeEvent(event)

"""The main window: the pad on the left, the answer and its details on the right.

    +-----------------------+------------------+
    |                       | Model [cnn    v] |
    |          pad          |        7         |
    |                       | 0 ----           |
    | undo  pen  o--- clear | 1 -              |
    |  ink > cut > 28x28    | ...              |
    +-----------------------+------------------+

It only connects the parts: ink goes to the recognition, answers go to the widgets that show them.
"""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QWidget

from digitpad import __version__
from digitpad.gui import theme
from digitpad.gui.actions import Actions
from digitpad.gui.help import explain_next_click, open_guide_at_focus, set_help_topic
from digitpad.gui.pad.answer_panel import AnswerPanel
from digitpad.gui.pad.canvas import Canvas
from digitpad.gui.pad.digit_boxes import DigitBoxes
from digitpad.gui.pad.live_recognition import LiveRecognition
from digitpad.gui.pad.picture_pane import PicturePane
from digitpad.gui.pad.pipeline_strip import PipelineStrip
from digitpad.gui.pad.pixel_cursor import PixelCursor
from digitpad.gui.pad.tool_row import ToolRow
from digitpad.gui.pad.tools import Tool
from digitpad.gui.pad.welcome import WelcomeCard
from digitpad.gui.preparation import import_with_first_model
from digitpad.gui.secondary_windows import SecondaryWindows
from digitpad.gui.session import Session
from digitpad.gui.status_line import StatusLine
from digitpad.gui.theme import Appearance
from digitpad.gui.tour import Tour
from digitpad.gui.translation import Translation, translated
from digitpad.gui.widgets import column, fit_screen, row
from digitpad.ink.strokes import Ink
from digitpad.recognition.numbers import Number

if TYPE_CHECKING:
    from digitpad.common.types import FloatArray
    from digitpad.gui.pad.corrections import Corrections
    from digitpad.gui.pad.picture_controller import PictureController
    from digitpad.gui.preferences import PreferencesDialog

_FIRST_SIZE = QSize(980, 690)
_NO_INK = Ink()
_PAD_PICTURE_SIDE = 96
"""Side of the first step's picture, in pad units."""


class MainWindow(QMainWindow):
    """The drawing pad with its live answers.

    `first_painted` is emitted when all of it has been painted for the first time, or when it is
    minimized before that, since nothing is painted then.

    Args:
        session: what all windows share.
        appearance: light or dark.
        translation: the language.
        model: a model's name or file; None means the one used last, or the default.
    """

    first_painted = Signal()

    def __init__(
        self,
        session: Session,
        appearance: Appearance,
        translation: Translation,
        model: str | None = None,
    ) -> None:
        super().__init__()
        self.session = session
        session.setParent(self)
        self._painted = threading.Event()
        session.before_loading = self._prepare_loading
        remembered = session.state.model if session.state.model in session.names else None
        session.select(model or remembered)
        self._appearance = appearance
        self._translation = translation
        self.preferences: PreferencesDialog | None = None
        self.canvas = Canvas(session.document)
        self.boxes = DigitBoxes(self.canvas)
        self.pixel_cursor = PixelCursor(self.canvas)
        self.windows = SecondaryWindows(session, self)
        self.canvas.add_overlay(self.boxes)
        self.canvas.add_overlay(self.pixel_cursor)
        self.pane = PicturePane(self.canvas)
        self.canvas.add_overlay(self.pane)
        self.strip = PipelineStrip()
        self.panel = AnswerPanel(session)
        self.answer, self.bars = self.panel.answer, self.panel.bars
        self.picture, self.chooser = self.panel.picture, self.panel.chooser
        self.recognition = LiveRecognition(session, self)
        self.session.document.eraser_kind = session.state.eraser_kind
        self.session.document.start_with_pen_width(session.state.pen_width)
        self.canvas.draws_with_touch = session.state.draws_with_touch
        self.actions_ = Actions(self)
        self.actions_.bind_to_pad(self.canvas)
        self.tool_row = ToolRow(self.actions_)
        self.train_button = self.chooser.add_button(self.actions_.train)
        self.tool_row.show_pen_width(self.session.document.pen_width)
        self.setCentralWidget(self._content())
        self.status = StatusLine(session, self.windows.open_training, self.windows.open_inspector)
        self.setStatusBar(self.status)
        self.setWindowTitle("digitpad")
        self.setAcceptDrops(True)
        self._set_help_topics()
        self._connect()
        self._connect_actions()
        self._show_strip(session.state.shows_stages)
        self._update_actions()
        self._show_drawing()
        if not self.restoreGeometry(session.state.geometry_of("pad")):
            self.resize(theme.for_font(_FIRST_SIZE, self.font()))
        self.canvas.setFocus()

    def _prepare_loading(self) -> None:
        """Wait for the first paint, and import; runs in the thread that loads a model."""
        # A window on another desktop is not painted until it is looked at.
        self._painted.wait(timeout=5)
        import_with_first_model()

    @cached_property
    def picture_controller(self) -> PictureController:
        """Opens pictures; created when a model has been loaded, or as soon as it is needed."""
        from digitpad.gui.pad.picture_controller import PictureController  # noqa: PLC0415

        pictures = PictureController(self.session, self.canvas, self.pane, self)
        pictures.recognized.connect(self._show_number_of_picture)
        pictures.removed.connect(self.recognition.recognize_now)
        for change in (pictures.recognized, pictures.removed, pictures.reading):
            change.connect(self._update_actions)
        pictures.message.connect(self._show_message)
        return pictures

    @cached_property
    def corrections(self) -> Corrections:
        """Teaches the model; created likewise."""
        from digitpad.gui.pad.corrections import Corrections  # noqa: PLC0415

        return Corrections(
            self.session,
            self.bars,
            self.panel.note,
            self.actions_,
            self,
            finish_reading=self.recognition.finish,
        )

    def open(self) -> None:
        """Show the window on its screen, which may be smaller than that of the last session."""
        self.show()
        fit_screen(self)

    def _set_help_topics(self) -> None:
        for widget, topic in (
            (self, "first-minute"),
            (self.canvas, "pad"),
            (self.pixel_cursor, "pad#keyboard"),
            (self.tool_row, "pad#tools"),
            (self.strip, "preprocessing"),
            (self.picture, "preprocessing#network-input"),
            (self.panel, "pad#answer"),
            (self.chooser, "pad#model"),
            (self.status, "pad#status"),
        ):
            set_help_topic(widget, topic)

    def welcome(self) -> None:
        """Show three things to try, unless the user wants them no more."""
        if self.session.state.shows_welcome:
            self.canvas.add_overlay(
                WelcomeCard(self.session, self.actions_.tour, self.actions_.inspect)
            )

    # From ink to answer

    def _connect(self) -> None:
        self.session.document.ink_changed.connect(self._on_ink_changed)
        self.session.document.pen_width_changed.connect(self._remember_pen_width)
        self.session.document.undo_stack.indexChanged.connect(self._update_actions)
        self.tool_row.pen_width_chosen.connect(self.session.document.choose_pen_width)
        self.recognition.recognized.connect(self._show_number_of_ink)
        self.recognition.problem_changed.connect(self._show_model_problem)
        self.answer.digit_picked.connect(self.session.pick_digit)
        self.pane.moved.connect(self._show_drawing)
        self.strip.left_out_changed.connect(self._skip_steps)
        self.session.inspection_requested.connect(self.windows.open_inspector)
        self.session.loading_changed.connect(self._on_loading_changed)
        self.session.answering_changed.connect(self._use_model)
        self.session.drawing_changed.connect(self._show_drawing)

    def _on_ink_changed(self, ink: Ink) -> None:
        if self.session.document.is_drawing:
            self.session.pen_moved.emit()
        if len(ink.strokes) != len(self.session.drawing.ink.strokes):
            self.panel.note.end_message()
        self.recognition.submit(ink)
        self._update_actions()

    def _on_loading_changed(self) -> None:
        if self.session.loading is None:
            _ = self.picture_controller, self.corrections

    def _use_model(self) -> None:
        answering = self.session.answering
        if answering is not None:
            self.strip.show_features_of(answering.model.classifier)
        if self.pane.is_shown and self.session.training_model is None:
            # It is read again in the background; the former model's answer is not this one's. In
            # training, a model differs little from one answer to the next.
            self._show_number_of_picture(Number())

    def _skip_steps(self, steps: frozenset[str]) -> None:
        self.session.skipped_steps = steps

    def _show_number_of_ink(self, number: Number) -> None:
        """Show the pad's answer, unless a picture lies on the pad."""
        if not self.pane.is_shown:
            self.session.show_number(self.recognition.ink, number)

    def _show_number_of_picture(self, number: Number) -> None:
        # The ink beneath the picture is not what was read.
        self.session.show_number(_NO_INK, number)

    def _show_drawing(self) -> None:
        shown = self.session.drawing.shown
        self.panel.show_number(shown)
        self.boxes.show_number(shown, *self.pane.place())
        self.actions_.copy_answer.setEnabled(bool(shown.number.text))
        if self.strip.isVisibleTo(self):
            stages = None if shown.recognition is None else shown.recognition.stages
            self.strip.show_page(self.picture_controller.page if self.pane.is_shown else None)
            has_pad = stages is not None and not self.pane.is_shown
            self.strip.show_stages(stages, self._pad_picture if has_pad else None)

    def _pad_picture(self) -> FloatArray:
        """The whole pad, scaled down."""
        from digitpad.ink.raster import rasterize  # noqa: PLC0415

        width, height = self.canvas.width(), self.canvas.height()
        scale = _PAD_PICTURE_SIDE * self.devicePixelRatioF() / max(width, height)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        return rasterize(self.recognition.ink, *size, scale=scale)

    def _update_actions(self) -> None:
        stack = self.session.document.undo_stack
        under_way = self.session.document.is_drawing or self.session.document.is_erasing
        self.actions_.undo.setEnabled(stack.canUndo() or under_way)
        self.actions_.redo.setEnabled(stack.canRedo())
        for action in (self.actions_.clear, self.actions_.save, self.actions_.copy_drawing):
            action.setEnabled(not self.session.document.is_empty)
        if self.pane.is_shown:
            self.actions_.clear.setEnabled(True)

    # Actions

    def _connect_actions(self) -> None:
        actions = self.actions_
        actions.quit.triggered.connect(self.close)
        actions.undo.triggered.connect(self.session.document.undo)
        actions.redo.triggered.connect(self.session.document.redo)
        actions.clear.triggered.connect(self._clear)
        actions.open.triggered.connect(lambda: self.picture_controller.open(self))
        actions.save.triggered.connect(lambda: self.picture_controller.save(self))
        actions.paste.triggered.connect(self._paste)
        actions.copy_drawing.triggered.connect(lambda _: self.picture_controller.copy_drawing())
        actions.copy_answer.triggered.connect(
            lambda: self.picture_controller.copy_answer(self.session.drawing.shown.number)
        )
        actions.preferences.triggered.connect(self._open_preferences)
        actions.about.triggered.connect(self._show_about)
        actions.pixel_cursor.toggled.connect(self._use_pixel_cursor)
        actions.compare.triggered.connect(self.windows.open_answers)
        actions.train.triggered.connect(self.windows.open_training)
        actions.train.triggered.connect(self.status.unfinished.hide)
        actions.library.triggered.connect(self.windows.open_library)
        actions.inspect.triggered.connect(self.windows.open_inspector)
        actions.guide.triggered.connect(lambda: open_guide_at_focus(self))
        actions.lessons.triggered.connect(self.windows.open_lessons)
        actions.tour.triggered.connect(lambda: Tour(self))
        actions.whats_this.triggered.connect(explain_next_click)
        actions.shortcuts.triggered.connect(self._show_shortcuts)
        actions.stages.toggled.connect(self._show_strip)
        actions.one_digit.toggled.connect(self._use_one_digit_only)
        for tool, action in actions.tools.items():
            action.triggered.connect(lambda _=False, tool=tool: self._choose_tool(tool))
        actions.tools[self.canvas.tool].setChecked(True)
        actions.one_digit.setChecked(self.session.one_digit_only)
        self.session.options_changed.connect(
            lambda: actions.one_digit.setChecked(self.session.one_digit_only)
        )

    def _clear(self) -> None:
        """Remove the picture on the pad, or the ink if there is no picture."""
        if self.pane.is_shown:
            self.picture_controller.remove_picture()
        else:
            self.session.document.clear()
        self._update_actions()

    def _paste(self) -> None:
        self.panel.note.end_message()
        self.picture_controller.paste()

    def _show_message(self, text: str, is_problem: bool) -> None:
        if not text:
            self.panel.note.end_message()
        elif is_problem:
            self.panel.note.show_problem(text)
        else:
            self.panel.note.show_text(text)
        self._update_actions()

    def _show_model_problem(self, error: Exception | None) -> None:
        """Show that the model cannot answer; None if it can."""
        self.panel.note.show_lasting_problem("" if error is None else translated(error))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept pictures."""
        if self.picture_controller.can_accept(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Recognize a dropped picture."""
        self.panel.note.end_message()
        if self.picture_controller.accept(event.mimeData()):
            event.acceptProposedAction()

    def _choose_tool(self, tool: Tool) -> None:
        """Select a tool; selecting the eraser twice selects the pen."""
        again = tool is Tool.ERASER and self.canvas.tool is Tool.ERASER
        self.canvas.tool = Tool.PEN if again else tool
        self.actions_.tools[self.canvas.tool].setChecked(True)

    def _remember_pen_width(self, width: float) -> None:
        self.session.state.pen_width = width
        self.tool_row.show_pen_width(width)

    def _show_strip(self, visible: bool) -> None:
        """Show or hide the processing steps. Hidden steps are never skipped."""
        self.session.state.shows_stages = visible
        self.actions_.stages.setChecked(visible)
        if not visible:
            self.strip.include_all_steps()
        self.strip.setVisible(visible)
        self.panel.show_picture(not visible)
        self._show_drawing()

    def _use_one_digit_only(self, only: bool) -> None:
        self.session.one_digit_only = only

    def _use_pixel_cursor(self, used: bool) -> None:
        self.pixel_cursor.setVisible(used)
        (self.pixel_cursor if used else self.canvas).setFocus()

    def _show_shortcuts(self) -> None:
        from digitpad.gui.shortcut_dialog import ShortcutDialog  # noqa: PLC0415

        sheet = ShortcutDialog(self.menuBar(), self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.show()

    def _open_preferences(self) -> None:
        if self.preferences is None:
            from digitpad.gui.preferences import PreferencesDialog  # noqa: PLC0415

            self.preferences = PreferencesDialog(
                self.session, self._appearance, self._translation, self.canvas, self
            )
        self.preferences.show()
        self.preferences.raise_()
        self.preferences.activateWindow()

    def _show_about(self) -> None:
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - not needed at the start

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

    # Painting and layout

    def _content(self) -> QWidget:
        content = QWidget()
        pad = column((self.canvas, 1), self.tool_row, self.strip)
        columns = row((pad, 1), self.panel, spacing=theme.GAP_LARGE, of=content)
        columns.setContentsMargins(theme.GAP_LARGE, theme.GAP_SMALL, theme.GAP_LARGE, theme.GAP)
        return content

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icons again when the theme changes; a minimized window waits for no paint."""
        if event.type() == QEvent.Type.PaletteChange:
            self.actions_.colour_icons()
        elif event.type() == QEvent.Type.WindowStateChange and self.isMinimized():
            self._note_painted()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and note when that has been done for the first time."""
        super().paintEvent(event)
        if not self._painted.is_set():
            # Its children are painted after it.
            QTimer.singleShot(0, self._note_painted)

    def _note_painted(self) -> None:
        if not self._painted.is_set():
            self.first_painted.emit()
            self._painted.set()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save the geometry, and close the windows opened from here."""
        for tour in self.findChildren(Tour):
            tour.end()
        for dialog in self.findChildren(QDialog):
            dialog.close()
        self._painted.set()
        self.session.state.remember_geometry("pad", self.saveGeometry())
        self.windows.shut_down()
        for name in ("picture_controller", "corrections"):
            if name in self.__dict__:  # they are created when they are first needed
                getattr(self, name).close()
        super().closeEvent(event)

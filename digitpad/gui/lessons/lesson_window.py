"""The window of the lessons: the steps at the left; text, code and experiment at the right.

+----------------------+------------------------------------------+
| v A first network    |  Why it hardly learns                    |
|     What it computes |  text, and the code it is about          |
|   ✓ Why it hardly .. |                                          |
| > Backpropagation    |  [Run]  =======          [Next]          |
| [Open Lesson...]     |  99.9 % of the outputs are saturated.    |
+----------------------+------------------------------------------+
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QFileDialog,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
)

from digitpad.common.errors import LessonError
from digitpad.gui import theme
from digitpad.gui.background import BackgroundJob, Task
from digitpad.gui.guide.guide_window import is_code, style_code
from digitpad.gui.secondary_window import SecondaryWindow
from digitpad.gui.session import Session
from digitpad.gui.translation import current_language, translated
from digitpad.gui.widgets import (
    Message,
    ProgressBar,
    announce,
    plain,
    push_button,
    row,
    set_tone,
)
from digitpad.lessons.experiments import figures_of, run_experiment
from digitpad.lessons.lesson import (
    LANGUAGES,
    NAMES,
    Lesson,
    Step,
    load_lesson,
    read_lesson,
    source_of,
)
from digitpad.lessons.training import Figures

_SIZE = QSize(1060, 700)
_STEPS_SIZE = QSize(290, 0)
_PEN_SECONDS = 0.3
"""An experiment waits until the pen has rested for this long."""

_DRAW = "draw"
"""The experiment that is done on the pad."""

_TICK = "✓"
_PLACE = Qt.ItemDataRole.UserRole


class LessonWindow(SecondaryWindow):
    """Shows the lessons in the language of the window, and runs their experiments.

    Attributes:
        step: the step that is shown.
    """

    def __init__(self, session: Session) -> None:
        super().__init__("lessons", session, _SIZE, "README#lessons")
        self.setWindowTitle(self.tr("Lessons"))
        self.lessons: list[Lesson] = []
        self._items: list[QTreeWidgetItem] = []
        """The entries of the steps of all lessons."""
        self._place = 0
        self.step: Step | None = None
        self._last_ink = 0.0
        self.job = BackgroundJob(self)
        self.job.failed.connect(self._show_failure)
        self.job.cancelled.connect(self._show_idle)
        self.job.idle.connect(self._show_idle)
        self.steps = QTreeWidget()
        self.steps.setHeaderHidden(True)
        self.steps.setAccessibleName(self.tr("Steps"))
        self.steps.currentItemChanged.connect(self._open_item)
        self.steps.itemClicked.connect(self._open_lesson)
        self.text = LessonText()
        self.run = push_button(self.tr("&Run"), self._run)
        self.stop = push_button(self.tr("&Stop"), self.job.cancel)
        self.next = push_button(self.tr("&Next"), self._open_next)
        self.progress = ProgressBar()
        self.job.progressed.connect(self.progress.show_progress)
        self.result = Message()
        self._arrange()
        self._pad = self.add_pad_dock()
        inspect = QShortcut(QKeySequence("Ctrl+I"), self)
        inspect.activated.connect(session.inspection_requested)
        session.pen_moved.connect(self._on_ink)
        session.drawing_changed.connect(self._on_drawing)
        language = current_language() if current_language() in LANGUAGES else LANGUAGES[0]
        for name in NAMES:
            self._add(load_lesson(name, language))
        self.steps.setCurrentItem(self._items[0])

    def open_file(self, path: Path) -> None:
        """Add a lesson from a Markdown file and show its first step."""
        try:
            lesson = read_lesson(path)
        except LessonError as error:
            self.result.show_text(translated(error), is_problem=True)
            return
        first = len(self._items)
        self._add(lesson)
        self.steps.setCurrentItem(self._items[first])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop a running experiment."""
        self.job.cancel()
        super().closeEvent(event)

    # Steps

    def _add(self, lesson: Lesson) -> None:
        place = len(self.lessons)
        self.lessons.append(lesson)
        top = QTreeWidgetItem([lesson.title])
        top.setToolTip(0, plain(lesson.summary))
        top.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.steps.addTopLevelItem(top)
        for number, step in enumerate(lesson.steps):
            item = QTreeWidgetItem([step.title])
            item.setData(0, _PLACE, (len(self._items), place, number))
            item.setToolTip(0, plain(step.title))
            top.addChild(item)
            self._items.append(item)

    def _open_item(self, item: QTreeWidgetItem | None) -> None:
        place = None if item is None else item.data(0, _PLACE)
        if item is None or place is None:
            return
        self.job.cancel()
        self._place, lesson = place[0], self.lessons[place[1]]
        self.step = lesson.steps[place[2]]
        self.steps.collapseAll()
        if (top := item.parent()) is not None:
            self.steps.expandItem(top)
        self.text.show_step(lesson, self.step)
        self.next.setEnabled(self._place + 1 < len(self._items))
        self._show_idle()
        self.result.show_text("")
        if self.step.experiment == _DRAW:
            self._ask_for_drawing()
            if self._pad.isHidden():
                self._pad.toggleViewAction().trigger()

    def _open_lesson(self, item: QTreeWidgetItem) -> None:
        """Open the first step of a lesson whose title was clicked."""
        first = item.child(0)
        if first is not None:
            self.steps.setCurrentItem(first)

    def _open_next(self) -> None:
        if self.step is not None and not self.step.experiment:
            self._tick()
        self.steps.setCurrentItem(self._items[self._place + 1])

    def _tick(self) -> None:
        """Mark the step as done."""
        item = self._items[self._place]
        if self.step is not None and not item.text(0).startswith(_TICK):
            item.setText(0, f"{_TICK} {self.step.title}")

    # Experiments

    def _run(self) -> None:
        step = self.step
        if step is None or self.job.is_busy:
            return
        self.result.show_text("")

        def work(task: Task) -> Figures:
            def progress(done: int, total: int) -> None:
                # The pen has the processor, and Python's lock, to itself.
                while time.monotonic() - self._last_ink < _PEN_SECONDS and not task.cancelled():
                    time.sleep(_PEN_SECONDS / 10)
                task.progress(done, total)

            return run_experiment(step.experiment, step.settings, progress, task.cancelled)

        self.job.start(work, self._show_figures)
        self.progress.show_progress()
        self._show_idle()
        self.stop.setFocus()

    def _show_idle(self) -> None:
        """Offer what can be done now."""
        runs = self.job.is_busy
        has_experiment = self.step is not None and self.step.experiment not in {"", _DRAW}
        had_focus = self.stop.hasFocus()
        self.run.setVisible(has_experiment and not runs)
        self.stop.setVisible(runs)
        self.progress.setVisible(runs)
        if had_focus and not runs:
            (self.run if has_experiment else self.next).setFocus()

    def _show_figures(self, figures: Figures) -> None:
        step = self.step
        if step is None:
            return
        try:
            text = step.result_text(figures)
        except LessonError as error:
            self._show_failure(error)
            return
        if step.check is None or step.check.is_passed(figures):
            self._tick()
            text = f"{_TICK} {text}"
        elif step.experiment == _DRAW:
            text += " " + self.tr("Clear the pad and draw a {digit}.").format(digit=_digit_of(step))
        else:
            text += " " + self.tr("This is not what the lesson expects: {check}.").format(
                check=step.check
            )
        self._show_result(text)

    def _show_result(self, text: str) -> None:
        if text == self.result.text():
            return
        self.result.show_text(text)
        set_tone(self.result, "plain")
        if not self.session.document.is_drawing:
            announce(self.result, text)

    def _show_failure(self, error: Exception) -> None:
        self.result.show_text(translated(error), is_problem=True)

    def _on_ink(self) -> None:
        self._last_ink = time.monotonic()

    def _ask_for_drawing(self) -> None:
        if self.step is not None:
            is_empty = self.session.document.is_empty
            text = (
                self.tr("Draw a {digit} on the pad.")
                if is_empty
                else self.tr("Clear the pad and draw a {digit}.")
            )
            self.result.show_text(text.format(digit=_digit_of(self.step)))

    def _on_drawing(self) -> None:
        """Tell how the drawing was read, in a step that asks for one, when the pen is lifted."""
        step, document = self.step, self.session.document
        if step is None or step.experiment != _DRAW or not self.isVisible() or document.is_drawing:
            return
        answer = self.session.drawing.shown.recognition
        if answer is None or document.is_empty:
            self._ask_for_drawing()
        elif answer.is_digit:
            self._show_figures(figures_of(answer, _digit_of(step)))
        else:
            text = self.tr("The pad takes this for no digit. Clear it and draw a {digit}.")
            self._show_result(text.format(digit=_digit_of(step)))

    def _ask_for_file(self) -> None:
        place, _ = QFileDialog.getOpenFileName(self, self.tr("Open Lesson"), "", "Markdown (*.md)")
        if place:
            self.open_file(Path(place))

    # Layout

    def _arrange(self) -> None:
        running = self.run, self.stop, (self.progress, 1)
        buttons = row(*running, None, self.next, spacing=theme.GAP)
        self.show_columns(
            (self.steps, push_button(self.tr("&Open Lesson…"), self._ask_for_file)),
            (self.text, self.result, buttons),
            theme.for_font(_STEPS_SIZE, self.font()).width(),
        )


def _digit_of(step: Step) -> int:
    """The digit that a step asks the learner to draw."""
    return int(step.settings.get("digit", 7))


class LessonText(QTextBrowser):
    """The text of a step as Markdown without HTML, pictures and links; the code below it."""

    def __init__(self) -> None:
        super().__init__()
        self._markdown = ""
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(theme.GAP)
        self.setAccessibleName(self.tr("Text"))

    def show_step(self, lesson: Lesson, step: Step) -> None:
        """Show a step; the first one with the summary of the lesson above it."""
        parts = [f"# {lesson.title}\n\n{lesson.summary}"] if step is lesson.steps[0] else []
        parts += [f"## {step.title}", step.text]
        for name in step.code:
            parts += [f"**{name}**", f"```python\n{source_of(name)}\n```"]
        if step.experiment not in {"", _DRAW}:
            words = " ".join(f"{name}={value}" for name, value in step.settings.items())
            heading = self.tr("Experiment")
            parts += [f"**{heading}**", f"```\n{step.experiment} {words}\n```"]
        self._markdown = "\n\n".join(parts)
        self._show()
        # Else the cursor stays at the end, and the text scrolls there.
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _show(self) -> None:
        features = QTextDocument.MarkdownFeature
        self.document().setMarkdown(
            self._markdown, features.MarkdownNoHTML | features.MarkdownDialectGitHub
        )
        block = self.document().begin()
        while block.isValid():
            if is_code(block):
                style_code(block, self.palette())
            block = block.next()

    def changeEvent(self, event: QEvent) -> None:
        """Choose the colours of the code again when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show()

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Load nothing: a lesson may be anyone's file."""
        return None

"""The window in which models are trained: a form, then the run, then what came of it.

    form  --start-->  running  --finished-->  result  --keep, discard-->  form
                         |  cancelled, failed                              ^
                         +-------------- with an offer to go on -----------+

Closing the window hides it; a run goes on. Only the end of the program, or a button, ends it.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QStackedWidget, QVBoxLayout, QWidget

from digitpad.errors import DigitpadError
from digitpad.gui import theme
from digitpad.gui.error_words import in_words
from digitpad.gui.training.form import TrainingForm
from digitpad.gui.training.live_model import recognizer_of
from digitpad.gui.training.offers import Offers
from digitpad.gui.training.result_view import ResultView
from digitpad.gui.training.run_record import RunRecord
from digitpad.gui.training.run_watcher import RunWatcher
from digitpad.gui.training.running_view import RunningView
from digitpad.runs.events import LastEvent, LiveTensors, RunEvent, RunFailed, RunFinished
from digitpad.runs.run import Run
from digitpad.training_plan import TrainingPlan

_SIZE = QSize(1180, 690)


class TrainingWindow(QDialog):
    """See the module. Made once, when it is first needed."""

    model_kept = Signal(str)
    """A model was kept under this name."""

    live_recognizer = Signal(object)
    """The model in training as a `Recognizer`, while that is wanted; None when it is no more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint)
        self._is_live = False
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.hide()
        self.offers, self.form = Offers(), TrainingForm()
        self.running, self.outcome = RunningView(), ResultView()
        self.watcher = RunWatcher(self)
        self._form_page = QWidget()
        self.pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.resize(_SIZE)
        self.form.model.control("model").setFocus()
        self._translate()

    @property
    def is_training(self) -> bool:
        """Whether a run is under way."""
        return self.watcher.is_busy

    def start_from(self, plan: TrainingPlan) -> None:
        """Fill the form in, as for "train again like this"; a run that is under way goes on."""
        if self.is_training:
            self._say(self.tr("Another training is under way; it must end first."), "problem")
            return
        self._show_form()
        self.form.show_plan(plan)

    def offer_unfinished(self) -> bool:
        """If runs were cut short, show the window with an offer; whether there are any."""
        has_some = self.offers.refresh()
        if has_some:
            self.show()
        return has_some

    def shut_down(self) -> None:
        """The program ends: a run is left so that it can be resumed, and nothing goes on."""
        self._stop_live()
        self.running.pacing.stop()
        # First what would take the machine's time from the process that is to write a checkpoint.
        self.outcome.shut_down()
        self.form.shut_down()
        self.watcher.shut_down()

    # From the form to a run

    def start(self, plan: TrainingPlan) -> None:
        """Begin a new run, unless one is under way."""
        if self.is_training:
            return
        try:
            run = self.watcher.start(plan)
        except OSError as error:
            self._say(in_words(error), "problem")
            return
        self._show_running(run)

    def take(self, run: Run) -> None:
        """Go on with a run that was cut short, or look at one that is finished."""
        if self.is_training:
            return
        if run.state == "finished":
            self._show_result(run)
        else:
            self.go_on_with(run)

    def go_on_with(self, run: Run, more_epochs: int = 0) -> None:
        """Resume a run."""
        try:
            self.watcher.resume(run, more_epochs)
        except (DigitpadError, OSError) as error:
            self._say(in_words(error), "problem")
            return
        self._show_running(run, more_epochs)

    def _show_running(self, run: Run, more_epochs: int = 0) -> None:
        self._say("")
        self.form.speeds.pause()
        record = RunRecord(run.plan, run.history())
        record.epochs = max(record.epochs, len(record.history) + more_epochs)
        self.running.begin(record)
        self.pages.setCurrentWidget(self.running)
        self._translate()

    # While it goes on

    def _take_events(self, events: list[RunEvent]) -> None:
        self.running.take(events)
        live = next((e for e in reversed(events) if isinstance(e, LiveTensors)), None)
        process = self.watcher.process
        if live is not None and self._is_live and process is not None:
            name = self.tr("{model} in training").format(model=process.run.plan.model)
            self.live_recognizer.emit(recognizer_of(process.run.plan, live.tensors, name))

    def _go_live(self, wanted: bool) -> None:
        if not wanted:
            self._stop_live()
        elif self.watcher.process is not None:
            self._is_live = True
            self.watcher.process.send_live(True)

    def _stop_live(self) -> None:
        """The pad answers with its own model again."""
        if self._is_live:
            self._is_live = False
            if self.watcher.process is not None:
                self.watcher.process.send_live(False)
            self.live_recognizer.emit(None)

    def _change(self, settings: dict[str, Any]) -> None:
        process, record = self.watcher.process, self.running.record
        if process is not None and record is not None:
            process.change(**settings)
            record.note_change()

    def _add_epoch(self) -> None:
        process, record = self.watcher.process, self.running.record
        if process is not None and record is not None:
            process.one_more_epoch()
            record.add_epoch()
            self.running.show_now()

    # The end

    def _take_end(self, last: LastEvent) -> None:
        self._stop_live()
        self.running.pacing.stop()
        if isinstance(last, RunFinished):
            self._show_result(last.run)
            self._come_back()
            return
        self._show_form()
        if isinstance(last, RunFailed):
            said = [in_words(part.rstrip(".")) for part in (last.message, last.suggestion) if part]
            ended = [self.tr("{sentence}.").format(sentence=sentence) for sentence in said]
            self._say(" ".join(ended), "problem")
            self._come_back()
        elif last.can_resume:
            self._say(self.tr("Stopped. You can go on from where it was."))

    def _show_result(self, run: Run) -> None:
        self._say("")
        self.pages.setCurrentWidget(self.outcome)
        self.outcome.show_run(run)
        self.outcome.names.field.setFocus()
        self._translate()

    def _take_kept(self, name: str) -> None:
        self._show_form()
        self._say(
            self.tr("{name} is among your models now, and answers in the pad.").format(name=name)
        )
        self.model_kept.emit(name)

    def _discard(self, run: Run) -> None:
        self.outcome.shut_down()
        try:
            run.discard()
        except (DigitpadError, OSError) as error:
            self._show_form()
            self._say(in_words(error), "problem")
        else:
            self._show_form()
            self._say(self.tr("Discarded. Your other models are as they were."))

    def _show_form(self) -> None:
        self._say("")
        self.offers.refresh()
        self.form.refresh()
        self.form.speeds.go_on()
        self.pages.setCurrentWidget(self._form_page)
        self._translate()

    def _come_back(self) -> None:
        """Somebody closed the window while it trained: now there is something to decide."""
        if not self.isVisible():
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.show()
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)

    # What it looks like

    def _say(self, text: str, tone: str = "quiet") -> None:
        self.message.setText(text)
        self.message.setVisible(bool(text))
        self.message.setProperty("tone", tone)
        self.message.style().polish(self.message)

    def _connect(self) -> None:
        self.form.start_asked.connect(self.start)
        self.offers.taken.connect(self.take)
        self.watcher.happened.connect(self._take_events)
        self.watcher.ended.connect(self._take_end)
        buttons = self.running.buttons
        buttons.pause.connect(lambda: self._tell_process("pause"))
        buttons.go_on.connect(lambda: self._tell_process("go_on"))
        buttons.stop.connect(lambda: self._tell_process("stop_and_keep"))
        buttons.cancel.connect(lambda: self._tell_process("cancel"))
        buttons.one_more.connect(self._add_epoch)
        buttons.live.connect(self._go_live)
        self.running.changes.changed.connect(self._change)
        self.outcome.kept.connect(self._take_kept)
        self.outcome.train_on.connect(self.go_on_with)
        self.outcome.discarded.connect(self._discard)

    def _tell_process(self, command: str) -> None:
        if self.watcher.process is not None:
            getattr(self.watcher.process, command)()

    def _lay_out(self) -> None:
        form = QVBoxLayout(self._form_page)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(theme.GAP)
        form.addWidget(self.offers)
        form.addWidget(self.form, 1)
        for page in (self._form_page, self.running, self.outcome):
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.GAP_LARGE] * 4)
        column.setSpacing(theme.GAP)
        column.addWidget(self.message)
        column.addWidget(self.pages, 1)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        self.setWindowTitle(self.tr("Train a model"))

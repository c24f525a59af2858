"""The training window: a form, then the running training, then its result.

    form  --start-->  running  --finished-->  result  --keep, discard-->  form
                         |  cancelled, failed                              ^
                         +---------- listed as an unfinished run ----------+

Closing the window hides it; the run continues until a button or the end of the program stops it.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from digitpad.common.errors import DigitpadError, NotFiniteError
from digitpad.gui import theme
from digitpad.gui.secondary_window import SecondaryWindow
from digitpad.gui.session import Session
from digitpad.gui.training.form import TrainingForm
from digitpad.gui.training.result_view import ResultView
from digitpad.gui.training.run_record import RunRecord
from digitpad.gui.training.run_watcher import RunWatcher
from digitpad.gui.training.running_view import RunningView
from digitpad.gui.training.unfinished_runs import UnfinishedRunsPanel
from digitpad.gui.translation import translated
from digitpad.gui.widgets import Message
from digitpad.jobs.events import LastEvent, LiveTensors, RunEvent, RunFailed, RunFinished
from digitpad.jobs.live_model import recognizer_of
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.run_folder import Run

_SIZE = QSize(1180, 690)
_REFRESH_MILLISECONDS = 100


class TrainingWindow(SecondaryWindow):
    """See the module. Created once, when it is first opened."""

    def __init__(self, session: Session) -> None:
        super().__init__("training", session, _SIZE, "training")
        self.setWindowTitle(self.tr("Train Model"))
        self.message = Message()
        self.unfinished_runs = UnfinishedRunsPanel()
        self.watcher = RunWatcher(self)
        content = QWidget()
        self.setCentralWidget(content)
        self.pages = QStackedWidget(content)
        self.form = TrainingForm(session, self.unfinished_runs, self.pages)
        column = QVBoxLayout(content)
        column.setContentsMargins(*[theme.GAP_LARGE] * 4)
        column.setSpacing(theme.GAP)
        column.addWidget(self.message)
        column.addWidget(self.pages, 1)
        self.pages.addWidget(self.form)
        self.add_pad_dock()
        self._refresh = QTimer(self, interval=_REFRESH_MILLISECONDS)
        self._refresh.timeout.connect(self._refresh_running)
        session.trial_changed.connect(self._on_trial_changed)
        self.form.start_requested.connect(self.start)
        self.unfinished_runs.opened.connect(self.open_run)
        self.watcher.events_received.connect(self._on_events)
        self.watcher.ended.connect(self._on_end)
        self.form.model.control("model").setFocus()

    # Made when they are first shown, so that the window opens quickly

    @cached_property
    def running(self) -> RunningView:
        """The page of the active run."""
        page = RunningView()
        page.buttons.requested.connect(self._send)
        page.buttons.live_toggled.connect(self._set_live)
        page.changes.changed.connect(self._change_settings)
        self.pages.addWidget(page)
        return page

    @cached_property
    def result_view(self) -> ResultView:
        """The page of a finished run."""
        page = ResultView()
        page.kept.connect(self._on_model_kept)
        page.continue_requested.connect(self.resume_run)
        page.discarded.connect(self._discard)
        self.pages.addWidget(page)
        return page

    @property
    def is_training(self) -> bool:
        """Whether a run is active."""
        return self.watcher.is_busy

    def start_from(self, plan: TrainingPlan) -> None:
        """Fill in the form from a plan, unless a run is active."""
        if self.is_training:
            text = self.tr("Another training run is active; wait until it ends.")
            self.message.show_text(text, is_problem=True)
            return
        self._show_form()
        self.form.show_plan(plan)

    def offer_unfinished(self) -> bool:
        """Show the window if there are unfinished runs; return whether there are any."""
        has_some = self.unfinished_runs.refresh()
        if has_some:
            self.bring_forward()
        return has_some

    def shut_down(self) -> None:
        """Stop all background work at the end of the program; an active run can be resumed."""
        self._refresh.stop()
        # These first: they would slow down the training process, which must write a checkpoint.
        if "result_view" in vars(self):
            self.result_view.job.shut_down()
        self.form.shut_down()
        if self.is_training:
            self._end_training()
        self.watcher.shut_down()

    # Start

    def start(self, plan: TrainingPlan) -> None:
        """Start a new run, unless one is active."""
        if self.is_training:
            return
        try:
            run = self.watcher.start(plan)
        except (DigitpadError, OSError) as error:
            self.message.show_text(translated(error), is_problem=True)
            return
        self._show_running(run)

    def open_run(self, run: Run) -> None:
        """Resume an interrupted run, or show the result of a finished one."""
        if self.is_training:
            return
        if run.state == "finished":
            self._show_result(run)
        else:
            self.resume_run(run)

    def resume_run(self, run: Run, more_epochs: int = 0) -> None:
        """Resume a run, with additional epochs if given."""
        try:
            self.watcher.resume(run, more_epochs)
        except (DigitpadError, OSError) as error:
            self.message.show_text(translated(error), is_problem=True)
            return
        self._show_running(run, more_epochs)

    def _show_running(self, run: Run, more_epochs: int = 0) -> None:
        self.message.show_text("")
        self.form.speeds.pause()
        record = RunRecord(run.plan, run.history())
        record.epochs = max(record.epochs, len(record.history) + more_epochs)
        self.running.begin(record)
        self.pages.setCurrentWidget(self.running)
        # Else it would be on the first button, or on "Cancel" while the others are disabled.
        self.running.focus_content()
        self.session.training = run.plan.model
        self._refresh.start()

    # Active run

    def _refresh_running(self) -> None:
        # While the pen moves, painting charts would delay its strokes.
        if not self.watcher.pen_is_moving:
            self.running.refresh_if_needed()

    def _on_events(self, events: list[RunEvent]) -> None:
        self.running.handle(events)
        live = next((e for e in reversed(events) if isinstance(e, LiveTensors)), None)
        process, is_wanted = self.watcher.process, self.running.buttons.live_switch.isChecked()
        if live is not None and process is not None and is_wanted:
            name = self.tr("{model} in training").format(model=process.run.plan.model)
            # While training diverges, the pad keeps the previous weights.
            with suppress(NotFiniteError):
                recognizer = recognizer_of(process.run.plan, live.tensors, name)
                self.session.begin_trial(recognizer, "training")

    def _set_live(self, wanted: bool) -> None:
        if self.watcher.process is not None:
            self.watcher.process.show_model(wanted)
        if not wanted:
            self.session.end_trial("training")

    def _on_trial_changed(self) -> None:
        """The trial can be ended or replaced elsewhere, such as by selecting a model."""
        trial = self.session.trial
        if self.is_training and (trial is None or trial.kind != "training"):
            self.running.buttons.live_switch.setChecked(False)

    def _change_settings(self, settings: dict[str, Any]) -> None:
        process, record = self.watcher.process, self.running.record
        if process is not None and record is not None:
            process.change(settings)
            record.note_change()

    def _send(self, command: str) -> None:
        process, record = self.watcher.process, self.running.record
        if process is None or record is None:
            return
        getattr(process, command)()
        if command == "add_epoch":
            record.add_epoch()
            self.running.refresh()

    # End

    def _on_end(self, last: LastEvent) -> None:
        self._refresh.stop()
        self.running.refresh()
        self._end_training()
        if isinstance(last, RunFinished):
            self._show_result(last.run)
            self._show_again()
            return
        self._show_form()
        if isinstance(last, RunFailed):
            messages = [translated(part) for part in (last.error, last.suggestion) if part]
            ended = [self.tr("{sentence}.").format(sentence=sentence) for sentence in messages]
            self.message.show_text(" ".join(ended), is_problem=True)
            self._show_again()
        elif last.can_resume:
            self.message.show_text(self.tr("Training stopped. You can resume it later."))

    def _end_training(self) -> None:
        self.running.buttons.live_switch.setChecked(False)
        self.session.end_trial("training")
        self.session.training = None

    def _show_result(self, run: Run) -> None:
        self.message.show_text("")
        self.pages.setCurrentWidget(self.result_view)
        self.result_view.show_run(run)
        self.result_view.name_row.field.setFocus()

    def _on_model_kept(self, name: str) -> None:
        self._show_form()
        self.session.refresh_models()
        text = self.tr("{name} was added to your models and is now used on the pad.")
        text = text.format(name=name)
        self.session.select(name, then=lambda: self.message.show_text(text))

    def _discard(self, run: Run) -> None:
        self.result_view.job.cancel()
        try:
            run.discard()
        except (DigitpadError, OSError) as error:
            self._show_form()
            self.message.show_text(translated(error), is_problem=True)
        else:
            self._show_form()
            self.message.show_text(self.tr("Run discarded. Your other models are unchanged."))

    def _show_form(self) -> None:
        self.message.show_text("")
        self.unfinished_runs.refresh()
        self.form.speeds.resume()
        self.pages.setCurrentWidget(self.form)
        # Else it could be on a button that discards a run.
        self.form.model.control("model").setFocus()

    def _show_again(self) -> None:
        """Show the window if it was closed during training, since the user must decide now."""
        if not self.isVisible():
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.show()
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)

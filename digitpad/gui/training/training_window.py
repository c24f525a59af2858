"""The training window: a form, then the running training, then its result.

    form  --start-->  running  --finished-->  result  --keep, discard-->  form
                         |  cancelled, failed                              ^
                         +---------- listed as an unfinished run ----------+

Closing the window hides it; the run continues until a button or the end of the program stops it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QStackedWidget

from digitpad.common.errors import DigitpadError, NotFiniteError
from digitpad.common.user_folders import SUFFIX
from digitpad.gui import theme
from digitpad.gui.save_dialog import ask_save_path
from digitpad.gui.secondary_window import SecondaryWindow
from digitpad.gui.session import Session
from digitpad.gui.training.form import TrainingForm
from digitpad.gui.training.result_view import ResultView
from digitpad.gui.training.run_record import RunRecord
from digitpad.gui.training.run_watcher import RunWatcher
from digitpad.gui.training.running_view import RunningView
from digitpad.gui.training.unfinished_runs import UnfinishedRunsPanel
from digitpad.gui.translation import translated
from digitpad.gui.widgets import Message, push_button, row
from digitpad.jobs.control import Command
from digitpad.jobs.events import LastEvent, LiveTensors, RunEvent, RunFailed, RunFinished
from digitpad.jobs.live_model import recognizer_of
from digitpad.jobs.model_saving import discard_temporary
from digitpad.jobs.plan import TrainingPlan
from digitpad.jobs.run_folder import Run, SaveOptions

_SIZE = QSize(1180, 690)
_REFRESH_MILLISECONDS = 100


@dataclass(frozen=True, slots=True)
class _Unsaved:
    """A model that could not be saved where it belongs.

    Attributes:
        run: that has learned it.
        model: its file; None where it must first be made from the run's checkpoint.
    """

    run: Run
    model: Path | None


class TrainingWindow(SecondaryWindow):
    """See the module. Created once, when it is first opened."""

    def __init__(self, session: Session) -> None:
        super().__init__("training", session, _SIZE, "training")
        self.setWindowTitle(self.tr("Train Model"))
        self.message = Message()
        self.save_as = push_button(self.tr("Save Model &As …"), self._save_elsewhere)
        self.save_as.hide()
        self._run: Run | None = None
        self._model_file = ""
        self._unsaved: _Unsaved | None = None
        self.unfinished_runs = UnfinishedRunsPanel()
        self.watcher = RunWatcher(self)
        self.pages = QStackedWidget()
        self.fill(row((self.message, 1), self.save_as, spacing=theme.GAP), (self.pages, 1))
        # After the window is filled: each change of a parent styles the whole form again.
        self.form = TrainingForm(session, self.unfinished_runs, self.pages)
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
        page.comparison.digits.offer_pad(self.session, inspects=True)
        page.kept.connect(self._on_model_kept)
        page.not_kept.connect(self._on_model_not_kept)
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
            self._show_message(text, is_problem=True)
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
        super().shut_down()
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
            self._show_message(translated(error), is_problem=True)
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

    def resume_run(
        self, run: Run, more_epochs: int = 0, save_options: SaveOptions | None = None
    ) -> None:
        """Resume a run, with additional epochs and another file for the model if given."""
        try:
            self.watcher.resume(run, more_epochs, save_options)
        except (DigitpadError, OSError) as error:
            self._show_message(translated(error), is_problem=True)
            return
        self._show_running(run, more_epochs)
        if save_options is not None:
            self._model_file = save_options.out

    def _show_running(self, run: Run, more_epochs: int = 0) -> None:
        self._show_message("")
        self._run, self._model_file = run, run.save_options.out
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
            self.watcher.process.send("show_model", wanted)
        if not wanted:
            self.session.end_trial("training")

    def _on_trial_changed(self) -> None:
        """The trial can be ended or replaced elsewhere, such as by selecting a model."""
        if self.is_training and self.session.training_model is None:
            self.running.buttons.live_switch.setChecked(False)

    def _change_settings(self, settings: dict[str, Any]) -> None:
        process, record = self.watcher.process, self.running.record
        if process is not None and record is not None:
            process.change(settings)
            record.note_change()

    def _send(self, command: Command) -> None:
        process, record = self.watcher.process, self.running.record
        if process is None or record is None:
            return
        process.send(command)
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
            self._show_failure(last)
            self._show_again()
        elif last.can_resume:
            self._show_message(self.tr("Training stopped. You can resume it later."))

    def _show_failure(self, failed: RunFailed) -> None:
        if failed.model is not None and str(failed.model) == self._model_file and self._run:
            self._on_saved_elsewhere(self._run, failed.model)
            return
        messages = [translated(part) for part in (failed.error, failed.suggestion) if part]
        ended = [self.tr("{sentence}.").format(sentence=sentence) for sentence in messages]
        self._show_message(" ".join(ended), is_problem=True)
        if failed.lacks_place and self._run is not None:
            self._offer_place(_Unsaved(self._run, failed.model))

    def _offer_place(self, unsaved: _Unsaved) -> None:
        self._unsaved = unsaved
        self.save_as.show()

    def _save_elsewhere(self) -> None:
        """Ask for a file, and save the model there."""
        unsaved = self._unsaved
        if unsaved is None or self.is_training:
            return
        plan = unsaved.run.plan
        path = ask_save_path(
            self,
            self.tr("Save model"),
            f"{plan.name or plan.model}{SUFFIX}",
            [(self.tr("Model file"), SUFFIX)],
        )
        if path is None:
            return
        if unsaved.model is None:
            # The dialog has asked whether a file may be replaced.
            self.resume_run(unsaved.run, 0, SaveOptions(str(path), overwrite=True))
            return
        try:
            unsaved.run.keep_at(path, overwrite=True, source=unsaved.model)
        except (DigitpadError, OSError) as error:
            self._show_message(translated(error), is_problem=True)
            self._offer_place(unsaved)
        else:
            discard_temporary(unsaved.model)
            self._on_saved_elsewhere(unsaved.run, path)

    def _on_saved_elsewhere(self, run: Run, path: Path) -> None:
        with suppress(DigitpadError, OSError):
            run.discard()
        self._show_form()
        text = self.tr("The model was saved as {path}. The model library can import it from there.")
        self._show_message(text.format(path=path))

    def _end_training(self) -> None:
        self.running.buttons.live_switch.setChecked(False)
        self.session.end_trial("training")
        self.session.training = None

    def _show_result(self, run: Run) -> None:
        self._show_message("")
        self.pages.setCurrentWidget(self.result_view)
        self.result_view.show_run(run)
        self.result_view.name_row.field.setFocus()

    def _on_model_kept(self, name: str) -> None:
        self._show_form()
        self.session.refresh_models()
        text = self.tr("{name} was added to your models and is now used on the pad.")
        text = text.format(name=name)
        self.session.select(name, then=lambda: self._show_message(text))

    def _on_model_not_kept(self, run: Run, error: OSError) -> None:
        text = self.tr("The model could not be saved: {problem}. It is kept in its training run.")
        self._show_message(text.format(problem=translated(error)), is_problem=True)
        self._offer_place(_Unsaved(run, run.model))

    def _discard(self, run: Run) -> None:
        self.result_view.job.cancel()
        try:
            run.discard()
        except (DigitpadError, OSError) as error:
            self._show_form()
            self._show_message(translated(error), is_problem=True)
        else:
            self._show_form()
            self._show_message(self.tr("Run discarded. Your other models are unchanged."))

    def _show_message(self, text: str, *, is_problem: bool = False) -> None:
        self.message.show_text(text, is_problem=is_problem)
        self.save_as.hide()
        self._unsaved = None

    def _show_form(self) -> None:
        self._show_message("")
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

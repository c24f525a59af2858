"""The process that trains: it reads its run's folder, obeys commands, and tells what happens.

    commands  ->  [ listening thread ]  ->  gate, queue
                                              |
                  [ main thread: train ]  ->  events

It ends by itself, at a checkpoint, when whoever started it is gone: then the pipe of commands ends.
"""

from __future__ import annotations

import queue
import signal
import sys
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from digitpad.errors import DigitpadError, DivergedError
from digitpad.files import write_atomically
from digitpad.interruption import Interrupted, interruptible
from digitpad.model_names import free_name
from digitpad.modelfile import save_model
from digitpad.progress import FitProgress
from digitpad.runs.checkpoints import Checkpoints
from digitpad.runs.commands import ChangeSettings, Command, OneMoreEpoch, SendLive
from digitpad.runs.events import (
    CheckpointFailed,
    EpochMeasured,
    Finishing,
    MachineProgress,
    Paused,
    RunEvent,
    RunFailed,
    RunFinished,
    RunStopped,
    WentOn,
)
from digitpad.runs.gate import Gate, Reason
from digitpad.runs.listener import Listener
from digitpad.runs.lock import FolderLock
from digitpad.runs.log import forget_epochs_from, write_epoch
from digitpad.runs.machine_work import MachineWork
from digitpad.runs.network_work import NetworkWork
from digitpad.runs.outbox import Outbox
from digitpad.runs.priority import work_in_the_background
from digitpad.runs.run import Run
from digitpad.runs.shown import Display
from digitpad.runs.snapshots import save_snapshot
from digitpad.training_events import BatchFinished, EpochFinished


def main(folder: str, events: Connection, commands: Connection, more_epochs: int = 0) -> None:
    """Train the run of a folder to its end. What the process starts with."""
    work_in_the_background()
    # Ctrl-C in the terminal concerns the program that started this one, which will tell.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Child(Run.read(Path(folder)), events, commands).run(more_epochs)


class Child:
    """One run, being trained.

    Args:
        run: which.
        events: where to tell what happens.
        commands: where to hear what to do.
    """

    def __init__(self, run: Run, events: Connection, commands: Connection) -> None:
        self._run = run
        self._outbox = Outbox(events)
        self._gate = Gate(lambda: self._outbox.send(Paused()), lambda: self._outbox.send(WentOn()))
        self._queue: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._display = Display(self._outbox)
        self._listener = Listener(commands, self._gate, self._queue, self._end_at_once)

    def run(self, more_epochs: int) -> None:
        """Train, and tell as the last thing how it ended."""
        signal.signal(signal.SIGTERM, lambda *_: self._gate.stop(Reason.CANCEL))
        self._listener.start()
        try:
            with FolderLock(self._run.folder), interruptible(self._gate):
                last = self._train_and_finish(more_epochs)
        except Interrupted:
            last = self._stopped()
        except DivergedError as error:
            last = RunFailed(error.found, error.suggestion, can_resume=False)
        except DigitpadError as error:
            last = RunFailed(str(error), "", self._run.can_resume)
        except OSError as error:
            last = RunFailed(
                f"A file could not be read or written: {error}",
                "If the disk is full, make room and resume the run",
                self._run.can_resume,
            )
        except MemoryError:
            last = RunFailed(
                "There is not enough memory for this",
                "A smaller batch, network or set of digits takes less",
                self._run.can_resume,
            )
        except Exception:
            last = self._failed_unexpectedly()
        self._outbox.send(last)

    def _train_and_finish(self, more_epochs: int) -> RunFinished | RunStopped | RunFailed:
        if self._run.plan.is_machine:
            return self._fit_machine(MachineWork.begin(self._run.plan))
        work = self._network_work()
        if more_epochs:
            work.trainer.change({"epochs": work.trainer.settings.epochs + more_epochs})
            self._run.write_changes(work.trainer.changes.everything())
        return self._train_network(work)

    def _network_work(self) -> NetworkWork:
        """From the checkpoint if there is one, else from the start."""
        changes = self._run.changes()
        if not self._run.can_resume:
            work = NetworkWork.begin(self._run.plan)
            work.trainer.changes.to_come = changes
            return work
        work = NetworkWork.go_on(self._run.checkpoint, changes)
        forget_epochs_from(self._run.log, work.trainer.state.epoch)
        self._run.model.unlink(missing_ok=True)
        return work

    def _train_network(self, work: NetworkWork) -> RunFinished | RunStopped | RunFailed:
        checkpoints = Checkpoints(self._run.checkpoint, work)
        while True:
            try:
                self._train(work, checkpoints)
                return self._finish(work, may_reconsider=True)
            except Interrupted:
                reason = self._gate.reason
                if reason is Reason.MORE_EPOCHS:
                    self._gate.reset(reason)
                    continue
                if work.has_learned and not work.trainer.is_concluded:
                    self._tell(checkpoints.save())
                if reason is not Reason.KEEP or not work.has_learned:
                    raise
                self._gate.reset(reason)
                return self._stop_early(work)
            except DivergedError as error:
                return self._diverged(work, error, checkpoints)

    def _train(self, work: NetworkWork, checkpoints: Checkpoints) -> None:
        self._listener.can_end_at_once = self._listener.is_finishing = False
        self._obey(work)
        for event in work.events():
            self._tell(event)
            self._obey(work)
            if isinstance(event, EpochFinished):
                self._record(event, work)
            saved = checkpoints.after(event)
            if saved:
                self._tell(saved)
            self._display.show(work.trainer)

    def _record(self, event: EpochFinished, work: NetworkWork) -> None:
        try:
            write_epoch(self._run.log, event)
            save_snapshot(self._run.folder, work.trainer, self._run.plan, event.epoch)
        except OSError as error:
            self._tell(CheckpointFailed(f"{self._run.folder} could not be written to ({error})"))
        self._outbox.send(EpochMeasured(event.epoch, work.trainer.confusion()))

    def _tell(self, event: RunEvent | BatchFinished) -> None:
        """Send an event; batches go in packs."""
        if isinstance(event, BatchFinished):
            self._outbox.add(event)
        else:
            self._outbox.send(event)

    def _obey(self, work: NetworkWork) -> None:
        """Carry out the commands that wait for the end of a batch; changes become one."""
        changes: dict[str, object] = {}
        for command in self._waiting_commands():
            match command:
                case SendLive():
                    self._display.is_live = command.wanted
                case OneMoreEpoch():
                    epochs = changes.get("epochs", work.trainer.settings.epochs)
                    changes["epochs"] = int(str(epochs)) + 1
                case ChangeSettings():
                    changes |= command.settings
        if not changes:
            return
        work.trainer.change(changes)
        try:
            self._run.write_changes(work.trainer.changes.everything())
        except OSError as error:
            self._tell(CheckpointFailed(f"The change could not be written down ({error})"))

    def _waiting_commands(self) -> Iterator[Command]:
        while True:
            try:
                yield self._queue.get_nowait()
            except queue.Empty:
                return

    def _stop_early(self, work: NetworkWork) -> RunFinished:
        epoch = work.trainer.stop_early()
        if epoch:
            self._outbox.send(epoch)
            self._record(epoch, work)
        self._outbox.send(work.trainer.conclude())
        return self._finish(work)

    def _finish(
        self, work: NetworkWork | MachineWork, *, may_reconsider: bool = False
    ) -> RunFinished:
        """Measure and save the model. A checkpoint of what it is made of is there already."""
        self._outbox.send(Finishing())
        self._listener.can_end_at_once = self._listener.is_finishing = True
        self._listener.may_reconsider = may_reconsider
        model = work.model(self._run.plan.name or free_name(self._run.plan.model))
        self._listener.may_reconsider = False
        save_model(self._run.model, model)
        return RunFinished(self._run, self._run.model, model.description)

    def _fit_machine(self, work: MachineWork) -> RunFinished:
        self._listener.can_end_at_once = True
        for event in work.events():
            self._tell(MachineProgress(event) if isinstance(event, FitProgress) else event)
        self._outbox.send(EpochMeasured(1, work.confusion()))
        return self._finish(work)

    def _diverged(
        self, work: NetworkWork, error: DivergedError, checkpoints: Checkpoints
    ) -> RunFailed:
        """Leave a checkpoint of the best epoch that goes on more gently."""
        if not work.trainer.return_to_best():
            return RunFailed(error.found, error.suggestion, can_resume=False)
        epoch, rate = work.trainer.state.best_epoch, work.trainer.settings.learning_rate
        forget_epochs_from(self._run.log, epoch + 1)
        self._run.write_changes(work.trainer.changes.everything())
        self._tell(checkpoints.save())
        suggestion = f"To go on from epoch {epoch} with a learning rate of {rate:g}, resume the run"
        return RunFailed(error.found, suggestion, can_resume=True)

    def _stopped(self) -> RunStopped:
        return RunStopped(self._run, self._run.can_resume)

    def _end_at_once(self) -> None:
        """From the listening thread, while the main one is deep in something long."""
        self._outbox.send(self._stopped())

    def _failed_unexpectedly(self) -> RunFailed:
        trace = traceback.format_exc()
        print(trace, file=sys.stderr)
        write_atomically(self._run.error_report, trace.encode())
        return RunFailed(
            f"Something went wrong inside digitpad: {trace.strip().splitlines()[-1]}",
            f"What the program did is written in {self._run.error_report}",
            self._run.can_resume,
        )

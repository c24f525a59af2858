"""The trainer: shows a network digits, epoch after epoch, and tells what happens.

    for event in Trainer(architecture, parameters, settings, digits).run():
        ...        # BatchFinished, EpochFinished, TrainingFinished

It knows no screen. Whoever iterates decides what to show and when to stop: to pause is to wait
with the next event, to cancel is to ask for no more (and `digitpad.interruption` does both in the
middle of a batch). Everything random is derived from the seed, the epoch and the batch, so a run
that is resumed is the run that was never interrupted.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Mapping
from typing import Any

import numpy as np

from digitpad.architectures import Architecture
from digitpad.data.augment import Augmentation
from digitpad.data.batches import Batches, Place
from digitpad.data.mnist import Dataset
from digitpad.data.synthetic.generate import draw
from digitpad.errors import DivergedError, TrainingError
from digitpad.interruption import clock
from digitpad.nn.averaging import ExponentialMovingAverage
from digitpad.nn.layers import Dropout
from digitpad.nn.losses import softmax_cross_entropy
from digitpad.nn.optimizers import optimizer
from digitpad.nn.parallel import ParallelNetwork
from digitpad.nn.schedules import schedule
from digitpad.settings import TrainingSettings
from digitpad.training_changes import Change, Changes, DivergenceWatch, check
from digitpad.training_events import (
    BatchFinished,
    EpochFinished,
    Event,
    PreparingData,
    TrainingFinished,
)
from digitpad.training_state import (
    CONFUSION_COUNT,
    TrainingState,
    copies,
    count_answers,
    hold_out,
)
from digitpad.types import FloatArray, IntArray

__all__ = [
    "BatchFinished",
    "EpochFinished",
    "Event",
    "PreparingData",
    "Trainer",
    "TrainingFinished",
    "hold_out",
]

GENTLER = 4
"""After a divergence, the learning rate is divided by this."""


class Trainer:
    """Trains a network of one architecture on labelled digits.

    Args:
        architecture: which network.
        parameters: changes to the architecture's usual parameters.
        settings: how to train.
        digits: training images; `settings.validation` of them are held out, and the synthetic
            ones that the settings ask for are added to the rest when the run begins.
        start: tensors to start from instead of random ones.

    Attributes:
        network: the one being trained.
        classes: of the digits; the network has one output more where it learns non-digits.
        fingerprint: tells the digits it was given from others.
        planned: the settings as they were at the beginning.
        settings: as they are now.
        changes: what was changed between the two.
        state: see `TrainingState`.
        stopped_at: epoch and step of an early end, else None.

    Raises:
        ParameterError: settings or parameters cannot work.
        TrainingError: the digits are too few for the batch or the validation share.
    """

    def __init__(
        self,
        architecture: Architecture,
        parameters: Mapping[str, Any],
        settings: TrainingSettings,
        digits: Dataset,
        *,
        start: Mapping[str, FloatArray] | None = None,
    ) -> None:
        self.architecture = architecture
        self.parameters = architecture.complete(parameters)
        self.settings = self.planned = settings
        self.changes = Changes()
        self.fingerprint = digits.fingerprint()
        given, self.validation = hold_out(digits, settings.validation, settings.seed)
        self.train = given.repeated()
        self.drawn = settings.synthetic + settings.non_digits
        self.image_count = len(self.train.labels) + self.drawn
        if settings.batch_size > self.image_count:
            raise TrainingError(
                f"a batch of {settings.batch_size} is larger than the training set of "
                f"{self.image_count} images; choose a smaller batch"
            )
        self.classes = digits.classes
        outputs = digits.classes + (settings.non_digits > 0)
        self.network = architecture.network(
            parameters,
            seed=settings.seed,
            classes=outputs,
            input_shape=digits.images.shape[1:],
        )
        if start is not None:
            self.network.load_tensors(dict(start))
        self.optimizer = optimizer(
            settings.optimizer,
            self.network.vector.size,
            self.network.decayed,
            weight_decay=settings.weight_decay,
            momentum=settings.momentum,
            nesterov=settings.nesterov,
        )
        self.average = (
            ExponentialMovingAverage(self.network, settings.average_decay)
            if settings.average_decay
            else None
        )
        self.state = TrainingState()
        self.stopped_at: tuple[int, int] | None = None
        self._ink: list[Dataset] = []
        self._batches: Batches | None = None
        self._last: dict[str, FloatArray] = {}
        self._validated: FloatArray | None = None
        self._watch = DivergenceWatch(outputs)
        self._needs_noise = any(isinstance(layer, Dropout) for layer in self.network.layers)

    @property
    def steps_per_epoch(self) -> int:
        """Whole batches in an epoch; the remainder comes up in another epoch's order."""
        return self.image_count // self.settings.batch_size

    def run(self) -> Iterator[Event]:
        """Train to the end, from wherever the state is.

        Raises:
            DivergedError: the loss has grown beyond all bounds. The network then holds the
                tensors of the best epoch, if there was one.
            Interrupted: `breathe` said so; the state is that after the last whole batch, and the
                network may be trained on with `run` as if nothing had happened.
        """
        self._reopen()
        with self._workers() as workers:
            while self._has_more_epochs():
                batches = yield from self._prepared()
                yield from self._run_epoch(workers, batches)
                event = self._finish_epoch(workers)
                yield event
        yield self.conclude()

    def conclude(self) -> TrainingFinished:
        """Make the best epoch's tensors the network's, at the end of `run` or of an early stop.

        The latest ones are kept: after one more epoch is asked for, `run` goes on with them.
        """
        if self.state.best:
            self._last = copies(self.network.tensors())
            self.network.load_tensors(self.state.best)
        seconds = sum(epoch.seconds for epoch in self.state.history)
        return TrainingFinished(tuple(self.state.history), self.state.best_epoch, seconds)

    @property
    def is_concluded(self) -> bool:
        """Whether the network is the model now, and no longer where training stands."""
        return bool(self._last)

    def _reopen(self) -> None:
        if self._last:
            self.network.load_tensors(self._last)
            self._last = {}

    def stop_early(self) -> EpochFinished | None:
        """Let the unfinished epoch count as one; None where nothing of it is done.

        Then `conclude` gives the model. To go on later, keep a checkpoint from before.
        """
        self.stopped_at = (self.state.epoch, self.state.sums.step)
        if not self.state.sums.step:
            return None
        with self._workers() as workers:
            return self._finish_epoch(workers)

    def change(self, settings: Mapping[str, Any]) -> None:
        """Change the learning rate, momentum, augmentation or epochs, from the next batch on.

        Raises:
            ParameterError: a value cannot work, or it is another setting.
        """
        check(settings)
        change = Change(self.state.epoch, self.state.sums.step, dict(settings))
        self.changes.take_over(change)
        self._apply(change)

    def repeat(self, changes: Changes) -> None:
        """Take over the changes of an interrupted run: those made hold, the others will come."""
        self.changes = changes
        for change in changes.made:
            self._apply(change)

    def _apply(self, change: Change) -> None:
        self.settings = self.settings.with_changes(change.settings)
        self.optimizer.use_momentum(self.settings.momentum)

    def _meet_changes(self) -> None:
        """Apply the changes that have come up."""
        for change in self.changes.due((self.state.epoch, self.state.sums.step)):
            self._apply(change)

    def _has_more_epochs(self) -> bool:
        self._meet_changes()
        return self.state.epoch <= self.settings.epochs

    def _has_more_batches(self) -> bool:
        self._meet_changes()
        return self.state.sums.step < self.steps_per_epoch

    def return_to_best(self) -> bool:
        """After a divergence: stand where the best epoch ended, with a gentler learning rate.

        Returns:
            Whether there was such an epoch; otherwise nothing is changed.
        """
        if not self.state.best:
            return False
        self.network.load_tensors(self.state.best)
        for memory in self.optimizer.state.values():
            memory.fill(0)
        self.optimizer.steps = 0
        if self.average:
            self.average = ExponentialMovingAverage(self.network, self.average.decay)
        self.state.return_to_best()
        self.change({"learning_rate": self.settings.learning_rate / GENTLER})
        return True

    def _workers(self) -> ParallelNetwork:
        return self.architecture.workers(self.network, self.settings.thread_count)

    def _prepared(self) -> Generator[PreparingData, None, Batches]:
        """Draw the synthetic ink, and deal all pictures out in batches, once."""
        if self._batches:
            return self._batches
        counts = self.settings.synthetic, self.settings.non_digits
        already = sum(len(part) for part in self._ink)
        for done, part in draw(*counts, self.settings.seed, done=already):
            self._ink.append(part)
            yield PreparingData(done, self.drawn)
        images, labels = self.train.images, self.train.labels
        if self._ink:
            images = np.concatenate([images, *(part.images for part in self._ink)])
            labels = np.concatenate([labels, *(part.labels for part in self._ink)])
            self._ink = []
        self._batches = Batches(images, labels, self.settings.batch_size, self._random)
        return self._batches

    def _run_epoch(self, workers: ParallelNetwork, batches: Batches) -> Iterator[BatchFinished]:
        size, sums = self.settings.batch_size, self.state.sums
        while self._has_more_batches():
            started = clock()
            loss, right, rate = self._step(workers, batches)
            seconds = clock() - started
            sums.step += 1
            sums.loss += loss
            sums.right += right
            sums.seconds += seconds
            yield BatchFinished(
                self.state.epoch,
                sums.step,
                self.steps_per_epoch,
                loss / size,
                right / size,
                rate,
                size / seconds,
            )

    def _step(self, workers: ParallelNetwork, batches: Batches) -> tuple[float, int, float]:
        """One batch: gradient, then a step of the optimizer."""
        epoch, step = self.state.epoch, self.state.sums.step

        def noise(part: int) -> np.random.Generator:
            return self._random(epoch, step, part, 1)

        is_plain = epoch > self.settings.epochs - self.settings.plain_epochs
        augmentation = Augmentation() if is_plain else self.settings.augmentation
        images, labels = batches.batch(Place(epoch, step), augmentation)
        loss, right = workers.gradient(
            images,
            labels,
            label_smoothing=self.settings.label_smoothing,
            noise=noise if self._needs_noise else None,
        )
        if self._watch.is_lost(loss / len(labels)):
            self._give_up(loss / len(labels))
        rate = self.settings.learning_rate * schedule(self.settings.schedule)(self.progress)
        self.optimizer.step(self.network.vector, self.network.gradient, rate)
        if self.average:
            self.average.update(self.network)
        return loss, right, rate

    @property
    def progress(self) -> float:
        """How much of the whole run is done, 0 to 1."""
        done = (self.state.epoch - 1) * self.steps_per_epoch + self.state.sums.step
        return done / (self.settings.epochs * self.steps_per_epoch)

    def _give_up(self, loss: float) -> None:
        kept = "nothing was learned yet"
        if self.state.best:
            self.network.load_tensors(self.state.best)
            kept = f"the model of epoch {self.state.best_epoch} is kept"
        raise DivergedError(
            f"training diverged: the loss became {loss:.3g} in epoch {self.state.epoch}, step "
            f"{self.state.sums.step + 1}; {kept}",
            f"A lower learning rate than {self.settings.learning_rate:g} usually helps",
        )

    def _finish_epoch(self, workers: ParallelNetwork) -> EpochFinished:
        state, sums = self.state, self.state.sums
        seen = sums.step * self.settings.batch_size
        started = clock()
        validation_loss, validation_accuracy = self._validate(workers)
        event = EpochFinished(
            epoch=state.epoch,
            loss=sums.loss / seen,
            accuracy=sums.right / seen,
            validation_loss=validation_loss,
            validation_accuracy=validation_accuracy,
            learning_rate=self.settings.learning_rate
            * schedule(self.settings.schedule)(self.progress),
            seconds=sums.seconds + clock() - started,
        )
        state.end_epoch(event, self.candidate)
        return event

    def candidate(self) -> dict[str, FloatArray]:
        """The tensors that would become the model now."""
        return self.average.tensors if self.average else self.network.tensors()

    def _validate(self, workers: ParallelNetwork) -> tuple[float, float]:
        labels = self.validation.labels
        if not len(labels):
            return math.nan, math.nan
        logits = self._candidates_logits(workers, self.validation)
        self._validated = logits
        loss, _ = softmax_cross_entropy(logits, labels)
        return loss / len(labels), float(np.mean(logits.argmax(axis=1) == labels))

    def _candidates_logits(self, workers: ParallelNetwork, digits: Dataset) -> FloatArray:
        """What the model would answer now, (N, outputs); the network in training is as before."""
        trained = copies(self.network.tensors())
        self.network.load_tensors(self.candidate())
        try:
            return workers.logits(digits.images)
        finally:
            self.network.load_tensors(trained)

    def confusion(self) -> IntArray:
        """What is taken for what after the latest epoch, (classes, classes) int64, truth in rows.

        On the validation digits; on some of the training digits where there are none.
        """
        digits, logits = self.validation, self._validated
        if logits is None:
            given, chance = self.image_count - self.drawn, np.random.default_rng(self.settings.seed)
            count = min(given, CONFUSION_COUNT)
            digits = self.train.subset(chance.choice(given, count, replace=False))
            with self._workers() as workers:
                logits = self._candidates_logits(workers, digits)
        return count_answers(digits.labels, logits[:, : self.classes].argmax(axis=1), self.classes)

    def _random(self, *place: int) -> np.random.Generator:
        """The source of chance for one place in the run: the same whoever asks, and whenever."""
        return np.random.Generator(np.random.SFC64((self.settings.seed, 2, *place)))

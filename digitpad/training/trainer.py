"""The trainer: trains a network on digits, epoch by epoch, and yields events.

    for event in Trainer(architecture, parameters, settings, digits).run():
        ...        # BatchFinished, EpochFinished, TrainingFinished

A `CancellationToken` pauses and cancels it, also in the middle of a batch. All random numbers are
derived from the seed, the epoch and the step, so a resumed run gives the same model as one that was
never interrupted.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator, Mapping
from typing import Any, NoReturn

import numpy as np

from digitpad.common.cancellation import clock
from digitpad.common.errors import DivergedError, TrainingError
from digitpad.common.types import FloatArray, IntArray
from digitpad.data.augmentation import Augmentation
from digitpad.data.batches import Batches, Place
from digitpad.data.mnist import Dataset
from digitpad.data.pen_ink import pen_ink_hash
from digitpad.nn.architectures import Architecture
from digitpad.nn.layers import Dropout
from digitpad.nn.losses import softmax_cross_entropy
from digitpad.nn.optimizers import OPTIMIZERS, ExponentialMovingAverage
from digitpad.nn.parallel import ParallelNetwork
from digitpad.nn.schedules import SCHEDULES
from digitpad.training.changes import Change, Changes, DivergenceWatch
from digitpad.training.events import (
    BatchFinished,
    EpochFinished,
    Event,
    PreparingData,
    TrainingFinished,
)
from digitpad.training.settings import TrainingSettings
from digitpad.training.state import (
    CONFUSION_COUNT,
    TrainingState,
    copies,
    count_answers,
    hold_out,
)

LEARNING_RATE_DIVISOR = 4
"""The learning rate is divided by this after a divergence."""

_PROBE_COUNT = 64
"""Training images on which the candidate model must give finite logits after every epoch."""


class Trainer:
    """Trains a network of one architecture on labelled digits.

    Args:
        architecture: which network.
        parameters: changes to the architecture's usual parameters.
        settings: how to train.
        digits: training images. `settings.validation` of them become the validation set; the
            ink of the settings is added to the rest when the run begins.
        start: tensors to start from instead of random ones.

    Attributes:
        network: the one being trained.
        classes: of the digits; the network has one output more where it learns non-digits.
        fingerprint: identifies the digits it was given, and the pen ink where it learns from it.
        planned: the settings at the beginning.
        settings: the current settings.
        changes: the changes between the two.
        state: see `TrainingState`.
        stopped_at: epoch and step of an early stop, else None.

    Raises:
        ParameterError: settings or parameters cannot work.
        TrainingError: the digits are too few for the batch or the validation share.
        InkError: the pen ink of the settings is missing or damaged.
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
        if settings.ink.has_pen_ink:
            self.fingerprint["pen_ink"] = pen_ink_hash()
        given, self.validation = hold_out(digits, settings.validation, settings.seed)
        self.train = given.repeated()
        self.drawn = settings.ink.count
        self.image_count = len(self.train.labels) + self.drawn
        if settings.batch_size > self.image_count:
            raise TrainingError(
                "a batch of {batch_size} is larger than the training set of {image_count} "
                "images; choose a smaller batch",
                batch_size=settings.batch_size,
                image_count=self.image_count,
            )
        self.classes = digits.classes
        outputs = digits.classes + settings.ink.has_non_digits
        self.network = architecture.network(
            parameters,
            seed=settings.seed,
            classes=outputs,
            input_shape=digits.images.shape[1:],
        )
        if start is not None:
            self.network.load_tensors(dict(start))
        self.optimizer = OPTIMIZERS[settings.optimizer](
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
        """Whole batches in an epoch; each epoch leaves out other images as its remainder."""
        return self.image_count // self.settings.batch_size

    def run(self) -> Iterator[Event]:
        """Train to the end, from the current state.

        Raises:
            DivergedError: the loss or a weight is not finite, or the loss stays far above that of
                guessing. The network then holds the tensors of the best epoch, if there was one.
            Interrupted: training was cancelled; the state is that after the last whole batch, and
                `run` may be called again to continue from there.
        """
        if self._last:
            self.network.load_tensors(self._last)
            self._last = {}
        with self._workers() as workers:
            while self._has_more_epochs():
                batches = yield from self._prepared()
                yield from self._run_epoch(workers, batches)
                yield self._finish_epoch(workers)
        yield self.conclude()

    def conclude(self) -> TrainingFinished:
        """Load the best epoch's tensors into the network, at the end of `run` or an early stop.

        The latest ones are kept: if more epochs are requested, `run` continues with them.
        """
        if self.state.best:
            self._last = copies(self.network.tensors())
            self.network.load_tensors(self.state.best)
        seconds = sum(epoch.seconds for epoch in self.state.history)
        return TrainingFinished(tuple(self.state.history), self.state.best_epoch, seconds)

    @property
    def is_concluded(self) -> bool:
        """Whether the network holds the final model instead of the latest weights."""
        return bool(self._last)

    def stop_early(self) -> EpochFinished | None:
        """Finish the current epoch before its last batch; None if it has not begun.

        `conclude` then gives the model. To continue later, save a checkpoint before this call.
        """
        self.stopped_at = (self.state.epoch, self.state.sums.step)
        if not self.state.sums.step:
            return None
        with self._workers() as workers:
            return self._finish_epoch(workers)

    def change(self, settings: Mapping[str, Any]) -> None:
        """Change the learning rate, momentum, augmentation or epochs from the next batch on.

        Raises:
            ParameterError: a value cannot work, or it is another setting.
        """
        change = Change(self.state.epoch, self.state.sums.step, settings)
        self.changes.take_over(change)
        self._apply(change)

    def repeat(self, changes: Changes) -> None:
        """Adopt the changes of an interrupted run: apply those made, schedule the others."""
        self.changes = changes
        for change in changes.made:
            self._apply(change)

    def _apply(self, change: Change) -> None:
        self.settings = self.settings.with_changes(change.settings)
        self.optimizer.momentum = self.settings.momentum

    def _meet_changes(self) -> None:
        """Apply the scheduled changes that are due."""
        for change in self.changes.due((self.state.epoch, self.state.sums.step)):
            self._apply(change)

    def _has_more_epochs(self) -> bool:
        self._meet_changes()
        return self.state.epoch <= self.settings.epochs

    def _has_more_batches(self) -> bool:
        self._meet_changes()
        return self.state.sums.step < self.steps_per_epoch

    def return_to_best(self) -> bool:
        """After a divergence, go back to the end of the best epoch with a lower learning rate.

        Returns:
            Whether there is such an epoch; otherwise nothing is changed.
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
        self.change({"learning_rate": self.settings.learning_rate / LEARNING_RATE_DIVISOR})
        return True

    def _workers(self) -> ParallelNetwork:
        return self.architecture.workers(self.network, self.settings.thread_count)

    def _prepared(self) -> Generator[PreparingData, None, Batches]:
        """Draw the ink and set up the batches, once."""
        if self._batches:
            return self._batches
        already = sum(len(part) for part in self._ink)
        for done, part in self.settings.ink.draw(self.settings.seed, done=already):
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
        if self._watch.has_diverged(loss / len(labels)):
            self._fail(
                TrainingError("the loss became {loss:.3g}", loss=loss / len(labels)), step + 1
            )
        rate = self.learning_rate
        # What becomes infinite here shows in the next loss, or at the end of the epoch.
        with np.errstate(over="ignore", invalid="ignore"):
            self.optimizer.step(self.network.vector, self.network.gradient, rate)
            if self.average:
                self.average.update(self.network)
        return loss, right, rate

    @property
    def learning_rate(self) -> float:
        """Of the next step, by the schedule over the whole run."""
        done = (self.state.epoch - 1) * self.steps_per_epoch + self.state.sums.step
        part = done / (self.settings.epochs * self.steps_per_epoch)
        return self.settings.learning_rate * SCHEDULES[self.settings.schedule](part)

    def _fail(self, reason: TrainingError, step: int) -> NoReturn:
        kept = TrainingError("nothing was learned yet")
        if self.state.best:
            self.network.load_tensors(self.state.best)
            kept = TrainingError("the model of epoch {epoch} is kept", epoch=self.state.best_epoch)
        raise DivergedError(
            "training diverged: {reason} in epoch {epoch}, step {step}; {kept}",
            reason=reason,
            epoch=self.state.epoch,
            step=step,
            kept=kept,
            suggestion=TrainingError(
                "A lower learning rate than {rate:g} usually helps",
                rate=self.settings.learning_rate,
            ),
        )

    def _finish_epoch(self, workers: ParallelNetwork) -> EpochFinished:
        state, sums = self.state, self.state.sums
        seen = sums.step * self.settings.batch_size
        started = clock()
        self._check_finite(workers)
        validation_loss, validation_accuracy = self._validate(workers)
        event = EpochFinished(
            epoch=state.epoch,
            loss=sums.loss / seen,
            accuracy=sums.right / seen,
            validation_loss=validation_loss,
            validation_accuracy=validation_accuracy,
            learning_rate=self.learning_rate,
            seconds=sums.seconds + clock() - started,
        )
        state.end_epoch(event, self.candidate)
        return event

    def _check_finite(self, workers: ParallelNetwork) -> None:
        """Raise `DivergedError` unless the candidate's tensors and logits are all finite.

        The loss of a batch is computed before its step, so it cannot tell of the last one.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            arrays = [*self.candidate().values(), *self.network.tensors().values()]
            if all(np.isfinite(array).all() for array in arrays):
                probe = self.train.subset(np.arange(min(len(self.train), _PROBE_COUNT)))
                arrays = [self._candidates_logits(workers, probe)]
        if not all(np.isfinite(array).all() for array in arrays):
            self._fail(TrainingError("a weight became infinite"), self.state.sums.step)

    def candidate(self) -> dict[str, FloatArray]:
        """The tensors that would become the model if training ended now."""
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
        """Logits (N, outputs) of the candidate model; the network in training stays as it is."""
        trained = copies(self.network.tensors())
        self.network.load_tensors(self.candidate())
        try:
            return workers.logits(digits.images)
        finally:
            self.network.load_tensors(trained)

    def confusion(self) -> IntArray:
        """The confusion matrix after the latest epoch, (classes, classes) int64, truth in rows.

        Counted on the validation set, or on some training digits where there is none.
        """
        digits, logits = self.validation, self._validated
        if logits is None:
            given, rng = self.image_count - self.drawn, np.random.default_rng(self.settings.seed)
            count = min(given, CONFUSION_COUNT)
            digits = self.train.subset(rng.choice(given, count, replace=False))
            with self._workers() as workers:
                logits = self._candidates_logits(workers, digits)
        return count_answers(digits.labels, logits[:, : self.classes].argmax(axis=1), self.classes)

    def _random(self, *place: int) -> np.random.Generator:
        """The random generator of one place in the run, such as (epoch, step)."""
        return np.random.Generator(np.random.SFC64((self.settings.seed, 2, *place)))

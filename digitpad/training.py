"""The trainer: shows a network digits, epoch after epoch, and tells what happens.

    for event in Trainer(architecture, parameters, settings, digits).run():
        ...        # BatchFinished, EpochFinished, TrainingFinished

It knows no screen. Whoever iterates decides what to show and when to stop: to pause is to wait
with the next event, to cancel is to ask for no more. Everything random is derived from the seed,
the epoch and the batch, so a run that is resumed is the run that was never interrupted.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from digitpad.architectures import Architecture
from digitpad.data.augment import augment
from digitpad.data.mnist import Dataset
from digitpad.data.synthetic.generate import draw
from digitpad.errors import TrainingError
from digitpad.nn.averaging import ExponentialMovingAverage
from digitpad.nn.layers import Dropout
from digitpad.nn.losses import softmax_cross_entropy
from digitpad.nn.optimizers import optimizer
from digitpad.nn.parallel import ParallelNetwork, as_network_input
from digitpad.nn.schedules import schedule
from digitpad.settings import TrainingSettings
from digitpad.types import FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class PreparingData:
    """While synthetic ink is drawn, before the first epoch."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class BatchFinished:
    """After every step. Loss and accuracy are means over this batch, before the step."""

    epoch: int
    step: int
    steps: int
    loss: float
    accuracy: float
    learning_rate: float
    images_per_second: float


@dataclass(frozen=True, slots=True)
class EpochFinished:
    """After every epoch; epochs count from 1. Validation figures are NaN without validation."""

    epoch: int
    loss: float
    accuracy: float
    validation_loss: float
    validation_accuracy: float
    learning_rate: float
    seconds: float


@dataclass(frozen=True, slots=True)
class TrainingFinished:
    """At the very end: the record of all epochs, and which of them became the model."""

    history: tuple[EpochFinished, ...]
    chosen_epoch: int
    seconds: float


Event = PreparingData | BatchFinished | EpochFinished | TrainingFinished


@dataclass(slots=True)
class EpochSums:
    """What has been added up since the epoch began."""

    step: int = 0
    loss: float = 0.0
    right: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class TrainingState:
    """All that changes during a run; together with the settings it is what a checkpoint keeps."""

    epoch: int = 1
    sums: EpochSums = field(default_factory=EpochSums)
    history: list[EpochFinished] = field(default_factory=list)
    best_epoch: int = 0
    best: dict[str, FloatArray] = field(default_factory=dict)


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
        state: see `TrainingState`.

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
        self.settings = settings
        self.fingerprint = digits.fingerprint()
        self.train, self.validation = hold_out(digits, settings.validation, settings.seed)
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
        self._needs_noise = any(isinstance(layer, Dropout) for layer in self.network.layers)

    @property
    def steps_per_epoch(self) -> int:
        """Whole batches in an epoch; the remainder comes up in another epoch's order."""
        return self.image_count // self.settings.batch_size

    def run(self) -> Iterator[Event]:
        """Train to the end, from wherever the state is.

        Raises:
            TrainingError: the loss is no longer a finite number. The network then holds the
                tensors of the best epoch, if there was one.
        """
        yield from self._add_synthetic_ink()
        threads = self.settings.thread_count
        with ParallelNetwork(self.network, threads, self.architecture.part_size) as workers:
            while self.state.epoch <= self.settings.epochs:
                yield from self._run_epoch(workers)
                event = self._finish_epoch(workers)
                yield event
        if self.state.best:
            self.network.load_tensors(self.state.best)
        seconds = sum(epoch.seconds for epoch in self.state.history)
        yield TrainingFinished(tuple(self.state.history), self.state.best_epoch, seconds)

    def _add_synthetic_ink(self) -> Iterator[PreparingData]:
        settings = self.settings
        missing = self.image_count - len(self.train.labels)
        if not missing:
            return
        parts = [self.train]
        for done, part in draw(settings.synthetic, settings.non_digits, settings.seed):
            parts.append(part)
            yield PreparingData(done, missing)
        self.train = replace(
            self.train,
            images=np.concatenate([part.images for part in parts]),
            labels=np.concatenate([part.labels for part in parts]),
        )

    def _run_epoch(self, workers: ParallelNetwork) -> Iterator[BatchFinished]:
        order = self._random(self.state.epoch).permutation(self.image_count)
        size, sums = self.settings.batch_size, self.state.sums
        while sums.step < self.steps_per_epoch:
            started = time.perf_counter()
            batch = order[sums.step * size : (sums.step + 1) * size]
            loss, right, rate = self._step(workers, batch)
            seconds = time.perf_counter() - started
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

    def _step(self, workers: ParallelNetwork, batch: IntArray) -> tuple[float, int, float]:
        """One batch: gradient, then a step of the optimizer."""
        epoch, step = self.state.epoch, self.state.sums.step
        images, augmentation = self.train.images, self.settings.augmentation

        def load(chosen: IntArray, part: int) -> FloatArray:
            digits = as_network_input(images[chosen])
            if not augmentation:
                return digits
            return augment(digits, augmentation, self._random(epoch, step, part, 0))

        def noise(part: int) -> np.random.Generator:
            return self._random(epoch, step, part, 1)

        loss, right = workers.gradient(
            batch,
            self.train.labels[batch],
            load,
            label_smoothing=self.settings.label_smoothing,
            noise=noise if self._needs_noise else None,
        )
        if not math.isfinite(loss):
            self._give_up(loss)
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
        raise TrainingError(
            f"training diverged: the loss became {loss} in epoch {self.state.epoch}, step "
            f"{self.state.sums.step + 1}; {kept}. A lower learning rate than "
            f"{self.settings.learning_rate:g} usually helps"
        )

    def _finish_epoch(self, workers: ParallelNetwork) -> EpochFinished:
        state, sums = self.state, self.state.sums
        seen = sums.step * self.settings.batch_size
        started = time.perf_counter()
        validation_loss, validation_accuracy = self._validate(workers)
        event = EpochFinished(
            epoch=state.epoch,
            loss=sums.loss / seen,
            accuracy=sums.right / seen,
            validation_loss=validation_loss,
            validation_accuracy=validation_accuracy,
            learning_rate=self.settings.learning_rate
            * schedule(self.settings.schedule)(self.progress),
            seconds=sums.seconds + time.perf_counter() - started,
        )
        if self._is_best(event):
            state.best_epoch = state.epoch
            state.best = {name: array.copy() for name, array in self._candidate().items()}
        state.history.append(event)
        state.epoch += 1
        state.sums = EpochSums()
        return event

    def _is_best(self, event: EpochFinished) -> bool:
        """By validation accuracy, then loss; without validation the latest epoch is the model."""
        if not self.state.history or math.isnan(event.validation_loss):
            return True
        best = self.state.history[self.state.best_epoch - 1]
        return (event.validation_accuracy, -event.validation_loss) >= (
            best.validation_accuracy,
            -best.validation_loss,
        )

    def _candidate(self) -> dict[str, FloatArray]:
        """The tensors that would become the model now."""
        return self.average.tensors if self.average else self.network.tensors()

    def _validate(self, workers: ParallelNetwork) -> tuple[float, float]:
        labels = self.validation.labels
        if not len(labels):
            return math.nan, math.nan
        trained = {name: array.copy() for name, array in self.network.tensors().items()}
        self.network.load_tensors(self._candidate())
        logits = workers.logits(self.validation.images)
        self.network.load_tensors(trained)
        loss, _ = softmax_cross_entropy(logits, labels)
        return loss / len(labels), float(np.mean(logits.argmax(axis=1) == labels))

    def _random(self, *place: int) -> np.random.Generator:
        """The source of chance for one place in the run: the same whoever asks, and whenever."""
        return np.random.Generator(np.random.SFC64((self.settings.seed, 2, *place)))


def hold_out(digits: Dataset, count: int, seed: int) -> tuple[Dataset, Dataset]:
    """Split off `count` images at random; the same seed gives the same split.

    Raises:
        TrainingError: nothing would be left to train on.
    """
    total = len(digits.labels)
    if count >= total:
        raise TrainingError(f"{count} images cannot be held out of {total}")
    if not count:
        return digits, digits.subset(np.empty(0, np.int64))
    order = np.random.default_rng((seed, 3)).permutation(total)
    return digits.subset(np.sort(order[count:])), digits.subset(np.sort(order[:count]))

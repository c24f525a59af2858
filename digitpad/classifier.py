"""What every classifier can do, whatever is inside, and the one with a network inside.

The words are scikit-learn's: `fit(X, y)`, `predict(X)`, `predict_proba(X)`. So digitpad's models
drop into its pipelines and searches.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, Self

import numpy as np

from digitpad.architectures import architecture
from digitpad.data.mnist import Dataset
from digitpad.errors import DatasetError, NotFittedError
from digitpad.estimator import Estimator, as_images
from digitpad.nn.losses import softmax
from digitpad.nn.network import Network
from digitpad.nn.parallel import ParallelNetwork
from digitpad.settings import available_cores
from digitpad.training import Trainer
from digitpad.types import AnyArray, FloatArray

FEW = 32
"""Up to so many images, starting threads costs more than it saves."""


class Classifier(Protocol):
    """A model of digits. `X` is (N, 28, 28) or (N, 784), ink bright; `y` is (N,)."""

    classes_: AnyArray

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from labelled digits."""

    def decision_function(self, X: Any) -> FloatArray:
        """Logits (N, classes), before calibration."""

    def predict_proba(self, X: Any) -> FloatArray:
        """Calibrated probabilities (N, classes); rows sum to 1."""

    def predict(self, X: Any) -> AnyArray:
        """The likeliest class of each, (N,)."""

    def judge(self, X: Any) -> tuple[FloatArray, FloatArray]:
        """`predict_proba(X)`, and how likely each is no digit at all, (N,), 0 where not known."""

    def tensors(self) -> dict[str, FloatArray]:
        """All weights and parameters, by name."""


class NetworkClassifier(Estimator):
    """A neural network as a classifier.

    Args:
        architecture: a name from `digitpad.architectures`.
        parameters: changes to the architecture's usual parameters, such as `{"hidden": [64]}`.
        settings: changes to the architecture's usual training settings, such as `{"epochs": 3}`.
        temperature: logits are divided by it before the softmax (Guo et al. 2017); 1 leaves them.

    Attributes:
        classes_: the labels seen by `fit`, sorted.
        network_: the trained `Network`.
        history_: one `EpochFinished` for each epoch of `fit`.
    """

    _estimator_type = "classifier"

    def __init__(
        self,
        architecture: str = "mlp",
        parameters: Mapping[str, Any] | None = None,
        settings: Mapping[str, Any] | None = None,
        temperature: float = 1.0,
    ) -> None:
        self.architecture = architecture
        self.parameters = parameters
        self.settings = settings
        self.temperature = temperature

    def fit(self, X: Any, y: Any) -> Self:
        """Train from random weights on X and labels y (N,)."""
        kind = architecture(self.architecture)
        images, labels = as_images(X), np.asarray(y)
        if labels.shape != (len(images),):
            raise DatasetError(f"{len(images)} digits need as many labels, not {labels.shape}")
        classes, codes = np.unique(labels, return_inverse=True)
        if len(classes) < 2:
            raise DatasetError("learning needs digits of at least two classes, not of one")
        digits = Dataset(images, codes.astype(np.int64), "given", classes=len(classes))
        own_digits_only = {"synthetic": 0, "non_digits": 0}
        settings = kind.settings.with_changes(own_digits_only | dict(self.settings or {}))
        trainer = Trainer(kind, self.parameters or {}, settings, digits)
        for _ in trainer.run():
            pass
        self.history_ = tuple(trainer.state.history)
        return self._adopt(trainer.network, classes)

    @classmethod
    def from_network(
        cls,
        architecture: str,
        parameters: Mapping[str, Any],
        network: Network,
        *,
        classes: AnyArray | None = None,
        temperature: float = 1.0,
    ) -> Self:
        """A classifier around a network that has been trained or loaded already.

        One output more than there are classes means "none of them".
        """
        classifier = cls(architecture, dict(parameters), temperature=temperature)
        return classifier._adopt(network, np.arange(10) if classes is None else classes)

    def _adopt(self, network: Network, classes: AnyArray) -> Self:
        self.network_ = network
        self.classes_ = classes
        self._inference = network.folded()
        return self

    def decision_function(self, X: Any) -> FloatArray:
        """Logits (N, classes) float32, before calibration."""
        logits = self._logits(X)
        return logits[:, : len(self.classes_)]

    def judge(self, X: Any) -> tuple[FloatArray, FloatArray]:
        """`predict_proba(X)`, and the probability (N,) that it is none of the classes.

        The latter is 0 for a network that has no output for it.
        """
        logits = self._logits(X)
        count = len(self.classes_)
        probabilities = softmax(logits[:, :count] / np.float32(self.temperature))
        none = softmax(logits)[:, count:].sum(axis=1)
        return probabilities, none

    def _logits(self, X: Any) -> FloatArray:
        """Logits (N, outputs) float32."""
        images = as_images(X)
        if not hasattr(self, "network_"):
            raise NotFittedError("this classifier has not been trained yet; call fit first")
        if len(images) <= FEW:
            return self._inference.forward(images).copy()
        part_size = max(architecture(self.architecture).part_size, FEW)
        with ParallelNetwork(self._inference, available_cores(), part_size) as workers:
            return workers.logits(images)

    def predict_proba(self, X: Any) -> FloatArray:
        """Calibrated probabilities (N, classes) float32; rows sum to 1."""
        return softmax(self.decision_function(X) / np.float32(self.temperature))

    def predict(self, X: Any) -> AnyArray:
        """The likeliest class of each digit, (N,)."""
        best = self.decision_function(X).argmax(axis=1)
        chosen: AnyArray = self.classes_[best]
        return chosen

    def score(self, X: Any, y: Any) -> float:
        """The share of right answers."""
        return float(np.mean(self.predict(X) == np.asarray(y)))

    def tensors(self) -> dict[str, FloatArray]:
        """All weights and parameters, by name."""
        return dict(self.network_.tensors())

"""What every classifier can do, whatever is inside, and the one with a network inside.

The words are scikit-learn's: `fit(X, y)`, `predict(X)`, `predict_proba(X)`. So digitpad's models
drop into its pipelines and searches.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, Self

import numpy as np

from digitpad.architectures import architecture
from digitpad.data.augment import Augmentation
from digitpad.data.mnist import Dataset
from digitpad.estimator import Estimator, as_codes, as_images, as_rows, not_fitted
from digitpad.nn.inference import Inference
from digitpad.nn.losses import softmax
from digitpad.nn.network import Network
from digitpad.threads import cores
from digitpad.training import Trainer
from digitpad.types import AnyArray, FloatArray


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

    def tensors(self) -> dict[str, AnyArray]:
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
        images = _as_pictures(X)
        classes, codes = as_codes(y, len(images))
        digits = Dataset(images, codes, "given", classes=len(classes))
        own_digits_only = {"synthetic": 0, "non_digits": 0}
        settings = kind.settings.with_changes(own_digits_only | dict(self.settings or {}))
        settings = settings.with_changes({"batch_size": min(settings.batch_size, len(images))})
        if images.shape[1:] != (28, 28):
            settings = settings.with_changes({"augmentation": Augmentation()})
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
        self.n_features_in_ = int(np.prod(network.input_shape))
        self.classes_ = classes
        part_size = architecture(self.architecture).part_size
        self._inference = Inference(network.folded(), cores(), part_size)
        return self

    def decision_function(self, X: Any) -> FloatArray:
        """Logits (N, classes), before calibration; with two classes (N,), the second's lead."""
        logits = self._logits(X)[:, : len(self.classes_)]
        return logits[:, 1] - logits[:, 0] if len(self.classes_) == 2 else logits

    def judge(self, X: Any) -> tuple[FloatArray, FloatArray]:
        """`predict_proba(X)`, and the probability (N,) that it is none of the classes.

        The latter is 0 for a network that has no output for it.
        """
        logits = self._logits(X)
        none = softmax(logits)[:, len(self.classes_) :].sum(axis=1)
        return self._calibrated(logits), none

    def _logits(self, X: Any) -> FloatArray:
        """Logits (N, outputs) float32."""
        if not hasattr(self, "network_"):
            raise not_fitted()
        images = _as_pictures(X, self.n_features_in_, type(self).__name__)
        return self._inference.logits(images)

    def predict_proba(self, X: Any) -> FloatArray:
        """Calibrated probabilities (N, classes) float32; rows sum to 1."""
        return self._calibrated(self._logits(X))

    def _calibrated(self, logits: FloatArray) -> FloatArray:
        return softmax(logits[:, : len(self.classes_)] / np.float32(self.temperature))

    def predict(self, X: Any) -> AnyArray:
        """The likeliest class of each digit, (N,)."""
        best = self._logits(X)[:, : len(self.classes_)].argmax(axis=1)
        chosen: AnyArray = self.classes_[best]
        return chosen

    def score(self, X: Any, y: Any) -> float:
        """The share of right answers."""
        return float(np.mean(self.predict(X) == np.asarray(y)))

    def tensors(self) -> dict[str, AnyArray]:
        """All weights and parameters, by name."""
        return dict(self.network_.tensors())


def _as_pictures(X: Any, expected: int | None = None, name: str = "this classifier") -> FloatArray:
    """Digits (N, 28, 28); vectors of another length become pictures one pixel high, (N, 1, d).

    Only networks without convolutions can do with the latter.
    """
    array: AnyArray = X if hasattr(X, "tocsr") else np.asarray(X)
    if array.ndim == 3 or array.shape == (28, 28):
        return as_images(array)
    rows = as_rows(array, expected, name)
    length = rows.shape[1]
    return rows.reshape(-1, 28, 28) if length == 28 * 28 else rows.reshape(-1, 1, length)

"""How every classifier answers, once it has learned.

    logits -> / temperature -> softmax -> probabilities        without the output for "no digit"

A subclass gives the logits, and says how many there are.
"""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from typing import Any, Self

import numpy as np

from digitpad.common.errors import NotFiniteError, NotFittedError, ParameterError
from digitpad.common.types import AnyArray, FloatArray
from digitpad.estimators.estimator import Estimator
from digitpad.estimators.inputs import as_array, check_feature_names, scaled
from digitpad.estimators.model_file import ModelDescription
from digitpad.nn.losses import softmax

LARGEST_LOGIT = 1e30
"""Below it, differences and quotients of logits stay finite."""


class Predictor(Estimator, ABC):
    """Base of the classifiers: says which class a picture, or a row of features, belongs to.

    Attributes:
        classes_: (classes,) the labels seen by `fit`, sorted.
        n_features_in_: how many numbers a picture or row has.
        feature_names_in_: the columns' names, where `fit` was given a DataFrame with names.
        input_scale_: what input is divided by; see `digitpad.estimators.inputs`.
        temperature_: logits are divided by it before the softmax.
        is_calibrated_: whether `temperature_` was fitted to data that were not learned from.
        description_: what the file said, after `load`.
    """

    _estimator_type = "classifier"
    classes_: AnyArray
    n_features_in_: int
    feature_names_in_: AnyArray
    input_scale_: float | None
    temperature_: float = 1.0
    is_calibrated_: bool = False
    description_: ModelDescription

    def _pictures_only(self) -> bool:
        """Whether the classifier cannot work with rows of other features than pixels."""
        return False

    @abstractmethod
    def _logits(self, inputs: FloatArray) -> FloatArray:
        """(N, ...) float32 -> (N, outputs) float32; one output more means "no digit"."""

    def _check_fitted(self) -> None:
        """Raise a `NotFittedError` before `fit`.

        Where scikit-learn is in use, it is also an error of scikit-learn's own class of that name.
        """
        if hasattr(self, "classes_"):
            return
        kind: type = NotFittedError
        if module := sys.modules.get("sklearn.exceptions"):
            kind = type("NotFittedError", (NotFittedError, module.NotFittedError), {})
        raise kind("this classifier has not been trained yet; call fit first")

    def _input(self, X: Any) -> FloatArray:
        """Check X as `fit` has seen it; the shape stays."""
        self._check_fitted()
        name = type(self).__name__
        check_feature_names(X, getattr(self, "feature_names_in_", None), name)
        array = as_array(X, self.n_features_in_, name)
        # After a scaler in a pipeline, single values lie above 1; from a file, nothing may.
        is_strict = hasattr(self, "description_")
        return scaled(array, self.input_scale_, pictures_only=is_strict)

    def logits(self, X: Any) -> FloatArray:
        """Logits (N, outputs) float32, not calibrated; one output more means "no digit".

        Raises:
            NotFiniteError: a logit is NaN, infinite or nearly so.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            logits = self._logits(self._input(X))
        if not (np.abs(logits) < LARGEST_LOGIT).all():
            raise NotFiniteError(
                "{classifier}: its answers are not finite numbers; its weights are useless, as "
                "after a training that diverged",
                classifier=type(self).__name__,
            )
        return logits

    def decision_function(self, X: Any) -> FloatArray:
        """Logits (N, classes) float32, not calibrated; with two classes (N,), the second's lead."""
        logits = self.logits(X)[:, : len(self.classes_)]
        return logits[:, 1] - logits[:, 0] if logits.shape[1] == 2 else logits

    def predict(self, X: Any) -> AnyArray:
        """The likeliest class of each, (N,).

        Raises:
            DatasetError: X is not what `fit` has seen.
            NotFiniteError: the classifier's numbers are not finite.
            NotFittedError: it has not been fitted.
        """
        best = self.logits(X)[:, : len(self.classes_)].argmax(axis=1)
        chosen: AnyArray = self.classes_[best]
        return chosen

    def predict_proba(self, X: Any) -> FloatArray:
        """Calibrated probabilities (N, classes) float32; rows sum to 1."""
        return self._probabilities(self.logits(X))

    def predict_log_proba(self, X: Any) -> FloatArray:
        """Logarithms of `predict_proba(X)`, (N, classes) float32, exact for tiny probabilities."""
        logits = self.logits(X)[:, : len(self.classes_)] / np.float32(self.temperature_)
        logits -= logits.max(axis=1, keepdims=True)
        logs: FloatArray = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        return logs

    def predict_with_rejection(self, X: Any) -> tuple[FloatArray, FloatArray]:
        """`predict_proba(X)`, and the probability (N,) that it is no digit.

        The latter is 0 for a classifier that has no output for it.
        """
        logits = self.logits(X)
        return self._probabilities(logits), self.non_digit_probabilities(logits)

    def non_digit_probabilities(self, logits: FloatArray) -> FloatArray:
        """The probability (N,) of being no digit, from logits (N, outputs)."""
        scores: FloatArray = softmax(logits)[:, len(self.classes_) :].sum(axis=1)
        return scores

    def _probabilities(self, logits: FloatArray) -> FloatArray:
        return softmax(logits[:, : len(self.classes_)] / np.float32(self.temperature_))

    def score(self, X: Any, y: Any, sample_weight: Any = None) -> float:
        """The share of right answers."""
        return float(np.average(self.predict(X) == np.asarray(y), weights=sample_weight))

    @property
    def outputs(self) -> int:
        """How many logits it gives: one for each class, and one more where it knows non-digits."""
        return len(self.classes_)

    @property
    def knows_non_digits(self) -> bool:
        """Whether it has an output that means "no digit"."""
        return self.outputs > len(self.classes_)

    def reject_last_class(self) -> Self:
        """Take the last class for "no digit" from now on: it is no answer any more.

        Raises:
            ParameterError: there is such an output already, or fewer than two classes would be
                left.
        """
        self._check_fitted()
        if self.knows_non_digits or len(self.classes_) < 3:
            raise ParameterError(
                "{name} has {count} classes and {outputs} outputs; the last class can only become "
                "what is no digit where there are as many outputs, at least three",
                name=type(self).__name__,
                count=len(self.classes_),
                outputs=self.outputs,
            )
        self.classes_ = self.classes_[:-1]
        return self

    def __sklearn_tags__(self) -> Any:
        """What scikit-learn wants to know; only scikit-learn itself asks, so it is there."""
        from sklearn import utils  # noqa: PLC0415 - not needed to run digitpad

        return utils.Tags(
            estimator_type="classifier",
            target_tags=utils.TargetTags(required=True),
            classifier_tags=utils.ClassifierTags(),
            input_tags=utils.InputTags(three_d_array=True),
        )

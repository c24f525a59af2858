"""Why a model cannot be explained in some way, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from digitpad.classifier import Classifier
from digitpad.inspection.explaining import (
    NEEDS_CONVOLUTION,
    NEEDS_DERIVATIVES,
    NEEDS_FEATURE_MAPS,
    why_not,
)

translate = QCoreApplication.translate


def why_not_text(classifier: Classifier, method: str) -> str:
    """Why a method of `digitpad.inspection.explaining` is not supported; empty where it is."""
    reason = why_not(classifier, method)
    texts = {
        NEEDS_CONVOLUTION: translate(
            "reasons", "Grad-CAM looks at feature maps, and this network has no convolution."
        ),
        NEEDS_FEATURE_MAPS: translate(
            "reasons",
            "Grad-CAM looks at the feature maps of a convolution, and this model has none.",
        ),
        NEEDS_DERIVATIVES: translate(
            "reasons",
            "The optimal input needs a network's derivatives; this model only gives answers.",
        ),
    }
    return texts.get(reason, reason)

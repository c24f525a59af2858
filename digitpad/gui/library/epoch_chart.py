"""Accuracy or loss after each epoch of a run, on the training and the validation set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from PySide6.QtCore import QCoreApplication

from digitpad.gui.charts.curves import CurveChart
from digitpad.library.training_record import EpochRecord


class EpochChart(CurveChart):
    """Shows one quantity of `EpochRecord`s."""

    def __init__(self, quantity: Literal["accuracy", "loss"]) -> None:
        translate = QCoreApplication.translate
        self._is_accuracy = quantity == "accuracy"
        accuracy, loss = translate("EpochChart", "Accuracy"), translate("EpochChart", "Loss")
        super().__init__(
            accuracy if self._is_accuracy else loss,
            translate("EpochChart", "epoch"),
            percent=self._is_accuracy,
            show_title=False,
        )

    def show_epochs(self, epochs: Sequence[EpochRecord], chosen: int = 0) -> None:
        """Show a run; `chosen` is the epoch whose weights were kept, 0 if unknown."""
        if self._is_accuracy:
            values = [(one.accuracy, one.validation_accuracy) for one in epochs]
        else:
            values = [(one.loss, one.validation_loss) for one in epochs]
        training, validation = np.array(values, np.float64).reshape(-1, 2).T
        curves = {self.tr("training"): training}
        if np.isfinite(validation).any():
            curves[self.tr("validation")] = validation
        numbers = np.array([one.epoch for one in epochs], np.float64)
        self.show_curves(numbers, curves, style="both" if len(epochs) < 3 else "line")
        self.show_marks([chosen] if chosen else [])

"""A model that learns in one go while it does: what it is at, and what that drives down."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from digitpad.gui import theme
from digitpad.gui.training.curves_view import loss_text, loss_ticks, loss_view
from digitpad.gui.training.durations import duration
from digitpad.gui.training.live_plot import LivePlot
from digitpad.gui.training.pacing import Pacing
from digitpad.gui.training.run_record import RunRecord

_LEAST = 1e-9


class MachineCurve(QWidget):
    """How far a fit is from its end: 1 at the beginning, and then down."""

    def __init__(self, pacing: Pacing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.stage = QLabel(), QLabel()
        self.stage.setProperty("tone", "quiet")
        self.plot = LivePlot(pacing, loss_ticks, loss_text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.stage)
        column.addWidget(self.title)
        column.addWidget(self.plot, 1)
        self._translate()

    def show_record(self, record: RunRecord) -> None:
        """Draw what is known now."""
        x, y = record.machine_curve.points()
        logarithms = np.log10(np.maximum(y, _LEAST))
        self.plot.show_line(x, logarithms)
        self.plot.look_at(float(x.max(initial=1.0)), *loss_view(logarithms))
        fit = record.machine
        if fit is not None:
            amount = f"{fit.done:,}" if not fit.total else f"{fit.done:,} / {fit.total:,}"
            value = "" if math.isnan(fit.value) else f", {fit.value:.3g}"
            elapsed = duration(record.clock.seconds)
            text = self.tr("{stage}: {amount}{value} · {elapsed}").format(
                stage=stage_text(fit.stage), amount=amount, value=value, elapsed=elapsed
            )
            self.stage.setText(text)

    def clear(self) -> None:
        """A new run."""
        self.plot.show_line(np.empty(0), np.empty(0))
        self.stage.clear()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        super().changeEvent(event)

    def _translate(self) -> None:
        title = self.tr("Left to improve")
        self.title.setText(f"<b>{title}</b>")
        self.plot.setToolTip(
            "<p>"
            + self.tr(
                "A vector machine improves all its numbers together; this is how far it is from "
                "where nothing gets better any more, compared with the beginning."
            )
            + "</p>"
        )


def stage_text(stage: str) -> str:
    """What a vector machine is at, in the language of the window."""
    translate = QCoreApplication.translate
    texts = {
        "looking at features": translate("machine_stages", "looking at features"),
        "comparing with landmarks": translate("machine_stages", "comparing with landmarks"),
        "placing the planes": translate("machine_stages", "placing the planes"),
        "finding borders": translate("machine_stages", "finding borders"),
        "fitting": translate("machine_stages", "fitting"),
    }
    return texts.get(stage, stage)

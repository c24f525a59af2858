"""Inspector page: how the answer developed while the user drew, and over the training epochs.

(o) by stroke  ( ) by epoch         [stacked v]  [all classes v]
+---------+   +-----------------------------------------+
| picture |   | probabilities over time                 |
+---------+   |                                         |
 bars         +-----------------------------------------+
 [Play]        ----o-----------------------------------
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QRadioButton,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from digitpad.common.types import FloatArray
from digitpad.gui import theme
from digitpad.gui.charts.bars import BarChart
from digitpad.gui.inspector.class_filter import ClassFilter
from digitpad.gui.inspector.digit_picture import DigitPicture
from digitpad.gui.inspector.page import Page
from digitpad.gui.inspector.saving import SaveTarget, tensor_target
from digitpad.gui.inspector.time_chart import LEAST_NON_DIGIT, Kind, TimeChart
from digitpad.gui.library.epoch_chart import EpochChart
from digitpad.gui.session import Session
from digitpad.gui.translation import translated
from digitpad.gui.widgets import column, plain_label, push_button, row
from digitpad.gui.wording import percent
from digitpad.ink.strokes import Ink
from digitpad.inspection.timeline import Replay, epoch_by_epoch, stroke_by_stroke
from digitpad.library.model_data import recorded_epochs
from digitpad.library.training_record import epochs_of
from digitpad.recognition.answers import Recognition
from digitpad.recognition.recognizer import Recognizer

_FRAME_MILLISECONDS = 30
_EPOCH_SECONDS = 0.25
"""How long each epoch is shown."""

_PICTURE = 168
_LEFT_LETTERS = 30


class TimelinePage(Page):
    """Replays the drawing on the pad, and the model's training."""

    is_live = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.explanation = self.tr(
            "The class probabilities while you draw or over the training epochs. "
            "Drag the vertical line to select a moment."
        )
        self._ink = Ink()
        self._recognition: Recognition | None = None
        self.replay: Replay | None = None
        self.by_stroke = QRadioButton(self.tr("By stroke"))
        self.by_epoch = QRadioButton(self.tr("By epoch"))
        self.by_stroke.setChecked(True)
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Kind of chart"))
        for kind, text in {
            Kind.STACKED: self.tr("Stacked"),
            Kind.LINES: self.tr("Lines"),
            Kind.HEATMAP: self.tr("Heatmap"),
        }.items():
            self.kind.addItem(text, kind)
        self.only = ClassFilter()
        self.picture = DigitPicture(_PICTURE)
        self.picture.setAccessibleName(self.tr("The drawing at this moment"))
        self.when = plain_label(tone="quiet", wraps=True)
        self.when.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.when.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.bars = BarChart(
            self.tr("Probabilities at this moment"), percent=True, show_title=False
        )
        self.bars.plot.hideAxis("bottom")
        self.play_button = push_button(action=self._toggle_playing)
        self.chart = TimeChart()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Time"))
        self.history = EpochChart("accuracy")
        self.history_text = plain_label(tone="quiet", wraps=True)
        self.hint = plain_label(tone="quiet", wraps=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._frames = QTimer(self, interval=_FRAME_MILLISECONDS)
        self._elapsed = QElapsedTimer()
        self._start_seconds = 0.0
        self._connect()
        self.set_content(self._layout())
        self._name_play_button()

    def forget_model(self) -> None:
        """Replay nothing."""
        self._pause()
        self.work.cancel()
        self.replay = None

    def show_model(self, recognizer: Recognizer) -> None:
        """Replay the answers of this model."""
        self.only.offer(self.class_names)
        self.chart.show_only(self.only.only)
        if not self.is_showing_content:
            self._show_nothing()
        self.pen_idle.start()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Replay this drawing as soon as the pen is idle."""
        self._pause()
        self._ink, self._recognition = ink, recognition
        self.pen_idle.start()

    def save_targets(self) -> list[SaveTarget]:
        """The page as a picture, and the probabilities as numbers."""
        if self.replay is None or not self.is_showing_content:
            return []
        table = np.column_stack([self.replay.moments, self.replay.probabilities])
        return [
            self.page_target("timeline"),
            tensor_target(self.tr("Probabilities over time (numbers)…"), "probabilities", table),
        ]

    def shut_down(self) -> None:
        """See `Page.shut_down`."""
        self._pause()
        super().shut_down()

    # Computing

    def _compute(self) -> None:
        recognizer, ink, recognition = self.recognizer, self._ink, self._recognition
        if recognizer is None:
            return
        if self.by_epoch.isChecked():
            image = None if recognition is None else recognition.stages.network_input
            self.work.start(lambda _: _replay_of_epochs(recognizer, image), self._on_replay)
        elif recognition is None:
            self.work.cancel()
            self._show_nothing()
        elif ink.is_empty:
            self.work.cancel()
            self.replay = None
            self.show_empty(self.tr("A picture has no strokes. Draw a digit on the pad."))
        else:
            self.work.start(lambda _: stroke_by_stroke(recognizer, ink), self._on_replay)

    def _show_nothing(self) -> None:
        self._show_hint(self.tr("Draw a digit on the pad to see how the probabilities change."))

    def _show_hint(self, text: str) -> None:
        """Show a text in the place of the charts; what is to be replayed can still be chosen."""
        self.replay = None
        self.hint.setText(text)
        self._show_side(self.hint)

    def _show_side(self, side: QWidget) -> None:
        self.charts.setCurrentWidget(side)
        for part in (self.kind, self.only, self._left):
            part.setVisible(side is self._replay_side)
        self.show_content()

    def _on_replay(self, replay: Replay | None) -> None:
        self.replay = replay
        self._show_side(self._history_side if replay is None else self._replay_side)
        if replay is None:
            self._show_training_record()
        else:
            self.chart.show_replay(replay, self.class_names)
            self.slider.setRange(0, len(replay.images) - 1)
            self.play_button.setEnabled(len(replay.images) > 1)
            self._look_at(len(replay.images) - 1)

    def _show_training_record(self) -> None:
        """Show the record of the training, if the model has no snapshots of its epochs."""
        assert self.recognizer is not None  # noqa: S101 - called only with a model
        history = epochs_of(self.recognizer.model.description)
        self.history.setVisible(bool(history))
        self.history.show_epochs(history)
        if history:
            text = self.tr(
                "This model has no snapshots of earlier epochs; newly trained models "
                "have them. Its training record is shown instead."
            )
        else:
            text = self.tr("This model was not trained in epochs or has no training record.")
        self.history_text.setText(text)

    def _switch(self) -> None:
        self._pause()
        self._compute()

    # Playing

    def _toggle_playing(self) -> None:
        if self._frames.isActive():
            self._pause()
        elif self.replay is not None:
            seconds = _seconds(self.replay)
            is_at_end = self.chart.moment == len(seconds) - 1
            start = 0 if is_at_end else self.chart.moment
            self._start_seconds = float(seconds[start])
            self._show_moment(start)
            self._elapsed.start()
            self._frames.start()
            self._name_play_button()

    def _pause(self) -> None:
        self._frames.stop()
        self._name_play_button()

    def _show_next_frame(self) -> None:
        """Show the moment of the elapsed time."""
        if self.replay is None:
            return
        now = self._start_seconds + self._elapsed.elapsed() / 1000
        seconds = _seconds(self.replay)
        self._show_moment(max(0, int(np.searchsorted(seconds, now, side="right")) - 1))
        if now >= float(seconds[-1]):
            self._pause()

    def _look_at(self, moment: int) -> None:
        """Show the moment chosen by the user; this ends playing."""
        self._pause()
        self._show_moment(moment)

    def _show_moment(self, moment: int) -> None:
        replay = self.replay
        if replay is None:
            return
        self.chart.show_moment(moment)
        # Playing moves the slider too, which must not end it.
        self.slider.blockSignals(True)
        self.slider.setValue(moment)
        self.slider.blockSignals(False)
        self.picture.show_image(replay.images[moment])
        shares = replay.probabilities[moment]
        self.bars.show_bars(
            self.class_names,
            shares,
            (0, 1.4),
            [[percent(share) for share in shares.tolist()]],
            colours=theme.class_colours(self.palette()),
        )
        self.when.setText(self._when_in_words(replay, moment))

    # Texts and layout

    def _when_in_words(self, replay: Replay, moment: int) -> str:
        if replay.is_by_epoch:
            when = self.tr("After epoch {epoch}").format(epoch=int(replay.moments[moment]))
        else:
            when = self.tr("{seconds} s, stroke {number}").format(
                seconds=f"{replay.moments[moment]:.2f}", number=replay.strokes[moment]
            )
        non_digit = float(replay.non_digit[moment])
        if non_digit > LEAST_NON_DIGIT:
            when += "\n" + self.tr("not a digit: {share}").format(share=percent(non_digit))
        return when

    def _name_play_button(self) -> None:
        is_playing = self._frames.isActive()
        self.play_button.setText(self.tr("Pause") if is_playing else self.tr("Play"))

    def _connect(self) -> None:
        self.pen_idle.timeout.connect(self._compute)
        self._frames.timeout.connect(self._show_next_frame)
        self.by_epoch.toggled.connect(self._switch)
        self.kind.currentIndexChanged.connect(
            lambda _: self.chart.show_kind(self.kind.currentData())
        )
        self.only.chosen.connect(self.chart.show_only)
        self.chart.moment_chosen.connect(self._look_at)
        self.slider.valueChanged.connect(self._look_at)
        self.work.failed.connect(lambda error: self._show_hint(translated(error)))

    def _layout(self) -> QVBoxLayout:
        above = row(self.by_stroke, self.by_epoch, None, self.kind, self.only, spacing=theme.GAP)
        self._left, self._replay_side, self._history_side = QWidget(), QWidget(), QWidget()
        column(self.picture, self.when, (self.bars, 1), self.play_button, of=self._left)
        self._left.setFixedWidth(_LEFT_LETTERS * self.fontMetrics().averageCharWidth())
        column((self.chart, 1), self.slider, of=self._replay_side)
        column(self.history_text, (self.history, 1), of=self._history_side)
        self.charts = QStackedWidget()
        for side in (self._replay_side, self._history_side, self.hint):
            self.charts.addWidget(side)
        below = row(self._left, (self.charts, 1), spacing=theme.GAP_LARGE)
        return column(above, (below, 1), spacing=theme.GAP)


def _replay_of_epochs(recognizer: Recognizer, image: FloatArray | None) -> Replay | None:
    """The answers of the snapshots of all epochs, without an image for an empty pad."""
    snapshots = recorded_epochs(recognizer.model.classifier)
    image = np.zeros((28, 28), np.float32) if image is None else image
    return epoch_by_epoch(snapshots, image) if snapshots else None


def _seconds(replay: Replay) -> FloatArray:
    """When each moment is shown, (T,) from the start of the replay."""
    count = len(replay.moments)
    return np.arange(count) * _EPOCH_SECONDS if replay.is_by_epoch else replay.moments

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
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.background import BackgroundJob
from digitpad.gui.charts.bars import BarChart
from digitpad.gui.inspector.class_filter import ClassFilter
from digitpad.gui.inspector.digit_picture import DigitPicture
from digitpad.gui.inspector.page import Page, SaveTarget, class_names
from digitpad.gui.inspector.replay import Replay, replay_of_epochs, replay_of_strokes
from digitpad.gui.inspector.saving import picture_target, tensor_target
from digitpad.gui.inspector.time_chart import LEAST_NON_DIGIT, Kind, TimeChart
from digitpad.gui.library.epoch_chart import EpochChart
from digitpad.gui.session import Session
from digitpad.gui.translation import translated
from digitpad.gui.widgets import flush, plain_label, push_button
from digitpad.gui.wording import percent
from digitpad.ink.strokes import Ink
from digitpad.library.training_record import epochs_of
from digitpad.recognition.answers import Recognition
from digitpad.recognition.recognizer import Recognizer

_PEN_IDLE_MILLISECONDS = 150
_FRAME_MILLISECONDS = 30
_PICTURE = 168
_LEFT_LETTERS = 30


class TimelinePage(Page):
    """Replays the drawing on the pad, and the model's training."""

    is_live = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._recognizer: Recognizer | None = None
        self._ink = Ink()
        self._recognition: Recognition | None = None
        self.replay: Replay | None = None
        self.by_stroke = QRadioButton(self.tr("By stroke"))
        self.by_epoch = QRadioButton(self.tr("By epoch"))
        self.by_stroke.setChecked(True)
        self._group = QButtonGroup(self)
        for button in (self.by_stroke, self.by_epoch):
            self._group.addButton(button)
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
        self.when = QLabel()
        self.bars = BarChart(
            self.tr("Probabilities at this moment"), percent=True, lying=True, show_title=False
        )
        self.bars.plot.hideAxis("bottom")
        self.play_button = push_button(action=self._toggle_playing)
        self.chart = TimeChart()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Time"))
        self.history = EpochChart("accuracy")
        self.history_text = QLabel()
        self.history_text.setWordWrap(True)
        self.history_text.setProperty("tone", "quiet")
        self.hint = plain_label(tone="quiet", wraps=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.work = BackgroundJob(self)
        self._idle_timer, self._frames = QTimer(self), QTimer(self)
        self._elapsed = QElapsedTimer()
        self._start_seconds = 0.0
        self._connect()
        self.set_content(self._build_content())
        self._name_play_button()

    def explanation(self) -> str:
        """One sentence on what the page shows."""
        return self.tr(
            "The class probabilities while you draw or over the training epochs. "
            "Drag the vertical line to select a moment."
        )

    def use_recognizer(self, recognizer: Recognizer | None) -> None:
        """Replay the answers of this model."""
        self._pause()
        self.work.cancel()
        self._recognizer, self.replay = recognizer, None
        if recognizer is None:
            self.show_empty(self.tr("No model is selected."))
            return
        self.only.offer(class_names(self._recognizer))
        self.chart.show_only(self.only.only)
        if not self.is_showing_content:
            self._show_nothing()
        self._idle_timer.start()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Replay this drawing as soon as the pen is idle."""
        self._pause()
        self._ink, self._recognition = ink, recognition
        self._idle_timer.start()

    @property
    def is_idle(self) -> bool:
        """Whether the newest drawing has been computed."""
        return not self._idle_timer.isActive() and not self.work.is_busy

    def save_targets(self) -> list[SaveTarget]:
        """The page as a picture, and the probabilities as numbers."""
        if self.replay is None or not self.is_showing_content:
            return []
        table = np.column_stack([self.replay.moments, self.replay.probabilities])
        return [
            picture_target(self.tr("This page (picture)…"), "timeline", self),
            tensor_target(self.tr("Probabilities over time (numbers)…"), "probabilities", table),
        ]

    def shut_down(self) -> None:
        """Cancel running work."""
        self._pause()
        self._idle_timer.stop()
        self.work.shut_down()

    # Computing

    def _compute(self) -> None:
        recognizer, ink, recognition = self._recognizer, self._ink, self._recognition
        if recognizer is None:
            return
        if self.by_epoch.isChecked():
            image = None if recognition is None else recognition.stages.network_input
            self.work.start(lambda _: replay_of_epochs(recognizer, image), self._on_replay)
        elif recognition is None:
            self.work.cancel()
            self._show_nothing()
        elif ink.is_empty:
            self.work.cancel()
            self.replay = None
            self.show_empty(self.tr("A picture has no strokes. Draw a digit on the pad."))
        else:
            self.work.start(lambda _: replay_of_strokes(recognizer, ink), self._on_replay)

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
            self.chart.show_replay(replay, class_names(self._recognizer))
            self.slider.setRange(0, len(replay.images) - 1)
            self.play_button.setEnabled(len(replay.images) > 1)
            self._look_at(len(replay.images) - 1)

    def _show_training_record(self) -> None:
        """Show the record of the training, if the model has no snapshots of its epochs."""
        assert self._recognizer is not None  # noqa: S101 - called only with a model
        history = epochs_of(self._recognizer.model.description)
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
            is_at_end = self.chart.moment == len(self.replay.seconds) - 1
            start = 0 if is_at_end else self.chart.moment
            self._start_seconds = float(self.replay.seconds[start])
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
        seconds = self.replay.seconds
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
            class_names(self._recognizer),
            shares,
            [[percent(share) for share in shares.tolist()]],
            limits=(0, 1.4),
            colours=theme.class_colours(self.palette()),
        )
        self.when.setText(self._when_in_words(replay, moment))

    # Texts and layout

    def _when_in_words(self, replay: Replay, moment: int) -> str:
        if replay.is_by_epoch:
            when = self.tr("After epoch {epoch}").format(epoch=int(replay.moments[moment]))
        else:
            begun = sum(start <= replay.moments[moment] for start in replay.strokes) + 1
            when = self.tr("{seconds} s, stroke {number}")
            when = when.format(seconds=f"{replay.moments[moment]:.2f}", number=begun)
        non_digit = float(replay.non_digit[moment])
        if non_digit > LEAST_NON_DIGIT:
            when += "\n" + self.tr("not a digit: {share}").format(share=percent(non_digit))
        return when

    def _name_play_button(self) -> None:
        is_playing = self._frames.isActive()
        self.play_button.setText(self.tr("Pause") if is_playing else self.tr("Play"))

    def _connect(self) -> None:
        self._idle_timer.setSingleShot(True)
        self._idle_timer.setInterval(_PEN_IDLE_MILLISECONDS)
        self._idle_timer.timeout.connect(self._compute)
        self._frames.setInterval(_FRAME_MILLISECONDS)
        self._frames.timeout.connect(self._show_next_frame)
        self.by_epoch.toggled.connect(self._switch)
        self.kind.currentIndexChanged.connect(
            lambda _: self.chart.show_kind(self.kind.currentData())
        )
        self.only.chosen.connect(self.chart.show_only)
        self.chart.moment_chosen.connect(self._look_at)
        self.slider.valueChanged.connect(self._look_at)
        self.work.failed.connect(lambda error: self._show_hint(translated(error)))

    def _build_content(self) -> QWidget:
        above = flush(QHBoxLayout(), theme.GAP)
        above.addWidget(self.by_stroke)
        above.addWidget(self.by_epoch)
        above.addStretch(1)
        above.addWidget(self.kind)
        above.addWidget(self.only)
        self.when.setProperty("tone", "quiet")
        self.when.setWordWrap(True)
        self.when.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.when.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self._left = _column(self.picture, self.when, (self.bars, 1), self.play_button)
        self._left.setFixedWidth(_LEFT_LETTERS * self.fontMetrics().averageCharWidth())
        self._replay_side = _column((self.chart, 1), self.slider)
        self._history_side = _column(self.history_text, (self.history, 1))
        self.charts = QStackedWidget()
        self.charts.addWidget(self._replay_side)
        self.charts.addWidget(self._history_side)
        self.charts.addWidget(self.hint)
        below = flush(QHBoxLayout(), theme.GAP_LARGE)
        below.addWidget(self._left)
        below.addWidget(self.charts, 1)
        content = QWidget()
        column = flush(QVBoxLayout(content), theme.GAP)
        column.addLayout(above)
        column.addLayout(below, 1)
        return content


def _column(*parts: QWidget | tuple[QWidget, int]) -> QWidget:
    """Widgets in a column; those with a number stretch."""
    side = QWidget()
    column = flush(QVBoxLayout(side), theme.GAP_SMALL)
    for part in parts:
        widget, stretch = part if isinstance(part, tuple) else (part, 0)
        column.addWidget(widget, stretch)
    return side

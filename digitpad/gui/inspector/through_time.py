"""Through time: how the answer came about while one drew, and while the model learned.

(o) stroke by stroke  ( ) epoch by epoch          [stacked v]  0 1 2 3 4 5 6 7 8 9
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
    QPushButton,
    QRadioButton,
    QSlider,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from digitpad.gui import theme
from digitpad.gui.error_words import in_words
from digitpad.gui.inspector.class_legend import ClassLegend
from digitpad.gui.inspector.digit_picture import DigitPicture
from digitpad.gui.inspector.film import Film, film_of_epochs, film_of_strokes
from digitpad.gui.inspector.history_chart import HistoryChart
from digitpad.gui.inspector.long_work import LongWork
from digitpad.gui.inspector.moment_bars import MomentBars
from digitpad.gui.inspector.page import Page, SaveTarget
from digitpad.gui.inspector.saving import picture_target, tensor_target
from digitpad.gui.inspector.time_chart import Kind, TimeChart
from digitpad.gui.wording import percent
from digitpad.ink import Ink
from digitpad.model_record import epochs_of
from digitpad.recognition import Recognition
from digitpad.recognizer import Recognizer

_REST_MILLISECONDS = 150
_FRAME_MILLISECONDS = 16
_PICTURE = 168
_LEFT_WIDTH = 220
_HANDLE = 14
_WORTH_SAYING = 0.005


class ThroughTimePage(Page):
    """Replays the drawing on the pad, and the model's training."""

    is_live = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recognizer: Recognizer | None = None
        self._ink = Ink()
        self._recognition: Recognition | None = None
        self._film: Film | None = None
        self.by_stroke, self.by_epoch = QRadioButton(), QRadioButton()
        self.by_stroke.setChecked(True)
        self._group = QButtonGroup(self)
        for button in (self.by_stroke, self.by_epoch):
            self._group.addButton(button)
        self.kind = QComboBox()
        for kind in Kind:
            self.kind.addItem("", kind)
        self.legend = ClassLegend()
        self.picture = DigitPicture(_PICTURE)
        self.when = QLabel()
        self.bars = MomentBars()
        self.play_button = QPushButton()
        self.play_button.setAutoDefault(False)
        self.chart = TimeChart()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.history = HistoryChart()
        self.history_text = QLabel()
        self.history_text.setWordWrap(True)
        self.history_text.setProperty("tone", "quiet")
        self.work = LongWork(self)
        self._rest, self._frames = QTimer(self), QTimer(self)
        self._clock = QElapsedTimer()
        self._played_before = 0.0
        self._connect()
        self.set_content(self._laid_out())
        self.translate()
        self._show_nothing()

    def explanation(self) -> str:
        """What one sees."""
        return self.tr(
            "How the ten probabilities came about: while you drew, or while the model learned. "
            "Draw the upright line along to go back in time."
        )

    def use_recognizer(self, recognizer: Recognizer | None) -> None:
        """Replay what this model answers."""
        self._pause()
        self.work.cancel()
        self._recognizer, self._film = recognizer, None
        if recognizer is None:
            self.show_empty(self.tr("There is no model to look into."))
            return
        self.legend.offer(self._names())
        self._rest.start()

    def show_drawing(self, ink: Ink, recognition: Recognition | None) -> None:
        """Replay this, as soon as the pen rests."""
        self._pause()
        self._ink, self._recognition = ink, recognition
        self._rest.start()

    @property
    def film(self) -> Film | None:
        """What is replayed now."""
        return self._film

    @property
    def is_idle(self) -> bool:
        """Whether the newest drawing has been computed."""
        return not self._rest.isActive() and not self.work.is_busy

    def save_targets(self) -> list[SaveTarget]:
        """The page, and the probabilities."""
        if self._film is None or not self.is_showing_content:
            return []
        return [
            picture_target(self.tr("This page as a picture…"), "through-time", self),
            tensor_target(
                self.tr("The probabilities over time…"),
                "probabilities",
                np.column_stack([self._film.timeline.moments, self._film.timeline.probabilities]),
            ),
        ]

    def shut_down(self) -> None:
        """Nothing goes on."""
        self._pause()
        self._rest.stop()
        self.work.shut_down()

    # Computing

    def _compute(self) -> None:
        """In a thread: the newest drawing is replayed, whatever was under way."""
        recognizer, ink, recognition = self._recognizer, self._ink, self._recognition
        if recognizer is None:
            return
        names, image = self._names(), None
        if recognition is not None:
            image = recognition.stages.network_input
        if self.by_epoch.isChecked():
            self.work.begin(lambda _report: film_of_epochs(recognizer, image, names))
        elif recognition is None:
            self.work.cancel()
            self._show_nothing()
        else:
            self.work.begin(lambda _report: film_of_strokes(recognizer, ink, names))

    def _show_nothing(self) -> None:
        self._film = None
        text = self.tr("Draw a digit on the pad, and see here how the answer came about.")
        self.show_empty(text)

    def _take(self, film: Film | None) -> None:
        self._film = film
        if film is not None:
            self._show_film(film)
        elif self._recognition is None and self.by_stroke.isChecked():
            self._show_nothing()
        else:
            self._show_training_record()

    def _show_film(self, film: Film) -> None:
        self.charts.setCurrentWidget(self.replay_side)
        for part in (self.kind, self.legend, self.left):
            part.setVisible(True)
        title = self.tr("epoch") if film.timeline.whole else self.tr("seconds")
        self.chart.show_timeline(film.timeline, title)
        self.slider.setRange(0, len(film.images) - 1)
        self.play_button.setEnabled(len(film.images) > 1)
        self.chart.look_at(len(film.images) - 1)
        self._show_moment(self.chart.moment)
        self.show_content()

    def _show_training_record(self) -> None:
        """Without models of earlier epochs there may still be the record of the training."""
        assert self._recognizer is not None  # noqa: S101 - only models are asked for their epochs
        history = epochs_of(self._recognizer.model.description)
        self.history.setVisible(bool(history))
        if history:
            self.history.show_history(history)
            text = self.tr(
                "No models of earlier epochs were kept for this one; models that you train from "
                "now on keep them. This is the record of its training."
            )
        else:
            text = self.tr("This model was not learned in epochs, or it has no record of them.")
        self.history_text.setText(text)
        self.charts.setCurrentWidget(self.history_side)
        for part in (self.kind, self.legend, self.left):
            part.setVisible(False)
        self.show_content()

    # Playing

    def _toggle_playing(self) -> None:
        if self._frames.isActive():
            self._pause()
        else:
            self._play()

    def _play(self) -> None:
        if self._film is None:
            return
        is_at_end = self.chart.moment == len(self._film.seconds) - 1
        start = 0 if is_at_end else self.chart.moment
        self.chart.look_at(start)
        self._played_before = float(self._film.seconds[start])
        self._clock.start()
        self._frames.start()
        self._name_play_button()

    def _pause(self) -> None:
        self._frames.stop()
        self._name_play_button()

    def _play_on(self) -> None:
        """As far as the time that has gone by."""
        if self._film is None:
            return
        now = self._played_before + self._clock.elapsed() / 1000
        seconds = self._film.seconds
        moment = int(np.searchsorted(seconds, now, side="right")) - 1
        self.chart.look_at(max(moment, 0))
        if now >= float(seconds[-1]):
            self._pause()

    def _look_at(self, moment: int) -> None:
        """From the slider, or by the mouse on the chart: playing ends."""
        if not self._frames.isActive() or self.slider.isSliderDown():
            self._pause()
        self.chart.look_at(moment)

    def _show_moment(self, moment: int) -> None:
        if self._film is None:
            return
        timeline = self._film.timeline
        self.slider.setValue(moment)
        self.picture.show_image(self._film.images[moment])
        self.bars.show_probabilities(timeline.names, timeline.probabilities[moment])
        self.when.setText(self._when_in_words(moment))

    # What it looks like

    def _connect(self) -> None:
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self._compute)
        self._frames.setInterval(_FRAME_MILLISECONDS)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._play_on)
        self.by_epoch.toggled.connect(self._switch)
        self.kind.currentIndexChanged.connect(
            lambda _index: self.chart.show_kind(self.kind.currentData())
        )
        self.legend.chosen.connect(self.chart.show_only)
        self.play_button.clicked.connect(self._toggle_playing)
        self.chart.moment_chosen.connect(self._show_moment)
        self.slider.valueChanged.connect(self._look_at)
        self.work.finished.connect(self._take)
        self.work.failed.connect(lambda error: self.show_empty(in_words(error)))

    def _switch(self, _is_by_epoch: bool) -> None:
        self._pause()
        self._compute()

    def _laid_out(self) -> QWidget:
        content = QWidget()
        above = QHBoxLayout()
        above.setSpacing(theme.GAP)
        above.addWidget(self.by_stroke)
        above.addWidget(self.by_epoch)
        above.addStretch(1)
        above.addWidget(self.kind)
        above.addWidget(self.legend)
        self.left = self._left_side()
        self.replay_side, self.history_side = self._replay_side(), self._history_side()
        self.charts = QStackedWidget()
        self.charts.addWidget(self.replay_side)
        self.charts.addWidget(self.history_side)
        below = QHBoxLayout()
        below.setSpacing(theme.GAP_LARGE)
        below.addWidget(self.left)
        below.addWidget(self.charts, 1)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(above)
        column.addLayout(below, 1)
        return content

    def _left_side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(_LEFT_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self.when.setProperty("tone", "quiet")
        self.when.setWordWrap(True)
        self.when.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.when.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        column.addWidget(self.when)
        column.addWidget(self.bars)
        column.addStretch(1)
        column.addWidget(self.play_button)
        return side

    def _replay_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.chart, 1)
        self.slider_row = QHBoxLayout()
        self.slider_row.addWidget(self.slider)
        column.addLayout(self.slider_row)
        self.chart.laid_out.connect(self._align_slider)
        return side

    def _align_slider(self) -> None:
        """The slider's handle stands right beneath the line in the chart."""
        area, half = self.chart.area(), _HANDLE // 2
        left = max(0, round(area.left()) - half)
        right = max(0, round(self.chart.width() - area.right()) - half)
        self.slider_row.setContentsMargins(left, 0, right, 0)

    def _history_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.history_text)
        column.addWidget(self.history, 1)
        return side

    # Words

    def _names(self) -> list[str]:
        assert self._recognizer is not None  # noqa: S101 - asked only where there is a model
        return [str(name) for name in self._recognizer.model.classifier.classes_]

    def _when_in_words(self, moment: int) -> str:
        assert self._film is not None  # noqa: S101 - asked only where something is shown
        timeline = self._film.timeline
        if timeline.whole:
            when = self.tr("After epoch {epoch}").format(epoch=int(timeline.moments[moment]))
        else:
            begun = sum(mark <= timeline.moments[moment] for mark in timeline.marks) + 1
            when = self.tr("{seconds} s, stroke {number}")
            when = when.format(seconds=f"{timeline.moments[moment]:.2f}", number=begun)
        non_digit = float(timeline.non_digit[moment])
        if non_digit > _WORTH_SAYING:
            text = self.tr("no digit: {share}").format(share=percent(non_digit))
            return f"{when}\n{text}"
        return when

    def _name_play_button(self) -> None:
        is_playing = self._frames.isActive()
        self.play_button.setText(self.tr("Pause") if is_playing else self.tr("Play"))

    def translate(self) -> None:
        """Write all texts."""
        self.by_stroke.setText(self.tr("Stroke by stroke"))
        self.by_epoch.setText(self.tr("Epoch by epoch"))
        texts = {
            Kind.STACKED: self.tr("Stacked"),
            Kind.LINES: self.tr("Lines"),
            Kind.HEATMAP: self.tr("Heatmap"),
        }
        for place, kind in enumerate(Kind):
            self.kind.setItemText(place, texts[kind])
        self.kind.setAccessibleName(self.tr("How it is shown"))
        self.chart.setAccessibleName(self.tr("Probabilities over time"))
        self.slider.setAccessibleName(self.tr("Moment"))
        self.bars.setAccessibleName(self.tr("Probabilities at this moment"))
        self._name_play_button()
        if self._film is not None:
            self._show_film(self._film)

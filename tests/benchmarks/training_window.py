"""What training costs the window, and what the window costs training.

    python -m tests.benchmarks.training_window [--models mlp cnn] [--seconds 8] [--rounds 3]

The window: a timer of 5 ms in its event loop, how much too late it comes (ms, p50 / p99 / max),
and how much of one core the window's own process takes, idle and while a model is trained with
all curves in view; both also while somebody draws on the pad at 60 Hz and every state of the
drawing is recognized. Training: seconds an epoch with the window open, against the same plan on
the command line; the two take turns.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from digitpad.data.training_ink import NO_INK
from digitpad.jobs.plan import TrainingPlan
from digitpad.training.record import DataChoice

TICK_MILLISECONDS = 5
FRAME_MILLISECONDS = 16
MNIST = {"mlp": 60_000, "cnn-small": 30_000, "cnn": 5_000}
EPOCHS = 4
"""Of which the first, when caches are cold, does not count."""


def plan_for(model: str, epochs: int) -> TrainingPlan:
    """An epoch of it takes about a second or two."""
    plan = TrainingPlan.usual(model, DataChoice(mnist=MNIST[model]))
    changes = {"epochs": epochs, **NO_INK, "validation": 500}
    return dataclasses.replace(plan, settings=plan.settings.with_changes(changes))


class Bench:
    """The real program, with its training window open beside the pad."""

    def __init__(self) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from digitpad.gui.application import prepare  # noqa: PLC0415 - after the home is set

        self.surroundings = prepare(["digitpad"])
        self.window = self.surroundings.window()
        self.window.show()
        self.training = self.window.windows.open_training()
        self.training.form.speeds.pause()
        self.let_run(1.5)

    def let_run(self, seconds: float) -> None:
        """Let the event loop run."""
        from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415

        loop = QEventLoop()
        QTimer.singleShot(round(1000 * seconds), loop.quit)
        loop.exec()

    def lateness(self, seconds: float, *, drawing: bool) -> dict[str, float]:
        """How late a timer comes, in milliseconds, and how much of a core the window takes."""
        from PySide6.QtCore import Qt, QTimer  # noqa: PLC0415

        times: list[float] = []
        tick = QTimer(interval=TICK_MILLISECONDS, timerType=Qt.TimerType.PreciseTimer)
        tick.timeout.connect(lambda: times.append(time.perf_counter()))
        pen = QTimer(interval=FRAME_MILLISECONDS, timerType=Qt.TimerType.PreciseTimer)
        pen.timeout.connect(self._move_pen)
        self._angle = 0.0
        if drawing:
            pen.start()
        tick.start()
        began, busy = time.perf_counter(), time.process_time()
        self.let_run(seconds)
        share = (time.process_time() - busy) / (time.perf_counter() - began)
        tick.stop()
        pen.stop()
        self._lift_pen()
        late = np.maximum(0, 1000 * np.diff(times) - TICK_MILLISECONDS)
        p50, p99 = np.quantile(late, [0.5, 0.99])
        return {"p50": float(p50), "p99": float(p99), "max": float(late.max()), "core": share}

    def _move_pen(self) -> None:
        """On and on around a zero, lifted and begun anew after each round."""
        from PySide6.QtCore import QPoint, Qt  # noqa: PLC0415
        from PySide6.QtTest import QTest  # noqa: PLC0415

        canvas = self.window.canvas
        width, height = canvas.width(), canvas.height()
        x = width * (0.5 + 0.2 * math.sin(self._angle))
        y = height * (0.5 - 0.3 * math.cos(self._angle))
        if self._angle == 0:
            self.window.canvas.document.clear()
            QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
        QTest.mouseMove(canvas, QPoint(round(x), round(y)))
        self._angle += 0.1
        if self._angle > 2 * math.pi:
            self._lift_pen()
            self._angle = 0.0

    def _lift_pen(self) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415
        from PySide6.QtTest import QTest  # noqa: PLC0415

        QTest.mouseRelease(self.window.canvas, Qt.MouseButton.LeftButton)

    def begin(self, model: str, epochs: int) -> None:
        """Train, and wait until it does."""
        self.training.start(plan_for(model, epochs))
        while len(self.training.running.record.loss) < 20:
            self.let_run(0.1)

    def cancel(self) -> None:
        """End a training and forget it."""
        run = self.training.watcher.process.run
        self.training.running.buttons.cancel_button.click()
        while self.training.is_training:
            self.let_run(0.05)
        self.let_run(0.5)
        run.discard()

    def seconds_an_epoch(self, model: str) -> float:
        """With the window open and all curves live."""
        self.begin(model, EPOCHS)
        record = self.training.running.record
        while len(record.history) < EPOCHS and self.training.is_training:
            self.let_run(0.1)
        seconds = [epoch.seconds for epoch in record.history[1:]]
        while self.training.is_training:
            self.let_run(0.1)
        run = self.training.result_view.run
        self.training.result_view.shut_down()
        self.training.result_view.discarded.emit(run)
        return statistics.median(seconds)


def seconds_on_the_command_line(model: str) -> float:
    """The same plan as `digitpad train`."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.jsonl"
        words = plan_for(model, EPOCHS).command().split()[1:]
        options = ["--out", str(Path(folder) / "m.safetensors"), "--log", str(log), "--quiet"]
        command = [sys.executable, "-m", "digitpad", *words, *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    epochs = [line["seconds"] for line in lines if "seconds" in line and "epoch" in line]
    return statistics.median(epochs[1:])


def measure_lateness(bench: Bench, models: list[str], seconds: float) -> dict[str, dict]:
    """Of the event loop, idle and under each model's training."""
    found = {}
    for drawing in (False, True):
        hand = ", drawing" if drawing else ""
        found[f"idle{hand}"] = bench.lateness(seconds, drawing=drawing)
    for model in models:
        bench.begin(model, 10_000)
        bench.let_run(2)
        for drawing in (False, True):
            hand = ", drawing" if drawing else ""
            count = bench.training.running.throttle.rounds
            found[f"training {model}{hand}"] = late = bench.lateness(seconds, drawing=drawing)
            repaints = bench.training.running.throttle.rounds - count
            late["repaints a second"] = repaints / seconds
        bench.cancel()
    return found


def measure_throughput(bench: Bench, models: list[str], rounds: int) -> dict[str, dict]:
    """Of training with the window open, as a share of that on the command line."""
    found = {}
    for model in models:
        window, line = [], []
        for _ in range(rounds):
            line.append(seconds_on_the_command_line(model))
            window.append(bench.seconds_an_epoch(model))
        share = statistics.median(a / b for a, b in zip(line, window, strict=True))
        found[model] = {
            "window": statistics.median(window),
            "command line": statistics.median(line),
            "share": share,
        }
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--models", nargs="+", default=["mlp", "cnn"], choices=list(MNIST))
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--rounds", type=int, default=3, help="0 leaves throughput out")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["DIGITPAD_HOME"] = home
        bench = Bench()
        lateness = measure_lateness(bench, arguments.models, arguments.seconds)
        models = arguments.models if arguments.rounds else []
        throughput = measure_throughput(bench, models, arguments.rounds)
        bench.window.close()
    if arguments.json:
        print(json.dumps({"lateness": lateness, "throughput": throughput}, indent=1))
        return
    print("Event loop, ms too late        p50     p99     max   of a core   repaints/s")
    for name, late in lateness.items():
        repaints = f"{late['repaints a second']:8.1f}" if "repaints a second" in late else ""
        figures = f"{late['p50']:6.2f}{late['p99']:8.2f}{late['max']:8.2f}{late['core']:12.1%}"
        print(f"{name:28}{figures}   {repaints}")
    print("\nSeconds an epoch            window   command line   throughput with the window")
    for model, figures in throughput.items():
        print(
            f"{model:28}{figures['window']:6.2f}{figures['command line']:15.2f}"
            f"{figures['share']:15.3f}"
        )


if __name__ == "__main__":
    main()

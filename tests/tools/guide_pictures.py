"""Make the pictures of the guide: `python -m tests.tools.guide_pictures`.

The program draws, trains and inspects by itself, without a screen, and each picture is what its
windows show then: in every language, light and dark. It takes some minutes.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from digitpad.common.atomic_files import write_atomically
from digitpad.common.pixels import as_bytes
from digitpad.common.user_folders import resource
from digitpad.data.example_ink import load_examples
from digitpad.data.own_samples import NewSample, SampleStore
from digitpad.data.training_ink import NO_INK
from digitpad.gui.application import WindowContext, prepare
from digitpad.gui.background import BackgroundJob
from digitpad.gui.inspector.inspector_window import InspectorWindow
from digitpad.gui.library.library_window import LibraryWindow
from digitpad.gui.main_window import MainWindow
from digitpad.gui.samples.browser import SampleBrowser
from digitpad.gui.state import WindowState
from digitpad.gui.theme import Scheme
from digitpad.gui.training.run_charts import RunCurves
from digitpad.gui.training.run_record import Phase, RunRecord
from digitpad.gui.training.running_view import RunningView
from digitpad.gui.training.training_window import TrainingWindow
from digitpad.gui.translation import LANGUAGES
from digitpad.jobs.plan import TrainingPlan
from digitpad.recognition.recognizer import Recognizer
from digitpad.training.record import DataChoice
from tests.gui.choosing import wait_until_loaded
from tests.gui.drawing import draw_ink

COLOURS = 64
"""Colours of a picture: few enough for a small file, and enough for smooth letters."""

SCHEMES = {"light": Scheme.LIGHT, "dark": Scheme.DARK}
INSPECTOR_PAGES = ("activations", "weights", "saliency", "errors", "timeline")

_PAD, _FORM, _RUN, _CURVES = QSize(860, 600), QSize(900, 640), QSize(860, 560), QSize(640, 520)
_INSPECTOR, _LIST = QSize(900, 620), QSize(900, 560)

_IDLE_MILLISECONDS = 800

_PLAIN = {
    **NO_INK,
    **dict.fromkeys(("rotation", "scale", "shear", "shift", "elastic", "weight_decay"), 0.0),
}


def main() -> int:
    """Write all pictures; returns the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["DIGITPAD_HOME"] = home
        context = prepare(["digitpad"], WindowState(Path(home) / "window.ini"))
        _store_samples()
        runs = {
            "curves": _trained(context, _plan("cnn-small", mnist=12_000, epochs=6, **NO_INK)),
            "overfitting": _trained(context, _plan("mlp", mnist=3_000, epochs=30, **_PLAIN)),
        }
        for language in LANGUAGES:
            for name, scheme in SCHEMES.items():
                context.appearance.choose(scheme)
                context.translation.choose(language)
                folder = resource("guide", language, "pictures")
                folder.mkdir(exist_ok=True)
                _Pictures(context, runs, folder, name).make()
    return 0


def _plan(model: str, *, mnist: int, **changes: float) -> TrainingPlan:
    plan = TrainingPlan.usual(model, DataChoice(mnist=mnist))
    return plan.with_changes({"validation": 2_000, **changes})


def _trained(context: WindowContext, plan: TrainingPlan) -> RunRecord:
    """The record of a run in the training window, as its charts show it at the end."""
    window = context.window()
    training = TrainingWindow(window.session)
    training.form.speeds.pause()
    training.start(plan)
    _wait(lambda: not training.is_training)
    record = training.running.record
    assert record is not None
    record.phase = Phase.TRAINING
    training.shut_down()
    _delete(training, window)
    return record


def _store_samples() -> None:
    """Some example digits as the user's own, one of them misread."""
    recognizer = Recognizer.load("cnn")
    store = SampleStore()
    for item in load_examples()[::9]:
        answer = recognizer.recognize(item.ink)
        assert answer is not None
        store.add(
            NewSample(
                image=as_bytes(answer.stages.network_input),
                label=int(item.label),
                predicted=answer.digit,
                model="cnn",
            )
        )
    store.close()


class _Pictures:
    """All pictures in one language and scheme.

    Args:
        context: the application.
        runs: records of training runs by the name of their picture.
        folder: where the pictures go.
        scheme: a key of `SCHEMES`, the end of their names.
    """

    def __init__(
        self, context: WindowContext, runs: dict[str, RunRecord], folder: Path, scheme: str
    ) -> None:
        self._context, self._runs = context, runs
        self._folder, self._scheme = folder, scheme

    def make(self) -> None:
        """Write them."""
        window = self._context.window()
        wait_until_loaded(window.session)
        self._pad(window)
        self._training(window)
        self._inspector(window)
        self._lists(window)
        window.close()
        _delete(window)

    def _pad(self, window: MainWindow) -> None:
        window.resize(_PAD)
        window.show()
        _rest(window)
        draw_ink(window.canvas, next(one.ink for one in load_examples() if one.label == "7"))
        _rest(window)
        parts = window.recognition, window.strip
        _wait(lambda: window.bars.is_settled and all(part.is_idle for part in parts))
        self._save("pad", window)
        self._save("stages", window.strip)

    def _training(self, window: MainWindow) -> None:
        training = TrainingWindow(window.session)
        # The times would be those of the computer that makes the pictures.
        training.form.speeds.pause()
        training.resize(_FORM)
        training.show()
        _rest(training)
        self._save("training", training)
        training.close()
        training.shut_down()
        _delete(training)
        view, curves = RunningView(), RunCurves()
        view.begin(self._runs["curves"])
        curves.show_record(self._runs["overfitting"])
        for name, widget, size in (("curves", view, _RUN), ("overfitting", curves, _CURVES)):
            widget.resize(size)
            widget.show()
            _rest(widget)
            self._save(name, widget)
            widget.close()
        _delete(view, curves)

    def _inspector(self, window: MainWindow) -> None:
        inspector = InspectorWindow(window.session)
        inspector.resize(_INSPECTOR)
        inspector.show()
        for name in INSPECTOR_PAGES:
            page = inspector.open_page(name)
            _wait(lambda page=page: page.is_showing_content)
            _rest(page)
            self._save(name, inspector)
        inspector.close()
        inspector.shut_down()
        _delete(inspector)

    def _lists(self, window: MainWindow) -> None:
        library, samples = LibraryWindow(window.session), SampleBrowser(window.session)
        library.refresh()
        for name, other in (("models", library), ("samples", samples)):
            other.resize(_LIST)
            other.show()
            _rest(other)
            self._save(name, other)
            other.close()
            other.shut_down()
            _delete(other)

    def _save(self, name: str, widget: QWidget) -> None:
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        widget.grab().save(buffer, "PNG")
        picture = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
        few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
        written = io.BytesIO()
        few.save(written, "PNG", optimize=True)
        path = self._folder / f"{name}-{self._scheme}.png"
        write_atomically(path, written.getvalue())
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB", flush=True)


def _rest(widget: QWidget) -> None:
    """Wait until all work in the background of a window is shown."""
    # Some of it begins only when the pen has been idle for a while.
    QTest.qWait(_IDLE_MILLISECONDS)
    jobs = widget.findChildren(BackgroundJob)
    _wait(lambda: not any(job.is_busy for job in jobs))
    QTest.qWait(_IDLE_MILLISECONDS)


def _wait(is_done: Callable[[], bool], seconds: float = 1800) -> None:
    end = time.monotonic() + seconds
    while not is_done():
        if time.monotonic() > end:
            raise TimeoutError("the program did not finish what the pictures show")
        QTest.qWait(30)


def _delete(*widgets: QWidget) -> None:
    for widget in widgets:
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


if __name__ == "__main__":
    sys.exit(main())

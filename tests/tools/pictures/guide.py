"""The pictures of windows in the guide, in every language, light and dark.

The program draws, trains and inspects by itself, and each picture is what its windows show then.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from digitpad.common.pixels import as_bytes
from digitpad.data.example_ink import load_examples
from digitpad.data.own_samples import NewSample, SampleStore
from digitpad.data.training_ink import NO_INK
from digitpad.gui.application import WindowContext
from digitpad.gui.inspector.inspector_window import InspectorWindow
from digitpad.gui.library.library_window import LibraryWindow
from digitpad.gui.main_window import MainWindow
from digitpad.gui.samples.browser import SampleBrowser
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
from tests.tools.pictures.windows import delete, rest, save, wait_until

SCHEMES = {"light": Scheme.LIGHT, "dark": Scheme.DARK}
INSPECTOR_PAGES = ("activations", "weights", "saliency", "errors", "timeline")
PICTURES = (
    *("pad", "stages", "training", "curves", "overfitting", "models", "samples"),
    *INSPECTOR_PAGES,
)

_PAD, _FORM, _RUN, _CURVES = QSize(860, 600), QSize(900, 640), QSize(860, 560), QSize(640, 520)
_INSPECTOR, _LIST = QSize(900, 620), QSize(900, 560)

_PLAIN = {
    **NO_INK,
    **dict.fromkeys(("rotation", "scale", "shear", "shift", "elastic", "weight_decay"), 0.0),
}


def make(context: WindowContext, names: Collection[str], folder: Path) -> None:
    """Write some of the pictures, each below the folder of its language."""
    _store_samples()
    plans = {
        "curves": _plan("cnn-small", mnist=12_000, epochs=6, **NO_INK),
        "overfitting": _plan("mlp", mnist=3_000, epochs=30, **_PLAIN),
    }
    runs = {name: _trained(context, plan) for name, plan in plans.items() if name in names}
    for language in LANGUAGES:
        for scheme, choice in SCHEMES.items():
            context.appearance.choose(choice)
            context.translation.choose(language)
            _Pictures(context, runs, names, folder / language / "pictures", scheme).make()


def _plan(model: str, *, mnist: int, **changes: float) -> TrainingPlan:
    plan = TrainingPlan.usual(model, DataChoice(mnist=mnist))
    return plan.with_changes({"validation": 2_000, **changes})


def _trained(context: WindowContext, plan: TrainingPlan) -> RunRecord:
    """The record of a run in the training window, as its charts show it at the end."""
    window = context.window()
    training = TrainingWindow(window.session)
    training.form.speeds.pause()
    training.start(plan)
    wait_until(lambda: not training.is_training)
    record = training.running.record
    assert record is not None
    record.phase = Phase.TRAINING
    training.shut_down()
    delete(training, window)
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
    """The pictures in one language and scheme.

    Args:
        context: the application.
        runs: records of training runs by the name of their picture.
        names: of the pictures that are wanted.
        folder: where the pictures go.
        scheme: a key of `SCHEMES`, the end of their names.
    """

    def __init__(
        self,
        context: WindowContext,
        runs: dict[str, RunRecord],
        names: Collection[str],
        folder: Path,
        scheme: str,
    ) -> None:
        self._context, self._runs, self._names = context, runs, names
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
        delete(window)

    def _pad(self, window: MainWindow) -> None:
        window.resize(_PAD)
        window.show()
        rest(window)
        draw_ink(window.canvas, next(one.ink for one in load_examples() if one.label == "7"))
        rest(window)
        parts = window.recognition, window.strip
        wait_until(lambda: window.bars.is_settled and all(part.is_idle for part in parts))
        self._save("pad", window)
        self._save("stages", window.strip)

    def _training(self, window: MainWindow) -> None:
        training = TrainingWindow(window.session)
        # The times would be those of the computer that makes the pictures.
        training.form.speeds.pause()
        training.resize(_FORM)
        training.show()
        rest(training)
        self._save("training", training)
        training.close()
        training.shut_down()
        delete(training)
        view, curves = RunningView(), RunCurves()
        for name, widget, size, show in (
            ("curves", view, _RUN, view.begin),
            ("overfitting", curves, _CURVES, curves.show_record),
        ):
            if name not in self._runs:
                continue
            show(self._runs[name])
            widget.resize(size)
            widget.show()
            rest(widget)
            self._save(name, widget)
            widget.close()
        delete(view, curves)

    def _inspector(self, window: MainWindow) -> None:
        inspector = InspectorWindow(window.session)
        inspector.resize(_INSPECTOR)
        inspector.show()
        for name in filter(self._names.__contains__, INSPECTOR_PAGES):
            page = inspector.open_page(name)
            wait_until(lambda page=page: page.is_showing_content)
            rest(page)
            self._save(name, inspector)
        inspector.close()
        inspector.shut_down()
        delete(inspector)

    def _lists(self, window: MainWindow) -> None:
        library, samples = LibraryWindow(window.session), SampleBrowser(window.session)
        library.refresh()
        for name, other in (("models", library), ("samples", samples)):
            other.resize(_LIST)
            other.show()
            rest(other)
            self._save(name, other)
            other.close()
            other.shut_down()
            delete(other)

    def _save(self, name: str, widget: QWidget) -> None:
        if name in self._names:
            save(widget, self._folder / f"{name}-{self._scheme}.png")

"""A model's inspection as files: pictures to look at, tables to calculate with.

    Report(recognizer, folder).confusion()  ->  confusion.png, confusion.svg, confusion.csv

What a model has no such thing for is left out, and the report says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from digitpad.common.atomic_files import write_atomically
from digitpad.common.csv_writing import table_as_csv
from digitpad.common.errors import ParameterError, Phrase
from digitpad.common.pixels import as_floats
from digitpad.common.types import FloatArray
from digitpad.data.mnist import Dataset
from digitpad.evaluation.metrics import Evaluation, evaluate
from digitpad.evaluation.robustness import CHANGES, robustness
from digitpad.ink.strokes import Ink
from digitpad.inspection import charts
from digitpad.inspection.activations import inspectable, observe
from digitpad.inspection.digit_map import PCA, DigitMap, map_layers
from digitpad.inspection.explaining import METHODS, explain, why_not
from digitpad.inspection.result_cache import KeptResults
from digitpad.inspection.saliency import optimal_input
from digitpad.inspection.tensors import statistics
from digitpad.inspection.timeline import epoch_by_epoch, stroke_by_stroke
from digitpad.inspection.weights import NO_PICTURES, filter_gallery, output_names, parts
from digitpad.library.model_data import recorded_epochs
from digitpad.nn.layers import Conv2D
from digitpad.recognition.recognizer import Recognizer

Tell = Callable[[str, int, int], None]
"""Told what is being done, how much of it, and of how much."""

NEAREST = 12

MEASURED_DIGITS = 7
"""Significant digits of what has been measured."""

_GALLERIES = {
    "units": "what the first layer's units look for",
    "filters": "filters of the first layer",
    "planes": "the weights of all pixels, a plane for each digit",
    "landmarks": "landmarks, the digits that all others are compared with",
}


class Report:
    """Writes parts of an inspection into a folder.

    Args:
        recognizer: with the model to look into, whose earlier results are used again.
        folder: where to write; made if it is not there.
        test: the digits for what the model gets wrong.
        tell: told how far long work has come.

    Attributes:
        written: names of the files, in the order in which they were written.
        figures: what was found, for JSON, by part.
        left_out: why a part is missing, by part.
    """

    def __init__(
        self,
        recognizer: Recognizer,
        folder: Path,
        *,
        test: Callable[[], Dataset],
        tell: Tell,
    ) -> None:
        self.written: list[str] = []
        self.figures: dict[str, Any] = {}
        self.left_out: dict[str, str] = {}
        self._recognizer, self._folder, self._test = recognizer, folder, test
        self._tell = tell
        self._classifier = recognizer.model.classifier
        self._network = inspectable(self._classifier)
        self._kept = KeptResults(self._classifier)
        self._names = output_names(self._classifier)

    @property
    def notice(self) -> Phrase | str:
        """A sentence where a damaged file of earlier results was set aside, else empty."""
        return self._kept.notice

    def weights(self) -> None:
        """The first layer as pictures, the last one as a heatmap, and every tensor in figures."""
        gallery = parts(self._classifier).pictures
        if gallery is None:
            self.left_out["weights"] = NO_PICTURES
        else:
            title = f"{self._recognizer.name}: {_GALLERIES[gallery.kind]}"
            self._draw("weights", charts.gallery_figure(gallery, title))
        outputs = parts(self._classifier).outputs
        if outputs is not None:
            title = f"{self._recognizer.name}: {outputs.tensor}"
            self._draw("output-weights", charts.output_figure(outputs, title))
        names = ("count", "mean", "standard_deviation", "smallest", "largest", "zeros", "norm")
        heads = ["tensor", "shape", *(name.replace("_", " ") for name in names)]
        rows = []
        for name, tensor in self._classifier.tensors().items():
            figures = statistics(tensor)
            shape = " x ".join(map(str, tensor.shape))
            rows.append([name, shape, *(getattr(figures, one) for one in names)])
        self._table("weights", heads, rows)
        self.figures["weights"] = [dict(zip(heads, row, strict=True)) for row in rows]

    def filters(self) -> None:
        """The filters of every convolution."""
        network = self._network
        convolutions = [] if network is None else [
            name
            for layer, name in zip(network.layers, network.names, strict=True)
            if isinstance(layer, Conv2D)
        ]  # fmt: skip
        if network is None or not convolutions:
            self.left_out["filters"] = "This model has no convolution, so it has no filters."
            return
        for name in convolutions:
            title = f"{self._recognizer.name}: filters of {name}"
            figure = charts.gallery_figure(filter_gallery(network, name), title)
            self._draw(f"filters-{name}", figure)

    def activations(self, image: FloatArray) -> None:
        """What every layer puts out for an image (28, 28)."""
        if self._network is None:
            self.left_out["activations"] = "This model has no layers that could light up."
            return
        observed = observe(self._network, image)
        for view in observed.layers():
            if view.kind not in ("input", "flatten"):
                figure = charts.layer_figure(observed, view)
                self._draw(f"activations-{view.index:02d}-{view.name}", figure)
        self.figures["activations"] = {
            view.name: {
                "shape": list(view.shape),
                "mean": float(output.mean()),
                "largest": float(output.max()),
                "silent": float(np.mean(output == 0)),
            }
            for view, output in zip(observed.layers(), observed.outputs, strict=True)
        }

    def saliency(self, image: FloatArray, cls: int | None = None) -> None:
        """What supports a class in an image (28, 28): by default, for the answer."""
        chances = self._classifier.predict_proba(image[None])[0]
        cls = int(chances.argmax()) if cls is None else cls
        if not 0 <= cls < len(self._names):
            raise ParameterError(
                "the model has {count} outputs, so no class {cls}", count=len(self._names), cls=cls
            )
        maps = []
        for method in METHODS:
            if method == "optimal-input":
                continue
            if reason := why_not(self._classifier, method):
                self.left_out[f"saliency by {method}"] = str(reason)
            else:
                found = explain(self._classifier, method, image, cls, network=self._network)
                maps.append((method, found))
                self._table(f"saliency-{method}", [f"column {x}" for x in range(28)], found)
        title = f"{self._recognizer.name}: saliency for {self._names[cls]}"
        self._draw("saliency", charts.explanation_figure(image, maps, title), svg=True)
        self.figures["saliency"] = {"class": self._names[cls], "probabilities": _plain(chances)}

    def optimal(self) -> None:
        """The optimal input for each class."""
        if reason := why_not(self._classifier, "optimal-input"):
            self.left_out["optimal"] = str(reason)
            return
        assert self._network is not None  # noqa: S101 - a supported method has one
        found = []
        for cls, name in enumerate(self._names):
            self._tell(f"optimal input for {name}", cls, len(self._names))
            for image in optimal_input(self._network, cls):
                best = image
            found.append(best)
        title = f"{self._recognizer.name}: optimal input for each class"
        note = "Found by activation maximization: gradient ascent on the logit of the class."
        figure = charts.tiles(title, found, self._names, columns=6, side=112, note=note)
        self._draw("optimal", figure)

    def confusion(self) -> None:
        """Confusion matrix, precision and recall."""
        found = self._examined
        names = self._names[: len(found.classes)]
        title = f"{self._recognizer.name} on {found.data}: {found.accuracy:.2%} right"
        self._draw("confusion", charts.confusion_figure(found, names, title), svg=True)
        rows = [
            [name, *found.confusion[k].tolist(), found.precision[k], found.recall[k]]
            for k, name in enumerate(names)
        ]
        self._table("confusion", ["truth", *names, "precision", "recall"], rows)
        self.figures["confusion"] = found.as_dict()

    def misread(self) -> None:
        """All misread digits with both probabilities."""
        found = self._examined
        self._draw("misread", charts.misread_figure(found, self._digits.images))
        names, shares = self._names, (found.true_probability, found.answer_probability)
        rows = [
            [int(i), names[found.rows[i]], names[found.columns[i]], *(p[i] for p in shares)]
            for i in found.misread
        ]
        heads = ["index", "truth", "answer", "probability of truth", "probability of answer"]
        self._table("misread", heads, rows)
        self.figures["misread"] = [int(i) for i in found.misread]

    def calibration(self) -> None:
        """Whether probabilities mean what they say."""
        found = self._examined
        title = f"{self._recognizer.name} on {found.data}"
        self._draw("calibration", charts.calibration_figure(found, title), svg=True)
        bins = found.calibration()
        columns = (bins.confidence, bins.accuracy, bins.counts)
        self._table("calibration", ["confidence", "accuracy", "count"], zip(*columns, strict=True))
        self.figures["calibration"] = {"error": bins.error}

    def robustness(self) -> None:
        """Accuracy when digits are turned, moved, resized, thickened and soiled."""
        curves = self._kept.robustness(self._digits)
        if curves is None:
            tell = partial(self._tell, "changing digits")
            curves = robustness(self._classifier, self._digits, progress=tell)
            self._kept.keep_robustness(curves, self._digits)
        title = f"{self._recognizer.name}: accuracy when digits are changed"
        self._draw("robustness", charts.robustness_figure(curves, title), svg=True)
        rows = [
            [name, CHANGES[name].unit, value, accuracy]
            for name, curve in curves.items()
            for value, accuracy in zip(curve.values, curve.accuracies, strict=True)
        ]
        self._table("robustness", ["change", "unit", "value", "accuracy"], rows)
        self.figures["robustness"] = {
            name: {"values": _plain(curve.values), "accuracies": _plain(curve.accuracies)}
            for name, curve in curves.items()
        }

    def map(
        self, digits: Dataset, image: FloatArray, layer: str | None = None, method: str = PCA
    ) -> None:
        """Where digits of a set lie, and an image (28, 28) among them with its nearest."""
        layer = layer or map_layers(self._classifier)[0]
        found = self._kept.map(digits, layer, method)
        if found is None:
            self._tell("placing digits", 0, 1)
            found = DigitMap.fit(self._classifier, layer, digits, method)
            self._kept.keep_map(found, digits)
        position, nearest = found.locate(image, NEAREST)
        title = f"{self._recognizer.name}: {len(found.which):,} digits of {digits.name} by {layer}"
        self._draw("map", charts.map_figure(found, title, position), svg=True)
        captions = [str(label) for label in digits.labels[nearest]]
        title = f"The digits most like the drawing, to {layer}"
        pictures = list(as_floats(digits.images[nearest]))
        self._draw("nearest", charts.tiles(title, pictures, captions))
        columns = (found.which, found.labels, *found.positions.T)
        self._table("map", ["index", "label", "x", "y"], zip(*columns, strict=True))
        self.figures["map"] = {
            "layer": layer,
            "method": method,
            "explained": _plain(found.explained),
            "nearest": [int(i) for i in nearest],
        }

    def replay(self, ink: Ink) -> None:
        """The probabilities while a drawing grew."""
        found = stroke_by_stroke(self._recognizer, ink)
        columns = {"seconds": found.moments, "strokes": found.strokes}
        self._answers("replay", "while the digit was drawn", columns, found.probabilities)
        self.figures["replay"] = {"last": _plain(found.probabilities[-1])}

    def epochs(self, image: FloatArray) -> None:
        """What the model answered to an image (28, 28) after each epoch of its training."""
        kept = recorded_epochs(self._classifier)
        if not kept:
            self.left_out["epochs"] = "No models of earlier epochs were kept with this one."
            return
        found = epoch_by_epoch(kept, image)
        columns = {"epoch": found.moments}
        self._answers("epochs", "after each epoch of training", columns, found.probabilities)
        self.figures["epochs"] = {"epochs": found.moments.tolist()}

    def _answers(
        self, part: str, when: str, columns: Mapping[str, Any], probabilities: FloatArray
    ) -> None:
        """A curve for each class over the first of the columns, and all numbers."""
        across, moments = next(iter(columns.items()))
        names = self._names[: probabilities.shape[1]]
        title = f"{self._recognizer.name}: its answer {when}"
        figure = charts.answers_figure(moments, probabilities, names, title, across)
        self._draw(part, figure, svg=True)
        rows = zip(*columns.values(), *probabilities.T, strict=True)
        self._table(part, [*columns, *names], rows)

    @cached_property
    def _digits(self) -> Dataset:
        """The test set's digits of classes that the model knows."""
        return self._test().of_classes(self._classifier.classes_)

    @cached_property
    def _examined(self) -> Evaluation:
        """The test set's answers: from before, or asked for now and kept."""
        found = self._kept.examination(self._digits)
        if found is None:
            tell = partial(self._tell, "reading digits")
            found = evaluate(self._classifier, self._digits, progress=tell)
            self._kept.keep_examination(found, self._digits)
        return found

    def _draw(self, name: str, figure: Figure, *, svg: bool = False) -> None:
        for suffix in (".png", ".svg") if svg else (".png",):
            charts.save(figure, self._folder / f"{name}{suffix}")
            self.written.append(f"{name}{suffix}")

    def _table(self, name: str, heads: Sequence[str], rows: Iterable[Iterable[Any]]) -> None:
        content = table_as_csv(heads, rows, MEASURED_DIGITS)
        write_atomically(self._folder / f"{name}.csv", content)
        self.written.append(f"{name}.csv")


def _plain(values: FloatArray) -> list[float]:
    return [round(float(value), 6) for value in values]

"""A model's inspection as files: pictures to look at, tables to reckon with.

    Report(recognizer, path, folder).confusion()  ->  confusion.png, confusion.svg, confusion.csv

What a model has no such thing for is left out, and the report says why.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from digitpad.data.mnist import Dataset
from digitpad.errors import ParameterError
from digitpad.files import write_atomically
from digitpad.fingerprint import fingerprint
from digitpad.ink import Ink
from digitpad.inspection import charts, pictures
from digitpad.inspection.activations import inspectable, layers, observe
from digitpad.inspection.colours import ink as in_ink
from digitpad.inspection.digit_map import PCA, DigitMap, map_layers
from digitpad.inspection.explaining import METHODS, explain, why_not
from digitpad.inspection.figure import Figure
from digitpad.inspection.kept_results import KeptResults
from digitpad.inspection.mistakes import Examination, examine
from digitpad.inspection.recorded_epochs import recorded_epochs
from digitpad.inspection.robustness import robustness
from digitpad.inspection.saliency import optimal_input
from digitpad.inspection.tensors import statistics
from digitpad.inspection.through_time import epoch_by_epoch, stroke_by_stroke
from digitpad.inspection.weights import (
    filter_gallery,
    first_layer_pictures,
    no_pictures_because,
    output_names,
    output_weights,
    tensors,
)
from digitpad.nn.layers import Conv2D
from digitpad.recognizer import Recognizer
from digitpad.types import FloatArray

Tell = Callable[[str, int, int], None]
"""Told what is being done, how much of it, and of how much."""

NEAREST = 12

_GALLERIES = {
    "units": "what the first layer's units look for",
    "filters": "filters of the first layer",
    "planes": "the weights of all pixels, a plane for each digit",
    "landmarks": "landmarks, the digits that all others are compared with",
}


class Report:
    """Writes parts of an inspection into a folder.

    Args:
        recognizer: with the model to look into.
        path: of the model's file, whose earlier results are used again.
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
        path: Path,
        folder: Path,
        *,
        test: Callable[[], Dataset],
        tell: Tell | None = None,
    ) -> None:
        self.model = recognizer.model
        self.written: list[str] = []
        self.figures: dict[str, Any] = {}
        self.left_out: dict[str, str] = {}
        self._recognizer, self._folder, self._test = recognizer, folder, test
        self._listener = tell
        self._classifier = recognizer.model.classifier
        self._network = inspectable(self._classifier)
        self._kept = KeptResults(fingerprint(path))
        self._names = output_names(self._classifier)
        self._digits: Dataset | None = None
        self._examination: Examination | None = None

    @property
    def notice(self) -> str:
        """A sentence where a damaged file of earlier results was set aside, else empty."""
        return self._kept.notice

    def weights(self) -> None:
        """The first layer as pictures, the last one as a heatmap, and every tensor in figures."""
        gallery = first_layer_pictures(self._classifier)
        if gallery is None:
            self.left_out["weights"] = no_pictures_because(self._classifier)
        else:
            title = f"{self._recognizer.name}: {_GALLERIES[gallery.kind]}"
            self._draw("weights", pictures.gallery_figure(gallery, title))
        outputs = output_weights(self._classifier)
        if outputs is not None:
            title = f"{self._recognizer.name}: {outputs.tensor}"
            self._draw("output-weights", pictures.output_figure(outputs, title))
        rows = []
        for name, tensor in tensors(self._classifier).items():
            found = statistics(tensor)
            shape = " x ".join(map(str, tensor.shape))
            figures = (found.mean, found.standard_deviation, found.smallest, found.largest)
            rows.append([name, shape, found.count, *figures, found.zeros, found.norm])
        heads = "tensor,shape,count,mean,standard deviation,smallest,largest,zeros,norm"
        self._table("weights", heads.split(","), rows)
        self.figures["weights"] = [dict(zip(heads.split(","), row, strict=True)) for row in rows]

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
            figure = pictures.gallery_figure(filter_gallery(network, name), title)
            self._draw(f"filters-{name}", figure)

    def activations(self, image: FloatArray) -> None:
        """What every layer puts out for an image (28, 28)."""
        if self._network is None:
            self.left_out["activations"] = "This model has no layers that could light up."
            return
        observed = observe(self._network, image)
        for view in observed.layers():
            if view.kind not in ("input", "flatten"):
                figure = pictures.layer_figure(observed, view)
                self._draw(f"activations-{view.index:02d}-{view.name}", figure)
        self.figures["activations"] = {
            view.name: {
                "shape": list(view.shape),
                "mean": float(observed[view.index].mean()),
                "largest": float(observed[view.index].max()),
                "silent": float(np.mean(observed[view.index] == 0)),
            }
            for view in layers(self._network)
        }

    def saliency(self, image: FloatArray, cls: int | None = None) -> None:
        """What speaks for a class in an image (28, 28): by default, for the answer."""
        chances = self._classifier.predict_proba(image[None])[0]
        cls = int(chances.argmax()) if cls is None else cls
        if not 0 <= cls < len(self._names):
            raise ParameterError(f"the model has {len(self._names)} outputs, so no class {cls}")
        maps = []
        for method in METHODS:
            if method == "optimal-input":
                continue
            if reason := why_not(self._classifier, method):
                self.left_out[f"saliency by {method}"] = reason
            else:
                found = explain(self._classifier, method, image, cls, network=self._network)
                maps.append((method, found))
                self._table(f"saliency-{method}", [f"column {x}" for x in range(28)], found)
        title = f"{self._recognizer.name}: what speaks for {self._names[cls]}"
        self._draw("saliency", pictures.explanation_figure(image, maps, title), svg=True)
        self.figures["saliency"] = {"class": self._names[cls], "probabilities": _plain(chances)}

    def optimal(self) -> None:
        """What the network would like best to see for each class."""
        if reason := why_not(self._classifier, "optimal-input"):
            self.left_out["optimal"] = reason
            return
        assert self._network is not None  # noqa: S101 - a supported method has one
        found = []
        for cls, name in enumerate(self._names):
            self._tell(f"climbing for {name}", cls, len(self._names))
            for image in optimal_input(self._network, cls):
                best = image
            found.append(in_ink(best))
        title = f"{self._recognizer.name}: what it would like best to see"
        note = "Found by adding ink wherever it raises the class's logit, again and again."
        figure = pictures.tiles(title, found, self._names, columns=6, side=112, note=note)
        self._draw("optimal", figure)

    def confusion(self) -> None:
        """What is taken for what; precision and recall."""
        found = self._examined()
        names = self._names[: found.classes]
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
        found, digits = self._examined(), self._test_digits()
        self._draw("misread", pictures.misread_figure(found, digits.images))
        rows = [
            [
                int(i),
                self._names[found.labels[i]],
                self._names[found.predicted[i]],
                found.true_probability[i],
                found.answer_probability[i],
            ]
            for i in found.misread
        ]
        heads = ["index", "truth", "answer", "probability of truth", "probability of answer"]
        self._table("misread", heads, rows)
        self.figures["misread"] = [int(i) for i in found.misread]

    def calibration(self) -> None:
        """Whether probabilities mean what they say."""
        found = self._examined()
        title = f"{self._recognizer.name} on {found.data}"
        self._draw("calibration", charts.calibration_figure(found, title), svg=True)
        bins = found.calibration()
        columns = (bins.confidence, bins.accuracy, bins.counts)
        self._table("calibration", ["confidence", "accuracy", "count"], zip(*columns, strict=True))
        self.figures["calibration"] = {"error": bins.error}

    def robustness(self) -> None:
        """Accuracy when digits are turned, moved, resized, thickened and soiled."""
        digits = self._test_digits()
        curves = self._kept.robustness(digits)
        if curves is None:
            curves = robustness(
                self._classifier,
                digits,
                progress=lambda done, total: self._tell("changing digits", done, total),
            )
            self._kept.keep_robustness(curves, digits)
        title = f"{self._recognizer.name}: accuracy when digits are changed"
        self._draw("robustness", charts.robustness_figure(curves, title), svg=True)
        rows = [
            [name, curve.unit, value, accuracy]
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
        found = self._kept.map(self._classifier, digits, layer, method)
        if found is None:
            self._tell("placing digits", 0, 1)
            found = DigitMap.fit(self._classifier, layer, digits, method)
            self._kept.keep_map(found, digits)
        position, nearest = found.locate(image, NEAREST)
        title = f"{self._recognizer.name}: {len(found.which):,} digits of {digits.name} by {layer}"
        self._draw("map", charts.map_figure(found, self._names, title, position), svg=True)
        captions = [self._names[label] for label in digits.labels[nearest]]
        title = f"The digits most like the drawing, to {layer}"
        self._draw("nearest", pictures.digits_figure(digits.images, nearest, captions, title))
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
        names = self._names[: found.probabilities.shape[1]]
        title = f"{self._recognizer.name}: its answer while the digit was drawn"
        figure = charts.answers_figure(found.times, found.probabilities, names, title, "seconds")
        self._draw("replay", figure, svg=True)
        columns = zip(found.times, found.strokes, found.probabilities, strict=True)
        rows = ([time, strokes, *row] for time, strokes, row in columns)
        self._table("replay", ["seconds", "strokes", *names], rows)
        self.figures["replay"] = {"last": _plain(found.probabilities[-1])}

    def epochs(self, image: FloatArray) -> None:
        """What the model answered to an image (28, 28) after each epoch of its training."""
        kept = recorded_epochs(self._classifier)
        if not kept:
            self.left_out["epochs"] = "No models of earlier epochs were kept with this one."
            return
        found = epoch_by_epoch(kept, image)
        names = self._names[: found.probabilities.shape[1]]
        title = f"{self._recognizer.name}: its answer after each epoch of training"
        figure = charts.answers_figure(found.epochs, found.probabilities, names, title, "epoch")
        self._draw("epochs", figure, svg=True)
        rows = ([epoch, *row] for epoch, row in zip(found.epochs, found.probabilities, strict=True))
        self._table("epochs", ["epoch", *names], rows)
        self.figures["epochs"] = {"epochs": found.epochs.tolist()}

    def _test_digits(self) -> Dataset:
        if self._digits is None:
            self._digits = self._test()
        return self._digits

    def _examined(self) -> Examination:
        """The test set's answers: from before, or asked for now and kept."""
        if self._examination is None:
            digits = self._test_digits()
            self._examination = self._kept.examination(digits)
            if self._examination is None:
                self._examination = examine(
                    self._classifier,
                    digits,
                    progress=lambda done, total: self._tell("reading digits", done, total),
                )
                self._kept.keep_examination(self._examination, digits)
        return self._examination

    def _tell(self, what: str, done: int, total: int) -> None:
        if self._listener is not None:
            self._listener(what, done, total)

    def _draw(self, name: str, figure: Figure, *, svg: bool = False) -> None:
        for suffix in (".png", ".svg") if svg else (".png",):
            figure.save(self._folder / f"{name}{suffix}")
            self.written.append(f"{name}{suffix}")

    def _table(self, name: str, heads: Sequence[str], rows: Iterable[Iterable[Any]]) -> None:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows([_cell(value) for value in row] for row in rows)
        write_atomically(self._folder / f"{name}.csv", text.getvalue().encode())
        self.written.append(f"{name}.csv")


def _cell(value: Any) -> Any:
    """Seven digits of what has been measured; whole numbers and texts as they are."""
    return f"{value:.7g}" if isinstance(value, float | np.floating) else value


def _plain(values: FloatArray) -> list[float]:
    return [round(float(value), 6) for value in values]

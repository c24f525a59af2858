"""What each step of a model does, in sentences; and how its figures are put together."""

from __future__ import annotations

from PySide6.QtCore import QObject

from digitpad.gui.inspector.model_steps import Step
from digitpad.gui.inspector.wording import shape_text


class StepTexts(QObject):
    """Finds the words for a `Step`, in the language shown."""

    def heading(self, step: Step) -> str:
        """Title, and the layer's name where tensors go by it."""
        return f"{step.title}  ({step.name})" if step.layer is not None else step.title

    def what_it_does(self, step: Step) -> str:
        """One or two sentences."""
        text = self._first_sentence(step)
        return f"{text} {self._bend(step)}".strip()

    def _first_sentence(self, step: Step) -> str:
        count, taken = step.shape[-1], step.taken[-1] if step.taken else 0
        texts = {
            "input": self.tr(
                "The drawing, as 28 × 28 numbers between 0 (paper) and 1 (ink): all that the "
                "model is told."
            ),
            "conv": self.tr(
                "Each of the {count} filters slides a window of {window} × {window} pixels over "
                "the {taken} pictures before it and adds up what lies below, weighted: one new "
                "picture a filter."
            ),
            "maxpool": self.tr(
                "Of every {window} × {window} pixels only the largest goes on: the pictures "
                "shrink, and a small shift of the drawing matters less."
            ),
            "dense": self.tr(
                "Each of the {count} units adds up all {taken} numbers before it, each with a "
                "weight of its own."
            ),
            "output": self.tr(
                "Each of the {count} outputs adds up all {taken} numbers before it, each with a "
                "weight of its own; the largest sum is the answer, and softmax makes "
                "probabilities of the sums."
            ),
            "features": self.tr(
                "The drawing is described by {count} numbers, such as how much of its outline "
                "runs in which direction where; nothing is learned here."
            ),
            "directions": self.tr(
                "The features are turned so that the {count} directions in which digits vary "
                "most come first, and the rest is dropped."
            ),
            "landmarks": self.tr(
                "The drawing is compared with {count} digits of the training set: 1 for the same "
                "digit, towards 0 the less alike they are."
            ),
        }
        if step.kind == "conv" and taken == 1:
            texts["conv"] = self.tr(
                "Each of the {count} filters slides a window of {window} × {window} pixels over "
                "the drawing and adds up what lies below, weighted: one new picture a filter."
            )
        text = texts.get(step.kind, "")
        return text.format(count=f"{count:,}", window=step.window, taken=f"{taken:,}")

    def _bend(self, step: Step) -> str:
        texts = {
            "relu": self.tr("ReLU then sets what is below zero to zero."),
            "tanh": self.tr("Tanh then squeezes every sum between −1 and 1."),
            "sigmoid": self.tr("The sigmoid then squeezes every sum between 0 and 1."),
        }
        return texts.get(step.bend, "")

    def sum_of_parameters(self, step: Step) -> str:
        """How the learned numbers add up: `9,248  =  3 × 3 × 32 × 32 + 32`."""
        if not step.parameters:
            return self.tr("none")
        if step.kind == "landmarks":
            count, side = step.shape[0], "28 × 28"
            return f"{step.parameters:,}  =  {count:,} × {side}"
        parts = " + ".join(shape_text(shape) for shape in step.weights)
        return f"{step.parameters:,}  =  {parts}"

    def seen(self, step: Step) -> str:
        """How much of the drawing one place depends on."""
        if step.seen is None or (step.seen.height, step.seen.width) == (28, 28):
            return self.tr("all of it")
        if step.seen.height == step.seen.width == 1:
            return self.tr("one pixel")
        size = f"{step.seen.height} × {step.seen.width}"
        return self.tr("{size} pixels for each place").format(size=size)

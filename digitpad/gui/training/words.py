"""What every setting and its choices are called, and what it does, so that a student understands.

One place for all of them, so that the form, the running view and the explanations on hover agree.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from digitpad.errors import ParameterError
from digitpad.training_plan.choice import kind_of_model

Words = dict[str, tuple[str, str]]
"""By the setting's name: its label and its sentence."""


class TrainingWords(QObject):
    """Labels and sentences in the language of the window, asked for again when that changes."""

    def kind(self, model: str) -> str:
        """What kind of model this is, in a sentence; its name where nothing is known of it."""
        known = {
            "mlp": self.tr(
                "A multi-layer perceptron: every pixel is connected to every hidden unit."
            ),
            "cnn-small": self.tr("A small convolutional network: a few 3 × 3 filters, then dense."),
            "cnn": self.tr(
                "A convolutional network: two stages of 3 × 3 filters, then dense. The best one."
            ),
            "svm-hog": self.tr("A support vector machine that looks at the directions of edges."),
            "svm-fourier": self.tr(
                "A support vector machine that looks at the waves in the picture."
            ),
            "softmax": self.tr("Softmax regression: every pixel votes for every digit."),
        }
        try:
            return known.get(model) or kind_of_model(model).summary
        except ParameterError:
            return model

    def choices(self) -> dict[str, dict[str, str]]:
        """By the setting's name: the words for what can be chosen."""
        return {
            "schedule": {
                "constant": self.tr("constant"),
                "step": self.tr("in steps"),
                "cosine": self.tr("cosine"),
                "one-cycle": self.tr("one cycle"),
            },
            "optimizer": {"sgd": "SGD", "adam": "Adam", "adamw": "AdamW"},
        }

    def model(self) -> Words:
        """Of the model and its parameters."""
        return {
            "model": (
                self.tr("Model"),
                self.tr(
                    "What kind of model learns: networks learn step by step, vector machines in "
                    "one go."
                ),
            ),
            "start": (
                self.tr("Start from"),
                self.tr(
                    "Fresh random weights, or those of a model that has learned already and is "
                    "to go on learning."
                ),
            ),
            "hidden": (
                self.tr("Hidden layers"),
                self.tr(
                    "How many units each hidden layer has: more of them can learn finer "
                    "differences and take longer."
                ),
            ),
            "hidden_units": (
                self.tr("Hidden units"),
                self.tr(
                    "How many units the dense layer before the answer has: more of them can tell "
                    "finer differences and take longer."
                ),
            ),
            "activation": (
                self.tr("Activation"),
                self.tr(
                    "The bend after each layer; without one, all layers together would be no "
                    "more than one."
                ),
            ),
            "dropout": (
                self.tr("Dropout"),
                self.tr(
                    "The share of units switched off at random in each step, so that no unit "
                    "relies on another."
                ),
            ),
            "filters": (
                self.tr("Filters"),
                self.tr(
                    "How many small patterns each stage looks for in every place of the picture."
                ),
            ),
            "depth": (
                self.tr("Layers a stage"),
                self.tr("How many convolutions follow one another before the picture is halved."),
            ),
            "kernel": (
                self.tr("Kernel"),
                self.tr(
                    "How two digits are compared: by a weighted sum, or by how near they lie to "
                    "each other."
                ),
            ),
            "C": (
                self.tr("Cost of errors C"),
                self.tr(
                    "How much a digit on the wrong side costs: high fits every digit, low keeps "
                    "a wide margin."
                ),
            ),
            "gamma": (
                self.tr("Nearness gamma"),
                self.tr(
                    "How fast likeness fades with distance: high sees only close neighbours, low "
                    "sees far."
                ),
            ),
            "landmarks": (
                self.tr("Landmarks"),
                self.tr(
                    "How many digits all others are compared with: more of them answer better "
                    "and more slowly."
                ),
            ),
            "features": (
                self.tr("Features"),
                self.tr(
                    "What is looked at instead of bare pixels: directions of edges, or the waves "
                    "in the picture."
                ),
            ),
            "deskew": (
                self.tr("Upright first"),
                self.tr("Takes the slant out of each digit before it is looked at."),
            ),
            "components": (
                self.tr("Main directions"),
                self.tr(
                    "How many directions in which digits differ most are kept of the features; 0 "
                    "keeps all."
                ),
            ),
            "held_out": (
                self.tr("Held out for odds"),
                self.tr(
                    "The share of digits that the probabilities are fitted to before they are "
                    "learned from, too."
                ),
            ),
            "tolerance": (
                self.tr("Exact to"),
                self.tr(
                    "When to stop: the smaller, the closer to the very best answer and the "
                    "longer it takes."
                ),
            ),
            "penalty": (
                self.tr("Penalty"),
                self.tr("Keeps weights small, so that no single pixel decides."),
            ),
            "steps": (
                self.tr("Most steps"),
                self.tr("After so many steps learning stops even if it could still get better."),
            ),
            "machine_seed": (
                self.tr("Seed"),
                self.tr("The number all chance comes from: the same seed gives the same model."),
            ),
        }

    def data(self) -> Words:
        """Of what is learned from."""
        return {
            "mnist": (
                self.tr("MNIST digits"),
                self.tr(
                    "How many of MNIST's 60,000 handwritten training digits are learned from; "
                    "fewer go faster."
                ),
            ),
            "samples": (
                self.tr("My own samples"),
                self.tr(
                    "How many times each digit you have corrected or written for digitpad comes "
                    "up in an epoch; 0 leaves them out."
                ),
            ),
            "synthetic": (
                self.tr("Synthetic digits"),
                self.tr(
                    "Digits drawn by the program in habits MNIST hardly has, such as a crossed "
                    "seven."
                ),
            ),
            "non_digits": (
                self.tr("Other drawings"),
                self.tr(
                    "Letters, signs and scribbles, so that the model learns to say that "
                    "something is no digit."
                ),
            ),
            "validation": (
                self.tr("Held out"),
                self.tr(
                    "Digits kept back from learning, to see after each epoch how well it reads "
                    "what it has not seen."
                ),
            ),
            "other": (
                self.tr("Other digits"),
                self.tr(
                    "A data set of yours: a pair of IDX files as MNIST has them, or folders 0 to "
                    "9 with pictures."
                ),
            ),
        }

    def variation(self) -> Words:
        """Of the changes made to the digits."""
        return {
            "variation": (
                self.tr("Variation"),
                self.tr(
                    "Every digit is changed a little each time it comes up, so that the model "
                    "meets more hands than there are."
                ),
            ),
            "rotation": (
                self.tr("Turn"),
                self.tr("Each digit is turned by up to so many degrees to either side."),
            ),
            "scale": (
                self.tr("Stretch"),
                self.tr(
                    "Width and height are each changed by up to this share: 0.1 means 90 to 110 "
                    "percent."
                ),
            ),
            "shear": (
                self.tr("Slant"),
                self.tr(
                    "Each digit leans to either side by up to so many pixels for each pixel of "
                    "height."
                ),
            ),
            "shift": (
                self.tr("Shift"),
                self.tr("Each digit is moved by up to so many pixels in every direction."),
            ),
            "elastic": (
                self.tr("Bend"),
                self.tr(
                    "How many pixels the strokes are bent by, smoothly, as an unsteady hand would."
                ),
            ),
            "elastic_smoothness": (
                self.tr("Smoothness"),
                self.tr(
                    "How wide the bends are, in pixels: small values crumple, large ones sway."
                ),
            ),
            "thickness": (
                self.tr("Pen"),
                self.tr(
                    "Strokes are made thicker or thinner by up to this part of a pixel on each "
                    "side."
                ),
            ),
            "contrast": (
                self.tr("Faintness"),
                self.tr("How far the ink may become fainter or darker."),
            ),
        }

    def learning(self) -> Words:
        """Of how it is learned."""
        return {
            "epochs": (
                self.tr("Epochs"),
                self.tr("How many times the model sees every digit."),
            ),
            "batch_size": (
                self.tr("Batch"),
                self.tr(
                    "How many digits are looked at before the weights are moved: small ones "
                    "learn in more, noisier steps."
                ),
            ),
            "learning_rate": (
                self.tr("Learning rate"),
                self.tr(
                    "How far the weights move in each step: too small takes forever, too large "
                    "never arrives."
                ),
            ),
            "schedule": (
                self.tr("Schedule"),
                self.tr(
                    "How the learning rate changes on the way: large steps first, fine ones last."
                ),
            ),
            "optimizer": (
                self.tr("Optimizer"),
                self.tr(
                    "How a step is made from the slope: SGD rolls downhill, Adam gives each "
                    "weight its own step length."
                ),
            ),
            "momentum": (
                self.tr("Momentum"),
                self.tr(
                    "How much of the last step goes on in the next one, like a ball that keeps "
                    "rolling."
                ),
            ),
            "nesterov": (
                self.tr("Look ahead"),
                self.tr("Takes the slope from where the momentum is about to carry the weights."),
            ),
            "weight_decay": (
                self.tr("Weight decay"),
                self.tr(
                    "Pulls all weights a little towards zero, so that only useful ones stay large."
                ),
            ),
            "label_smoothing": (
                self.tr("Label smoothing"),
                self.tr(
                    "Asks for a little less than certainty, so that the model does not become "
                    "too sure of itself."
                ),
            ),
            "average_decay": (
                self.tr("Averaging"),
                self.tr(
                    "The model is a moving average of the weights, which is steadier than the "
                    "last ones; 0 switches it off."
                ),
            ),
            "plain_epochs": (
                self.tr("Plain epochs"),
                self.tr(
                    "The last epochs show the digits as they are, without variations, so that "
                    "the model settles on what it will be asked."
                ),
            ),
            "seed": (
                self.tr("Seed"),
                self.tr(
                    "The number all chance comes from: the same seed and threads give exactly "
                    "the same model."
                ),
            ),
            "threads": (
                self.tr("Threads"),
                self.tr("How many cores work on it; 0 takes all of them."),
            ),
        }

"""Label and explanation of every training setting.

The form, the running view and the model library show the same texts.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from digitpad.common.errors import ParameterError
from digitpad.estimators.registry import model_kind

Texts = dict[str, tuple[str, str]]
"""By the setting's name: its label and its explanation."""


class SettingTexts(QObject):
    """Labels and explanations in the current language. Ask again when the language changes."""

    def kind(self, model: str) -> str:
        """Describe a kind of model in a sentence; for an unknown kind, return its name."""
        known = {
            "mlp": self.tr(
                "A multi-layer perceptron: every pixel is connected to every hidden unit."
            ),
            "cnn-small": self.tr("A small convolutional network: a few 3 × 3 filters, then dense."),
            "cnn": self.tr(
                "A convolutional network: 5 × 5, then 3 × 3 filters, then dense. The most "
                "accurate model."
            ),
            "svm-hog": self.tr("A support vector machine on histograms of oriented gradients."),
            "svm-fourier": self.tr("A support vector machine on Fourier and wave features."),
            "softmax": self.tr("Softmax regression: a linear classifier on the pixels."),
        }
        try:
            return known.get(model) or model_kind(model).summary
        except ParameterError:
            return model

    def choices(self) -> dict[str, dict[str, str]]:
        """The texts of the choices, by the setting's name."""
        return {
            "schedule": {
                "constant": self.tr("constant"),
                "step": self.tr("step"),
                "cosine": self.tr("cosine"),
                "one-cycle": self.tr("one cycle"),
            },
            "optimizer": {"sgd": "SGD", "adam": "Adam", "adamw": "AdamW"},
        }

    def model(self) -> Texts:
        """Texts of the model and its parameters."""
        return {
            "model": (
                self.tr("Model"),
                self.tr(
                    "The kind of model. Networks are trained in epochs, vector machines in one run "
                    "of a solver."
                ),
            ),
            "start": (
                self.tr("Initial weights"),
                self.tr("Start from random weights, or continue from a trained model."),
            ),
            "hidden": (
                self.tr("Hidden layers"),
                self.tr(
                    "The number of units in each hidden layer. More units are more accurate and "
                    "slower."
                ),
            ),
            "hidden_units": (
                self.tr("Hidden units"),
                self.tr(
                    "The number of units in the dense layer before the output. More units are more "
                    "accurate and slower."
                ),
            ),
            "activation": (
                self.tr("Activation"),
                self.tr(
                    "The nonlinear function after each layer. Without it, all layers together "
                    "would be a single linear layer."
                ),
            ),
            "dropout": (
                self.tr("Dropout"),
                self.tr(
                    "The fraction of units set to zero at random in each step, which reduces "
                    "overfitting."
                ),
            ),
            "filters": (
                self.tr("Filters"),
                self.tr("The number of convolution filters in each stage."),
            ),
            "first_kernel": (
                self.tr("First filters"),
                self.tr(
                    "The side of the filters of the first stage. With 3, the stage is like the "
                    "others; with any other size, it is a single convolution."
                ),
            ),
            "depth": (
                self.tr("Layers per stage"),
                self.tr("The number of convolutions in each stage of 3 × 3 filters."),
            ),
            "kernel": (
                self.tr("Kernel"),
                self.tr(
                    "How two digits are compared: by the dot product of their features (linear), "
                    "or by the distance between them (RBF)."
                ),
            ),
            "C": (
                self.tr("Penalty C"),
                self.tr(
                    "The penalty for margin violations. High values fit the training digits more "
                    "closely, low values give a wider margin."
                ),
            ),
            "gamma": (
                self.tr("Gamma"),
                self.tr(
                    "How fast the RBF kernel decreases with distance. With high values only close "
                    "neighbours count."
                ),
            ),
            "landmarks": (
                self.tr("Landmarks"),
                self.tr(
                    "The number of training digits that approximate the kernel (Nyström method). "
                    "More landmarks are more accurate and slower."
                ),
            ),
            "features": (
                self.tr("Features"),
                self.tr("The features computed from the pixels, such as oriented gradients."),
            ),
            "deskew": (
                self.tr("Deskew"),
                self.tr("Removes the slant of each digit before the features are computed."),
            ),
            "components": (
                self.tr("PCA components"),
                self.tr("The number of principal components of the features; 0 keeps them all."),
            ),
            "held_out": (
                self.tr("Calibration split"),
                self.tr(
                    "The fraction of the training digits that the probabilities are calibrated "
                    "on. The final model is then trained on all digits."
                ),
            ),
            "tolerance": (
                self.tr("Tolerance"),
                self.tr(
                    "The solver stops at this distance from the optimum. Smaller values are more "
                    "exact and slower."
                ),
            ),
            "penalty": (
                self.tr("L2 penalty"),
                self.tr("The strength of L2 regularization, which keeps the weights small."),
            ),
            "steps": (
                self.tr("Max. iterations"),
                self.tr("Training stops after this number of iterations, converged or not."),
            ),
            "classifier_seed": (
                self.tr("Seed"),
                self.tr("The seed of the random numbers. The same seed gives the same model."),
            ),
        }

    def data(self) -> Texts:
        """Texts of the training data."""
        return {
            "mnist": (
                self.tr("MNIST digits"),
                self.tr(
                    "The number of MNIST training digits to use, at most 60,000. Fewer digits "
                    "train faster."
                ),
            ),
            "samples": (
                self.tr("My own samples"),
                self.tr(
                    "How often each of your corrected or recorded digits is used per epoch; 0 "
                    "leaves them out."
                ),
            ),
            "synthetic": (
                self.tr("Synthetic digits"),
                self.tr(
                    "The number of digits generated by the program, with forms that are rare in "
                    "MNIST, such as a crossed seven."
                ),
            ),
            "non_digits": (
                self.tr("Non-digits"),
                self.tr(
                    "The number of generated letters, symbols and scribbles, from which the model "
                    "learns to reject what is not a digit."
                ),
            ),
            "pen_digits": (
                self.tr("Pen digits"),
                self.tr(
                    "How many slightly varied copies of each digit of the included pen recordings "
                    "are added. They were written by several hundred people."
                ),
            ),
            "pen_letters": (
                self.tr("Pen letters"),
                self.tr(
                    "How many varied copies of each letter and symbol of the included pen "
                    "recordings are added, from which the model learns to reject what is not a "
                    "digit."
                ),
            ),
            "validation": (
                self.tr("Validation set"),
                self.tr(
                    "The number of digits not used for training. The model is evaluated on them "
                    "after each epoch."
                ),
            ),
            "dataset": (
                self.tr("Own data set"),
                self.tr(
                    "Additional training data: a pair of IDX files like those of MNIST, or a "
                    "folder of images with subfolders 0 to 9."
                ),
            ),
        }

    def augmentation(self) -> Texts:
        """Texts of data augmentation."""
        return {
            "strength": (
                self.tr("Augmentation"),
                self.tr(
                    "Every digit is transformed at random each time it is used, so that the model "
                    "generalizes to other handwriting."
                ),
            ),
            "rotation": (
                self.tr("Rotation"),
                self.tr("The maximum rotation in degrees, in both directions."),
            ),
            "scale": (
                self.tr("Scale"),
                self.tr(
                    "The maximum relative change of width and of height: 0.1 means 90 to 110 "
                    "percent."
                ),
            ),
            "shear": (
                self.tr("Shear"),
                self.tr("The maximum horizontal displacement per pixel of height."),
            ),
            "shift": (
                self.tr("Shift"),
                self.tr("The maximum shift in pixels, in every direction."),
            ),
            "elastic": (
                self.tr("Elastic distortion"),
                self.tr("How far an elastic distortion moves the strokes, in pixels."),
            ),
            "elastic_smoothness": (
                self.tr("Elastic smoothness"),
                self.tr(
                    "The smoothness of the elastic distortion in pixels. Small values distort "
                    "details, large values the whole digit."
                ),
            ),
            "thickness": (
                self.tr("Stroke width"),
                self.tr("The maximum change of the stroke width on each side, in pixels."),
            ),
            "contrast": (
                self.tr("Contrast"),
                self.tr("How much fainter or darker the ink may become."),
            ),
        }

    def learning(self) -> Texts:
        """Texts of the training settings of networks."""
        return {
            "epochs": (
                self.tr("Epochs"),
                self.tr("The number of passes through the training data."),
            ),
            "batch_size": (
                self.tr("Batch size"),
                self.tr(
                    "The number of digits per training step. Small batches give more, noisier "
                    "steps."
                ),
            ),
            "learning_rate": (
                self.tr("Learning rate"),
                self.tr(
                    "The step size of the optimizer. If it is too small, training is slow; if it "
                    "is too large, training does not converge."
                ),
            ),
            "schedule": (
                self.tr("Schedule"),
                self.tr("How the learning rate changes during training."),
            ),
            "optimizer": (
                self.tr("Optimizer"),
                self.tr(
                    "How the weights are updated from the gradients: SGD uses one step size, Adam "
                    "adapts it for each weight."
                ),
            ),
            "momentum": (
                self.tr("Momentum"),
                self.tr("The fraction of the last update that is added to the next one."),
            ),
            "nesterov": (
                self.tr("Nesterov"),
                self.tr(
                    "Nesterov momentum: the gradient is taken after the momentum step. Only for "
                    "SGD."
                ),
            ),
            "weight_decay": (
                self.tr("Weight decay"),
                self.tr("Reduces all weights a little in each step, which limits overfitting."),
            ),
            "label_smoothing": (
                self.tr("Label smoothing"),
                self.tr(
                    "Moves a part of the target probability to the other classes, so that the "
                    "model is less overconfident."
                ),
            ),
            "average_decay": (
                self.tr("Weight averaging"),
                self.tr(
                    "The decay of an exponential moving average of the weights, which becomes the "
                    "final model; 0 turns it off."
                ),
            ),
            "plain_epochs": (
                self.tr("Final plain epochs"),
                self.tr("The number of epochs at the end without data augmentation."),
            ),
            "seed": (
                self.tr("Seed"),
                self.tr(
                    "The seed of the random numbers. The same seed and number of threads give "
                    "exactly the same model."
                ),
            ),
            "threads": (
                self.tr("Threads"),
                self.tr("The number of processor cores to use; 0 uses all of them."),
            ),
        }

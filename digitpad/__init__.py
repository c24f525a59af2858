"""digitpad recognizes handwritten digits while they are drawn.

    >>> import digitpad
    >>> digitpad.recognize("seven.png").digit      # a path, PIL picture, array, or strokes
    >>> X, y = digitpad.load_mnist()               # (60000, 28, 28) uint8 and their labels
    >>> model = digitpad.NetworkClassifier(epochs=3).fit(X, y, verbose=True)
    >>> model.save("mine.safetensors")             # digitpad.load_model reads it again

Classifiers speak scikit-learn's protocol: fit, predict, predict_proba, score, clone, grid search.
On the command line, `digitpad` opens the drawing pad and `digitpad --help` lists the commands.
"""

from importlib import import_module

TYPE_CHECKING = False  # as type checkers understand it too; `typing` takes longer than all the rest
if TYPE_CHECKING:
    from digitpad.common.errors import DigitpadError
    from digitpad.estimators.baselines import NearestNeighbours, SoftmaxRegression
    from digitpad.estimators.exact_svm import ExactSVM
    from digitpad.estimators.network import NetworkClassifier
    from digitpad.estimators.svm import SVM
    from digitpad.ink.strokes import Ink, Stroke
    from digitpad.recognition.answers import Recognition
    from digitpad.recognition.recognizer import Recognizer
    from digitpad.recognition.shortcuts import load_mnist, load_model, recognize, save_model

__version__ = "0.1.0"

__all__ = [
    "SVM",
    "DigitpadError",
    "ExactSVM",
    "Ink",
    "NearestNeighbours",
    "NetworkClassifier",
    "Recognition",
    "Recognizer",
    "SoftmaxRegression",
    "Stroke",
    "load_mnist",
    "load_model",
    "recognize",
    "save_model",
]

_MODULES = {
    "SVM": "estimators.svm",
    "DigitpadError": "common.errors",
    "ExactSVM": "estimators.exact_svm",
    "Ink": "ink.strokes",
    "NearestNeighbours": "estimators.baselines",
    "NetworkClassifier": "estimators.network",
    "Recognition": "recognition.answers",
    "Recognizer": "recognition.recognizer",
    "SoftmaxRegression": "estimators.baselines",
    "Stroke": "ink.strokes",
    "load_mnist": "recognition.shortcuts",
    "load_model": "recognition.shortcuts",
    "recognize": "recognition.shortcuts",
    "save_model": "recognition.shortcuts",
}
"""Where each public name lives; imported when it is first used, so `import digitpad` is quick."""


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

"""Which models there are: those that ship with digitpad, and the user's own."""

from pathlib import Path

from digitpad.errors import ModelFileError
from digitpad.modelfile import SUFFIX
from digitpad.paths import bundled_models, user_models

PREFERRED = ("cnn", "cnn-small", "mlp", "svm-hog", "svm-fourier", "softmax")
"""Of the bundled models, the best first; the first that is there is the default."""


def available_models() -> list[str]:
    """Names for `find_model`, the default first, the user's own last."""
    bundled = _names(bundled_models())
    ordered = [name for name in PREFERRED if name in bundled]
    ordered += [name for name in bundled if name not in ordered]
    return ordered + [name for name in _names(user_models()) if name not in ordered]


def find_model(model: str | Path | None = None) -> Path:
    """The file of a model by its name or path; None means the default.

    Raises:
        ModelFileError: there is no such model; the message lists those there are.
    """
    if model is None:
        names = available_models()
        if not names:
            raise ModelFileError(f"{bundled_models()}: there is no model in this folder")
        model = names[0]
    path = Path(model)
    if path.suffix == SUFFIX:
        return path
    for folder in (user_models(), bundled_models()):
        candidate = folder / f"{model}{SUFFIX}"
        if path.name == str(model) and candidate.is_file():
            return candidate
    known = ", ".join(available_models()) or "none"
    raise ModelFileError(f"there is no model {str(model)!r}; there are: {known}")


def _names(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob(f"*{SUFFIX}"))

"""The names of the models there are, and the default one.

Kept apart from `catalog.py`, which imports all that reads and changes models: the window shows the
names before that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from digitpad.common.user_folders import SUFFIX, bundled_models, user_data, user_models

PREFERRED = ("cnn", "cnn-small", "mlp", "svm-hog", "svm-fourier", "softmax")
"""The bundled models, best first; the first that exists is the default."""

PERSONAL_PREFIX = "personal-"
"""Before the name of a model that was fine-tuned on the user's digits."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The content of the file `library.json` in the user's folder.

    Attributes:
        default: the name of the model that answers where none is asked for; None for the usual one.
        notes: the user's own words about bundled models, by their names.
    """

    default: str | None = None
    notes: dict[str, str] = field(default_factory=dict)


def choices() -> Choices:
    """What was chosen; a damaged or missing file counts as nothing chosen."""
    if not choices_file().exists():
        return Choices()
    from digitpad.common.reading import read_json  # noqa: PLC0415
    from digitpad.common.validation import DescriptionError, build  # noqa: PLC0415

    try:
        return build(Choices, read_json(choices_file()), choices_file())
    except DescriptionError:
        return Choices()


def choices_file() -> Path:
    """Where `choices` are kept."""
    return user_data() / "library.json"


def available_models() -> list[str]:
    """Names for `find_model`, the default first, the user's own last."""
    bundled, own = _names(bundled_models()), _names(user_models())
    ordered = [name for name in PREFERRED if name in bundled]
    ordered += [name for name in bundled if name not in ordered]
    ordered += [name for name in own if name not in ordered]
    chosen = choices().default
    return sorted(ordered, key=lambda name: name != chosen)


def _names(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob(f"*{SUFFIX}"))


def base_name(name: str) -> str:
    """The name of the model that a personal model was fine-tuned from; other names as they are."""
    return name.removeprefix(PERSONAL_PREFIX)

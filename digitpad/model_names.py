"""Names for models: what can be a file's name everywhere, and what is still free."""

from __future__ import annotations

from pathlib import Path

from digitpad.errors import ParameterError
from digitpad.modelfile import SUFFIX
from digitpad.paths import bundled_models, user_models

LONGEST = 80
_FORBIDDEN = set('<>:"/\\|?*')
_RESERVED = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(10))}


def check_name(name: str) -> None:
    """Refuse what cannot be a file's name on every system. Raises `ParameterError`."""
    if not name.strip():
        raise ParameterError("a model needs a name")
    if len(name) > LONGEST:
        raise ParameterError(f"a model's name has at most {LONGEST} letters, not {len(name)}")
    wrong = next((c for c in name if c in _FORBIDDEN or ord(c) < 32), None)
    if wrong:
        raise ParameterError(f"{name!r}: a model's name cannot have {wrong!r} in it")
    if name != name.strip() or name.startswith(".") or name.endswith((".", SUFFIX)):
        raise ParameterError(
            f"{name!r}: a model's name begins and ends with a letter or number, without {SUFFIX}"
        )
    if name.split(".", maxsplit=1)[0].lower() in _RESERVED:
        raise ParameterError(f"{name!r} is a name that some systems keep for themselves")


def is_taken(name: str) -> bool:
    """Whether a bundled model or one of the user's has this name."""
    places = user_models(), bundled_models()
    return any((place / f"{name}{SUFFIX}").exists() for place in places)


def new_model_file(name: str) -> Path:
    """Where a new model of the user's of this name goes.

    Raises:
        ParameterError: it cannot be a name, or it is taken: no model is replaced unasked.
    """
    check_name(name)
    if is_taken(name):
        raise ParameterError(f"there is a model called {name!r} already; choose another name")
    return user_models() / f"{name}{SUFFIX}"


def free_name(stem: str) -> str:
    """`mlp-1`, `mlp-2`, ...: the first that is not taken."""
    number = 1
    while is_taken(f"{stem}-{number}"):
        number += 1
    return f"{stem}-{number}"

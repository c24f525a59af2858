"""How figures and names are written in the window and in the demonstration, in one place."""

import re


def percent(probability: float) -> str:
    """A probability with one decimal, such as `97.3%`."""
    return f"{probability:.1%}"


def without_mnemonic(text: str) -> str:
    """A menu text as it is written elsewhere: `&Undo` and `撤销(&U)` without their keys."""
    return re.sub(r"\(&.\)|&", "", text)

"""How figures and names are written in the window and in the demonstration, in one place."""

import re


def percent(probability: float) -> str:
    """A probability with one decimal, such as `97.3%`."""
    return f"{probability:.1%}"


def without_mnemonic(text: str) -> str:
    """A menu text as it is written elsewhere: `&Undo` and `撤销(&U)` without their keys."""
    return re.sub(r"\(&.\)|&", "", text)


def number_text(value: float) -> str:
    """A number in few figures, with a minus sign of its own width: `−0.123`, `1.2e−05`."""
    if value == 0:
        return "0"
    size = abs(value)
    if size >= 10_000 or size < 0.0005:
        text = f"{value:.1e}"
    else:
        text = f"{value:.3f}" if size < 10 else f"{value:,.1f}"
    return text.replace("-", "−")

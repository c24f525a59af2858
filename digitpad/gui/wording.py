"""Formats numbers, durations, shapes and names for the window and the demonstration."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from digitpad.nn.layers import Shape


translate = QCoreApplication.translate

ACTIVATION_NAMES = {"relu": "ReLU", "tanh": "tanh", "sigmoid": "sigmoid"}
"""The names of activation functions; they are the same in every language."""


def percent(probability: float) -> str:
    """A probability with one decimal, such as `97.3%`."""
    return f"{probability:.1%}"


def without_mnemonic(text: str) -> str:
    """A menu text without its mnemonic: `&Undo` and `撤销(&U)`."""
    return re.sub(r"\(&.\)|&", "", text)


def number_text(value: float) -> str:
    """A number with few digits and a typographic minus: `−0.123`, `1.2e−05`."""
    if value == 0:
        return "0"
    size = abs(value)
    if size >= 10_000 or size < 0.0005:
        text = f"{value:.1e}"
    else:
        text = f"{value:.3f}" if size < 10 else f"{value:,.1f}"
    return text.replace("-", "−")


def short_number_text(value: float) -> str:
    """A number for a small cell: `−0.12`, `4.56`, `12.3`."""
    text = f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"
    return ("0" if float(text) == 0 else text).replace("-", "−")


def shape_text(shape: Shape) -> str:
    """A shape, such as `24 × 24 × 32`."""
    return " × ".join(f"{length:,}" for length in shape)


def signed_text(value: float) -> str:
    """A number with its sign: `+0.83`, `−0.61`."""
    return f"{value:+.2f}".replace("-", "−")


def large_number(count: int) -> str:
    """A count with at most four digits: `9,248`, `5.3 M`."""
    return f"{count / 1e6:.1f} M" if count >= 1_000_000 else f"{count:,}"


def duration(seconds: float) -> str:
    """Format seconds with at most two units; `–` if they are not finite."""
    if not math.isfinite(seconds):
        return "–"
    whole = max(0, round(seconds))
    if whole < 60:
        return translate("durations", "{seconds} s").format(seconds=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 10 and rest:
        text = translate("durations", "{minutes} min {seconds} s")
        return text.format(minutes=minutes, seconds=rest)
    minutes = round(whole / 60)
    if minutes < 60:
        return translate("durations", "{minutes} min").format(minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    text = translate("durations", "{hours} h {minutes} min")
    if not minutes:
        text = translate("durations", "{hours} h")
    return text.format(hours=hours, minutes=minutes)


def approximate_duration(seconds: float) -> str:
    """Format an estimate, rounded to 5 or 10 seconds above 10 and 120 seconds."""
    if seconds > 120:
        return duration(round(seconds / 10) * 10)
    if seconds > 10:
        return duration(round(seconds / 5) * 5)
    return duration(math.ceil(seconds))

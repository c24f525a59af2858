"""How long something takes, as exactly as is useful: 28 s, 4 min 50 s, 1 h 20 min."""

from __future__ import annotations

import math


def duration(seconds: float) -> str:
    """A time in the largest two units that matter."""
    if not math.isfinite(seconds):
        return "–"
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 10:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    minutes = round(whole / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def rough(seconds: float) -> str:
    """The same, for an estimate: nobody knows the last seconds of an hour."""
    if seconds > 120:
        return duration(round(seconds / 10) * 10)
    if seconds > 10:
        return duration(round(seconds / 5) * 5)
    return duration(math.ceil(seconds))

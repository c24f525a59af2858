"""How long something takes, as exactly as is useful: 28 s, 4 min 50 s, 1 h 20 min."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def duration(seconds: float) -> str:
    """A time in the largest two units that matter."""
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


def rough(seconds: float) -> str:
    """The same, for an estimate: nobody knows the last seconds of an hour."""
    if seconds > 120:
        return duration(round(seconds / 10) * 10)
    if seconds > 10:
        return duration(round(seconds / 5) * 5)
    return duration(math.ceil(seconds))

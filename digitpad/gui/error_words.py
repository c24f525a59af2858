"""What went wrong, in the language shown: the core speaks English, the window whatever is chosen.

The core's messages are sentences with names and numbers in them. Each is recognized by its
template, and what stands in its places, which may be such a message too, goes into the translation.
"""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from digitpad.gui.error_templates import TEMPLATES

_PLACE = re.compile(r"{(\w+)}")


def in_words(error: BaseException | str) -> str:
    """An error's message, or another sentence of the core, for the person at the window.

    What no template fits stays as it is.
    """
    text = str(error)
    for template, pattern in _patterns():
        found = pattern.fullmatch(text)
        if not found:
            continue
        words = QCoreApplication.translate("Errors", template)
        parts = {name: in_words(part) for name, part in found.groupdict().items()}
        if words != template and (_own_words(template) or parts != found.groupdict()):
            return words.format(**parts)
    return text


def _own_words(template: str) -> str:
    """What is in it besides places and marks."""
    return re.sub(r"\W", "", _PLACE.sub("", template))


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Templates and how to recognize their messages, those with most words of their own first."""
    ordered = sorted(TEMPLATES, key=lambda template: -len(_own_words(template)))
    return [(template, _pattern(template)) for template in ordered]


def _pattern(template: str) -> re.Pattern[str]:
    pieces = _PLACE.split(template)
    words = [re.escape(piece) for piece in pieces[::2]]
    places = [f"(?P<{name}>.+?)" for name in pieces[1::2]]
    mixed = [piece for pair in zip(words, [*places, ""], strict=True) for piece in pair]
    return re.compile("".join(mixed), re.DOTALL)

"""What went wrong, in the language shown: the core speaks English, the window whatever is chosen.

The core's messages are sentences with names and numbers in them. Each is recognized by its
template, and what stands in its places, which may be such a message too, goes into the translation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from digitpad.gui.error_templates import TEMPLATES

DEEPEST = 3
"""So deep do messages stand within messages; a long text that nobody foresaw is not searched on."""

_PLACE = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class _Template:
    """How a message is recognized.

    Attributes:
        text: with `{places}`.
        pattern: the same with groups.
        longest: the longest piece between two places; without it in a message, no need to look.
        own_words: how many letters are its own.
    """

    text: str
    pattern: re.Pattern[str]
    longest: str
    own_words: int


def in_words(error: BaseException | str) -> str:
    """An error's message, or another sentence of the core, for the person at the window.

    What no template fits stays as it is.
    """
    return _said(str(error), DEEPEST)


def _said(text: str, depth: int) -> str:
    for template in _templates():
        if not depth or template.longest not in text:
            continue
        words = QCoreApplication.translate("Errors", template.text)
        if words == template.text or not (found := template.pattern.fullmatch(text)):
            continue
        parts = {name: _said(part, depth - 1) for name, part in found.groupdict().items()}
        if template.own_words or parts != found.groupdict():
            return words.format(**parts)
    return text


@lru_cache(maxsize=1)
def _templates() -> list[_Template]:
    """Those with most words of their own first."""
    return sorted(map(_template, TEMPLATES), key=lambda template: -template.own_words)


def _template(text: str) -> _Template:
    pieces = _PLACE.split(text)
    literal = pieces[::2]
    places = [f"(?P<{name}>.+?)" for name in pieces[1::2]]
    mixed = [re.escape(literal[0])]
    for place, piece in zip(places, literal[1:], strict=True):
        mixed += [place, re.escape(piece)]
    own_words = len(re.sub(r"\W", "", "".join(literal)))
    return _Template(text, re.compile("".join(mixed), re.DOTALL), max(literal, key=len), own_words)

"""A picture for each term of the glossary, the same for all languages, light and dark.

Nearly all show what the program computes: its models, its digits, short trainings of its networks.
Numbers and signs take the place of words.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from digitpad.gui.application import WindowContext
from tests.tools.pictures.glossary import answers, digits, layers, networks, trainings, vectors
from tests.tools.pictures.glossary.sheet import SCHEMES, Sheet

PICTURES = {
    name: picture
    for module in (digits, layers, networks, trainings, answers, vectors)
    for name, picture in module.PICTURES.items()
}
"""What draws each term, by its anchor in the glossary."""


def make(context: WindowContext, names: Collection[str], folder: Path) -> None:
    """Write some of the pictures."""
    for name in names:
        for scheme in SCHEMES:
            sheet = Sheet(scheme)
            PICTURES[name](sheet)
            sheet.save(folder / f"{name}-{scheme}.png")

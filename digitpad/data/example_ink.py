"""Example ink of every digit, by varied writers, that ships with digitpad.

It was traced from training images of MNIST; `tests/tools/build_example_ink.py` makes it again.
"""

from __future__ import annotations

from digitpad.common.user_folders import resource
from digitpad.ink.files import LabelledInk, read_ink_set


def load_examples() -> list[LabelledInk]:
    """The bundled example ink, 15 of each digit, labels "0" to "9".

    Raises:
        InkError: the bundled file is missing or damaged.
    """
    return read_ink_set(resource("ink", "examples.json.gz"))

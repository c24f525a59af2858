"""Make the pictures of the README and of the guide: `python -m tests.tools.pictures`.

    readme      resources/pictures            the pad, the training window, the inspector
    guide       resources/guide/*/pictures    windows, in every language, light and dark
    glossary    resources/guide/pictures      a picture for each term, light and dark

It needs no screen. Windows have settings of their own, and models are trained where a picture shows
a training; all pictures take some minutes. Name a kind to make only its pictures, and with `--only`
some of them: `python -m tests.tools.pictures glossary --only softmax`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from digitpad.common.user_folders import resource
from tests.tools.pictures import glossary, guide, readme
from tests.tools.pictures.windows import program

KINDS = {
    "readme": (readme.PICTURES, readme.make, resource("pictures")),
    "guide": (guide.PICTURES, guide.make, resource("guide")),
    "glossary": (tuple(glossary.PICTURES), glossary.make, resource("guide", "pictures")),
}
"""What pictures there are of each kind, what makes them, and their folder."""


def main() -> int:
    """Make all pictures, or those that are named; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", nargs="?", choices=KINDS, help="only those of one kind")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only some pictures of the kind")
    parser.add_argument("--out", type=Path, help="another folder for the kind")
    arguments = parser.parse_args()
    if arguments.kind is None and (arguments.only or arguments.out):
        parser.error("--only and --out are for one kind of pictures")
    with program() as context:
        for kind in [arguments.kind] if arguments.kind else KINDS:
            names, make, folder = KINDS[kind]
            if unknown := set(arguments.only or ()) - set(names):
                parser.error(f"there is no picture {min(unknown)!r}; there are {', '.join(names)}")
            make(context, arguments.only or names, arguments.out or folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())

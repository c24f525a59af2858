"""The documents of the project, and the commands and code in them."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCUMENTS = [
    README,
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "resources" / "docs").glob("*.md")),
    *sorted((ROOT / ".github").glob("*.md")),
]
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Fragment:
    """A block of code in a document.

    Attributes:
        document: its name.
        language: as the document names it, such as "sh".
        text: the code, with a line break at its end.
    """

    document: str
    language: str
    text: str

    @property
    def words(self) -> list[list[str]]:
        """The words of each line of a shell block, without comments."""
        return [shlex.split(line, comments=True) for line in self.text.splitlines()]


def fragments(*languages):
    """All blocks of these languages, or of any."""
    return [
        Fragment(path.name, language, text)
        for path in DOCUMENTS
        for language, text in _BLOCK.findall(path.read_text("utf-8"))
        if not languages or language in languages
    ]

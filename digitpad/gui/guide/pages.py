"""The guide's Markdown files: one folder for each language, one file for each page.

`README.md` is the first page and lists the others in their order. A topic names a section in every
language: `training` a whole page, `training#augmentation` the section whose heading begins with
`<a id="augmentation"></a>`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from digitpad.common.user_folders import resource

CONTENTS = "README"
"""The name of the page that lists the others."""

_HEADING = re.compile(r'^(#+) (?:<a id="([a-z0-9-]+)"></a>)?(.+)$', re.MULTILINE)
_PAGE_LINK = re.compile(r"\]\(([a-z-]+)\.md\)")
_CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARK = re.compile("[*`]")
_PLAIN_PARAGRAPH = re.compile(r"^(?![#`|!<>-])", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the guide with the text below it, up to the next heading.

    Attributes:
        page: the name of the file without its suffix.
        anchor: the same in every language; empty for the heading of a page.
        title: the heading.
        level: 1 for the heading of a page.
        text: in Markdown, without the heading.
    """

    page: str
    anchor: str
    title: str
    level: int
    text: str

    @property
    def topic(self) -> str:
        """The section's name in links, such as `training#augmentation`."""
        return f"{self.page}#{self.anchor}" if self.anchor else self.page

    @property
    def summary(self) -> str:
        """The first paragraph as plain text; empty if the section begins with no paragraph."""
        for paragraph in _CODE_BLOCK.sub("", self.text).split("\n\n"):
            if paragraph.strip() and _PLAIN_PARAGRAPH.match(paragraph.strip()):
                return " ".join(_MARK.sub("", _LINK.sub(r"\1", paragraph)).split())
        return ""


@dataclass(frozen=True, slots=True)
class Guide:
    """All sections in one language, in their order."""

    sections: tuple[Section, ...]

    def section(self, topic: str) -> Section | None:
        """The section of a topic; None if there is none."""
        return next((one for one in self.sections if one.topic == topic), None)

    def title(self, page: str) -> str:
        """The heading of a page."""
        return next(one.title for one in self.sections if one.page == page)

    def search(self, text: str) -> list[Section]:
        """The sections that contain every word, those with one in the heading first."""
        words = text.casefold().split()
        found = [
            section
            for section in self.sections
            if words
            and all(word in f"{section.title}\n{section.text}".casefold() for word in words)
        ]
        return sorted(found, key=lambda one: not any(w in one.title.casefold() for w in words))


@cache
def read_guide(language: str) -> Guide:
    """Read the guide.

    Args:
        language: a key of `digitpad.gui.translation.LANGUAGES`.

    Raises:
        OSError: a file is missing.
    """
    contents = _text(language, CONTENTS)
    pages = [CONTENTS, *dict.fromkeys(_PAGE_LINK.findall(contents))]
    return Guide(tuple(one for page in pages for one in _sections(page, _text(language, page))))


def _text(language: str, page: str) -> str:
    return resource("guide", language, f"{page}.md").read_text(encoding="utf-8")


def _sections(page: str, text: str) -> list[Section]:
    # A comment in a code block begins with # too.
    without_code = _CODE_BLOCK.sub(lambda block: " " * len(block[0]), text)
    headings = list(_HEADING.finditer(without_code))
    ends = [(one, other.start()) for one, other in pairwise(headings)] + [(headings[-1], len(text))]
    return [
        Section(page, found[2] or "", found[3].strip(), len(found[1]), text[found.end() : end])
        for found, end in ends
    ]

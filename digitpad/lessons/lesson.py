"""A lesson: steps with a text, the code it is about, and an experiment whose result is checked.

The lessons are Markdown, one file for each language, so that they can be read anywhere and a
teacher can write others:

    # The title
    A summary.

    ## The title of a step
    The text.

    Code: `digitpad.nn.layers.Dense.forward`
    Do: `train hidden=[64] epochs=2`
    Result: {accuracy:.1%} of the test digits are right.
    Check: `accuracy > 0.9`

`Code` may stand several times. `Do` names one of `digitpad.lessons.experiments.EXPERIMENTS` with
its settings, whose seed and data make every run the same. `Result` is shown with the figures that
the experiment returns, and `Check` compares one of them. Sources are taken from the program itself.
"""

from __future__ import annotations

import inspect
import operator
import re
import shlex
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from digitpad.common.errors import LessonError
from digitpad.common.reading import json_or_word, read_file
from digitpad.common.user_folders import resource
from digitpad.common.validation import DescriptionError
from digitpad.lessons.experiments import check_settings
from digitpad.lessons.training import Figures

LANGUAGES = ("en", "zh_CN")

NAMES = (
    "first-network",
    "backpropagation",
    "convolution",
    "edges",
    "my-seven",
    "training-experiments",
)
"""The lessons that ship with digitpad, in the order in which they build on each other."""

MAX_BYTES = 200_000

_FIELD = re.compile(r"(Code|Do|Result|Check): +(.+)")
_FIGURE = re.compile(r"\{\w+(:[+,]?(\.\d)?[%fge]?)?\}")
_CHECK = re.compile(r"(\w+) *(<|>) *(-?\d+(?:\.\d+)?)")
_ARGUMENTS = re.compile(r'\n\n *(?:Args|Attributes|Returns|Raises):\n.*?\n *(?=""")', re.DOTALL)
_COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {"<": operator.lt, ">": operator.gt}


@dataclass(frozen=True, slots=True)
class Check:
    """One figure of an experiment compared with a number."""

    figure: str
    comparison: str
    limit: float

    def is_passed(self, figures: Figures) -> bool:
        """Whether the figures are as expected."""
        value = figures.get(self.figure)
        is_number = isinstance(value, int | float)
        return is_number and _COMPARISONS[self.comparison](float(value or 0), self.limit)

    def __str__(self) -> str:
        return f"{self.figure} {self.comparison} {self.limit:g}"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a lesson.

    Attributes:
        title: its heading.
        text: Markdown.
        code: dotted names of functions and classes of digitpad.
        experiment: a name of `EXPERIMENTS`; empty where there is nothing to do.
        settings: of the experiment.
        result: a template for the figures of the experiment.
        check: None where any result will do.
    """

    title: str
    text: str
    code: tuple[str, ...]
    experiment: str
    settings: Mapping[str, Any]
    result: str
    check: Check | None

    def result_text(self, figures: Figures) -> str:
        """The result in words.

        Raises:
            LessonError: it tells a figure that the experiment does not have, or in a form for
                numbers where the figure is text.
        """
        try:
            return self.result.format(**figures)
        except (KeyError, ValueError) as error:
            raise LessonError(
                "{experiment} returns {figures}, which do not fit {result}",
                experiment=self.experiment,
                figures=", ".join(figures),
                result=self.result,
            ) from error


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson with its steps, in one language."""

    name: str
    title: str
    summary: str
    steps: tuple[Step, ...]


def load_lesson(name: str, language: str = "en") -> Lesson:
    """A lesson that ships with digitpad, or one in a file.

    Args:
        name: of `NAMES`, or the path of a Markdown file.
        language: of `LANGUAGES`; a file has its own.

    Raises:
        LessonError: there is no such lesson, or the file is none.
    """
    if name in NAMES:
        return read_lesson(resource("lessons", language, f"{name}.md"))
    path = Path(name)
    if path.suffix != ".md":
        raise LessonError(
            "there is no lesson {name!r}; there are {names}, and Markdown files",
            name=name,
            names=", ".join(NAMES),
        )
    return read_lesson(path)


def read_lesson(path: Path) -> Lesson:
    """A lesson from its Markdown file.

    Raises:
        LessonError: the file cannot be read, or names code or experiments that do not exist.
    """
    try:
        text = read_file(path, MAX_BYTES).decode()
    except (DescriptionError, UnicodeDecodeError) as error:
        raise LessonError("{path}: no lesson: {error}", path=path, error=error) from error
    parts = re.split(r"^(#{1,2}) +(.+)$", text, flags=re.MULTILINE)
    if len(parts) < 7 or parts[0].strip() or parts[1] != "#" or "#" in parts[4::3]:
        raise LessonError(
            "{path}: a lesson begins with one heading (# Title), and has steps (## Title)",
            path=path,
        )
    steps = tuple(
        _step(path, title.strip(), body)
        for title, body in zip(parts[5::3], parts[6::3], strict=True)
    )
    return Lesson(path.stem, parts[2].strip(), parts[3].strip(), steps)


def _step(path: Path, title: str, body: str) -> Step:
    fields: dict[str, list[str]] = {"Code": [], "Do": [], "Result": [], "Check": []}
    lines = []
    for line in body.splitlines():
        found = _FIELD.fullmatch(line.strip())
        if found:
            fields[found[1]].append(found[2].strip().strip("`"))
        else:
            lines.append(line)
    where = f"{path}: {title}"
    for name in ("Do", "Result", "Check"):
        if len(fields[name]) > 1:
            raise LessonError("{where}: only one line {name}:", where=where, name=name)
    for name in fields["Code"]:
        _found(name)
    experiment, settings = _experiment(where, *fields["Do"])
    return Step(
        title,
        re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(),
        tuple(fields["Code"]),
        experiment,
        settings,
        _template(where, *fields["Result"]),
        _check(where, *fields["Check"]),
    )


def _experiment(where: str, line: str = "") -> tuple[str, dict[str, Any]]:
    if not line:
        return "", {}
    try:
        name, *words = shlex.split(line.replace('"', '\\"'))
        settings = {
            key: json_or_word(text) for key, _, text in (word.partition("=") for word in words)
        }
        check_settings(name, settings)
    except ValueError as error:
        problem = "{where}: {line}: {error}"
        raise LessonError(problem, where=where, line=line, error=error) from error
    return name, settings


def _template(where: str, line: str = "") -> str:
    """A text with figures such as {accuracy:.1%}; other replacements could ask for anything."""
    if "{" in _FIGURE.sub("", line) or "}" in _FIGURE.sub("", line):
        raise LessonError(
            "{where}: a result holds figures such as {example}; found {line}",
            where=where,
            example="{accuracy:.1%}",
            line=line,
        )
    return line


def _check(where: str, line: str = "") -> Check | None:
    if not line:
        return None
    found = _CHECK.fullmatch(line)
    if found is None:
        raise LessonError(
            "{where}: a check is a figure, < or >, and a number, such as accuracy > 0.9; found "
            "{line}",
            where=where,
            line=line,
        )
    return Check(found[1], found[2], float(found[3]))


def source_of(name: str) -> str:
    """The source of a function or class of digitpad, without its indentation.

    Of a docstring, only the paragraphs before the list of the arguments are left, so that the code
    fits a screen.

    Args:
        name: such as `digitpad.nn.layers.Dense.forward`.

    Raises:
        LessonError: digitpad has nothing of this name.
    """
    return _ARGUMENTS.sub("", textwrap.dedent(inspect.getsource(_found(name)))).rstrip()


def _found(name: str) -> Any:
    """A function or class of digitpad."""
    try:
        found = resolve_name(name) if name.startswith("digitpad.") else None
    except (AttributeError, ImportError, ValueError):
        found = None
    if not (inspect.isfunction(found) or inspect.isclass(found)):
        raise LessonError("digitpad has no code {name!r}", name=name)
    return found

"""Update the translation files from the source code: `python -m tests.tools.translations`.

Two kinds of text are translated:

- texts of the window: `self.tr("...")`, whose context is the class, and
  `translate("context", "...")` or `QT_TRANSLATE_NOOP("context", "...")`;
- templates of the core: the first argument of an error or of a `Phrase`, in the context `errors`.

The tool reads them with `ast`, adds the new ones to the .ts file, removes those that are gone, and
compiles the .qm file with lrelease, which comes with PySide6. A text whose placeholders were only
renamed keeps its translation. What still lacks a translation is listed, and marked as unfinished
in the .ts file: write the translation between its tags, remove the mark, and run the tool again.

    python -m tests.tools.translations                 # from the top of a checkout
    python -m tests.tools.translations --take OTHER.ts   # also take translations from another file
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from string import Formatter
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import PySide6

from digitpad.common.user_folders import resource
from digitpad.data.augmentation import Augmentation
from digitpad.training.settings import TrainingSettings

PACKAGE = resource("..", "digitpad").resolve()
CHINESE = resource("translations", "digitpad_zh_CN.ts")
ERRORS = "errors"
"""The context of the templates of the core."""

NOT_IN_THE_WINDOW = {"benchmarks", "cli"}
"""Packages whose messages only the command line shows, in English."""

PHRASES = "Phrase"
FUNCTIONS = {"tr", "translate", "QT_TRANSLATE_NOOP"}

Text = tuple[str, str]
"""Context and English text."""


def modules(folder: Path = PACKAGE) -> Iterator[tuple[Path, ast.Module]]:
    """Every module of a folder with its syntax tree, sorted by path."""
    for file in sorted(folder.rglob("*.py")):
        yield file, ast.parse(file.read_text(encoding="utf-8"))


def literal(node: ast.AST) -> str | None:
    """The text of a string constant; None for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def name_called(call: ast.Call) -> str:
    """The last part of the called name: `tr` for `self.tr(...)`."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def calls(tree: ast.AST, names: Iterable[str]) -> Iterator[ast.Call]:
    """Every call, with arguments, of a function with one of these names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and name_called(node) in names:
            yield node


def window_texts() -> list[Text]:
    """All texts in `tr`, `translate` and `QT_TRANSLATE_NOOP`.

    Calls with a variable are left out: their text is marked elsewhere.
    """
    found: list[Text | tuple[str | None, str | None]] = []
    for _, tree in modules(PACKAGE / "gui"):
        for owner in ast.walk(tree):
            if isinstance(owner, ast.ClassDef):
                found += [(owner.name, literal(call.args[0])) for call in calls(owner, {"tr"})]
        for call in calls(tree, FUNCTIONS - {"tr"}):
            found.append((literal(call.args[0]), literal(call.args[1])))
    return [(context, text) for context, text in found if context and text]


def error_names(trees: Iterable[ast.Module]) -> set[str]:
    """The names of `DigitpadError` and of all classes that derive from it."""
    classes = [
        (node.name, {getattr(base, "attr", getattr(base, "id", "")) for base in node.bases})
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    ]
    names = {"DigitpadError"}
    while more := {name for name, bases in classes if bases & names} - names:
        names |= more
    return names


def template_calls() -> Iterator[tuple[Path, ast.Call]]:
    """Every place in the package where an error or a `Phrase` is made from a template."""
    found = list(modules())
    names = error_names(tree for _, tree in found) | {PHRASES}
    for file, tree in found:
        for call in calls(tree, names):
            yield file, call


def templates() -> list[str]:
    """All templates that hold words, and the names that are put into them, without repetition."""
    written = [
        literal(call.args[0])
        for file, call in template_calls()
        if file.relative_to(PACKAGE).parts[0] not in NOT_IN_THE_WINDOW
    ]
    # Settings are named in messages by their fields' names.
    written += [
        field.name.replace("_", " ")
        for kind in (TrainingSettings, Augmentation)
        for field in fields(kind)
    ]
    return list(dict.fromkeys(text for text in written if text and has_words(text)))


def has_words(template: str) -> bool:
    """Whether anything stands beside the placeholders."""
    return any(text.strip() for text, *_ in Formatter().parse(template))


def placeholders(text: str) -> list[tuple[str, str, str]]:
    """Name, conversion and format of each placeholder, sorted: `{size:,}` is `size`, ``, `,`."""
    return sorted(
        (name, conversion or "", spec or "")
        for _, name, spec, conversion in Formatter().parse(text)
        if name is not None
    )


def in_code() -> list[Text]:
    """Every text that has to be translated, without repetition."""
    return list(dict.fromkeys([*window_texts(), *((ERRORS, text) for text in templates())]))


def read(file: Path) -> dict[Text, str]:
    """The translations of a .ts file; empty where one is missing or unfinished."""
    root = ElementTree.parse(file).getroot()  # noqa: S314 - a file of our own
    known = {}
    for context in root.iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            done = translation is not None and translation.get("type") is None
            text = context.findtext("name") or "", message.findtext("source") or ""
            known[text] = (translation.text or "") if translation is not None and done else ""
    return known


_PLACEHOLDER = re.compile(r"{(\w*)([^{}]*)}")


_ANYWHERE = "*"


def _skeleton(text: str) -> str:
    """The text with its placeholders emptied."""
    return _PLACEHOLDER.sub("{}", text)


def _with_names_of(text: str, old: str, translation: str) -> str:
    """The translation of `old`, a text of the same skeleton, with the placeholders of `text`."""
    pairs = zip(_PLACEHOLDER.finditer(old), _PLACEHOLDER.finditer(text), strict=True)
    new = {before.group(1): after.group(0) for before, after in pairs}
    return _PLACEHOLDER.sub(lambda found: new.get(found.group(1), found.group(0)), translation)


def translated(wanted: Iterable[Text], known: dict[Text, str]) -> dict[Text, str]:
    """The translation of each text, empty where there is none.

    One with the same words in another context or with other placeholders is taken over.
    """
    alike: dict[Text, Text] = {}
    for text, translation in known.items():
        if translation:
            for context in (text[0].lower(), _ANYWHERE):
                alike.setdefault((context, _skeleton(text[1])), text)
    found = {}
    for context, text in wanted:
        keys = [(place, _skeleton(text)) for place in (context.lower(), _ANYWHERE)]
        old = next((alike[key] for key in keys if key in alike), None)
        taken_over = _with_names_of(text, old[1], known[old]) if old else ""
        found[context, text] = known.get((context, text)) or taken_over
    return found


def write(file: Path, translations: dict[Text, str], order: Iterable[Text] = ()) -> None:
    """Write a .ts file: contexts sorted, texts in the given order, then new ones."""
    place = {text: number for number, text in enumerate(order)}
    texts = sorted(translations, key=lambda text: (text[0], place.get(text, len(place))))
    language = file.stem.partition("_")[2]
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        f'<TS version="2.1" language="{language}">',
    ]
    context = None
    for text in texts:
        if text[0] != context:
            lines += ["</context>"] if context is not None else []
            context = text[0]
            lines += ["<context>", f"    <name>{_xml(context)}</name>"]
        unfinished = "" if translations[text] else ' type="unfinished"'
        lines += [
            "    <message>",
            f"        <source>{_xml(text[1])}</source>",
            f"        <translation{unfinished}>{_xml(translations[text])}</translation>",
            "    </message>",
        ]
    lines += ["</context>", "</TS>"]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _xml(text: str) -> str:
    return escape(text, {"'": "&apos;", '"': "&quot;"})


def compile_translation(file: Path) -> Path:
    """Make the .qm file that Qt reads; unfinished texts are left out."""
    program = Path(PySide6.__file__).parent / (
        "lrelease.exe" if sys.platform == "win32" else "lrelease"
    )
    compiled = file.with_suffix(".qm")
    subprocess.run([program, "-silent", "-nounfinished", file, "-qm", compiled], check=True)
    return compiled


def main(arguments: list[str] | None = None) -> int:
    """Update and compile; returns 1 while a translation is missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--take", type=Path, nargs="+", default=[], metavar="TS")
    chosen = parser.parse_args(arguments)
    known = read(CHINESE)
    order = list(known)
    for other in chosen.take:
        known = {**read(other), **{text: words for text, words in known.items() if words}}
    found = translated(in_code(), known)
    write(CHINESE, found, order)
    compile_translation(CHINESE)
    missing = [text for text, translation in found.items() if not translation]
    for context, text in missing:
        print(f"no translation: {context}: {text!r}")
    gone = len(set(order) - set(found))
    print(f"{len(found)} texts, {len(missing)} without a translation, {gone} removed")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

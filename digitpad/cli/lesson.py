"""`digitpad lesson`: texts, code and experiments of a lesson, step by step."""

from __future__ import annotations

import argparse
import contextlib
import sys

from rich.console import Console
from rich.progress import Progress

from digitpad.cli.output import visible
from digitpad.lessons.experiments import run_experiment
from digitpad.lessons.lesson import LANGUAGES, NAMES, Step, load_lesson, source_of

EXIT_CHECK_FAILED = 1


def register(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    command.add_argument(
        "name", nargs="?", help="a lesson, or a Markdown file; without it, all are listed"
    )
    command.add_argument("--language", choices=LANGUAGES, default="en")
    command.add_argument("--step", type=int, metavar="N", help="only this step, from 1 on")
    command.add_argument(
        "--no-pause", action="store_true", help="do not wait for Enter after each text"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List the lessons, or go through one; 1 where a result was not as expected."""
    if arguments.name is None:
        for name in NAMES:
            print(f"{name:22}{load_lesson(name, arguments.language).title}")
        return 0
    lesson = load_lesson(arguments.name, arguments.language)
    steps = list(enumerate(lesson.steps, start=1))
    if arguments.step is not None:
        steps = [(number, step) for number, step in steps if number == arguments.step]
        if not steps:
            print(f"{visible(lesson.title)} has {len(lesson.steps)} steps", file=sys.stderr)
            return 2
    else:
        print(f"{_text(lesson.title)}\n{'=' * len(lesson.title)}\n\n{_text(lesson.summary)}")
    waits = sys.stdin.isatty() and not arguments.no_pause
    passed = []
    for number, step in steps:
        passed.append(_go_through(number, step, waits=waits))
        if waits and not step.experiment and number < steps[-1][0]:
            _wait("Press Enter to go on. ")
    return 0 if all(passed) else EXIT_CHECK_FAILED


def _go_through(number: int, step: Step, *, waits: bool) -> bool:
    heading = f"{number}. {_text(step.title)}"
    print(f"\n{heading}\n{'-' * len(heading)}\n\n{_text(step.text)}")
    for name in step.code:
        print(f"\n{name}:\n")
        print("\n".join(f"    {line}".rstrip() for line in source_of(name).splitlines()))
    if not step.experiment:
        return True
    words = " ".join(f"{name}={value}" for name, value in step.settings.items())
    print(f"\n> {_text(step.experiment)} {_text(words)}")
    if step.experiment == "draw":
        print("You can draw it in the window (Help > Lessons). Here an example is read.")
    if waits:
        _wait("Press Enter to run it. ")
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("running", total=None)
        figures = run_experiment(
            step.experiment,
            step.settings,
            lambda done, total: bar.update(task, completed=done, total=total),
        )
    print(_text(step.result_text(figures)) if step.result else figures)
    if step.check is not None and not step.check.is_passed(figures):
        found = figures.get(step.check.figure, "no such figure")
        print(f"Not as expected: {step.check}, found {found}")
        return False
    return True


def _wait(prompt: str) -> None:
    with contextlib.suppress(EOFError):
        input(prompt)


def _text(text: str) -> str:
    """The lines of a text, each without control characters; a lesson may be anyone's file."""
    return "\n".join(visible(line) for line in text.split("\n"))

"""Tables in the terminal, drawn by rich. What stands in them may come from anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from digitpad.cli.output import visible


def cell(text: str) -> Text:
    """Text that is shown as it is: never as markup, with control characters made visible."""
    return Text("\n".join(map(visible, text.splitlines())))


def print_table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    title: str | None = None,
    notes: Iterable[str] = (),
) -> None:
    """Print a table, its first column to the left and the others to the right, and faint notes."""
    table = Table(title=None if title is None else cell(title), title_justify="left")
    for index, heading in enumerate(headings):
        table.add_column(cell(heading), justify="right" if index else "left")
    for row in rows:
        table.add_row(*map(cell, row))
    console = Console()
    console.print(table)
    for note in notes:
        console.print(f"  {note}", style="dim", highlight=False, markup=False)

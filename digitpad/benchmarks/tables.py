"""What was measured, as tables: for the terminal, for a README, for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

Cell = float | int | str | None


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of one subject.

    Attributes:
        name: for programs.
        title: for people.
        columns: heading -> how its numbers are shown, as a format such as ",.0f".
        rows: heading -> value; what is missing was not measured.
        notes: what one has to know to read it.
    """

    name: str
    title: str
    columns: Mapping[str, str]
    rows: Sequence[Mapping[str, Cell]]
    notes: Sequence[str] = ()

    def texts(self) -> tuple[list[str], list[list[str]]]:
        """Headings and cells as texts; columns without any value are left out."""
        shown = [
            heading
            for heading in self.columns
            if any(row.get(heading) is not None for row in self.rows)
        ]
        return shown, [
            [_as_text(row.get(heading), self.columns[heading]) for heading in shown]
            for row in self.rows
        ]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "columns": list(self.columns)}


def _as_text(value: Cell, form: str) -> str:
    if value is None:
        return "-"
    return value if isinstance(value, str) else format(value, form)


def markdown(tables: Sequence[Table]) -> str:
    """All tables, ready to be pasted."""
    pieces = []
    for table in tables:
        headings, rows = table.texts()
        lines = [f"**{table.title}**", ""]
        lines.append(f"| {' | '.join(headings)} |")
        lines.append(f"| --- |{' ---: |' * (len(headings) - 1)}")
        lines += [f"| {' | '.join(row)} |" for row in rows]
        lines += ["", *table.notes]
        pieces.append("\n".join(lines).rstrip())
    return "\n\n".join(pieces)


def print_tables(tables: Sequence[Table]) -> None:
    """In the terminal."""
    from rich.console import Console  # noqa: PLC0415 - only when a table is shown
    from rich.table import Table as Drawn  # noqa: PLC0415

    console = Console()
    for table in tables:
        headings, rows = table.texts()
        drawn = Drawn(title=table.title, title_justify="left")
        for index, heading in enumerate(headings):
            drawn.add_column(heading, justify="right" if index else "left")
        for row in rows:
            drawn.add_row(*row)
        console.print(drawn)
        for note in table.notes:
            console.print(f"  {note}", style="dim", highlight=False, markup=False)

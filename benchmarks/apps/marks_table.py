"""The same edit in Textual's own table: Enter writes a mark in one cell of 60 × 25 and the subtotal in another.

It is given every advantage: no file, no rule, no panel beside it, and columns whose width is never measured again.
"""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import DataTable

ROWS, COLUMNS = 60, 25


class MarksTable(App[None]):
    """A dossier a row, a sub-criterion a column, the subtotal in the last one."""

    BINDINGS = [Binding("enter", "write", priority=True)]  # noqa: RUF012 - Textual's own way

    def compose(self) -> ComposeResult:
        """The table alone."""
        yield DataTable()

    def on_mount(self) -> None:
        """Fill the table with what a sheet shows: numbers of one or two digits."""
        table = self.query_one(DataTable)
        self.columns = table.add_columns(*(f"c{place:02}" for place in range(COLUMNS)))
        self.lines = table.add_rows([f"{(row + place) % 15}" for place in range(COLUMNS)] for row in range(ROWS))
        self.written = 0
        table.focus()

    def action_write(self) -> None:
        """One mark and its subtotal, and on to the next row."""
        table = self.query_one(DataTable)
        row, column = table.cursor_coordinate
        self.written += 1
        table.update_cell(self.lines[row], self.columns[column], str(self.written % 10))
        table.update_cell(self.lines[row], self.columns[-1], str(100 + self.written))
        table.move_cursor(row=(row + 1) % 20)


if __name__ == "__main__":
    MarksTable().run()

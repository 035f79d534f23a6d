"""The same edit in Textual's own table: Enter writes a mark, its subtotal and the total in a table of 60 × 25.

A dossier a row: its code, its applicant, the 21 lines of the grid, a subtotal and the total. It is given every advantage:
no rule, no file, no panel beside it, and columns whose width is never measured again.
"""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import DataTable

ROWS, LINES = 60, 21
APPLICANT = "Association départementale de sauvegarde"


class MarksTable(App[None]):
    """All marks of one member, in the widget that is meant for tables."""

    BINDINGS = [Binding("enter", "write", priority=True)]  # noqa: RUF012 - Textual's own way

    def compose(self) -> ComposeResult:
        """The table alone."""
        yield DataTable(fixed_columns=1)

    def on_mount(self) -> None:
        """Fill the table as a sheet is filled: half points, a subtotal, a total."""
        table = self.query_one(DataTable)
        codes = [f"A{line}" for line in range(1, LINES + 1)]
        self.columns = table.add_columns("dossier", "applicant", *codes, "A / 15", "total / 100")
        self.rows = table.add_rows(
            [f"d{row:03}", APPLICANT, *(f"{(row + line) % 15},5" for line in range(LINES)), "12,5", "71,5"]
            for row in range(ROWS)
        )
        self.written = 0
        table.move_cursor(row=0, column=2)
        table.focus()

    def action_write(self) -> None:
        """One mark, what it changes, and on to the next row."""
        table = self.query_one(DataTable)
        row, column = table.cursor_coordinate
        self.written += 1
        table.update_cell(self.rows[row], self.columns[column], f"{self.written % 10},5")
        table.update_cell(self.rows[row], self.columns[-2], f"{self.written % 10 + 10},5")
        table.update_cell(self.rows[row], self.columns[-1], f"{self.written % 10 + 70},5")
        table.move_cursor(row=(row + 1) % 20)


if __name__ == "__main__":
    MarksTable().run()

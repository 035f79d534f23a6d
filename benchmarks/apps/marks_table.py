"""The same edit in Textual's own table: Enter writes a mark, its subtotal and the total in a table of 60 × 25, keeps the
line on the disk, and shows that it is saved beside what the next line says.

A dossier a row: its code, its applicant, the 21 lines of the grid, a subtotal and the total. It is given the advantages
that it can have: no rule to check, and columns whose width is never measured again.
"""

from __future__ import annotations

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import DataTable, Static

ROWS, LINES = 60, 21
APPLICANT = "Association départementale de sauvegarde"
GUIDANCE = (
    "Les modalités d'accompagnement des jeunes et de leur famille sont décrites, avec le rythme des interventions."
)


class MarksTable(App[None]):
    """All marks of one member, in the widget that is meant for tables."""

    BINDINGS = [Binding("enter", "write", priority=True)]  # noqa: RUF012 - Textual's own way

    CSS = "DataTable { height: 1fr; } #detail { height: 4; } #status { height: 1; }"

    def compose(self) -> ComposeResult:
        """The table, what is said of the row under the cursor, and whether the last mark is on the disk."""
        yield DataTable(fixed_columns=1)
        yield Static(id="detail")
        yield Static(id="status")

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
        self.journal = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the program
        self.writer = ThreadPoolExecutor(1)
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
        self.query_one("#detail", Static).update(f"d{(row + 1) % 20:03} {APPLICANT}\n{GUIDANCE}")
        self.writer.submit(self.keep, b'{"n":%d,"value":"6.5"}\n' % self.written)

    def keep(self, line: bytes) -> None:
        """Write the line and say so once the disk has it."""
        self.journal.write(line)
        self.journal.flush()
        os.fsync(self.journal.fileno())
        self.call_from_thread(self.kept)

    def kept(self) -> None:
        """The mark is on the disk, and so it is shown as saved."""
        self.query_one("#status", Static).update(f"saved   {self.written} written")


if __name__ == "__main__":
    MarksTable().run()

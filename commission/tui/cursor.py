"""Where a member stands on their sheets: the rows as laid out, the cell under the cursor, what is left to answer."""

from __future__ import annotations

from typing import NamedTuple

from commission.live.room import Room
from commission.rules.grid import SubCriterion
from commission.session.definition import Dossier
from commission.session.state import Cell
from commission.tui.board import Board, Count, Row, View

Place = tuple[str, str]
"""``(dossier, code)``: one cell."""


PASSED_BY = frozenset({"group", "computed"})
"""Rows that the cursor does not stop on."""


class Shown(NamedTuple):
    """What a cell shows: the value on disk, or the one on its way there (``pending``)."""

    cell: Cell
    pending: bool = False


class Cursor:
    """A place on one member's sheets: in one dossier, or on one line across all dossiers."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.view: View = "dossier"
        self.rows: list[Row] = []
        self.index = 0
        self.here: Place = ("", "")
        self.pending: dict[Place, list[Cell]] = {}

    @property
    def board(self) -> Board:
        """The member's sheets as they stand on disk now."""
        return Board(self.room.state, self.room.viewer.code)

    @property
    def row(self) -> Row:
        """The row under the cursor."""
        return self.rows[self.index]

    @property
    def sub(self) -> SubCriterion | None:
        """The line under the cursor; None at the end of a dossier."""
        return self.room.definition.call.sub(self.row.code) if self.row.code else None

    @property
    def dossier(self) -> Dossier:
        """The dossier under the cursor, or the last one it was on."""
        return self.room.definition.dossier(self.row.dossier or self.here[0])

    def shown(self, dossier: str, code: str) -> Shown:
        """What the cell shows: what was submitted last, else what is on disk."""
        waiting = self.pending.get((dossier, code))
        return Shown(waiting[-1], True) if waiting else Shown(self.board.cell(dossier, code))

    def left(self, dossier: str) -> list[str]:
        """The lines of a dossier neither answered nor on their way to be."""
        on_disk, waiting = self.board.left(dossier), self.pending
        if not any(place[0] == dossier for place in waiting):
            return on_disk
        return [sub.code for sub in self.room.definition.call.subs if not self.shown(dossier, sub.code).cell.scored]

    def count(self, row: Row) -> Count:
        """How far the group or the whole that this row speaks of has come."""
        if self.view == "line":
            return self.board.progress_line(self.here[1], row.group)
        return self.board.progress(self.here[0], row.group)

    def following(self) -> Dossier | None:
        """The next dossier, after this one and then from the first, that still has lines to answer."""
        dossiers = self.board.dossiers()
        codes = [each.code for each in dossiers]
        start = codes.index(self.here[0]) + 1 if self.here[0] in codes else 0
        for each in dossiers[start:] + dossiers[:start]:
            if each.code != self.here[0] and self.left(each.code) and not self.board.refusal(each.code):
                return each
        return None

    def beside_code(self, way: int) -> Place:
        """The same line in the next dossier (``way`` −1: the one before), round the end; across dossiers, the next line."""
        dossier, code = self.here
        dossiers = [each.code for each in self.board.dossiers()]
        lines = [sub.code for sub in self.room.definition.call.subs]
        if self.view == "line":
            return dossier, lines[(lines.index(code) + way) % len(lines)]
        if dossier not in dossiers:
            return (dossiers[0] if dossiers else dossier), code
        return dossiers[(dossiers.index(dossier) + way) % len(dossiers)], code

    def place(self, dossier: str, code: str = "") -> None:
        """Stand on this cell; without ``code`` on the first line of the dossier without an answer."""
        subs = [sub.code for sub in self.room.definition.call.subs]
        self.here = (dossier, code or next(iter(self.left(dossier)), subs[0]))
        self.lay_out()

    def lay_out(self) -> None:
        """Lay the rows out anew around the cell the cursor is on: the dossier, the view or the state has changed."""
        self.rows = self.board.rows(self.view, *self.here)
        cells = [n for n, row in enumerate(self.rows) if row.kind == "cell"]
        same = (n for n in cells if (self.rows[n].dossier, self.rows[n].code) == self.here)
        self.stand(next(same, cells[0] if cells else len(self.rows) - 1))

    def stand(self, index: int) -> None:
        """Stand on this row; never on the head of a group, nor on a line that nobody scores."""
        index = max(0, min(index, len(self.rows) - 1))
        if self.rows[index].kind in PASSED_BY:
            return
        self.index = index
        row = self.rows[index]
        if row.kind == "cell":
            self.here = (row.dossier, row.code)

    def step(self, by: int) -> None:
        """Go by this many rows that one may stand on; stops at both ends."""
        stops = [n for n, row in enumerate(self.rows) if row.kind not in PASSED_BY]
        place = stops.index(self.index) if self.index in stops else 0
        self.stand(stops[max(0, min(place + by, len(stops) - 1))])

    def first_open(self) -> int:
        """The first row that can still be scored; the first cell where none can."""
        cells = [n for n, row in enumerate(self.rows) if row.kind == "cell"]
        return next(
            (n for n in cells if not self.board.refusal(self.rows[n].dossier)), cells[0] if cells else self.index
        )

    def unanswered(self, way: int) -> int | None:
        """The next row without an answer in this direction, round the end; None if every row has one."""
        cells = [n for n, row in enumerate(self.rows) if row.kind == "cell"][::way]
        ahead = [n for n in cells if (n - self.index) * way > 0] + [n for n in cells if (n - self.index) * way <= 0]
        open_rows = (n for n in ahead if not self.shown(self.rows[n].dossier, self.rows[n].code).cell.scored)
        return next(open_rows, None)

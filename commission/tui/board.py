"""What stands on a sheet's rows, whichever way it is read: down one dossier, or down one line across all dossiers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from commission.rules.fault import Fault, fault
from commission.rules.grid import SubCriterion
from commission.rules.number import parse_exact, total
from commission.session import access
from commission.session.definition import Dossier
from commission.session.state import Cell, Sheet, State, is_number

View = Literal["dossier", "line"]


class Row(NamedTuple):
    """One row: the head of a ``group`` (a criterion, or a lot), a ``cell`` to score, or the ``end`` of the sheet."""

    kind: Literal["group", "cell", "end"]
    group: str
    dossier: str = ""
    code: str = ""


class Count(NamedTuple):
    """How far something has come: points given so far, points that can be had, lines answered, lines in all."""

    points: Fraction
    maximum: Fraction
    answered: int
    lines: int

    @property
    def left(self) -> int:
        """Lines without an answer."""
        return self.lines - self.answered


class Board(NamedTuple):
    """One member's own sheets as they stand in a state. Reads nobody else's."""

    state: State
    member: str

    def dossiers(self) -> list[Dossier]:
        """The dossiers this member may score, lot by lot: neither refused nor withdrawn, and not where they stepped back."""
        lots = [lot.code for lot in self.state.definition.lots if not self.state.is_recused(self.member, lot.code)]
        return [dossier for lot in lots for dossier in self.state.in_play(lot)]

    def sheet(self, dossier: str) -> Sheet:
        """This member's sheet on a dossier."""
        return self.state.sheet(self.member, dossier)

    def cell(self, dossier: str, code: str) -> Cell:
        """This member's mark on a line of a dossier."""
        return self.sheet(dossier).cell(code)

    def observation(self, dossier: str, code: str) -> str:
        """This member's observation there; empty if none."""
        return self.sheet(dossier).observations.get(code, "")

    def refusal(self, dossier: str) -> Fault | None:
        """Why this member may not write on this dossier's sheet now; None if they may."""
        return access.may_score(self.state, self.member, dossier)

    def reopening(self, dossier: str) -> Fault | None:
        """Why this member may not open their handed-in sheet again now; None if they may."""
        lot = self.state.definition.dossier(dossier).lot
        return fault("presidency-reopens", lot=lot) if self.state.is_open(lot) else None

    def rows(self, view: View, dossier: str, code: str) -> list[Row]:
        """The rows of the sheet of ``dossier``, or of the line ``code`` across all dossiers."""
        rows: list[Row] = []
        if view == "dossier":
            for criterion in self.state.definition.call.criteria:
                rows.append(Row("group", criterion.code, dossier))
                rows += [Row("cell", criterion.code, dossier, sub.code) for sub in criterion.subs]
            return [*rows, Row("end", "", dossier, "")]
        for each in self.dossiers():
            if not rows or rows[-1].group != each.lot:
                rows.append(Row("group", each.lot, "", code))
            rows.append(Row("cell", each.lot, each.code, code))
        return [*rows, Row("end", "", "", code)]

    def left(self, dossier: str) -> list[str]:
        """The lines of a dossier that this member has not answered."""
        return self.sheet(dossier).left(sub.code for sub in self.state.definition.call.subs)

    def progress(self, dossier: str, criterion: str = "") -> Count:
        """How far a dossier has come, or one of its criteria."""
        sheet, criteria = self.sheet(dossier), self.state.definition.call.criteria
        subs = [sub for each in criteria if criterion in ("", each.code) for sub in each.subs]
        return self._count([(sheet.cell(sub.code), sub) for sub in subs])

    def progress_line(self, code: str, lot: str = "") -> Count:
        """How far one line has come across all dossiers, or across those of a lot."""
        sub = self.state.definition.call.sub(code)
        dossiers = (each for each in self.dossiers() if lot in {"", each.lot})
        return self._count([(self.cell(each.code, code), sub) for each in dossiers])

    @staticmethod
    def _count(cells: Sequence[tuple[Cell, SubCriterion]]) -> Count:
        points = total(parse_exact(cell.value) for cell, _ in cells if is_number(cell.value))
        answered = sum(cell.scored for cell, _ in cells)
        return Count(points, total(sub.max for _, sub in cells), answered, len(cells))

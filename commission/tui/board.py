"""What stands on a sheet's rows, whichever way it is read: down one dossier, or down one line across all dossiers."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

from commission.result.formulas import ALONE, computed_of
from commission.result.own import own_criterion, own_total
from commission.rules.fault import Fault, fault
from commission.rules.grid import NOT_SCORED
from commission.session import access
from commission.session.definition import Dossier
from commission.session.state import Cell, Sheet, State

View = Literal["dossier", "line"]


class Row(NamedTuple):
    """One row: the head of a ``group`` (a criterion, or a lot), a ``cell`` to score, or the ``end`` of the sheet.

    A ``computed`` line is there to be read: the cursor passes it by.
    """

    kind: Literal["group", "cell", "computed", "end"]
    group: str
    dossier: str = ""
    code: str = ""


class Count(NamedTuple):
    """How far something has come: points given so far, points that can be had, lines answered, lines in all.

    ``points`` as in the total (weights, combinations), None where the criteria are compared in their order; ``bonus``
    stands beside them.
    """

    points: Fraction | None
    maximum: Fraction | None
    answered: int
    lines: int
    bonus: Fraction = Fraction(0)

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
        return [dossier for lot in self.state.lots_to_score(self.member) for dossier in self.state.in_play(lot)]

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
                for sub in criterion.subs:
                    rows.append(Row("computed" if sub.computed else "cell", criterion.code, dossier, sub.code))
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
        call, sheet = self.state.definition.call, self.sheet(dossier)
        subs = [each for each in call.subs if criterion in {"", each.criterion}]
        values = [sheet.cell(sub.code).value for sub in subs]
        given = {sub.code: sub.points(value) for sub, value in zip(subs, values, strict=True)}
        points = {code: each for code, each in given.items() if each is not None}
        computed = self.computed(dossier)
        points |= {code: each for code, each in computed.items() if isinstance(each, Fraction)}
        gone = {code for code, each in computed.items() if isinstance(each, Fault) and each.code == ALONE}
        group = next((each for each in call.criteria if each.code == criterion), None)
        own = own_criterion(group, points, gone) if group else own_total(call, points, gone)
        return Count(own.points, own.maximum, sum(value != NOT_SCORED for value in values), len(subs), own.bonus)

    def computed(self, dossier: str) -> dict[str, Fraction | Fault]:
        """What the lines that nobody scores give a dossier, or why they give nothing."""
        return computed_of(self.state, self.state.definition.dossier(dossier))

    def progress_line(self, code: str, lot: str = "") -> Count:
        """How far one line has come across all dossiers, or across those of a lot."""
        cells = [self.cell(each.code, code) for each in self.dossiers() if lot in {"", each.lot}]
        return Count(None, None, sum(each.scored for each in cells), len(cells))

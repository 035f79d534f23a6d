"""How each lot is ranked, and how a vote is counted: what the commission settles for itself before it opens anything.

A document that publishes points leaves no choice: its grid is scored. One that publishes none may be answered by a grid
of the commission's own, by opinions, or by ranks alone; either way the commission's ranks are entered, then voted.
"""

# Annotations are not kept as text here: every command reads them, and would have to compile each first (1 ms).

from typing import Literal

import msgspec

from commission.rules.build import build_call
from commission.rules.fault import Fault, fault
from commission.rules.grid import Call, Criterion
from commission.rules.shape import CriterionShape, GridShape
from commission.rules.table import Shape

GRID, OPINIONS, RANKS = "grid", "opinions", "ranks"
Method = Literal["grid", "opinions", "ranks"]


class DeliberationShape(Shape):
    """The ``[deliberation]`` table of a session. ``lots`` gives a lot another method than the rest."""

    method: Literal["", "grid", "opinions", "ranks"] = ""
    lots: dict[str, Method] = msgspec.field(default_factory=dict)
    abstentions: Literal["against", "not-counted"] = "against"


class Deliberation(msgspec.Struct, frozen=True):
    """``method`` of the lots that ``lots`` does not name; ``abstentions`` ``against``: a majority of those who voted or
    abstained, ``not-counted``: of the votes cast.
    """

    method: str = GRID
    lots: dict[str, str] = {}
    abstentions: str = "against"

    def of(self, lot: str) -> str:
        """How this lot is ranked: ``grid``, ``opinions`` or ``ranks``."""
        return self.lots.get(lot, self.method)

    def adopted(self, favour: int, against: int, abstentions: int) -> bool:
        """Whether such a vote adopts. Equal votes do not: no casting vote is kept here."""
        return favour > against + (abstentions if self.abstentions == "against" else 0)


def build_deliberation(shape: DeliberationShape, call: Call) -> tuple[Deliberation, list[Fault]]:
    """The settings a table states on this call, with its faults (key paths inside the table)."""
    has_grid = bool(call.criteria)
    faults: list[Fault] = []
    asked = [(("method",), shape.method), *((("lots", lot), method) for lot, method in shape.lots.items())]
    known = [each.code for each in call.lots]
    for where, method in asked:
        if call.scored and method not in {"", GRID}:
            faults.append(fault("points-are-published", *where))
        if not has_grid and method == GRID:
            faults.append(fault("no-grid-to-score", *where))
    faults += [fault("unknown-lot", "lots", lot, found=lot, known=known) for lot in shape.lots if lot not in known]
    lots: dict[str, str] = dict(shape.lots)
    return Deliberation(shape.method or (GRID if has_grid else RANKS), lots, shape.abstentions), faults


def own_grid(written: list[CriterionShape], call: Call) -> tuple[tuple[Criterion, ...], list[Fault]]:
    """The grid that the commission adopts where the document publishes none, with its faults (key paths from the top)."""
    if call.scored:
        return call.criteria, [fault("grid-is-published", "criterion")]
    made, faults = build_call(GridShape(format=1, code=call.code, title=call.title, criterion=written))
    return made.criteria, [each for each in faults if each.where[:1] == ("criterion",)]

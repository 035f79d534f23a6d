"""The tally of a lot where the commission agrees on one mark for each line (``aggregation = "consensus"``).

What the members marked before is in the journal and does not enter it. The agreed marks are counted as those of one
seat, so that weights, formulas, thresholds and ties are what they are under any other rule.
"""

from __future__ import annotations

from collections.abc import Sequence

from commission.result.dossier_tally import DossierTally, maximum_of
from commission.result.marks import LineSums, LotMarks, SeatMarks, add_up, in_points, lot_marks
from commission.result.under_rules import counted
from commission.rules.fault import Fault, fault
from commission.rules.grid import NOT_SCORED
from commission.session.definition import Dossier
from commission.session.entry import Agree
from commission.session.state import State

TOGETHER = "*"
"""Stands where a member's code would: these are nobody's own marks."""


def agreed_dossiers(
    state: State, dossiers: list[Dossier], compared: list[Dossier]
) -> tuple[LotMarks, tuple[DossierTally, ...]]:
    """The agreed marks of these dossiers of a lot, and what each comes to, formulas comparing with ``compared``."""
    marks = _marks(state, dossiers)
    lines = [add_up(marks, place) for place in range(len(dossiers))]
    found = [_dossier(state, marks, place, each) for place, each in enumerate(lines)]
    return marks, counted(state.definition, marks, lines, found, compared)


def agreements(state: State, lot: str) -> list[Agree]:
    """The agreed marks that stand on the dossiers in play of a lot, in their order, then in that of the grid's lines.

    A line that is computed, or on which two acts contradict each other, has none.
    """
    if state.definition.rules.aggregation != "consensus":
        return []
    there = ((each.code, sub.code) for each in state.in_play(lot) for sub in state.definition.call.subs)
    return [state.agreed[key] for key in there if key in state.agreed and _value(state, *key) != NOT_SCORED]


def reasons_given(state: State, dossier: str) -> list[Fault]:
    """A step for each agreed mark of a dossier that says why, in the order of the lines."""
    said = agreements(state, state.definition.dossier(dossier).lot)
    return [
        fault("agreed-because", sub=each.code, mark=each.value, reason=each.reason)
        for each in said
        if each.dossier == dossier and each.reason
    ]


def _marks(state: State, dossiers: list[Dossier]) -> LotMarks:
    subs = tuple(sub for sub in state.definition.call.subs if sub.counts)
    rows: list[Sequence[str]] = [[_value(state, each.code, sub.code) for sub in subs] for each in dossiers]
    seat = SeatMarks(TOGETHER, rows, [True] * len(rows))
    in_points(seat, subs)
    return lot_marks(dossiers, subs, [seat], [])


def _value(state: State, dossier: str, code: str) -> str:
    """The agreed mark of a line; not scored where there is none, or where two acts contradict each other on it."""
    entry = state.agreed.get((dossier, code))
    return entry.value if entry and f"agree {dossier}/{code}" not in state.contradictions else NOT_SCORED


def _dossier(state: State, marks: LotMarks, place: int, lines: LineSums) -> DossierTally:
    dossier = marks.dossiers[place]
    gone = tuple(marks.subs[line].code for line in lines.inapplicable)
    maximum = maximum_of(state.definition.call, state.definition.rules, gone)
    return DossierTally(dossier, None, maximum, {}, {}, gone, tuple(_reasons(state, marks, dossier, lines)))


def _reasons(state: State, marks: LotMarks, dossier: Dossier, lines: LineSums) -> list[Fault]:
    """Everything that keeps a dossier from a total: what contradicts, then the lines without their mark."""
    code = dossier.code
    topics = [f"dossier {code}", *(f"agree {code}/{sub.code}" for sub in marks.subs)]
    reasons = [
        fault("contradicting-acts", topic=topic, acts=[each.name for each in state.contradictions[topic]])
        for topic in topics
        if topic in state.contradictions
    ]
    lacking = [marks.subs[line].code for line in lines.missing.get(0, ())]
    if left := [each for each in lacking if f"agree {code}/{each}" not in state.contradictions]:
        reasons.append(fault("agreed-lacking", dossier=code, subs=left))
    if not reasons and not lines.sums:
        reasons.append(fault("nothing-applicable", dossier=code))
    return reasons

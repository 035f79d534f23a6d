"""Whatever bore on a result, said with it: seats out, lines out, late entries, and rules that no document publishes."""

from __future__ import annotations

from collections.abc import Iterator

from commission.result.marks import SeatMarks
from commission.result.tally import LotTally
from commission.rules.fault import Fault, fault
from commission.rules.grid import DECLINED
from commission.session.definition import WHOLE_CALL, Definition
from commission.session.entry import HandIn, Mark, Observation, Reopen
from commission.session.state import Named, State

MAY_CHANGE = frozenset({"incomplete", "not-applicable-disputed", "contradicting-acts"})
"""The reasons for having no place that the commission can still lift."""


def applied(state: State, brought: LotTally) -> tuple[Fault, ...]:
    """What bore on the tally of a lot, in the order of the session file, then the rules adopted in session."""
    return (
        *withdrawn_seats(state, brought.lot.code),
        *(fault("seat-absent", member=member) for member in brought.absent),
        *(each for seat in brought.marks.seats for each in _departures(state, brought, seat)),
        *_inapplicable(state, brought),
        *_closing(state, brought.lot.code),
        *_late(state, brought.lot.code),
        *_consultative(brought),
        *_provisional(brought),
        *adopted_rules(state.definition),
    )


def adopted_rules(definition: Definition) -> tuple[Fault, ...]:
    """The rules the commission adopted, one each: the document publishes none of them."""
    rules = definition.rules
    step = fault("rule-step", step=rules.step) if rules.step else fault("rule-step-none")
    return (
        step,
        fault("rule-aggregation", value=rules.aggregation),
        fault("rule-rounding", value=rules.rounding, places=rules.display_places),
        fault("rule-missing", value=rules.missing),
        fault("rule-ties", value=rules.ties),
        fault("rule-selection", value=rules.selection),
    )


def late_entries(state: State, lot: str) -> list[Named]:
    """The entries on a lot that came after the opening of its marks and that nobody admitted, in order of name."""
    lots = {each.code: each.lot for each in state.definition.dossiers}
    return [
        each
        for _, each in sorted(state.late.items())
        if isinstance(each.entry, Mark | Observation | HandIn | Reopen) and lots.get(each.entry.dossier) == lot
    ]


def withdrawn_seats(state: State, lot: str) -> Iterator[Fault]:
    """The voting seats that are out of a lot for a conflict of interest."""
    for member in state.definition.members:
        if member.votes and state.is_recused(member.code, lot):
            whole = any(each.member == member.code and each.lot == WHOLE_CALL for each in state.recusals)
            yield fault("seat-recused", member=member.code, scope="call" if whole else "lot")


def _departures(state: State, brought: LotTally, seat: SeatMarks) -> Iterator[Fault]:
    subs = state.definition.call.subs
    dossiers = [each.code for each in brought.marks.dossiers]
    for line in sorted(seat.declined):
        code = subs[line].code
        where = [each for each, row in zip(dossiers, seat.rows, strict=True) if row[line] == DECLINED]
        given = [state.sheet(seat.member, each).cell(code).reason for each in where]
        reason = " ; ".join(dict.fromkeys(each for each in given if each))
        yield fault("seat-declined", member=seat.member, sub=code, dossiers=where, reason=reason)
    if seat.missing and not all(seat.handed_in):
        where = [each for each, given in zip(dossiers, seat.handed_in, strict=True) if not given]
        yield fault("seat-sheet-missing", member=seat.member, dossiers=where)
    elif seat.missing:
        yield fault("seat-missing", member=seat.member, subs=[subs[line].code for line in sorted(seat.missing)])


def _inapplicable(state: State, brought: LotTally) -> Iterator[Fault]:
    for each in brought.dossiers:
        if each.inapplicable:
            yield fault(
                "not-applicable-agreed",
                dossier=each.dossier.code,
                subs=list(each.inapplicable),
                maximum=each.maximum,
                total=state.definition.call.total,
            )


def _closing(state: State, lot: str) -> Iterator[Fault]:
    if closing := state.closed.get(lot):
        yield fault("scoring-closed", lot=lot, reason=closing.reason)


def _late(state: State, lot: str) -> Iterator[Fault]:
    if late := late_entries(state, lot):
        yield fault("late-not-counted", entries=[each.name for each in late])


def _consultative(brought: LotTally) -> Iterator[Fault]:
    if brought.consultative:
        yield fault("consultative-apart", lot=brought.lot.code)


def _provisional(brought: LotTally) -> Iterator[Fault]:
    """Dossiers that may still take a place: the places of the others are provisional."""
    waiting = [each.dossier.code for each in brought.dossiers if any(r.code in MAY_CHANGE for r in each.reasons)]
    if waiting and len(waiting) < len(brought.dossiers):
        yield fault("ranking-provisional", dossiers=waiting)

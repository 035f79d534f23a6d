"""The tally of a lot (synthèse des notes): each dossier's exact total, or why it has none. Never who may see it."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import NamedTuple

import msgspec

from commission.result.marks import LineSums, LotMarks, add_up, gather
from commission.rules.fault import Fault, fault
from commission.rules.grid import Lot, SubCriterion
from commission.session.definition import Dossier
from commission.session.refusals import refusal_steps
from commission.session.state import Named, State


class Missing(NamedTuple):
    """What a dossier still waits for from one seat: these codes, or the whole sheet when ``codes`` is empty.

    ``rivals`` are those of the codes where two marks of the seat contradict each other, to settle.
    """

    member: str
    codes: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()


class DossierTally(msgspec.Struct, frozen=True):
    """One dossier's figures. ``total`` is None exactly when ``reasons`` says why; it stands out of ``maximum``.

    ``subs`` holds the mean of every line that counts for this dossier, ``criteria`` their sums; ``inapplicable`` the
    lines that every seat called « sans objet »: they left the dossier with their maxima.
    """

    dossier: Dossier
    total: Fraction | None
    maximum: Fraction
    criteria: dict[str, Fraction]
    subs: dict[str, Fraction]
    inapplicable: tuple[str, ...] = ()
    reasons: tuple[Fault, ...] = ()
    missing: tuple[Missing, ...] = ()


class LotTally(msgspec.Struct, frozen=True):
    """A lot, its dossiers in code order: ``dossiers`` those in play, ``out`` those refused or withdrawn.

    ``seats`` are the members whose sheets count, ``absent`` the voting ones who handed in nothing; ``consultative``
    are the same figures over the consultative members, apart: they enter no total.
    """

    lot: Lot
    seats: tuple[str, ...]
    absent: tuple[str, ...]
    dossiers: tuple[DossierTally, ...]
    out: tuple[DossierTally, ...]
    consultative: tuple[DossierTally, ...]
    marks: LotMarks


def tally(state: State, lot: str) -> LotTally:
    """The marks of a lot brought together. Raises Refused ``unknown-lot``."""
    found = state.definition.lot(lot)
    voting = [each.code for each in state.scorers(found.code) if each.votes]
    others = [each.code for each in state.scorers(found.code) if not each.votes]
    marks = gather(state, found.code, voting)
    apart = gather(state, found.code, others)
    return LotTally(
        found,
        tuple(seat.member for seat in marks.seats),
        tuple(marks.absent),
        _dossiers(state, marks),
        out_of_play(state, found.code),
        _dossiers(state, apart) if apart.seats else (),
        marks,
    )


def _dossiers(state: State, marks: LotMarks) -> tuple[DossierTally, ...]:
    subs = state.definition.call.subs
    return tuple(_dossier(state, marks, subs, place, add_up(marks, place)) for place in range(len(marks.dossiers)))


def _dossier(
    state: State, marks: LotMarks, subs: tuple[SubCriterion, ...], place: int, lines: LineSums
) -> DossierTally:
    dossier = marks.dossiers[place]
    missing = tuple(_missing(state, marks, place, seat, lines.missing[seat]) for seat in sorted(lines.missing))
    reasons = _reasons(state, subs, dossier, lines, missing)
    inapplicable = tuple(subs[line].code for line in lines.inapplicable)
    maximum = sum((subs[line].max for line in range(len(subs)) if line not in lines.inapplicable), Fraction(0))
    if reasons:
        return DossierTally(dossier, None, maximum, {}, {}, inapplicable, reasons, missing)
    common = lcm(*(seats for _, seats in lines.sums.values()))
    parts = marks.scale * common
    whole: dict[str, int] = {}
    means: dict[str, Fraction] = {}
    for line, (units, seats) in lines.sums.items():
        sub = subs[line]
        means[sub.code] = Fraction(units, marks.scale * seats)
        whole[sub.criterion] = whole.get(sub.criterion, 0) + units * (common // seats)
    criteria = {code: Fraction(units, parts) for code, units in whole.items()}
    return DossierTally(dossier, Fraction(sum(whole.values()), parts), maximum, criteria, means, inapplicable)


def _missing(state: State, marks: LotMarks, place: int, seat_place: int, lines: list[int]) -> Missing:
    seat = marks.seats[seat_place]
    if not seat.handed_in[place]:
        return Missing(seat.member)
    subs = state.definition.call.subs
    codes = tuple(subs[line].code for line in lines)
    sheet = state.sheet(seat.member, marks.dossiers[place].code)
    return Missing(seat.member, codes, tuple(code for code in codes if sheet.cell(code).rivals))


def _reasons(
    state: State, subs: tuple[SubCriterion, ...], dossier: Dossier, lines: LineSums, missing: tuple[Missing, ...]
) -> tuple[Fault, ...]:
    """Everything that keeps a dossier from a total, what must be settled first foremost."""
    code = dossier.code
    reasons = []
    if rivals := contested(state, code):
        reasons.append(fault("contradicting-acts", topic=f"dossier {code}", acts=[each.name for each in rivals]))
    if missing:
        reasons.append(fault("incomplete", dossier=code, members=[each.member for each in missing]))
    for line, (said, scored) in lines.disputed.items():
        reasons.append(fault("not-applicable-disputed", dossier=code, sub=subs[line].code, said=said, scored=scored))
    if lines.without_seat:
        reasons.append(fault("no-seat-left", dossier=code, subs=[subs[line].code for line in lines.without_seat]))
    if not reasons and not lines.sums:
        reasons.append(fault("nothing-applicable", dossier=code))
    return tuple(reasons)


def contested(state: State, dossier: str) -> list[Named]:
    """The acts that contradict each other on whether this dossier is out, until a settlement says which stands."""
    return state.contradictions.get(f"dossier {dossier}", [])


def out_of_play(state: State, lot: str) -> tuple[DossierTally, ...]:
    """The dossiers of a lot that are refused or withdrawn, each with its reason."""
    total = state.definition.call.total
    found = []
    for dossier in state.definition.dossiers_of(lot):
        code = dossier.code
        if refusal := state.refused.get(code):
            reasons = refusal_steps(state.definition, refusal)
        elif withdrawal := state.withdrawn.get(code):
            reasons = (fault("withdrawn", dossier=code, reason=withdrawal.reason),)
        else:
            continue
        found.append(DossierTally(dossier, None, total, {}, {}, (), reasons))
    return tuple(found)

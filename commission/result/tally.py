"""The tally of a lot (synthèse des notes): each dossier's exact total, or why it has none. Never who may see it."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import lcm

import msgspec

from commission.result.dossier_tally import DossierTally, Missing, maximum_of
from commission.result.marks import LineSums, LotMarks, add_up, gather
from commission.rules.fault import Fault, fault
from commission.rules.grid import Call, Lot, SubCriterion
from commission.rules.ranking_rules import Rules
from commission.rules.text import sort_key
from commission.session.definition import Dossier
from commission.session.refusals import refusal_steps
from commission.session.state import Named, State


class Beside(msgspec.Struct, frozen=True):
    """A variant counted in its base's place, and the other dossiers of the lot as they would be beside it."""

    variant: DossierTally
    others: tuple[DossierTally, ...]


class LotTally(msgspec.Struct, frozen=True):
    """A lot, its dossiers in code order: ``dossiers`` those in play that take a place, ``out`` those refused or withdrawn.

    ``seats`` are the members whose sheets count, ``absent`` the voting ones who handed in nothing; ``consultative``
    are the same figures over the consultative members, apart: they enter no total. ``variants`` stand beside their
    bases, and nothing of them enters ``dossiers``; where no base is left, ``seats`` are those whose sheets count there.
    Totals hold what is added from the stage before.
    """

    lot: Lot
    seats: tuple[str, ...]
    absent: tuple[str, ...]
    dossiers: tuple[DossierTally, ...]
    out: tuple[DossierTally, ...]
    consultative: tuple[DossierTally, ...]
    marks: LotMarks
    variants: tuple[Beside, ...] = ()


def tally(state: State, lot: str) -> LotTally:
    """The marks of a lot brought together. Raises Refused ``unknown-lot``."""
    found = state.definition.lot(lot)
    agreed = state.definition.rules.aggregation == "consensus"
    tallied = _agreed(state, found) if agreed else _together(state, found)
    adds = state.definition.call.at and state.definition.call.at.adds
    return _with_carried(tallied, state.definition.rules) if adds else tallied


def _together(state: State, found: Lot) -> LotTally:
    """The members' own marks brought together, the variants beside."""
    voting = [each.code for each in state.scorers(found.code) if each.votes]
    others = [each.code for each in state.scorers(found.code) if not each.votes]
    bases = state.bases(found.code)
    marks = gather(state, found.code, voting, bases)
    apart = gather(state, found.code, others, bases)
    consultative = _dossiers(state, apart, bases) if apart.seats else ()
    seats = tuple(seat.member for seat in marks.seats)
    if filed := [each for each in state.in_play(found.code) if each.variant_of]:
        spoken = [each for each in filed if apart.seats or _handed_in(state, others, [each])]
        consultative += tuple(_beside(state, found.code, others, each).variant for each in spoken)
        seats = seats if bases else tuple(_handed_in(state, voting, filed))
    return LotTally(
        found,
        seats,
        tuple(marks.absent),
        _dossiers(state, marks, bases),
        out_of_play(state, found.code),
        tuple(sorted(consultative, key=lambda each: sort_key(each.dossier.code))),
        marks,
        tuple(_beside(state, found.code, voting, each) for each in filed),
    )


def _handed_in(state: State, members: list[str], dossiers: list[Dossier]) -> list[str]:
    """Those of these members who handed in a sheet on one of these dossiers."""
    return [each for each in members if any(state.sheet(each, dossier.code).handed_in for dossier in dossiers)]


def _with_carried(lot: LotTally, rules: Rules) -> LotTally:
    """The same lot, what is added from the stage before in its totals; consultative figures stay this stage's."""
    from commission.result.stages import with_carried  # most calls score one sheet

    beside = [with_carried([each.variant, *each.others], rules) for each in lot.variants]
    variants = tuple(Beside(variant, tuple(others)) for variant, *others in beside)
    return msgspec.structs.replace(lot, dossiers=with_carried(lot.dossiers, rules), variants=variants)


def _agreed(state: State, lot: Lot) -> LotTally:
    """The marks that the commission agreed on: no seat counts, none is absent, no consultative member stands apart."""
    from commission.result.agreed import agreed_dossiers  # few commissions agree on one mark for each line

    bases = state.bases(lot.code)
    marks, found = agreed_dossiers(state, bases, bases)
    variants = []
    for variant in (each for each in state.in_play(lot.code) if each.variant_of):
        _, (*others, beside) = agreed_dossiers(state, _in_its_place(bases, variant), bases)
        variants.append(Beside(beside, tuple(others)))
    return LotTally(lot, (), (), found, out_of_play(state, lot.code), (), marks, tuple(variants))


def _beside(state: State, lot: str, members: list[str], variant: Dossier) -> Beside:
    """The lot with a variant in its base's place. Figures are still compared with those of the bases alone."""
    bases = state.bases(lot)
    *others, found = _dossiers(state, gather(state, lot, members, _in_its_place(bases, variant)), bases)
    return Beside(found, tuple(others))


def _in_its_place(bases: list[Dossier], variant: Dossier) -> list[Dossier]:
    """The bases of a lot with a variant, last, instead of its own."""
    return [*(each for each in bases if each.code != variant.variant_of), variant]


def _dossiers(state: State, marks: LotMarks, compared: list[Dossier]) -> tuple[DossierTally, ...]:
    definition = state.definition
    lines = [add_up(marks, place) for place in range(len(marks.dossiers))]
    whole = maximum_of(definition.call, definition.rules)
    found = [_dossier(state, marks, place, each, whole) for place, each in enumerate(lines)]
    if is_usual(definition.call, definition.rules):
        return tuple(
            each if each.reasons else _figured(marks, line, each) for line, each in zip(lines, found, strict=True)
        )
    from commission.result.under_rules import counted  # not loaded for the usual rules

    return counted(definition, marks, lines, found, compared)


def is_usual(call: Call, rules: Rules) -> bool:
    """Whether whole numbers serve: points, the mean on each line, sums, no weight, no rounding before display."""
    return (
        (rules.aggregation, rules.across, rules.better) == ("mean", "sub", "higher")
        and not (rules.trim or rules.drop_best or rules.drop_worst or rules.rounding)
        and call.combine == "sum"
        and all(each.combine == "sum" and each.weight == 1 for each in call.criteria)
        and all(each.weight == 1 and not (each.lower or each.bonus or each.computed) for each in call.lines)
    )


def _dossier(state: State, marks: LotMarks, place: int, lines: LineSums, whole: Fraction | None) -> DossierTally:
    """A dossier before its figures: what is inapplicable, its maximum (``whole`` if all applies), why it has no total."""
    dossier = marks.dossiers[place]
    missing = tuple(_missing(state, marks, place, seat, lines.missing[seat]) for seat in sorted(lines.missing))
    reasons = _reasons(state, marks.subs, dossier, lines, missing)
    gone = tuple(marks.subs[line].code for line in lines.inapplicable)
    maximum = maximum_of(state.definition.call, state.definition.rules, gone) if gone else whole
    return DossierTally(dossier, None, maximum, {}, {}, gone, reasons, missing)


def _figured(marks: LotMarks, lines: LineSums, found: DossierTally) -> DossierTally:
    """The mean of every line and their sum, in whole numbers over a common denominator."""
    common = lcm(*(seats for _, seats in lines.sums.values()))
    parts = marks.scale * common
    whole: dict[str, int] = {}
    means: dict[str, Fraction] = {}
    for line, (units, seats) in lines.sums.items():
        sub = marks.subs[line]
        means[sub.code] = _quotient(units, marks.scale * seats)
        whole[sub.criterion] = whole.get(sub.criterion, 0) + units * (common // seats)
    criteria = {code: Fraction(units, parts) for code, units in whole.items()}
    total = Fraction(sum(whole.values()), parts)
    return DossierTally(found.dossier, total, found.maximum, criteria, means, found.inapplicable, order=(total,))


@lru_cache(maxsize=1 << 12)
def _quotient(units: int, parts: int) -> Fraction:
    """Marks go by steps, so a thousand lines share a hundred means; reducing each was a third of a tally's time."""
    return Fraction(units, parts)


def _missing(state: State, marks: LotMarks, place: int, seat_place: int, lines: list[int]) -> Missing:
    seat = marks.seats[seat_place]
    if not seat.handed_in[place]:
        return Missing(seat.member, lost=state.is_lost(seat.member, marks.dossiers[place].code))
    codes = tuple(marks.subs[line].code for line in lines)
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
    maximum = maximum_of(state.definition.call, state.definition.rules)
    found = []
    for dossier in state.definition.dossiers_of(lot):
        code = dossier.code
        if refusal := state.refused.get(code):
            reasons = refusal_steps(state.definition, refusal)
        elif withdrawal := state.withdrawn.get(code):
            reasons = (fault("withdrawn", dossier=code, reason=withdrawal.reason),)
        else:
            continue
        found.append(DossierTally(dossier, None, maximum, {}, {}, (), reasons))
    return tuple(found)

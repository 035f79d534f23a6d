"""The tally of a lot (synthèse des notes): each dossier's exact total, or why it has none. Never who may see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm

import msgspec

from commission.result import general
from commission.result.aggregate import enough
from commission.result.formulas import ALONE, ComputedMarks, computed_marks
from commission.result.marks import LineSums, LotMarks, add_up, gather
from commission.rules.fault import Fault, fault
from commission.rules.grid import Call, Lot, SubCriterion, combined, most
from commission.rules.ranking_rules import Rules
from commission.session.definition import Dossier
from commission.session.state import Named, State


class Missing(msgspec.Struct, frozen=True):
    """What a dossier still waits for from one seat: these codes, or the whole sheet when ``codes`` is empty.

    ``rivals`` are those of the codes where two marks of the seat contradict each other, to settle.
    """

    member: str
    codes: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()


class DossierTally(msgspec.Struct, frozen=True):
    """One dossier's figures. ``order`` is empty exactly when ``reasons`` says why; ``total`` stands out of ``maximum``,
    and is None too where the criteria are compared in their order.

    ``subs`` holds what the members' marks come to on every line that counts for this dossier (their mean), ``criteria``
    what the lines come to together (their sum), ``bonus`` what stands outside the maximum; ``inapplicable`` the lines
    that every seat called « sans objet », ``alone`` the formulas that had nothing to compare it with: they left the
    dossier with their maxima. Dossiers compare by ``order``, the
    better one greater.
    """

    dossier: Dossier
    total: Fraction | None
    maximum: Fraction | None
    criteria: dict[str, Fraction]
    subs: dict[str, Fraction]
    inapplicable: tuple[str, ...] = ()
    reasons: tuple[Fault, ...] = ()
    missing: tuple[Missing, ...] = ()
    bonus: Fraction = Fraction(0)
    order: tuple[Fraction, ...] = ()
    alone: tuple[Fault, ...] = ()


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


Counting = Callable[[State, LotMarks, int, LineSums, DossierTally], DossierTally]
"""How a dossier with nothing in its way is counted: from its place in the marks and its lines, to its figures."""


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
        _out(state, found.code),
        _dossiers(state, apart) if apart.seats else (),
        marks,
    )


def _dossiers(state: State, marks: LotMarks) -> tuple[DossierTally, ...]:
    call, rules = state.definition.call, state.definition.rules
    lines = [add_up(marks, place) for place in range(len(marks.dossiers))]
    if general.is_plain(call, rules):
        return tuple(_dossier(state, marks, place, each, _plainly) for place, each in enumerate(lines))
    computed = computed_marks(call, marks.dossiers)

    def count(state: State, marks: LotMarks, place: int, lines: LineSums, out: DossierTally) -> DossierTally:
        return _generally(state, marks, place, lines, _with_computed(call, rules, out, computed), computed)

    found = [_dossier(state, marks, place, each, count) for place, each in enumerate(lines)]
    return tuple(_ranked_by_members(state, marks, lines, found, computed) if rules.aggregation == "ranks" else found)


def _dossier(state: State, marks: LotMarks, place: int, lines: LineSums, count: Counting) -> DossierTally:
    """The tally of a dossier: why it has no total, or its figures as ``count`` makes them."""
    dossier = marks.dossiers[place]
    missing = tuple(_missing(state, marks, place, seat, lines.missing[seat]) for seat in sorted(lines.missing))
    reasons = _reasons(state, marks.subs, dossier, lines, missing)
    inapplicable = tuple(marks.subs[line].code for line in lines.inapplicable)
    maximum = maximum_of(state.definition.call, state.definition.rules, inapplicable)
    out = DossierTally(dossier, None, maximum, {}, {}, inapplicable, reasons, missing)
    return out if reasons else count(state, marks, place, lines, out)


def _plainly(state: State, marks: LotMarks, place: int, lines: LineSums, out: DossierTally) -> DossierTally:
    """The mean of every line and their sum, in whole numbers over a common denominator."""
    del state, place
    common = lcm(*(seats for _, seats in lines.sums.values()))
    parts = marks.scale * common
    whole: dict[str, int] = {}
    means: dict[str, Fraction] = {}
    for line, (units, seats) in lines.sums.items():
        sub = marks.subs[line]
        means[sub.code] = Fraction(units, marks.scale * seats)
        whole[sub.criterion] = whole.get(sub.criterion, 0) + units * (common // seats)
    criteria = {code: Fraction(units, parts) for code, units in whole.items()}
    total = Fraction(sum(whole.values()), parts)
    return DossierTally(out.dossier, total, out.maximum, criteria, means, out.inapplicable, order=(total,))


def _with_computed(call: Call, rules: Rules, out: DossierTally, computed: ComputedMarks) -> DossierTally:
    """The dossier with what its computed lines say: why it has no total, or which of them left it."""
    said = [each for (dossier, _), each in computed.items() if dossier == out.dossier.code and isinstance(each, Fault)]
    alone = tuple(each for each in said if each.code == ALONE)
    gone = (*out.inapplicable, *(str(each.fields["sub"]) for each in alone))
    reasons = (*out.reasons, *(each for each in said if each.code != ALONE))
    return msgspec.structs.replace(out, reasons=reasons, alone=alone, maximum=maximum_of(call, rules, gone))


def _generally(
    state: State, marks: LotMarks, place: int, lines: LineSums, out: DossierTally, computed: ComputedMarks
) -> DossierTally:
    """The figures under whatever rules the session has, in fractions."""
    call, rules = state.definition.call, state.definition.rules
    if out.reasons:
        return out
    given = _line_marks(marks, place, lines)
    few = [code for code, seats in given.items() if not enough(len(seats), rules)]
    if few:
        return _without(out, fault("too-few-marks", dossier=out.dossier.code, subs=few))
    found = general.figures(call, rules, given, _points(computed, out.dossier))
    if found.undecided:
        return _without(out, fault("majority-undecided", dossier=out.dossier.code, subs=list(found.undecided)))
    if not found.order and rules.aggregation != "ranks":
        return _without(out, _nobody(out) if not found.criteria else fault("no-order", dossier=out.dossier.code))
    return msgspec.structs.replace(
        out, total=found.total, criteria=found.criteria, subs=found.subs, bonus=found.bonus, order=found.order
    )


def _without(out: DossierTally, reason: Fault) -> DossierTally:
    return msgspec.structs.replace(out, reasons=(*out.reasons, reason))


def _points(computed: ComputedMarks, dossier: Dossier) -> dict[str, Fraction]:
    """What the formulas give this dossier, by line."""
    return {
        line: each for (code, line), each in computed.items() if code == dossier.code and isinstance(each, Fraction)
    }


def _line_marks(marks: LotMarks, place: int, lines: LineSums) -> general.LineMarks:
    rows = [seat.rows[place] for seat in marks.seats]
    return {
        marks.subs[line].code: {
            marks.seats[seat].member: Fraction(marks.units[rows[seat][line]], marks.scale)
            for seat in marks.on_line[line]
        }
        for line in lines.sums
    }


def _ranked_by_members(
    state: State, marks: LotMarks, lines: list[LineSums], found: list[DossierTally], computed: ComputedMarks
) -> list[DossierTally]:
    """Each dossier's total is the sum of the ranks it takes among each member's own totals: the least is the best."""
    call, rules = state.definition.call, state.definition.rules
    places = [place for place, each in enumerate(found) if not each.reasons]
    own = [
        (
            found[place].dossier.code,
            general.member_figures(
                call, rules, _line_marks(marks, place, lines[place]), _points(computed, found[place].dossier)
            ),
        )
        for place in places
    ]
    if not general.full_members(own):
        return [each if each.reasons else _without(each, _nobody(each)) for each in found]
    sums = general.ranks_summed(own)
    return [
        each
        if each.reasons
        else msgspec.structs.replace(each, total=sums[each.dossier.code], order=(-sums[each.dossier.code],))
        for each in found
    ]


def _nobody(each: DossierTally) -> Fault:
    return fault("no-member-counts", dossier=each.dossier.code)


def maximum_of(call: Call, rules: Rules, inapplicable: Sequence[str] = ()) -> Fraction | None:
    """The most a dossier can come to without its inapplicable lines, bonus left out; None where nothing bounds it.

    Members' figures that are added up, or ranks, have no maximum of their own.
    """
    if call.combine == "lexicographic" or rules.aggregation in {"sum", "ranks"}:
        return None
    parts: list[Fraction] = []
    for criterion in call.criteria:
        left = [sub for sub in criterion.in_total if sub.code not in inapplicable]
        points = most(left, criterion.combine, criterion.cap)
        if points is None:
            return None
        parts += [points * criterion.weight] if left else []
    return combined(call.combine, parts, call.cap)


def _missing(state: State, marks: LotMarks, place: int, seat_place: int, lines: list[int]) -> Missing:
    seat = marks.seats[seat_place]
    if not seat.handed_in[place]:
        return Missing(seat.member)
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


def _out(state: State, lot: str) -> tuple[DossierTally, ...]:
    maximum = maximum_of(state.definition.call, state.definition.rules)
    found = []
    for dossier in state.definition.dossiers_of(lot):
        code = dossier.code
        if refusal := state.refused.get(code):
            reason = fault("refused", dossier=code, ground=refusal.ground, reason=refusal.reason)
        elif withdrawal := state.withdrawn.get(code):
            reason = fault("withdrawn", dossier=code, reason=withdrawal.reason)
        else:
            continue
        found.append(DossierTally(dossier, None, maximum, {}, {}, (), (reason,)))
    return tuple(found)

"""The dossiers of a lot under whatever rules the session has, in fractions: the long way, for all but the usual rules."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from commission.result import general
from commission.result.aggregate import enough
from commission.result.dossier_tally import DossierTally, maximum_of
from commission.result.formulas import ALONE, ComputedMarks, computed_marks
from commission.result.marks import LineSums, LotMarks
from commission.rules.fault import Fault, fault
from commission.rules.grid import Call
from commission.rules.ranking_rules import Rules
from commission.session.definition import Definition, Dossier


def counted(
    definition: Definition,
    marks: LotMarks,
    lines: Sequence[LineSums],
    found: Sequence[DossierTally],
    compared: Sequence[Dossier],
) -> tuple[DossierTally, ...]:
    """The dossiers ``found`` in the marks of a lot, those with nothing in their way counted under the stated rules.

    Formulas compare with the figures of ``compared``.
    """
    call, rules = definition.call, definition.rules
    computed = computed_marks(call, marks.dossiers, compared)
    figured = [
        each if each.reasons else _figured(call, rules, marks, place, lines[place], each, computed)
        for place, each in enumerate(found)
    ]
    return tuple(
        _ranked_by_members(call, rules, marks, lines, figured, computed) if rules.aggregation == "ranks" else figured
    )


def _figured(
    call: Call, rules: Rules, marks: LotMarks, place: int, lines: LineSums, out: DossierTally, computed: ComputedMarks
) -> DossierTally:
    """The figures of one dossier, or the reason why it has none."""
    out = _with_computed(call, rules, out, computed)
    given = _line_marks(marks, place, lines)
    few = [code for code, seats in given.items() if not enough(len(seats), rules)]
    if out.reasons or few:
        return _without(out, fault("too-few-marks", dossier=out.dossier.code, subs=few)) if few else out
    found = general.figures(call, rules, given, _points(call, computed, out.dossier))
    if found.undecided:
        return _without(out, fault("majority-undecided", dossier=out.dossier.code, subs=list(found.undecided)))
    if found.few:
        return _without(out, fault("too-few-marks", dossier=out.dossier.code, subs=list(found.few)))
    if found.nobody:
        return _without(out, _nobody(out))
    if not found.order and rules.aggregation != "ranks":
        return _without(out, _nobody(out) if not found.criteria else fault("no-order", dossier=out.dossier.code))
    return msgspec.structs.replace(
        out, total=found.total, criteria=found.criteria, subs=found.subs, bonus=found.bonus, order=found.order
    )


def _with_computed(call: Call, rules: Rules, out: DossierTally, computed: ComputedMarks) -> DossierTally:
    """The dossier with what its computed lines say: why it has no total, or which of them left it."""
    said = [each for each in _by_formula(call, computed, out.dossier).values() if isinstance(each, Fault)]
    alone = tuple(each for each in said if each.code == ALONE)
    gone = (*out.inapplicable, *(str(each.fields["sub"]) for each in alone))
    reasons = tuple(each for each in said if each.code != ALONE)
    return msgspec.structs.replace(out, reasons=reasons, alone=alone, maximum=maximum_of(call, rules, gone))


def _without(out: DossierTally, reason: Fault) -> DossierTally:
    return msgspec.structs.replace(out, reasons=(*out.reasons, reason))


def _points(call: Call, computed: ComputedMarks, dossier: Dossier) -> dict[str, Fraction]:
    """The points that the formulas give this dossier, by line."""
    said = _by_formula(call, computed, dossier)
    return {line: each for line, each in said.items() if isinstance(each, Fraction)}


def _by_formula(call: Call, computed: ComputedMarks, dossier: Dossier) -> dict[str, Fraction | Fault]:
    """What each computed line says of this dossier, in the order of the grid."""
    return {sub.code: computed[dossier.code, sub.code] for sub in call.lines if sub.computed is not None}


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
    call: Call,
    rules: Rules,
    marks: LotMarks,
    lines: Sequence[LineSums],
    found: list[DossierTally],
    computed: ComputedMarks,
) -> list[DossierTally]:
    """Each dossier's total is the sum of the ranks it takes among each member's own totals: the least is the best."""
    places = [place for place, each in enumerate(found) if not each.reasons]
    own = [
        (
            found[place].dossier.code,
            general.member_figures(
                call, rules, _line_marks(marks, place, lines[place]), _points(call, computed, found[place].dossier)
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

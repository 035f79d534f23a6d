"""A dossier's figures under any stated rules: weights, words, bonus, combinations, aggregation at any level, rounding.

The usual rules (points, no weights, the mean on each line) have a shorter way to the same figures in ``tally``; a test
holds that both agree. Here every figure is a fraction, and each sentence of the rules is a few lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import msgspec

from commission.result.aggregate import enough, majority, mean_ranks, together
from commission.rules.grid import Call, combined, counted
from commission.rules.number import round_half_up
from commission.rules.ranking_rules import Rules

LineMarks = Mapping[str, Mapping[str, Fraction]]
"""For each line of a dossier that counts, what each seat that counts there gave: ``marks["A1"]["m-durand"]``."""


class Figures(msgspec.Struct):
    """What a dossier comes to. ``subs`` are the members' marks brought together, as given, before any weight;
    ``criteria`` their combination, weights of the lines applied; ``bonus`` what stands outside, capped.

    ``order`` compares dossiers, the better one greater: the total, or the criteria in their order. ``total`` is None
    where orders come first. ``undecided`` are the lines where as many said yes as no; ``few`` the criteria, or
    ``total``, that too few members scored whole, ``nobody`` those that none did.
    """

    subs: dict[str, Fraction] = msgspec.field(default_factory=dict)
    criteria: dict[str, Fraction] = msgspec.field(default_factory=dict)
    bonus: Fraction = Fraction(0)
    total: Fraction | None = None
    order: tuple[Fraction, ...] = ()
    undecided: tuple[str, ...] = ()
    few: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()


def figures(call: Call, rules: Rules, marks: LineMarks, computed: Mapping[str, Fraction]) -> Figures:
    """The figures of a dossier from what its seats gave on every line that is left, and its computed lines.

    Each seat that counts on a line has a mark there. Where members are brought together on a criterion or on the total,
    a seat that left one of the lines it is made of is left out of it.
    """
    subs = _each_line(call, rules, marks) | dict(computed)
    undecided = tuple(code for code in marks if code not in subs)
    if undecided:
        return Figures(undecided=undecided)
    found = Figures({sub.code: subs[sub.code] for sub in call.lines if sub.code in subs})
    if rules.across == "sub":
        found.criteria = criteria_of(call, rules, found.subs)
        found.bonus = bonus_of(call, found.subs)
    else:
        own = member_figures(call, rules, marks, computed)
        found.few, found.nobody = _unserved(call, rules, marks, own)
        if found.few or found.nobody:
            return found
        _by_member(call, rules, own, found)
    if rules.across != "total":
        found.total = total_of(call, found.criteria, found.bonus)
    if found.total is not None:
        found.total = rounded(found.total, "total", rules)
    found.order = order_of(call, rules, found)
    return found


def order_of(call: Call, rules: Rules, found: Figures) -> tuple[Fraction, ...]:
    """What a dossier is compared by, the better one greater."""
    sign = -1 if rules.better == "lower" or rules.aggregation == "ranks" else 1
    if found.total is not None:
        return (sign * found.total,)
    if len(found.criteria) < len(call.criteria):
        return ()  # a dossier that a whole criterion has left cannot be compared criterion by criterion
    return tuple(sign * found.criteria[each.code] for each in call.criteria)


def rounded(value: Fraction, stage: str, rules: Rules) -> Fraction:
    """``value`` as the rules round it at this stage, half up; as it is where they do not."""
    places = next((each.places for each in rules.rounding if each.stage == stage), None)
    return value if places is None else round_half_up(value, places)


def criteria_of(call: Call, rules: Rules, subs: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Each criterion from its lines, as marked; a criterion none of whose lines is left has none."""
    found = {}
    for criterion in call.criteria:
        parts = [counted(sub, subs[sub.code]) for sub in criterion.in_total if sub.code in subs]
        if parts:
            found[criterion.code] = rounded(combined(criterion.combine, parts, criterion.cap), "criterion", rules)
    return found


def bonus_of(call: Call, subs: Mapping[str, Fraction]) -> Fraction:
    """What the bonus lines give together, their weights applied, up to the cap of the grid."""
    parts = [counted(sub, subs[sub.code]) for sub in call.lines if sub.bonus and sub.code in subs]
    whole = sum(parts, Fraction(0))
    return whole if call.bonus_cap is None else min(whole, call.bonus_cap)


def total_of(call: Call, criteria: Mapping[str, Fraction], bonus: Fraction) -> Fraction | None:
    """The total from the criteria, their weights applied; None where the criteria are compared in their order."""
    if call.combine == "lexicographic":
        return None
    parts = [criteria[each.code] * each.weight for each in call.criteria if each.code in criteria]
    return combined(call.combine, parts, call.cap) + bonus


def _each_line(call: Call, rules: Rules, marks: LineMarks) -> dict[str, Fraction]:
    """Every line's marks brought together; a line on which nobody decided is left out."""
    found = {}
    for code, given in marks.items():
        sub, values = call.sub(code), list(given.values())
        if rules.aggregation == "majority":
            decided = majority(values, sub.max or Fraction(0))
            if decided is not None:
                found[code] = decided
        else:
            found[code] = rounded(together(values, rules, lower=sub.lower), "sub", rules)
    return found


def _unserved(
    call: Call, rules: Rules, marks: LineMarks, own: Mapping[str, Figures]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The criteria, or ``total``, of which nothing remains once the ends are left out; those that no member scored whole."""
    if rules.aggregation == "ranks":
        return (), ()
    counts = {
        criterion.code: sum(criterion.code in each.criteria for each in own.values())
        for criterion in call.criteria
        if any(sub.code in marks for sub in criterion.in_total)
    }
    if rules.across == "total" and call.combine != "lexicographic":
        counts = {"total": sum(each.total is not None for each in own.values())} if counts else {}
    few = [code for code, count in counts.items() if count and not enough(count, rules)]
    return tuple(few), tuple(code for code, count in counts.items() if not count)


def _by_member(call: Call, rules: Rules, own: Mapping[str, Figures], found: Figures) -> None:
    """Members brought together on each criterion or on the total: each member's own figure first."""
    for criterion in call.criteria:
        values = [each.criteria[criterion.code] for each in own.values() if criterion.code in each.criteria]
        if values:
            found.criteria[criterion.code] = rounded(together(values, rules), "criterion", rules)
    bonuses = [each.bonus for each in own.values()]
    found.bonus = together(bonuses, rules) if bonuses else Fraction(0)
    if rules.across == "total" and rules.aggregation != "ranks":
        totals = [each.total for each in own.values() if each.total is not None]
        found.total = together(totals, rules) if totals else None


def member_figures(call: Call, rules: Rules, marks: LineMarks, computed: Mapping[str, Fraction]) -> dict[str, Figures]:
    """Each seat's own figures on a dossier, rounded as the rules round a member's; only what it fully scored."""
    seats = sorted({seat for given in marks.values() for seat in given})
    found = {}
    for seat in seats:
        own = {code: given[seat] for code, given in marks.items() if seat in given} | dict(computed)
        left = {call.sub(code).criterion for code in marks if code not in own}
        plain = msgspec.structs.replace(rules, rounding=())
        criteria = {code: value for code, value in criteria_of(call, plain, own).items() if code not in left}
        mine = Figures(own, criteria, bonus_of(call, own))
        if rules.across == "criterion":
            mine.criteria = {code: rounded(value, "member", rules) for code, value in criteria.items()}
        if not left and (total := total_of(call, mine.criteria, mine.bonus)) is not None:
            mine.total = rounded(total, "member", rules)
        found[seat] = mine
    return found


OwnFigures = Sequence[tuple[str, Mapping[str, Figures]]]
"""Each dossier of a lot with every member's own figures on it."""


def full_members(own: OwnFigures) -> set[str]:
    """The members with a total of their own on every dossier: only they can rank them all."""
    whole = [{member for member, each in figures.items() if each.total is not None} for _, figures in own]
    return set.intersection(*whole) if whole else set()


def ranks_summed(own: OwnFigures) -> dict[str, Fraction]:
    """For each dossier, the sum over the members of the rank it takes among their own totals; the least is the best."""
    found = dict.fromkeys((code for code, _ in own), Fraction(0))
    for member in full_members(own):
        totals = {code: figures[member].total or Fraction(0) for code, figures in own}
        for code, rank in mean_ranks(totals).items():
            found[code] += rank
    return found

"""Totals counted a second time, straight from the marks, by the shortest way; ``verify`` compares them with the ranking.

Slow and plain on purpose: it shares nothing with ``result`` but the question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from commission.result.places import Variant
from commission.result.ranking import rank
from commission.result.tally import tally
from commission.rules.fault import Fault, fault
from commission.rules.grid import DECLINED, NOT_SCORED, Call, Criterion, SubCriterion
from commission.rules.ranking_rules import Rules
from commission.session.definition import Dossier
from commission.session.entry import Agree
from commission.session.state import State

NOTHING = Fraction(0)
Points = dict[str, Fraction]
"""What each line of a dossier is worth to one seat, or to all."""


class Counted(NamedTuple):
    """A dossier's figures: the total (None where criteria are compared in their order), by criterion, by line."""

    total: Fraction | None
    criteria: Points
    lines: Points


def differences(state: State, lot: str) -> list[Fault]:
    """A fault for each dossier of a lot whose total in the ranking is not what its marks add up to."""
    found = rank(state, lot)
    # One that a threshold keeps out has a total too: each member's own ranks count it, as the ranking did.
    apart = {each.dossier.code: each.total for each in found.unranked if each.total is not None}
    said = {each.dossier.code: each.total for each in found.ranking} | apart
    bases = [each.code for each in state.bases(lot) if each.code in said]
    counted = totals(state, lot, bases)
    return [
        *(_differs(code, said[code], counted[code]) for code in bases if counted[code] != said[code]),
        *(wrong for each in found.variants for wrong in _variant_differs(state, lot, each, counted)),
        *(wrong for code in sorted(set(apart) - set(bases)) for wrong in _apart_differs(state, lot, code, apart[code])),
    ]


def _differs(dossier: str, ranked: Fraction | None, counted: Fraction | None) -> Fault:
    return fault("recount-differs", dossier=dossier, ranked=ranked, counted=counted)


def _in_its_place(state: State, lot: str, code: str, among: Sequence[str]) -> dict[str, Fraction | None]:
    """The total of a variant counted in its base's place; those of the others too, where members rank them all anew."""
    base = state.definition.dossier(code).variant_of
    there = [each.code for each in state.bases(lot) if each.code != base]
    anew = among if state.definition.rules.aggregation == "ranks" else ()
    return totals(state, lot, [*anew, code], [*there, code])


def _apart_differs(state: State, lot: str, code: str, claimed: Fraction | None) -> Iterator[Fault]:
    """The total of a variant that stands beside no base, counted again."""
    beside = next(each for each in tally(state, lot).variants if each.variant.dossier.code == code)
    counted = _in_its_place(state, lot, code, [each.dossier.code for each in beside.others if each.order])[code]
    if counted != claimed:
        yield _differs(code, claimed, counted)


def _variant_differs(
    state: State, lot: str, variant: Variant, ranked: Mapping[str, Fraction | None]
) -> Iterator[Fault]:
    """A variant's total counted again in its base's place, and the rank that this gives it where nobody has the same."""
    rules, code, claimed = state.definition.rules, variant.ranked.dossier.code, variant.ranked
    counted = _in_its_place(state, lot, code, variant.among)
    if counted[code] != claimed.total:
        yield _differs(code, claimed.total, counted[code])
        return
    placed = {each.dossier.code for each in rank(state, lot).ranking} - {variant.base}
    others = counted if rules.aggregation == "ranks" else ranked
    beside = [others[each] for each in variant.among if each in placed]
    mine = claimed.total
    if mine is None or mine in beside:
        return
    lower = rules.better == "lower" or rules.aggregation == "ranks"
    before = sum(each is not None and (each < mine if lower else each > mine) for each in beside)
    if before + 1 != claimed.place:
        yield fault("recount-rank-differs", dossier=code, ranked=claimed.place, counted=before + 1)


def totals(
    state: State, lot: str, ranked: Sequence[str], among: Sequence[str] | None = None
) -> dict[str, Fraction | None]:
    """The total of each ranked dossier of a lot, scored ``among`` these; None where criteria are compared in their order.

    What it brings from the stage before is in it, where the call adds it.
    """
    return {code: each.total for code, each in figures(state, lot, ranked, among).items()}


def figures(state: State, lot: str, ranked: Sequence[str], among: Sequence[str] | None = None) -> dict[str, Counted]:
    """The same, with the criteria and the lines that a total is made of."""
    call, rules = state.definition.call, state.definition.rules
    there = [each.code for each in state.bases(lot)] if among is None else among
    sheets = {code: _sheets(state, lot, code, there) for code in ranked}
    computed = {code: _computed(state, lot, code) for code in ranked}
    found = {code: _counted(call, rules, sheets[code], computed[code]) for code in ranked}
    if call.combine == "lexicographic":
        return {code: each._replace(total=None) for code, each in found.items()}
    if rules.aggregation == "ranks":
        own = {code: _own_totals(call, rules, sheets[code], computed[code]) for code in ranked}
        found = {code: found[code]._replace(total=points) for code, points in _ranks(own).items()}
    at = call.at
    if at is None or at.stage.counts != "added":
        return found
    brought = {code: state.definition.dossier(code).carried or NOTHING for code in ranked}
    return {code: each._replace(total=(each.total or NOTHING) + brought[code]) for code, each in found.items()}


def _counted(call: Call, rules: Rules, sheets: Mapping[str, Points], computed: Points) -> Counted:
    """What the marks of this session make of one dossier."""
    joint = _joint(call, rules, sheets) | computed
    if rules.across == "sub":
        made = {each.code: _criterion(each, joint) for each in call.criteria}
        criteria = {code: _at(rules, "criterion", figure) for code, figure in made.items() if figure is not None}
        total = _whole(call, criteria) + _bonus(call, joint)
    else:
        criteria = _by_criterion(call, rules, sheets, computed)
        bonuses = [_bonus(call, each | computed) for each in sheets.values()]
        total = _whole(call, criteria) + (_joined(rules, bonuses) if bonuses else NOTHING)
    if rules.across == "total":
        own = list(_own_totals(call, rules, sheets, computed).values())
        total = _joined(rules, own) if own and rules.aggregation != "ranks" else NOTHING
    return Counted(_at(rules, "total", total), criteria, joint)


def _joint(call: Call, rules: Rules, sheets: Mapping[str, Points]) -> Points:
    """Members brought together on every line."""
    found: Points = {}
    for sub in call.subs:
        values = [each[sub.code] for each in sheets.values() if sub.code in each]
        if values:
            found[sub.code] = _at(rules, "sub", _joined(rules, values, sub))
    return found


def _by_criterion(call: Call, rules: Rules, sheets: Mapping[str, Points], computed: Points) -> Points:
    """Each member's own criteria, brought together; only who scored every line of a criterion counts there."""
    scored = {code for each in sheets.values() for code in each}
    found: Points = {}
    for criterion in call.criteria:
        lines = {sub.code for sub in criterion.subs} & scored
        own = [_criterion(criterion, each | computed) for each in sheets.values() if lines <= set(each)]
        values = [_at(rules, "member", x) if rules.across == "criterion" else x for x in own if x is not None]
        if values:
            found[criterion.code] = _at(rules, "criterion", _joined(rules, values))
    return found


def _own_totals(call: Call, rules: Rules, sheets: Mapping[str, Points], computed: Points) -> Points:
    """Each member's own total, of those who scored every line."""
    scored = {code for each in sheets.values() for code in each}
    found = {}
    for seat, each in sheets.items():
        if set(each) == scored:
            points = each | computed
            own = {criterion.code: _criterion(criterion, points) for criterion in call.criteria}
            figures = {code: figure for code, figure in own.items() if figure is not None}
            found[seat] = _at(rules, "member", _whole(call, figures) + _bonus(call, points))
    return found


def _ranks(own: Mapping[str, Points]) -> Points:
    """The sum of the ranks that a dossier takes among each member's own totals, equal ones sharing the mean rank."""
    everywhere = set.intersection(*(set(each) for each in own.values())) if own else set()
    found = dict.fromkeys(own, NOTHING)
    for seat in everywhere:
        order = sorted((each[seat] for each in own.values()), reverse=True)
        for code, each in own.items():
            first, count = order.index(each[seat]) + 1, order.count(each[seat])
            found[code] += Fraction(2 * first + count - 1, 2)
    return found


def _criterion(criterion: Criterion, points: Points) -> Fraction | None:
    lines = [sub for sub in criterion.subs if sub.counts and not sub.bonus and sub.code in points]
    return made(criterion.combine, criterion.cap, [_entered(sub, points) for sub in lines]) if lines else None


def _whole(call: Call, figures: Points) -> Fraction:
    parts = [figures[each.code] * each.weight for each in call.criteria if each.code in figures]
    return made(call.combine, call.cap, parts) if parts else NOTHING


def _bonus(call: Call, points: Points) -> Fraction:
    parts = [_entered(sub, points) for sub in call.lines if sub.bonus and sub.code in points]
    return min([sum(parts, NOTHING), *([] if call.bonus_cap is None else [call.bonus_cap])])


def _entered(sub: SubCriterion, points: Points) -> Fraction:
    return upward(sub, points[sub.code]) * sub.weight


def upward(sub: SubCriterion, mark: Fraction) -> Fraction:
    """A mark of a line where the lowest is the best, turned so that more is better."""
    return sub.max - (mark - sub.min) if sub.lower and sub.max is not None else mark


def made(how: str, cap: Fraction | None, parts: list[Fraction]) -> Fraction:
    """One figure from several."""
    whole: Fraction = sum(parts, NOTHING)
    if how == "mean":
        return whole / len(parts)
    if how == "best":
        return sorted(parts)[-1]
    return sorted([whole, cap])[0] if how == "capped-sum" and cap is not None else whole


def _joined(rules: Rules, values: list[Fraction], sub: SubCriterion | None = None) -> Fraction:
    """Several members' figures as one."""
    if rules.aggregation == "majority" and sub is not None:
        yes = [each for each in values if each == sub.max]
        return yes[0] if 2 * len(yes) > len(values) else NOTHING
    ends = int(rules.trim) if rules.trim >= 1 else int(rules.trim * len(values))
    worst_first = sorted(values, reverse=sub is not None and sub.lower)
    kept = sorted(worst_first[ends + rules.drop_worst : len(values) - ends - rules.drop_best])
    whole: Fraction = sum(kept, NOTHING)
    if rules.aggregation == "sum":
        return whole
    if rules.aggregation == "median":
        middle: Fraction = kept[(len(kept) - 1) // 2] + kept[len(kept) // 2]
        return middle / 2
    return whole / len(kept)


def _at(rules: Rules, stage: str, value: Fraction) -> Fraction:
    """``value`` rounded half away from zero, where the rules round at this stage."""
    for each in rules.rounding:
        if each.stage == stage:
            units = abs(value) * 10**each.places + Fraction(1, 2)
            return Fraction(units.numerator // units.denominator, 10**each.places) * (1 if value >= 0 else -1)
    return value


def _sheets(state: State, lot: str, dossier: str, dossiers: Sequence[str]) -> dict[str, Points]:
    """What every seat that counts gave a dossier, in points; a line that a seat left, or that has none, is not there."""
    if state.definition.rules.aggregation == "consensus":
        return _agreed(state, dossier)
    members = [each.code for each in state.scorers(lot) if each.votes]
    seats = [each for each in members if any(state.sheet(each, code).handed_in for code in dossiers)]
    found: dict[str, Points] = {seat: {} for seat in seats}
    for sub in state.definition.call.subs:
        for seat in seats if sub.counts else ():
            everywhere = {_value(state, seat, each, sub.code) for each in dossiers}
            gone = DECLINED in everywhere or (lot in state.closed and NOT_SCORED in everywhere)
            points = sub.points(_value(state, seat, dossier, sub.code))
            if not gone and points is not None:
                found[seat][sub.code] = points
    return {seat: each for seat, each in found.items() if each}


def _agreed(state: State, dossier: str) -> dict[str, Points]:
    """The marks that the commission agreed on, the last one of each line, as those of one seat."""
    acts = [each.entry for each in state.acts]
    last = {each.code: each.value for each in acts if isinstance(each, Agree) and each.dossier == dossier}
    worth = {
        sub.code: sub.points(last[sub.code]) for sub in state.definition.call.subs if sub.counts and sub.code in last
    }
    return {"*": {code: points for code, points in worth.items() if points is not None}}


def _value(state: State, member: str, dossier: str, code: str) -> str:
    sheet = state.sheet(member, dossier)
    return sheet.cell(code).value if sheet.handed_in else NOT_SCORED


def _computed(state: State, lot: str, dossier: str) -> Points:
    """The points that the formulas give a dossier, compared with the bases in play of its lot."""
    found: Points = {}
    dossiers = state.bases(lot)
    for sub in state.definition.call.lines:
        points = _formula(sub, state.definition.dossier(dossier), dossiers)
        if points is not None:
            found[sub.code] = points
    return found


def _formula(sub: SubCriterion, dossier: Dossier, dossiers: Sequence[Dossier]) -> Fraction | None:
    """One line's points; None where nobody computes them, or nothing comes of it."""
    made, most = sub.computed, sub.max or NOTHING
    if made is None or (made.formula in {"inverse", "to-best", "to-mean"} and len(dossiers) < 2):
        return None
    figure = dossier.figures.get(made.figure)
    if figure is None or (figure == 0 and made.zero is not None):
        return made.absent if figure is None else made.zero
    there = [each.figures[made.figure] for each in dossiers if made.figure in each.figures]
    beside = [each for each in there if each != 0 or made.zero is None]
    if made.formula == "steps":
        return max((start, points) for start, points in made.ranges if start <= figure)[1]
    if made.formula == "linear" and made.low is not None and made.high is not None:
        rise = most / (made.high - made.low)
        return sorted([NOTHING, (figure - made.low) * rise, most])[1]
    if made.formula == "to-mean":
        twice: Fraction = 2 * sum(beside, NOTHING)
        return max(NOTHING, most - most * figure * len(beside) / twice) if twice else most / 2
    if not beside:
        return None
    if made.formula == "inverse":
        least = min(beside)
        return most if figure <= least else most * least / figure
    best = max(beside)
    return most if figure >= best else most * figure / best
